"""what actions need before they can be done

Revision 0017, after 0016.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dependency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("needs_id", sa.Integer(), nullable=True),
        sa.Column("what", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("owner", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_dependency_action_id_action")),
        sa.ForeignKeyConstraint(["by_person_id"], ["person.id"], name=op.f("fk_dependency_by_person_id_person")),
        sa.ForeignKeyConstraint(["needs_id"], ["action.id"], name=op.f("fk_dependency_needs_id_action")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dependency")),
    )
    with op.batch_alter_table("dependency", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dependency_action_id"), ["action_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dependency_needs_id"), ["needs_id"], unique=False)


def downgrade() -> None:
    op.drop_table("dependency")
