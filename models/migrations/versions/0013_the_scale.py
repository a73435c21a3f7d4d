"""a plan's scale as rows, and ratings stored by what they mean to the rules

Revision 0013, after 0012.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

CLASSES = ("done", "on_track", "at_risk", "off_track", "not_started")
NOW = tuple(f"{of}{rank}" for of in CLASSES for rank in ("", "_2", "_3"))
BEFORE = {"grey": "not_started", "blue": "done", "red": "off_track", "amber": "at_risk", "green": "on_track"}
COLOURS = ("grey", "blue", "red", "orange", "amber", "lime", "green", "purple", "white")
BRAG = (
    ("not_started", "Grey", "-", "grey", "not started", "no agreed measure or no value yet"),
    ("done", "Blue", "B", "blue", "complete, evidenced and business as usual", "sustained for three periods"),
    (
        "off_track",
        "Red",
        "R",
        "red",
        "more than 30 days overdue, or will miss its approved date with no recovery",
        "worse, or no effect",
    ),
    (
        "at_risk",
        "Amber",
        "A",
        "amber",
        "overdue up to 30 days, or forecast late or blocked, with a recovery",
        "early or mixed",
    ),
    (
        "on_track",
        "Green",
        "G",
        "green",
        "started and forecast on or before the approved date",
        "on its target trajectory",
    ),
)


def upgrade() -> None:
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.add_column(sa.Column("scale", sa.String(), server_default="BRAG", nullable=False))
        batch_op.add_column(sa.Column("rates_impact", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.create_table(
        "scale_level",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("rating", _choice(NOW), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("letter", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("colour", _choice(COLOURS), nullable=False),
        sa.Column("activity", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("impact", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_scale_level_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scale_level")),
        sa.UniqueConstraint("plan_id", "place", name=op.f("uq_scale_level_plan_id_place")),
        sa.UniqueConstraint("plan_id", "rating", name=op.f("uq_scale_level_plan_id_rating")),
    )
    connection = op.get_bind()
    for place, (rating, name, letter, colour, activity, impact) in enumerate(BRAG):
        connection.execute(
            sa.text(
                "INSERT INTO scale_level (plan_id, place, rating, name, letter, colour, activity, impact, given) "
                "SELECT id, :place, :rating, :name, :letter, :colour, :activity, :impact, :given FROM plan"
            ),
            {
                "place": place,
                "rating": rating,
                "name": name,
                "letter": letter,
                "colour": colour,
                "activity": activity,
                "impact": impact,
                "given": True,
            },
        )
    op.add_column("snapshot", sa.Column("scale", sa.JSON(none_as_null=True), nullable=True))
    _store(NOW, BEFORE)


def downgrade() -> None:
    """Only of a plan on the default scale."""
    ratings = ", ".join(f"'{each}'" for each in BEFORE.values())
    others = " UNION ALL ".join(
        f'SELECT 1 FROM "{table}" WHERE activity NOT IN ({ratings}) OR impact NOT IN ({ratings})'
        for table in ("update", "snapshot_row")
    )
    if (
        op.get_bind()
        .execute(sa.text(f"{others} UNION ALL SELECT 1 FROM plan WHERE scale <> 'BRAG' OR NOT rates_impact"))
        .first()
    ):
        raise ValueError(
            "The version before knows no ratings but Blue, Red, Amber, Green and Grey, for activity and impact."
        )
    _store(tuple(BEFORE), {now: before for before, now in BEFORE.items()})
    op.drop_column("snapshot", "scale")
    op.drop_table("scale_level")
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_column("rates_impact")
        batch_op.drop_column("scale")


def _store(after: tuple[str, ...], renamed: dict[str, str]) -> None:
    """Rename the ratings in answers and frozen positions, and have the database refuse any others."""
    for table in ("update", "snapshot_row"):
        _allow_changes(table)
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in ("activity", "impact"):
                batch_op.drop_constraint(batch_op.f(f"ck_{table}_{column}"), type_="check")
        for column in ("activity", "impact"):
            cases = " ".join(f"WHEN '{old}' THEN '{new}'" for old, new in renamed.items())
            op.execute(f'UPDATE "{table}" SET {column} = CASE {column} {cases} END')
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in ("activity", "impact"):
                known = ", ".join(f"'{each}'" for each in after)
                batch_op.create_check_constraint(batch_op.f(f"ck_{table}_{column}"), f"{column} IN ({known})")
        _refuse_changes(table)


def _choice(values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, native_enum=False, create_constraint=True, length=24)


def _refuse_changes(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f'CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON "{table}" '
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f'CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are only ever added'); END"
        )


def _allow_changes(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f'DROP TRIGGER {table}_append_only ON "{table}"')
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(f"DROP TRIGGER {table}_no_{change.lower()}")
