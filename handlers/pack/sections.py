"""`/pack sections`: the sections of the next board's cover report, which are generated, and how the others stand.

For those who see the board's drafts. What a section says now is shown with its figures in place of their names.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from sqlmodel import Session

from handlers.access import Permission, drafts_seen_by, may
from handlers.board.arguments import improvement_board
from handlers.cards import Actions, Button, Card, Cell, Element, Listing, Table, Text
from handlers.days import read_day
from handlers.errors import Mistake, Refused
from handlers.grammar import first_word
from handlers.pack.bodies import body_in_front, body_meant, supplement_in_front
from handlers.pack.command import pack
from handlers.pack.named_figures import NamedFigures, figures_named
from handlers.pack.named_passages import owned_said, passages_for, words_of_passages
from handlers.pack.notices import how_mended, lacking
from handlers.pack.reading_decisions import KEY
from handlers.pack.reports import report_for, required_sections
from handlers.pack.seeing import drafts_of
from handlers.pack.supplements import figures_of, follows, supplement_meant
from handlers.pack.written_sections import nothing_said
from handlers.requests import Request
from handlers.whom_to_ask import no_board_coming
from models.boards.boards import Board, Meeting, meeting_on_day
from models.packs.appendices import Appendix, appendices_in
from models.packs.key_decisions import DECISION
from models.packs.own_sections import needed, own_sections, set_own_sections
from models.packs.papers import (
    BodyPaper,
    PaperKind,
    PlannedSupplement,
    SectionVersion,
    Written,
    body_papers,
    paper_with_sections,
    sections_of,
    versions_of,
)
from models.packs.papers import require as require_sections
from models.position.snapshots import unpublished_meeting
from models.record.rules import rules_of, set_rule
from papers.bound_figures import bound_in, name_of, resolved
from papers.outlines import COUNCIL, COVER, OUTLINES, SUPPLEMENT, SUPPLEMENT_REQUIRES, Outline, Part
from papers.own_outlines import requiring, with_own
from papers.wording import day, joined, moment, plural

GENERATED = "generated"


@dataclass(frozen=True)
class PreparedPaper:
    """A paper that is written, the cover report of the next board as a rule: its meeting, what is written of it, and
    which sections it needs. `figures` is the meeting whose figures it has, where that is another: it is for a body.
    `supplement` is its number, where it is one, and `before` how many appendices come before its own.
    """

    meeting: Meeting
    board: str
    outline: Outline
    written: Mapping[str, Written]
    required: tuple[str, ...]
    figures: Meeting | None = None
    appendices: tuple[Appendix, ...] = ()
    supplement: int = 0
    before: int = 0

    @property
    def title(self) -> str:
        """`Cover report for the Improvement Board of 7 June 2023`, `Council report for Cabinet of 22 June 2023`,
        `Supplement 1 for the Improvement Board of 7 June 2023`.
        """
        the, number = "" if self.figures else "the ", f" {self.supplement}" if self.supplement else ""
        return f"{self.outline.kind.value.capitalize()}{number} for {the}{self.board} of {day(self.meeting.on)}"

    @property
    def key(self) -> str:
        """What tells it from other papers of its kind for the meeting (`Paper.body`)."""
        return str(self.supplement) if self.supplement else ""

    @property
    def value(self) -> str:
        """What names it in the value of a button: the id of its meeting, of a supplement with its number: `12-1`."""
        return f"{self.meeting.id}{f'-{self.supplement}' if self.supplement else ''}"

    @property
    def of(self) -> Meeting:
        """The meeting whose figures it has."""
        return self.figures or self.meeting

    @property
    def words(self) -> str:
        """What names it in a line, behind a verb: `for Cabinet `, `supplement 1 `; nothing for the board's own."""
        of = f"for {self.board} " if self.figures else ""
        return f"{of}supplement {self.supplement} " if self.supplement else of

    @property
    def missing(self) -> tuple[Part, ...]:
        """The sections that are required, and that nobody has written."""
        return tuple(
            each for each in self.outline.written if each.key in self.required and each.key not in self.written
        )


def paper_meant(session: Session, request: Request) -> tuple[PreparedPaper, str]:
    """The paper that the words are about, and the words after that as they were typed: `for 7 June 2023 introduction`
    names a board, `for Cabinet purpose` a body, else it is the next board's that is not published. Raises `Mistake` and
    `Refused`.
    """
    text = request.text.strip()
    number, behind = supplement_in_front(text)
    if number:
        return supplement_paper(session, request, supplement_meant(session, request, None, None, number)), behind
    body, behind = body_in_front(session, request, text)
    if body:
        day_typed = None
        if behind[:1].isdigit():
            day_typed, rest = read_day(behind.split(), request.today, "/pack sections for Cabinet 22 June 2023")
            taken = len(behind.split()) - len(rest)
            behind = "".join(behind.split(maxsplit=taken)[taken:])
        number, rest_of_it = supplement_in_front(behind)
        if number:
            planned = supplement_meant(session, request, day_typed, body, number)
            return supplement_paper(session, request, planned), rest_of_it
        return paper_of(session, request, report_for(session, request, body, day_typed)), behind
    words = text.split()
    if [each.casefold() for each in words[:1]] not in (["for"], ["of"]) or len(words) < 2:
        return prepared_paper(session, request), text
    if not any(map(str.isdigit, text)):
        body_meant(session, request)  # it says which there are
    on, rest = read_day(words[1:], request.today, "/pack sections for 7 June 2023")
    meeting = meeting_on_day(session, improvement_board(session, request.asker.organisation_id).id, on)
    if meeting is None or meeting.cancelled is not None:
        raise Mistake(f"The improvement board does not meet on {day(on)}.", example="/board calendar")
    taken = len(words) - len(rest)
    behind = "".join(text.split(maxsplit=taken)[taken:])
    number, rest_of_it = supplement_in_front(behind)
    if number:
        return supplement_paper(session, request, supplement_meant(session, request, on, None, number)), rest_of_it
    return paper_for(session, request, meeting), behind


def prepared_paper(session: Session, request: Request) -> PreparedPaper:
    """The paper that is being prepared. Raises `Mistake` where no board is coming, and `Refused`."""
    meeting = unpublished_meeting(session, request.asker.organisation_id, request.today)
    if meeting is None:
        raise no_board_coming(session, request, "whose paper could be written")
    return paper_for(session, request, meeting)


def paper_for(session: Session, request: Request, meeting: Meeting) -> PreparedPaper:
    """The paper for a meeting, of the improvement board or of a body. Raises `Refused`."""
    for each in body_papers(session, request.asker.organisation_id, meeting_id=meeting.id):
        return paper_of(session, request, each)
    seen = drafts_seen_by(request.asker)
    if seen is not None and meeting.board_id not in seen:
        raise Refused(f"That is not open to you: it is for {Permission.SEE_DRAFTS.value}.")
    board = session.get_one(Board, meeting.board_id)
    required = needed(rules_of(session, request.asker.organisation_id).cover_requires, board)
    paper, written = paper_with_sections(session, meeting.id, COVER.kind)
    outline, attached = with_own(COVER, own_sections(board)), appendices_in(paper)
    return PreparedPaper(meeting, board.name, outline, written, required, appendices=attached)


def paper_of(session: Session, request: Request, report: BodyPaper) -> PreparedPaper:
    """The report to a body. Raises `Refused`."""
    seen = drafts_of(session, request)
    if seen is not None and report.meeting.board_id not in seen:
        raise Refused(f"That is not open to you: it is for {Permission.SEE_DRAFTS.value}.")
    written = sections_of(session, report.meeting.id, COUNCIL.kind)
    required, outline = required_sections(report), with_own(COUNCIL, own_sections(report.board))
    return PreparedPaper(report.meeting, report.board.name, outline, written, required, report.of)


def supplement_paper(session: Session, request: Request, planned: PlannedSupplement) -> PreparedPaper:
    """A supplement. Raises `Refused`."""
    seen = drafts_of(session, request)
    if seen is not None and planned.meeting.board_id not in seen:
        raise Refused(f"That is not open to you: it is for {Permission.SEE_DRAFTS.value}.")
    paper, written = paper_with_sections(session, planned.meeting.id, PaperKind.SUPPLEMENT, str(planned.number))
    of = figures_of(session, planned.meeting)
    return PreparedPaper(
        planned.meeting,
        planned.board.name,
        SUPPLEMENT,
        written,
        SUPPLEMENT_REQUIRES,
        None if of is planned.meeting else of,
        appendices_in(paper),
        planned.number,
        follows(session, planned.meeting, planned.number)[1].appendices,
    )


def section_meant(outline: Outline, text: str) -> tuple[Part, str]:
    """The written section that a text begins with, by its name or its title, and the rest of the text as it was typed.

    Raises `Mistake`.
    """
    for name, part in _names(outline, text):
        rest = text[len(name) :]
        if text[: len(name)].casefold() == name.casefold() and not rest[:1].isalnum():
            if not part.written:
                raise Mistake(
                    f"“{part.title}” is generated from the record, so nobody writes it.", example="/pack sections"
                )
            return part, rest.lstrip(" \t:").strip("\n")
    word, _ = first_word(text)
    written = {name: each for each in outline.written for name in (each.key, *each.title.casefold().split())}
    near = get_close_matches(name_of(word), written, n=1, cutoff=0.6)
    hint = f" Did you mean “{written[near[0]].called}”?" if near else ""
    known = joined([each.called for each in outline.written])
    said = f"There is no written section “{word}”.{hint}" if word else "Which section?"
    example = {
        PaperKind.COVER: "/pack write introduction",
        PaperKind.SUPPLEMENT: "/pack write supplement item",
        PaperKind.COUNCIL: "/pack write for Cabinet purpose",
    }[outline.kind]
    raise Mistake(f"{said} The sections that are written are {known}.", typed=text, example=example)


def _names(outline: Outline, text: str) -> list[tuple[str, Part]]:
    """By what a section may be called at the beginning of a text: a title with no words after it, or with a sentence,
    its name, and last a title that words follow, since “risk implications are low” begins with a name and with a title.
    One of the organisation's own, as “risk register”, may begin with the name of ours, and so may one of ours with that
    of another: “late item”.
    """
    titles = [(each.title, each) for each in outline.parts]
    ours = OUTLINES[outline.kind].by_key
    first = {each.key: name_of(first_word(each.title)[0]) for each in outline.written}
    longer = [
        each
        for each in sorted(outline.written, key=lambda each: -len(each.title))
        if each.key not in ours or (first[each.key] != each.key and first[each.key] in outline.by_key)
    ]
    certain = [(title, each) for title, each in titles if not text[len(title) :].lstrip()[:1].islower()]
    names = [(name, each) for each in outline.parts for name in (each.key, each.called)]
    return [*certain, *((each.title, each) for each in longer), *names, *titles]


@pack.verb(
    "sections",
    ("/pack sections", "the sections of the next board’s cover report: generated, written, or still to be written"),
    ("/pack sections for Cabinet", "the same of the report to a body"),
    right=Permission.SEE_DRAFTS,
    asked=("sections pack/paper/papers/report", "sections cover report", "sections written/missing"),
)
def sections(session: Session, request: Request) -> Card:
    """The sections with their state; of the board of a day with `for 7 June 2023`."""
    paper, rest = paper_meant(session, request)
    if rest:
        part, more = section_meant(paper.outline, rest)
        raise Mistake(
            f"“/pack section {paper.words}{part.called}” shows one section.",
            typed=more,
            understood=(part.title,),
            example=f"/pack section {paper.words}{part.called}",
        )
    return listed(request, paper)


def listed(request: Request, paper: PreparedPaper, title: str = "", said: str = "") -> Card:
    """The sections of a paper; `said` is what was just done."""
    rows: list[tuple[Cell, ...]] = [
        (each.title, each.called, state(paper, each, request)) for each in paper.outline.parts
    ]
    lines = [f"{plural(len(paper.written), 'section')} of {len(paper.outline.written)} written."]
    if paper.missing:
        lines.append(f"Still to be written: {joined([each.title for each in paper.missing])}.")
    body: list[Element] = [Text(said)] if said else []
    body += [Text(" ".join(lines)), Table("Sections", ("Section", "Called", "How it stands"), tuple(rows))]
    if may(request.asker, Permission.KEEP_THE_RECORD):
        buttons = [
            Button(f"Write: {each.title}", "pack.write_form", f"{paper.value} {each.key}", opens_form=True)
            for each in paper.outline.written
        ]
        body.append(Actions(tuple(buttons)))
    data = {
        "meeting": paper.meeting.on.isoformat(),
        "required": list(paper.required),
        "missing": [each.key for each in paper.missing],
        "sections": [_data(paper, each) for each in paper.outline.parts],
    }
    return Card(title or paper.title, tuple(body), data=data)


def _data(paper: PreparedPaper, part: Part) -> dict[str, object]:
    written = paper.written.get(part.key)
    found: dict[str, object] = {"section": part.key, "written": part.written}
    if written:
        found |= {"version": written.version.number, "nothing": written.version.nothing, "text": written.version.text}
    return found


def state(paper: PreparedPaper, part: Part, request: Request) -> str:
    """How a section stands, in words."""
    if not part.written:
        return GENERATED
    found = paper.written.get(part.key)
    if found is None:
        return "not written, and required" if part.key in paper.required else "not written"
    return written_said(found, request)


def written_said(found: Written, request: Request) -> str:
    """Who wrote a version and when, or who says that there is nothing to say."""
    restricted = f"; {found.version.restricted}" if found.version.restricted else ""
    if not found.version.nothing:
        return f"written by {_whose(found, request)}{restricted}"
    return f"nothing to say, says the {found.version.post}; entered by {_whose(found, request)}{restricted}"


def _whose(found: Written, request: Request) -> str:
    return f"{found.by or 'an operator'}, {moment(found.version.at, request.zone)}, version {found.version.number}"


@pack.verb(
    "section",
    ("/pack section introduction", "what a section says now, with its figures, and who wrote what before"),
    right=Permission.SEE_DRAFTS,
)
def section(session: Session, request: Request) -> Card:
    """One section as it reads now, and its versions."""
    paper, words = paper_meant(session, request)
    part, rest = section_meant(paper.outline, words)
    if rest:
        raise Mistake(f"What is “{rest}”?", understood=(part.title,), example=f"/pack section {part.called}")
    return shown(session, request, paper, part, part.title)


def shown(session: Session, request: Request, paper: PreparedPaper, part: Part, title: str) -> Card:
    """A section as it reads now."""
    found = paper.written.get(part.key)
    if found is None:
        of = f"{paper.words}{part.called}"
        how = f"“/pack write {of} …” writes it; “/pack none {of} …” says that there is nothing to say."
        if part.key == DECISION:
            how = f"{of_notice(session, request, paper)} In a line: {KEY}"
        said = (Text("Nobody has written it yet."), Text(part.hint, "muted"), Text(how))
        return Card(title, (*said, *_buttons(request, paper, part, "Write it")), data={})
    body = [*preview(session, request, paper, found.version), Text(f"{paper.title}. By {_whose(found, request)}.")]
    if part.key == DECISION:
        body.append(Text(of_notice(session, request, paper)))
    earlier = versions_of(session, paper.meeting.id, paper.outline.kind, part.key, paper.key)[1:]
    if earlier:
        body += [Text("Before that", "heading"), Listing(tuple(_earlier(each, request) for each in earlier))]
    body += _buttons(request, paper, part, "Write it anew")
    version = found.version
    data = {"id": version.id, "section": part.key, "version": version.number, "text": version.text}
    return Card(title, tuple(body), data=data)


def of_notice(session: Session, request: Request, paper: PreparedPaper) -> str:
    """What the decision of a report lacks, or by when notice would have to be given."""
    days, on = rules_of(session, request.asker.organisation_id).days, paper.meeting.on
    found, how = paper.written.get(DECISION), how_mended(on, request.today, days)
    decision = found.version.decided if found else None
    lacks = lacking(decision, on, days) if found else ""
    if lacks:
        return f"It cannot be published so: {lacks}.{f' {how[:1].upper()}{how[1:]}.' if decision else ''}"
    if decision and decision.key:
        return "Nothing is lacking for a key decision on that day."
    return f"If it is a key decision, {how}."


def _buttons(request: Request, paper: PreparedPaper, part: Part, write: str) -> list[Element]:
    """What writes a section, for those who may."""
    if not may(request.asker, Permission.KEEP_THE_RECORD):
        return []
    value = f"{paper.value} {part.key}"
    none = (Button("Nothing to say", "pack.none_form", value, opens_form=True),) if part.key != DECISION else ()
    return [Actions((Button(write, "pack.write_form", value, opens_form=True), *none))]


def _earlier(found: Written, request: Request) -> str:
    said = nothing_said(found.version) if found.version.nothing else found.version.text
    return f"{written_said(found, request)}: {said}"


def preview(session: Session, request: Request, paper: PreparedPaper, version: SectionVersion) -> list[Element]:
    """What a version says, with figures and sections in place of their names, and on what these rest."""
    if version.nothing:
        return [Text(nothing_said(version), "quote")]
    names = bound_in(version.text)
    if not names:
        return [Text(version.text, "quote")]
    figures = figures_named(session, request, paper.of)
    passages = passages_for(session, request.asker.organisation_id, [version.text])
    said = with_figures(version.text, figures, paper, words_of_passages(passages))
    owned = [Text(each, "muted") for each in owned_said(version.text, passages, request.today)]
    return [Text(said, "quote"), *rest_on(figures, version.text), *owned]


def with_figures(text: str, figures: NamedFigures, paper: PreparedPaper, passages: Mapping[str, str]) -> str:
    """A text before its pack is compiled: sections are called by their titles, as their numbers are not known yet."""
    called = {name: f"the section “{each.title}”" for name, each in paper.outline.named.items()}
    called |= {f"appendix_{at}": f"Appendix {at}" for at in range(1, paper.before + len(paper.appendices) + 1)}
    return resolved(text, figures.printed, called, passages)


def rest_on(figures: NamedFigures, text: str) -> list[Element]:
    """On what the figures of a text rest; nothing where it has none."""
    found: list[Element] = [Text(figures.rest_on, "muted")] if any(each.figure for each in bound_in(text)) else []
    if any(each.to for each in bound_in(text)):
        found.append(Text("Sections are named by their numbers when the pack is compiled.", "muted"))
    return found


@pack.verb(
    "figures",
    ("/pack figures", "the figures that a section can name, such as {{ on_track.current }}, and what they say now"),
    right=Permission.SEE_DRAFTS,
    bare=True,
)
def figures(session: Session, request: Request) -> Card:
    """Every name, what it prints now, and what that is."""
    found = figures_named(session, request, prepared_paper(session, request).meeting)
    rows = tuple(
        (f"{{{{ {each.name} }}}}", f"“{each.printed}”" if each.printed else "no value", each.what)
        for each in found.table
    )
    how = (
        "Typed in a section, a name prints its figure. “{{ ref reds }}” prints the number of a section, and "
        "“{{ passage equality duty }}” the words of a passage: “/pack passages” lists them."
    )
    body = (Text(found.rest_on), Table("Figures", ("Name", "Prints", "What it is"), rows, sortable=True), Text(how))
    data = {"figures": {each.name: each.printed for each in found.table}}
    return Card("Figures that can be named", body, data=data)


@pack.verb(
    "sections require",
    ("/pack sections require introduction", "let no pack be published without a section; “optional” lets it again"),
    name="require_section",
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def require(session: Session, request: Request) -> Card:
    """Require one section or several."""
    return _set(session, request, required=True)


@pack.verb("sections optional", name="optional_section", right=Permission.KEEP_THE_RECORD, writes=True)
def optional(session: Session, request: Request) -> Card:
    """Require them no longer."""
    return _set(session, request, required=False)


def _set(session: Session, request: Request, *, required: bool) -> Card:
    """The setting `cover_requires`, with these sections or without them; or that of the report to a body."""
    parts: list[Part] = []
    body, rest = body_in_front(session, request, request.text.strip())
    report = report_for(session, request, body, None) if body else None
    board = body or improvement_board(session, request.asker.organisation_id)
    own = own_sections(board)
    outline = with_own(COUNCIL if report else COVER, own)
    while rest or not parts:
        part, rest = section_meant(outline, rest)
        rest = rest.lstrip(" ,").removeprefix("and ")
        parts.append(part)
    before = required_sections(report) if report else rules_of(session, request.asker.organisation_id).cover_requires
    asked = [each.key for each in parts]
    if not report:
        ours = [each for each in asked if each in COVER.by_key]
        changed = own
        for key in asked:
            changed = changed if key in ours else requiring(changed, key, required)
        if changed != own:
            set_own_sections(session, request.actor, board, changed)
        asked = ours
    keys = (
        [*before, *(each for each in asked if each not in before)]
        if required
        else [each for each in before if each not in asked]
    )
    if report:
        require_sections(session, request.actor, report.paper, report.board, report.meeting, keys)
    else:
        set_rule(session, request.actor, "cover_requires", " ".join(keys) or "none")
    names = joined([each.title for each in parts])
    many = len(parts) > 1
    what = f"report to {body.name}" if body else "cover report"
    said = (
        f"{names} {'are' if many else 'is'} required: no {what} is published without."
        if required
        else f"{names} {'are' if many else 'is'} not required."
    )
    if report:
        return listed(request, paper_of(session, request, report), said=said)
    return listed(request, prepared_paper(session, request), said=said)
