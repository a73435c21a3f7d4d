"""bodies that receive papers, whose meetings take their figures from a snapshot of the improvement board

Revision 0033, after 0032.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

BEFORE = "'improvement', 'delivery', 'partnership'"
NOW = f"{BEFORE}, 'body'"


def upgrade() -> None:
    _kinds(NOW)
    with op.batch_alter_table("snapshot", schema=None) as batch_op:
        batch_op.add_column(sa.Column("of_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_snapshot_of_id_snapshot"), "snapshot", ["of_id"], ["id"])
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.add_column(sa.Column("of_meeting_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("requires", sa.JSON(none_as_null=True), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_paper_of_meeting_id_meeting"), "meeting", ["of_meeting_id"], ["id"])
        batch_op.create_index(batch_op.f("ix_paper_of_meeting_id"), ["of_meeting_id"])


def downgrade() -> None:
    """Only of a record in which no body receives papers."""
    if op.get_bind().execute(sa.text("SELECT 1 FROM board WHERE kind = 'body'")).first():
        raise ValueError("The version before knows no bodies that receive papers.")
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_of_meeting_id"))
        batch_op.drop_constraint(batch_op.f("fk_paper_of_meeting_id_meeting"), type_="foreignkey")
        batch_op.drop_column("requires")
        batch_op.drop_column("of_meeting_id")
    with op.batch_alter_table("snapshot", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_snapshot_of_id_snapshot"), type_="foreignkey")
        batch_op.drop_column("of_id")
    _kinds(BEFORE)


def _kinds(words: str) -> None:
    with op.batch_alter_table("board", schema=None) as batch_op:
        name = batch_op.f("ck_board_kind")
        batch_op.drop_constraint(name, type_="check")
        batch_op.create_check_constraint(name, f"kind IN ({words})")
