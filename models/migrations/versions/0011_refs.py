"""a ref is any text, sorted by what is kept beside it, and the area is a property of the action

Revision 0011, after 0010.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BY_CODE_POINT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
REF_ORDER = "'0' || length(CAST({0}area_number AS VARCHAR)) || {0}area_number || '.0' || length(CAST({0}number AS VARCHAR)) || {0}number"
"""As `models.plan.refs.ref_order` of a ref of two numbers, each of less than ten digits."""


def upgrade() -> None:
    with op.batch_alter_table("area", schema=None) as batch_op:
        batch_op.alter_column("number", existing_type=sa.Integer(), nullable=True)
    op.execute(
        "INSERT INTO area (plan_id, number, title) SELECT DISTINCT plan_id, area_number, '' FROM action "
        "WHERE NOT EXISTS (SELECT 1 FROM area WHERE area.plan_id = action.plan_id AND area.number = action.area_number)"
    )
    _allow_changes("snapshot_row")
    plan_of = {"action": "action.plan_id", "snapshot_row": "(SELECT plan_id FROM action WHERE action.id = action_id)"}
    for table, plan in plan_of.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("ref_order", BY_CODE_POINT, nullable=True))
            batch_op.add_column(sa.Column("area_id", sa.Integer(), nullable=True))
        its_area = f"SELECT area.id FROM area WHERE area.plan_id = {plan} AND area.number = {table}.area_number"
        op.execute(f"UPDATE {table} SET ref_order = {REF_ORDER.format('')}, area_id = ({its_area})")
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column("ref_order", existing_type=BY_CODE_POINT, nullable=False)
            batch_op.create_foreign_key(batch_op.f(f"fk_{table}_area_id_area"), "area", ["area_id"], ["id"])
            if table == "action":
                batch_op.drop_constraint(batch_op.f("uq_action_plan_id_area_number_number"), type_="unique")
                batch_op.drop_constraint(batch_op.f("uq_action_plan_id_ref"), type_="unique")
                batch_op.create_unique_constraint(batch_op.f("uq_action_plan_id_ref_order"), ["plan_id", "ref_order"])
                batch_op.create_index("ix_action_area_id", ["area_id"], unique=False)
            batch_op.drop_column("area_number")
            batch_op.drop_column("number")
    _refuse_changes("snapshot_row")


def downgrade() -> None:
    """Only of a plan whose refs are an area's number and one of its own."""
    others = "SELECT count(*) FROM action LEFT JOIN area ON area.id = action.area_id WHERE "
    others += "area.number IS NULL OR action.ref_order NOT LIKE '0' || length(CAST(area.number AS VARCHAR)) || area.number || '.0%'"
    if op.get_bind().execute(sa.text(others)).scalar():
        raise ValueError("The version before knows no refs but those of an area and a number, such as 2.4.")
    _allow_changes("snapshot_row")
    for table in ("action", "snapshot_row"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("area_number", sa.Integer(), nullable=True))
            batch_op.add_column(sa.Column("number", sa.Integer(), nullable=True))
        its_area = f"SELECT area.number FROM area WHERE area.id = {table}.area_id"
        op.execute(f"UPDATE {table} SET area_number = ({its_area})")
        after_dot = "CAST(substr(ref, length(CAST(area_number AS VARCHAR)) + 2) AS INTEGER)"
        op.execute(f"UPDATE {table} SET number = {after_dot}")
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column("area_number", existing_type=sa.Integer(), nullable=False)
            batch_op.alter_column("number", existing_type=sa.Integer(), nullable=False)
            batch_op.drop_constraint(batch_op.f(f"fk_{table}_area_id_area"), type_="foreignkey")
            if table == "action":
                batch_op.drop_index("ix_action_area_id")
                batch_op.drop_constraint(batch_op.f("uq_action_plan_id_ref_order"), type_="unique")
                batch_op.create_unique_constraint(batch_op.f("uq_action_plan_id_ref"), ["plan_id", "ref"])
                batch_op.create_unique_constraint(
                    batch_op.f("uq_action_plan_id_area_number_number"), ["plan_id", "area_number", "number"]
                )
            batch_op.drop_column("area_id")
            batch_op.drop_column("ref_order")
    _refuse_changes("snapshot_row")
    op.execute("DELETE FROM area WHERE number IS NULL")
    with op.batch_alter_table("area", schema=None) as batch_op:
        batch_op.alter_column("number", existing_type=sa.Integer(), nullable=False)


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
