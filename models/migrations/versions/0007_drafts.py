"""drafts: a pack is one until it is published, with a set of files of its own for each

Revision 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WAS = "state = 'building'"
IS_NOW = "state IN ('building', 'publishing')"
STATES = "'building', 'ready', 'failed'"


def upgrade() -> None:
    _index("ix_pack_building", drop=True, where=WAS)
    with op.batch_alter_table("pack", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_pack_state"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_pack_state"), f"state IN ({STATES}, 'publishing', 'published')")
        batch_op.add_column(sa.Column("publisher_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_pack_publisher_id_person"), "person", ["publisher_id"], ["id"])
    _index("ix_pack_building", drop=False, where=IS_NOW)

    _allow_changes("pack_file")
    op.add_column("pack_file", sa.Column("draft", sa.Boolean(), nullable=True))
    published = "SELECT id FROM snapshot WHERE published_at IS NOT NULL"
    op.execute(f"UPDATE pack SET state = 'published' WHERE state = 'ready' AND snapshot_id IN ({published})")
    op.execute("UPDATE pack_file SET draft = (pack_id NOT IN (SELECT id FROM pack WHERE state = 'published'))")
    with op.batch_alter_table("pack_file", schema=None) as batch_op:
        batch_op.alter_column("draft", existing_type=sa.Boolean(), nullable=False)
        batch_op.drop_constraint(batch_op.f("uq_pack_file_pack_id_format"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_pack_file_pack_id_format_draft"), ["pack_id", "format", "draft"]
        )
    _refuse_changes("pack_file")


def downgrade() -> None:
    _allow_changes("pack_file")
    op.execute(
        "DELETE FROM pack_file WHERE draft AND EXISTS (SELECT 1 FROM pack_file AS published "
        "WHERE published.pack_id = pack_file.pack_id AND NOT published.draft)"
    )
    with op.batch_alter_table("pack_file", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_pack_file_pack_id_format_draft"), type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_pack_file_pack_id_format"), ["pack_id", "format"])
        batch_op.drop_column("draft")
    _refuse_changes("pack_file")

    _index("ix_pack_building", drop=True, where=IS_NOW)
    op.execute("UPDATE pack SET state = 'ready' WHERE state IN ('publishing', 'published')")
    with op.batch_alter_table("pack", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_pack_publisher_id_person"), type_="foreignkey")
        batch_op.drop_column("publisher_id")
        batch_op.drop_constraint(batch_op.f("ck_pack_state"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_pack_state"), f"state IN ({STATES})")
    _index("ix_pack_building", drop=False, where=WAS)


def _index(name: str, *, drop: bool, where: str) -> None:
    clauses = {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)}
    if drop:
        op.drop_index(name, table_name="pack", **clauses)
    else:
        op.create_index(name, "pack", ["id"], unique=False, **clauses)


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
