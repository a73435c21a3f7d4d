"""the decision type of a council report, with the notice of a key decision

Revision 0037, after 0036.
"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("section_version", sa.Column("decision", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    """Only of a record in which no decision type is known."""
    if op.get_bind().execute(sa.text("SELECT 1 FROM section_version WHERE decision IS NOT NULL")).first():
        raise ValueError("The version before knows no decision types with the notice of a key decision.")
    op.drop_column("section_version", "decision")
