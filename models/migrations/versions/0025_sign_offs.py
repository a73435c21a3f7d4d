"""who reviews a board's papers, what they said of each version, and the answers to their comments

Revision 0025, after 0024.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

STATES = ("pending", "approved", "not required", "returned")


def upgrade() -> None:
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("parts", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("added_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        _key("review", "board_id", "board"),
        _key("review", "post_id", "post"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_post_id"), ["post_id"], unique=False)
        batch_op.create_index(
            "uq_review_name",
            ["board_id", "name"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
    op.add_column("pack", sa.Column("in_review", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "sign_off",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("pack_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Enum(*STATES, native_enum=False, create_constraint=True, length=24), nullable=False),
        sa.Column("words", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("place", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("by_author", sa.Boolean(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=True),
        sa.Column("for_post_id", sa.Integer(), nullable=False),
        _key("sign_off", "review_id", "review"),
        _key("sign_off", "pack_id", "pack"),
        _key("sign_off", "by_person_id", "person"),
        _key("sign_off", "for_post_id", "post"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off")),
    )
    with op.batch_alter_table("sign_off", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_off_review_id"), ["review_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_off_pack_id"), ["pack_id"], unique=False)
    op.create_table(
        "comment_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sign_off_id", sa.Integer(), nullable=False),
        sa.Column("words", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=True),
        _key("comment_answer", "sign_off_id", "sign_off"),
        _key("comment_answer", "by_person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_answer")),
        sa.UniqueConstraint("sign_off_id", name=op.f("uq_comment_answer_sign_off_id")),
    )


def downgrade() -> None:
    """Only of a record in which nobody has signed anything off."""
    if op.get_bind().execute(sa.text("SELECT 1 FROM sign_off")).first():
        raise ValueError("The version before knows no sign-offs.")
    op.drop_table("comment_answer")
    op.drop_table("sign_off")
    op.drop_table("review")
    op.drop_column("pack", "in_review")  # not in a batch: that makes the table anew


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))
