"""the month that a meeting's data are of can be set

Revision 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("meeting", sa.Column("data_month", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("meeting", "data_month")
