"""`/pack sections add`, `rename`, `move`, `remove` and `restore`: an organisation's own list of the sections of a
board's papers. It counts for papers that are compiled from then on; packs that are kept stay as they were.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from sqlmodel import Session

from handlers.access import Permission
from handlers.cards import Card, Cell, Element, Table, Text
from handlers.errors import Mistake
from handlers.grammar import nearest
from handlers.pack.bodies import board_meant, supplement_in_front
from handlers.pack.command import pack
from handlers.private_text import refuse_private
from handlers.requests import Request
from models.boards.boards import Board, BoardKind
from models.packs.own_sections import OwnSection, own_sections, set_own_sections
from models.packs.papers import PaperKind
from models.record.events import take_turn
from papers.bound_figures import name_of
from papers.outlines import Outline, Part
from papers.own_outlines import FIRST, added, base_of, left_out, moved, renamed, taken_back, with_own
from papers.wording import joined, shortened

ADD = "/pack sections add for Cabinet climate impact after legal: what it does to emissions"
RENAME = "/pack sections rename for Cabinet legal to Legal implications"
MOVE = "/pack sections move for Cabinet risk after resources"
REMOVE = "/pack sections remove for Cabinet wards"
RESTORE = "/pack sections restore for Cabinet wards"

_PLACE = re.compile(r"(?:^|[\s,]+)(?P<side>after|behind|before)\s+(?:the\s+)?", re.IGNORECASE)
_TO = re.compile(r"\s+(?:to|as|into)\s+", re.IGNORECASE)
_AND = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+", re.IGNORECASE)

Own = tuple[OwnSection, ...]


@pack.verb(
    "sections add",
    (ADD, "give a body’s papers, or the board’s, a section of your own; behind the colon is what belongs in it"),
    name="add_own_section",
    right=Permission.KEEP_THE_RECORD,
    writes=True,
    prose=True,
)
def add(session: Session, request: Request) -> Card:
    """A section of the organisation's own: its title, where it stands, and what belongs in it."""
    board, rest = _board(session, request)
    base, own, outline = _lists(board)
    head, _, hint = rest.partition(":")
    title, after = _placed(outline, head, ADD)
    if not title:
        raise Mistake("What is the section called?", typed=request.text, example=ADD)
    if not after:
        keys = [each.key for each in outline.parts]
        ends = "appendices" if base.kind is PaperKind.COUNCIL else "findings"
        after = keys[keys.index(ends) - 1]
    return _changed(session, request, board, lambda: added(base, own, title, hint, after), ADD, "{} is a section now")


@pack.verb(
    "sections rename",
    (RENAME, "call a written section otherwise; in chat it stays known by its name"),
    name="rename_section",
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def rename(session: Session, request: Request) -> Card:
    """Another title of a section that people write."""
    board, rest = _board(session, request)
    base, own, outline = _lists(board)
    for found in _TO.finditer(rest):
        part, title = outline.named.get(name_of(rest[: found.start()])), rest[found.end() :]
        if part is None:
            continue
        if not part.written:
            raise Mistake(f"“{part.title}” is generated, and its heading comes with it.", example=RENAME)
        now = partial(renamed, base, own, part.key, title)
        return _changed(session, request, board, now, RENAME, f"{part.title} is called {{}} now", of=part.key)
    raise _no_section(outline, _TO.split(rest)[0], request.text, RENAME)


@pack.verb(
    "sections move",
    (MOVE, "put a written section elsewhere"),
    name="move_section",
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def move(session: Session, request: Request) -> Card:
    """Another place of a section that people write."""
    board, rest = _board(session, request)
    base, own, outline = _lists(board)
    words, after = _placed(outline, rest, MOVE)
    part = _section(outline, words, request.text, MOVE)
    if not part.written:
        raise Mistake(f"“{part.title}” is generated, and stays where it is.", example=MOVE)
    if not after:
        raise Mistake("Where to? Behind “after” or “before” is another section.", typed=request.text, example=MOVE)
    said = "{} is moved"
    return _changed(session, request, board, lambda: moved(base, own, part.key, after), MOVE, said, of=part.key)


@pack.verb(
    "sections remove",
    (REMOVE, "leave a written section out of such papers; “restore” takes back one of ours"),
    name="remove_section",
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def remove(session: Session, request: Request) -> Card:
    """Leave out one section or several."""
    board, rest = _board(session, request)
    base, own, outline = _lists(board)
    parts = [_section(outline, each, request.text, REMOVE) for each in _several(outline.named, rest)]

    def without() -> Own:
        now = own
        for each in parts:
            now = left_out(base, now, each.key)
        return now

    titles = joined([each.title for each in parts])
    said = f"{titles} {'is' if len(parts) == 1 else 'are'} left out"
    return _changed(session, request, board, without, REMOVE, said)


@pack.verb(
    "sections restore",
    name="restore_section",
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def restore(session: Session, request: Request) -> Card:
    """Take back sections of ours that were left out."""
    board, rest = _board(session, request)
    base, own, _ = _lists(board)
    gone = {each.key for each in own if each.left_out}
    whole = with_own(base, tuple(each for each in own if not each.left_out))
    named = {name: part for name, part in {**whole.named, **base.named}.items() if part.key in gone}
    parts = []
    for words in _several(named, rest):
        part = named.get(name_of(words))
        if part is None:
            known = joined(sorted({each.title for each in named.values()}))
            which = f"Left out {'are' if len(gone) > 1 else 'is'} {known}." if gone else "None of ours is left out."
            raise Mistake(f"“{shortened(words, 60)}” is no section that was left out. {which}", example=RESTORE)
        parts.append(part)

    def again() -> Own:
        now = own
        for each in parts:
            now = taken_back(now, each.key)
        return now

    titles = joined([each.title for each in parts])
    said = f"{titles} {'is' if len(parts) == 1 else 'are'} back"
    return _changed(session, request, board, again, RESTORE, said)


def _board(session: Session, request: Request) -> tuple[Board, str]:
    """The body that the words name in front, else the improvement board; and the words after it."""
    refuse_private(request.text, request.today)
    take_turn(session, request.actor)
    board, rest = board_meant(session, request)
    rest = " ".join(rest.split())
    if supplement_in_front(rest)[0]:
        raise Mistake(
            "The sections of a supplement stay as they are: a list of your own is of the board’s cover report or of a "
            "body’s reports. Nothing was changed.",
            typed=request.text,
            example="/pack sections supplement",
        )
    if re.match(r"(?:for|of)\s", rest, re.IGNORECASE):
        raise Mistake(
            "Which body is it for? A list of sections is a body’s, for all its meetings; without one, the board’s.",
            typed=request.text,
            example=ADD,
        )
    return board, rest


def _lists(board: Board) -> tuple[Outline, Own, Outline]:
    """Our outline of a board's papers, what is other in it, and the outline as it is."""
    base = base_of(PaperKind.COUNCIL if board.kind is BoardKind.BODY else PaperKind.COVER)
    own = own_sections(board)
    return base, own, with_own(base, own)


def _placed(outline: Outline, text: str, example: str) -> tuple[str, str]:
    """Words with a place at their end: what stands before that, and behind which section it is; empty without one."""
    found = list(_PLACE.finditer(text))
    for each in found:  # the longest title first, for one may have an “after” in it
        part = outline.named.get(name_of(text[each.end() :]))
        if part is None:
            continue
        if each["side"].casefold() != "before":
            return text[: each.start()].strip(), part.key
        keys = [one.key for one in outline.parts]
        at = keys.index(part.key)
        return text[: each.start()].strip(), keys[at - 1] if at else FIRST
    if found:
        raise _no_section(outline, text[found[-1].end() :], text, example)
    return text.strip(), ""


def _several(named: Mapping[str, Part], text: str) -> list[str]:
    """The names in a list of sections, of which a title may have an “and” in it."""
    return [text] if name_of(text) in named else [each for each in _AND.split(text) if each] or [""]


def _section(outline: Outline, words: str, typed: str, example: str) -> Part:
    part = outline.named.get(name_of(words))
    if part is None:
        raise _no_section(outline, words, typed, example)
    return part


def _no_section(outline: Outline, words: str, typed: str, example: str) -> Mistake:
    known = joined([each.called for each in outline.written])
    near = nearest(name_of(words), [name for name, each in outline.named.items() if each.written])
    hint = f" Did you mean “{outline.named[near[0]].called}”?" if near else ""
    said = f"There is no section “{shortened(words, 60)}”.{hint}" if words.strip() else "Which section?"
    return Mistake(f"{said} Those that people write are {known}.", typed=typed, example=example)


def _changed(
    session: Session, request: Request, board: Board, change: Callable[[], Own], example: str, said: str, of: str = ""
) -> Card:
    """Keep a change of the list, and show it. `said` has {} for the title of the section `of`, or of the newest."""
    before = own_sections(board)
    try:
        now = change()
    except ValueError as wrong:
        raise Mistake(f"{wrong}", typed=request.text, example=example) from None
    base, _, was = _lists(board)
    if now != before:
        set_own_sections(session, request.actor, board, now)
    outline = with_own(base, now)
    key = of or next((each.key for each in outline.parts if each.key not in was.by_key), "")
    title = said.format(outline.by_key[key].title if key in outline.by_key else "")
    return _listed(board, base, outline, now, title)


def _listed(board: Board, base: Outline, outline: Outline, own: Sequence[OwnSection], title: str) -> Card:
    called = "The board’s cover report" if base.kind is PaperKind.COVER else f"A report to {board.name}"
    whose = {each.key: _whose(each, base) for each in own}
    rows: list[tuple[Cell, ...]] = [
        (each.title, each.called, whose.get(each.key, "") if each.written else "generated") for each in outline.parts
    ]
    body: list[Element] = [
        Text(f"{called} has these sections from now on. Packs that are kept stay as they are."),
        Table("Sections", ("Section", "Called", "Note"), tuple(rows)),
    ]
    gone = [each for each in own if each.left_out]
    if gone:
        titles = joined([each.title or base.by_key[each.key].title for each in gone])
        body.append(Text(f"Left out: {titles}. What was written in them stays; “{RESTORE}” takes one back."))
    data = {"board": board.name, "sections": [each.key for each in outline.parts], "left_out": [e.key for e in gone]}
    return Card(title, tuple(body), data=data)


def _whose(own: OwnSection, base: Outline) -> str:
    """What is other in a section, in words."""
    if own.hint:
        return f"your own: {own.hint}"
    said = [f"ours is called {base.by_key[own.key].title}"] if own.title and own.key in base.by_key else []
    return "; ".join([*said, *(["moved"] if own.after else [])])
