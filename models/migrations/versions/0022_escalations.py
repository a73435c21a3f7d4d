"""what is asked of somebody higher, and what became of it at each rung

Revision 0022, after 0021.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

CAME = ("asked", "passed up", "climbed")
ENDED = ("answered", "taken on", "passed up", "climbed", "decided")


def upgrade() -> None:
    op.create_table(
        "escalation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("ask", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=True),
        sa.Column("for_post_id", sa.Integer(), nullable=True),
        sa.Column("resolved_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("resolved_by_person_id", sa.Integer(), nullable=True),
        sa.Column("taken_back_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        _key("escalation", "action_id", "action"),
        _key("escalation", "by_person_id", "person"),
        _key("escalation", "for_post_id", "post"),
        _key("escalation", "resolved_by_person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation")),
    )
    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escalation_action_id"), ["action_id"], unique=False)
    op.create_table(
        "escalation_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("escalation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("called", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("rung", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("board_id", sa.Integer(), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("came", _one_of(CAME), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("ended", _one_of(ENDED), nullable=True),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("ended_by_person_id", sa.Integer(), nullable=True),
        sa.Column("words", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("by_when", sa.Date(), nullable=True),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        _key("escalation_step", "escalation_id", "escalation"),
        _key("escalation_step", "board_id", "board"),
        _key("escalation_step", "post_id", "post"),
        _key("escalation_step", "person_id", "person"),
        _key("escalation_step", "ended_by_person_id", "person"),
        _key("escalation_step", "proposal_id", "proposal"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation_step")),
        sa.UniqueConstraint("escalation_id", "number", name=op.f("uq_escalation_step_escalation_id_number")),
    )
    with op.batch_alter_table("escalation_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escalation_step_proposal_id"), ["proposal_id"], unique=False)
        batch_op.create_index(
            "uq_escalation_step_open",
            ["escalation_id"],
            unique=True,
            sqlite_where=sa.text("ended IS NULL"),
            postgresql_where=sa.text("ended IS NULL"),
        )


def downgrade() -> None:
    """Only of a record without escalations."""
    if op.get_bind().execute(sa.text("SELECT 1 FROM escalation")).first():
        raise ValueError("The version before knows no escalations.")
    op.drop_table("escalation_step")
    op.drop_table("escalation")


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def _one_of(values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, native_enum=False, create_constraint=True, length=24)
