"""supplements to a pack that is published: papers of their own, and their packs beside it

Revision 0039, after 0038.
"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

BEFORE = "'cover report', 'council report'"
NOW = f"{BEFORE}, 'supplement'"
ORIGINAL = sa.text("corrects_id IS NULL")
OWN = sa.text("corrects_id IS NULL AND supplement = 0")


def upgrade() -> None:
    _kinds(NOW)
    op.add_column("pack", sa.Column("supplement", sa.Integer(), nullable=False, server_default=sa.text("0")))
    _one_of_a_snapshot(OWN)


def downgrade() -> None:
    """Only of a record without supplements."""
    if op.get_bind().execute(sa.text("SELECT 1 FROM paper WHERE kind = 'supplement'")).first():
        raise ValueError("The version before knows no supplements.")
    _one_of_a_snapshot(ORIGINAL)
    op.drop_column("pack", "supplement")
    _kinds(BEFORE)


def _one_of_a_snapshot(which: sa.TextClause) -> None:
    op.drop_index("uq_pack_snapshot_id", "pack")
    op.create_index(
        "uq_pack_snapshot_id", "pack", ["snapshot_id"], unique=True, sqlite_where=which, postgresql_where=which
    )


def _kinds(words: str) -> None:
    with op.batch_alter_table("paper", schema=None) as batch_op:
        name = batch_op.f("ck_paper_kind")
        batch_op.drop_constraint(name, type_="check")
        batch_op.create_check_constraint(name, f"kind IN ({words})")
