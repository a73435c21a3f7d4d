"""Dates as people write them into a tracker: what comes out is the day that was meant, or a doubt; never another."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.plan.deadlines import Deadline, Precision, day_in_words, last_of_month
from papers.plan.contents import PlanFile
from papers.plan.dates import written
from papers.plan.ratings import BLANKS
from papers.plan.reading import read_plan
from tests.papers.trackers import new_sheet, saved

DAY, MONTH, QUARTER, CALENDAR_QUARTER = Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.CALENDAR_QUARTER
ONGOING, TO_BE_CONFIRMED = Deadline(None, Precision.ONGOING), Deadline(None, Precision.TO_BE_CONFIRMED)
days = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def plan_of(
    cells: Sequence[str], heading: str = "Due", title: str = "", others: Sequence[str] = (), name: str = "plan.csv"
) -> PlanFile:
    """The plan of a csv file with these texts as its due dates, and `others` in a column of new dates."""
    text = io.StringIO()
    rows = csv.writer(text)
    if title:
        rows.writerow([title])
    rows.writerow(["Ref", "Action", heading, "New date"])
    for number, cell in enumerate(cells, 1):
        rows.writerow([f"1.{number}", "Audit", cell, others[number - 1] if others else ""])
    return read_plan(text.getvalue().encode(), name)


def dues(plan: PlanFile) -> list[Deadline | None]:
    """The due dates."""
    return [row.due for row in plan.rows]


def said(plan: PlanFile) -> list[str]:
    """The doubts."""
    return [doubt.text for doubt in plan.doubts]


def ordinal(number: int) -> str:
    """ "1st", "22nd"."""
    return f"{number}{'th' if 10 < number < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


# Whatever can mean one day only

WRITINGS: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day.day}.{day.month}.{day:%y}",
    lambda day: f"{day:%d-%m-%Y} 00:00:00",
    lambda day: f"{day:%Y-%m-%d}",
    lambda day: f"{day:%Y-%m-%d}T09:30:00.000+0000",
    lambda day: f"{day:%Y-%m-%dT%H:%M}:00Z",
    lambda day: f"{day:%d/%b/%y} 10:26 AM",
    lambda day: f"{day:%d %B %Y}, 5pm",
    lambda day: f"{day:%a} {day:%d/%m/%Y}",
    lambda day: f"{day:%A}, {ordinal(day.day)} {day:%B %Y}",
    lambda day: f"{day:%d %b %Y} ({day:%a})",
    lambda day: f"{day:%B} {ordinal(day.day)}, {day:%Y}",
    lambda day: f"{day:%b} {day.day}, {day:%y}",
    lambda day: f"by\u00a0{day.day}\u00a0{day:%B}\u202f{day:%Y}.",
    lambda day: f"{day:%d}\u2011{day:%b}\u2011{day:%Y}",
    lambda day: f"{day.day} \u00ad{day:%b} \u2019{day:%y}",
    lambda day: f"{day:%b} {day.day} \u2018{day:%y}",
    lambda day: f"{day:%B} {ordinal(day.day)}, '{day:%y}",
    lambda day: f"{day:%d/%m}/'{day:%y}",
)


@given(days, st.sampled_from(WRITINGS))
def test_a_day_in_any_writing_is_that_day(day: date, write: Callable[[date], str]) -> None:
    text = write(day)
    read = written(text)
    assert read.as_it_stands == Deadline(day, DAY)
    assert read.certain in (None, Deadline(day, DAY))
    assert read.certain or (read.numeric and day.day <= 12)


@given(days, st.sampled_from(WRITINGS), st.sampled_from([" (extended)", " - was March", ", subject to funding", "*"]))
def test_a_remark_beside_a_day_is_a_doubt(day: date, write: Callable[[date], str], remark: str) -> None:
    plan = plan_of([write(day) + remark, "31/12/2031"])
    assert dues(plan)[0] in (None, Deadline(day, DAY))
    assert [doubt.place for doubt in plan.doubts] == ["plan!C2"]
    assert remark.split()[-1].strip("(),*- ") in said(plan)[0]


@given(days, days, st.sampled_from([", revised ", "; now ", " extended to ", "\nmoved to ", " -> "]))
def test_of_two_dates_the_first_is_the_original_and_the_last_the_new_one(first: date, second: date, mark: str) -> None:
    text = f"{first:%d/%m/%Y}{mark}{second:%d/%m/%Y}"
    plan = plan_of([text, "31/12/2031"], others=[text, "31/12/2031"])
    assert (plan.rows[0].due, plan.rows[0].revised) == (Deadline(first, DAY), Deadline(second, DAY))
    assert [doubt.place for doubt in plan.doubts] == ["plan!C2", "plan!D2"]
    assert f"“{second:%d/%m/%Y}” was left out" in said(plan)[0]


@pytest.mark.parametrize(
    ("text", "deadline", "why"),
    [
        ("31/03/2024 (extended)", Deadline(date(2024, 3, 31), DAY), "what stands beside it was left out"),
        ("30/06/24 (was 31/03/24)", Deadline(date(2024, 3, 31), DAY), "the original of its dates; “30/06/24” was"),
        ("01/04/2024 - 30/06/2024", Deadline(date(2024, 6, 30), DAY), "the end of a time"),
        (
            "Q1 2023",
            Deadline(date(2023, 3, 31), CALENDAR_QUARTER),
            ", to 31 March 2023: the quarter of",
        ),
        ("2nd quarter 2024", Deadline(date(2024, 6, 30), CALENDAR_QUARTER), "the quarter of the calendar year"),
        ("Autumn 2024", Deadline(date(2024, 12, 31), QUARTER), ", to 31 December 2024: a season"),
        ("end of Spring 2025", Deadline(date(2025, 6, 30), QUARTER), "a season"),
        ("Winter 2024/25", Deadline(date(2025, 3, 31), QUARTER), "a season"),
        ("mid-June 2024", Deadline(date(2024, 6, 30), MONTH), "“mid” names no day"),
        ("early March ’25", Deadline(date(2025, 3, 31), MONTH), "“early” names no day"),
        ("Mar 24", Deadline(date(2024, 3, 31), MONTH), "the number could be a day, too"),
        ("Immediate", TO_BE_CONFIRMED, "it names no day"),
        ("ASAP - risk to patients", TO_BE_CONFIRMED, "it names no day"),
        ("Monthly", ONGOING, "it names no one day"),
        ("Ongoing (review 30 Sept 2024)", ONGOING, "what stands beside it was left out"),
        ("TBC - awaiting funding", TO_BE_CONFIRMED, "it names no one day"),
        ("45747", Deadline(date(2025, 3, 31), DAY), "a number that is not shown as a date"),
        ("2024-06-30T23:00:00Z", Deadline(date(2024, 6, 30), DAY), "the day of Greenwich"),
    ],
)
def test_what_is_not_certain_is_read_with_a_doubt(text: str, deadline: Deadline, why: str) -> None:
    plan = plan_of([text])
    assert dues(plan) == [deadline]
    assert [doubt.place for doubt in plan.doubts] == ["plan!C2"]
    assert said(plan)[0].startswith(f"“{text}” was read as {deadline.words()}")
    assert why in said(plan)[0]


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("2023/24 Q2", Deadline(date(2023, 9, 30), QUARTER)),
        ("end of March 2024", Deadline(date(2024, 3, 31), MONTH)),
        ("Mar-24", Deadline(date(2024, 3, 31), MONTH)),
        ("Ongoing", ONGOING),
        ("TBC", TO_BE_CONFIRMED),
        *((blank, None) for blank in ("N/A", "-", "None", "nil", " ", "n/a ")),
    ],
)
def test_what_is_certain_is_no_doubt(text: str, deadline: Deadline | None) -> None:
    plan = plan_of([text])
    assert (dues(plan), said(plan)) == ([deadline], [])


@pytest.mark.parametrize(
    "text",
    [
        *("Easter", "Spring term", "Year 2", "3 months from 1 April 2024", "after 31/03/2024", "31/02/2024"),
        *("Friday 31 March 2024", "Fri 31/03/2024", "1/2/3/4", "30 Sept", "Q2", "Autumn", "31 Feb", "when agreed"),
    ],
)
def test_what_cannot_be_read_is_left_empty_with_a_doubt(text: str) -> None:
    plan = plan_of([text])
    assert dues(plan) == [None]
    assert [doubt.place for doubt in plan.doubts] == ["plan!C2"]
    assert said(plan)[0].startswith(f"“{text}”")
    assert said(plan)[0].endswith("left empty.")


DIGITS_AND_WORDS = r"[0-9]{1,4}[-/. ][0-9A-Za-z]{1,9}[-/. ]?[0-9]{0,4}"


@settings(deadline=None)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=40)
    | st.from_regex(DIGITS_AND_WORDS, fullmatch=True)
)
def test_any_text_is_certain_or_blank_or_a_doubt(text: str) -> None:
    plan = plan_of([text, "ongoing"])
    read = written(text.strip())
    certain = read.certain or (read.numeric and isinstance(read.as_it_stands, Deadline))
    assert bool(plan.doubts) != bool(certain or not text.strip() or text.strip().casefold() in BLANKS)
    assert plan.doubts == () or plan.doubts[0].place == "plan!C2"


def test_of_a_day_that_is_asked_for_what_names_none_is_left_empty_and_said_once() -> None:
    plan = read_plan(b"Ref,Action,Forecast date\n1.1,Audit,ASAP\n", "plan.csv")
    assert plan.rows[0].forecast is None
    assert said(plan) == ["“ASAP” names no day; left empty."]


# The month before the day

ORDERS = {False: "%d/%m/%Y", True: "%m/%d/%Y"}
AFTER = ("", " 10:26 AM", " 17:00", " (Mon)")


@settings(deadline=None)
@given(
    st.lists(days, min_size=1, max_size=8), st.booleans(), st.sampled_from(["/", "-", "."]), st.sampled_from(AFTER[:3])
)
def test_a_column_that_proves_its_order_is_read_in_it_as_a_whole(
    meant: list[date], month_first: bool, mark: str, after: str
) -> None:
    meant = [*meant, date(2025, 3, 25)]
    plan = plan_of([day.strftime(ORDERS[month_first]).replace("/", mark) + after for day in meant])
    assert dues(plan) == [Deadline(day, DAY) for day in meant]
    assert len(plan.doubts) == month_first
    assert all(text.startswith("The month stands first in this column, as “") for text in said(plan))


@settings(deadline=None)
@given(st.lists(days, min_size=1, max_size=8))
def test_in_a_column_that_is_mixed_every_cell_that_could_be_the_other_is_a_doubt(meant: list[date]) -> None:
    plan = plan_of(["25/03/2025", "03/26/2025", *(f"{day:%d/%m/%Y}" for day in meant)])
    assert dues(plan)[:2] == [Deadline(date(2025, 3, 25), DAY), Deadline(date(2025, 3, 26), DAY)]
    open_to_doubt = [f"plan!C{row}" for row, day in enumerate(meant, 4) if day.day <= 12 and day.day != day.month]
    assert [doubt.place for doubt in plan.doubts] == ["plan!C3", *open_to_doubt]
    assert all("in some cells, and the month in others" in text for text in said(plan))


def test_us_dates_are_said_once_by_their_proof() -> None:
    plan = plan_of(["03/04/2025", "03/25/2025", "04/30/2025", "04/30/2025 (slipped)"])
    assert dues(plan) == [Deadline(date(2025, *each), DAY) for each in ((3, 4), (3, 25), (4, 30), (4, 30))]
    assert said(plan) == [
        "The month stands first in this column, as “03/25/2025” shows: “03/04/2025” was read as 4 March 2025, "
        "and so on.",
        "“04/30/2025 (slipped)” was read as 30 April 2025: what stands beside it was left out.",
    ]


def test_a_column_that_proves_nothing_follows_the_others_or_the_day_stands_first() -> None:
    plan = plan_of(["03/25/2025", "04/05/2025"], others=["06/07/2025", "07/08/2025"])
    assert [row.revised for row in plan.rows] == [Deadline(date(2025, 6, 7), DAY), Deadline(date(2025, 7, 8), DAY)]
    assert said(plan)[1].startswith("The month stands first in this column, as “03/25/2025” in column C shows:")
    plan = plan_of(["03/25/2025", "04/05/2025"], others=["06/07/2025", "17/08/2025"])
    assert plan.rows[0].revised == Deadline(date(2025, 7, 6), DAY)
    plan = plan_of(["04/05/2025", "06/07/2025"])
    assert (dues(plan)[0], said(plan)) == (Deadline(date(2025, 5, 4), DAY), [])


def test_a_sheet_that_proves_nothing_follows_the_other_sheets_of_the_plan() -> None:
    workbook, first = new_sheet("Theme 1")
    second = workbook.create_sheet("Theme 2")
    for sheet, ref, due in ((first, "1.1", "03/04/2025"), (second, "2.1", "03/25/2025")):
        sheet.append(["Ref", "Action", "Lead", "Due"])
        sheet.append([ref, f"Audit {ref}", "SRO", due])
    plan = read_plan(saved(workbook), "plan.xlsx")
    assert dues(plan) == [Deadline(date(2025, 3, 4), DAY), Deadline(date(2025, 3, 25), DAY)]
    assert said(plan)[0].startswith(
        "The month stands first in this column, as “03/25/2025” in column D of “Theme 2” shows"
    )


def test_a_heading_or_a_weekday_can_prove_the_order() -> None:
    plan = plan_of(["03/04/2025"], heading="Due date (mm/dd/yyyy)")
    assert dues(plan) == [Deadline(date(2025, 3, 4), DAY)]
    assert said(plan)[0].startswith("The month stands first in this column, as its heading says")
    plan = plan_of(["Tue 03/04/2025", "05/06/2025"])
    assert dues(plan) == [Deadline(date(2025, 3, 4), DAY), Deadline(date(2025, 5, 6), DAY)]


def test_dates_that_a_program_may_have_turned_round_are_told() -> None:
    workbook, sheet = new_sheet("Actions")
    for row in (["Ref", "Action", "Due"], ["1.1", "One", "03/25/2025"], ["1.2", "Two", date(2025, 4, 3)]):
        sheet.append(row)
    plan = read_plan(saved(workbook), "plan.xlsx")
    assert dues(plan)[1] == Deadline(date(2025, 4, 3), DAY)
    assert "1 of its cell is a date already (Actions!C3: 3 April 2025)" in said(plan)[0]


# Without a year


@settings(deadline=None)
@given(
    days,
    st.lists(st.integers(-90, 270), min_size=1, max_size=5),
    st.sampled_from(["%d %b", "%d-%b", "%A %d %B", "%d/%m (tbc)"]),
    st.sampled_from(["Action list (compiled {})", "Position for the board on {}", "{}"]),
)
def test_days_without_a_year_are_counted_from_the_title(
    compiled: date, ahead: list[int], form: str, title: str
) -> None:
    meant = [compiled + timedelta(days=each) for each in ahead]
    texts = [day.strftime(form) for day in meant]
    plan = plan_of([*texts, "31/01/2061"], title=title.format(day_in_words(compiled)))
    assert dues(plan)[:-1] == [Deadline(day, DAY) for day in meant]
    assert plan.doubts[0].place == "plan!C3"
    assert len(plan.doubts) == (len(meant) if "tbc" in form else 1)


@pytest.mark.parametrize(
    ("title", "heading", "text", "due"),
    [
        ("Action plan 2025", "Due", "31 March", date(2025, 3, 31)),
        ("Action plan 1995", "Due", "31 March", date(1995, 3, 31)),
        ("Action plan 1995/96", "Due", "31 March", date(1996, 3, 31)),
        ("Action plan 2024/25", "Due", "31 March", date(2025, 3, 31)),
        ("Action plan 2024-2025", "Due", "30 Sept", date(2024, 9, 30)),
        ("Action plan", "Due (2025)", "end of June", date(2025, 6, 30)),
        ("Board of July 2025", "Due", "mid-June", date(2025, 6, 30)),
        ("Plan 2024/25", "Due", "Q4", date(2025, 3, 31)),
        ("Plan 2024/25", "Due", "Autumn", date(2024, 12, 31)),
        ("Plan 2023 to 2026", "Due", "31 March", None),
        ("Plan 2025", "Due", "29 Feb", None),
    ],
)
def test_the_year_stands_in_the_title_or_the_heading(title: str, heading: str, text: str, due: date | None) -> None:
    plan = plan_of([text, "Ongoing"], heading=heading, title=title)
    assert (plan.rows[0].due.last_day if plan.rows[0].due else None) == due
    assert [doubt.place for doubt in plan.doubts] == ["plan!C3"]
    assert f"“{text}”" in said(plan)[0]


def test_the_year_stands_in_a_date_near_by() -> None:
    plan = plan_of(["13/11/2025", "1 Dec", "5 Jan"], others=["11 Jan", "", ""])
    assert plan.rows[0].revised == Deadline(date(2026, 1, 11), DAY)
    assert dues(plan)[1:] == [Deadline(date(2025, 12, 1), DAY), Deadline(date(2026, 1, 5), DAY)]
    assert said(plan) == [
        "“11 Jan” was read as 11 January 2026: it has no year, and was counted from the 13 November 2025 beside it.",
        "“1 Dec” was read as 1 December 2025: it has no year, and was counted from the 13 November 2025 above it, "
        "in row 2.",
        "“5 Jan” was read as 5 January 2026: it has no year, and was counted from the 13 November 2025 above it, "
        "in row 2.",
    ]
    assert dues(plan_of(["1 Dec", "13/11/2025"]))[0] == Deadline(date(2025, 12, 1), DAY)


def test_the_year_stands_in_a_line_between_the_actions() -> None:
    may, june = "1,Audit,30 Sept\n2,Report,11 Jan\n", "3,Plan,1 Aug\n"
    text = f"Ref,Action,Due\nMeeting of May 2012,,\n{may}Meeting of June 2015,,\n{june}"
    plan = read_plan(text.encode(), "plan.csv")
    assert dues(plan) == [Deadline(each, DAY) for each in (date(2012, 9, 30), date(2013, 1, 11), date(2015, 8, 1))]
    assert said(plan)[0] == (
        "“30 Sept” was read as 30 September 2012: it has no year, and was counted from “Meeting of May 2012” above it."
    )
    assert len(plan.doubts) == 3
    titled = read_plan(f"Action list (compiled 4 July 2012),,\n{text}".encode(), "plan.csv")
    assert dues(titled)[0] == Deadline(date(2012, 9, 30), DAY)
    assert "compiled" in said(titled)[0]


def test_a_new_date_without_a_year_lies_after_the_old_one() -> None:
    plan = plan_of(["13 Nov", "13/11/2025"], others=["", "11 Jan"], title="Action plan 2025")
    assert plan.rows[1].revised == Deadline(date(2026, 1, 11), DAY)


def test_numbers_after_months_are_days_where_they_cannot_be_years() -> None:
    plan = plan_of(["Sept 30", "Nov 13"], title="Compiled 4 July 2025")
    assert dues(plan) == [Deadline(date(2025, 9, 30), DAY), Deadline(date(2025, 11, 13), DAY)]
    assert len(plan.doubts) == 1
    plan = plan_of(["Jan 15", "Jan 20"], title="Compiled 4 January 2025")
    assert dues(plan) == [Deadline(date(2025, 1, 15), DAY), Deadline(date(2025, 1, 20), DAY)]
    plan = plan_of(["Sep 24", "Mar 25"], title="Compiled 4 July 2024")
    assert dues(plan) == [Deadline(last_of_month(2024, 9), MONTH), Deadline(last_of_month(2025, 3), MONTH)]
    assert len(plan.doubts) == 1


def test_a_title_may_be_a_date_cell() -> None:
    workbook, sheet = new_sheet("List")
    sheet.append(["Compiled", datetime(2025, 7, 4)])  # noqa: DTZ001
    for row in (
        ["Ref", "Action", "Target date", "New date"],
        ["1.1", "One", "30 Sept"],
        ["1.2", "Two", "13 Nov", "11 Jan"],
    ):
        sheet.append(row)
    plan = read_plan(saved(workbook), "plan.xlsx")
    assert dues(plan) == [Deadline(date(2025, 9, 30), DAY), Deadline(date(2025, 11, 13), DAY)]
    assert plan.rows[1].revised == Deadline(date(2026, 1, 11), DAY)
    assert len(plan.doubts) == 1


@pytest.mark.parametrize(
    ("text", "last_day"),
    [
        *(("2025", date(2025, 12, 31)), ("mid-2025", date(2025, 6, 30)), ("H1 2025", date(2025, 6, 30))),
        *(("2024/25", date(2025, 3, 31)), ("FY25", date(2025, 3, 31)), ("2024-2026", date(2026, 12, 31))),
        *(("June/July 2025", date(2025, 7, 31)), ("6 weeks/15.03.2025", date(2025, 3, 15))),
    ],
)
def test_years_and_parts_of_them_are_read_with_a_doubt(text: str, last_day: date) -> None:
    plan = plan_of([text])
    assert [due and due.last_day for due in dues(plan)] == [last_day]
    assert len(plan.doubts) == 1


def test_a_year_of_two_digits_that_may_stand_first_is_told_by_its_column_or_said() -> None:
    plan = plan_of(["24-03-25", "25-03-26"])
    assert [due and due.last_day for due in dues(plan)] == [date(2025, 3, 24), date(2026, 3, 25)]
    (doubt,) = said(plan)
    assert doubt.endswith("the year could stand first, too; likewise below.")
    plan = plan_of(["24-03-05", "24-04-19", "25-01-28"])
    assert [due and due.last_day for due in dues(plan)] == [date(2024, 3, 5), date(2024, 4, 19), date(2025, 1, 28)]
    (doubt,) = said(plan)
    assert doubt.endswith("the year stands first in this column; likewise below.")


# Months and years in numbers

MONTH_WRITINGS: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day:%Y/%m}",
    lambda day: f"{day.year}/{day.month}",
    lambda day: f"{day:%Y-%m}",
    lambda day: f"{day:%Y.%m}",
    lambda day: f"{day:%m/%Y}",
    lambda day: f"{day:%m}-'{day:%y}",
    lambda day: f"{day:%b} \u2019{day:%y}",
    lambda day: f"{day:%m/%y}",
)


@given(days, st.sampled_from(MONTH_WRITINGS))
def test_a_month_in_any_writing_is_that_month_or_open(day: date, write: Callable[[date], str]) -> None:
    month = Deadline(last_of_month(day.year, day.month), MONTH)
    read = written(write(day))
    assert month in (read.as_it_stands, read.otherwise and read.otherwise.as_it_stands)
    assert read.certain in (None, month)
    assert read.certain or day.year % 100 <= 31


@settings(deadline=None)
@given(st.lists(days, min_size=1, max_size=5), st.sampled_from(MONTH_WRITINGS[:4]))
def test_in_a_column_that_proves_months_every_cell_is_a_month(meant: list[date], write: Callable[[date], str]) -> None:
    plan = plan_of([write(day) for day in [*meant, date(2013, 3, 31)]])
    assert dues(plan)[:-1] == [Deadline(last_of_month(day.year, day.month), MONTH) for day in meant]
    assert plan.doubts == ()


@settings(deadline=None)
@given(st.lists(days, min_size=1, max_size=5), st.sampled_from(["12/95", "03/2024"]))
def test_months_with_years_of_two_digits_are_told_by_their_column(meant: list[date], proof: str) -> None:
    plan = plan_of([proof, *(f"{day:%m/%y}" for day in meant)])
    assert dues(plan)[1:] == [Deadline(last_of_month(day.year, day.month), MONTH) for day in meant]
    assert plan.doubts == ()


@pytest.mark.parametrize(
    ("cells", "title", "due", "why"),
    [
        (["2010/12"], "", "December 2010", "it could be the years from 2010 to 2012, too"),
        (["2010/11"], "", "March 2011", "it could be November 2010, too"),
        (["2010/11", "2013/14"], "", "March 2011", "the last month of the financial year"),
        (["2011-12"], "", "December 2011", "it could be the years from 2011 to 2012, too"),
        (["03/24"], "", "March 2024", "it could be 24 March, too"),
        (["03/24"], "Plan 2024/25", "March 2024", "it could be 24 March, too"),
        (["03/24"], "Plan 2031", "24 March 2031", "it has no year"),
        (["03/24", "05/30"], "Compiled 4 January 2025", "24 March 2025", "it has no year"),
        (["03/11"], "Plan 2010", "3 November 2010", "it could be March 2011, too"),
        (["03/11", "31/12"], "Plan 2010", "3 November 2010", "it has no year"),
        (["03/11", "03/25/2010"], "Plan 2010", "11 March 2010", "it could be March 2011, too"),
        (["Dec 15 95"], "", "15 December 1995", "its last number was taken for the year"),
        (["95-12-31"], "", "31 December 1995", "the year stands first in this column"),
    ],
)
def test_numbers_that_may_be_a_year_or_not_are_a_doubt(cells: list[str], title: str, due: str, why: str) -> None:
    plan = plan_of(cells, title=title)
    first = dues(plan)[0]
    assert first is not None
    assert first.words() == due
    assert any(why in text for text in said(plan))
    assert sum("could be" in text for text in said(plan)) == ("could be" in why)


@pytest.mark.parametrize("text", ["2013/13", "2013/00", "2026-2024", "13/95", "00/95"])
def test_numbers_that_are_no_month_and_no_years_are_left_empty(text: str) -> None:
    plan = plan_of([text])
    assert (dues(plan), len(plan.doubts)) == ([None], 1)


def test_a_month_and_a_short_year_do_not_prove_the_month_first() -> None:
    plan = plan_of(["03/24", "04/05/2024"])
    assert dues(plan) == [Deadline(date(2024, 3, 31), MONTH), Deadline(date(2024, 5, 4), DAY)]
