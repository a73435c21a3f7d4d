"""corrections of what was published: what was wrong, what it is and why, and the corrected pack beside the original

Revision 0026, after 0025.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

ORIGINAL = sa.text("corrects_id IS NULL")
BUILDING = sa.text("state IN ('building', 'publishing')")


def upgrade() -> None:
    with op.batch_alter_table("pack", schema=None) as batch_op:
        batch_op.add_column(sa.Column("corrects_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("published_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_pack_corrects_id_pack"), "pack", ["corrects_id"], ["id"])
        batch_op.drop_constraint(batch_op.f("uq_pack_snapshot_id"), type_="unique")
    op.create_index(
        "uq_pack_snapshot_id", "pack", ["snapshot_id"], unique=True, sqlite_where=ORIGINAL, postgresql_where=ORIGINAL
    )
    op.create_table(
        "erratum",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pack_id", sa.Integer(), nullable=False),
        sa.Column("corrected_id", sa.Integer(), nullable=False),
        sa.Column("place", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("was", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("becomes", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("why", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=True),
        _key("pack_id", "pack"),
        _key("corrected_id", "pack"),
        _key("by_person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erratum")),
    )
    op.create_index(op.f("ix_erratum_pack_id"), "erratum", ["pack_id"], unique=False)


def downgrade() -> None:
    """Only of a record in which nothing that was published was corrected."""
    if op.get_bind().execute(sa.text("SELECT 1 FROM erratum")).first():
        raise ValueError("The version before knows no corrections.")
    op.drop_index(op.f("ix_erratum_pack_id"), "erratum")
    op.drop_table("erratum")
    op.drop_index("uq_pack_snapshot_id", "pack")
    with op.batch_alter_table("pack", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_pack_corrects_id_pack"), type_="foreignkey")
        batch_op.drop_column("corrects_id")
        batch_op.drop_column("published_at")
        batch_op.create_unique_constraint(batch_op.f("uq_pack_snapshot_id"), ["snapshot_id"])


def _key(column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_erratum_{column}_{to}"))
