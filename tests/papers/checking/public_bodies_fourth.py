"""Ten more papers of public bodies with planted errors: a hospital, schools, a cabinet, a programme, scrutiny, an adviser.

Each is its text in the marks of `marked_up.py`, and what is planted: its weight (E an error, W a warning), a pattern that its
finding matches, and what it is. All were written down before any code of the checks was read or had seen them.
"""
# ruff: noqa: E501

Planted = list[tuple[str, str, str]]

PAPERS: dict[str, tuple[str, Planted]] = {}

PAPERS["hospital_trust"] = (
    """
[header] Northmoor Hospitals: Board of Directors
# Integrated Improvement Plan
Meeting of Thursday 27 March 2025, agenda item 7
[1] Purpose
[2] The Board is asked to note progress on the plan that it agreed on 30 May 2024.
[1] Position of the plan
| Workstream | Actions | < | < | < | Share closed |
| ^ | Open | Overdue | Closed | All | ^ |
| Urgent care | 6 | 2 | 10 | 18 | 55.6% |
| Theatres | 4 | 1 | 7 | 12 | 58.3% |
| Cancer | 5 | 3 | 6 | 14 | 42.8% |
| Maternity | 2 | 0 | 9 | 11 | 81.8 |
| Total | 17 | 6 | 32 | 55 | 58.2% |
[2] Of the 55 actions, 32 (58%) are closed and eight are overdue.
[2] Every workstream has at least one overdue action. {c:Is this still so?}
[2] Theatres has closed nine of its 12 actions.
[2] Cancer has the most overdue actions, at three.
[1] Performance against the standards
| Standard | Target | January 2025 | February 2025 | Change (points) |
| Four-hour emergency standard | 78.0% | 71.4% | 73.2% | 1.8 |
| 62-day cancer standard | 70.0% | 66.1% | 64.9% | -1.2 |
| Six-week diagnostic standard | 95.0% | 88.0% | 90.5% | 3.5 |
| Cancelled operations rebooked | 90.0% | 84.0% | 86.5% | 2.5 |
[2] Performance on the emergency standard improved by 1.8 percentage points.
[2] The 62-day standard improved from 66.1% to 64.9%.
[2] The VTE assessment rate is within its limits.
[1] Assurance
| Reviewed by | Outcome | Date |
| Chief Finance Officer | Content | 14 March 2025 |
| Chief Nurse | | |
| Trust Secretary | Content | 17 March 2025 |
[2] The next report is due on Sunday 25 May 2025.
""",
    [
        ("E", r"42\.8", "6/14 42.9"),
        ("E", r"81\.8", "no sign"),
        ("E", "eight", "8 overdue; 6"),
        ("E", "Every workstream", "maternity has none"),
        ("W", "comment", "comment"),
        ("E", "nine|closed nine", "theatres 9; 7"),
        ("E", r"3\.5", "change 2.5"),
        ("E", "62-day|64\\.9%", "improved 66.1 to 64.9"),
        ("W", "VTE", "acronym"),
        ("E", "Chief Nurse", "blank"),
        ("W", "25 May", "Sunday"),
    ],
)

PAPERS["schools_standards"] = (
    """
# Meadowbank Learning Trust: school improvement, spring term
Standards Committee of the trustees, Tuesday 1 April 2025
1. Priorities
| Priority | Autumn | Spring |
| Reading | Amber | Green |
| Attendance | Red | Amber |
| Inclusion | Red | Red |
| Mathematics | Amber | Green |
| Behaviour | Green | Green |
| Safeguarding | Green | Green |
1.1 Four of the six priorities are now Green and one is Red.
1.2 Inclusion has moved from Red to Amber.
1.3 In autumn three priorities were Red.
2. Absence
| School | On roll | Persistently absent | % |
| Ashdown Infant | 178 | 25 | 14.0% |
| Ashdown Junior | 241 | 41 | 17.0% |
| Calder High | 912 | 221 | 24.2% |
| Fernhill Primary | 315 | 47 | 15.1% |
| Trust | 1,646 | 334 | 20.3% |
2.1 Across the trust 334 of 1,646 pupils (20.3%) were persistently absent.
2.2 More than three quarters of persistently absent pupils are at Calder High.
2.4 Fernhill Primary has the lowest rate.
3. Staff and pupils
3.1 There are 12 vacancies: 7 at Calder High, 3 at Fernhill Primary and 3 in the central team.
3.2 Permanent exclusions fell by a third, from 18 to 12. Suspensions rose by 20%, from 40 to 50.
3.3 The trust received XX applications for Reception.
3.4 The next meeting is on Tuesday 25 June 2025.
""",
    [
        ("E", "Inclusion", "inclusion still red"),
        ("E", "three priorities", "3 red in autumn; 2"),
        ("E", r"15\.1", "47/315 14.9"),
        ("E", "three quarters", "221/334 two thirds"),
        ("W", r"2\.4", "2.3 left out"),
        ("E", "lowest", "lowest is infant"),
        ("E", "12 vacanc", "7+3+3=13"),
        ("E", "20%", "40 to 50 is 25%"),
        ("E", "XX", "template"),
        ("E", "25 June", "weekday"),
    ],
)

PAPERS["cabinet_children"] = (
    """
[header] Cabinet, 16 January 2025
# Progress of the Children's Services Improvement Plan
| Report of | Corporate Director of Children's Services |
| Classification | Open |
| Key decision | Yes |
| Wards affected | All |
[empty] Click or tap here to enter text.
[1] Recommendations
[2] That Cabinet notes the progress made on the 72 actions of the plan (Appendix A).
[2] That Cabinet approves the revised plan at Appendix C.
[1] Key considerations
| Rating | 30 September 2024 | < | 31 December 2024 | < |
| ^ | No. | % | No. | % |
| Blue: complete | 15 | 20.0 | 24 | 33.3 |
| Green: on track | 31 | 41.3 | 29 | 40.3 |
| Amber: at risk | 22 | 29.3 | 14 | 19.4 |
| Red: off track | 7 | 9.3 | 5 | 6.7 |
| Total | 75 | 100 | 72 | 100 |
[2] Blue and Green actions are 53 of 72 (73.6%), against 46 of 75 (61.3%) in September.
[2] The number of Red actions has more than halved since September.
[2] The cohort of children in EHE is reported separately.
[1] Resources
| Item | 2024/25 £000 | 2025/26 £000 | Total £000 |
| Staffing | 420 | 435 | 855 |
| Systems | 180 | 60 | 240 |
| Training | 45 | 45 | 90 |
| Total | 645 | 540 | 1,158 |
[2] The cost of 2024/25 is £645,000, of which staffing is 65%.
[1] Consultation
[2] The Children's Improvement Board considered a draft on 4 December 2024, and the Childrens Services Improvement Board endorsed it on 18 December 2024.
[2] Consultation ran from 20 December 2024 to 2 December 2024.
Appendix A: the plan
Appendix B: equality impact assessment
""",
    [
        ("E", "Click or tap|template|empty", "empty field"),
        ("E", "Appendix C", "no appendix"),
        ("E", r"6\.9%", "5/72 6.9"),
        ("E", "halved", "7 to 5"),
        ("W", "75.*72|72.*75|total changed", "total changed"),
        ("W", "EHE", "acronym"),
        ("E", "1,158|1158", "transposed total"),
        ("W", "Children'?s Services Improvement Board|Children's Improvement Board", "board by two names"),
        ("E", "20 December|2 December", "ends before"),
    ],
)

PAPERS["housing_programme"] = (
    """
# Housing Transformation Programme: highlight report no. 9, February 2025
[box] Overall: Watch. 11 of 20 milestones (58%) are delivered.
## 1. Milestones
| Milestones | January | February |
| Delivered | 9 | 11 |
| On plan | 7 | 5 |
| Watch | 2 | 3 |
| Intervene | 2 | 1 |
| Total | 20 | 20 |
- Milestones on Watch doubled, from 2 to 3.
- Just over half of the milestones are delivered.
- Six milestones are on plan.
| Ref | Milestone | Baseline | Forecast | Slip (weeks) |
| M12 | Repairs portal live | 3 March 2025 | 31 March 2025 | 4 |
| M13 | Stock survey complete | 28 February 2025 | 28 March 2025 | 4 |
| M14 | New structure in place | 1 April 2025 | 13 May 2025 | 4 |
- M13 is forecast for 21 March 2025.
## 2. Risks
| ID | Risk | Likelihood | Impact | Score |
| R1 | Contractor capacity | 4 | 4 | 16 |
| R2 | Data migration | 3 | 5 | 15 |
| R3 | Tenant engagement | 2 | 3 | 6 |
| R4 | Funding gap | 3 | 4 | 15 |
| R5 | Staff turnover | 3 | 3 | 9 |
- The highest scoring risk is R2.
## 3. Budget
| | Budget | Actual | Variance |
| Staffing | £310,000 | £298,500 | £11,500 |
| Consultancy | £120,000 | £131,200 | (£11,200) |
| Licences | £85,000 | £80,250 | £4,750 |
| Total | £515,000 | £509,950 | £6,050 |
- [Delete if not applicable] The contingency was not used.
- Number of the decision in the log: TBC
- The next board is on {-12}{+19} March 2025.
""",
    [
        ("E", "58%", "11/20 55 in a box"),
        ("E", "doubled", "2 to 3"),
        ("E", "Six milestones", "6 on plan; 5"),
        ("E", "M14|13 May 2025", "six weeks"),
        ("E", "21 March", "M13 28 March"),
        ("E", "R4|3 . 4", "3x4 is 12"),
        ("E", "highest", "R1 is highest"),
        ("E", "6,050|6050", "variance 5,050"),
        ("E", "Delete if", "template"),
        ("W", "TBC", "tbc"),
        ("W", "tracked|inserted|19", "tracked change"),
    ],
)

PAPERS["scrutiny_tracker"] = (
    """
# Children and Families Scrutiny Committee
Tuesday 5 February 2025
1 Recommendations made since May 2024
| No. | Recommendation | Lead officer | Due | Status |
| 1 | Publish the dashboard each month | Head of Performance | 29 November 2024 | Implemented |
| 2 | Review the foster carer offer | Head of Resources | 13 December 2024 | In progress |
| 3 | Report waiting times by area | Head of Performance | 31 October 2024 | Implemented |
| 4 | Train members in safeguarding | Democratic Services | 28 March 2025 | In progress |
| 5 | Visit a children's home | Democratic Services | 20 December 2024 | Implemented |
| 6 | Ask young people about transport | Head of Participation | 30 April 2025 | Not started |
| 7 | Map early help across wards | | 31 March 2025 | In progress |
| 8 | Write to the Integrated Care Board | Committee chair | 15 November 2024 | Implemented |
1.1 Of the eight recommendations, five have been implemented and one has not started.
1.2 Two recommendations are in progress.
1.3 Every recommendation has a lead officer.
1.4 No recommendation is past its due date.
2 Survey of young people
| Statement | Agree | Neither | Disagree | Responses |
| I feel listened to | 112 | 30 | 18 | 160 |
| I know my worker | 121 | 21 | 20 | 162 |
| My plan makes sense | 96 | 34 | 31 | 160 |
| I know how to complain | 80 | 37 | 42 | 159 |
2.1 Seven in ten (70%) of those who answered feel listened to.
2.2 Fewer than half agree that they know how to complain. More people disagree than agree that their plan makes sense.
2.3 Assessments in time were 78% in December, down 4 percentage points from 81% in November.
2.4 The notes of the visit are summarised in paragraph 6.4.
2.5 One family (date of birth of the child: 4 May 2011) has complained to the Ombudsman.
""",
    [
        ("E", "5 February", "weekday"),
        ("E", "five", "5 implemented; 4"),
        ("E", "Two recomm", "2 in progress; 3"),
        ("E", "Every recomm", "7 has no lead"),
        ("E", "past its due", "2 is past"),
        ("E", r"My plan makes sense.*16|\b161\b", "row 161"),
        ("E", "disagree than agree", "96 and 31"),
        ("E", "4 percentage|81%", "3 points"),
        ("E", r"6\.4", "no paragraph"),
        ("E", "birth|personal", "personal"),
    ],
)

PAPERS["adviser_letter"] = (
    """
[header] Private office
Dear Minister
# Sixth report of the improvement adviser, 12 December 2024
The plan now has 84 actions: 31 complete, 38 on track, 10 at risk and 6 off track. In August 27 of 80 actions (34%) were complete; now 31 of 84 (37%) are.
The average caseload fell from 18.2 to 16.9. The share of agency social workers fell from 24% to 26%, which is above that of neighbours.
I read 30 case files: 19 (63%) were good, 8 (26%) required improvement and 3 (10%) were inadequate. Most files were good. The QPA framework is used in each team.
| Team | Workers | Average caseload | Cases |
| North | 12 | 15.5 | 186 |
| South | 10 | 17.2 | 172 |
| East | 11 | 18.0 | 198 |
| West | 9 | 16.0 | 144 |
| All teams | 42 | 16.7 | 710 |
North has 14 workers and the lowest average caseload. East holds the most cases.
The Improvement and Assurance Board is chaired well. I advised the Assurance and Improvement Board to ask for fewer papers.
My next visit begins on Monday 24 February 2025. I shall report by 29 February 2025.
Yours sincerely
[name of adviser]
""",
    [
        ("E", r"84 actions", "31+38+10+6=85"),
        ("W", "80.*84|84.*80|from 80|total", "total changed"),
        ("E", "26%, which|24% to 26|fell from 24", "24 to 26"),
        ("E", r"8 \(26|26%\) req", "8/30 27"),
        ("W", "QPA", "acronym"),
        ("E", r"\b710\b", "total 700"),
        ("E", "14 workers|North", "north 14; 12"),
        ("W", "Assurance and Improvement|Improvement and Assurance", "board by two names"),
        ("E", "29 February", "no day"),
        ("E", "name of adviser", "template"),
    ],
)

PAPERS["health_fund_pdf"] = (
    """
# Health and Wellbeing Board: Better Care Fund, quarter 3
Date: Thursday 20 March 2025
| Scheme | Planned | Actual | % of plan |
| Reablement starts | 640 | 602 | 94.1% |
| Care home admissions | 310 | 329 | 106.1% |
| Breaks for carers | 250 | 215 | 86.0% |
| Handyperson visits | 480 | 455 | 95.8% |
| Total | 1,680 | 1,601 | 95.3% |
Reablement starts were 602 of 640 planned (94%). Breaks for carers were 251 of 250 planned.
Care home admissions fell from 310 to 329.
All schemes are above 90% of plan. Delayed discharges fell by 12%, from 75 to 66.
Spend was £3.2m of £12.8m (20%). The strategy is to be reviewed by Saturday 31 May 2025.
Lorem ipsum
Approved by: ________
""",
    [
        ("E", r"95\.8", "455/480 94.8"),
        ("E", "251", "carers 215"),
        ("E", "310 to 329", "fell"),
        ("E", "All schemes", "carers 86"),
        ("E", "20%", "3.2/12.8 25"),
        ("W", "31 May", "Saturday"),
        ("E", "Lorem", "template"),
        ("E", "Approved by", "blank"),
    ],
)

PAPERS["community_safety"] = (
    """
# Community Safety Partnership: annual report to the Police and Crime Panel
[1] Offences
[2] The table shows offences and those solved.{fn:Without fraud. In 2023/24 there were 861 solved offences.}
| Year | Offences | Solved | Solved rate |
| 2021/22 | 4,210 | 631 | 15.0% |
| 2022/23 | 4,055 | 649 | 16.0% |
| 2023/24 | 3,890 | 681 | 17.5% |
| 2024/25 | 3,702 | 703 | 19.9% |
[2] Offences fell from 4,055 in 2022/23 to 3,980 in 2023/24.
[2] Of 3,702 offences 703 (19%) were solved, the highest rate in four years.
[1] Antisocial behaviour
| Ward | Reports | Share |
| Abbey | 210 | 35% |
| Castle | 150 | 25% |
| Priory | 132 | 22% |
| St Mary's | 108 | 19% |
| Total | 600 | 100% |
[2] Abbey and Castle have 60% of reports between them. More than half of the reports are from Abbey.
[2] Priory had the fewest reports, and Castle had 160.
[2] Cases are heard at MARAC, as paragraph 3.9 explains. {c:Check with the analyst}
[1] Next steps
[2] Chief Inspector <<surname>> will lead the work.
[2] Responses are due by Monday 26 May 2025.
""",
    [
        ("E", "861", "note: 681"),
        ("E", r"19\.9", "703/3702 19.0"),
        ("E", "3,980|3980", "3,890"),
        ("E", "108|101", "108/600 18"),
        ("E", "More than half", "abbey 35"),
        ("E", "fewest", "st mary's"),
        ("E", r"\b160\b", "castle 150"),
        ("W", "MARAC", "acronym"),
        ("E", r"3\.9", "no paragraph"),
        ("W", "comment", "comment"),
        ("E", "surname", "template"),
        ("W", "26 May", "bank holiday"),
    ],
)

PAPERS["board_minutes"] = (
    """
# Minutes of the Improvement Board held on Monday 10 March 2025
1. Apologies
Apologies were received from [insert names]. Nine of the 12 members (75%) were present.
2. Minutes of the last meeting
The minutes of Monday 27 January 2025 were agreed. Nine members voted: 7 for, 2 against and 1 abstained.
3. Action log
| No. | Action | Owner | Due | Status |
| 1 | Circulate the budget | Director of Finance | 14 March 2025 | Closed |
| 2 | Report sickness absence | Head of People | 31 March 2025 | Open |
| 3 | Confirm the terms of reference | Head of Legal Services | 28 March 2025 | Closed |
| 4 | Arrange visits | Programme Manager | 11 April 2025 | Open |
| 5 | Share the peer review | Programme Manager | 30 February 2025 | Open |
Two of the five actions are closed. Action 3 remains open. Four actions are open.
4. Position of the plan
Of 40 actions, 18 (45%) are Green, 12 (30%) Amber and 10 (20%) Red. Green actions rose from 15 to 18, while Red actions rose from 12 to 10.
5. Any other business
The Chair thanked the CVS for its report.
5. Next meeting
Monday 21 April 2025
""",
    [
        ("E", "insert names", "template"),
        ("E", "Nine members", "7+2+1=10"),
        ("E", "30 February", "no day"),
        ("E", "Action 3", "3 is closed"),
        ("E", "Four actions", "4 open; 3"),
        ("E", r"10 \(20|20%", "10/40 25"),
        ("E", "12 to 10", "rose"),
        ("W", "CVS", "acronym"),
        ("E", r"5\. Next|twice|again", "5 twice"),
        ("W", "21 April", "bank holiday"),
    ],
)

PAPERS["adults_cover"] = (
    """
# Progress report to the Adults' Improvement Board, Wednesday 14 May 2025
Data to the end of April 2025
## 1 Position
| Delivery board | B | R | A | G | Total |
| Practice | 6 | 1 | 3 | 8 | 18 |
| Workforce | 3 | 2 | 4 | 5 | 14 |
| Commissioning | 4 | 0 | 2 | 7 | 13 |
| Total | 13 | 3 | 9 | 20 | 44 |
1.1 Of 45 actions, 13 (29%) are Blue, 20 (44%) Green, 9 (20%) Amber and 3 (7%) Red.
1.2 Workforce has no Red actions.
1.3 Commissioning has two Amber and eight Green actions.
1.4 Most of the Red actions are with Practice. {+Cabinet was told.}
## 2 Reds
| Ref | Action | Due | Days overdue | Recovery |
| 3.2 | Quality of assessments | 31 March 2025 | 44 | 30 June 2025 |
| 5.1 | Recruitment of approved professionals | 30 April 2025 | 14 | 31 July 2025 |
| 5.4 | Supervision policy | 28 February 2025 | 57 | 27 June 2025 |
2.1 All three Red actions are overdue.
2.2 Action 5.1 recovers by 30 June 2025.
2.3 Reviews in time were 88% (target 85%), up 9 points from 79%.
2.3 The measures of ASCOF are in Annex 1.
2.4 The Adult Improvement Board meets next on Wednesday 25 June 2025.
Annex 1: measures
""",
    [
        ("E", r"\b44\b.*45|\b45\b.*44", "total 45"),
        ("E", "Workforce has no", "workforce 2 red"),
        ("E", "eight Green|Commissioning has", "8 green; 7"),
        ("E", "Most of the Red", "1 of 3"),
        ("W", "tracked|inserted|Cabinet was", "tracked change"),
        ("E", r"\b57\b", "75 days"),
        ("E", r"5\.1 recovers|30 June", "5.1 31 July"),
        ("E", r"2\.3", "2.3 twice"),
        ("W", "ASCOF", "acronym"),
        ("W", "Adults?'? Improvement Board", "board by two names"),
    ],
)
