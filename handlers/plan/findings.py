"""`/plan findings`: what the plan answers, source by source, and first what needs attention: findings that no action
answers, those done without impact, and actions that answer nothing.
"""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.brag.cards import actions_table
from handlers.cards import Actions, Button, Card, Cell, Element, Fields, Listing, RatingCell, RefCell, Table, Text
from handlers.errors import Mistake
from handlers.findings_words import (
    Answered,
    Coverage,
    ToldFinding,
    finding_as_data,
    others_said,
    told_findings,
)
from handlers.grammar import nearest
from handlers.own_plan import plan_of
from handlers.plan.command import plan
from handlers.refs import known_refs
from handlers.requests import Request
from models.plan.findings import finding_number
from models.plan.ratings import scale
from models.position.answered_findings import answered_findings
from models.position.counting import Scope, live_standing, standpoints
from papers.wording import joined, plural, shortened

ADD = '/plan finding "Inspection of July 2022" para 12: visits are not always recorded'
LINK = "/plan finding F3 answered by 2.4 3.1"
NONE = (
    f"The plan answers no findings yet. The secretariat adds one with “{ADD}”, or sends me a spreadsheet with the "
    "columns Source, Reference, Finding and Actions."
)

MOST_SHOWN = 100
"""Findings that a card lists; the page has all of them."""

TEXT_SHOWN = 140
"""Characters of a finding in a list."""

REFS_LISTED = 20

_FILTERS = {
    "uncovered": ("uncovered", "not covered", "unanswered", "not answered", "by no action"),
    "without impact": ("without impact", "done without impact", "no impact", "done"),
    "unlinked": ("unlinked", "actions", "unlinked actions", "other actions", "answer nothing", "that answer nothing"),
}
"""What can be asked for alone, each with other words for it."""


@plan.verb(
    "findings",
    ("/plan findings", "what the plan answers: inspection, notice, review; first what needs attention"),
    ("/plan findings without impact", "done without impact shown; as well: unlinked, a source, an action, F3"),
    right=Permission.READ,
    asked=("findings", "what plan answers/answer"),
)
def findings(session: Session, request: Request) -> Card:
    """What the plan answers: all of it, or what the words ask for."""
    answered = answered_now(session, request)
    if not answered.findings:
        asked = f"“{shortened(request.text, 60)}” is none of them. " if request.text.strip() else ""
        return Card("Findings", (Text(f"{asked}{NONE}"), *_ways_to_add(request)), data=_data(answered, ()))
    said = " ".join(request.text.split()).strip(' .,;:?“”"').casefold()
    if not said:
        return _overview(answered, request)
    if number := finding_number(said):
        found = next((each for each in answered.findings if each.finding.number == number), None)
        if found is None:
            raise Mistake(f"There is no finding F{number}, or it was taken back.", example="/plan findings")
        return finding_card(found, request)
    if ref := known_refs().written(said):
        return _of_action(answered, ref, request)
    filtered = next((name for name, words in _FILTERS.items() if said in words), None)
    if filtered == "unlinked":
        return _unlinked(answered, request)
    if filtered:
        coverage = Coverage.UNCOVERED if filtered == "uncovered" else Coverage.WITHOUT_IMPACT
        return _listed(answered, answered.of(coverage), _TITLES[coverage], request)
    sources = {source: its for source, its in answered.sources.items() if said in source.casefold()}
    if not sources:
        raise _not_known(said, answered)
    return _listed(answered, [each for its in sources.values() for each in its], joined(list(sources)), request)


@plan.verb(
    "findings uncovered",
    ("/plan findings uncovered", "findings that no action answers"),
    right=Permission.READ,
    asked=(
        "finding/findings uncovered/unanswered",
        "finding/findings without/no action/actions",
    ),
    bare=True,
)
def uncovered(session: Session, request: Request) -> Card:
    """The findings that no action answers."""
    return findings(session, replace(request, text="uncovered"))


_TITLES = {
    Coverage.UNCOVERED: "Findings that no action answers",
    Coverage.WITHOUT_IMPACT: "Findings that are done without impact",
}


def answered_now(session: Session, request: Request) -> Answered:
    """What the plan answers, as its actions stand now. Raises `Mistake` where there is no plan."""
    its_plan = plan_of(session, request)
    standing = standpoints(session, live_standing(its_plan.id, request.now, request.today), Scope(), request.today)
    return told_findings(answered_findings(session, its_plan.id, request.now), standing)


def attention(answered: Answered) -> list[str]:
    """What needs attention, a line each."""
    lines = [f"{each.name} ({each.finding.place}): {each.state}" for each in answered.of(Coverage.UNCOVERED)]
    lines += [f"{each.name} ({each.finding.place}): {each.state}" for each in answered.of(Coverage.WITHOUT_IMPACT)]
    if answered.others:
        lines.append(f"{others_said(answered)}: {some_refs([each.ref for each in answered.others])}.")
    return lines


def some_refs(refs: Sequence[str]) -> str:
    """Refs in a sentence, the first of a long list."""
    more = [f"{len(refs) - REFS_LISTED} more"] if len(refs) > REFS_LISTED else []
    return joined([*refs[:REFS_LISTED], *more])


def finding_card(told: ToldFinding, request: Request, title: str = "") -> Card:
    """One finding with the actions that answer it."""
    facts: list[tuple[str, Cell]] = [("Source", told.finding.place)]
    facts += [("Area", told.area.heading)] if told.area else []
    body: list[Element] = [Fields(tuple(facts)), Text(told.finding.text, "quote"), Text(told.state, "strong")]
    if told.actions:
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                RefCell(each.ref),
                f"{each.title} (closed)" if each.closed else each.title,
                *(RatingCell(getattr(each, name)) for name in scale().rated),
            )
            for each in told.actions
        )
        columns = ("Ref", "Action", *(name.capitalize() for name in scale().rated))
        body.append(Table(f"Actions that answer {told.name}", columns, rows))
    if may(request.asker, Permission.KEEP_THE_RECORD):
        number = str(told.finding.number)
        link = Button(f"Actions that answer {told.name}", "plan.finding_link_form", number, opens_form=True)
        body.append(Actions((link, Button(f"Take {told.name} back", "plan.finding_take_back", number))))
    data = {"finding": finding_as_data(told)}
    return Card(title or f"{told.name}: {told.finding.place}", tuple(body), about=told.refs, data=data)


def _overview(answered: Answered, request: Request) -> Card:
    body: list[Element] = [Text(answered.said, "strong")]
    if lines := attention(answered):
        shown = lines[:MOST_SHOWN]
        more = [f"and {len(lines) - len(shown)} more"] if len(lines) > len(shown) else []
        body += [Text("What needs attention", "heading"), Listing((*shown, *more))]
    body += _tables(answered.findings, request)
    return Card("What the plan answers", (*body, *_ways_to_add(request)), data=_data(answered, answered.findings))


def _listed(answered: Answered, found: Sequence[ToldFinding], title: str, request: Request) -> Card:
    said = f"{len(found) or 'None'} of {plural(len(answered.findings), 'finding')}."
    body = (Text(said, "strong"), *_tables(found, request), *_ways_to_add(request))
    return Card(title, body, data=_data(answered, found))


def _of_action(answered: Answered, ref: str, request: Request) -> Card:
    found = [each for each in answered.findings if ref in each.refs]
    if not found:
        return Card(f"What {ref} answers", (Text(f"{ref} answers no finding."),), data=_data(answered, ()))
    return _listed(answered, found, f"What {ref} answers", request)


def _unlinked(answered: Answered, request: Request) -> Card:
    shown = answered.others[: request.room_for(MOST_SHOWN)]
    body: list[Element] = [Text(f"{others_said(answered)}, of {answered.total}.", "strong")]
    if shown:
        body.append(actions_table("Actions that answer no finding", shown))
        body.append(Text(f"For example: {known_refs().in_example(LINK)}", "muted"))
    if len(shown) < len(answered.others):
        body.append(Text(f"The first {len(shown)} are shown.", "muted"))
    refs = tuple(each.ref for each in shown)
    return Card("Actions that answer no finding", tuple(body), about=refs, data=_data(answered, ()))


def _tables(found: Sequence[ToldFinding], request: Request) -> list[Element]:
    """A table for each source."""
    shown = found[: request.room_for(MOST_SHOWN)]
    rest = len(found) - len(shown)
    narrower = f"And {rest} more: name a source, or look at the page, which has all of them." if rest else ""
    by_source: dict[str, list[tuple[Cell, ...]]] = {}
    for each in shown:
        by_source.setdefault(each.finding.source, []).append(
            (
                ", ".join(filter(None, (each.name, each.finding.reference))),
                shortened(each.finding.text, TEXT_SHOWN),
                RefCell(each.refs[0]) if len(each.refs) == 1 else some_refs(each.refs) or "-",
                each.state,
            )
        )
    columns = ("Finding", "What it says", "Answered by", "How it stands")
    tables: list[Element] = [Table(source, columns, tuple(rows)) for source, rows in by_source.items()]
    return [*tables, Text(narrower, "muted")] if narrower else tables


def _ways_to_add(request: Request) -> list[Element]:
    if not may(request.asker, Permission.KEEP_THE_RECORD):
        return []
    return [Actions((Button("Add a finding", "plan.finding_form", opens_form=True),))]


def _not_known(said: str, answered: Answered) -> Mistake:
    words = [word for words in _FILTERS.values() for word in words]
    likely = nearest(said, [*words, *answered.sources])
    hint = f" Did you mean “/plan findings {likely[0]}”?" if likely else ""
    return Mistake(
        f"I do not know “{shortened(said, 60)}” here: no source has it in its name.{hint} The sources are "
        f"{joined(list(answered.sources)[:8])}.",
        example="/plan findings uncovered",
    )


def _data(answered: Answered, shown: Sequence[ToldFinding]) -> dict[str, object]:
    return {
        "counts": {
            "findings": len(answered.findings),
            "sources": len(answered.sources),
            **{each.value: len(answered.of(each)) for each in Coverage},
        },
        "answer_nothing": [each.ref for each in answered.others],
        "findings": [finding_as_data(each) for each in shown],
    }
