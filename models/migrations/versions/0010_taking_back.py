"""answers can be taken back, and which were recorded together

Revision 0010, after 0009.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "taken_back",
        sa.Column("update_id", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_person_id"], ["person.id"], name=op.f("fk_taken_back_by_person_id_person")),
        sa.ForeignKeyConstraint(["update_id"], ["update.id"], name=op.f("fk_taken_back_update_id_update")),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_taken_back")),
    )
    # Not in a batch: SQLite would make the table anew, without what refuses changes of its rows.
    op.execute(
        'ALTER TABLE "update" ADD COLUMN recorded_with INTEGER '
        'CONSTRAINT fk_update_recorded_with_update REFERENCES "update" (id)'
    )
    _refuse_changes("taken_back")


def downgrade() -> None:
    op.drop_table("taken_back")
    with op.batch_alter_table("update", schema=None) as batch_op:
        batch_op.drop_column("recorded_with")
    if op.get_bind().dialect.name == "sqlite":
        _refuse_changes("update")


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
