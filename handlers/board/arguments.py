"""Reading what `/board` is told: a board, and who reports to it. What is unclear is a `Mistake` with an example.

Nothing here writes, and nothing is guessed: a likely name is offered, not taken.
"""

import re

from sqlmodel import Session

from handlers.button_values import number_of
from handlers.errors import Mistake
from handlers.grammar import nearest, pair_of
from models.boards.boards import Board, BoardKind, board_names
from models.boards.boards import improvement_board as the_improvement_board
from models.boards.rota import NOBODY, Group
from papers.wording import joined, shortened

REPORTING = "/board new 21 Feb 2024 reporting:HSCP,CPB"
EVERY = "/board new 10 Jan 2024 every 6 weeks"
MOST_WEEKS = 52
_EVERY = re.compile(
    r"every (?:(?:(?P<weeks>\d{1,3}) )?weeks?|(?P<fortnight>fortnight))(?=$| )", re.IGNORECASE | re.ASCII
)


def improvement_board(session: Session, organisation_id: int) -> Board:
    """The board that all others report to."""
    board = the_improvement_board(session, organisation_id)
    if board is None:
        example = '/secretariat boards add "Improvement Board" improvement'
        raise Mistake("There is no improvement board yet.", example=example)
    return board


def named_board(session: Session, organisation_id: int, name: str, example: str) -> Board:
    """The board with this name, short name or other name."""
    names = board_names(session, organisation_id)
    name = name.strip(" ,;")
    if name.casefold() not in names:
        likely = {session.get_one(Board, names[each]).name: None for each in nearest(name, names)}
        hint = f" Did you mean {joined(list(likely), 'or')}?" if likely else ""
        raise Mistake(f"There is no board “{shortened(name, 80)}”.{hint}", example=example)
    return session.get_one(Board, names[name.casefold()])


def board_in_front(session: Session, organisation_id: int, words: list[str]) -> tuple[Board | None, list[str]]:
    """The board that the words begin with, by the longest name that fits, and the words after it; None for others."""
    names = board_names(session, organisation_id)
    for length in range(len(words), 0, -1):
        name = " ".join(words[:length]).casefold().strip(",;:")
        if name in names:
            return session.get_one(Board, names[name]), words[length:]
    return None, words


def read_reporting(session: Session, organisation_id: int, words: list[str]) -> tuple[Group | None, list[str]]:
    """The partnership boards after `reporting:`, None without it, and the other words: `reporting:HSCP,CPB`."""
    at = next((at for at, word in enumerate(words) if (pair_of(word) or [""])[0] == "reporting"), None)
    if at is None:
        return None, words
    said = " ".join(words[at:]).partition(":")[2]
    rest = re.sub("[,;+&]", " , ", said).split()
    if not rest:
        raise Mistake("Who reports? Name the boards, or say reporting:none.", example=REPORTING)
    if rest[0].casefold() in ("none", "nobody"):
        return NOBODY, [*words[:at], *rest[1:]]
    boards: list[Board] = []
    while not boards or (rest and rest[0].casefold() in (",", "and")):
        board, rest = board_in_front(session, organisation_id, rest[1:] if boards else rest)
        if board is None:
            board = named_board(session, organisation_id, rest[0] if rest else "", REPORTING)
        boards.append(board)
    return _in_turn(boards), [*words[:at], *rest]


def read_every(words: list[str]) -> tuple[int | None, list[str]]:
    """Every how many weeks, None where that is not said, and the other words: `every 6 weeks`, `every fortnight`."""
    at = next((at for at, word in enumerate(words) if word.casefold() == "every"), None)
    if at is None:
        return None, words
    said = _EVERY.match(" ".join(words[at:]))
    if said is None:
        raise Mistake("Every how many weeks?", typed=" ".join(words[at:]), example=EVERY)
    weeks = 2 if said["fortnight"] else every_so_many(said["weeks"] or "1")
    return weeks, [*words[:at], *words[at + len(said[0].split()) :]]


def every_so_many(weeks: str) -> int:
    """The number of weeks from one meeting to the next: `6`, `6 weeks`."""
    number = number_of(weeks.casefold().removeprefix("every ").removesuffix("s").removesuffix("week").strip())
    if number is None or not 0 < number <= MOST_WEEKS:
        raise Mistake(f"Every how many weeks? I take 1 to {MOST_WEEKS}.", typed=weeks, example=EVERY)
    return number


def _in_turn(boards: list[Board]) -> Group:
    """The boards as a group. Only partnership boards report in turn; delivery boards report every time."""
    for board in boards:
        if board.kind is BoardKind.DELIVERY:
            raise Mistake(f"{board.name} is a delivery board: it reports to every meeting anyway.", example=REPORTING)
        if board.kind is not BoardKind.PARTNERSHIP:
            raise Mistake(f"{board.name} is no partnership board: only those report in turn.", example=REPORTING)
    return frozenset(board.id for board in boards)
