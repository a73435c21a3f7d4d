"""what happens by itself: the outbox of deliveries, settings, leave and delegates, cancelled meetings

Revision 0002, after 0001.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CHECKS = {
    "kind": "kind IN ('morning', 'summary', 'notice', 'posted')",
    "state": "state IN ('waiting', 'sent', 'skipped', 'failed')",
}


def upgrade() -> None:
    op.create_table(
        "occasion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("what", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("decided_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_occasion_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occasion")),
        sa.UniqueConstraint("organisation_id", "what", "day", name=op.f("uq_occasion_organisation_id_what_day")),
    )
    op.create_table(
        "setting",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("value", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_setting_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "name", name=op.f("pk_setting")),
    )
    op.create_table(
        "board_channel",
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("door", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("channel", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_board_channel_board_id_board")),
        sa.PrimaryKeyConstraint("board_id", "door", name=op.f("pk_board_channel")),
    )
    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["delegate_id"], ["person.id"], name=op.f("fk_delegation_delegate_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_delegation_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
    )
    with op.batch_alter_table("delegation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delegation_delegate_id"), ["delegate_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_delegation_person_id"), ["person_id"], unique=False)

    op.create_table(
        "leave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_leave_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave")),
    )
    with op.batch_alter_table("leave", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_leave_ends"), ["ends"], unique=False)
        batch_op.create_index(batch_op.f("ix_leave_person_id"), ["person_id"], unique=False)

    op.create_table(
        "snooze",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_snooze_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snooze")),
    )
    with op.batch_alter_table("snooze", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_snooze_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_snooze_until"), ["until"], unique=False)

    op.add_column("meeting", sa.Column("cancelled", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(24), nullable=True))
        batch_op.add_column(sa.Column("state", sa.String(24), nullable=True))
        batch_op.add_column(sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column("meeting_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("day", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("late_since", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("tries", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("try_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("held_until", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("closed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("seen_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.alter_column("card", existing_type=sa.JSON(), nullable=True)
        batch_op.alter_column("about", existing_type=sa.JSON(), nullable=True)
        batch_op.create_foreign_key(batch_op.f("fk_delivery_meeting_id_meeting"), "meeting", ["meeting_id"], ["id"])

    op.execute(
        "UPDATE delivery SET tries = 0, try_at = queued_at, "
        "kind = CASE WHEN person_id IS NULL THEN 'posted' ELSE 'notice' END, "
        "state = CASE WHEN sent_at IS NULL THEN 'waiting' ELSE 'sent' END"
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        for name, check in CHECKS.items():
            batch_op.alter_column(name, existing_type=sa.String(24), nullable=False)
            batch_op.create_check_constraint(batch_op.f(f"ck_delivery_{name}"), check)
        batch_op.alter_column("tries", existing_type=sa.Integer(), nullable=False)
        batch_op.create_index("ix_delivery_day", ["day"], unique=False)
        waiting = sa.text("state = 'waiting'")
        batch_op.create_index(
            "ix_delivery_waiting", ["try_at"], unique=False, sqlite_where=waiting, postgresql_where=waiting
        )


def downgrade() -> None:
    op.execute("DELETE FROM delivery WHERE card IS NULL")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_delivery_meeting_id_meeting"), type_="foreignkey")
        batch_op.drop_index("ix_delivery_waiting")
        batch_op.drop_index("ix_delivery_day")
        for name in CHECKS:
            batch_op.drop_constraint(batch_op.f(f"ck_delivery_{name}"), type_="check")
        batch_op.alter_column("about", existing_type=sa.JSON(), nullable=False)
        batch_op.alter_column("card", existing_type=sa.JSON(), nullable=False)
        for name in (
            "seen_at",
            "closed_at",
            "held_until",
            "try_at",
            "tries",
            "late_since",
            "day",
            "meeting_id",
            "reason",
        ):
            batch_op.drop_column(name)
        batch_op.drop_column("state")
        batch_op.drop_column("kind")
    op.execute("ALTER TABLE meeting DROP COLUMN cancelled")

    with op.batch_alter_table("snooze", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_snooze_until"))
        batch_op.drop_index(batch_op.f("ix_snooze_person_id"))

    op.drop_table("snooze")
    with op.batch_alter_table("leave", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_leave_person_id"))
        batch_op.drop_index(batch_op.f("ix_leave_ends"))

    op.drop_table("leave")
    with op.batch_alter_table("delegation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delegation_person_id"))
        batch_op.drop_index(batch_op.f("ix_delegation_delegate_id"))

    op.drop_table("delegation")
    op.drop_table("board_channel")
    op.drop_table("setting")
    op.drop_table("occasion")
