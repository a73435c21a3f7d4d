"""Papers without an error, full of what looks like one, by somebody who had read only docs/checking.md.

Whatever is found in one of these is a false alarm.
"""

from tests.papers.checking.written import Strange, Written, printed


def board_cover_report() -> Strange:
    """Share first and count in brackets, numbers in words, a last position quoted, a total explained."""
    paper = Written(
        "Improvement Board: Cover Report", header="Improvement Board, Wednesday 5 June 2024", footer="Page 1 of 4"
    )
    paper.head("1. Introduction").says(
        "1.1 This is the ninth report to the Board. It gives the position at the end of May 2024.",
        "1.2 Of the 64 actions, 44 (69%) are now Blue or Green. At the last meeting it was 52 of 65 (80%).",
        "1.3 The total fell from 65 to 64 because action 5.6 was merged into 5.2 by the Board's decision of 24"
        " April 2024.",
    )
    paper.head("2. Position").table(
        (
            ("", "Last Meeting", "This Meeting"),
            ("Blue", "43% (28)", "50% (32)"),
            ("Green", "37% (24)", "19% (12)"),
            ("Amber", "6% (4)", "28% (18)"),
            ("Red", "12% (8)", "3% (2)"),
            ("Grey", "2% (1)", "0% (0)"),
            ("Total", "100% (65)", "100% (64)"),
        )
    )
    paper.says(
        "2.1 Just over two thirds of actions are on track, against four in five at the last meeting.",
        "2.2 Both Reds are overdue; one of the two has a recovery date of 31 July 2024.",
        "2.3 The fall in Green is the main reason that the share on track is lower, and the direction of travel"
        " has worsened.",
        "2.4 Every action has started. Ratings are those given by senior responsible officers (SROs).",
    ).note("Percentages are rounded and may not add up to 100.")
    paper.head("3. Headlines from services")
    paper.lists(
        "92% of assessments were completed within 45 working days (target 85%; England 83%).",
        "Caseloads average 17.4, down from 21.6; 6 of 112 social workers hold more than 25 cases.",
        "Of 24 new places in four bases, two are primary and two secondary.",
    )
    paper.head("4. Requests").lists("To note the report.", "To endorse the recovery plans.", style="List Number")
    return Strange(paper.file)


def hospital_performance_paper() -> Strange:
    """Targets, rates, points, numerators and denominators; a table whose shares are of each row, not of the column."""
    paper = Written("Integrated Performance Report: April 2024")
    paper.says("Trust Board, Thursday 30 May 2024", "Agenda item 7.2 | Enclosure F | For assurance")
    paper.head("1. At a glance").says(
        "Performance against the four-hour standard in the emergency department (ED) was 74.2% against a plan of 76%.",
        "The rate of falls was 5.1 per 1,000 occupied bed days, 0.6 points better than in March and within"
        " control limits.",
        "The standardised mortality ratio is 98.4 (as expected). Sickness absence is 4.9%, vacancy 7.8%,"
        " turnover 11.2%.",
        "Call 0161 496 0000 or write to performance@example.org with questions. Room B2.14, 09:30 to 12:00.",
    )
    paper.table(
        (
            ("Standard", "Numerator", "Denominator", "Performance", "Target", "Change"),
            ("Two-week wait", "412", "436", "94.5%", "93%", "+1.2%"),
            ("31-day treatment", "118", "121", "97.5%", "96%", "-0.4%"),
            ("62-day treatment", "51", "73", "69.9%", "85%", "+3.0%"),
            ("Diagnostics in six weeks", "3,905", "4,310", "90.6%", "99%", "-2.1%"),
        )
    )
    paper.head("2. Inspection actions").says(
        "Thirty-three must-do actions were set. Twenty-one (64%) are closed and twelve (36%) are open.",
        "Three of the 12 open actions are overdue. None is overdue by more than 30 days.",
    )
    paper.table(
        (
            ("Core service", "Must do", "Closed", "Open", "Closed %"),
            ("Urgent and emergency", "9", "4", "5", "44%"),
            ("Maternity", "13", "10", "3", "77%"),
            ("Medical care", "11", "7", "4", "64%"),
            ("Total", "33", "21", "12", "64%"),
        )
    )
    paper.head("3. Staffing fill rates").table(
        (
            ("Ward", "Registered, day", "Registered, night", "Care staff, day", "Care staff, night"),
            ("Ash", "96.2%", "101.4%", "88.0%", "112.9%"),
            ("Birch", "91.0%", "98.7%", "104.5%", "100.0%"),
            ("Cedar", "99.9%", "100.1%", "97.3%", "95.8%"),
        )
    )
    return Strange(paper.file)


def school_attainment_paper() -> Strange:
    """Cohorts, shares that are of other groups, school years, weekend events that are no deadlines."""
    paper = Written("Standards and Attainment: Report to the Trust Board")
    paper.says("Date: Tuesday 16 July 2024", "From: Chief Executive Officer (CEO)")
    paper.head("Attainment").says(
        "At the end of Key Stage 2, 62% of pupils reached the expected standard in reading, writing and mathematics"
        " (2022/23: 59%; national 61%). The gap for disadvantaged pupils is 14 percentage points.",
        "Of 118 pupils in Year 6, 73 reached it. 24 of 118 (20%) are eligible for the pupil premium.",
        "Attendance for the year is 93.8%; persistent absence 18.6%, down from 21.3%.",
    )
    paper.table(
        (
            ("School", "Pupils", "Reading", "Writing", "Mathematics", "Combined"),
            ("Ashfield Primary", "58", "76%", "71%", "74%", "64%"),
            ("Fern Hill Primary", "30", "70%", "67%", "73%", "60%"),
            ("Glebe Primary", "30", "73%", "63%", "70%", "60%"),
            ("Trust", "118", "74%", "68%", "73%", "62%"),
        )
    )
    paper.head("School improvement plans").says(
        "Twenty-six of the 36 actions (72%) are rated Green; a further 8 are Amber."
    )
    paper.table(
        (
            ("", "Ashfield", "Fern Hill", "Glebe", "All"),
            ("Green", "10 (71%)", "9 (75%)", "7 (70%)", "26 (72%)"),
            ("Amber", "3 (21%)", "2 (17%)", "3 (30%)", "8 (22%)"),
            ("Red", "1 (7%)", "1 (8%)", "0 (0%)", "2 (6%)"),
            ("Actions", "14", "12", "10", "36"),
        )
    )
    paper.head("Dates").lists(
        "Open day: Saturday 21 September 2024, 10:00 to 13:00.",
        "Half-term: Monday 28 October 2024 to Friday 1 November 2024.",
        "Staff training days: 2 and 3 September 2024.",
        "Admissions close on 31 October 2024 (secondary) and 15 January 2025 (primary).",
    )
    return Strange(paper.file)


def programme_board_report() -> Strange:
    """Sub-totals, of-which rows, negative amounts, a cutover at a weekend, milestones with numbers left out."""
    paper = Written("Programme Board: Highlight Report 14", header="v1.0 final - 12 June 2024")
    paper.table(
        (
            ("Programme", "Digital Records", "Report no.", "14"),
            ("Period", "1 May 2024 to 31 May 2024", "Overall RAG (Red, Amber, Green)", "Amber/Green"),
        )
    )
    paper.head("1 Progress").lists(
        "Cutover takes place over the weekend of 6 and 7 July 2024; the fallback is 13 July 2024.",
        "Five of the nine workstreams report Green, three Amber and one Red.",
        "Testing: 1,184 of 1,260 scripts passed (94%); 31 failed, 45 are still to run.",
        "We are 80% confident of the date. Spend to date is 41% of budget.",
    )
    paper.table(
        (
            ("Workstream RAG", "May", "June"),
            ("Green", "4", "5"),
            ("Amber", "4", "3"),
            ("Red", "1", "1"),
            ("Total", "9", "9"),
        )
    )
    paper.head("2 Milestones").table(
        (
            ("No.", "Milestone", "Baseline", "Forecast", "Slip (days)"),
            ("M1", "Contract signed", "15/01/2024", "12/02/2024", "28"),
            ("M4", "Design agreed", "29/03/2024", "26/04/2024", "28"),
            ("M7", "Go-live", "06/07/2024", "06/07/2024", "0"),
        )
    )
    paper.head("3 Money (£000)").table(
        (
            ("Line", "2023/24", "2024/25", "Total"),
            ("Staff", "310", "420", "730"),
            ("of which agency", "120", "85", "205"),
            ("Licences", "90", "180", "270"),
            ("Sub-total", "400", "600", "1,000"),
            ("Contribution from partners", "(50)", "(75)", "(125)"),
            ("Net cost", "350", "525", "875"),
        )
    )
    paper.says("The net cost is 12.5% below gross. Optimism bias of 15% has not been added.")
    paper.head("4 Risks").says("R2, R5 and R11 are rated 16 or more (likelihood 4, impact 4). R3 is closed.")
    return Strange(paper.file)


def committee_minutes() -> Strange:
    """References to other documents, laws, votes, minutes of before; an action log with every state of a thing."""
    paper = Written("Scrutiny Committee: Minutes of the Meeting Held on 11 October 2023")
    paper.says(
        "Present: Councillors A to H (8 of 9 members); quorum 3. Apologies: one.",
        "In attendance: Director of Children's Services, Section 151 Officer, Monitoring Officer",
    )
    paper.head("23/41 Minutes", 2).says(
        "The minutes of 30 August 2023 were agreed, subject to paragraph 23/36.4 reading “two of the seven”."
    )
    paper.head("23/42 Improvement Plan", 2).says(
        "The Director introduced the report. Of the 64 actions 44 were on track in June; 47 (73%) were in August.",
        "Members asked about section 20 of the Children Act 1989, regulation 44 visits, and paragraph 12 of the"
        " notice.",
        "It was moved that the report be noted: 5 for, 2 against, 1 abstention. The motion was carried.",
        "A member quoted [2019] EWCA Civ 123 and page 4 of Appendix 2 to the report to Cabinet.",
    )
    paper.head("23/44 Budget", 2).says("Item 23/43 was taken in private and is minuted apart.")
    paper.head("Action log", 2).table(
        (
            ("Ref", "Action", "Owner", "Agreed", "Due", "State"),
            (
                "23/36.1",
                "Circulate the placement data\nby age and district",
                "Head of Commissioning",
                "30/08/2023",
                "13/10/2023",
                "Done",
            ),
            (
                "23/42.1",
                "Invite the chair of the Corporate Parenting Board",
                "Democratic Services",
                "11/10/2023",
                "22/11/2023",
                "Open",
            ),
            ("23/42.2", "None of the above", "-", "11/10/2023", "n/a", "Withdrawn"),
        )
    )
    paper.says(
        "The Corporate Parenting Panel of members and the Corporate Parenting Board of officers will meet together.",
        "The meeting ended at 12:05. Next meeting: Wednesday 22 November 2023 at 10:00.",
        "Signed as a correct record: Chair, 22 November 2023",
    )
    return Strange(paper.file)


def budget_annex() -> Strange:
    """Changes in per cent, council tax, reserves: nothing of it a share."""
    paper = Written("Annex C: Medium-Term Financial Position")
    paper.says(
        "C1 Council tax rises by 4.99%, of which 2% is for adult social care. Inflation (consumer prices) was"
        " 3.2% in March 2024.",
        "C2 The draw on reserves falls from £4.2m to £1.1m. Reserves at 31 March 2025 are 5.3% of net budget.",
        "C3 About half of the pressure is demand; a third is price; the rest is pay.",
    ).note("Budget book 2023/24, page 112; the audited accounts were signed on 28 September 2023.")
    paper.table(
        (
            ("£m", "2023/24 budget", "2023/24 outturn", "Variance", "Variance %"),
            ("Children's services", "61.4", "66.0", "4.6", "7.5%"),
            ("Adult services", "88.2", "89.1", "0.9", "1.0%"),
            ("Place", "34.0", "33.1", "(0.9)", "(2.6%)"),
            ("Corporate", "12.6", "11.9", "(0.7)", "(5.6%)"),
            ("Net", "196.2", "200.1", "3.9", "2.0%"),
        )
    )
    paper.head("Savings").table(
        (
            ("Rating", "Schemes", "£m", "% of value"),
            ("Delivered", "14", "3.15", "45.0%"),
            ("On track", "9", "2.10", "30.0%"),
            ("At risk", "5", "1.40", "20.0%"),
            ("Will not be delivered", "2", "0.35", "5.0%"),
            ("All", "30", "7.00", "100.0%"),
        )
    )
    paper.says(
        "C4 Three quarters of the value of savings is delivered or on track (£5.25m of £7.00m).",
        "C5 In number, 23 of the 30 schemes are delivered or on track (77%).",
    )
    return Strange(paper.file)


def risk_register() -> Strange:
    """Scores that are products, ratings by quarter, targets at a month's end that is a Sunday but only a month."""
    paper = Written("Corporate Risk Register and Board Assurance Framework (BAF)")
    paper.says(
        "The BAF holds 11 strategic risks. Two are scored 20 or more; all four very high and high risks have a"
        " mitigation plan.",
        "Risk appetite: cautious (score 8 to 12). Reviewed every quarter; last reviewed March 2024, next June 2024.",
    )
    paper.table(
        (
            ("ID", "Risk", "Inherent\nL x I", "Residual\nL x I", "Target", "Trend", "Target date"),
            ("BAF1", "Workforce supply", "5 x 4 = 20", "4 x 5 = 20", "12", "↔", "March 2025"),
            ("BAF2", "Cyber attack", "5 x 5 = 25", "4 x 5 = 20", "10", "↑", "June 2024"),
            ("BAF10", "Estate", "4 x 4 = 16", "3 x 4 = 12", "8", "↓", "Q3 2024/25"),
        )
    )
    paper.head("Profile").table(
        (
            ("", "Very high", "High", "Moderate", "Low", "All"),
            ("June 2023", "3", "4", "4", "1", "12"),
            ("September 2023", "3", "3", "4", "2", "12"),
            ("December 2023", "2", "3", "5", "2", "12"),
            ("March 2024", "2", "2", "5", "2", "11"),
        )
    )
    paper.says(
        "BAF7 (pandemic) was closed by the Board on 27 March 2024, so that 12 became 11.",
        "Over the year very high and high risks fell from seven to four: from 58% to 36% of all risks.",
    )
    paper.head("Assurance").table(
        (
            ("Internal audit opinion", "2022/23", "2023/24"),
            ("Substantial", "4 (20%)", "5 (28%)"),
            ("Reasonable", "11 (55%)", "10 (56%)"),
            ("Limited", "5 (25%)", "3 (17%)"),
            ("Reports", "20", "18"),
        )
    )
    paper.says("Shares may not add up to 100 because of rounding. Three of 18 reports (17%) gave limited assurance.")
    paper.says("The audit plan was cut from 20 reports to 18: two were withdrawn by agreement with the committee.")
    return Strange(paper.file)


def cabinet_report() -> Strange:
    """Numbered by hand to the third level, reviewers all answered, references outward, appendices."""
    paper = Written("", header="Cabinet, 18 July 2024, Agenda Item 9")
    paper.table(
        (
            ("REPORT TO:", "Cabinet"),
            ("MEETING DATE:", "Thursday 18 July 2024"),
            ("CLASSIFICATION:", "Part 1 (open)"),
            ("KEY DECISION:", "Yes: expenditure over £500,000. Notice given on 19 June 2024"),
            ("WARD(S) AFFECTED:", "All"),
        )
    )
    paper.head("1. PURPOSE OF REPORT").says(
        "1.1. To seek approval of the Plan for 2024 to 2026, attached at Appendix A.",
        "1.2. The Secretary of State's direction under section 497A of the Education Act 1996 requires it (see"
        " 3.1.2 below).",
    )
    paper.head("2. RECOMMENDATIONS").says("2.1. Cabinet is recommended to:").lists(
        "approve the Plan;",
        "authorise the Director, in consultation with the Lead Member, to make minor changes.",
        style="List Number",
    )
    paper.head("3. KEY CONSIDERATIONS").says(
        "3.1. Progress",
        "3.1.1. Of 64 actions, 32 are complete (50%), 12 on track (19%), 18 need attention (28%) and 2 are off"
        " track (3%).",
        "3.1.2. Paragraph 9 of the direction, and paragraphs 4.3 to 4.5 of the report of 15 June 2023, set out"
        " what is expected.",
        "3.2. Options",
        "3.2.1. Do nothing: not recommended. 3.5 full-time posts would be lost.",
        "3.3. Reserved.",
    )
    paper.head("4. IMPLICATIONS").table(
        (
            ("Implication", "Officer", "Date", "Comment"),
            ("Governance", "Monitoring Officer", "01/07/2024", "No issues"),
            ("Finance", "Section 151 Officer", "02/07/2024", "See Appendix B"),
            (
                "Legal",
                "Principal Solicitor",
                "02/07/2024",
                "The Council has power under section 1 of the Localism Act 2011",
            ),
            ("Communications", "N/A", "N/A", "No comment needed: communications plan approved in May"),
            ("Procurement", "Not required", "-", "No contract is let"),
            ("Approver", "Chief Executive", "05/07/2024", "Approved"),
        )
    )
    paper.head("5. BACKGROUND PAPERS").says("None.")
    paper.head("6. APPENDICES").says("Appendix A: The Plan (draft for approval)", "Appendix B: Financial implications")
    return Strange(paper.file)


def progress_report() -> Strange:
    """A PDF: boards as rows, shares of each row, and a column of all."""
    return Strange(
        printed("""
#set page(paper: "a4", flipped: true, header: [SEND Strategic Board, 30 August 2023])
#set text(size: 10pt)
= Progress by Delivery Board, July 2023
The special educational needs and disabilities (SEND) actions are reported apart. Of the 64 actions 45 (70.3%) are on
track, which is one more than in June; 2.10 and 2.9 changed places. No action has been added or closed.

#table(columns: 5,
  [Delivery board], [On track], [At risk], [Off track], [Actions],
  [Practice and Service Delivery], [21 (75.0%)], [6 (21.4%)], [1 (3.6%)], [28],
  [Workforce], [8 (61.5%)], [4 (30.8%)], [1 (7.7%)], [13],
  [Commissioning and Resources], [16 (69.6%)], [7 (30.4%)], [0 (0.0%)], [23],
  [All boards], [45 (70.3%)], [17 (26.6%)], [2 (3.1%)], [64],
)

The board meets next on Wednesday 11 October 2023. Returns are due on Wednesday 27 September 2023.
Education, health and care plans within 20 weeks: 96% (48 of 50), the year to date 91.7%.
"""),
    )


CLEAN = (
    board_cover_report,
    hospital_performance_paper,
    school_attainment_paper,
    programme_board_report,
    committee_minutes,
    budget_annex,
    risk_register,
    cabinet_report,
    progress_report,
)
