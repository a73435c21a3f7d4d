"""the proof of a published pack among its files, the keys that sign it, who is given a pack, and what was by hand

Revision 0031, after 0027.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0031"
down_revision = "0027"
branch_labels = None
depends_on = None

WRITTEN = ("word", "pdf", "web", "spreadsheet")
PRESENT = sa.text("ended_at IS NULL")


def upgrade() -> None:
    _allow_changes("pack_file")
    _formats((*WRITTEN, "proof"))
    _refuse_changes("pack_file")
    op.create_table(
        "signing_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("public", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("private", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("made_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        _key("signing_key", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_key")),
    )
    op.create_index(op.f("ix_signing_key_organisation_id"), "signing_key", ["organisation_id"], unique=False)
    op.create_table(
        "recipient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        _key("recipient", "board_id", "board"),
        _key("recipient", "post_id", "post"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient")),
    )
    op.create_index(op.f("ix_recipient_post_id"), "recipient", ["post_id"], unique=False)
    op.create_index(
        "uq_recipient_name",
        "recipient",
        ["board_id", "name"],
        unique=True,
        sqlite_where=PRESENT,
        postgresql_where=PRESENT,
    )
    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recipient_id", sa.Integer(), nullable=False),
        sa.Column("pack_id", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=True),
        _key("handover", "recipient_id", "recipient"),
        _key("handover", "pack_id", "pack"),
        _key("handover", "by_person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
        sa.UniqueConstraint("recipient_id", "pack_id", name=op.f("uq_handover_recipient_id_pack_id")),
    )
    op.create_index(op.f("ix_handover_pack_id"), "handover", ["pack_id"], unique=False)


def downgrade() -> None:
    """Only of a record in which nobody is on a distribution list. Proofs are taken out: they can be made again."""
    if op.get_bind().execute(sa.text("SELECT 1 FROM recipient")).first():
        raise ValueError("The version before knows no distribution list.")
    op.drop_table("handover")
    op.drop_table("recipient")
    op.drop_table("signing_key")
    _allow_changes("pack_file")
    op.execute("DELETE FROM pack_file WHERE format = 'proof'")
    _formats(WRITTEN)
    _refuse_changes("pack_file")


def _formats(known: tuple[str, ...]) -> None:
    with op.batch_alter_table("pack_file", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_pack_file_format"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_pack_file_format"), f"format IN ({', '.join(repr(each) for each in known)})"
        )


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


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
