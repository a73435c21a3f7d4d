"""what a measure is made of, its values, and how measures stood when a meeting froze

Revision 0020, after 0019.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

KINDS = ("new", "date", "close", "withdraw", "merge", "split", "reword", "owner", "board", "reopen", "request", "adopt")
DIRECTIONS = ("up", "down")
FREQUENCIES = ("week", "month", "quarter", "term", "half year", "year")
PRECISIONS = ("day", "month", "quarter", "ongoing", "to be confirmed")


def _parts() -> list[sa.Column[object]]:
    """What a measure is made of, besides its words and whether it is agreed."""
    return [
        sa.Column("baseline", sa.String(length=40), nullable=True),
        sa.Column("baseline_on", sa.Date(), nullable=True),
        sa.Column("target", sa.String(length=40), nullable=True),
        sa.Column("target_by", sa.Date(), nullable=True),
        sa.Column("unit", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("direction", sa.String(length=24), nullable=True),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("frequency", sa.String(length=24), nullable=True),
        sa.Column("owner_post_id", sa.Integer(), nullable=True),
        sa.Column("proposed_on", sa.Date(), nullable=True),
    ]


def upgrade() -> None:
    with op.batch_alter_table("measure", schema=None) as batch_op:
        for column in _parts():
            batch_op.add_column(column)
        batch_op.create_check_constraint(batch_op.f("ck_measure_direction"), _one_of("direction", DIRECTIONS))
        batch_op.create_check_constraint(batch_op.f("ck_measure_frequency"), _one_of("frequency", FREQUENCIES))
        batch_op.create_foreign_key(batch_op.f("fk_measure_owner_post_id_post"), "post", ["owner_post_id"], ["id"])
    op.create_table(
        "measure_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("precision", sa.String(length=24), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("unit", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("words", sa.String(length=16), nullable=False),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=True),
        sa.Column("for_post_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(_one_of("precision", PRECISIONS), name=op.f("ck_measure_value_precision")),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_measure_value_measure_id_measure")),
        sa.ForeignKeyConstraint(["by_person_id"], ["person.id"], name=op.f("fk_measure_value_by_person_id_person")),
        sa.ForeignKeyConstraint(["for_post_id"], ["post.id"], name=op.f("fk_measure_value_for_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_value")),
    )
    op.create_index(op.f("ix_measure_value_measure_id"), "measure_value", ["measure_id"], unique=False)
    op.create_table(
        "frozen_measure",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("definition", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        *_parts(),
        sa.CheckConstraint(_one_of("direction", DIRECTIONS), name=op.f("ck_frozen_measure_direction")),
        sa.CheckConstraint(_one_of("frequency", FREQUENCIES), name=op.f("ck_frozen_measure_frequency")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_frozen_measure_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_frozen_measure_action_id_action")),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_frozen_measure_measure_id_measure")),
        sa.ForeignKeyConstraint(["owner_post_id"], ["post.id"], name=op.f("fk_frozen_measure_owner_post_id_post")),
        sa.PrimaryKeyConstraint("meeting_id", "action_id", name=op.f("pk_frozen_measure")),
    )
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_proposal_kind"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_proposal_kind"), _one_of("kind", (*KINDS, "measure")))


def downgrade() -> None:
    """Only of a record without proposals of measures and without values."""
    made = "SELECT 1 FROM proposal WHERE kind = 'measure' UNION SELECT 1 FROM measure_value"
    if op.get_bind().execute(sa.text(made)).first():
        raise ValueError("The version before knows neither values of measures nor proposals of them.")
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_proposal_kind"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_proposal_kind"), _one_of("kind", KINDS))
    op.drop_table("frozen_measure")
    op.drop_table("measure_value")
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_measure_owner_post_id_post"), type_="foreignkey")
        for name in ("direction", "frequency"):
            batch_op.drop_constraint(batch_op.f(f"ck_measure_{name}"), type_="check")
        for column in reversed(_parts()):
            batch_op.drop_column(column.name)


def _one_of(name: str, words: tuple[str, ...]) -> str:
    return f"{name} IN ({', '.join(repr(each) for each in words)})"
