"""Where sign-offs stand, in a table, with the buttons of what is to be done: in chat and on the page of packs."""

from collections.abc import Sequence

from handlers.access import Permission, may
from handlers.cards import Actions, Button, Cell, NumberCell, Table, moment_cell
from handlers.pack.asking import InReview, sign_off_buttons
from handlers.pack.naming import value_of
from handlers.pack.standing import Standing, whose_turn
from handlers.requests import Request
from models.packs.packs import PackState
from models.packs.sign_offs import Signed, SignOffState


def sign_offs_table(found: Sequence[Standing], request: Request) -> Table:
    """The reviews with their states."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            each.review.name,
            each.post,
            state_said(each),
            *_said_last(each, request),
        )
        for each in found
    )
    return Table("Reviews, in their order", ("Review", "Given by", "State", "By", "When", "Version"), rows)


def _said_last(each: Standing, request: Request) -> tuple[Cell, Cell, Cell]:
    """By whom, when and of which version; nothing of one that is asked for anew."""
    if each.last is None or (each.waits and not each.settled):
        return "-", "-", "-"
    return each.last.by or "-", moment_cell(each.last.row.at, request.zone), version_cell(each.last)


def version_cell(signed: Signed) -> Cell:
    """Of which version it was said."""
    return signed.called if signed.correction else NumberCell(signed.version)


def state_said(each: Standing) -> str:
    """The state of a review, with by when it is due while it is open."""
    on = f", due {each.due.day} {each.due:%B}" if each.state == SignOffState.PENDING else ""
    return f"{each.state}{on}"


def sign_offs_to_do(draft: InReview, request: Request) -> list[Actions]:
    """The answers that are the asker's, and for those who keep the record that it is sent to its reviewers."""
    if draft.pack.state is not PackState.READY:
        return []
    turn, contents = whose_turn(draft.found), draft.contents
    mine = [each for each in turn if each.is_for(request.asker) and each.waits]
    rows = [sign_off_buttons(each, draft.pack, request.asker.id, len(mine) > 1) for each in mine]
    if may(request.asker, Permission.KEEP_THE_RECORD) and any(each.is_to_be_asked(draft.pack) for each in turn):
        value = value_of(contents)
        rows.append(Actions((Button("Send to the reviewers", "pack.review", value),)))
    return rows
