"""`/pack correct`: errata. What was wrong in a published pack, what it is and why; the corrected pack says so first.

The original stays byte for byte. The corrected one is a draft like any other: where what was signed has changed it is
signed off anew, and then it is published; everybody who had a version is told.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sqlmodel import Session

from handlers.access import Permission
from handlers.button_values import a_version
from handlers.cards import Answer, Card, Element, Input, Modal, Text
from handlers.errors import Mistake, giving_back
from handlers.pack.bodies import body_in_front, day_in_front, supplement_in_front
from handlers.pack.command import PackMeant, newest_pack, pack, pack_meant, tell_progress
from handlers.pack.naming import behind_verb, contents_of, full_contents_of, subject_of, title_of
from handlers.pack.quoting import Quoting, quoting, whole
from handlers.pack.reading_decisions import read_decision
from handlers.pack.reports import source_of, taken_from
from handlers.pack.section_places import LONGEST_SECTION, TITLE, refuse_title
from handlers.pack.seeing import drafts_of
from handlers.private_text import refuse_private
from handlers.requests import Request
from models.outbox.who_had import who_had
from models.packs.errata import LONGEST_TEXT, enter_correction, enter_erratum
from models.packs.key_decisions import DECISION
from models.packs.packs import Pack, PackState, published_when
from models.position.snapshots import Snapshot
from models.privacy.private_text import looks_private
from models.record.rules import rules_of
from models.updates.answer import FIELDS, Kind
from papers.bound_figures import bound_in
from papers.decision_words import decision_said
from papers.pack.contents import CorrectionEntry, PackContents, from_json, to_json
from papers.wording import joined, plural, shortened

CORRECT = '/pack correct 2.4 "4 of 7 are trained" is "5 of 7 are trained" because a return was misread'
_MARK = '"“”„«»'
_LINE = re.compile(
    rf"(?P<place>[^{_MARK}]*?)\s*[{_MARK}](?P<was>[^{_MARK}]+)[{_MARK}]\s*(?:is|to|should be|becomes)?\s*"
    rf"[{_MARK}](?P<becomes>[^{_MARK}]+)[{_MARK}]\s*[,;]?\s*(?:because|as|for)\s+(?P<why>.+)",
    re.IGNORECASE | re.DOTALL,
)
_PROSE = tuple(each.name for each in FIELDS.values() if each.kind is Kind.PROSE)


@dataclass(frozen=True)
class _Said:
    """One typed text of a pack: its place in words, a way to put another in its stead, and of which section it is, by
    its key, if it is of one.
    """

    place: str
    text: str
    put: Callable[[str], None]
    key: str = ""


@pack.verb(
    "correct",
    (CORRECT, "correct a published pack: the original stays, the corrected one says what was, is, and why"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
    prose=True,
)
def correct(session: Session, request: Request) -> Card:
    """Correct in a line."""
    body, line = body_in_front(session, request, request.text.strip())
    supplement, line = supplement_in_front(line)
    read = _LINE.fullmatch(line)
    if read is None:
        raise Mistake(
            "What was wrong, what is it, and why? Where it stands comes first, then both in quotation marks.",
            typed=request.text,
            example=CORRECT,
        )
    with giving_back(request.text):
        on, place = day_in_front(request, read["place"], "/pack correct for 7 June 2023 2.4")
        if not supplement:
            supplement, place = supplement_in_front(place)
        found, contents = _published(session, request, PackMeant(on, body=body, supplement=supplement))
    return _correct(session, request, found, contents, **{**read.groupdict(), "place": place})


@pack.button("correct_form", right=Permission.KEEP_THE_RECORD, takes=a_version)
def correct_form(session: Session, request: Request) -> Modal:
    """The form for a correction; the value is as `version_value` gives it."""
    _, contents = _published(session, request, pack_meant(session, request))
    return _form(request, contents, "")


@pack.form("correct_submit", right=Permission.KEEP_THE_RECORD, takes=a_version)
def correct_submitted(session: Session, request: Request) -> Answer:
    """The correction that was filled in."""
    found, contents = _published(session, request, pack_meant(session, request))
    given = {name: request.values.get(name, "") for name in ("place", "was", "becomes", "why")}
    try:
        return _correct(session, request, found, contents, **given)
    except Mistake as mistake:  # nothing is written yet, and what was typed stays in the form
        return _form(request, contents, mistake.what)


def _form(request: Request, contents: PackContents, error: str) -> Modal:
    asked = (
        Input("place", "Where", hint="A ref (2.4), or a section. Empty: wherever it stands.", max_length=120),
        Input("was", "What it says", "paragraph", required=True, max_length=LONGEST_TEXT),
        Input("becomes", "What it should say", "paragraph", required=True, max_length=LONGEST_TEXT),
        Input("why", "Why", "paragraph", required=True, max_length=LONGEST_TEXT),
    )
    inputs = tuple(
        replace(each, value=request.values.get(each.name, ""), error=error if each.name == "was" else "")
        for each in asked
    )
    body = (
        Text(title_of(contents), "strong"),
        Text(
            "The original stays as it is. The corrected pack is a draft until it is published; then everybody who had "
            "a version is told."
        ),
    )
    return Modal("Correct a pack", "pack.correct_submit", request.text, body, inputs, "Correct")


def _published(session: Session, request: Request, meant: PackMeant) -> tuple[Pack, PackContents]:
    """What was published for the board of a day, or last, or the newest correction of it. Raises `Mistake`."""
    on, body, supplement = meant.on, meant.body, meant.supplement
    with suppress(Mistake):
        its = PackMeant(on, body=body, supplement=supplement)
        last, contents, _ = newest_pack(session, request, its, published=True)
        on, supplement = contents.meeting, last.supplement
    found, contents, snapshot = newest_pack(session, request, PackMeant(on, body=body, supplement=supplement))
    published = found.corrects_id is not None or published_when(found, snapshot) is not None
    if not published:
        raise Mistake(
            f"{title_of(contents)} is not published: until then it is compiled again, and needs no erratum.",
            example="/pack compile",
        )
    if found.state not in (PackState.PUBLISHED, PackState.READY):
        raise Mistake(f"{title_of(contents)} is being made at this moment. Nothing was corrected.", example="/pack")
    return found, full_contents_of(found)


def _correct(
    session: Session,
    request: Request,
    found: Pack,
    contents: PackContents,
    place: str,
    was: str,
    becomes: str,
    why: str,
) -> Card:
    """Enter a correction, and the pack that says it right. Refuses before anything is written; the caller has taken its
    turn.
    """
    place = " ".join(place.split()).strip(" ,;:").removeprefix("at ")
    was, becomes, why = (" ".join(each.split()).strip(' "“”') for each in (was, becomes, why))
    _check(request, was, becomes, why, place)
    stored = to_json(contents)
    texts = list(_typed(stored, contents))
    here = [each for each in texts if _is_at(each, place) and _says(each, was)]
    if not here:
        raise _nowhere(contents, texts, place, was)
    for said in here:
        corrected_text = whole(was).sub(lambda _: becomes, said.text)
        _check_whole(session, request, contents, said, corrected_text)
        said.put(corrected_text)
    places = "; ".join(each.place for each in here)
    number = len(contents.corrections) + 1
    entry = CorrectionEntry(number, places, was, becomes, why, request.today)
    hidden = [each for each in contents.written if each.restricted]
    if any(each.place.startswith(f"{one.title}, ") for each in here for one in hidden):
        # Its words stand in no version that is for everybody, so they do not on the first page of one, either.
        entry = CorrectionEntry(number, places, "", "", "", request.today)
    source = source_of(session, found) if contents.report and not contents.supplement else None
    corrected = replace(
        from_json(stored),
        corrections=(*contents.corrections, entry),
        changed=(),
        sign_offs=(),
        overridden="",
        urgency="",
        author=request.asker.name,
    )
    if source and source[0].state is PackState.PUBLISHED:
        # The board's pack may have been corrected since the report was compiled: it goes with that one from now on.
        corrected = replace(corrected, report=taken_from(session, contents.board, *source))
    new = enter_correction(session, request.actor, found, to_json(corrected))
    original = session.get_one(Pack, new.corrects_id)
    enter_erratum(session, request.actor, original, new, subject_of(corrected), places, was, becomes, why)
    tell_progress(session, request, new)
    had = who_had(session, found.snapshot_id)
    names = joined([name for _, name in had])
    quoted = quoting(session, session.get_one(Snapshot, found.snapshot_id).meeting_id, [was])
    whose = behind_verb(contents)
    body: list[Element] = [
        Text(entry.said),
        Text(
            "The original stays as it was. The corrected one is being made as a draft, with this on its first page: "
            f"“/pack publish{whose}” publishes it, and until then “/pack take back{whose}” takes it back."
        ),
        Text(
            f"{plural(len(had), 'person', 'people')} had a version and will be told: {names}."
            if had
            else "Nobody is recorded as having had a version."
        ),
    ]
    if corrected.report and corrected.report != contents.report:
        body.append(Text(f"Appendix 1 is now: {corrected.report.enclosed[0].title}."))
    for each in quoted:
        how = f'/pack correct for {each.contents.board} "{was}" is "{becomes}" because {why}'
        where = _where_quoted(session, request, each)
        body.append(Text(f"{title_of(each.contents)}, says so, too{where}, and is corrected by itself: “{how}”."))
    if quoted:
        body.append(Text("Whoever had one of these reports is told as well."))
    data = {
        "quoted": [each.contents.board for each in quoted],
        "version": corrected.version,
        "correction": number,
        "places": [each.place for each in here],
        "had": [name for _, name in had],
    }
    return Card(f"Corrected: {title_of(contents_of(new))}", tuple(body), data=data)


def _where_quoted(session: Session, request: Request, quoted: Quoting) -> str:
    """That a report says it in parts that are not public; in which, where the asker sees them."""
    if not quoted.hidden:
        return ""
    drafts = drafts_of(session, request)
    sees = drafts is None or quoted.board_id in drafts
    named = f", {joined([f'“{each}”' for each in quoted.hidden])}" if sees else ""
    also = "as well as " if quoted.openly else ""
    return f", {also}in a part that is not public{named}"


def _check(request: Request, was: str, becomes: str, why: str, place: str) -> None:
    asked = {"What was wrong": was, "What should it say": becomes, "Why": why}
    if empty := [name for name, said in asked.items() if not said]:
        raise Mistake(f"{empty[0]}? Nothing was corrected.", example=CORRECT)
    if too_long := [name for name, said in asked.items() if len(said) > LONGEST_TEXT]:
        raise Mistake(f"{too_long[0]}: that is more than {LONGEST_TEXT} characters. Nothing was corrected.")
    if was == becomes:
        raise Mistake("That is what it says already. Nothing was corrected.", example=CORRECT)
    if bound_in(becomes):
        raise Mistake("A correction says the figure itself, and no name of one. Nothing was corrected.", typed=becomes)
    for each in (becomes, why, place):
        refuse_private(each, request.today)


def _check_whole(session: Session, request: Request, contents: PackContents, said: _Said, corrected: str) -> None:
    """Raise a `Mistake` where a correction makes of a text what could not have been written there."""
    if len(corrected) > max(LONGEST_SECTION, len(said.text)):
        raise Mistake(
            f"That makes of it a text of {len(corrected):,} characters; {LONGEST_SECTION:,} at most. Nothing was "
            "corrected."
        )
    if not looks_private(said.text, request.today):
        refuse_private(corrected, request.today, "What that makes of it")
    if said.key == TITLE:
        refuse_title(corrected)
    if said.key == DECISION:
        read = read_decision(corrected, None, request.today)
        days = rules_of(session, request.asker.organisation_id).days
        if (should := decision_said(read, contents.meeting, days)) != corrected:
            raise Mistake(f"A decision type is printed as it was read: “{should}” Nothing was corrected.")


def _nowhere(contents: PackContents, texts: list[_Said], place: str, was: str) -> Mistake:
    elsewhere = [each.place for each in texts if _says(each, was)]
    where = f" at “{shortened(place, 60)}”" if place else ""
    said = f"“{shortened(was, 80)}” does not stand{where} in what people have typed."
    if elsewhere:
        said += f" It stands in: {'; '.join(elsewhere)}."
    elif was in _flat(str(to_json(contents))):
        said += (
            " Where it stands it is computed from the frozen figures, or is a name of the plan: that is not corrected."
        )
    return Mistake(f"{said} Nothing was corrected.", understood=(title_of(contents),), example=CORRECT)


def _says(said: _Said, words: str) -> bool:
    return whole(words).search(said.text) is not None


def _flat(text: str) -> str:
    return " ".join(text.split())


def _is_at(said: _Said, place: str) -> bool:
    """Whether a text is at a place: its ref or section stands in that place's words."""
    if not place:
        return True
    words = [each for each in re.split(r"[\s,;:]+", place.casefold()) if each not in ("section", "paragraph", "at")]
    its = re.split(r"[\s,;:]+", said.place.casefold())
    return all(each in its for each in words)


def _typed(stored: dict[str, Any], contents: PackContents) -> Iterator[_Said]:
    """Every typed text of a pack, by its place: "Reds, 2.4, commentary"."""

    def of(row: dict[str, Any], name: str, place: str, key: str = "") -> Iterator[_Said]:
        if isinstance(text := row.get(name), str) and text:
            yield _Said(place, text, lambda new: row.__setitem__(name, new), key)

    def fields(row: dict[str, Any], where: str) -> Iterator[_Said]:
        for name in _PROSE:
            yield from of(row, name, f"{where}, {row['ref']}, {FIELDS[name].title.casefold()}")

    def each_of(lines: list[str], place: str) -> Iterator[_Said]:
        for at, text in enumerate(lines):
            yield _Said(place, text, partial(lines.__setitem__, at))

    for red in () if contents.supplement else stored["reds"]:
        yield from fields(red, contents.reds_title)
        yield from each_of(red["escalated"], f"{contents.reds_title}, {red['ref']}, escalated")
    for asked in stored["asked"] if contents.has_position else ():
        where = f"What the board is asked, {asked['number']}"
        yield from of(asked, "what", where)
        if not asked["before"]:  # else it is a value of the plan
            yield from of(asked, "after", where)
        yield from each_of(asked["said"], where)
    yield from each_of(stored["arising"] if contents.has_position else [], "What the board is asked, arising")
    for highlight in stored["highlights"] if contents.has_position else ():
        yield from of(highlight, "text", f"Highlights, {highlight['ref']}")
    for area in stored["areas"] if contents.has_position else ():
        for action in area["actions"]:
            yield from fields(action, "Progress report")
    for section in stored["written"]:
        for paragraph in section["paragraphs"]:
            yield from of(paragraph, "text", f"{section['title']}, {paragraph['number']}", section["key"])
