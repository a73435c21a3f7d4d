"""Three papers with planted errors and three without, by the same person after mending: other shapes and sentences.

They were measured before anything was mended for them; by then their author had read the checks.
"""

from tests.papers.checking.written import Strange, Written

ERROR = "error"
WARNING = "warning"


def quarterly_progress() -> Strange:
    """Count and share on two lines of a cell, quarters with years, a foot of shares, automatic numbers."""
    paper = Written("Corporate Plan: Quarter 2 Progress", header="Overview and Scrutiny, Monday 18 November 2024")
    paper.head("1. Summary").says(
        "1.1 Seventeen of the 40 deliverables (43%) are complete and a further 13 (33%) are on track.",
        "1.2 A quarter of deliverables are at risk, and three are off track.",
        "1.3 At risk has risen from 6 to 7 since Quarter 1.",
        "1.4 None of the deliverables are off track in the Place directorate.",
    )
    paper.table(
        (
            ("Status", "2024/25 Q1", "2024/25 Q2"),
            ("Complete", "12\n(30%)", "17\n(43%)"),
            ("On track", "20\n(50%)", "12\n(30%)"),
            ("At risk", "6\n(15%)", "8\n(21%)"),
            ("Off track", "2\n(5%)", "3\n(8%)"),
            ("Total", "40", "40"),
        )
    )
    paper.head("2. Next steps").lists("Agree the refreshed plan.", "Report to Cabinet on Friday 5 December 2024.")
    paper.says(
        "2.1 Members asked for the figures by directorate; these are in paragraph 2.6.",
        "2.2 The Leader's comments: xx",
        "2.3 Submissions for the next report must be returned by 28 December 2024.",
    )
    return Strange(
        paper.file,
        (
            ("13 (33%)", ERROR),
            ("quarter of deliverables", ERROR),
            ("from 6 to 7", ERROR),
            ("21%", ERROR),
            ("Friday 5 December 2024", ERROR),
            ("2.6", ERROR),
            ("xx", ERROR),
            ("28 December 2024", WARNING),
        ),
    )


def safety_action_plan() -> Strange:
    """Sites as rows and states as columns with their shares beside them, and a log with sign-offs."""
    paper = Written("Patient Safety Action Plan: Assurance Report")
    paper.says(
        "Of 50 actions, 28 (56%) are complete. Fewer than a quarter of the actions are overdue.",
        "North Site: 9 of 20 actions (45%) are complete. At South Site 60% of actions are complete.",
        "The Quality Assurance Committee and the Quality Assurance Comittee sub-group met on 31 November 2024.",
        "Evidence was agreed by the MRG and the Integrated Care Board (ICB).",
    )
    paper.table(
        (
            ("Site", "Complete", "Complete %", "In progress", "In progress %", "Overdue", "Overdue %", "All actions"),
            ("North Site", "10", "50%", "6", "30%", "4", "20%", "20"),
            ("South Site", "12", "67%", "3", "17%", "3", "17%", "18"),
            ("Community", "5", "42%", "4", "33%", "3", "24%", "12"),
            ("All sites", "27", "54%", "13", "26%", "10", "20%", "51"),
        )
    )
    paper.head("Approval").table(
        (
            ("Approver", "Signature", "Date"),
            ("Chief Nurse", "Signed electronically", "2 December 2024"),
            ("Medical Director", "", ""),
            ("Director of Finance", "Signed electronically", "3 December 2024"),
        )
    )
    return Strange(
        paper.file,
        (
            ("28 (56%)", ERROR),
            ("9 of 20", ERROR),
            ("60% of actions", ERROR),
            ("31 November 2024", ERROR),
            ("MRG", WARNING),
            ("24%", ERROR),
            ("51", ERROR),
            ("Medical Director", ERROR),
        ),
    )


def trust_finance_report() -> Strange:
    """Budgets by academy, variances in brackets, pupils by school, a chain of sums."""
    paper = Written("Finance and Risk Report to Trustees", footer="Confidential until published - [Date]")
    paper.says(
        "Staffing accounts for 74% of spend. The Trust has 2,150 pupils on roll.",
        "Eight of the 15 risks (53%) are Amber; two are Red. Almost half of the risks are Green.",
        "The audit visit is from Monday 3 February 2025 to Friday 31 January 2025.",
    )
    paper.table(
        (
            ("£", "Budget", "Actual", "% of actual"),
            ("Staffing", "6,200,000", "6,318,000", "72.0%"),
            ("Premises", "1,050,000", "1,140,000", "13.0%"),
            ("Supplies", "900,000", "877,500", "10.0%"),
            ("Other", "450,000", "439,000", "5.1%"),
            ("Total", "8,600,000", "8,774,500", "100%"),
        )
    )
    paper.table(
        (
            ("Risk rating", "Number of risks", "Share"),
            ("Green", "5", "33%"),
            ("Amber", "8", "53%"),
            ("Red", "2", "13%"),
            ("All risks", "15", ""),
        )
    )
    paper.table(
        (
            ("School", "Infants", "Juniors", "Pupils in total"),
            ("Ashfield", "210", "280", "490"),
            ("Brook Lane", "300", "390", "690"),
            ("Castle Hill", "410", "550", "970"),
        )
    )
    return Strange(
        paper.file,
        (
            ("74%", ERROR),
            ("half of the risks", ERROR),
            ("3 February 2025 to Friday 31 January 2025", ERROR),
            ("5.1%", ERROR),
            ("970", ERROR),
            ("[Date]", ERROR),
        ),
    )


def workforce_report() -> Strange:
    """Posts, vacancies and rates; parts of parts; a table of targets met as Yes and No."""
    paper = Written("Workforce Delivery Board: Highlight Report", header="Meeting of 20 November 2024")
    paper.says(
        "Of 112 posts, 97 are filled (87%); 9 of the 97 are agency (9%). Turnover was 14.2%, down from 16.8%.",
        "Of the 20 actions, 14 (70%) are Green, of which 3 (21%) were Amber last time.",
        "One in five actions is Amber. None of the actions is Grey, and all Reds are escalated.",
        "Half of the Amber actions wait for the communications team; a third of managers answered the survey.",
        "Green rose from 11 to 14 and Red fell from 4 to 2.",
    )
    paper.table(
        (
            ("Rating", "September 2024", "November 2024"),
            ("Green", "11", "14"),
            ("Amber", "5", "4"),
            ("Red", "4", "2"),
            ("Grey", "0", "0"),
            ("Total", "20", "20"),
        )
    )
    paper.table(
        (
            ("Team", "Posts", "Filled", "Vacant", "Vacancy rate", "Due to start"),
            ("Assessment", "40", "34", "6", "15%", "2"),
            ("Care planning", "48", "43", "5", "10%", "1"),
            ("Fostering", "24", "20", "4", "17%", "0"),
            ("Total", "112", "97", "15", "13%", "3"),
        )
    )
    paper.says("Exit interviews: 11 of 13 leavers (85%) took part. The target is two thirds.")
    return Strange(paper.file)


def scrutiny_review() -> Strange:
    """Recommendations by response, votes, ages, a survey whose answers add up to more than 100."""
    paper = Written("Task and Finish Group: Final Report")
    paper.head("1. Recommendations").says(
        "1.1 Cabinet accepted 9 of the 12 recommendations in full (75%), two in part and rejected one.",
        "1.2 Progress is in the table; all but one of those accepted are complete or on track.",
    )
    paper.table(
        (
            ("Response", "Number"),
            ("Accepted", "9"),
            ("Accepted in part", "2"),
            ("Rejected", "1"),
            ("Total", "12"),
        )
    )
    paper.head("2. What families told us").says("2.1 214 families answered; they could give more than one answer.")
    paper.table(
        (
            ("What mattered most", "Families", "% of families"),
            ("Being listened to", "171", "80%"),
            ("One worker throughout", "150", "70%"),
            ("Shorter waits", "107", "50%"),
        )
    )
    paper.head("3. Evidence").says(
        "3.1 The group met five times between 12 September 2024 and 16 January 2025, and visited two of the nine hubs.",
        "3.2 By age: 0-4 (31%), 5-10 (38%), 11-17 (31%). By need: 43 (20%) autism; others are too few to report.",
        "3.3 The review of 2022 (paragraph 5.2 of that report) said much the same; see also section 4 of the Care Act.",
    )
    paper.table(
        (
            ("Age", "Boys", "Girls", "All"),
            ("0-4", "36", "30", "66"),
            ("5-10", "44", "38", "82"),
            ("11-17", "35", "31", "66"),
            ("All", "115", "99", "214"),
        )
    )
    return Strange(paper.file)


def improvement_update() -> Strange:
    """Five-point confidence, boards as rows with ratings of activity and of impact, and remarks about parts."""
    paper = Written("Improvement Update to the Health and Wellbeing Board")
    paper.says(
        "Practice has 2 Red actions and Workforce one; no Resources action is Red.",
        "Across the three boards 26 of 40 actions (65%) are Green and 11 (28%) are Amber.",
        "On impact the picture is earlier: 12 (30%) Green, 20 (50%) Amber and 8 (20%) Red.",
        "Delivery confidence of the programme is Amber/Green. Most actions are Green; all actions have started.",
        "Two projects are Amber/Green, one is Amber and one is Green.",
    )
    paper.table(
        (
            ("Board", "Activity", "", "", "Impact", "", "", "Total"),
            ("", "Green", "Amber", "Red", "Green", "Amber", "Red", ""),
            ("Practice", "12", "6", "2", "5", "11", "4", "20"),
            ("Workforce", "6", "3", "1", "3", "4", "3", "10"),
            ("Resources", "8", "2", "0", "4", "5", "1", "10"),
            ("All boards", "26", "11", "3", "12", "20", "8", "40"),
        ),
        merged=((0, 1, 0, 3), (0, 4, 0, 6), (0, 0, 1, 0), (0, 7, 1, 7)),
    )
    paper.table(
        (
            ("Delivery confidence", "Projects"),
            ("Green", "1"),
            ("Amber/Green", "2"),
            ("Amber", "1"),
            ("Amber/Red", "0"),
            ("Red", "0"),
        )
    )
    return Strange(paper.file)


PLANTED = (quarterly_progress, safety_action_plan, trust_finance_report)
CLEAN = (workforce_report, scrutiny_review, improvement_update)
