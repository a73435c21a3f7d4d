"""what counts a whole plan walks its actions in the order of the record, where their updates lie side by side, too

Revision 0042, after 0041.
"""

from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_action_plan_id", "action", ["plan_id"])


def downgrade() -> None:
    op.drop_index("ix_action_plan_id", "action")
