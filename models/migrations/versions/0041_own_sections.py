"""a board's papers have sections of the organisation's own

Revision 0041, after 0040.
"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("board", sa.Column("sections", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    """Only of a record whose lists of sections are ours: the version before could not print the others."""
    if op.get_bind().execute(sa.text("SELECT 1 FROM board WHERE sections IS NOT NULL")).first():
        raise ValueError("The version before knows no sections of an organisation's own.")
    op.drop_column("board", "sections")
