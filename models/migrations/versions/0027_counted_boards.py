"""indexes by which earlier boards are counted, and what was recorded of them and of recovery dates is found

Revision 0027, after 0026.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_snapshot_row_counted": (("snapshot_id", "expected", "answer", "activity", "impact"), None),
    "ix_snapshot_row_recovery": (("snapshot_id", "recovery_date", "action_id"), "recovery_date IS NOT NULL"),
    "ix_snapshot_row_recorded": (("snapshot_id", "action_id"), "expected IS NOT NULL OR update_id IS NOT NULL"),
}


def upgrade() -> None:
    for name, (columns, where) in INDEXES.items():
        only = {} if where is None else {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)}
        op.create_index(name, "snapshot_row", list(columns), unique=False, **only)


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(name, "snapshot_row")
