"""Ten papers with errors in them, each with what is printed where it is wrong: what `secretariat check` is to find.

Each was written as people write such papers, with the errors that are seen in published ones. A planted error is known
by what is printed and, where that is not enough, by what is said of it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from tests.papers.checking.made import PUBLISHED, Made


@dataclass(frozen=True)
class Planted:
    """What is to be found: a part of what is printed or of its place, and a part of why; `error` or a warning."""

    printed: str
    why: str = ""
    error: bool = True


def as_published() -> tuple[Made, list[Planted]]:
    """The cover report of 7 June 2023 with its figures as they were published (`domain.md` 3.1)."""
    made = Made("Improvement Board: cover report")
    made.heading("1 Introduction").says(
        "1.1 This report gives the Improvement Board the position of the improvement plan on Wednesday 7 June 2023.",
        "1.2 The senior responsible officers (SROs) of the delivery boards gave 37 updates of 37.",
    )
    made.heading("2 BRAG breakdown").says(
        "2.1 43 (67%) of the actions are on track. The direction of travel is positive.",
    )
    made.brag(PUBLISHED)
    made.heading("3 Actions rated Red").says("3.1 Three actions are Red by either rating: 2.1, 2.4 and 7.5.")
    stale = [Planted(each) for each in ("46.66%", "13.33%", "49.23%", "30.76%", "34.37%")]
    cut = [Planted("1.53%", "1 of 65"), Planted("1.53%", "1 of 65")]
    return made, [
        *stale,
        *cut,
        Planted("18.75", "have their sign"),
        Planted("43 (67%)"),
        Planted("direction of travel", "fell from 52 of 65", error=False),
        Planted("65 → 64", error=False),
    ]


def of_a_trust() -> tuple[Made, list[Planted]]:
    """A school trust's Red, Amber, Green report, with its counts and shares in columns of their own."""
    made = Made("Trust improvement plan: autumn report")
    made.says("Of the 40 priorities, 18 of 40 (43%) are Green. Five priorities are Red.")
    made.table(
        ("Rating", "Number of priorities", "% of priorities"),
        (
            ("Red", "4", "10.0%"),
            ("Amber", "17", "42.5%"),
            ("Green", "18", "46.1%"),
            ("Not started", "1", "2.5%"),
            ("Total", "41", "100%"),
        ),
    )
    made.says("Attendance in the autumn term was 93.4%, against 92.8% a year ago.")
    return made, [
        Planted("18 of 40 (43%", "45%"),
        Planted("41", "adds up to 40"),
        Planted("46.1%"),
        Planted("Five priorities are Red"),
    ]


def of_costs() -> tuple[Made, list[Planted]]:
    """Resources in thousands of pounds, of which a column and a row do not add up."""
    made = Made("Resources of the improvement programme")
    made.heading("4 Resources").says("All figures are in thousands of pounds.")
    made.table(
        ("Cost line", "2021/22", "2022/23", "2023/24", "Total"),
        (
            ("Improvement Board", "130", "130", "120", "380"),
            ("Legal", "551", "551", "500", "1,602"),
            ("External legal fees", "525", "325", "300", "1,150"),
            ("Human resources support", "364", "289", "200", "853"),
            ("Interim staffing", "890", "890", "400", "2,280"),
            ("Total", "2,460", "2,195", "1,520", "6,165"),
        ),
    )
    return made, [Planted("2,195", "2,185"), Planted("2,280", "2,180")]


def with_template_text() -> tuple[Made, list[Planted]]:
    """A council report that went out with parts of its template, and with five of seven sign-offs blank."""
    made = Made("Report to Cabinet")
    made.table(
        ("", ""),
        (
            ("Meeting", "Cabinet, 13 July 2023"),
            ("Report by", "[Insert name and title of Director]"),
            ("Wards affected", "All"),
        ),
    )
    made.heading("1 Purpose").says(
        "This section should set out the purpose of the report in two or three sentences.",
        "Cabinet is asked to note progress. Spend to date is XX% of the budget.",
    )
    made.heading("2 Equality duty").says("Click or tap here to enter text.", "Yes / No (delete as appropriate)")
    made.heading("3 Sign-off").table(
        ("Reviewer", "Name", "Date signed off"),
        (
            ("Governance", "Monitoring officer", "2 June 2023"),
            ("Finance", "", ""),
            ("Legal", "", ""),
            ("Communications", "Head of communications", "1 June 2023"),
            ("Equality Duty", "", ""),
            ("Procurement", "", "TBC"),
            ("Risk", "", ""),
        ),
    )
    made.says("Approved by: ______________")
    return made, [
        Planted("[Insert name"),
        Planted("This section should set out"),
        Planted("XX%"),
        Planted("Click or tap here"),
        Planted("delete as appropriate"),
        *[
            Planted("", f"{each} has not signed")
            for each in ("Finance", "Legal", "Equality Duty", "Procurement", "Risk")
        ],
        Planted("Approved by"),
        Planted("TBC", "still to come", error=False),
    ]


def with_wrong_days() -> tuple[Made, list[Planted]]:
    """Days that do not exist, on other days of the week, in the wrong order, and on a bank holiday."""
    made = Made("Forward plan")
    made.heading("1 Dates").says(
        "The next meeting is on Wednesday 8 June 2023 at 14:00.",
        "The pack is to be published by 28 August 2023, five clear working days before the meeting.",
        "The audit ran from 12 May 2023 to 4 May 2023.",
        "The review will be complete by 31 September 2023.",
        "The last visit was on 30/02/2023.",
    )
    made.table(
        ("Meeting date", "Theme"),
        (
            ("7 June 2023", "Workforce"),
            ("19 July 2023", "Practice"),
            ("30 August 2023", "Partnership"),
            ("11 August 2023", "Placements"),
            ("22 November 2023", "Review of the year"),
        ),
    )
    return made, [
        Planted("Wednesday 8 June 2023", "Thursday"),
        Planted("28 August 2023", "bank holiday", error=False),
        Planted("12 May 2023 to 4 May 2023"),
        Planted("31 September 2023"),
        Planted("30/02/2023"),
        Planted("11 August 2023", "later", error=False),
    ]


def with_wrong_numbers() -> tuple[Made, list[Planted]]:
    """Paragraphs numbered by hand after a late change, and references to what is no longer there."""
    made = Made("Progress report")
    made.heading("1 Background").says("1.1 The plan has ten areas.", "1.2 Details are in Appendix D.")
    made.heading("2 Progress").says(
        "2.1 Progress is described below; see paragraph 7.4 for risks.",
        "2.2 Recruitment began in May.",
        "2.2 Retention is better than a year ago.",
        "2.4 Caseloads are stable.",
    )
    made.heading("4 Next steps").says("4.1 Next steps are as in section 12.")
    made.heading("Appendix A: actions").says("As attached.").heading("Appendix B: measures").says("As attached.")
    return made, [
        Planted("Appendix D"),
        Planted("paragraph 7.4"),
        Planted("2.2", "also"),
        Planted("2.4", "2.3 is missing", error=False),
        Planted("4", "3 is missing", error=False),
        Planted("section 12"),
    ]


def with_wrong_claims() -> tuple[Made, list[Planted]]:
    """Sentences that the table beside them does not bear out."""
    made = Made("Hospital improvement programme")
    made.says(
        "All actions have now started. No actions are Red.",
        "The majority of the programme is on track, and the overall position is improving.",
        "22 actions (45.8%) are on track, compared with 28 of 48 (58.3%) at the last board.",
    )
    made.table(
        ("Status", "Last board", "This board"),
        (
            ("Complete", "10 (20.8%)", "11 (22.9%)"),
            ("On track", "18 (37.5%)", "9 (18.8%)"),
            ("At risk", "14 (29.2%)", "19 (39.6%)"),
            ("Red", "4 (8.3%)", "6 (12.5%)"),
            ("Not started", "2 (4.2%)", "3 (6.3%)"),
            ("Total", "48", "48"),
        ),
    )
    return made, [
        Planted("All actions have now started"),
        Planted("No actions are Red"),
        Planted("The majority"),
        Planted("overall position is improving", "fell", error=False),
        Planted("22 actions (45.8%)", "20 of 48"),
    ]


def with_several_names() -> tuple[Made, list[Planted]]:
    """A board by two names, acronyms that nobody explains, a comment and tracked changes left in."""
    made = Made("Partnership report")
    made.says(
        "The SEND Strategic Board met in May. Special educational needs and disabilities (SEND) remain a priority.",
        "The SEND Strategy Board will receive the QPR in July. The SEND Strategic Board agreed.",
        "Referrals to the LADO rose.",
    )
    paragraph = made.document.add_paragraph("The Corporate Parenting Board ")
    inserted = OxmlElement("w:ins")
    inserted.set(qn("w:id"), "7")
    inserted.set(qn("w:author"), "Author")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "agreed on 31 June 2023."
    run.append(text)
    inserted.append(run)
    paragraph._p.append(inserted)
    made.document.add_comment(paragraph.runs, "Is this right? Check before sending.", "Author", "A")
    return made, [
        Planted("SEND Strategy Board", error=False),
        Planted("QPR", error=False),
        Planted("LADO", error=False),
        Planted("31 June 2023"),
        Planted("", "1 tracked change", error=False),
        Planted("Is this right?", "comment", error=False),
    ]


def in_odd_places() -> tuple[Made, list[Planted]]:
    """Errors where a reader of paragraphs alone does not look: merged cells, figures in several runs, text boxes."""
    made = Made("Quarterly report")
    table = made.document.add_table(6, 3)
    rows = (
        ("Rating", "This quarter", "This quarter"),
        ("Blue", "6", "30.0%"),
        ("Green", "7", "35.0%"),
        ("Amber", "4", ""),
        ("Red", "3", "15.0%"),
        ("Total", "20", "100.0%"),
    )
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, said in zip(row.cells, cells, strict=True):
            cell.text = said
    table.cell(0, 1).merge(table.cell(0, 2)).text = "This quarter"
    split = table.cell(3, 2).paragraphs[0]
    for part in ("2", "5.", "0%"):
        split.add_run(part).font.size = Pt(11)
    box = parse_xml(
        f'<w:p {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict><v:shape><v:textbox><w:txbxContent>'
        "<w:p><w:r><w:t>14 of 20 actions (70%) are on track.</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    body = made.document.element.body
    body.insert(len(body) - 1, box)
    control = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r>"
        "<w:t>Choose an item.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    body.insert(len(body) - 1, control)
    made.says("The rate of re-referrals was 25.0% in May.")
    return made, [Planted("25.0%", "20.0%"), Planted("14 of 20 actions (70%"), Planted("Choose an item.")]


def with_old_totals() -> tuple[Made, list[Planted]]:
    """Shares of the total before last, a total without its word, and a child's details."""
    made = Made("Delivery report")
    made.table(
        ("Status", "Previous", "Current"),
        (
            ("Delivered", "12 (24.00%)", "15 (30.00%)"),
            ("On track", "20 (40.00%)", "17 (36.17%)"),
            ("Some issues", "12 (24.00%)", "11 (23.40%)"),
            ("Not on track", "6 (12.00%)", "4 (8.51%)"),
            ("Total", "50", "47"),
        ),
    )
    made.says(
        "32 of 50 (64.00%) were on track at the last board, and 32 of 47 (68.09%) are now.",
        "The case of a child born on 3 May 2015 was raised.",
    )
    return made, [
        Planted("30.00%", "15 of 50"),
        Planted("50 → 47", error=False),
        Planted("", "a date of birth"),
    ]


PAPERS: tuple[Callable[[], tuple[Made, list[Planted]]], ...] = (
    *(as_published, of_a_trust, of_costs, with_template_text, with_wrong_days),
    *(with_wrong_numbers, with_wrong_claims, with_several_names, in_odd_places, with_old_totals),
)
