"""Five trackers as organisations really keep them, each unlike the others, and what each says, spelled out by hand.

A council's improvement plan that began as a Word table, a hospital's action log in csv, a school trust's plan with
area rows and colours for ratings, the export of a programme office, and a plan with merged cells and headings of two
lines. The tests of the reading and of the import take them from here.
"""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.worksheet import Worksheet

from models.plan.deadlines import Deadline, Precision
from models.plan.ratings import Rating
from models.updates.answer import FIELDS
from papers.plan.contents import ActionRow, Doubt, Held, Meaning

GREY, BLUE, RED, AMBER, GREEN = Rating.NOT_STARTED, Rating.DONE, Rating.OFF_TRACK, Rating.AT_RISK, Rating.ON_TRACK


@dataclass(frozen=True)
class Tracker:
    """A file, and how it is to be understood."""

    name: str
    content: bytes
    sheet: str
    header_row: int
    meanings: dict[str, Held]
    """The columns that are understood, by letter."""

    not_mapped: tuple[str, ...]
    """Headings that are not."""

    rows: tuple[ActionRow, ...]
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = field(default=())


def saved(workbook: Workbook) -> bytes:
    """The workbook as a file."""
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def rewritten(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The workbook with the parts of its zip changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return buffer.getvalue()


def new_sheet(title: str) -> tuple[Workbook, Worksheet]:
    """A workbook with one sheet."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    return workbook, sheet


def fill(colour: str) -> PatternFill:
    """A solid fill of six hexadecimal digits."""
    return PatternFill("solid", fgColor=colour)


def day(year: int, month: int, number: int) -> Deadline:
    """A deadline to the day."""
    return Deadline(date(year, month, number), Precision.DAY)


def month(year: int, number: int, last: int) -> Deadline:
    """A deadline to the month."""
    return Deadline(date(year, number, last), Precision.MONTH)


TO_BE_CONFIRMED = Deadline(None, Precision.TO_BE_CONFIRMED)
ONGOING = Deadline(None, Precision.ONGOING)


def council_plan() -> Tracker:
    """Title rows above the headings, area rows between the actions, dates as somebody typed them, a key at the end."""
    workbook, sheet = new_sheet("Improvement Plan")
    sheet["A1"] = "Children's Services Improvement Plan"
    sheet["A1"].font = Font(bold=True, size=16)
    sheet.merge_cells("A1:I1")
    sheet["A2"] = "Position for the Improvement Board on 7 June 2023"
    sheet.append([])
    sheet.append(
        [
            "Ref No.",
            "What we will do",
            "Lead Officer",
            "Responsible Board",
            "By when",
            "Revised date",
            "BRAG\n(activity)",
            "Impact",
            "Progress update",
            "How will we know?",
        ]
    )
    sheet.append(["Area 1: Corporate responsibility"])
    sheet.merge_cells("A5:J5")
    sheet.append(
        [
            "1.1",
            "Agree the pledge to children in care",
            "Director of Children's Services",
            "CPB",
            "31/03/2023",
            None,
            "B",
            "A",
            "Agreed by Cabinet in March.\nNow in use.",
            "Children say that the pledge is kept",
        ]
    )
    sheet.append(
        [
            "1.2 ",
            "Publish the local offer for care leavers",
            "Service lead, care leavers",
            "CPB",
            date(2023, 6, 30),
            "Sept 2023",
            "Green",
            "Grey",
            "Draft is with care leavers",
            None,
        ]
    )
    sheet.append([])
    sheet.append(["Area 2: Sufficiency of the workforce"])
    sheet.append(
        [
            "2.1",
            "Bring the workforce strategy to life",
            "Workforce SRO",
            "Workforce",
            "March 2023",
            "Q2 2023/24",
            "Amber - some delay",
            "r",
            "Two conversions from agency",
            "Share of agency staff falls",
        ]
    )
    sheet.append(
        [
            "Ref 2.2",
            "Run the foster carer campaign",
            "Commissioning SRO",
            "Commissioning and Resources",
            "TBC",
            None,
            "Not started",
            "-",
            None,
            None,
        ]
    )
    sheet.append(
        [
            "2.3",
            "Review caseloads every month",
            "Practice SRO",
            "Practice",
            "ongoing",
            "Easter",
            "on track",
            "G",
            "=",
            None,
        ]
    )
    sheet["I12"].data_type = "s"
    sheet.append([])
    sheet.append(["Key:", None, None, None, None, None, "B", "Complete"])
    sheet.append(["Note: ratings are those of the delivery boards"])
    sheet.append(["Total", 5])
    return Tracker(
        name="Improvement plan June 2023.xlsx",
        content=saved(workbook),
        sheet="Improvement Plan",
        header_row=4,
        meanings={
            "A": Meaning.REF,
            "B": Meaning.TITLE,
            "C": Meaning.OWNER,
            "D": Meaning.BOARD,
            "E": Meaning.DUE,
            "F": Meaning.REVISED,
            "G": FIELDS["activity"],
            "H": FIELDS["impact"],
            "I": FIELDS["commentary"],
            "J": Meaning.MEASURE,
        },
        not_mapped=(),
        rows=(
            ActionRow(
                place="Improvement Plan!A6",
                ref="1.1",
                title="Agree the pledge to children in care",
                area_number=1,
                area_title="Corporate responsibility",
                board="CPB",
                owner="Director of Children's Services",
                due=day(2023, 3, 31),
                activity=BLUE,
                impact=AMBER,
                commentary="Agreed by Cabinet in March.\nNow in use.",
                measure="Children say that the pledge is kept",
            ),
            ActionRow(
                place="Improvement Plan!A7",
                ref="1.2",
                title="Publish the local offer for care leavers",
                area_number=1,
                area_title="Corporate responsibility",
                board="CPB",
                owner="Service lead, care leavers",
                due=day(2023, 6, 30),
                revised=month(2023, 9, 30),
                activity=GREEN,
                impact=GREY,
                commentary="Draft is with care leavers",
            ),
            ActionRow(
                place="Improvement Plan!A10",
                ref="2.1",
                title="Bring the workforce strategy to life",
                area_number=2,
                area_title="Sufficiency of the workforce",
                board="Workforce",
                owner="Workforce SRO",
                due=month(2023, 3, 31),
                revised=Deadline(date(2023, 9, 30), Precision.QUARTER),
                activity=AMBER,
                impact=RED,
                commentary="Two conversions from agency",
                measure="Share of agency staff falls",
            ),
            ActionRow(
                place="Improvement Plan!A11",
                ref="2.2",
                title="Run the foster carer campaign",
                area_number=2,
                area_title="Sufficiency of the workforce",
                board="Commissioning and Resources",
                owner="Commissioning SRO",
                due=TO_BE_CONFIRMED,
                activity=GREY,
            ),
            ActionRow(
                place="Improvement Plan!A12",
                ref="2.3",
                title="Review caseloads every month",
                area_number=2,
                area_title="Sufficiency of the workforce",
                board="Practice",
                owner="Practice SRO",
                due=ONGOING,
                activity=GREEN,
                impact=GREEN,
                commentary="=",
            ),
        ),
        doubts=(Doubt("Improvement Plan!F12", "“Easter” is not a date that can be read; left empty."),),
        notes=(
            "2 empty rows between the actions passed over.",
            "Passed over as a total or a remark: rows 14, 16.",
            "Passed over as a remark: row 15.",
        ),
    )


def hospital_log() -> Tracker:
    """A csv file of an inspection's must-dos, saved by a European Excel: semicolons, old encoding, plain numbers."""
    text = (
        "CQC action log;;;;;;;;;;\r\n"
        "Exported 01/06/2023;;;;;;;;;;\r\n"
        "No;Theme;Recommendation;Exec lead;Due date;Status;Latest update;Evidence;Date completed;Priority;Cost (£)\r\n"
        "MD1;1. Safety;Check the resuscitation trolleys daily;Chief Nurse;31.03.23;Completed;"
        '"Audit of May: 98%.\r\nSpot checks go on";https://example.org/audit;14/03/2023;High;\r\n'
        "MD2;1. Safety;Keep medicines at the right temperature – everywhere;Chief Pharmacist;30-Jun-2023;In progress;"
        "'-4 °C alarm fitted;;;High;£1,200\r\n"
        "MD3;2. Staffing;Fill the night shifts;Chief Nurse;Q3 2023/24;Overdue;;;;Medium;\r\n"
        ";;;;;;;;;;\r\n"
        "SD4;2. Staffing;Hold one-to-ones;Ward managers;31/02/2023;Open;;;;Low;\r\n"
        "SD5;3. Listening;Ask patients each week;;ongoing;At risk;N/A;;;Low;\r\n"
    )
    return Tracker(
        name="cqc_log.csv",
        content=text.encode("cp1252"),
        sheet="cqc_log",
        header_row=3,
        meanings={
            "A": Meaning.REF,
            "B": Meaning.AREA,
            "C": Meaning.TITLE,
            "D": Meaning.OWNER,
            "E": Meaning.DUE,
            "F": FIELDS["activity"],
            "G": FIELDS["commentary"],
            "H": FIELDS["evidence"],
        },
        not_mapped=("Date completed", "Priority", "Cost (£)"),
        rows=(
            ActionRow(
                place="cqc_log!A4",
                ref="MD1",
                title="Check the resuscitation trolleys daily",
                area_number=1,
                area_title="Safety",
                owner="Chief Nurse",
                due=day(2023, 3, 31),
                activity=BLUE,
                commentary="Audit of May: 98%.\nSpot checks go on",
                evidence="https://example.org/audit",
            ),
            ActionRow(
                place="cqc_log!A5",
                ref="MD2",
                title="Keep medicines at the right temperature – everywhere",
                area_number=1,
                area_title="Safety",
                owner="Chief Pharmacist",
                due=day(2023, 6, 30),
                activity=GREEN,
                commentary="-4 °C alarm fitted",
            ),
            ActionRow(
                place="cqc_log!A6",
                ref="MD3",
                title="Fill the night shifts",
                area_number=2,
                area_title="Staffing",
                owner="Chief Nurse",
                due=Deadline(date(2023, 12, 31), Precision.QUARTER),
                activity=RED,
            ),
            ActionRow(
                place="cqc_log!A8",
                ref="SD4",
                title="Hold one-to-ones",
                area_number=2,
                area_title="Staffing",
                owner="Ward managers",
            ),
            ActionRow(
                place="cqc_log!A9",
                ref="SD5",
                title="Ask patients each week",
                area_number=3,
                area_title="Listening",
                due=ONGOING,
                activity=AMBER,
            ),
        ),
        doubts=(
            Doubt("cqc_log!F5", "“In progress” was read as Green."),
            Doubt("cqc_log!F8", "“Open” is not a rating that can be read; left empty."),
            Doubt("cqc_log!E8", "“31/02/2023” is not a date that can be read; left empty."),
        ),
        notes=("1 empty row between the actions passed over.",),
    )


def school_trust_plan() -> Tracker:
    """No refs, priorities as rows across the sheet, and only a colour in the RAG cell: RGB, theme and shaded rows."""
    workbook, sheet = new_sheet("SIP 2023-24")
    sheet.append(["Objective", "Who", "Timescale", "RAG", "Impact", "Success criteria"])
    sheet.append(["Priority 1 – Quality of education"])
    sheet.append(["Every subject has a plan", "Head of Curriculum", date(2023, 12, 1), None, None, "All plans seen"])
    sheet["C3"].number_format = "mmm-yy"
    sheet.append(["Reading is taught daily", "Lead for English", "July 2023", None, None, None])
    sheet.append(
        ["Catch-up groups meet", "SENCO", "Spring term", None, "Too early to say, though pupils report it helps", None]
    )
    sheet.append(["Priority 2 – Attendance"])
    sheet.append(["Call home on the first day", "Attendance officer", "ongoing", None, None, None])
    sheet.append(
        [
            "Reward good attendance",
            "Deputy head",
            "TBC",
            None,
            "Attendance is up by a point and a half since March",
            None,
        ]
    )
    sheet.append(["Close the gap for young carers", "Deputy head", None, None, None, None])
    for row, colour in ((3, "FF0070C0"), (4, "FF92D050"), (5, "FFFFC000"), (8, "FFFF0000")):
        sheet.cell(row, 4).fill = fill(colour)
    sheet["D7"].fill = PatternFill("solid", fgColor=Color(theme=9, tint=0.3999))
    for column in range(1, 7):
        sheet.cell(9, column).fill = fill("FFD9D9D9")
    hidden = workbook.create_sheet("Old plan")
    hidden.sheet_state = "hidden"
    hidden.append(["Ref", "Action", "Lead", "Deadline", "RAG", "Impact", "Progress", "Evidence"])
    hidden.append(["1.1", "An action of last year", "Head", "July 2022", "G", "G", "Done", None])
    return Tracker(
        name="SIP.xlsx",
        content=saved(workbook),
        sheet="SIP 2023-24",
        header_row=1,
        meanings={
            "A": Meaning.TITLE,
            "B": Meaning.OWNER,
            "C": Meaning.DUE,
            "D": FIELDS["activity"],
            "E": FIELDS["difference"],
            "F": Meaning.MEASURE,
        },
        not_mapped=(),
        rows=(
            ActionRow(
                place="SIP 2023-24!A3",
                ref="1.1",
                title="Every subject has a plan",
                area_number=1,
                area_title="Quality of education",
                owner="Head of Curriculum",
                due=month(2023, 12, 31),
                activity=BLUE,
                measure="All plans seen",
            ),
            ActionRow(
                place="SIP 2023-24!A4",
                ref="1.2",
                title="Reading is taught daily",
                area_number=1,
                area_title="Quality of education",
                owner="Lead for English",
                due=month(2023, 7, 31),
                activity=GREEN,
            ),
            ActionRow(
                place="SIP 2023-24!A5",
                ref="1.3",
                title="Catch-up groups meet",
                area_number=1,
                area_title="Quality of education",
                owner="SENCO",
                activity=AMBER,
                difference="Too early to say, though pupils report it helps",
            ),
            ActionRow(
                place="SIP 2023-24!A7",
                ref="2.1",
                title="Call home on the first day",
                area_number=2,
                area_title="Attendance",
                owner="Attendance officer",
                due=ONGOING,
                activity=AMBER,
            ),
            ActionRow(
                place="SIP 2023-24!A8",
                ref="2.2",
                title="Reward good attendance",
                area_number=2,
                area_title="Attendance",
                owner="Deputy head",
                due=TO_BE_CONFIRMED,
                activity=RED,
                difference="Attendance is up by a point and a half since March",
            ),
            ActionRow(
                place="SIP 2023-24!A9",
                ref="2.3",
                title="Close the gap for young carers",
                area_number=2,
                area_title="Attendance",
                owner="Deputy head",
            ),
        ),
        doubts=(Doubt("SIP 2023-24!C5", "“Spring term” is not a date that can be read; left empty."),),
        notes=(
            "The sheet has no refs: the actions were numbered in their order.",
            "The hidden sheet “Old plan” was passed over: it lists actions too, but is hidden.",
        ),
    )


def programme_export() -> Tracker:
    """Many columns that mean nothing here, both ratings in one cell, and refs that Excel has made into numbers."""
    workbook, summary = new_sheet("Summary")
    summary.append(["Programme", "Improvement"])
    summary.append(["Actions", 6])
    sheet = workbook.create_sheet("Export")
    sheet.append(
        [
            "UID",
            "WBS",
            "Task Name",
            "Workstream",
            "Assigned To",
            "% Complete",
            "Duration",
            "Start",
            "Baseline Finish",
            "Forecast Finish",
            "RAG May 2023",
            "RAG June 2023",
            "Previous RAG",
            "Comments",
            "Cost",
            "Last Updated",
        ]
    )
    usual = ["Practice", "Practice SRO", 0.5, "20 days", date(2023, 1, 9), date(2023, 6, 30)]
    late = date(2023, 8, 31)
    seen = date(2023, 6, 1)
    sheet.append([2.8, 1, "Audit cases", *usual, late, "Green", "Amber/Red", "Green", "@team: behind", 1000, seen])
    sheet.append([2.9, 2, "Share learning", *usual, None, "G", "G / A", "Green", "-5% on last month", 0, seen])
    sheet.append([2.1, 3, "Repeat audits", *usual, None, "R", "B/G", "Red", "+1 auditor", None, seen])
    sheet.append([2.11, 4, "Report audits", *usual, None, None, "Amber -> Green", None, "#N/A", None, 45078])
    sheet["N5"].data_type = "e"
    sheet.append([3.1, 5, "Train managers", *usual, None, None, "tbd", None, None, None, None])
    sheet.append([3.2, 6, None, *usual, None, None, "Green", None, None, None, None])
    return Tracker(
        name="export.xlsx",
        content=saved(workbook),
        sheet="Export",
        header_row=1,
        meanings={
            "A": Meaning.REF,
            "C": Meaning.TITLE,
            "D": Meaning.BOARD,
            "E": Meaning.OWNER,
            "I": Meaning.DUE,
            "J": FIELDS["forecast"],
            "L": FIELDS["activity"],
            "N": FIELDS["commentary"],
            "P": Meaning.UPDATED,
        },
        not_mapped=("WBS", "% Complete", "Duration", "Start", "RAG May 2023", "Previous RAG", "Cost"),
        rows=tuple(
            ActionRow(
                place=place,
                ref=ref,
                title=title,
                area_number=int(ref[0]),
                board="Practice",
                owner="Practice SRO",
                due=day(2023, 6, 30),
                forecast=forecast,
                activity=activity,
                impact=impact,
                commentary=commentary,
                updated=updated,
            )
            for place, ref, title, forecast, activity, impact, commentary, updated in (
                ("Export!A2", "2.8", "Audit cases", late, AMBER, RED, "@team: behind", seen),
                ("Export!A3", "2.9", "Share learning", None, GREEN, AMBER, "-5% on last month", seen),
                ("Export!A4", "2.10", "Repeat audits", None, BLUE, GREEN, "+1 auditor", seen),
                ("Export!A5", "2.11", "Report audits", None, GREEN, None, None, seen),
                ("Export!A6", "3.1", "Train managers", None, None, None, None, None),
            )
        ),
        doubts=(
            Doubt("Export!A4", "The number 2.1 follows 2.9; read as 2.10."),
            Doubt("Export!L5", "“Amber -> Green” was read as Green."),
            Doubt("Export!N5", "The cell shows the error #N/A; left empty."),
            Doubt("Export!P5", "The number 45078 is not shown as a date; read as 1 June 2023."),
            Doubt("Export!L6", "“tbd” is not a rating that can be read; left empty."),
            Doubt("Export!A7", "The ref “3.2” has no action beside it; the row was not taken."),
        ),
        notes=("The sheet “Summary” was passed over.",),
    )


def merged_plan() -> Tracker:
    """Area, board and lead merged down the rows, an action over three rows, and headings of two lines."""
    workbook, sheet = new_sheet("Actions")
    sheet.append(["Improvement plan 2023"])
    sheet.append(["Theme", "Ref", "Action", "Workstream", "SRO", "Dates", None, "BRAG", None, "Update"])
    sheet.append([None, None, None, None, None, "Original date", "New date", "Activity", "Impact", None])
    sheet.merge_cells("A1:J1")
    for merged in ("A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:E3", "J2:J3", "F2:G2", "H2:I2"):
        sheet.merge_cells(merged)
    due = date(2023, 5, 31)
    sheet.append(["2. Workforce", 2.1, "Recruit", "Workforce", "Workforce SRO", due, None, "Red", "Red", "No starters"])
    sheet.append([None, None, None, None, None, None, "31/12/2023", None, None, "Two conversions"])
    sheet.append([None, None, None, None, None, None, "31/01/2024", "Green", None, "Fair booked"])
    sheet.append([None, 2.2, "Retain", None, None, due, None, "done", "gray", "Survey closed"])
    sheet.append(["10. SEND", "10.10", "Open bases", "SEND Board", "SEND SRO", due, None, "A", "G", "24 places"])
    sheet.append([None, "10.11", "Plan ahead", None, "SEND lead", None, None, "Amber", "Amber", None])
    sheet.append(
        ["Theme", "Ref", "Action", "Workstream", "SRO", "Original date", "New date", "Activity", "Impact", "Update"]
    )
    sheet.append([None, 10.12, "Check placements", None, "SEND lead", None, None, "A/G", "G", None])
    for merged in ("A4:A7", "B4:B6", "C4:C6", "D4:D7", "E4:E7", "A8:A9", "D8:D9"):
        sheet.merge_cells(merged)
    sheet["B4"].number_format = "0.0"
    return Tracker(
        name="plan.xlsm",
        content=saved(workbook),
        sheet="Actions",
        header_row=2,
        meanings={
            "A": Meaning.AREA,
            "B": Meaning.REF,
            "C": Meaning.TITLE,
            "D": Meaning.BOARD,
            "E": Meaning.OWNER,
            "F": Meaning.DUE,
            "G": Meaning.REVISED,
            "H": FIELDS["activity"],
            "I": FIELDS["impact"],
            "J": FIELDS["commentary"],
        },
        not_mapped=(),
        rows=(
            ActionRow(
                place="Actions!B4",
                ref="2.1",
                title="Recruit",
                area_number=2,
                area_title="Workforce",
                board="Workforce",
                owner="Workforce SRO",
                due=day(2023, 5, 31),
                revised=day(2023, 12, 31),
                activity=RED,
                impact=RED,
                commentary="No starters\nTwo conversions\nFair booked",
            ),
            ActionRow(
                place="Actions!B7",
                ref="2.2",
                title="Retain",
                area_number=2,
                area_title="Workforce",
                board="Workforce",
                owner="Workforce SRO",
                due=day(2023, 5, 31),
                activity=BLUE,
                impact=GREY,
                commentary="Survey closed",
            ),
            ActionRow(
                place="Actions!B8",
                ref="10.10",
                title="Open bases",
                area_number=10,
                area_title="SEND",
                board="SEND Board",
                owner="SEND SRO",
                due=day(2023, 5, 31),
                activity=AMBER,
                impact=GREEN,
                commentary="24 places",
            ),
            ActionRow(
                place="Actions!B9",
                ref="10.11",
                title="Plan ahead",
                area_number=10,
                area_title="SEND",
                board="SEND Board",
                owner="SEND lead",
                activity=AMBER,
                impact=AMBER,
            ),
            ActionRow(
                place="Actions!B11",
                ref="10.12",
                title="Check placements",
                area_number=10,
                owner="SEND lead",
                activity=AMBER,
                impact=GREEN,
            ),
        ),
        doubts=(
            Doubt("Actions!G6", "A second date for 2.1; the first was kept."),
            Doubt("Actions!H6", "A second rating for 2.1; the first was kept."),
            Doubt("Actions!H11", "“A/G” holds two ratings; read as Amber, the first."),
        ),
        notes=("Passed over as the headings again: row 10.",),
    )


TRACKERS: tuple[Callable[[], Tracker], ...] = (
    council_plan,
    hospital_log,
    school_trust_plan,
    programme_export,
    merged_plan,
)
