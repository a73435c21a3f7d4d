"""versions of the plan, and proposals that one be adopted

Revision 0016, after 0015.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

KINDS = ("new", "date", "close", "withdraw", "merge", "split", "reword", "owner", "board", "reopen", "request")


def upgrade() -> None:
    op.create_table(
        "plan_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("frozen_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_person_id"], ["person.id"], name=op.f("fk_plan_version_by_person_id_person")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_plan_version_decision_id_decision")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_version_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
        sa.UniqueConstraint("plan_id", "name", name=op.f("uq_plan_version_plan_id_name")),
    )
    with op.batch_alter_table("plan_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_version_decision_id"), ["decision_id"], unique=False)
    op.create_table(
        "version_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("ref", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("ref_order", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("area", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=True),
        sa.Column("board", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("owner_post_id", sa.Integer(), nullable=True),
        sa.Column("owner", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column(
            "due_precision",
            sa.Enum(
                "day",
                "month",
                "quarter",
                "ongoing",
                "to be confirmed",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_version_row_action_id_action")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_version_row_area_id_area")),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_version_row_board_id_board")),
        sa.ForeignKeyConstraint(["owner_post_id"], ["post.id"], name=op.f("fk_version_row_owner_post_id_post")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["plan_version.id"], name=op.f("fk_version_row_version_id_plan_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version_row")),
        sa.UniqueConstraint("version_id", "action_id", name=op.f("uq_version_row_version_id_action_id")),
    )
    with op.batch_alter_table("version_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_version_row_action_id"), ["action_id"], unique=False)
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_proposal_kind"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_proposal_kind"), _one_of((*KINDS, "adopt")))


def downgrade() -> None:
    """Only of a record without versions."""
    if op.get_bind().execute(sa.text("SELECT 1 FROM plan_version")).first():
        raise ValueError("The version before knows no versions of the plan.")
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_proposal_kind"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_proposal_kind"), _one_of(KINDS))
    op.drop_table("version_row")
    op.drop_table("plan_version")


def _one_of(kinds: tuple[str, ...]) -> str:
    return f"kind IN ({', '.join(repr(each) for each in kinds)})"
