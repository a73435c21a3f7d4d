"""appendices of papers, and parts that are not public

Revision 0036, after 0034.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0036"
down_revision = "0034"
branch_labels = None
depends_on = None

BEFORE = ("word", "pdf", "web", "spreadsheet", "proof")
TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.add_column("paper", sa.Column("appendices", sa.JSON(), nullable=True))
    for name in ("restricted", "why"):
        op.add_column("section_version", sa.Column(name, TEXT(), nullable=False, server_default=sa.text("''")))
    op.create_table(
        "appendix_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("name", TEXT(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", TEXT(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_appendix_file_paper_id_paper")),
        sa.ForeignKeyConstraint(["by_person_id"], ["person.id"], name=op.f("fk_appendix_file_by_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appendix_file")),
    )
    op.create_index(op.f("ix_appendix_file_paper_id"), "appendix_file", ["paper_id"], unique=False)
    _refuse_changes("appendix_file")
    _allow_changes("pack_file")
    for table in ("pack_file", "download"):
        _formats(table, (*BEFORE, "appendices", "full"))
    _refuse_changes("pack_file")


def downgrade() -> None:
    """Only of a record without appendices and parts that are not public."""
    there = (
        "SELECT 1 FROM appendix_file",
        "SELECT 1 FROM section_version WHERE restricted <> ''",
        "SELECT 1 FROM pack_file WHERE format IN ('appendices', 'full')",
        "SELECT 1 FROM download WHERE format IN ('appendices', 'full')",
    )
    if any(op.get_bind().execute(sa.text(each)).first() for each in there):
        raise ValueError("The version before knows no appendices and no parts that are not public.")
    _allow_changes("pack_file")
    for table in ("pack_file", "download"):
        _formats(table, BEFORE)
    _refuse_changes("pack_file")
    op.drop_table("appendix_file")
    for name in ("restricted", "why"):
        op.drop_column("section_version", name)
    op.drop_column("paper", "appendices")


def _formats(table: str, known: tuple[str, ...]) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(f"ck_{table}_format"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f(f"ck_{table}_format"), f"format IN ({', '.join(repr(each) for each in known)})"
        )


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
