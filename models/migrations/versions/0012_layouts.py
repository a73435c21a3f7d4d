"""what was told about the layouts of trackers

Revision 0012, after 0011.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "known_layout",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("layout", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("told", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_known_layout_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_layout")),
        sa.UniqueConstraint("organisation_id", "layout", name=op.f("uq_known_layout_organisation_id_layout")),
    )
    op.add_column("received_file", sa.Column("told", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column("received_file", "told")
    op.drop_table("known_layout")
