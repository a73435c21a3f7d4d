"""The example plan says what the published figures say. Read with openpyxl alone, counted here by hand."""

from collections import Counter
from datetime import date, datetime, timedelta
from importlib.resources import as_file, files
from typing import Any

import pytest
from openpyxl import load_workbook

from models.updates.answer import FIELDS
from papers.plan.contents import COLUMNS

BOARD_DAY = date(2023, 6, 7)
PREVIOUS_BOARD = date(2023, 4, 26)
OF_A_RECOVERY = tuple(FIELDS[name] for name in ("recovery_owner", "recovery_by", "next_review"))
"""What no officer of the example has given."""
Row = dict[str, Any]
Sheets = dict[str, list[Row]]


@pytest.fixture(scope="module")
def sheets() -> Sheets:
    """Every sheet as rows by heading; dates as dates. The headings are in row 3 of Actions, else in row 1."""
    with as_file(files("papers.example") / "plan.xlsx") as path:
        book = load_workbook(path)
    found: Sheets = {}
    for sheet in book:
        lines = list(sheet.iter_rows(min_row=3 if sheet.title == "Actions" else 1, values_only=True))
        found[sheet.title] = [
            {str(heading): _as_date(value) for heading, value in zip(lines[0], line, strict=True)} for line in lines[1:]
        ]
    return found


@pytest.fixture(scope="module")
def live(sheets: Sheets) -> dict[str, Row]:
    return {row["Ref"]: row for row in sheets["Actions"] if row["Ended"] is None}


@pytest.fixture(scope="module")
def previous(sheets: Sheets) -> dict[str, Row]:
    return {row["Ref"]: row for row in sheets["Previous boards"] if row["Meeting"] == PREVIOUS_BOARD}


def test_the_layout_is_a_secretariats() -> None:
    with as_file(files("papers.example") / "plan.xlsx") as path:
        book = load_workbook(path)
    names = ["Actions", "Boards", "People", "Meetings", "Previous boards", "Highlights", "Findings"]
    assert book.sheetnames == names
    actions = book["Actions"]
    assert actions["A1"].value == "Children's Services Improvement Plan"
    assert [cell.value for cell in actions[3]] == [each.heading for each in COLUMNS if each not in OF_A_RECOVERY]
    assert actions.freeze_panes == "C4"
    fills = {rule.formula[0] for each in actions.conditional_formatting for rule in each.rules}
    assert fills == {'"Grey"', '"Blue"', '"Red"', '"Amber"', '"Green"'}


def test_64_actions_in_10_areas_and_a_65th_withdrawn(sheets: Sheets, live: dict[str, Row]) -> None:
    assert len(live) == 64
    assert len(sheets["Actions"]) == 65
    per_area = Counter(row["Area"].split(" ", 1)[0] for row in live.values())
    assert per_area == Counter({"1": 6, "2": 7, "3": 6, "4": 7, "5": 5, "6": 6, "7": 7, "8": 6, "9": 6, "10": 8})
    assert len({row["Area"] for row in live.values()}) == 10
    assert all(row["Ref"].split(".")[0] == row["Area"].split(" ", 1)[0] for row in live.values())
    (gone,) = (row for row in sheets["Actions"] if row["Ended"])
    assert (gone["Ref"], gone["Ended"], gone["Ended on"]) == ("5.6", "withdrawn", date(2023, 5, 17))
    assert "regional referral portal" in gone["Reason"]
    assert (gone["Activity"], gone["Impact"]) == ("Grey", "Grey")


@pytest.mark.parametrize(
    ("rating", "activity_was", "impact_was", "activity_is", "impact_is"),
    [
        ("Grey", 1, 33, 0, 29),
        ("Blue", 28, 0, 32, 0),
        ("Red", 8, 1, 2, 2),
        ("Amber", 4, 20, 18, 22),
        ("Green", 24, 11, 12, 11),
    ],
)
def test_the_published_counts(
    live: dict[str, Row],
    previous: dict[str, Row],
    rating: str,
    activity_was: int,
    impact_was: int,
    activity_is: int,
    impact_is: int,
) -> None:
    assert sum(row["Activity"] == rating for row in previous.values()) == activity_was
    assert sum(row["Impact"] == rating for row in previous.values()) == impact_was
    assert sum(row["Activity"] == rating for row in live.values()) == activity_is
    assert sum(row["Impact"] == rating for row in live.values()) == impact_is


def test_the_previous_board_had_every_live_action_and_the_withdrawn_one(
    live: dict[str, Row], previous: dict[str, Row]
) -> None:
    assert previous.keys() - live.keys() == {"5.6"}
    assert live.keys() <= previous.keys()


def test_six_boards_of_history_each_42_days_apart(sheets: Sheets) -> None:
    totals = Counter(row["Meeting"] for row in sheets["Previous boards"])
    assert totals == Counter(
        {
            date(2022, 9, 28): 54,
            date(2022, 11, 9): 54,
            date(2022, 12, 21): 62,
            date(2023, 2, 1): 64,
            date(2023, 3, 15): 65,
            date(2023, 4, 26): 65,
        }
    )
    assert len({(row["Meeting"], row["Ref"]) for row in sheets["Previous boards"]}) == 364


def test_an_action_added_later_has_a_reason_and_no_earlier_history(sheets: Sheets) -> None:
    first = {
        ref: min(row["Meeting"] for row in sheets["Previous boards"] if row["Ref"] == ref)
        for ref in {row["Ref"] for row in sheets["Previous boards"]}
    }
    added = {row["Ref"]: row["Added"] for row in sheets["Actions"] if row["Added"]}
    assert len(added) == 11
    assert all(first[ref] == day for ref, day in added.items())
    assert all(row["Reason"] for row in sheets["Actions"] if row["Added"])


def test_the_reds_are_three_rows_68_days_overdue_and_no_recovery_date(live: dict[str, Row]) -> None:
    by_activity = {ref for ref, row in live.items() if row["Activity"] == "Red"}
    by_impact = {ref for ref, row in live.items() if row["Impact"] == "Red"}
    assert by_activity == {"2.4", "7.5"}
    assert by_impact == {"2.1", "2.4"}
    for ref in ("2.1", "2.4", "7.5"):
        row = live[ref]
        assert row["Due"] == "March 2023"
        assert (BOARD_DAY - _last_day(row["Due"])).days == 68
        assert row["Recovery date"] is None
        assert row["Forecast date"] is None
        assert row["Cause"]
        assert row["Corrective action"]
    assert "0 appointments; 2 agency workers converted" in live["2.1"]["Progress"]
    assert "Corporate Leadership Team" in live["2.1"]["Progress"]
    assert "communications strategy" in live["2.4"]["Progress"]
    assert "marketing officer" in live["2.4"]["Progress"]
    assert "No evidence of progress" in live["7.5"]["Progress"]
    assert all("19 July board" in live[ref]["Progress"] for ref in ("7.2", "7.5"))
    assert "board of 19 July" in live["7.1"]["Progress"]


def test_all_green_impact_is_on_finished_work_so_21_are_done_without_impact(live: dict[str, Row]) -> None:
    finished = [row for row in live.values() if row["Activity"] == "Blue"]
    assert Counter(row["Impact"] for row in finished) == Counter({"Green": 11, "Amber": 16, "Grey": 5})


def test_who_moved_since_the_previous_board(live: dict[str, Row], previous: dict[str, Row]) -> None:
    moves = Counter((previous[ref]["Activity"], row["Activity"]) for ref, row in live.items())
    assert moves == Counter(
        {
            ("Blue", "Blue"): 28,
            ("Green", "Green"): 11,
            ("Green", "Amber"): 11,
            ("Green", "Blue"): 2,
            ("Red", "Amber"): 5,
            ("Red", "Red"): 2,
            ("Red", "Blue"): 1,
            ("Amber", "Amber"): 2,
            ("Amber", "Blue"): 1,
            ("Amber", "Green"): 1,
        }
    )
    impact_moves = {
        ref: (previous[ref]["Impact"], row["Impact"])
        for ref, row in live.items()
        if previous[ref]["Impact"] != row["Impact"]
    }
    assert impact_moves == {
        "2.1": ("Amber", "Red"),
        "3.4": ("Amber", "Green"),
        "4.5": ("Grey", "Amber"),
        "6.3": ("Grey", "Amber"),
        "7.7": ("Grey", "Amber"),
        "9.1": ("Green", "Amber"),
    }


def test_the_top_five_are_on_track_and_say_why(live: dict[str, Row]) -> None:
    assert [live[ref]["Activity"] for ref in ("10.1", "10.2", "10.3", "10.4", "10.7")] == [
        "Blue",
        "Blue",
        "Blue",
        "Green",
        "Green",
    ]
    assert (
        "100% of education, health and care (EHC) plans were issued within 20 weeks in April 2023"
        in (live["10.2"]["Progress"])
    )
    assert "24 places in 4 new bases are agreed, 2 in primary and 2 in secondary" in live["10.7"]["Progress"]


def test_green_and_amber_follow_the_rules_but_for_five_declared_amber(live: dict[str, Row]) -> None:
    declared = set()
    for ref, row in live.items():
        due = _last_day(row["Revised date"] or row["Due"])
        overdue = (BOARD_DAY - due).days
        late = row["Forecast date"] is not None and row["Forecast date"] > due
        if row["Activity"] == "Green":
            assert overdue <= 0, ref
            assert not late, ref
        if row["Activity"] == "Amber" and overdue > 30:
            declared.add(ref)
        elif row["Activity"] == "Amber":
            assert 0 < overdue <= 30 or late, ref
    assert declared == {"2.1", "3.5", "5.5", "6.6", "7.2"}


def test_two_actions_are_amber_at_three_boards_running(sheets: Sheets, live: dict[str, Row]) -> None:
    amber = {
        meeting: {
            row["Ref"] for row in sheets["Previous boards"] if row["Meeting"] == meeting and row["Activity"] == "Amber"
        }
        for meeting in (date(2023, 3, 15), PREVIOUS_BOARD)
    }
    now = {ref for ref, row in live.items() if row["Activity"] == "Amber"}
    assert now & amber[PREVIOUS_BOARD] & amber[date(2023, 3, 15)] == {"1.5", "8.4"}


def test_every_rating_has_what_it_needs(live: dict[str, Row]) -> None:
    for ref, row in live.items():
        shows_impact = row["Impact"] != "Grey"
        assert (row["Measure agreed"] == "Yes") == shows_impact, ref
        assert (row["Difference made"] is not None) == shows_impact, ref
        assert (row["Measure"] is not None) == (row["Measure agreed"] is not None), ref
        if row["Activity"] == "Blue":
            assert row["Evidence"].startswith("https://intranet.example.org/"), ref
        assert date(2023, 5, 15) <= row["Updated"] <= date(2023, 5, 26), ref
        assert row["Updated"].weekday() < 5, ref
    assert len({row["Action"] for row in live.values()}) == 64


def test_no_two_commentaries_are_alike_and_none_is_a_formula(sheets: Sheets) -> None:
    said = [row["Progress"] for row in sheets["Actions"] + sheets["Previous boards"] if row["Progress"]]
    assert len(said) == len(set(said)) == 65 + 65 + 6
    texts = [value for rows in sheets.values() for row in rows for value in row.values() if isinstance(value, str)]
    assert not [value for value in texts if value[0] in "=+-@" or value != value.strip()]


def test_deadlines_come_to_the_day_the_month_and_the_quarter(live: dict[str, Row]) -> None:
    kinds = Counter(
        "day" if isinstance(row["Due"], date) else "quarter" if row["Due"].startswith("Q") else "month"
        for row in live.values()
    )
    assert kinds == Counter({"day": 34, "month": 19, "quarter": 11})


def test_every_action_has_a_board_of_the_plan_and_an_sro_who_can_be_written_to(
    sheets: Sheets, live: dict[str, Row]
) -> None:
    short_names = {row["Short name"]: row["Kind"] for row in sheets["Boards"]}
    assert Counter(short_names.values()) == Counter({"improvement": 1, "delivery": 3, "partnership": 4})
    boards = Counter(row["Board"] for row in live.values())
    assert boards == Counter(
        {"Practice": 16, "Workforce": 11, "Commissioning": 10, "CPB": 8, "SEND": 8, "HSCP": 7, "CYPP": 4}
    )
    sros = {row["Post"]: row["E-mail"] for row in sheets["People"] if row["Role"] == "SRO"}
    assert set(sros.values()) == {
        f"{name}.sro@example.org" for name in ("practice", "workforce", "commissioning", "hscp", "cpb", "cypp", "send")
    }
    owners = Counter(row["SRO"] for row in live.values())
    assert owners.keys() == sros.keys()
    assert owners["Practice SRO"] + owners["Workforce SRO"] + owners["Commissioning SRO"] == 38


def test_the_people_are_role_titles_at_example_org_and_one_post_is_vacant(sheets: Sheets) -> None:
    people = sheets["People"]
    assert len({row["Post"] for row in people}) == len(people) == 31
    vacant = [row for row in people if row["E-mail"] is None]
    assert [(row["Post"], row["Role"], row["Board"], row["Name"]) for row in vacant] == [
        ("Head of Early Help", "service lead", "CYPP", None)
    ]
    held = [row for row in people if row["E-mail"]]
    assert all(row["E-mail"].endswith("@example.org") and row["From"] for row in held)
    assert len({row["E-mail"] for row in held}) == len({(row["E-mail"], row["Name"]) for row in held}) == 27
    roles = {row["E-mail"].split("@")[0]: row["Role"] for row in held if row["Board"] == "Improvement"}
    assert {
        "chair": "chair",
        "secretary": "secretariat",
        "director": "director",
        "adviser": "adviser",
        "observer": "observer",
    }.items() <= roles.items()
    vice_chairs = {row["Board"]: row["E-mail"] for row in people if row["Role"] == "vice chair"}
    assert vice_chairs == {
        "Practice": "workforce.sro@example.org",
        "Workforce": "commissioning.sro@example.org",
        "Commissioning": "practice.sro@example.org",
    }
    for board in ("HSCP", "CPB", "CYPP", "SEND"):
        assert {row["Role"] for row in people if row["Board"] == board} == {"chair", "SRO", "service lead"}


def test_the_calendar_has_eleven_boards_and_the_pairs_take_turns(sheets: Sheets) -> None:
    calendar = {row["Date"]: row["Reporting boards"] for row in sheets["Meetings"]}
    assert {row["Board"] for row in sheets["Meetings"]} == {"Improvement Board"}
    assert sorted(calendar) == [date(2022, 9, 28) + timedelta(days=42 * turn) for turn in range(11)]
    assert {day: pair for day, pair in calendar.items() if pair} == {
        date(2023, 7, 19): "HSCP; CPB",
        date(2023, 8, 30): "CYPP; SEND",
        date(2023, 10, 11): "HSCP; CPB",
        date(2023, 11, 22): "CYPP; SEND",
    }


def _as_date(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


def _last_day(due: date | str) -> date:
    """The last day of a deadline as the example writes it: a date, "March 2023" or "Q4 2022/23" (from April)."""
    if isinstance(due, date):
        return due
    if due.startswith("Q"):
        quarter, first_year = int(due[1]), int(due[3:7])
        return {
            1: date(first_year, 6, 30),
            2: date(first_year, 9, 30),
            3: date(first_year, 12, 31),
            4: date(first_year + 1, 3, 31),
        }[quarter]
    first = datetime.strptime(due, "%B %Y").date()  # noqa: DTZ007 - a month, not a moment
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
