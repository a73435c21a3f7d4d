"""proposals, the agenda that they stand on, decisions, and what those changed

Revision 0015, after 0014.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ENDINGS = ("closed", "merged", "split", "withdrawn")


def upgrade() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "new",
                "date",
                "close",
                "withdraw",
                "merge",
                "split",
                "reword",
                "owner",
                "board",
                "reopen",
                "request",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("board_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("said", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=True),
        sa.Column("for_post_id", sa.Integer(), nullable=True),
        sa.Column("taken_back_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_proposal_action_id_action")),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_proposal_board_id_board")),
        sa.ForeignKeyConstraint(["by_person_id"], ["person.id"], name=op.f("fk_proposal_by_person_id_person")),
        sa.ForeignKeyConstraint(["for_post_id"], ["post.id"], name=op.f("fk_proposal_for_post_id_post")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_proposal_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("organisation_id", "number", name=op.f("uq_proposal_organisation_id_number")),
    )
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_action_id"), ["action_id"], unique=False)
        batch_op.create_index("ix_proposal_draft", ["by_person_id", "action_id"], unique=False)

    op.create_table(
        "agenda_item",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_agenda_item_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_agenda_item_proposal_id_proposal")),
        sa.PrimaryKeyConstraint("meeting_id", "number", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint("meeting_id", "proposal_id", name=op.f("uq_agenda_item_meeting_id_proposal_id")),
    )
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_item_proposal_id"), ["proposal_id"], unique=False)

    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=True),
        sa.Column("body", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "agreed",
                "agreed as amended",
                "not agreed",
                "deferred",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("words", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("minute", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("undone_by_person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_decision_board_id_board")),
        sa.ForeignKeyConstraint(["by_person_id"], ["person.id"], name=op.f("fk_decision_by_person_id_person")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_decision_meeting_id_meeting")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_decision_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_decision_proposal_id_proposal")),
        sa.ForeignKeyConstraint(
            ["undone_by_person_id"], ["person.id"], name=op.f("fk_decision_undone_by_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_proposal_id"), ["proposal_id"], unique=False)
        batch_op.create_index(
            "uq_decision_number",
            ["organisation_id", "body", "on", "number"],
            unique=True,
            sqlite_where=sa.text("undone_at IS NULL"),
            postgresql_where=sa.text("undone_at IS NULL"),
        )
        batch_op.create_index(
            "uq_decision_proposal",
            ["proposal_id"],
            unique=True,
            sqlite_where=sa.text("undone_at IS NULL AND outcome <> 'deferred'"),
            postgresql_where=sa.text("undone_at IS NULL AND outcome <> 'deferred'"),
        )

    op.create_table(
        "action_arising",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("what", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("owner_post_id", sa.Integer(), nullable=True),
        sa.Column("owner_written", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_action_arising_decision_id_decision")),
        sa.ForeignKeyConstraint(["owner_post_id"], ["post.id"], name=op.f("fk_action_arising_owner_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_arising")),
    )
    with op.batch_alter_table("action_arising", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_arising_decision_id"), ["decision_id"], unique=False)

    op.create_table(
        "decided_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column(
            "effect",
            sa.Enum("added", "ended", "changed", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_decided_change_action_id_action")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_decided_change_decision_id_decision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decided_change")),
    )
    with op.batch_alter_table("decided_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decided_change_action_id"), ["action_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decided_change_decision_id"), ["decision_id"], unique=False)
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_action_ended"), type_="check")
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_action_merged_into_id_action"), "action", ["merged_into_id"], ["id"])
        batch_op.create_check_constraint(batch_op.f("ck_action_ended"), _one_of(ENDINGS))
    with op.batch_alter_table("date_change", schema=None) as batch_op:
        batch_op.add_column(sa.Column("decision_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_date_change_decision_id_decision"), "decision", ["decision_id"], ["id"]
        )


def downgrade() -> None:
    """Only of a record without proposals and decisions."""
    if op.get_bind().execute(sa.text("SELECT 1 FROM proposal UNION ALL SELECT 1 FROM decision")).first():
        raise ValueError("The version before knows no proposals and no decisions.")
    with op.batch_alter_table("date_change", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_date_change_decision_id_decision"), type_="foreignkey")
        batch_op.drop_column("decision_id")
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_action_ended"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_action_merged_into_id_action"), type_="foreignkey")
        batch_op.drop_column("merged_into_id")
        batch_op.create_check_constraint(batch_op.f("ck_action_ended"), _one_of(("closed", "merged", "withdrawn")))
    for table in ("decided_change", "action_arising", "decision", "agenda_item", "proposal"):
        op.drop_table(table)


def _one_of(endings: tuple[str, ...]) -> str:
    return f"ended IN ({', '.join(repr(each) for each in endings)})"
