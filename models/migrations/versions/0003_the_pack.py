"""the pack: versions of a snapshot, packs and their files, highlights, acronyms; signing in to the pages

Revision 0003, after 0002.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KINDS = "'morning', 'summary', 'notice', 'posted'"


def upgrade() -> None:
    op.create_table(
        "acronym",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("acronym", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("meaning", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_acronym_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "acronym", name=op.f("pk_acronym")),
    )
    op.create_table(
        "sign_in_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose", sa.Enum("pages", "return", native_enum=False, create_constraint=True, length=24), nullable=False
        ),
        sa.Column("secret_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("made_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("expires_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("used_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_sign_in_link_made_by_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_link_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_link")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_sign_in_link_secret_hash")),
    )
    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_link_person_id"), ["person_id"], unique=False)

    op.create_table(
        "web_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose", sa.Enum("pages", "return", native_enum=False, create_constraint=True, length=24), nullable=False
        ),
        sa.Column("secret_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("began_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("ends_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("signed_out_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["link_id"], ["sign_in_link.id"], name=op.f("fk_web_session_link_id_sign_in_link")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_web_session_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_session")),
        sa.UniqueConstraint("link_id", name=op.f("uq_web_session_link_id")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_web_session_secret_hash")),
    )
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_web_session_ends_at"), ["ends_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_web_session_person_id"), ["person_id"], unique=False)

    op.create_table(
        "highlight",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("text", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_highlight_action_id_action")),
        sa.ForeignKeyConstraint(["by_person_id"], ["person.id"], name=op.f("fk_highlight_by_person_id_person")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_highlight_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_highlight")),
        sa.UniqueConstraint("meeting_id", "action_id", name=op.f("uq_highlight_meeting_id_action_id")),
    )
    op.create_table(
        "pack",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("building", "ready", "failed", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("contents", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("done", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("held_until", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_person_id"], ["person.id"], name=op.f("fk_pack_by_person_id_person")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_pack_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_pack_snapshot_id_snapshot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack")),
        sa.UniqueConstraint("snapshot_id", name=op.f("uq_pack_snapshot_id")),
    )
    with op.batch_alter_table("pack", schema=None) as batch_op:
        batch_op.create_index(
            "ix_pack_building",
            ["id"],
            unique=False,
            sqlite_where=sa.text("state = 'building'"),
            postgresql_where=sa.text("state = 'building'"),
        )
        batch_op.create_index(batch_op.f("ix_pack_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "pack_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pack_id", sa.Integer(), nullable=False),
        sa.Column(
            "format",
            sa.Enum("word", "pdf", "web", "spreadsheet", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_pack_file_pack_id_pack")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_file")),
        sa.UniqueConstraint("pack_id", "format", name=op.f("uq_pack_file_pack_id_format")),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_delivery_kind"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_delivery_kind"), f"kind IN ({KINDS}, 'answer')")
        batch_op.add_column(sa.Column("pack_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("revision", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("shown_revision", sa.Integer(), server_default="0", nullable=False))
        batch_op.create_index(batch_op.f("ix_delivery_pack_id"), ["pack_id"], unique=False)
        batch_op.create_index(
            "ix_delivery_revised",
            ["id"],
            unique=False,
            sqlite_where=sa.text("shown_revision < revision"),
            postgresql_where=sa.text("shown_revision < revision"),
        )
        batch_op.create_foreign_key(batch_op.f("fk_delivery_pack_id_pack"), "pack", ["pack_id"], ["id"])

    with op.batch_alter_table("snapshot", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
        batch_op.drop_constraint(batch_op.f("uq_snapshot_meeting_id"), type_="unique")
        batch_op.create_index(
            "ix_snapshot_published",
            ["meeting_id"],
            unique=True,
            sqlite_where=sa.text("published_at IS NOT NULL"),
            postgresql_where=sa.text("published_at IS NOT NULL"),
        )
        batch_op.create_unique_constraint(batch_op.f("uq_snapshot_meeting_id_version"), ["meeting_id", "version"])

    _refuse_changes("pack_file")


def downgrade() -> None:
    _allow_changes("pack_file")
    op.execute("UPDATE delivery SET kind = 'notice', pack_id = NULL WHERE kind = 'answer'")
    with op.batch_alter_table("snapshot", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_snapshot_meeting_id_version"), type_="unique")
        batch_op.drop_index(
            "ix_snapshot_published",
            sqlite_where=sa.text("published_at IS NOT NULL"),
            postgresql_where=sa.text("published_at IS NOT NULL"),
        )
        batch_op.create_unique_constraint(batch_op.f("uq_snapshot_meeting_id"), ["meeting_id"])
        batch_op.drop_column("version")

    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_delivery_pack_id_pack"), type_="foreignkey")
        batch_op.drop_index(
            "ix_delivery_revised",
            sqlite_where=sa.text("shown_revision < revision"),
            postgresql_where=sa.text("shown_revision < revision"),
        )
        batch_op.drop_index(batch_op.f("ix_delivery_pack_id"))
        batch_op.drop_constraint(batch_op.f("ck_delivery_kind"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_delivery_kind"), f"kind IN ({KINDS})")
        batch_op.drop_column("shown_revision")
        batch_op.drop_column("revision")
        batch_op.drop_column("pack_id")

    op.drop_table("pack_file")
    with op.batch_alter_table("pack", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pack_organisation_id"))
        batch_op.drop_index(
            "ix_pack_building",
            sqlite_where=sa.text("state = 'building'"),
            postgresql_where=sa.text("state = 'building'"),
        )

    op.drop_table("pack")
    op.drop_table("highlight")
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_web_session_person_id"))
        batch_op.drop_index(batch_op.f("ix_web_session_ends_at"))

    op.drop_table("web_session")
    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_link_person_id"))

    op.drop_table("sign_in_link")
    op.drop_table("acronym")


def _refuse_changes(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME; END $$"
        )
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
