"""a quarter of the calendar year is kept as it was given, apart from one of the financial year

Revision 0032, after 0031.
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

BEFORE = "'day', 'month', 'quarter', 'ongoing', 'to be confirmed'"
NOW = "'day', 'month', 'quarter', 'calendar-quarter', 'ongoing', 'to be confirmed'"
COLUMNS = {
    "action": ("due_precision", "approved_precision"),
    "version_row": ("due_precision",),
    "measure_value": ("precision",),
    "snapshot_row": ("due_precision", "original_precision"),
}


def upgrade() -> None:
    _allow(NOW)


def downgrade() -> None:
    """Only of a record without such a quarter: frozen rows cannot say it in other words."""
    for table, columns in COLUMNS.items():
        for column in columns:
            if op.get_bind().execute(sa.text(f"SELECT 1 FROM {table} WHERE {column} = 'calendar-quarter'")).first():
                raise ValueError("The version before knows no quarters of the calendar year.")
    _allow(BEFORE)


def _allow(words: str) -> None:
    for table, columns in COLUMNS.items():
        triggers = _triggers(table)
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                name = batch_op.f(f"ck_{table}_{column}")
                batch_op.drop_constraint(name, type_="check")
                batch_op.create_check_constraint(name, f"{column} IN ({words})")
        for trigger in triggers:
            op.execute(trigger)


def _triggers(table: str) -> list[str]:
    """What SQLite, which makes a table anew to change it, has to be told again."""
    if op.get_bind().dialect.name != "sqlite":
        return []
    told = sa.text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :name ORDER BY name")
    return list(op.get_bind().execute(told, {"name": table}).scalars())
