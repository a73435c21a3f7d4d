"""Reading by which decision a file's changes of the plan were made: `Improvement Board 7 June 2023, D3`.

The board and its meeting are looked up, and nothing is guessed. Called by `proposing`, and by the form of `command`.
"""

import re
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from handlers.board.arguments import board_in_front, named_board
from handlers.days import begins_day, past, read_day
from handlers.errors import Mistake
from handlers.private_text import refuse_private
from handlers.proposal_words import title_of
from models.boards.boards import Board, meeting_on_day, meetings_of
from models.decisions.decisions import Sitting, decision_at
from models.decisions.proposals import Proposal
from papers.wording import day, joined, shortened

EXAMPLE = "Improvement Board 7 June 2023, D3"
LONGEST = 200
_NUMBER = re.compile(r"(?:^|[\s,;])[dD]\s?(\d{1,4})\s*$", re.ASCII)


@dataclass(frozen=True)
class Decided:
    """The meeting that decided, and the number of its decision, the 3 of D3; None for the next one."""

    sitting: Sitting
    number: int | None

    @property
    def said(self) -> str:
        """`Improvement Board, 7 June 2023, D3`."""
        number = f", D{self.number}" if self.number else ""
        return f"{self.sitting.body}, {day(self.sitting.on)}{number}"


def read_decided(session: Session, organisation_id: int, text: str, today: date) -> Decided:
    """The decision that is named, of a meeting in the calendar, on a local day until `today`. Raises `Mistake`."""
    refuse_private(text, today)
    found = _NUMBER.search(text)
    said = (text[: found.start()] if found else text).strip(" ,;")
    words = [word for word in said.split() if word.casefold() not in ("on", "of")]
    board, left = board_in_front(session, organisation_id, words)
    if board is None:
        at = next((at for at in range(len(words)) if begins_day(words[at:])), len(words))
        name = " ".join(words[:at]).strip(" ,;")
        if not name:
            raise Mistake("Which board decided it, on which day, and under which number?", example=EXAMPLE)
        board, left = named_board(session, organisation_id, name, EXAMPLE), words[at:]
    on, rest = read_day(left, past(today), EXAMPLE)
    if rest:
        raise Mistake(
            f"I do not know “{shortened(' '.join(rest), 60)}” in what decided it: a board, a day and a number, such as "
            "D3.",
            understood=(board.name, day(on)),
            example=EXAMPLE,
        )
    if on > today:
        raise Mistake(f"{day(on)} lies ahead: what is decided then is entered then.", example=EXAMPLE)
    meeting = meeting_on_day(session, board.id, on)
    if meeting is None or meeting.cancelled:
        raise Mistake(f"The {board.name} has no meeting on {day(on)} in the calendar.{_met(session, board, on, today)}")
    number = int(found[1]) if found else None
    if number == 0:
        raise Mistake("Decisions are numbered from D1.", example=EXAMPLE)
    return Decided(Sitting(board.name, on, board.id, meeting.id), number)


def refuse_taken(session: Session, organisation_id: int, decided: Decided) -> None:
    """Raise a `Mistake` where the decision that is named stands with something else."""
    there = decision_at(session, organisation_id, decided.sitting, decided.number) if decided.number else None
    if there is not None:
        its_own = title_of(session, session.get_one(Proposal, there.proposal_id))
        raise Mistake(
            f"{there.name} of the {there.body} of {day(there.on)} is another decision: {its_own}, {there.outcome}. "
            "Give the number of this one, or none for the next."
        )


def _met(session: Session, board: Board, on: date, today: date) -> str:
    """When it met, nearest to a day, as a sentence."""
    met = [each.on for each in meetings_of(session, [board.id]) if not each.cancelled and each.on <= today]
    nearest = sorted(sorted(met, key=lambda each: abs(each - on))[:2])
    return f" It met on {joined([day(each) for each in nearest])}." if nearest else ""
