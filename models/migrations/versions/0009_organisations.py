"""several organisations: whose an account is, so that two may know the same one; the last event of each is found

Revision 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_event_organisation", "event", ["organisation_id", "id"])
    op.add_column("account", sa.Column("organisation_id", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE account SET organisation_id ="
        " (SELECT person.organisation_id FROM person WHERE person.id = account.person_id)"
    )
    with op.batch_alter_table("account") as table:
        table.alter_column("organisation_id", existing_type=sa.Integer(), nullable=False)
        table.create_foreign_key(
            op.f("fk_account_organisation_id_organisation"), "organisation", ["organisation_id"], ["id"]
        )
        table.drop_constraint(op.f("uq_account_platform_tenant_account"), type_="unique")
        table.create_unique_constraint(
            op.f("uq_account_organisation_id_platform_tenant_account"),
            ["organisation_id", "platform", "tenant", "account"],
        )


def downgrade() -> None:
    with op.batch_alter_table("account") as table:
        table.drop_constraint(op.f("uq_account_organisation_id_platform_tenant_account"), type_="unique")
        table.create_unique_constraint(op.f("uq_account_platform_tenant_account"), ["platform", "tenant", "account"])
        table.drop_constraint(op.f("fk_account_organisation_id_organisation"), type_="foreignkey")
        table.drop_column("organisation_id")
    op.drop_index("ix_event_organisation", "event")
