"""that the owners of actions without an agreed measure were asked for one

Revision 0021, after 0020.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "measures_asked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=True),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_measures_asked_plan_id_plan")),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_measures_asked_board_id_board")),
        sa.ForeignKeyConstraint(["by_person_id"], ["person.id"], name=op.f("fk_measures_asked_by_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measures_asked")),
    )
    op.create_index(op.f("ix_measures_asked_plan_id"), "measures_asked", ["plan_id"], unique=False)


def downgrade() -> None:
    op.drop_table("measures_asked")
