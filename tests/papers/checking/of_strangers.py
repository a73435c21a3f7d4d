"""Papers with planted errors by somebody who had read only docs/checking.md and nothing of the checks themselves.

Each is what councils, hospitals, school trusts and programme offices write, in tables of their own shapes. `planted` is
what is printed where it is wrong (or words of the finding where nothing can be printed), and its weight.
"""

from tests.papers.checking.written import Strange, Written, printed

ERROR = "error"
WARNING = "warning"


def council_cover_report() -> Strange:
    """Counts and shares in columns side by side under merged headings; one total changed."""
    paper = Written(
        "Children's Services Improvement Plan: Cover Report",
        header="Improvement Board, 5 June 2024 - Item 4 - OFFICIAL",
    )
    paper.head("1. Purpose").says(
        "1.1 This report sets out the position of the Improvement Plan at the end of May 2024 and asks the"
        " Board to note it.",
        "1.2 It should be read with the report to the last meeting, on 24 April 2024.",
    )
    paper.head("2. Position").says(
        "2.1 The table shows how many actions stand at each rating, and as a share of all actions.",
        "2.2 Of the 59 actions, 37 (63%) are now Blue or Green. Only one action remains Grey.",
    )
    paper.table(
        (
            ("Rating", "Position in April 2024", "", "Position in May 2024", ""),
            ("", "No.", "%", "No.", "%"),
            ("Blue (Complete)", "18", "30.0%", "22", "37.3%"),
            ("Green (On Track)", "15", "25.0%", "14", "23.7%"),
            ("Amber (At Risk)", "17", "28.3%", "16", "26.7%"),
            ("Red (Off Track)", "7", "11.6%", "5", "8.5%"),
            ("Grey (Not Started)", "3", "5.0%", "2", "3.4%"),
            ("Total", "60", "100%", "59", "100%"),
        ),
        merged=((0, 1, 0, 2), (0, 3, 0, 4), (0, 0, 1, 0)),
    )
    paper.says(
        "2.3 Overall, the direction of travel remains negative and the Board may wish to consider further support.",
        "2.3 All five Reds have a recovery plan, as set out in paragraph 4.7 below.",
    )
    paper.head("3. Areas of Focus").says("3.1 The Board is asked to consider:")
    paper.lists("the pace of recruitment of social workers;", "the two Reds in the area of sufficiency.")
    paper.head("4. Sign-Off").says("4.1 This report has been considered by:")
    paper.table(
        (
            ("Reviewer", "Name", "Date of Clearance"),
            ("Legal", "Principal Solicitor", "28 May 2024"),
            ("Finance", "", ""),
            ("Communications", "Head of Communications", "29 May 2024"),
        )
    )
    return Strange(
        paper.file,
        (
            ("37 (63%)", ERROR),
            ("one action", ERROR),
            ("26.7%", ERROR),
            ("11.6%", ERROR),
            ("59", WARNING),
            ("direction of travel remains negative", WARNING),
            ("2.3", ERROR),
            ("4.7", ERROR),
            ("Finance", ERROR),
        ),
    )


def hospital_assurance_paper() -> Strange:
    """Divisions as rows, must-dos and should-dos added up beside them, and an action log below."""
    paper = Written(
        "Board Assurance Paper: Response to the Inspection of Urgent Care", footer="Trust Board, 27 March 2024"
    )
    paper.says(
        "Executive lead: [insert name of executive lead]",
        "Presented to: Trust Board in public, Wednesday 27 March 2024",
    )
    paper.head("Executive summary")
    paper.says(
        "The Care Quality Commission (CQC) gave the Trust 33 must-do and 51 should-do actions.",
        "52 of the 84 actions (64%) are closed with evidence. Just over two thirds of all actions are therefore"
        " closed.",
        "The evidence was tested by a panel on Wednesday 14 March 2024, chaired by the Chief Nurse.",
        "Learning is taken through the PSIRF group, which reports to this Board quarterly.",
    )
    paper.head("Progress by division")
    paper.table(
        (
            ("Division", "Must do", "Should do", "All actions", "Closed", "% closed"),
            ("Medicine", "12", "18", "30", "21", "70%"),
            ("Surgery", "9", "14", "23", "15", "65%"),
            ("Women and Children", "7", "11", "19", "12", "67%"),
            ("Urgent Care", "5", "8", "13", "4", "31%"),
            ("Trust total", "33", "51", "84", "52", "62%"),
        )
    )
    paper.head("Overdue actions")
    paper.says("One patient (NHS number 943 476 5919) has been written to under the duty of candour.")
    paper.table(
        (
            ("Ref", "Action", "Owner", "Due", "Rating"),
            ("UC3", "Triage audit\nMonthly, all shifts", "Matron, Urgent Care", "30/06/2024", "Amber"),
            ("UC7", "Staffing model approved", "TBC", "28/06/2024", "Red"),
        )
    )
    return Strange(
        paper.file,
        (
            ("[insert name of executive lead]", ERROR),
            ("(64%", ERROR),
            ("two thirds", ERROR),
            ("Wednesday 14 March 2024", ERROR),
            ("PSIRF", WARNING),
            ("19", ERROR),
            ("does not belong in a paper", ERROR),
            ("30/06/2024", WARNING),
            ("TBC", WARNING),
        ),
    )


def school_trust_paper() -> Strange:
    """Ratings as columns, a school a row, count and share in one cell."""
    paper = Written("School Improvement: Report to Trustees")
    paper.says("Meeting: Education Standards Committee, Thursday 16 May 2024", "Author: Director of Education")
    paper.head("1 Where we are")
    paper.says(
        "The action plans of four schools hold 47 actions. All 47 actions are now Green or Amber.",
        "Dene Park has made the most progress: 8 of its 11 actions (73%) are Green.",
        "Castle Hill, which joined the Trust in September, is supported by a national leader of education.",
    )
    paper.table(
        (
            ("School", "Green", "Amber", "Red", "Total"),
            ("Ashfield Primary", "6 (50%)", "4 (33%)", "2 (17%)", "12"),
            ("Brook Lane Academy", "8 (57%)", "5 (35%)", "1 (7%)", "14"),
            ("Castle Hill", "3 (30%)", "4 (40%)", "3 (30%)", "10"),
            ("Dene Park", "7 (64%)", "2 (18%)", "2 (18%)", "11"),
            ("All schools", "24 (51%)", "15 (32%)", "9 (19%)", "47"),
        )
    )
    paper.head("2 What happens next")
    paper.lists(
        "Reviews of reading at Ashfield Primary are complete by 31 April 2024.",
        "The external review runs from 12 June 2024 to 5 June 2024.",
        "Outcomes come to the Educational Standards Committee in July.",
    )
    paper.head("3 Approval")
    paper.says("Click or tap here to enter text.", "Approved by:", "Date of approval: 9 May 2024")
    return Strange(
        paper.file,
        (
            ("All 47 actions", ERROR),
            ("8 of its 11", ERROR),
            ("35%", ERROR),
            ("9", ERROR),
            ("31 April 2024", ERROR),
            ("12 June 2024 to 5 June 2024", ERROR),
            ("Educational Standards Committee", WARNING),
            ("Click or tap here", ERROR),
            ("Approved by", ERROR),
        ),
    )


def programme_highlight_report() -> Strange:
    """Share first, count in brackets; a budget with brackets for less; a comment and a tracked change left in."""
    paper = Written("Highlight Report: Digital Records Programme", header="Period: 1 to 31 May 2024")
    paper.head("1. Overall Status").says(
        "Overall delivery confidence is Amber.",
        "28 of 65 milestones (44%) have been delivered. The number Not on track has fallen from 8 to 5.",
    )
    paper.comment("Can we check these with the programme office before it goes?")
    paper.table(
        (
            ("Milestones", "This month", "Last month"),
            ("Delivered", "43% (28)", "35% (23)"),
            ("On track", "33% (21)", "34% (22)"),
            ("Some issues", "17% (11)", "20% (13)"),
            ("Not on track", "8% (5)", "11% (7)"),
            ("Total", "65", "65"),
        )
    )
    paper.head("2. Next Milestones")
    paper.table(
        (
            ("Milestone", "Deadline", "Status", "Comment"),
            ("M12 Data migration dry run", "14 June 2024", "On track", "Second run booked"),
            ("M13 Training complete", "29 June 2024", "Some issues", "Trainers: two posts vacant"),
        )
    )
    paper.says("Updates for the next report are due by Monday 6 May 2024.").inserted(" Late ones are not used.")
    paper.head("4. Finance").says("Benefits: figures to follow.")
    paper.table(
        (
            ("£000", "Budget", "Forecast", "Variance"),
            ("Staff", "420", "435", "15"),
            ("Licences", "180", "172", "(8)"),
            ("Training", "65", "65", "0"),
            ("Contingency", "40", "30", "(10)"),
            ("Total", "705", "712", "(3)"),
        )
    )
    return Strange(
        paper.file,
        (
            ("28 of 65 milestones (44%", ERROR),
            ("from 8 to 5", ERROR),
            ("33%", ERROR),
            ("29 June 2024", WARNING),
            ("6 May 2024", WARNING),
            ("712", ERROR),
            ("comment", WARNING),
            ("tracked", WARNING),
            ("4", WARNING),
            ("figures to follow", WARNING),
        ),
    )


def partnership_minutes() -> Strange:
    """Minutes with an action log, numbers typed in the headings, a summary of the log."""
    paper = Written("Safeguarding Partnership: Minutes")
    paper.says(
        "Minutes of the meeting held on Tuesday 19 July 2023 at 14:00 in Committee Room 2",
        "Present: Independent Chair; Director of Children's Services; Designated Nurse; Detective Superintendent",
        "Minutes taken by: [Name]",
    )
    paper.head("1. Apologies and declarations", 2).says("There were none.")
    paper.head("2. Minutes of the last meeting", 2).says("2.1 Agreed as a true record.")
    paper.head("3. Action log", 2).says(
        "3.1 The Partnership Manager went through the log. Of the 12 actions, 7 are complete, 3 are in progress"
        " and 3 are overdue.",
        "3.2 The Chair asked that the overdue actions be closed by the next meeting, see paragraph 3.9.",
    )
    paper.table(
        (
            ("Status", "Number", "Share"),
            ("Complete", "7", "58%"),
            ("In progress", "3", "25%"),
            ("Overdue", "2", "16%"),
            ("Total", "12", "100%"),
        )
    )
    paper.head("4. Case review", 2).says(
        "4.1 The review of the case of the younger child (DOB 14/03/2012) has been sent to the panel."
    )
    paper.head("5. Risk register", 2).says("5.1 No change.")
    paper.head("5. Any other business", 2).says("There was none.", "Date of next meeting: 30 February 2024 at 14:00")
    return Strange(
        paper.file,
        (
            ("Tuesday 19 July 2023", ERROR),
            ("[Name]", ERROR),
            ("3 are overdue", ERROR),
            ("3.9", ERROR),
            ("16%", ERROR),
            ("does not belong in a paper", ERROR),
            ("5", ERROR),
            ("30 February 2024", ERROR),
        ),
    )


def finance_annex() -> Strange:
    """A PDF: budget, spend and shares of it, ruled."""
    return Strange(
        printed("""
#set page(paper: "a4", header: [Annex B - Budget monitoring, Month 12])
#set text(size: 10pt)
= Annex B: Budget Monitoring at 31 March 2024
Spend on the improvement programme came to £2,852,000 against a budget of £2,810,000.
Children's social care accounts for 48.0% of the spend. The overspend is met from the earmarked reserve.

#table(columns: 4,
  [Directorate], [Budget (£000)], [Actual (£000)], [Share of actual],
  [Children's social care], [1,240], [1,312], [46.0%],
  [Education], [610], [598], [21.0],
  [Commissioning], [460], [455], [16.0%],
  [Corporate], [500], [487], [17.0%],
  [Total], [2,801], [2,852], [100%],
)

The final position was agreed at the budget board on Thursday 31 May 2024. The carry-forward is TBC.

Signed off by Finance: #box(width: 5cm, line(length: 5cm))

Signed off by the Section 151 Officer: ________________
"""),
        (
            ("48.0%", ERROR),
            ("21.0", ERROR),
            ("17.0%", ERROR),
            ("2,801", ERROR),
            ("Thursday 31 May 2024", ERROR),
            ("TBC", WARNING),
            ("Signed off by", ERROR),
        ),
    )


def risk_report() -> Strange:
    """Quarters as columns, shares by committee as `2/8 (25%)`."""
    paper = Written("Strategic Risk Report, Quarter 4")
    paper.says("Audit and Risk Committee, 24 April 2024", "Report of the Head of Internal Audit")
    paper.head("Summary")
    paper.says(
        "Six of the 30 risks (22%) are rated High at the end of the year. The majority of risks are Low.",
        "The SIRO has accepted the residual risk on legacy systems.",
        "Cyber risk is overseen by the Quality and Safety Committee.",
    )
    paper.table(
        (
            ("Risk rating", "Q1", "Q2", "Q3", "Q4"),
            ("High", "9", "8", "8", "6"),
            ("Medium", "14", "15", "13", "15"),
            ("Low", "7", "7", "8", "9"),
            ("Total", "30", "30", "29", "31"),
        )
    )
    paper.head("By committee")
    paper.table(
        (
            ("Committee", "High risks"),
            ("Audit and Risk Committee", "2/8 (25%)"),
            ("Quality Safety Committee", "3/12 (25%)"),
            ("Finance Committee", "1/10 (11%)"),
        )
    )
    paper.head("Risks rated High")
    paper.table(
        (
            ("Risk", "Owner", "Likelihood", "Impact", "Score", "Review by", "Target date"),
            ("R1 Loss of records", "Chief Digital Officer", "4", "4", "16", "25/12/2024", "31 March 2025"),
            ("R4 Agency spend", "<name of risk owner>", "3", "5", "15", "20/11/2024", "31 June 2025"),
        )
    )
    return Strange(
        paper.file,
        (
            ("(22%", ERROR),
            ("majority", ERROR),
            ("SIRO", WARNING),
            ("Quality Safety Committee", WARNING),
            ("31", ERROR),
            ("1/10 (11%", ERROR),
            ("25/12/2024", WARNING),
            ("<name of risk owner>", ERROR),
            ("31 June 2025", ERROR),
        ),
    )


def council_report() -> Strange:
    """A council report with two rows of merged headings, boards as rows, and its reviewers' table."""
    paper = Written("Report to Cabinet", header="Cabinet - 18 July 2024", footer="Date: DD/MM/YYYY")
    paper.table(
        (
            ("Title", "Improvement Plan: Half-Year Review"),
            ("Decision type", "Non-key"),
            ("Wards", "All"),
        )
    )
    paper.head("1. Recommendations").says("1.1 That Cabinet notes the position set out in Section 9.")
    paper.head("2. Background").says("2.1 The plan has been in place since December 2022. Insert text here.")
    paper.head("3. Key Considerations").says(
        "3.1 Four of the 42 actions (10%) are rated Red on activity. Nearly three quarters (74%) are on track.",
        "3.3 Twelve of the 42 actions are Green on impact, and ten are Red.",
    )
    paper.table(
        (
            ("Delivery Board", "Activity", "", "", "", "Impact", "", "", "", "Actions"),
            ("", "Blue", "Green", "Amber", "Red", "Blue", "Green", "Amber", "Red", ""),
            ("Practice", "9", "6", "4", "1", "2", "5", "8", "5", "20"),
            ("Workforce", "4", "3", "3", "2", "0", "3", "6", "3", "12"),
            ("Resources", "7", "2", "1", "0", "1", "4", "3", "2", "10"),
            ("All boards", "20", "11", "8", "3", "3", "12", "18", "10", "42"),
        ),
        merged=((0, 1, 0, 4), (0, 5, 0, 8), (0, 0, 1, 0), (0, 9, 1, 9)),
    )
    paper.head("4. Consultation").says(
        "4.1 Consultation with families closes on Friday 13 July 2024.",
        "4.2 The call-in period runs from 25 July 2024 to 19 July 2024.",
        "4.3 The complaint under case number 4471902 has been upheld.",
    )
    paper.head("5. Clearance")
    paper.table(
        (
            ("Consulted", "Officer", "Cleared on", "Comments"),
            ("Governance", "Monitoring Officer", "1 July 2024", "None"),
            ("Finance", "Section 151 Officer", "2 July 2024", "Within budget"),
            ("Legal", "", "", ""),
            ("Equality Duty", "Not required: no change of service", "", ""),
        )
    )
    paper.says("Approved by the Director on ____________")
    return Strange(
        paper.file,
        (
            ("DD/MM/YYYY", ERROR),
            ("Section 9", ERROR),
            ("Insert text here", ERROR),
            ("Four of the 42", ERROR),
            ("3.3", WARNING),
            ("18", ERROR),
            ("Friday 13 July 2024", ERROR),
            ("25 July 2024 to 19 July 2024", ERROR),
            ("does not belong in a paper", ERROR),
            ("Legal", ERROR),
            ("Approved by the Director", ERROR),
        ),
    )


PLANTED = (
    council_cover_report,
    hospital_assurance_paper,
    school_trust_paper,
    programme_highlight_report,
    partnership_minutes,
    finance_annex,
    risk_report,
    council_report,
)
