"""what the plan answers: findings, and the actions that answer each

Revision 0018, after 0017.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("reference", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("text", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("refs_written", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_finding_area_id_area")),
        sa.ForeignKeyConstraint(["by_person_id"], ["person.id"], name=op.f("fk_finding_by_person_id_person")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_finding_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_finding_plan_id_number")),
    )
    op.create_table(
        "finding_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_finding_action_action_id_action")),
        sa.ForeignKeyConstraint(["by_person_id"], ["person.id"], name=op.f("fk_finding_action_by_person_id_person")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_finding_action_finding_id_finding")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_action")),
    )
    with op.batch_alter_table("finding_action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_finding_action_action_id"), ["action_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_finding_action_finding_id"), ["finding_id"], unique=False)


def downgrade() -> None:
    op.drop_table("finding_action")
    op.drop_table("finding")
