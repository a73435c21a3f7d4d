"""who carries a recovery out, by when, and when it is looked at again

Revision 0023, after 0022.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


COLUMNS = (
    ("recovery_owner", sqlmodel.sql.sqltypes.AutoString()),
    ("recovery_by", sa.Date()),
    ("next_review", sa.Date()),
)


def upgrade() -> None:
    for name, kind in COLUMNS:
        op.add_column("update", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    # One by one, and not in a batch: that makes the table anew, and loses its triggers.
    for name, _ in COLUMNS:
        op.drop_column("update", name)
