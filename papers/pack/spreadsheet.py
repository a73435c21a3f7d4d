"""The pack as a workbook: the actions in the layout that an import takes back, and the tables of the pack beside them.

The pack's other writers print the same contents. The sheets after `Actions` bear no name that an import looks for.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from zoneinfo import ZoneInfo

from models.plan.deadlines import parse_deadline
from models.plan.ratings import Rating, RatingClass, scale
from models.updates.answer import FIELDS, LACKING_OF_A_RED, OF_A_RED, Kind
from papers.pack.contents import (
    OF_AN_ACTION,
    ActionEntry,
    AreaEntry,
    HighlightEntry,
    LikelyEntry,
    PackContents,
    Red,
    SlowEntry,
    in_its_scale,
)
from papers.pack.report_parts import facts, report_parts, title_said
from papers.plan.contents import ActionRow, Held, Meaning
from papers.plan.sheets import LONGEST_TEXT
from papers.plan.writing import action_cells, action_columns, as_rated
from papers.wording import NOT_COUNTED_BEFORE, NOT_COUNTED_NOW, NOT_RATED, joined, moment
from papers.workbooks import Value, Workbook

_KNOWN: tuple[Held, ...] = (
    *(Meaning.REF, Meaning.TITLE, Meaning.AREA, Meaning.BOARD, Meaning.OWNER, Meaning.DUE, Meaning.REVISED),
    *FIELDS.values(),
)
"""What a pack knows of an action, of all that a plan file may say; its impact where that is rated."""

_BESIDE = (
    ("As at", 18),
    ("Days overdue", 14),
    ("What the ratings rest on", 50),
    ("By the rules", 50),
    ("Waits on", 50),
)
"""An import reads "As at" as the day of the answers, so that an old pack never overwrites newer ones."""

_REF, _TITLE, _DATE, _PROSE, _NAME = 8, 50, 18, 50, 28


@in_its_scale
def write_spreadsheet(contents: PackContents) -> bytes:
    """The workbook (.xlsx): Actions, and then a sheet for each section of the pack. Percentages are out of 100."""
    buffer = BytesIO()
    title, mark = f"{contents.name}: {contents.title}", contents.draft_said
    with Workbook(buffer, title, contents.frozen_at, contents.author, mark, links=True) as workbook:
        its = _OF_A_SUPPLEMENT if contents.supplement else _OF_A_REPORT if contents.report else _OF_A_PACK
        for write in its:
            write(workbook, contents)
    return buffer.getvalue()


def _actions_sheet(workbook: Workbook, contents: PackContents) -> None:
    columns = [*action_columns(as_rated(_KNOWN)), *_BESIDE]
    workbook.sheet("Actions", columns, _fitting(_actions(contents)), fixed_columns=1)


def _actions(contents: PackContents) -> Iterator[list[Value]]:
    as_at = contents.local_frozen_at.date()
    reds = {red.ref: red for red in contents.reds}
    for area in contents.areas:
        for action in area.actions:
            cells = action_cells(_as_in_a_plan(area, action, reds.get(action.ref)))
            yield [
                *(cells[each] for each in as_rated(_KNOWN)),
                as_at,
                action.days_overdue,
                action.standing,
                _by_the_rules(action),
                " ".join(action.waits_on) or None,
            ]


def _by_the_rules(each: ActionEntry | Red) -> str | None:
    """What the rules see otherwise, in one cell."""
    return " ".join(each.by_the_rules) or None


def _as_in_a_plan(area: AreaEntry, action: ActionEntry, red: Red | None) -> ActionRow:
    said = {each.name: getattr(red, each.name) for each in OF_A_RED} if red else {}
    said |= {each.name: getattr(action, each.name) for each in OF_AN_ACTION}
    return ActionRow(
        place="",
        ref=action.ref,
        title=action.title,
        area_number=area.number,
        area_title=area.title or None,
        board=action.board_in_plan,
        owner=action.owner_in_plan,
        due=parse_deadline(action.original) if action.original else None,
        revised=parse_deadline(action.approved) if action.approved else None,
        **said,
    )


def _brag_table(workbook: Workbook, contents: PackContents) -> None:
    rated = scale().rated
    meanings = {entry.rating: [getattr(entry, name) for name in rated] for entry in contents.key}
    columns = [("Rating", _rating_width())]
    for column in contents.columns:
        columns += [(column.heading, 14), (f"{column.heading}, %", 14)]
    columns += [(f"What it means{f' for {name}' if len(rated) > 1 else ''}", 36) for name in rated]
    rows: list[list[Value]] = []
    for rating in scale().ratings:
        counts = [each for one in contents.columns for each in (one.counts[rating].count, one.counts[rating].percent)]
        rows.append([rating, *counts, *meanings.get(rating, [None] * len(rated))])
    totals = [each for one in contents.columns for each in (one.total, None)]
    rows.append(["Total", *totals, *[None] * len(rated)])
    above = [_cut(each) for each in (contents.headline, contents.known, *contents.notes) if each]
    workbook.sheet(
        contents.table_name, columns, _fitting(rows), above=above, fixed_columns=1, filters=False, letters=True
    )


def _rating_width() -> int:
    """Characters in which the letter and word of every level have room."""
    return max(12, *(len(f"{each.letter} {each.word}") + 2 for each in scale().ratings))


def _movements(workbook: Workbook, contents: PackContents) -> None:
    wide, rated = _rating_width(), scale().rated
    columns = [
        *(("Ref", _REF), ("Action", _TITLE)),
        *((f"{name.capitalize()} {when}", wide) for name in rated for when in ("was", "is")),
        ("Direction", 24),
    ]
    rows: Iterator[list[Value]] = (
        [
            *(each.ref, each.title),
            *(getattr(each, at) or NOT_RATED for name in rated for at in (f"{name}_was", name)),
            each.direction,
        ]
        for each in contents.movements.moved
    )
    above = (contents.movements.said,)
    workbook.sheet("Movements", columns, _fitting(rows), above=above, fixed_columns=1, letters=True)


def _matrices(workbook: Workbook, contents: PackContents) -> None:
    """From which rating to which, each rating by which both boards are compared; no sheet without an earlier board."""
    matrices = contents.movements.matrices
    if not matrices:
        return
    to: list[Rating | None] = [*scale().ratings] + ([None] if any(None in each.to for each in matrices) else [])
    named = [NOT_COUNTED_NOW if each is None else f"{each.letter} {each.word}".strip() for each in to]
    columns = [("Rated by", 14), ("From", max(_rating_width(), 22)), *((each, 16) for each in named), ("Total", 10)]
    rows: list[list[Value]] = []
    for each in matrices:
        by = each.by.capitalize()
        for row in each.rows:
            counts = dict(zip(each.to, row.counts, strict=True))
            rows.append([by, row.was or NOT_COUNTED_BEFORE, *(counts.get(one, 0) for one in to), row.total])
        totals = dict(zip(each.to, each.totals, strict=True))
        rows.append([by, "Total", *(totals.get(one, 0) for one in to), each.total])
    above = [_cut(contents.movements.off_track)] if contents.movements.off_track else []
    workbook.sheet("Matrix", columns, _fitting(rows), above=above, fixed_columns=2, letters=True)


_TOLD = [each for each in OF_A_RED if each.kind is not Kind.RATING]


def _lacking(red: Red, name: str) -> str | None:
    """What stands in the place of what a Red does not say; of help, nothing where it was escalated."""
    return None if name == "help_needed" and red.escalated else LACKING_OF_A_RED.get(name)


def _reds(workbook: Workbook, contents: PackContents) -> None:
    wide, rated = _rating_width(), scale().rated
    red_by = [(contents.red_by, 20)] if scale().rates_impact else []
    columns = [
        *(("Ref", _REF), ("Action", _TITLE), *red_by, *((name.capitalize(), wide) for name in rated)),
        *(("SRO", _NAME), ("Deadline", _DATE), ("Days overdue", 14)),
        *((each.title, _DATE if each.kind is Kind.DAY else _PROSE) for each in _TOLD),
        *(("Escalated", _PROSE), ("Recovery date kept", _PROSE)),
        *(("By the rules", _PROSE), ("Waits on", _PROSE), ("What the ratings rest on", _PROSE)),
    ]
    rows: Iterator[list[Value]] = (
        [
            *(red.ref, red.title, *([red.dimension] if red_by else []), *(getattr(red, name) for name in rated)),
            *(red.owner, red.deadline, red.days_overdue),
            *(getattr(red, each.name) or _lacking(red, each.name) for each in _TOLD),
            *(" ".join(red.escalated) or None, " ".join(red.recovery) or None),
            *(_by_the_rules(red), " ".join(red.waits_on) or None, red.standing or None),
        ]
        for red in contents.reds
    )
    many = scale().many(RatingClass.OFF_TRACK)
    name = many[0].upper() + many[1:]  # never another sheet's, as a level's name alone might be
    workbook.sheet(name, columns, _fitting(rows), above=(contents.reds_said,), fixed_columns=1, letters=True)


def _rated(*named: tuple[str, int]) -> list[tuple[str, int]]:
    """The columns of a list of actions: which action, its ratings, and these."""
    return [
        ("Ref", _REF),
        ("Action", _TITLE),
        *((each.capitalize(), _rating_width()) for each in scale().rated),
        *named,
    ]


def _which(each: HighlightEntry | LikelyEntry | SlowEntry) -> list[Value]:
    return [each.ref, each.title, *(getattr(each, name) for name in scale().rated)]


def _highlights(workbook: Workbook, contents: PackContents) -> None:
    rows = ([*_which(each), each.text] for each in contents.highlights)
    workbook.sheet("Highlights", _rated(("What was achieved", _PROSE)), _fitting(rows), fixed_columns=1, letters=True)


def _likely(workbook: Workbook, contents: PackContents) -> None:
    """What is likely to slip; no sheet where that is not said."""
    if not contents.likely_said:
        return
    columns = _rated(("Deadline", _DATE), ("SRO", _NAME), ("Why", _PROSE))
    rows = ([*_which(each), each.deadline, each.owner, each.why] for each in contents.likely)
    above = [_cut(contents.likely_said)]
    workbook.sheet("Likely to slip", columns, _fitting(rows), above=above, fixed_columns=1, letters=True)


def _slow(workbook: Workbook, contents: PackContents) -> None:
    rows = ([*_which(each), each.why] for each in contents.slow)
    above, columns = [_cut(contents.slow_said)], _rated(("Why", _PROSE))
    workbook.sheet("Slow to progress", columns, _fitting(rows), above=above, fixed_columns=1, letters=True)


def _gap(workbook: Workbook, contents: PackContents) -> None:
    """What is done and has no impact to show; no sheet where impact is not rated."""
    if not scale().rates_impact:
        return
    columns = [("Ref", _REF), ("Action", _TITLE), ("Impact", _rating_width())]
    rows = ([each.ref, each.title, each.impact] for each in contents.gap)
    above = [_cut(contents.gap_said)]
    workbook.sheet("Done without impact", columns, _fitting(rows), above=above, fixed_columns=1, letters=True)


def _trend(workbook: Workbook, contents: PackContents) -> None:
    """The counts of each board, those of the picture; a board that did not rate impact has none for it."""
    ratings = scale().ratings
    columns = [("Meeting", _DATE), ("Rated by", 14), ("Actions", 10)]
    columns += [(f"{each.letter} {each.word}".strip(), max(10, _rating_width())) for each in ratings]
    rows = (
        [each.meeting, name.capitalize(), each.total, *(of[rating].count for rating in ratings)]
        for each in contents.trend
        for name in scale().rated
        if (of := getattr(each, name))
    )
    workbook.sheet("Trend", columns, _fitting(rows), fixed_columns=1)


def _acronyms(workbook: Workbook, contents: PackContents) -> None:
    rows = ((each.acronym, each.meaning or "not defined") for each in contents.acronyms)
    workbook.sheet("Acronyms", [("Acronym", 16), ("Meaning", 100)], _fitting(rows))


def _measures(workbook: Workbook, contents: PackContents) -> None:
    """The measures with their last values; no sheet where none is kept."""
    measured = [(each, each.measure) for area in contents.areas for each in area.actions if each.measure]
    if not measured:
        return
    columns = [
        *(("Ref", _REF), ("What is measured", _PROSE), ("State", 22), ("Made of", _PROSE), ("From", 12), ("To", 12)),
        *(("Last", 12), ("In", 14), ("Period", _DATE), ("Against the target", 36), ("In words", _PROSE)),
    ]
    rows = (
        [
            *(action.ref, each.definition or None, each.state, each.made_of or None, each.baseline, each.target),
            *(each.value, each.unit or None, each.period or None, each.against or None, each.measured or None),
        ]
        for action, each in measured
    )
    workbook.sheet("Measures", columns, _fitting(rows), fixed_columns=1)


def _asked(workbook: Workbook, contents: PackContents) -> None:
    """What the board is asked; no sheet where it is asked nothing."""
    if not contents.asked:
        return
    columns = [
        *(("No.", 8), ("What", _NAME), ("Now", _PROSE), ("Proposed", _PROSE), ("Proposed by", _NAME)),
        *(("What is said of it", _PROSE), ("Not given", _NAME)),
    ]
    rows = (
        (each.number, each.what, each.before or None, each.after, each.by, "; ".join(each.said) or None, each.not_given)
        for each in contents.asked
    )
    workbook.sheet("What is asked", columns, _fitting(rows))


def _findings(workbook: Workbook, contents: PackContents) -> None:
    """What the plan answers; no sheet where there are no findings."""
    found = contents.findings
    if not found.rows:
        return
    columns = [
        *(("No.", 8), ("Source", _NAME), ("Reference", 12), ("What it says", _PROSE)),
        *(("Answered by", _NAME), ("How it stands", _PROSE), ("Needs attention", 16)),
    ]
    rows = (
        (
            *(each.name, each.source, each.reference or None, each.text),
            *(", ".join(each.actions) or None, each.state, "yes" if each.attention else None),
        )
        for each in found.rows
    )
    above = [_cut(each) for each in (found.said, *found.by_source, found.others) if each]
    workbook.sheet("What is answered", columns, _fitting(rows), above=above)


def _evidence(workbook: Workbook, contents: PackContents) -> None:
    """The register of evidence; no sheet where there is none."""
    found = contents.evidence_listed
    if not found.there:
        return
    columns = [("No.", 8), ("What", _PROSE), ("Kind", 34), ("Of", _NAME), ("Link", _PROSE)]
    rows = ((each.name, each.what, each.about, ", ".join(each.actions), each.link or None) for each in found.rows)
    workbook.sheet("Evidence listed", columns, _fitting(rows), above=[found.hidden] if found.hidden else [])


def _returns(workbook: Workbook, contents: PackContents) -> None:
    columns = [
        *(("Who answers", _NAME), ("Boards", 40), ("Updates expected", 18), ("Updates received", 18)),
        *(("Outstanding", 30), ("In words", _PROSE)),
    ]
    rows = (
        (each.answerer, each.boards, each.expected, each.received, joined(each.outstanding) or None, each.state)
        for each in contents.returns.rows
    )
    workbook.sheet("Returns", columns, _fitting(rows), above=(contents.returns.said,))


def _written(workbook: Workbook, contents: PackContents) -> None:
    """The sections that people have written; no sheet where there is none."""
    columns = [("No.", 8), ("Section", _NAME), ("What it says", 100), ("As typed", 100)]
    rows = [
        (each.number, section.title, each.text, each.typed if each.typed != each.text else None)
        for section in contents.written
        for each in section.paragraphs
    ]
    if rows:
        workbook.sheet("Written sections", columns, _fitting(rows))


def _appendices(workbook: Workbook, contents: PackContents) -> None:
    """The files that belong to the paper; no sheet where there are none."""
    if not contents.appendices:
        return
    columns = [
        *(("No.", 8), ("Title", _PROSE), ("File", _NAME), ("Version", 10), ("Bytes", 14), ("SHA-256", 70)),
        ("For whom", _PROSE),
    ]
    rows = (
        (each.number, each.title, each.name, each.version, each.size, each.sha256, each.restricted or "everybody")
        if each.file_id
        else (each.number, *[None] * 5, each.said)
        for each in contents.appendices
    )
    workbook.sheet("Appendices", columns, _fitting(rows))


def _sign_offs(workbook: Workbook, contents: PackContents) -> None:
    """Who signed it off; no sheet where nobody did."""
    if not contents.sign_offs:
        return
    columns = [("Review", _NAME), ("State", 18), ("By", _NAME), ("Day", _DATE), ("Version", 10), ("Reason", _PROSE)]
    rows = (
        (each.review, each.state, each.by, each.on, each.version, each.words or None) for each in contents.sign_offs
    )
    workbook.sheet("Sign-off", columns, _fitting(rows))


def _about(workbook: Workbook, contents: PackContents) -> None:
    """The cover, and what the other sheets have no place for."""
    change = contents.total_change
    rows: list[tuple[str, Value]] = [
        ("Organisation", contents.organisation),
        ("Plan", contents.plan),
        *((("Plan version", contents.plan_version),) if contents.plan_version else ()),
        ("Board", contents.board),
        ("Meeting", contents.meeting),
        ("Data month", f"{contents.data_month:%B %Y}"),
        ("Author", contents.author),
        ("Version", str(contents.version)),
        ("Figures fixed at", moment(contents.frozen_at, ZoneInfo(contents.zone))),
        ("Returns were due on", contents.returns.due),
        *(("On the first page", each) for each in contents.published_said),
        *(("Changed since the version before", each) for each in contents.changed),
        ("Change in the number of actions", change.said),
        *(("Change in the number of actions", each) for each in change.lines),
        *(("Asked for, not done", each) for each in contents.arising),
        *(("Dates moved with approval", each) for each in contents.dates_moved),
        *(("Dates moved, no decision recorded", each) for each in contents.dates_moved_undecided),
    ]
    rows += [("A question worth asking", each) for each in contents.questions]
    rows += [("Pace", contents.pace)] if contents.pace else []
    if change.unexplained:
        rows.append(("Without a recorded reason", joined(change.unexplained)))
    workbook.sheet("About", [(contents.name, 36), (contents.title, 100)], _fitting(rows), filters=False)


def _report(workbook: Workbook, contents: PackContents) -> None:
    """What a council report or a supplement begins with, and what goes with it."""
    rows: list[tuple[str, Value]] = [("Title", title_said(contents)), *facts(contents)]
    rows += [("On the first page", each) for each in contents.published_said]
    rows += [("Changed since the version before", each) for each in contents.changed]
    workbook.sheet(
        "Supplement" if contents.supplement else "Report",
        [(contents.name, 36), (contents.title, 100)],
        _fitting(rows),
        filters=False,
    )


def _of_its_parts(workbook: Workbook, contents: PackContents) -> None:
    """The tables of a council report that are no figures: appendices, glossary."""
    for part in report_parts(contents):
        if part.table and part.key in ("appendices", "acronyms"):
            wide = ("Meaning", "File", "SHA-256")
            columns = [(head, _PROSE if head in wide else _NAME) for head in part.table.heads]
            workbook.sheet(part.title, columns, _fitting(part.table.rows), above=part.lines)


_Write = Callable[[Workbook, PackContents], None]
_OF_A_PACK: tuple[_Write, ...] = (
    *(_actions_sheet, _brag_table, _movements, _matrices, _reds, _highlights, _likely, _slow, _gap, _trend),
    *(_measures, _asked, _findings, _evidence, _returns, _written, _appendices, _sign_offs, _acronyms, _about),
)
_OF_A_SUPPLEMENT: tuple[_Write, ...] = (_report, _written, _appendices, _sign_offs, _of_its_parts)
_OF_A_REPORT: tuple[_Write, ...] = (_report, _brag_table, _reds, _written, _sign_offs, _of_its_parts)


def _fitting(rows: Iterable[Sequence[Value]]) -> Iterator[list[Value]]:
    """The rows with every text cut, and said to be, that is longer than a cell can hold."""
    for row in rows:
        yield [_cut(value) if isinstance(value, str) else value for value in row]


def _cut(text: str) -> str:
    if len(text) <= LONGEST_TEXT:
        return text
    return text[: LONGEST_TEXT - len(_CUT)] + _CUT


_CUT = "… (more than a cell can hold: the other formats of this pack have the whole text)"
