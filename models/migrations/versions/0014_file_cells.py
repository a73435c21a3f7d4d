"""what the last plan file said of each action

Revision 0014, after 0013. What was imported before counts as said by the last file, so that it is known again, too.
"""

import json
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_OF_THE_ACTION = ("title", "added_on", "ended", "ended_on", "reason")
_CELLS = {"added_on": "added"}
_OF_THE_ANSWER = (
    *("activity", "impact", "commentary", "difference", "evidence", "forecast", "help_needed", "cause"),
    *("corrective_action", "recovery_date"),
)


def upgrade() -> None:
    op.create_table(
        "file_cells",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("since", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("cells", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_file_cells_action_id_action")),
        sa.PrimaryKeyConstraint("action_id", name=op.f("pk_file_cells")),
    )
    connection = op.get_bind()
    answer = ", ".join(f'u."{name}"' for name in _OF_THE_ANSWER)
    action = ", ".join(f'a."{name}"' for name in _OF_THE_ACTION)
    rows = connection.execute(
        sa.text(
            f"SELECT a.id, u.at, a.due, a.approved_due, a.approved_precision, {action}, {answer} "
            'FROM action a JOIN "update" u ON u.action_id = a.id '
            "WHERE u.kind = 'imported' AND u.id NOT IN (SELECT update_id FROM taken_back) ORDER BY u.at, u.id"
        )
    )
    last = {row["id"]: row for row in rows.mappings()}
    insert = sa.text("INSERT INTO file_cells (action_id, since, cells) VALUES (:action, :since, :cells)")
    said = [{"action": number, "since": row["at"], "cells": json.dumps(_said(row))} for number, row in last.items()]
    if said:
        connection.execute(insert, said)


def downgrade() -> None:
    op.drop_table("file_cells")


def _said(row: Any) -> dict[str, str]:
    values = {_CELLS.get(name, name): row[name] for name in (*_OF_THE_ACTION, *_OF_THE_ANSWER)}
    if row["approved_due"] and row["approved_due"] != row["due"]:
        values["revised"] = f"{row['approved_due']} {row['approved_precision']}"
    return {name: _hash(value) for name, value in values.items() if value is not None and value != ""}


def _hash(value: Any) -> str:
    return blake2b(" ".join(str(value).split()).casefold().encode(), digest_size=6).hexdigest()
