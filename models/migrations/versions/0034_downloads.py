"""who has taken which file of a pack from the pages, and when

Revision 0034, after 0033.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "download",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("pack_id", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(length=24), nullable=False),
        sa.Column("draft", sa.Boolean(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.CheckConstraint("format IN ('word', 'pdf', 'web', 'spreadsheet', 'proof')", name=op.f("ck_download_format")),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_download_pack_id_pack")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_download_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_download")),
        sa.UniqueConstraint(
            "person_id", "pack_id", "format", "draft", name=op.f("uq_download_person_id_pack_id_format_draft")
        ),
    )
    op.create_index(op.f("ix_download_pack_id"), "download", ["pack_id"], unique=False)


def downgrade() -> None:
    """Only of a record in which nothing was taken from the pages."""
    if op.get_bind().execute(sa.text("SELECT 1 FROM download")).first():
        raise ValueError("The version before does not know who has taken which file.")
    op.drop_index(op.f("ix_download_pack_id"), "download")
    op.drop_table("download")
