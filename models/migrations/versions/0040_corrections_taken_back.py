"""the draft of a correction can be taken back

Revision 0040, after 0039.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("pack", sa.Column("taken_back_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))


def downgrade() -> None:
    """Only of a record in which none was taken back: to the version before, each would be a draft again."""
    if op.get_bind().execute(sa.text("SELECT 1 FROM pack WHERE taken_back_at IS NOT NULL")).first():
        raise ValueError("The version before knows no correction that was taken back.")
    op.drop_column("pack", "taken_back_at")
