"""One thing at a time: headings, refs, areas, dates, encodings and delimiters, each through `read_plan`."""

import io
import re
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter
from openpyxl.styles import PatternFill

from models.plan.deadlines import Deadline, Precision
from models.plan.endings import Ending
from models.plan.ratings import BRAG, Rating
from models.updates.answer import FIELDS
from papers.plan.contents import COLUMNS, Held, Meaning, PlanFile
from papers.plan.layouts import LayoutUnclear, Settled
from papers.plan.reading import read_plan
from papers.plan.recognising import recognise
from papers.plan.vocabulary import HEADINGS
from tests.papers.trackers import council_plan, fill, merged_plan, new_sheet, rewritten, saved


def read_rows(*rows: list[Any], merge: tuple[str, ...] = ()) -> PlanFile:
    """The plan on a sheet of these rows."""
    workbook, sheet = new_sheet("Actions")
    for row in rows:
        sheet.append(row)
    for cells in merge:
        sheet.merge_cells(cells)
    return read_plan(saved(workbook), "plan.xlsx")


def read_text(text: str, name: str = "plan.csv") -> PlanFile:
    """The plan in this csv file."""
    return read_plan(text.encode(), name)


def refs(plan: PlanFile) -> list[str]:
    """The refs of its actions."""
    return [row.ref for row in plan.rows]


# Headings


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        *((heading, Meaning.REF) for heading in ("Ref", "Ref No", "Ref. No.", "No", "REFERENCE", "Action Ref", "#")),
        *((heading, Meaning.TITLE) for heading in ("Action", "Recommendation", "Objective", "Actions\nrequired")),
        *((heading, Meaning.OWNER) for heading in ("Lead", "Lead officer", "SRO", "Owner", "Action  Owner:")),
        *((heading, Meaning.BOARD) for heading in ("Board", "Workstream", "Delivery Board")),
        *((heading, Meaning.AREA) for heading in ("Area", "Theme", "Priority", "Priority area")),
        *((heading, Meaning.DUE) for heading in ("Due", "Deadline", "Target date", "By when?", "Due date (dd/mm/yy)")),
        *((heading, Meaning.REVISED) for heading in ("Revised date", "New date", "Revised deadline")),
        *((heading, FIELDS["activity"]) for heading in ("RAG", "BRAG", "Status", "RAG rating", "BRAG (activity)")),
        *((heading, FIELDS["impact"]) for heading in ("Impact", "Impact RAG", "Impact rating")),
        *((heading, FIELDS["commentary"]) for heading in ("Progress", "Update", "Comments", "Progress/Comments")),
        *((heading, FIELDS["commentary"]) for heading in ("Update June 2023", "Progress update – 7 June 2023")),
        *((heading, Meaning.MEASURE) for heading in ("Measure", "How will we know", "Success measure")),
        *((heading, FIELDS["recovery_date"]) for heading in ("Recovery date", "Back to green")),
        *((heading, None) for heading in ("Cost", "Previous RAG", "RAG last month", "Update from finance", "Risk")),
    ],
)
def test_headings_are_recognised(heading: str, meaning: Held | None) -> None:
    found = recognise(heading)
    assert (found.meaning if found else None) is meaning


def test_what_an_export_writes_is_what_is_recognised_first() -> None:
    for meaning in COLUMNS:
        found = recognise(meaning.heading)
        assert found is not None
        assert found.meaning is meaning


def test_no_heading_means_two_things() -> None:
    phrases = [phrase for phrases in HEADINGS.values() for phrase in phrases]
    assert {phrase for phrase in phrases if phrases.count(phrase) > 1} == {"activity"}


def test_the_likelier_of_two_headings_is_taken_and_the_other_is_shown_as_not_mapped() -> None:
    plan = read_text("Ref,Description,Action,Lead,SRO\n1.1,Long text,Agree,Someone,Practice SRO\n")
    assert (plan.rows[0].title, plan.rows[0].owner) == ("Agree", "Practice SRO")
    assert [column.heading for column in plan.columns if column.meaning is None] == ["Description", "Lead"]


def test_of_several_dated_columns_the_latest_is_taken() -> None:
    plan = read_text("Ref,Action,Update May 2023,Update June 2023,Update April 2023\n1.1,Agree,old,new,older\n")
    assert plan.rows[0].commentary == "new"


def test_activity_is_the_action_where_nothing_else_is() -> None:
    plan = read_text("Ref,Activity,Lead,RAG\n1.1,Agree the pledge,SRO,G\n")
    assert (plan.rows[0].title, plan.rows[0].activity) == ("Agree the pledge", Rating.ON_TRACK)
    plan = read_text("Ref,Action,Activity,Impact\n1.1,Agree the pledge,B,G\n")
    assert (plan.rows[0].activity, plan.rows[0].impact) == (Rating.DONE, Rating.ON_TRACK)


def test_an_impact_column_of_prose_is_the_difference_made() -> None:
    plan = read_text("Ref,Action,RAG,Impact RAG,Impact\n1.1,Agree,A,R,Children wait a week less than in the spring\n")
    assert (plan.rows[0].impact, plan.rows[0].difference) == (
        Rating.OFF_TRACK,
        "Children wait a week less than in the spring",
    )


def test_a_status_column_of_prose_is_the_progress() -> None:
    plan = read_text("Ref,Action,Status\n1.1,Agree,The draft went to Cabinet in April and was agreed\n")
    assert plan.rows[0].activity is None
    assert plan.rows[0].commentary == "The draft went to Cabinet in April and was agreed"


def test_headings_may_stand_far_below_the_top() -> None:
    plan = read_rows(*([["Guidance"]] * 40), ["Ref", "Action"], ["1.1", "Agree"])
    assert (plan.header_row, refs(plan)) == (41, ["1.1"])


def test_previous_ratings_under_a_heading_of_two_lines_are_not_taken_for_the_current_ones() -> None:
    plan = read_rows(
        ["Ref", "Action", "Previous BRAG", None, "Current BRAG", None],
        [None, None, "Activity", "Impact", "Activity", "Impact"],
        ["1.1", "Agree", "R", "R", "G", "A"],
        merge=("C1:D1", "E1:F1"),
    )
    assert (plan.rows[0].activity, plan.rows[0].impact) == (Rating.ON_TRACK, Rating.AT_RISK)
    assert plan.header_row == 1


def test_the_sheet_that_says_most_is_chosen_and_a_hidden_one_is_not() -> None:
    workbook, sheet = new_sheet("Short list")
    sheet.append(["Action", "Lead"])
    sheet.append(["Agree", "SRO"])
    full = workbook.create_sheet("Tracker")
    full.append(["Ref", "Action", "Lead", "RAG"])
    full.append(["1.1", "Agree", "SRO", "G"])
    plan = read_plan(saved(workbook), "plan.xlsx")
    assert (plan.sheet, plan.rows[0].place) == ("Tracker", "Tracker!A2")
    assert plan.notes == (
        "The sheet “Short list” was passed over: its actions stand on “Tracker” too, which says more.",
    )
    full.sheet_state = "hidden"
    assert read_plan(saved(workbook), "plan.xlsx").sheet == "Short list"


# Refs and areas


@pytest.mark.parametrize("written", ["2.4", "2.4 ", "Ref 2.4", "REF: 2.4.", "Action 2.4", "Recommendation 2.4", 2.4])
def test_what_is_no_part_of_a_ref_is_left_out(written: Any) -> None:
    assert refs(read_rows(["Ref", "Action"], [written, "Recruit"])) == ["2.4"]


@pytest.mark.parametrize(
    "written",
    ["7", "R12", "A2.4", "2-4", "2.04", "FIN-07", "A-STR-073", "60/17(h)", "2.4.1", "2.4a", "Ref-A", "b", "é9"],
)
def test_a_ref_is_what_the_plan_calls_the_action(written: str) -> None:
    plan = read_rows(["Ref", "Action"], [written, "Recruit"], ["zz9", "Retain"])
    assert (refs(plan), plan.doubts) == ([written, "zz9"], ())


def test_a_number_is_a_ref_as_it_is() -> None:
    plan = read_rows(["No", "Action"], [7, "Recruit"], [10.0, "Retain"])
    assert (refs(plan), plan.doubts, plan.rows[0].area_number) == (["7", "10"], (), None)


def test_a_ref_that_became_a_date_is_read_with_a_doubt() -> None:
    plan = read_rows(["Ref", "Action"], [date(2023, 4, 2), "Recruit"])
    assert refs(plan) == ["2.4"]
    assert [doubt.text for doubt in plan.doubts] == ["The ref has become a date; read as 2.4."]


def test_a_number_that_shows_two_decimals_is_what_it_shows() -> None:
    workbook, sheet = new_sheet("Actions")
    sheet.append(["Ref", "Action"])
    for number, value in enumerate((2.01, 2.02, 2.1), 2):
        sheet.append([value, "Recruit"])
        sheet.cell(number, 1).number_format = "0.00"
    plan = read_plan(saved(workbook), "plan.xlsx")
    assert refs(plan) == ["2.01", "2.02", "2.10"]
    assert plan.doubts == ()


def test_lost_zeros_are_found_again_by_their_order_in_csv_too() -> None:
    lines = "".join(f"2.{number},Act\n" for number in [*range(1, 10), 1, *range(11, 20), 2, 21])
    plan = read_text("Ref,Action\n" + lines)
    assert refs(plan) == [f"2.{number}" for number in range(1, 22)]
    assert [doubt.text for doubt in plan.doubts] == [
        "The number 2.1 follows 2.9; read as 2.10.",
        "The number 2.2 follows 2.19; read as 2.20.",
    ]


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        *(("Area 2: Workforce", "Workforce"), ("2. Workforce", "Workforce"), ("Priority 2 – Workforce", "Workforce")),
        *(
            ("THEME 2 Workforce", "Workforce"),
            ("Improvement area 2 - Workforce", "Workforce"),
            ("2) Workforce", "Workforce"),
        ),
        *(("Workforce", "Workforce"), ("Area 2", None)),
    ],
)
def test_an_area_heading_between_rows_holds_for_the_rows_below(heading: str, title: str | None) -> None:
    plan = read_rows(["Ref", "Action", "Lead"], [heading], ["2.1", "Recruit", "SRO"], ["2.2", "Retain", "SRO"])
    assert [(row.area_number, row.area_title) for row in plan.rows] == [(2, title), (2, title)]
    plan = read_rows(["Ref", "Action", "Lead"], [None, heading], ["2.1", "Recruit", "SRO"])
    assert plan.rows[0].area_title == title


def test_an_area_row_may_have_its_number_in_the_ref_column() -> None:
    plan = read_rows(
        ["Ref", "Action", "Lead"], [2, "Workforce"], ["2.1", "Recruit", "SRO"], ["3", "Risk"], ["3.1", "See"]
    )
    assert [(row.ref, row.area_title) for row in plan.rows] == [("2.1", "Workforce"), ("3.1", "Risk")]


def test_a_sub_heading_does_not_rename_a_numbered_area() -> None:
    plan = read_rows(["Ref", "Action"], ["Area 2: Workforce"], ["Recruitment"], ["2.1", "Recruit"], ["2.2", "Retain"])
    assert [row.area_title for row in plan.rows] == ["Workforce", "Workforce"]
    assert plan.notes == ("Passed over as a remark or sub-heading: row 3.",)


def test_an_action_is_in_the_area_that_stands_with_it_whatever_its_ref_begins_with() -> None:
    plan = read_rows(["Ref", "Action", "Lead"], ["Area 2: Workforce"], ["3.1", "See", "SRO"])
    assert (plan.rows[0].ref, plan.rows[0].area_number, plan.rows[0].area_title) == ("3.1", 2, "Workforce")
    assert plan.doubts[0].place == "Actions!A3"
    plan = read_rows(["Ref", "Action", "Area"], ["3.1", "See", "2. Workforce"])
    assert plan.doubts[0].text == "The area beside it is 2, but the ref is 3.1; it is in area 2."


def test_plain_numbers_stay_and_have_the_area_that_stands_over_them() -> None:
    plan = read_rows(
        ["No", "Action"], ["Area 4: Practice"], [1, "Audit"], [2, "Share"], ["Area 5: Partners"], [3, "Meet"]
    )
    assert [(row.ref, row.area_number) for row in plan.rows] == [("1", 4), ("2", 4), ("3", 5)]
    assert plan.doubts == ()


def test_numbers_that_begin_anew_in_each_area_get_the_area_s_before_them() -> None:
    plan = read_rows(
        ["No", "Action"], ["Area 4: Practice"], [1, "Audit"], [2, "Share"], ["Area 5: Partners"], [1, "Meet"]
    )
    assert refs(plan) == ["4.1", "4.2", "5.1"]
    assert plan.notes == ("The numbers begin anew in each area, so the area’s number goes before them, as in 2.4.",)
    plan = read_text("No,Theme,Action\n1,Practice,Audit\n1,Partners,Meet\n2,Practice,Share\n")
    assert [(row.ref, row.area_number) for row in plan.rows] == [("1.1", 1), ("2.1", 2), ("1.2", 1)]


def test_areas_need_no_numbers() -> None:
    plan = read_text("No,Theme,Action\n1,Practice,Audit\n2,Partners,Meet\n3,Practice,Share\n")
    assert [(row.ref, row.area_number, row.area_title) for row in plan.rows] == [
        ("1", None, "Practice"),
        ("2", None, "Partners"),
        ("3", None, "Practice"),
    ]
    assert (plan.notes, plan.doubts) == ((), ())


def test_themes_that_do_not_go_with_the_refs_are_areas_without_numbers() -> None:
    plan = read_text("Ref,Theme,Action\n1.1,Practice,Audit\n1.2,Partners,Meet\n2.1,Practice,Share\n")
    assert [(row.area_number, row.area_title) for row in plan.rows] == [
        (None, "Practice"),
        (None, "Partners"),
        (None, "Practice"),
    ]
    plan = read_text("Ref,Theme,Action\n1.1,Practice,Audit\n1.2,Practice,Meet\n2.1,Partners,Share\n")
    assert [row.area_number for row in plan.rows] == [1, 1, 2]


def test_without_refs_actions_get_numbers() -> None:
    plan = read_text("Action,Lead\nAudit,SRO\nShare,SRO\n")
    assert refs(plan) == ["1", "2"]
    assert plan.notes == ("The sheet has no refs: the actions were numbered in their order.",)
    plan = read_text("Action,Area\nAudit,4. Practice\nMeet,5. Partners\nShare,4. Practice\n")
    assert refs(plan) == ["4.1", "5.1", "4.2"]


def test_an_action_without_a_ref_is_a_doubt_where_others_have_one() -> None:
    plan = read_text("Ref,Action,Lead\n1.1,Audit,SRO\n,Share,SRO\n")
    assert refs(plan) == ["1.1"]
    assert [(doubt.place, doubt.text) for doubt in plan.doubts] == [
        ("plan!A3", "The row has no ref; the row was not taken.")
    ]


def test_blanks_below_an_owner_are_blank_unless_they_are_merged() -> None:
    rows: tuple[list[Any], ...] = (["Ref", "Action", "SRO"], ["1.1", "Audit", "Practice SRO"], ["1.2", "Share", None])
    assert read_rows(*rows).rows[1].owner is None
    assert read_rows(*rows, merge=("C2:C3",)).rows[1].owner == "Practice SRO"


def test_priorities_that_are_levels_are_no_areas() -> None:
    plan = read_text("Ref,Action,Priority\n1.1,Audit,High\n1.2,Share,Low\n")
    assert [row.area_title for row in plan.rows] == [None, None]
    assert [column.heading for column in plan.columns if column.meaning is None] == ["Priority"]


# Cells


def test_excel_dates_typed_as_a_month_mean_the_month() -> None:
    workbook, sheet = new_sheet("Actions")
    sheet.append(["Ref", "Action", "Due"])
    for number, number_format in enumerate(("mmm-yy", 'mmmm" "yyyy', "dd/mm/yyyy", "[$-809]d mmmm yyyy;@"), 1):
        sheet.append([f"1.{number}", "Audit", date(2023, 3, 1)])
        sheet.cell(number + 1, 3).number_format = number_format
    month, day = Deadline(date(2023, 3, 31), Precision.MONTH), Deadline(date(2023, 3, 1), Precision.DAY)
    assert [row.due for row in read_plan(saved(workbook), "plan.xlsx").rows] == [month, month, day, day]


def test_dates_that_cannot_be_are_doubts() -> None:
    plan = read_rows(
        ["Ref", "Action", "Due"], ["1.1", "Audit", date(1900, 1, 5)], ["1.2", "Share", 7], ["1.3", "Meet", True]
    )
    assert [row.due for row in plan.rows] == [None, None, None]
    assert [doubt.place for doubt in plan.doubts] == ["Actions!C2", "Actions!C3", "Actions!C4"]


def test_a_colour_that_is_only_the_shading_of_its_row_is_no_rating() -> None:
    workbook, sheet = new_sheet("Actions")
    sheet.append(["Ref", "Action", "RAG"])
    sheet.append(["1.1", "Audit", None])
    sheet.append(["1.2", "Share", None])
    for column in (1, 2, 3):
        sheet.cell(2, column).fill = fill("FF92D050")
    sheet.cell(3, 3).fill = fill("FF92D050")
    assert [row.activity for row in read_plan(saved(workbook), "plan.xlsx").rows] == [None, Rating.ON_TRACK]


def test_the_words_of_a_cell_count_before_its_colour_and_an_unclear_colour_is_a_doubt() -> None:
    workbook, sheet = new_sheet("Actions")
    sheet.append(["Ref", "Action", "RAG"])
    for number, value in enumerate(("Red", "see note", None), 1):
        sheet.append([f"1.{number}", "Audit", value])
        sheet.cell(number + 1, 3).fill = fill("FF92D050" if value else "FFBDD7EE")
    plan = read_plan(saved(workbook), "plan.xlsx")
    assert [row.activity for row in plan.rows] == [Rating.OFF_TRACK, Rating.ON_TRACK, Rating.DONE]
    assert [doubt.text for doubt in plan.doubts] == [
        "“see note” is not a rating that can be read; read as Green, from the colour of the cell.",
        "The cell has only a colour (#BDD7EE), and not a clear one; read as Blue.",
    ]


def test_a_patterned_or_empty_fill_is_no_colour() -> None:
    workbook, sheet = new_sheet("Actions")
    sheet.append(["Ref", "Action", "RAG"])
    sheet.append(["1.1", "Audit", None])
    sheet["C2"].fill = PatternFill("darkGrid", fgColor="FFFF0000")
    assert read_plan(saved(workbook), "plan.xlsx").rows[0].activity is None


def test_columns_of_an_export_are_read_in_kin_forms() -> None:
    plan = read_text(
        "Ref,Action,Measure agreed,Added,Ended,Ended on,Reason,Forecast date\n"
        "1.1,Audit,Yes,1 May 2022,Withdrawn by the board,26/04/2023,Covered by 1.2,end of June 2023\n"
        "1.2,Share,not agreed,,Merged into 1.3,,,TBC\n"
        "1.3,Meet,perhaps,,finished,,,\n"
    )
    first, second, third = plan.rows
    assert first.measure_agreed is True
    assert first.added == date(2022, 5, 1)
    assert str(first.ended) == "withdrawn"
    assert first.ended_on == date(2023, 4, 26)
    assert first.reason == "Covered by 1.2"
    assert first.forecast == date(2023, 6, 30)
    assert (second.measure_agreed, str(second.ended)) == (False, "merged")
    assert (third.measure_agreed, third.ended) == (None, None)
    assert [doubt.place for doubt in plan.doubts] == ["plan!H3", "plan!C4", "plan!E4"]


def test_a_pair_in_the_only_column_of_ratings_is_no_activity_and_impact() -> None:
    text = b"Ref,Action,Delivery confidence\n1.1,Build,Amber/Green\n1.2,Move,Amber/Red\n1.3,Open,Green\n"
    plan = read_plan(text, "plan.csv", settled=Settled(BRAG, impact=True))
    assert [(row.activity, row.impact) for row in plan.rows] == [(None, None), (None, None), (Rating.ON_TRACK, None)]
    assert [(doubt.place, doubt.text.partition("is")[0]) for doubt in plan.doubts] == [
        ("plan!C2", "“Amber/Green” "),
        ("plan!C3", "“Amber/Red” "),
    ]
    plan = read_text("Ref,Action,BRAG\n1.1,Build,Amber/Green\n1.2,Move,Blue/Green\n")
    assert [(row.activity, row.impact) for row in plan.rows] == [
        (Rating.AT_RISK, Rating.ON_TRACK),
        (Rating.DONE, Rating.ON_TRACK),
    ]
    assert plan.doubts == ()


def test_a_state_that_ends_an_action_is_its_ending_with_the_words_as_its_reason() -> None:
    plan = read_text(
        "Ref,Action,Status,Reason\n1.1,Build,Closed - superseded,\n1.2,Move,Cancelled,no money\n1.3,Open,Done,\n"
    )
    assert [(row.activity, row.ended, row.reason) for row in plan.rows] == [
        (None, Ending.WITHDRAWN, "Closed - superseded"),
        (None, Ending.WITHDRAWN, "no money"),
        (Rating.DONE, None, None),
    ]
    assert [doubt.text for doubt in plan.doubts] == [
        "“Closed - superseded” was read as the end of the action, withdrawn, and is no rating.",
        "“Cancelled” was read as the end of the action, withdrawn, and is no rating.",
    ]
    plan = read_text("Ref,Action,Status,Ended\n1.1,Build,Cancelled,Merged\n")
    assert (plan.rows[0].ended, plan.rows[0].reason) == (Ending.MERGED, None)


def test_percentages_are_read_as_they_are_shown() -> None:
    workbook, sheet = new_sheet("Actions")
    sheet.append(["Ref", "Action", "Status"])
    for number, value in enumerate((1, 0.75, 0, 0.5), 1):
        sheet.append([f"1.{number}", "Audit", value])
        sheet.cell(number + 1, 3).number_format = "0%" if number < 4 else "General"
    plan = read_plan(saved(workbook), "plan.xlsx")
    assert [row.activity for row in plan.rows] == [Rating.DONE, Rating.ON_TRACK, Rating.NOT_STARTED, None]
    assert [doubt.text for doubt in plan.doubts] == [
        *("“100%” was read as Blue.", "“75%” was read as Green.", "“0%” was read as Grey."),
        "“0.5” is not a rating that can be read; left empty.",
    ]


@pytest.mark.parametrize("blank", ["N/A", "-", "None", "nil", " n/a ", "\u00a0", "Not applicable"])
def test_what_says_nothing_is_empty_in_every_column_but_the_title(blank: str) -> None:
    plan = read_text(
        f"Ref,Action,Area,SRO,Board,Due,RAG,Progress,Help needed\n1.1,{blank} then,{','.join([blank] * 7)}\n"
    )
    (row,) = plan.rows
    said = (row.area_title, row.owner, row.board, row.due, row.activity, row.commentary, row.help_needed)
    assert said == (None,) * 7
    assert plan.doubts == ()


def test_numbers_and_dates_in_a_text_column_are_as_a_person_writes_them() -> None:
    plan = read_rows(
        ["Ref", "Action", "Progress"],
        ["1.1", "Audit", 98],
        ["1.2", "Share", 3.5],
        ["1.3", "Meet", date(2023, 6, 7)],
        ["1.4", "Go", datetime(2023, 6, 7, 9, 30)],  # noqa: DTZ001
        ["1.5", "Stay", True],
    )
    assert [row.commentary for row in plan.rows] == ["98", "3.5", "7 June 2023", "7 June 2023 09:30", "Yes"]


# Files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_csv_in_every_usual_encoding_and_with_every_usual_delimiter(encoding: str, mark: str) -> None:
    lines = [["Ref", "Action", "Lead"], ["1.1", '"Agree; the, café’s “pledge”"', "SRO – practice"]]
    content = "\r\n".join(mark.join(line) for line in lines).encode(encoding)
    row = read_plan(content, r"C:\plans\plan.csv").rows[0]
    assert (row.place, row.title, row.owner) == ("plan!A2", "Agree; the, café’s “pledge”", "SRO – practice")


def test_csv_may_declare_its_delimiter() -> None:
    assert refs(read_text("sep=^\r\nRef^Action\r\n1.1^Audit\r\n")) == ["1.1"]


def test_csv_text_guarded_against_formulas_loses_its_guard() -> None:
    plan = read_text("Ref,Action,Progress\n1.1,'=Audit,'-5%\n1.2,'tis the season,'\n")
    assert [(row.title, row.commentary) for row in plan.rows] == [("=Audit", "-5%"), ("'tis the season", "'")]


def test_a_macro_workbook_is_read_and_its_macros_are_not() -> None:
    tracker = council_plan()
    assert read_plan(tracker.content, "plan.xlsm").rows == tracker.rows


def test_a_workbook_that_names_its_tags_otherwise_is_read_alike() -> None:
    def with_prefix(name: str, xml: bytes) -> bytes:
        if not name.startswith("xl/worksheets/"):
            return xml
        return re.sub(rb"<(/?)(\w)", rb"<\1x:\2", xml).replace(b" xmlns=", b" xmlns:x=")

    tracker = merged_plan()
    assert read_plan(rewritten(tracker.content, with_prefix), tracker.name).rows == tracker.rows


def test_shared_strings_are_read_as_excel_writes_them() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as workbook:
        sheet = workbook.add_worksheet("Actions")
        bold = workbook.add_format({"bold": True})
        sheet.write_row(0, 0, ["Ref", "Action", "Progress"])
        sheet.write_row(1, 0, ["1.1", "Audit\r\ncases", "  "])
        sheet.write(2, 0, "1.2")
        sheet.write_rich_string(2, 1, "Share ", bold, "learning")
    plan = read_plan(buffer.getvalue(), "plan.xlsx")
    assert [(row.title, row.commentary) for row in plan.rows] == [("Audit\ncases", None), ("Share learning", None)]


def test_progress_is_told_and_ends_at_the_end() -> None:
    told: list[tuple[int, int]] = []
    workbook, sheet = new_sheet("Actions")
    sheet.append(["Ref", "Action"])
    for number in range(1, 1001):
        sheet.append([f"1.{number}", "Audit"])
    read_plan(saved(workbook), "plan.xlsx", lambda done, total: told.append((done, total)))
    assert told[0] == (250, 1001)
    assert told[-1] == (1000, 1000)
    assert told == sorted(told, key=lambda each: each[0])


def test_a_priority_column_with_a_code_for_each_action_is_the_ref_and_its_headings_are_areas() -> None:
    plan = read_rows(
        ["Oakfield Academy - School Development Plan"],
        ["Priority", "Objective / Action", "Who?", "RAG"],
        ["Priority 1: Quality of Education"],
        ["1a", "Embed the reading programme", "Maths lead", "Green"],
        ["1b", "Review the maths curriculum", "Maths lead", "Amber"],
        ["Priority 2: Behaviour"],
        ["2a", "Launch the behaviour policy", "Head of Year", "Red"],
        merge=("A1:D1", "A3:D3", "A6:D6"),
    )
    assert refs(plan) == ["1a", "1b", "2a"]
    assert [row.area_title for row in plan.rows] == ["Quality of Education"] * 2 + ["Behaviour"]


def test_a_season_with_a_short_year_is_read() -> None:
    plan = read_rows(["Ref", "Action", "When"], ["A1", "Train all", "Spring 25"], ["A2", "Hold a fair", "Autumn '24"])
    assert [row.due and row.due.last_day for row in plan.rows] == [date(2025, 6, 30), date(2024, 12, 31)]


def test_a_second_column_of_ratings_is_asked_about() -> None:
    rows = [
        ["Ref", "Action", "Lead", "BRAG", "Assurance / outcome RAG"],
        ["MD1", "Recover the trajectory", "Chief Nurse", "On track", "Amber"],
        ["MD2", "Replace the fridges", "Chief Pharmacist", "Overdue", "Red"],
    ]
    with pytest.raises(LayoutUnclear) as asked:
        read_rows(*rows)
    assert "“Assurance / outcome RAG” is “Impact”" in asked.value.questions[0].text
