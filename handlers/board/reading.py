"""Reading what `/board` is told: a day, a board, and who reports to it. What is unclear is a `Mistake` with an example.

Nothing here writes, and nothing is guessed: a likely name is offered, not taken.
"""

import re
from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from sqlmodel import Session, col, select

from handlers.errors import Mistake
from handlers.grammar import nearest, pair_of
from models.boards.boards import Board, BoardKind, board_names
from models.boards.rota import NOBODY, Group
from models.plan.deadlines import Precision, parse_day, parse_deadline
from papers.wording import joined, shortened

REPORTING = "/board new 21 Feb 2024 reporting:HSCP,CPB"

_DATE_WORD = re.compile(
    r".*\d.*|(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[.,]?|of",
    re.IGNORECASE,
)

_NUMBER = re.compile(r"\d{1,2}(?:st|nd|rd|th)?", re.IGNORECASE | re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_NAME_OF_TIME = re.compile(
    r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?"
    r"|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?",
    re.IGNORECASE,
)
_WRITTEN_TOGETHER = re.compile(
    r"\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{2,4})?|\d{1,2}[-/.]?[a-z]{3,9}(?:[-/.]?\d{2,4})?", re.IGNORECASE
)


def read_day(words: list[str], today: date, example: str) -> tuple[date, list[str]]:
    """The day that the words begin with, and the words after it. `today` is local: `10 Jan` is the next one."""
    leading = list(takewhile(_DATE_WORD.fullmatch, words))
    if not any(char.isdigit() for char in "".join(leading)):
        raise Mistake("On which day? I need the date first.", example=example)
    for length in range(len(leading), 0, -1):
        try:
            return _day(" ".join(leading[:length]), today), words[length:]
        except ValueError:
            continue
    try:
        return _day(" ".join(leading), today), []
    except ValueError as unreadable:
        raise Mistake(str(unreadable).partition(" Understood are")[0], example=example) from None


def begins_day(words: Sequence[str]) -> bool:
    """Whether the words begin with what is meant as a day: `26 April`, `26/04/2023`, `April 26`, `Wed 26 April`."""
    first, following = words[0].strip(",."), words[1].strip(",.") if len(words) > 1 else ""
    if _NUMBER.fullmatch(first):
        return bool(_NAME_OF_TIME.fullmatch(following)) or following.casefold() == "of"
    if _NAME_OF_TIME.fullmatch(first):
        return bool(_NUMBER.fullmatch(following) or _YEAR.fullmatch(following))
    return bool(_WRITTEN_TOGETHER.fullmatch(first))


def improvement_board(session: Session, organisation_id: int) -> Board:
    """The board that all others report to."""
    board = session.exec(
        select(Board)
        .where(Board.organisation_id == organisation_id, Board.kind == BoardKind.IMPROVEMENT)
        .order_by(col(Board.id))
    ).first()
    if board is None:
        raise Mistake("There is no improvement board yet. It comes with the Boards sheet of a plan file.")
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


def _in_turn(boards: list[Board]) -> Group:
    """The boards as a group. Only partnership boards report in turn; delivery boards report every time."""
    for board in boards:
        if board.kind is BoardKind.DELIVERY:
            raise Mistake(f"{board.name} is a delivery board: it reports to every meeting anyway.", example=REPORTING)
        if board.kind is not BoardKind.PARTNERSHIP:
            raise Mistake(f"{board.name} is no partnership board: only those report in turn.", example=REPORTING)
    return frozenset(board.id for board in boards)


def _day(text: str, today: date) -> date:
    """Exactly one day: a month or a quarter, of which a deadline would be the last day, is none."""
    try:
        written = parse_deadline(text)
    except ValueError:
        return parse_day(text, today)
    if written.last_day is None or written.precision is not Precision.DAY:
        raise ValueError(f"“{text}” names no day.")
    return written.last_day
