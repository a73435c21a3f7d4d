"""Fifteen layouts of trackers that are published, each as a small file with words of its own, and what must come out.

The headings, their order, the depth of the sheet, the states and the ways of writing dates are those of the layout; the
titles, owners and refs are made up. `docs/layouts.md` prints how each came in, and is held to it here.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.plan.deadlines import Deadline, Precision
from models.plan.ratings import Rating
from papers.plan.contents import ActionRow, PlanFile, PlanFileError
from papers.plan.layouts import NOTHING_TOLD, LayoutUnclear, Question, Told, columns_told, held_by_word, told_by
from papers.plan.reading import read_plan
from tests.papers.trackers import new_sheet, saved

GREY, BLUE, RED, AMBER, GREEN = Rating.NOT_STARTED, Rating.DONE, Rating.OFF_TRACK, Rating.AT_RISK, Rating.ON_TRACK
DOCUMENTED = Path(__file__).parents[2] / "docs" / "layouts.md"


def day(text: str) -> Deadline:
    """A deadline to the day."""
    return Deadline(date.fromisoformat(text), Precision.DAY)


def month(text: str) -> Deadline:
    """A deadline to the month, by its last day."""
    return Deadline(date.fromisoformat(text), Precision.MONTH)


NO_DAY = Deadline(None, Precision.TO_BE_CONFIRMED)

Wanted = tuple[str, str, str | None, str | None, Deadline | None, Rating | None]
"""Ref, title, owner, area, due, activity."""


@dataclass(frozen=True)
class Layout:
    """A kind of tracker, its rows, and what must come out; `doubts` are the cells that are doubtful, and truly so."""

    kind: str
    rows: Sequence[Sequence[Any]]
    wanted: tuple[Wanted, ...]
    doubts: tuple[str, ...] = ()
    commentary: tuple[str | None, ...] | None = None
    merged: tuple[str, ...] = ()
    sheet: str | None = None
    """The name of the sheet in a workbook; None for a csv file."""

    untouched: bool = True

    def read(self) -> PlanFile:
        """The plan in it."""
        if self.sheet is None:
            written = io.StringIO()
            csv.writer(written).writerows(self.rows)
            return read_plan(written.getvalue().encode(), "plan.csv")
        workbook, sheet = new_sheet(self.sheet)
        for row in self.rows:
            sheet.append(list(row))
        for cells in self.merged:
            sheet.merge_cells(cells)
        return read_plan(saved(workbook), "plan.xlsx")


def lines(text: str) -> list[list[str]]:
    """The rows of a csv file."""
    return list(csv.reader(io.StringIO(text)))


LAYOUTS = (
    Layout(
        "Internal audit’s follow-up of recommendations, seventeen columns",
        lines(
            "Audit Reference Number,Audit Report,Observations,Observation Details,Report Date,Priority,"
            "Recommendation,Management Response,Target Date,Revised Target Date,Completion Date,"
            "Person Responsible,Department of Person Responsible,Status,Validated,Testing Procedures,"
            "Comments\n"
            "IA-24-01,Payroll,Leavers are paid,Two leavers were paid after their last day,15/01/2024,High,"
            "Match leavers to the payroll each month,Agreed,31/03/2024,30/06/2024,,Head of Payroll,Finance,"
            "In Progress,No,,The match is written\n"
            "IA-24-02,Payroll,Rates are typed,Rates of pay are typed by hand,15/01/2024,Medium,"
            "Load rates of pay from a file,Agreed,30/04/2024,,22/04/2024,Head of Payroll,Finance,"
            "Implemented,Yes,,Loaded since April\n"
            "IA-24-03,Stores,Stock is not counted,No count in the year,20/02/2024,Low,"
            "Count the stock twice a year,Partly agreed,31/05/2024,,,Stores Manager,Estates,Not Implemented,"
            "No,,\n"
        ),
        (
            ("IA-24-01", "Match leavers to the payroll each month", "Head of Payroll", None, day("2024-03-31"), GREEN),
            ("IA-24-02", "Load rates of pay from a file", "Head of Payroll", None, day("2024-04-30"), BLUE),
            ("IA-24-03", "Count the stock twice a year", "Stores Manager", None, day("2024-05-31"), GREY),
        ),
        doubts=("N2", "N4"),
        commentary=("The match is written", "Loaded since April", None),
    ),
    Layout(
        "Register of audit recommendations (data protection)",
        lines(
            "ID,Register Ref,Exception Area,Exception,Recommendation,Responsibility,Action Taken,"
            "Status of Recommendation,Closed Date\n"
            "1,AR-3,Retention,Old files are kept,Delete files past their date,Records Officer,"
            "A list was made,Open,\n"
            "2,AR-3,Retention,No owner of the schedule,Name an owner of the schedule,Records Officer,"
            "Named in May,Closed,14/05/2024\n"
            "3,AR-5,Training,New staff wait for training,Train new staff in their first week,"
            "Training Officer,,Open,\n"
        ),
        (
            ("1", "Delete files past their date", "Records Officer", "Retention", None, None),
            ("2", "Name an owner of the schedule", "Records Officer", "Retention", None, BLUE),
            ("3", "Train new staff in their first week", "Training Officer", "Training", None, None),
        ),
        doubts=("H2", "H3", "H4"),
        commentary=("A list was made", "Named in May", None),
    ),
    Layout(
        "Action plan of two hospital trusts after an independent review",
        [
            ["Independent review: action plan"],
            [
                "No",
                "Recommendation",
                "Actions required",
                "Level for Action (Individual/Team/ Directorate/Organisation)",
                "Identified Lead",
                "Target Date",
                "Progress\nRAG status",
            ],
            [
                1,
                "Doctors should record the reasons for what they decide.",
                "The Medical Director reminds all doctors to record their reasons",
                "Trustwide",
                "Medical Director",
                "August 2025",
                "Complete:\nReminder sent as agreed.",
            ],
            [
                2,
                "Teams should use the policy on risk.",
                "A template for assessments is put to use",
                "Trustwide",
                "Head of Risk",
                "September 2025",
                "Complete:\nIn use by all teams.",
            ],
            [
                3,
                "Records should be shared between services.",
                "An agreement on sharing is signed",
                "Directorate",
                "Head of Records",
                "October 2025",
                "In progress:\nWith the lawyers.",
            ],
        ],
        (
            (
                "1",
                "The Medical Director reminds all doctors to record their reasons",
                "Medical Director",
                None,
                month("2025-08-31"),
                BLUE,
            ),
            ("2", "A template for assessments is put to use", "Head of Risk", None, month("2025-09-30"), BLUE),
            ("3", "An agreement on sharing is signed", "Head of Records", None, month("2025-10-31"), GREEN),
        ),
        doubts=("G3", "G4", "G5"),
        commentary=(
            "Complete:\nReminder sent as agreed.",
            "Complete:\nIn use by all teams.",
            "In progress:\nWith the lawyers.",
        ),
        sheet="Action plan",
    ),
    Layout(
        "A care provider’s action plan after an inspection",
        [
            [
                "Item to be rectified",
                "Actions required",
                "Deadline",
                "Person responsible for each task",
                "RAG rating",
                "Key documents",
            ],
            [
                "Regulation 12: medicines are not recorded",
                "Check the charts at every handover",
                "30 June 2025",
                "Deputy Manager",
                "Green",
                "Handover sheet",
            ],
            [
                "Regulation 17: audits are not followed up",
                "Put every audit action on this list",
                "End of July 2025",
                "Registered Manager",
                "Amber",
                "Audit file",
            ],
            [
                "Regulation 18: too few are trained",
                "Train all staff in moving and handling",
                "ASAP",
                "Training Lead",
                "Red",
                "Training matrix",
            ],
        ],
        (
            ("1", "Check the charts at every handover", "Deputy Manager", None, day("2025-06-30"), GREEN),
            ("2", "Put every audit action on this list", "Registered Manager", None, month("2025-07-31"), AMBER),
            ("3", "Train all staff in moving and handling", "Training Lead", None, NO_DAY, RED),
        ),
        doubts=("C4",),
        sheet="Actions",
    ),
    Layout(
        "A council’s housing improvement plan, several milestones to a ref in merged cells",
        [
            ["Housing services: improvement plan"],
            [
                "Ref No.",
                "Improvement",
                "Key Milestones",
                "Target Dates",
                "Responsible Person",
                "Monitoring & Reporting",
                "Consultation",
            ],
            [
                "HS1",
                "Views of tenants shape the service",
                "Gather views in every area of the service",
                "August 2025",
                "Housing Manager",
                "Work plan",
                "Tenants",
            ],
            [
                None,
                None,
                "Make one satisfaction card",
                "August 2025",
                "Policy Officer",
                "Work plan",
                "Tenants and partners",
            ],
            [None, None, "Hold a conference of tenants", "June 2025", "Housing Manager", "Management team", "Tenants"],
            [
                "HS2",
                "All staff have a yearly talk",
                "Hold the yearly conference of staff",
                "October 2025",
                "Head of Housing",
                "Management team",
                "Staff",
            ],
            [None, None, "Agree the dates of talks", "January 2026", "Head of Housing", "Management team", "Staff"],
        ],
        (
            (
                "HS1",
                "Gather views in every area of the service\nMake one satisfaction card\nHold a conference of tenants",
                "Housing Manager",
                "Views of tenants shape the service",
                month("2025-08-31"),
                None,
            ),
            (
                "HS2",
                "Hold the yearly conference of staff\nAgree the dates of talks",
                "Head of Housing",
                "All staff have a yearly talk",
                month("2025-10-31"),
                None,
            ),
        ),
        doubts=("D5", "D7"),
        merged=("A3:A5", "B3:B5", "A6:A7", "B6:B7"),
        sheet="Plan",
        untouched=False,
    ),
    Layout(
        "School improvement plan, a line of questions under the headings",
        [
            ["School improvement plan"],
            [
                "Improvement plan item",
                "SMART goals",
                "Output",
                "Action steps",
                "Time period",
                "Monitoring system",
                "Person in charge",
                "Budget and budget source",
            ],
            [
                "What must be improved?",
                "Where do we want to be?",
                "What do we look for?",
                "How do we get there?",
                "When do we expect it?",
                "How is it monitored?",
                "Who is in charge?",
                "How much would it take?",
            ],
            [
                "Reading in year 3",
                "Nine in ten read at their age",
                "A reading record",
                "Read aloud every day",
                "Autumn term 2025",
                "Records seen monthly",
                "Reading Lead",
                200,
            ],
            [
                "Reading in year 3",
                "Nine in ten read at their age",
                "A shelf in each room",
                "Buy books for each room",
                "Spring term 2026",
                "Seen by the head",
                "Reading Lead",
                900,
            ],
            [
                "Attendance",
                "No more than 4% away",
                "A call on day one",
                "Call home on the first day",
                "December 2025",
                "Weekly figures",
                "Attendance Officer",
                0,
            ],
        ],
        (
            ("1", "Read aloud every day", "Reading Lead", None, None, None),
            ("2", "Buy books for each room", "Reading Lead", None, None, None),
            ("3", "Call home on the first day", "Attendance Officer", None, month("2025-12-31"), None),
        ),
        doubts=("E4", "E5"),
        sheet="Plan",
    ),
    Layout(
        "Actions register of a charity’s board",
        lines(
            "Meeting Date,Action Number,Action Description,Link to the Minute Item,Assigned to,Target Date,"
            "Completion Date,Status Updates\n"
            "12 March 2025,2025/01,Ask the bank for a second signatory,Item 4.2,Treasurer,9 April 2025,"
            "2 April 2025,Completed\n"
            "12 March 2025,2025/02,Write to the members about the fee,Item 5,Secretary,9 April 2025,,"
            "In progress - draft with the chair\n"
            "9 April 2025,2025/03,Find a room for the annual meeting,Item 3.1,Secretary,14 May 2025,,Pending\n"
        ),
        (
            ("2025/01", "Ask the bank for a second signatory", "Treasurer", None, day("2025-04-09"), BLUE),
            ("2025/02", "Write to the members about the fee", "Secretary", None, day("2025-04-09"), GREEN),
            ("2025/03", "Find a room for the annual meeting", "Secretary", None, day("2025-05-14"), GREY),
        ),
        doubts=("H3", "H4"),
        commentary=("Completed", "In progress - draft with the chair", "Pending"),
    ),
    Layout(
        "Export of Asana to a sheet, with empty lines and a link above the headings",
        lines(
            ",,\n"
            ",,https://example.org/export\n"
            ",,\n"
            "Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Assignee Email,"
            "Start Date,Due Date,Tags,Notes,Projects,Parent task\n"
            "1201001,2025-02-01,,2025-02-10,Agree the charter,Governance,Clerk,clerk@example.org,,"
            '2025-03-31,,"With the chair, since May",Improvement,\n'
            "1201002,2025-02-01,2025-03-02,2025-03-02,Name the panel,Governance,Chair,chair@example.org,,"
            "2025-02-28,panel,,Improvement,\n"
            "1201003,2025-02-03,,2025-02-03,Train the panel,Workforce,,,,2025-04-30,,,Improvement,\n"
        ),
        (
            ("1201001", "Agree the charter", "Clerk", "Governance", day("2025-03-31"), None),
            ("1201002", "Name the panel", "Chair", "Governance", day("2025-02-28"), BLUE),
            ("1201003", "Train the panel", None, "Workforce", day("2025-04-30"), None),
        ),
        doubts=("C6",),
        commentary=("With the chair, since May", None, None),
    ),
    Layout(
        "Export of Trello, its lists called To do, Doing and Done",
        lines(
            "Card ID,Card Name,Card URL,Card Description,Labels,Members,Due Date,List ID,List Name,"
            "Board Name,Archived\n"
            '650a1b01c2d3e4f5a6b7c8d9,Order the tiles,https://example.org/c/1,"For both halls, 20 m2",Buying (green),'
            "Caretaker,2025-10-09T08:00:00.000Z,l1,Doing,Building,false\n"
            "650a1b02c2d3e4f5a6b7c8d9,Paint the hall,https://example.org/c/2,,,Painter,"
            "2025-11-14T08:00:00.000Z,l2,To do,"
            "Building,false\n"
            "650a1b03c2d3e4f5a6b7c8d9,Mend the roof,https://example.org/c/3,After the winter,,Surveyor,"
            ",l3,Done,Building,"
            "false\n"
        ),
        (
            ("1", "Order the tiles", "Caretaker", None, day("2025-10-09"), GREEN),
            ("2", "Paint the hall", "Painter", None, day("2025-11-14"), GREY),
            ("3", "Mend the roof", "Surveyor", None, None, BLUE),
        ),
        doubts=("I2",),
    ),
    Layout(
        "Export of Azure DevOps, the month first and addresses after the names",
        lines(
            "ID,Work Item Type,Title,Assigned To,State,Tags,Start Date,Target Date\n"
            '"18540","User Story","Search from every page","Web Lead <web.lead@example.org>","New",'
            '"Sprint 5","8/12/2025 7:00:00 AM","8/15/2025 7:00:00 AM"\n'
            '"18541","User Story","Sign in once","Access Lead <access.lead@example.org>","Active",'
            '"Sprint 5","8/12/2025 7:00:00 AM","8/29/2025 7:00:00 AM"\n'
            '"18542","Bug","Form loses its file","Web Lead <web.lead@example.org>","Closed","Sprint 4",'
            '"7/28/2025 7:00:00 AM","8/1/2025 7:00:00 AM"\n'
        ),
        (
            ("18540", "Search from every page", "Web Lead", None, day("2025-08-15"), None),
            ("18541", "Sign in once", "Access Lead", None, day("2025-08-29"), GREEN),
            ("18542", "Form loses its file", "Web Lead", None, day("2025-08-01"), BLUE),
        ),
        doubts=("E2", "H2", "E3", "E4"),
    ),
    Layout(
        "Export of monday.com, the headings again under the title of each group",
        [
            ["Improvement board"],
            [],
            ["Governance"],
            ["Name", "Subitems", "Person", "Status", "Due date", "Priority"],
            ["Agree the charter", None, "Clerk", "Working on it", "2025-03-31", "High"],
            ["Name the panel", None, "Chair", "Done", "2025-02-28", "Low"],
            [],
            ["Workforce"],
            ["Name", "Subitems", "Person", "Status", "Due date", "Priority"],
            ["Train the panel", None, "Head of Training", "Stuck", "2025-04-30", "High"],
        ],
        (
            ("1", "Agree the charter", "Clerk", "Governance", day("2025-03-31"), GREEN),
            ("2", "Name the panel", "Chair", "Governance", day("2025-02-28"), BLUE),
            ("3", "Train the panel", "Head of Training", "Workforce", day("2025-04-30"), AMBER),
        ),
        doubts=("D5", "D10"),
        sheet="Improvement board",
    ),
    Layout(
        "Export of Smartsheet, the month first and the year in two digits",
        lines(
            "Task Name,Description,Assigned To,Status,Priority,Start Date,End Date,Duration,Predecessors,"
            "% Complete,Comments,Category,Story Points,Project\n"
            "Write the guide,For all staff,Head of Practice,In Progress,High,01/13/25,03/31/25,56d,,50%,"
            "Draft with the panel,Practice,3,Improvement\n"
            "Publish the guide,,Head of Practice,Not Started,Medium,04/01/25,04/15/25,11d,1,0%,,Practice,1,"
            "Improvement\n"
            "Close the old list,,Clerk,Complete,Low,01/06/25,01/17/25,10d,,100%,,Records,1,Improvement\n"
        ),
        (
            ("1", "Write the guide", "Head of Practice", "Practice", day("2025-03-31"), GREEN),
            ("2", "Publish the guide", "Head of Practice", "Practice", day("2025-04-15"), GREY),
            ("3", "Close the old list", "Clerk", "Records", day("2025-01-17"), BLUE),
        ),
        doubts=("D2", "G2"),
        commentary=("Draft with the panel", None, None),
    ),
    Layout(
        "Risk register whose actions are mitigations, risks scored from 1 to 5",
        lines(
            "ID,Category,Description,Risk Driver,Affected Area,Likelihood (1-5),Impact (1-5),Risk Score,"
            "Velocity,Mitigation Action,Owner,Due Date,Status,Residual Likelihood,Residual Impact\n"
            "R001,supply,One firm makes the part,No other firm is approved,Production,4,5,20,fast,"
            "Approve a second firm within 90 days,Category Manager,2025-09-30,open,2,3\n"
            "R002,people,Night shifts are short,Too few applicants,Care,3,4,12,slow,Recruit six for nights,"
            "Head of Care,2025-11-30,in progress,2,2\n"
            "R003,supply,Prices rise,Contract ends,Buying,2,3,6,slow,Fix the price for two years,"
            "Category Manager,2025-06-30,closed,1,1\n"
        ),
        (
            (
                "R001",
                "Approve a second firm within 90 days",
                "Category Manager",
                "supply",
                day("2025-09-30"),
                None,
            ),
            ("R002", "Recruit six for nights", "Head of Care", "people", day("2025-11-30"), GREEN),
            ("R003", "Fix the price for two years", "Category Manager", "supply", day("2025-06-30"), BLUE),
        ),
        doubts=("M2", "M3", "M4"),
    ),
    Layout(
        "The issues of a programme’s RAID log, rated by how the response goes",
        [
            [
                "ID",
                "Title",
                "State",
                "Description",
                "Impact",
                "Category",
                "Owner",
                "Date Raised",
                "Response Actions",
                "Response Status",
                "Date Resolved",
                "Resolution",
                "Remediation Actions",
            ],
            [
                "I-01",
                "Data arrive late",
                "In action",
                "Files come a week late",
                "Reports are a week late",
                "Data",
                "Data Lead",
                "03/02/2025",
                "Ask the supplier for a daily file",
                "Amber",
                None,
                None,
                "Send the missed reports",
            ],
            [
                "I-02",
                "No room for training",
                "Raised",
                "The hall is let",
                "Training slips",
                "People",
                "Training Lead",
                "10/02/2025",
                "Book the library",
                "Green",
                None,
                None,
                None,
            ],
            [
                "I-03",
                "Test fails",
                "Closed",
                "The form loses a file",
                "Release slips",
                "Web",
                "Web Lead",
                "17/02/2025",
                "Mend the form",
                "Green",
                "03/03/2025",
                "Mended",
                None,
            ],
        ],
        (
            ("I-01", "Ask the supplier for a daily file", "Data Lead", "Data", None, AMBER),
            ("I-02", "Book the library", "Training Lead", "People", None, GREEN),
            ("I-03", "Mend the form", "Web Lead", "Web", None, GREEN),
        ),
        sheet="Issues",
    ),
    Layout(
        "Open data: recommendations of a national review and their status",
        lines(
            "FID,Recommendation_No_,Recommendation_Name,Recommendation_Description,"
            "Position_in_the_Sustainable_Investment_Hierarchy,Recommendation_Status\n"
            "1,1,Connected streets,Make walking and wheeling safe in town centres,"
            "Reducing the need to travel,In progress\n"
            "2,2,Village to town,Link villages to towns by paths,Reducing the need to travel,Not started\n"
            "3,10,Bus lanes,Give buses their own lanes,Making better use of capacity,Complete\n"
        ),
        (
            ("1", "Connected streets", None, None, None, GREEN),
            ("2", "Village to town", None, None, None, GREY),
            ("10", "Bus lanes", None, None, None, BLUE),
        ),
        doubts=("F2",),
    ),
)


LATER = (
    Layout(
        "Plan of action and milestones (security)",
        lines(
            "POAM ID,Controls,Weakness Name,Weakness Description,Weakness Detector Source,"
            "Weakness Source Identifier,Asset Identifier,Point of Contact,Resources Required,"
            "Overall Remediation Plan,Original Detection Date,Scheduled Completion Date,Planned Milestones,"
            "Milestone Changes,Status Date\n"
            "V-1,AC-2,Old accounts stay,Accounts of leavers are open,Review,R-1,Directory,Access Lead,None,"
            "Close accounts on the last day,01/15/2025,03/31/2025,Script by March,,02/10/2025\n"
            "V-2,AU-6,Logs are not read,No one reads the logs,Review,R-2,Servers,Security Lead,None,"
            "Read the logs each week,01/15/2025,04/30/2025,Rota in April,,02/10/2025\n"
        ),
        (
            ("V-1", "Close accounts on the last day", "Access Lead", None, day("2025-03-31"), None),
            ("V-2", "Read the logs each week", "Security Lead", None, day("2025-04-30"), None),
        ),
        doubts=("L2", "O2", "K2"),
    ),
    Layout(
        "Export of ClickUp",
        lines(
            "Task Name,Status,Date Created,Due Date,Start Date,Assignees,Priority,Tags,Task Content\n"
            "Agree the charter,in progress,2025-01-05,2025-03-31,,Clerk,high,Board|Plan,With the chair\n"
            "Name the panel,complete,2025-01-11,2025-02-28,,Chair,normal,,Done in March\n"
            "Train the panel,to do,2025-01-11,2025-04-30,,Head of Training,low,,\n"
        ),
        (
            ("1", "Agree the charter", "Clerk", None, day("2025-03-31"), GREEN),
            ("2", "Name the panel", "Chair", None, day("2025-02-28"), BLUE),
            ("3", "Train the panel", "Head of Training", None, day("2025-04-30"), GREY),
        ),
        doubts=("B2",),
    ),
    Layout(
        "Export of Microsoft Project, the year first and a time of day",
        lines(
            "ID,Active,Task Mode,Name,Duration,Start,Finish,Predecessors,Outline Level,Notes\n"
            "1,Yes,Auto Scheduled,Write the guide,20 days,2025 January 06 8:00 AM,2025 January 31 5:00 PM,,"
            "1,With the panel\n"
            "2,Yes,Auto Scheduled,Publish the guide,5 days,2025 February 03 8:00 AM,"
            "2025 February 07 5:00 PM,1,1,\n"
        ),
        (
            ("1", "Write the guide", None, None, day("2025-01-31"), None),
            ("2", "Publish the guide", None, None, day("2025-02-07"), None),
        ),
        doubts=(),
    ),
    Layout(
        "Tracker of the preparations for an audit",
        lines(
            "Item ID,Task Description,Responsible Team Member,Due Date,Status,Last Updated\n"
            "AUD-001,Check the statements,Head of Finance,2024-04-15,In Progress,2024-03-18\n"
            "AUD-002,Collect the receipts,Accountant,2024-04-18,Pending,2024-03-15\n"
            "AUD-003,Count the stock,Stores Manager,2024-04-17,Completed,2024-03-17\n"
        ),
        (
            ("AUD-001", "Check the statements", "Head of Finance", None, day("2024-04-15"), GREEN),
            ("AUD-002", "Collect the receipts", "Accountant", None, day("2024-04-18"), GREY),
            ("AUD-003", "Count the stock", "Stores Manager", None, day("2024-04-17"), BLUE),
        ),
        doubts=("E2", "E3"),
    ),
    Layout(
        "Action items of an engineering programme’s meetings",
        lines(
            "ID,Action,Owner,Due Date,Status,Meeting\n"
            "A-001,Update the design,Design Lead,2024-03-15,Open,Weekly-20240301\n"
            "A-002,Review the rules,Rules Lead,2024-03-10,Closed,Review-20240228\n"
        ),
        (
            ("A-001", "Update the design", "Design Lead", None, day("2024-03-15"), None),
            ("A-002", "Review the rules", "Rules Lead", None, day("2024-03-10"), BLUE),
        ),
        doubts=("E2", "E3"),
    ),
    Layout(
        "Auditors’ findings with the response of management",
        lines(
            "Finding ID,Finding,Materiality,Recommendation,Management Response,Action Plan,Target Date,Owner\n"
            "F-1,Leavers are paid,High,Match leavers to the payroll,Agreed,"
            "Write the match and run it monthly,31/03/2025,Head of Payroll\n"
            "F-2,Stock is not counted,Low,Count the stock,Agreed,Count in June and December,30/06/2025,"
            "Stores Manager\n"
        ),
        (
            ("F-1", "Write the match and run it monthly", "Head of Payroll", None, day("2025-03-31"), None),
            ("F-2", "Count in June and December", "Stores Manager", None, day("2025-06-30"), None),
        ),
        doubts=(),
    ),
    Layout(
        "Findings of an auditor by area and severity",
        lines(
            "#,Finding,Area,Severity,Auditor Recommendation,Management Response,Status\n"
            "1,Two keys are kept together,Vault,High,Keep the keys apart,Agreed,Open\n"
            "2,Forms are unsigned,Lending,Medium,Sign each form,Agreed,Resolved\n"
        ),
        (
            ("1", "Keep the keys apart", None, "Vault", None, None),
            ("2", "Sign each form", None, "Lending", None, BLUE),
        ),
        doubts=("G2", "G3"),
    ),
    Layout(
        "Register of exceptions with recommended actions",
        lines(
            "Exception ID,Workstream,Entity or Record,Unit,Classification,Observation,Supporting Metric,"
            "Severity,Confidence,Business Impact,Required Clarification,Recommended Action,Owner,Due Date,"
            "Status\n"
            "EX-1,Payroll,Rates,each,Error,Two rates differ,2,High,High,Pay is late,Which rate holds?,"
            "Ask for the right rate,Head of Payroll,2025-03-31,Open\n"
            "EX-2,Stores,Count,each,Gap,No count in May,1,Low,Medium,None,Was it done?,Count again,"
            "Stores Manager,2025-04-30,Closed\n"
        ),
        (
            ("EX-1", "Ask for the right rate", "Head of Payroll", None, day("2025-03-31"), None),
            ("EX-2", "Count again", "Stores Manager", None, day("2025-04-30"), BLUE),
        ),
        doubts=("O2", "O3"),
    ),
)
"""Tried when the faults of the first fifteen had been mended, to see what the mending is worth."""


FRESH = Path(__file__).parent / "fresh_layouts"
"""Eighteen batches of fifteen more, each tried by a version that had not seen it; the files say how that went."""


@dataclass(frozen=True)
class Fresh:
    """A layout of a batch: where it is published, how it came in `first` and does `now`, and what comes out."""

    kind: str
    address: str
    first: str
    now: str
    text: str
    wanted: tuple[str, ...]

    def read(self, told: Told = NOTHING_TOLD) -> PlanFile:
        """The plan in it: a csv file, or a workbook where the text names its sheets in double brackets, each with the
        cells that are merged behind its name.
        """
        sheets = re.split(r"^\[\[(.+)\]\](.*)\n", self.text, flags=re.MULTILINE)
        if len(sheets) == 1:
            return read_plan(self.text.encode(), "plan.csv", told=told)
        workbook, sheet = new_sheet(sheets[1])
        for at in range(1, len(sheets), 3):
            sheet = sheet if at == 1 else workbook.create_sheet(sheets[at])
            for row in lines(sheets[at + 2]):
                sheet.append(list(map(typed, row)))
            for cells in sheets[at + 1].split():
                sheet.merge_cells(cells)
        return read_plan(saved(workbook), "plan.xlsx", told=told)


def typed(cell: str) -> Any:
    """A cell of a workbook as a file of a batch writes it: "=3" is a number, and "=2026-03-31" a day."""
    if not cell.startswith("="):
        return cell or None
    return float(cell[1:]) if re.fullmatch(r"=[\d.]+", cell) else date.fromisoformat(cell[1:])


def batch(number: int) -> list[Fresh]:
    """The layouts of a batch."""
    found = []
    for part in (FRESH / f"batch_{number}.txt").read_text(encoding="utf-8").split("=== ")[1:]:
        told, text, wanted = part.split("\n---\n")
        kind, *facts = told.splitlines()
        address, first, now = (fact.split(": ", 1)[1] for fact in facts)
        found.append(Fresh(kind, address, first, now, text + "\n", tuple(wanted.strip().splitlines())))
    return found


BATCHES = {number: batch(number) for number in range(1, 19)}


def came_in(layout: Layout) -> tuple[Wanted, ...]:
    """What came out of it."""
    return tuple((row.ref, row.title, row.owner, row.area_title, row.due, row.activity) for row in layout.read().rows)


def in_words(row: ActionRow) -> str:
    """An action as the files of a batch write it."""
    activity = row.activity.value.replace("_", " ") if row.activity else None
    due = row.due.words() if row.due else None
    cells = (row.ref, row.title, row.owner, row.area_title, due, activity, row.commentary)
    return " | ".join("-" if cell is None else cell.replace("\n", " ") for cell in cells)


@pytest.mark.parametrize("layout", [*LAYOUTS, *LATER], ids=lambda each: each.kind)
def test_a_public_layout_comes_in(layout: Layout) -> None:
    plan = layout.read()
    assert came_in(layout) == layout.wanted
    assert tuple(doubt.place.split("!")[1] for doubt in plan.doubts) == layout.doubts
    if layout.commentary is not None:
        assert tuple(row.commentary for row in plan.rows) == layout.commentary
    assert not any(row.impact or row.difference for row in plan.rows)


@pytest.mark.parametrize("layout", [each for batch in BATCHES.values() for each in batch], ids=lambda each: each.kind)
def test_a_layout_of_a_fresh_batch_comes_in_as_its_file_says(layout: Fresh) -> None:
    """A file has the rows as they come in, "! " and why it is refused, or "? " and the columns that are asked about,
    with their guess; then, for some, what is told by hand, and the rows as they come in by that: "> " where all of it
    is right then, as it was written down before the layout was tried, "~ " where it only comes nearer.
    """
    at = next((at for at, line in enumerate(layout.wanted) if line.startswith(BY_HAND)), len(layout.wanted))
    untold, (by_hand, *rows) = layout.wanted[:at], layout.wanted[at:] or ("",)
    if untold[0].startswith("! "):
        with pytest.raises(PlanFileError, match=re.escape(untold[0].removeprefix("! "))):
            layout.read()
    elif untold[0].startswith("? "):
        with pytest.raises(LayoutUnclear) as unclear:
            layout.read()
        (question,) = unclear.value.questions
        assert untold == (f"? {'; '.join(guessed(question) or [option.label for option in question.options])}",)
    else:
        assert tuple(map(in_words, layout.read().rows)) == untold
    if rows:
        assert list(map(in_words, layout.read(told_by_hand(layout, by_hand[2:])).rows)) == rows


BY_HAND = ("> ", "~ ")


def told_by_hand(layout: Fresh, said: str) -> Told:
    """What is told, as a file has it: columns, "headings: 6-8", and words of ratings, "word: Open=Amber". Columns that
    are asked about are told by the form of the question.
    """
    parts = [each for each in said.split("; ") if each]
    headings = next((each.removeprefix("headings: ") for each in parts if each.startswith("headings: ")), None)
    words = [each.removeprefix("word: ") for each in parts if each.startswith("word: ")]
    columns = [each for each in parts if not each.startswith(("headings: ", "word: "))]
    try:
        layout.read(told_by(headings=headings))
    except LayoutUnclear as unclear:
        (question,) = unclear.questions
        if question.columns:
            held = {heading: held_by_word(word) for heading, word in (each.rsplit("=", 1) for each in columns)}
            told = told_by(headings=headings, words=words)
            return told.and_then(columns_told(question.columns, held))
    return told_by(columns, headings=headings, words=words)


def guessed(question: Question) -> list[str]:
    """The columns that are asked about, with the guess of what each holds."""
    asked = {
        each.heading: each.meaning.heading.lower() if each.meaning else "-" for each in question.columns if each.unsure
    }
    return [f"{heading}={word}" for heading, word in asked.items()]


def test_the_page_says_how_many_came_in_untouched() -> None:
    page = DOCUMENTED.read_text(encoding="utf-8")
    untouched = sum(each.untouched for each in LAYOUTS)
    assert f"{untouched} of {len(LAYOUTS)} came in untouched" in page
    for at, layout in enumerate(LAYOUTS, 1):
        assert f"| {at} | {layout.kind} | {'untouched' if layout.untouched else 'in part'}" in page
    assert f"{sum(each.untouched for each in LATER)} of {len(LATER)} do now" in page
    assert all(f"| {layout.kind} |" in page for layout in LATER)
    for number, fresh in BATCHES.items():
        first, asked, now = (
            sum(told.startswith(word) for told in which)
            for which, word in (
                ([each.first for each in fresh], "untouched"),
                ([each.first for each in fresh], "asked"),
                ([each.now for each in fresh], "untouched"),
            )
        )
        assert f"| {number} | {first} of {len(fresh)} | {asked} | {now} of {len(fresh)} |" in page
        if number >= 17:
            marks = [line[:2] for each in fresh for line in each.wanted]
            right, nearer = map(marks.count, BY_HAND)
            left = len(fresh) - now - right
            assert f"| {number} | {now} of {len(fresh)} | {right} | {left}, of which {nearer} come nearer |" in page
        for each in fresh:
            told = " | ".join(how.removeprefix("not: ") for how in (each.first, each.now))
            assert f"| {each.kind} ({each.address}) | {told} |" in page
