"""Which body's paper the words of `/pack` mean: `for Cabinet`, `for Cabinet 20 June 2023`. Without, the board's own."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from sqlmodel import Session

from handlers.board.arguments import improvement_board
from handlers.days import read_day
from handlers.errors import Mistake
from handlers.grammar import nearest
from handlers.requests import Request
from models.boards.boards import Board, body_names
from papers.wording import joined, shortened

ADD = "/pack paper add Cabinet 20 June 2023"
NEWEST = -1
"""The newest supplement, where none is named by its number."""

_SUPPLEMENT = re.compile(
    r"(?:^|(?<=\s))(?:(?:for|of)\s+)?(?:the\s+)?supplement(?:\s+(?P<number>\d{1,3})(?![\d.])(?!\s+[a-z]{3,}\s+\d{4}))?"
    r"(?=[\s,:]|$)[\s,:]*",
    re.IGNORECASE,
)
_FOR = re.compile(r"\s*(?:for|of)\s+(?P<name>[^\s\d][^\d]*?)[\s,]*(?P<rest>(?:(?:\d|version\s).*)?)", re.I)


def after_body(request: Request) -> str:
    """The words after the name of a body; all of them where none is named."""
    found = _read(request)
    return found["rest"] if found else request.text


def body_meant(session: Session, request: Request) -> Board | None:
    """The body that the words name; None where they name none. Raises `Mistake` for a name that no body has."""
    found = _read(request)
    if found is None:
        return None
    names = body_names(session, request.asker.organisation_id)
    body_id = body_called(names, found["name"])
    if body_id is None:
        raise no_such_body(session, found["name"], names)
    return session.get_one(Board, body_id)


def body_called(names: Mapping[str, int], typed: str) -> int | None:
    """The id of the body that somebody calls so, with its article or without; `names` as of `body_names`."""
    said = {name.removeprefix("the "): body_id for name, body_id in names.items()} | dict(names)
    name = typed.casefold()
    return said.get(name) or said.get(name.removeprefix("the "))


def body_in_front(session: Session, request: Request, text: str) -> tuple[Board | None, str]:
    """The body that a text names after `for`, by the longest name that fits, and the text after it as it was typed."""
    said = re.match(r"\s*(?:for|of)\s+", text, re.I)
    if said is None:
        return None, text
    names = body_names(session, request.asker.organisation_id)
    for name in sorted(names, key=len, reverse=True):
        if found := re.match(
            rf"(?:the\s+)?{re.escape(name.removeprefix('the '))}(?![^\W_])[ ,:\t]*", text[said.end() :], re.I
        ):
            return session.get_one(Board, names[name]), text[said.end() + found.end() :]
    return None, text


def day_in_front(request: Request, text: str, example: str) -> tuple[date | None, str]:
    """The day of a board that a text names after `for`, and the text after it. Raises `Mistake` for what is none."""
    words = text.split()
    if [each.casefold() for each in words[:1]] not in (["for"], ["of"]) or len(words) < 2:
        return None, text
    on, rest = read_day(words[1:], request.today, example)
    return on, " ".join(rest)


def supplement_in_front(text: str) -> tuple[int, str]:
    """The number of the supplement with which a text begins (0 where it names none, `NEWEST` without a number), and the
    text behind that as it was typed.
    """
    found = _SUPPLEMENT.match(text)
    return (_number(found), text[found.end() :]) if found else (0, text)


def supplement_in(text: str) -> tuple[int, str]:
    """The same of one that is named anywhere in a text, and the text without that."""
    found = _SUPPLEMENT.search(text)
    return (_number(found), f"{text[: found.start()]}{text[found.end() :]}") if found else (0, text)


def _number(found: re.Match[str]) -> int:
    return int(found["number"]) if found["number"] else NEWEST


def board_meant(session: Session, request: Request) -> tuple[Board, str]:
    """The body that the words name in front, else the improvement board; and the words after it."""
    body, rest = body_in_front(session, request, request.text.strip())
    return body or improvement_board(session, request.asker.organisation_id), rest


def no_such_body(session: Session, name: str, names: Mapping[str, int]) -> Mistake:
    """That no body is called so, with the nearest; `names` as of `body_names`."""
    near = list(dict.fromkeys(session.get_one(Board, names[each]).name for each in nearest(name, names)))
    hint = f" Did you mean {joined(near, 'or')}?" if near else ""
    return Mistake(f"No paper goes to a body “{shortened(name, 80)}”.{hint}", example=ADD)


def _read(request: Request) -> re.Match[str] | None:
    found = _FOR.fullmatch(request.text)
    if found is None:
        return None
    with suppress(Mistake, ValueError):  # “for next Wednesday” is a day
        read_day(found["name"].split(), request.today, ADD)
        return None
    return found
