"""The pack as a workbook: the actions in the layout that an import takes back, and the tables of the pack beside them.

The pack's other writers print the same contents. The sheets after `Actions` bear no name that an import looks for.
"""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from zoneinfo import ZoneInfo

from models.plan.deadlines import parse_deadline
from models.plan.ratings import Rating, RatingClass, scale
from models.updates.answer import FIELDS, LACKING_OF_A_RED, OF_A_RED, Kind
from papers.pack.contents import OF_AN_ACTION, ActionEntry, AreaEntry, PackContents, Red, in_its_scale
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
    """The workbook (.xlsx): Actions, the table of ratings, Movements, the Reds, Returns, About. Percentages are out of
    100.
    """
    buffer = BytesIO()
    title, mark = f"{contents.name}: {contents.title}", contents.draft_said
    with Workbook(buffer, title, contents.frozen_at, contents.author, mark) as workbook:
        columns = [*action_columns(as_rated(_KNOWN)), *_BESIDE]
        workbook.sheet("Actions", columns, _fitting(_actions(contents)), fixed_columns=1)
        _brag_table(workbook, contents)
        _movements(workbook, contents)
        _matrices(workbook, contents)
        _reds(workbook, contents)
        _measures(workbook, contents)
        _asked(workbook, contents)
        _findings(workbook, contents)
        _evidence(workbook, contents)
        _returns(workbook, contents)
        _about(workbook, contents)
    return buffer.getvalue()


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
        *(("Changed since the version before", each) for each in contents.changed),
        ("Change in the number of actions", change.said),
        *(("Change in the number of actions", each) for each in change.lines),
        *(("Asked for, not done", each) for each in contents.arising),
        *(("Dates moved with approval", each) for each in contents.dates_moved),
        *(("Dates moved, no decision recorded", each) for each in contents.dates_moved_undecided),
    ]
    told = (
        contents.likely_said,
        *(f"{each.ref} {each.title} ({each.deadline}, {each.owner}): {each.why}." for each in contents.likely),
    )
    rows += [("Likely to slip", each) for each in told if each]
    rows += [("Pace", contents.pace)] if contents.pace else []
    if change.unexplained:
        rows.append(("Without a recorded reason", joined(change.unexplained)))
    workbook.sheet("About", [(contents.name, 36), (contents.title, 100)], _fitting(rows), filters=False)


def _fitting(rows: Iterable[Sequence[Value]]) -> Iterator[list[Value]]:
    """The rows with every text cut, and said to be, that is longer than a cell can hold."""
    for row in rows:
        yield [_cut(value) if isinstance(value, str) else value for value in row]


def _cut(text: str) -> str:
    if len(text) <= LONGEST_TEXT:
        return text
    return text[: LONGEST_TEXT - len(_CUT)] + _CUT


_CUT = "… (more than a cell can hold: the other formats of this pack have the whole text)"
