"""Plans of every shape, for property tests: what a record could hold, nasty text included."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from models.plan.deadlines import Deadline, Precision, last_of_month
from models.plan.endings import Ending
from models.plan.ratings import BRAG
from papers.plan.contents import (
    ActionRow,
    BoardRow,
    EarlierBoardRow,
    MeetingRow,
    PersonRow,
    PlanFile,
)
from papers.plan.owners import names_in
from papers.plan.ratings import SAYS_NOTHING
from papers.spacing import plainly_spaced

NASTY = (
    *("=1+1", '=HYPERLINK("https://example.org")', "+44", "-5%", "@SUM(A1)", "'=1", "{=A1}", "#REF!", "0012", "1e5"),
    *("TRUE", "31/03/2023", "2.10", "https://example.org/?a=1&b=2", "mailto:sro@example.org"),
    *("_x0041_", "_x000D_", "_x005F_", "a_x000A_b", "<!channel>", "<b>&amp;</b>", '"quoted", and; more', "]]>"),
    *(
        "two\nlines",
        "tab\there",
        "Straße – “é” 漢字",
        "👩‍👩‍👧",
        "Total",
        "Note: a note",
        "Area 2: x",
    ),
)
_LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.one_of(_LETTERS, st.sampled_from("\n\t=+-@_x;'\"")), min_size=1, max_size=30),
).map(plainly_spaced).map(str.strip).filter(bool)  # fmt: skip
names = texts.filter(lambda text: ";" not in text and "\n" not in text)
said = texts.filter(lambda text: text.casefold() not in SAYS_NOTHING)
owners = said.filter(lambda text: names_in(text) == (text,))
days = st.dates(date(1990, 1, 1), date(2099, 12, 31))
ratings = st.sampled_from(BRAG.ratings)
deadlines = st.one_of(
    days.map(lambda day: Deadline(day, Precision.DAY)),
    days.map(lambda day: Deadline(last_of_month(day.year, day.month), Precision.MONTH)),
    st.dates(date(1991, 1, 1), date(2099, 12, 31)).map(
        lambda day: Deadline(last_of_month(day.year, (day.month + 2) // 3 * 3), Precision.QUARTER)
    ),
    st.just(Deadline(None, Precision.ONGOING)),
    st.just(Deadline(None, Precision.TO_BE_CONFIRMED)),
)
refs = st.tuples(st.integers(1, 40), st.integers(1, 400))
emails = st.from_regex(r"[a-z]{1,8}\.[a-z]{1,8}@example\.org", fullmatch=True)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The value, or nothing."""
    return st.none() | strategy


@st.composite
def action_rows(draw: st.DrawFn) -> tuple[ActionRow, ...]:
    """Actions with a ref each, in any order."""
    rows = []
    for area, number in draw(st.lists(refs, unique=True, min_size=1, max_size=3)):
        rows.append(
            ActionRow(
                place="",
                ref=f"{area}.{number}",
                title=draw(texts),
                area_number=area,
                area_title=draw(maybe(said)),
                board=draw(maybe(said)),
                owner=draw(maybe(owners)),
                due=draw(maybe(deadlines)),
                revised=draw(maybe(deadlines)),
                activity=draw(maybe(ratings)),
                impact=draw(maybe(ratings)),
                commentary=draw(maybe(said)),
                difference=draw(maybe(said)),
                evidence=draw(maybe(said)),
                forecast=draw(maybe(days)),
                help_needed=draw(maybe(said)),
                cause=draw(maybe(said)),
                corrective_action=draw(maybe(said)),
                recovery_date=draw(maybe(days)),
                measure=draw(maybe(said)),
                measure_agreed=draw(maybe(st.booleans())),
                updated=draw(maybe(days)),
                added=draw(maybe(days)),
                ended=draw(maybe(st.sampled_from(Ending))),
                ended_on=draw(maybe(days)),
                reason=draw(maybe(said)),
            )
        )
    return tuple(rows)


boards = st.builds(
    BoardRow,
    place=st.just(""),
    name=texts,
    short_name=maybe(texts),
    kind=st.sampled_from(("improvement", "delivery", "partnership")),
    aliases=st.lists(names, max_size=3).map(tuple),
)
people = st.builds(
    PersonRow,
    place=st.just(""),
    post=texts,
    role=texts,
    board=maybe(texts),
    name=maybe(texts.filter(lambda name: name.casefold().strip(" ()") not in ("vacant", "vacancy", "tbc"))),
    email=maybe(emails),
    starts=maybe(days),
    ends=maybe(days),
)
meetings = st.builds(
    MeetingRow, place=st.just(""), board=texts, on=days, reporting=st.lists(names, max_size=3).map(tuple)
)


@st.composite
def snapshot_rows(draw: st.DrawFn) -> tuple[EarlierBoardRow, ...]:
    """How actions stood at past meetings, each once a meeting."""
    keys = draw(st.lists(st.tuples(days, refs), unique=True, max_size=5))
    return tuple(
        EarlierBoardRow("", meeting, f"{area}.{number}", draw(ratings), draw(ratings), draw(maybe(texts)))
        for meeting, (area, number) in keys
    )


plan_files = st.builds(
    PlanFile,
    sheet=st.just("Actions"),
    header_row=st.just(1),
    columns=st.just(()),
    rows=action_rows(),
    boards=st.lists(boards, max_size=3).map(tuple),
    people=st.lists(people, max_size=3).map(tuple),
    meetings=st.lists(meetings, max_size=3).map(tuple),
    snapshots=snapshot_rows(),
)


def without_places(plan: PlanFile) -> PlanFile:
    """The plan as it is told apart from where it stood in a file."""
    return PlanFile(
        sheet="Actions",
        header_row=1,
        columns=(),
        rows=tuple(replace(row, place="") for row in plan.rows),
        boards=tuple(replace(row, place="") for row in plan.boards),
        people=tuple(replace(row, place="") for row in plan.people),
        meetings=tuple(replace(row, place="") for row in plan.meetings),
        snapshots=tuple(replace(row, place="") for row in plan.snapshots),
        highlights=tuple(replace(row, place="") for row in plan.highlights),
    )
