"""one freeze: what was expected and answered stands in a snapshot, and late updates that were taken in are rows

Revision 0005, after 0004.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

PRECISIONS = "'day', 'month', 'quarter', 'ongoing', 'to be confirmed'"
ADDED = ("due_precision", "original_due", "original_precision", "measure_agreed", "expected", "answer")
CHECKED = ("due_precision", "original_precision", "answer")


def upgrade() -> None:
    op.create_table(
        "taken_in",
        sa.Column("update_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_person_id"], ["person.id"], name=op.f("fk_taken_in_by_person_id_person")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_taken_in_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["update_id"], ["update.id"], name=op.f("fk_taken_in_update_id_update")),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_taken_in")),
    )
    op.create_index(op.f("ix_taken_in_meeting_id"), "taken_in", ["meeting_id"], unique=False)
    op.add_column("meeting", sa.Column("entered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))

    _allow_changes("snapshot_row")
    with op.batch_alter_table("snapshot_row", schema=None) as batch_op:
        batch_op.add_column(sa.Column("due_precision", sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column("original_due", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("original_precision", sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column("measure_agreed", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("expected", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("answer", sa.String(length=24), nullable=True))
        for name in ("due_precision", "original_precision"):
            batch_op.create_check_constraint(batch_op.f(f"ck_snapshot_row_{name}"), f"{name} IN ({PRECISIONS})")
        batch_op.create_check_constraint(batch_op.f("ck_snapshot_row_answer"), "answer IN ('update', 'no change')")
    _take_in_what_was_printed()
    _say_what_was_expected()
    _refuse_changes("snapshot_row")


def downgrade() -> None:
    _allow_changes("snapshot_row")
    with op.batch_alter_table("snapshot_row", schema=None) as batch_op:
        for name in CHECKED:
            batch_op.drop_constraint(batch_op.f(f"ck_snapshot_row_{name}"), type_="check")
        for name in ADDED:
            batch_op.drop_column(name)
    _refuse_changes("snapshot_row")
    op.drop_column("meeting", "entered_at")
    op.drop_index(op.f("ix_taken_in_meeting_id"), "taken_in")
    op.drop_table("taken_in")


def _take_in_what_was_printed() -> None:
    """Until now a later version of a pack took up every late update: the newest version says which were printed."""
    op.execute(
        """
        INSERT INTO taken_in (update_id, meeting_id, at, by_person_id)
        SELECT given.id, printing.meeting_id, printing.frozen_at, NULL
        FROM snapshot_row
        JOIN snapshot AS printing ON printing.id = snapshot_row.snapshot_id
        JOIN meeting ON meeting.id = printing.meeting_id
        JOIN "update" AS given ON given.id = snapshot_row.update_id
        JOIN meeting AS later ON later.id = given.meeting_id
        WHERE later."on" > meeting."on" AND later.board_id = meeting.board_id
        AND NOT EXISTS (
            SELECT 1 FROM snapshot AS newer
            WHERE newer.meeting_id = printing.meeting_id AND newer.version > printing.version
        )
        AND NOT EXISTS (
            SELECT 1 FROM snapshot_row AS sooner_row
            JOIN snapshot AS sooner ON sooner.id = sooner_row.snapshot_id
            JOIN meeting AS before ON before.id = sooner.meeting_id
            WHERE sooner_row.update_id = given.id AND before."on" < meeting."on"
            AND sooner_row.action_id = snapshot_row.action_id
        )
        """
    )


def _say_what_was_expected() -> None:
    """A board that has its figures and no published pack yet goes on as if it had been frozen by this version."""
    op.execute(
        """
        UPDATE snapshot_row SET
            expected = (
                board_id IS NULL
                OR board_id IN (SELECT id FROM board WHERE kind = 'delivery')
                OR board_id IN (
                    SELECT reporting_board.board_id FROM reporting_board
                    JOIN snapshot ON snapshot.meeting_id = reporting_board.meeting_id
                    WHERE snapshot.id = snapshot_row.snapshot_id
                )
            ),
            answer = (
                SELECT CASE WHEN given.kind = 'no change' THEN 'no change' ELSE 'update' END
                FROM "update" AS given
                JOIN snapshot ON snapshot.id = snapshot_row.snapshot_id
                LEFT JOIN taken_in ON taken_in.update_id = given.id
                WHERE given.id = snapshot_row.update_id
                AND COALESCE(taken_in.meeting_id, given.meeting_id) = snapshot.meeting_id
            )
        WHERE snapshot_id IN (SELECT id FROM snapshot WHERE published_at IS NULL)
        """
    )


def _refuse_changes(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
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
