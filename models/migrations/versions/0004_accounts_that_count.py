"""accounts that count: when the platform was last asked about one, and whether and why it is cut off

Revision 0004, after 0003. Nobody has asked about the accounts that are there: the next process in Slack does.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

CUT_OFF = "cut_off IN ('guest', 'deactivated', 'elsewhere', 'bot', 'unknown', 'secretariat')"


def upgrade() -> None:
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("checked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("cut_off", sa.String(24), nullable=True))
        batch_op.add_column(sa.Column("told_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.create_check_constraint(batch_op.f("ck_account_cut_off"), CUT_OFF)


def downgrade() -> None:
    op.execute("DELETE FROM account WHERE cut_off IS NOT NULL")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_account_cut_off"), type_="check")
        batch_op.drop_column("told_at")
        batch_op.drop_column("cut_off")
        batch_op.drop_column("checked_at")
