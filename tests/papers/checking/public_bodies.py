"""Twelve papers as public bodies write them with planted errors, and twelve without, full of look-alikes.

Each is its text in the marks of `marked_up.py`, and what is planted: its weight (E an error, W a warning), a pattern that its
finding matches, and what it is. All were written down before the checks had seen any of their batch.
"""
# ruff: noqa: E501

Planted = list[tuple[str, str, str]]

PAPERS: dict[str, tuple[str, Planted]] = {}


PAPERS["council_adults"] = (
    """
[header] OFFICIAL
# Adult Social Care Improvement Plan: position at end of February 2024
Report to: Adults Improvement Board
Date: Wednesday 14 March 2024
Author: [insert name of author], Programme Manager
[1] Introduction
[2] This report tells the Board where the 48 actions of the plan stand.{fn:Source: programme tracker, 29 February 2024.}
[2] The plan was agreed by Cabinet on 22 November 2023.
[1] Where we are
[2] Table 1 gives the status of each action.
| Status | Number of actions | Share of actions |
| Complete | 11 | 22.9% |
| On track | 21 | 43.7% |
| At risk | 10 | 20.8% |
| Off track | 6 | 12.5% |
| Total | 48 | 100% |
[2] Of the 48 actions, 32 (66.7%) are complete or on track. Seven actions are off track.
[2] Applications under DoLS are waiting longer than they should, and a recovery plan is in place.
[2] Further detail is in section 7.
[1] What the Board is asked to do
[2] The Adult Improvement Board is asked to note the position.
""",
    [
        ("E", "14 March 2024", "weekday wrong"),
        ("E", "insert name", "template text"),
        ("E", r"43\.7", "truncated percentage"),
        ("E", "seven", "sentence: seven off track, table 6"),
        ("W", "DoLS", "acronym undefined"),
        ("W", "Adults? Improvement Board", "board by two names"),
        ("E", "section 7", "reference to a section that is not there"),
    ],
)

PAPERS["hospital_maternity"] = (
    """
# Maternity and neonatal safety: assurance report
Quality and Safety Committee, 24 April 2024
## 1. Training
1.1 At 31 March, 184 of 212 staff (86.8%) had completed the annual safety training.
| Staff group | In post | Completed | % completed |
| Midwives | 140 | 126 | 90.0% |
| Obstetricians | 28 | 24 | 85.7% |
| Anaesthetists | 18 | 15 | 83.8% |
| Support workers | 26 | 19 | 73.1 |
| Total | 212 | 186 | 86.8% |
1.2 Every staff group is above 80%.
1.3 Completion among obstetricians is 24 of 29.
## 2. Incidents
2.1 There were 14 moderate incidents in quarter 4, as the table shows.
| Month | Moderate | Severe | All |
| January | 5 | 1 | 6 |
| February | 4 | 0 | 4 |
| March | 4 | 2 | 6 |
| Quarter 4 | 13 | 3 | 16 |
2.2 The remaining action is due by 31 June 2024.
2.2 The rota review reports on 15 May 2024.
## 3. Sign-off
| Role | Name | Date |
| Director of Midwifery | Director of Midwifery | 16 April 2024 |
| Medical Director |  |  |
| Chief Nurse | Chief Nurse | 17 April 2024 |
""",
    [
        ("E", r"83\.8", "15 of 18 is 83.3"),
        ("E", r"73\.1", "no % sign"),
        ("E", r"\b186\b", "total of completed"),
        ("E", "every staff group|above 80", "claim in words: support workers 73.1"),
        ("E", r"24 of 29|\b29\b", "24 of 29 against table 28"),
        ("E", r"\b14\b moderate|There were 14|\b14\b.*moderate", "14 moderate incidents, table 13"),
        ("E", "31 June", "day does not exist"),
        ("E", r"2\.2", "paragraph number twice"),
        ("E", "Medical Director", "sign-off blank"),
    ],
)

PAPERS["school_trust"] = (
    """
# Trust improvement plan – autumn report to trustees
Meeting of the Trust Board, Wednesday 11 December 2024
1. Summary
The plan now has 58 actions in five academies. At the summer meeting it had 61.
| Academy | Not started | Behind | On schedule | Finished | Total |
| Oakfield Primary | 1 | 2 | 6 | 3 | 12 |
| Riverside Primary | 0 | 3 | 5 | 4 | 12 |
| Hilltop Junior | 2 | 0 | 4 | 5 | 11 |
| Northgate High | 1 | 4 | 3 | 3 | 11 |
| Meadow Special | 0 | 1 | 7 | 3 | 12 |
| All academies | 4 | 10 | 25 | 18 | 58 |
2. Headlines
- Most of the actions at Northgate High are finished.
- No actions are behind at Riverside Primary.
- Ten actions are behind across the trust, and 18 are finished.
- Hilltop Junior has six actions that are finished.
3. Attendance
Attendance was 93.4%, up 0.6 percentage points on last year.
3. Next steps
Lorem ipsum dolor sit amet.
The next report is due on Saturday 15 March 2025.
The CEO and the LGBs will review the plan before the end of term.
""",
    [
        ("E", "Meadow|All academies|\\b57\\b", "row of Meadow 12 for 11, total 58 for 57"),
        ("W", "61", "total changed without a word"),
        ("E", "Northgate", "most finished at Northgate: 3 of 11"),
        ("E", "Riverside", "no actions behind: 3"),
        ("E", "Hilltop", "six finished, table 5"),
        ("E", r"\b3\b.*(twice|again|number)|3\. Next", "section number twice"),
        ("E", "lorem", "template text"),
        ("W", "15 March 2025", "deadline on a Saturday"),
        ("W", "LGB", "acronym undefined"),
    ],
)

PAPERS["programme_office"] = (
    """
# Transformation portfolio: highlight report, period 7
Portfolio Board 23 October 2024
| Project | Confidence last period | Confidence this period | Start | Finish | Spend to date (£k) |
| Digital front door | Amber | Amber/Green | 1 April 2024 | 31 March 2025 | 410 |
| Estates rationalisation | Amber/Red | Amber/Red | 3 June 2024 | 30 June 2025 | 1,250 |
| Payroll replacement | Green | Amber | 2 September 2024 | 1 August 2024 | 95 |
| Case management | Red | Amber/Red | 8 January 2024 | 28 November 2025 | 720 |
| Contact centre | Green | Green | 6 May 2024 | 20 December 2024 | 60 |
| Total |  |  |  |  | 2,545 |
Three projects are Amber/Red and one is Green.
No project is Green.
Confidence in Payroll replacement has improved since last period.
Go-live of the contact centre is planned for Sunday 1 December 2024 and decision papers are due on 25 December 2024.
Risks: TBC
Approved by: ____________
Contact for this report: <<name>>
""",
    [
        ("E", "1 August 2024|Payroll.*(before|start|end)|2 September", "ends before it begins"),
        ("E", r"2,?545|2,?535", "column of money does not add up"),
        ("E", "three", "three Amber/Red, table two"),
        ("E", "No project", "no project is Green, one is"),
        ("W", "Confidence in Payroll|improved", "improved: Green to Amber"),
        ("W", "25 December", "papers due on a bank holiday"),
        ("W", "TBC", "TBC"),
        ("E", "Approved by|____", "sign-off blank"),
        ("E", "<name>", "template field"),
    ],
)

PAPERS["council_long"] = (
    """
# Report to Cabinet
Title: Children's Services improvement: progress
Meeting date: 3 July 2024
Classification: Open
Decision type: Non-key / Key (delete as appropriate)
Wards affected: All
1. Purpose
1.1 To report the progress of the improvement plan to the Children's Improvement Board and Cabinet.
1.2 This report covers the period from 1 May 2024 to 30 April 2024.
2. Recommendations
2.1 That Cabinet notes the progress in paragraph 4.6.
2.2 That Cabinet receives a further report on Wednesday 18 September 2024.
3. Key considerations
3.1 The plan has 40 actions. At the end of May 10 (25%) were blue, 18 (45%) green, 8 (20%) amber and 5 (12.5%) red.
3.2 The rating of each theme is in the table below.
| Theme | Blue | Green | Amber | Red | Total |
| Front door | 4 | 6 | 1 | 1 | 12 |
| Care planning | 3 | 5 | 3 | 0 | 11 |
| Care leavers | 2 | 4 | 2 | 2 | 10 |
| Workforce | 1 | 3 | 2 | 1 | 7 |
| Total | 10 | 18 | 8 | 4 | 40 |
3.3 Care planning has no reds and three ambers; Care leavers has one red.
3.5 The young person K.B., born 12 May 2011, waited 14 weeks for a placement.
3.6 28 of 40 actions (72%) are blue or green.
4. Implications
4.1 Resources: none arising directly from this report.
4.2 The Childrens Services Improvement Board considered this report on 20 June 2024.
5. Consultees
Finance: Head of Finance, 12 June 2024
Legal:
Equality Duty: Equality Lead, 13 June 2024
Governance:
Appendix A – Plan
""",
    [
        ("E", "delete as appropriate", "template text"),
        ("E", "1 May 2024", "period ends before it begins"),
        ("E", r"4\.6", "reference to a paragraph that is not there"),
        ("E", r"5 \(12\.5|\b5\b.*red", "5 red against table 4"),
        ("E", "Care leavers", "one red at Care leavers, table two"),
        ("W", r"3\.4|3\.5 ~ |place.*3\.5", "number left out"),
        ("E", "personal|12 May 2011|born|birth", "personal details"),
        ("E", "72", "28 of 40 is 70%"),
        ("W", "Improvement Board", "board by two names"),
        ("E", "Legal", "blank"),
        ("E", "Governance", "blank"),
    ],
)

PAPERS["tracked"] = (
    """
# SEND local area partnership: priority action plan update
For the SEND Strategic Partnership Board, 20 November 2024
[1] Progress
[2] {-Nineteen}{+Twenty-one} of the 30 actions are on track{c:Please check with performance team}.
| Rating | September | November |
| On track | 16 (53.3%) | 19 (63.3%) |
| Some delay | 9 (30.0%) | {-7 (23.3%)}{+7 (21.9%)} |
| Significant delay | 5 (16.7%) | 4 (13.3%) |
| Total | 30 | 30 |
[2] Significant delays have gone down from 5 to {+3}{-4}.
[2] The direction of travel is deteriorating.
[2] Figures for health checks to follow.
[1] Timetable
| Step | Date |
| Commission | 4 December 2024 |
| Returns due | 8 January 2025 |
| Quality check | 6 January 2025 |
| Papers published | 14 January 2025 |
| Board | Wednesday 22 January 2025 |
[2] Education, health and care plans are in Annex 3{fn:The DBV programme ends on 30 February 2025.}.
""",
    [
        ("E", "twenty-one", "21 on track, table 19"),
        ("W", "check with performance|comment", "comment left in"),
        ("W", "tracked|change", "tracked changes"),
        ("E", r"21\.9", "stale denominator 7 of 32"),
        ("E", "5 to 3|from 5", "from 5 to 3; table 4"),
        ("W", "deteriorating|direction", "direction of travel: 16 to 19 on track"),
        ("W", "to follow", "figures to follow"),
        ("E", "Quality check|6 January 2025|8 January 2025", "dates out of order"),
        ("W", "DBV", "acronym undefined"),
        ("E", "30 February", "no such day in a footnote"),
    ],
)

PAPERS["boxes_merged"] = (
    """
[header] Fire and Rescue Authority – Improvement and Inspection Board
# Improvement plan: cause for concern actions
[box] Headline: 31 of 45 actions (68.9%) are on track, and 4 are overdue.
[1] Position
| Rating | Previous (7 February 2024) | < | Current (8 May 2024) | < |
| ^ | Number | % | Number | % |
| Complete | 9 | 20.5% | 14 | 31.1% |
| On target | 20 | 45.5% | 18 | 40.9% |
| Slipping | 10 | 22.7% | 8 | 17.8% |
| Overdue | 5 | 11.4% | 5 | 11.1% |
| Total | 44 | 100% | 45 | 100% |
[2] Fewer actions are overdue than in February.
[2] The number complete rose from 9 to 15.
[2] All actions are complete or on target.
[2] One third of actions are slipping.
[empty] Click or tap here to enter text.
[2] The next Improvement and Inspection Board is on Tuesday 5 June 2024.
[sdt] Lead officer: Area Manager XXXX
[2] HMICFRS will revisit in the autumn.
""",
    [
        ("E", r"31 of 45|68\.9|31", "headline in a box: 32 of 45"),
        ("E", "4 are overdue|overdue.*\\b4\\b|\\b4\\b.*overdue", "4 overdue, table 5"),
        ("E", r"40\.9", "stale denominator 18 of 44"),
        ("W", "44|total", "total changed without a word"),
        ("E", "fewer", "fewer overdue: 5 and 5"),
        ("E", "9 to 15|rose", "rose from 9 to 15, table 14"),
        ("E", "All actions", "all complete or on target"),
        ("E", "one third", "slipping 17.8%"),
        ("E", "click or tap", "template text"),
        ("E", "5 June 2024", "weekday"),
        ("E", "XXXX", "template text"),
        ("W", "HMICFRS", "acronym undefined"),
    ],
)

PAPERS["typst_pdf"] = (
    """
# Police and Crime Panel: custody improvement plan
Meeting: Wednesday 14 May 2025
## 1. Position
The plan has 36 recommendations. 27 of them (75%) are discharged or on course.
| Status | Count | Per cent |
| Discharged | 15 | 41.66% |
| On course | 11 | 30.56% |
| In difficulty | 7 | 19.44% |
| Stalled | 3 | 8.33 |
| Total | 36 | 100% |
Two recommendations are stalled. More than half are discharged.
## 2. Timetable
The evaluation report is due on Monday 26 May 2025. The inspectorate returns on Thursday 25 June 2025.
## 3. Author
Report author: [name and job title]
Chief Finance Officer:
""",
    [
        ("E", r"27 of|\b27\b|\(75%\) are", "27 discharged or on course, table 26"),
        ("E", r"41\.66", "truncated"),
        ("E", r"8\.33", "no sign"),
        ("E", "Two rec|two.*stalled", "two stalled, table 3"),
        ("E", "more than half", "41.67% is no half"),
        ("W", "26 May 2025", "bank holiday"),
        ("E", "25 June 2025", "weekday"),
        ("E", "name and job title", "template text"),
        ("E", "Chief Finance", "blank sign-off"),
    ],
)

PAPERS["combined_authority"] = (
    """
# Combined Authority assurance: skills programme
Skills Advisory Panel: 25 June 2025
[1] Background
[2] This paper updates the Skills Advisory Panel on delivery. It follows paragraph 1.9 of the earlier paper.
[1] Delivery
| | Q3 2024/25 | Q4 2024/25 | Change |
| Starts | 1,204 | 1,310 | +106 |
| Completions | 868 | 1,002 | +144 |
| Withdrawals | 96 | 81 | -15 |
[2] Starts rose by 106 to 1,301 in quarter 4.
[2] Withdrawals increased in the quarter.
| Strand | Contracts | Green | Amber | Red |
| Adult skills | 22 | 15 | 5 | 2 |
| Bootcamps | 14 | 9 | 3 | 1 |
| Multiply | 8 | 8 | 0 | 0 |
| Total | 44 | 32 | 8 | 3 |
[2] All Multiply contracts are Green. All bootcamps contracts are Green.
[2] 32 of 44 contracts (73%) are Green, three (6.8%) are Red.
[2] The Skills Advisory Board will meet again on 29 September 2025.
[2] See Table 9 for the spend.
Table 1: delivery. Table 2: contracts by rating.
[1] Sign off
| Reviewer | Outcome | Signed |
| Finance | Approved | 10 June 2025 |
| Legal | [to be completed] | |
| Procurement | Not required: no contract is let | 11 June 2025 |
""",
    [
        ("E", r"144|134", "1,002 less 868 is 134"),
        ("E", r"1,301", "1,301 for 1,310"),
        ("W", "withdrawals", "withdrawals increased; fell"),
        ("E", r"Bootcamps", "bootcamps row 14 against 13"),
        ("E", "All bootcamps", "all bootcamps green"),
        ("W", "Skills Advisory", "panel by two names"),
        ("E", "Table 9", "reference to a table that is not there"),
        ("E", "to be completed", "template text"),
        ("E", "Legal", "blank"),
    ],
)

PAPERS["minutes"] = (
    """
# Minutes of the Improvement Board held on Wednesday 6 June 2024
Present: Independent Chair; Director of Children's Services; Chief Executive
1 Apologies
Apologies were received from the Chief Nurse.
2 Minutes of the last meeting
The minutes of 24 April 2024 were agreed.
3 Action log
| Ref | Action | Owner | Due | Status |
| A12 | Circulate the sufficiency strategy | Head of Commissioning | 10 May 2024 | Closed |
| A13 | Report on caseloads | Head of Service | 31 April 2024 | Open |
| A14 | Agree the audit tool | Principal Social Worker | 26 August 2024 | Open |
| A15 | Write to partners | Chair | 3 July 2024 | Open |
The Board noted that all actions are closed. Two actions remain open.
4 Performance
The share of visits in time was 87.5% (35 of 40), and 9 of 12 audits (66.7%) were good.
5 Any other business
None.
5 Date of next meeting
Wednesday 17 July 2024. Papers will go out by Sunday 7 July 2024.
Signed ................................ Date ................
Contact: the mother can be reached on 07700 900123, case number 4471902.
""",
    [
        ("E", "6 June 2024", "weekday"),
        ("E", "31 April", "no such day"),
        ("W", "26 August 2024", "bank holiday"),
        ("E", "all actions", "all closed: one of four"),
        ("E", "two actions", "two open: three"),
        ("E", r"66\.7", "9 of 12 is 75"),
        ("E", r"\b5\b.*(twice|again|number)", "number twice"),
        ("W", "7 July 2024", "Sunday"),
        ("E", "Signed|\\.\\.\\.\\.", "blank signature"),
        ("E", "personal|case number|phone", "personal details"),
    ],
)

PAPERS["consultation"] = (
    """
# Consultation on the library service: what people told us
Report to Overview and Scrutiny Committee, 12 March 2025
## Responses
We received 312 responses between 6 January 2025 and 2 February 2025.
| Answer | Online | Paper | All | Share |
| Agree | 104 | 43 | 147 | 47.1% |
| Disagree | 70 | 32 | 102 | 32.6% |
| Don't know | 40 | 23 | 63 | 20.1% |
| All responses | 214 | 98 | 312 | |
A majority (52%) agree with the proposal. Almost one in three disagree.
More people disagree than agree.
147 people (47.1%) agree, 102 (32.7%) disagree and 62 do not know.
## Next steps
The decision will be taken at the meeting of Cabinet on 29 February 2025.
Further engagement takes place from 14 April 2025 to 4 April 2025.
See Appendix D for the questions.
Appendix A: questionnaire
Appendix B: equality impact assessment
[Guidance: this section should be no longer than half a page]
""",
    [
        ("E", r"32\.6", "truncated: 32.7"),
        ("E", r"20\.1", "truncated: 20.2"),
        ("E", r"52%", "52% for 47.1"),
        ("E", "More people", "more disagree than agree"),
        ("E", r"62 do not|\b62\b", "62 do not know; 63"),
        ("E", "29 February 2025", "no such day"),
        ("E", "14 April 2025", "ends before it begins"),
        ("E", "Appendix D", "reference to an appendix that is not there"),
        ("E", "Guidance|half a page", "template text"),
    ],
)

PAPERS["annual_trust_bank"] = (
    """
# Quality account: priorities for improvement 2024/25
Trust Board in public, 3 July 2024
[1] Priorities
[2] There are 24 milestones under six priorities (table 1).
| Priority | Milestones | Achieved | Partly achieved | Not achieved | % achieved |
| Falls | 5 | 3 | 1 | 1 | 60% |
| Sepsis | 4 | 2 | 2 | 0 | 50% |
| Discharge | 6 | 1 | 3 | 2 | 17% |
| End of life | 3 | 3 | 0 | 0 | 100% |
| Maternity | 4 | 2 | 1 | 1 | 40% |
| Complaints | 2 | 1 | 0 | 0 | 50% |
| Total | 24 | 12 | 7 | 5 | 50% |
Table 1: milestones by priority at 31 March 2024
[2] Half of all milestones (12 of 24) were achieved; at the end of quarter 3 it was 9 of 26.
[2] All milestones for End of life and for Sepsis were achieved.
[2] Every priority has at least one milestone achieved.
[2] Only one milestone was not achieved for Discharge.
[2] Falls: 40% of milestones were achieved.
[1] Spend
| Priority | Budget £000 | Spent £000 | Variance £000 |
| Falls | 120 | 113 | 7 |
| Sepsis | 80 | 95 | -15 |
| Discharge | 200 | 184 | 26 |
| Total | 400 | 392 | 8 |
[2] Owner: Insert job title here
[2] The ICB and NHSE have been told.
""",
    [
        ("E", r"40%", "Maternity 2 of 4 is 50%"),
        ("E", "Complaints|not achieved.*\\b[45]\\b", "Complaints row / not achieved column"),
        ("W", "26", "total changed without a word 26 to 24"),
        ("E", "Sepsis", "all Sepsis achieved: 2 of 4"),
        ("E", "one milestone was not", "one not achieved for Discharge: 2"),
        ("E", "Falls: 40|Falls", "Falls 60%"),
        ("E", r"\b26\b.*(variance|spent)|Variance|200 ", "variance of Discharge"),
        ("E", "Insert job title", "template text"),
        ("W", "ICB", "acronym undefined"),
        ("W", "NHSE", "acronym undefined"),
    ],
)


PAPERS["c_council_adults"] = (
    """
[header] OFFICIAL – Version 2.10
# Adult Social Care Improvement Plan: position at end of February 2024
Report to: Adults Improvement Board
Date: Thursday 14 March 2024
Author: Programme Manager, Adult Social Care
[1] Introduction
[2] This report tells the Board where the 48 actions of the plan stand on 29 February 2024.{fn:Source: programme tracker, version 3.12, 29 February 2024.}
[2] The plan was agreed by Cabinet on 22 November 2023 and replaces the 2022/23 plan.
[1] Where we are
[2] Table 1 gives the status of each action.
| Status | Number of actions | Share of actions |
| Complete | 11 | 22.92% |
| On track | 21 | 43.75% |
| At risk | 9 | 18.75% |
| Off track | 7 | 14.58% |
| Total | 48 | 100% |
Table 1: status of actions. Figures are rounded and may not add to 100.
[2] Of the 48 actions, 32 (66.67%, about two thirds) are complete or on track. Seven actions are off track.
[2] Deprivation of Liberty Safeguards (DoLS) applications waiting more than 21 days fell from 112 to 87, a fall of 22.3%.
[2] In the survey of carers, 61% said that they could find information easily; the target is 70% and the England average 57.7%.
[2] In March 2023, under the old plan of 52 actions, 40% were on track; eight actions were completed and closed by the Board on 11 October 2023, and four were added, so that there are now 48.
[1] What the Board is asked to do
[2] The Board is asked to note the position in section 2.
""",
    [],
)

PAPERS["c_hospital"] = (
    """
# Maternity and neonatal safety: assurance report
Quality and Safety Committee, 24 April 2024
## 1. Training
1.1 At 31 March, 185 of 213 staff (86.9%) had completed the annual safety training, against a target of 90%.
| Staff group | In post | Completed | % completed | Target |
| Midwives | 140 | 126 | 90.0% | 90% |
| Obstetricians | 28 | 24 | 85.7% | 90% |
| Anaesthetists | 18 | 15 | 83.3% | 90% |
| Support workers | 27 | 20 | 74.1% | 90% |
| Total | 213 | 185 | 86.9% | 90% |
1.2 Three of four staff groups are below the target of 90%.
1.3 Completion among midwives is up 2.4 percentage points since quarter 3, a rise of 2.7 per cent.
## 2. Outcomes
2.1 The rate of stillbirths was 3.4 per 1,000 births (national rate 3.9).
| Measure | Jan | Feb | Mar | Target |
| Booked by 10 weeks | 71.2% | 72.0% | 73.4% | 75% |
| One-to-one care in labour | 99.1% | 99.99% | 100% | 100% |
| Average length of stay (days) | 2.1 | 2.0 | 1.9 | n/a |
| Friends and family score | 94 | 95 | 93 | 95 |
2.2 One-to-one care was 99.99% in February and has risen for two months running.
2.3 Calls to the triage line (020 7946 0018) averaged 46.66 a day, with 13.33 an hour at the peak.
## 3. Sign-off
| Role | Name | Date |
| Director of Midwifery | Director of Midwifery | 16 April 2024 |
| Medical Director | Deputy for the Medical Director | 17 April 2024 |
| Legal | Not required: no legal implications | 17 April 2024 |
""",
    [],
)

PAPERS["c_school_trust"] = (
    """
# Trust improvement plan – autumn report to trustees
Meeting of the Trust Board, Wednesday 11 December 2024
1. Summary
The plan now has 57 actions in five academies. At the summer meeting it had 61; four were completed and have been closed.
| Academy | Not started | Behind | On schedule | Finished | Total |
| Oakfield Primary | 1 | 2 | 6 | 3 | 12 |
| Riverside Primary | 0 | 3 | 5 | 4 | 12 |
| Hilltop Junior | 2 | 0 | 4 | 5 | 11 |
| Northgate High | 1 | 4 | 3 | 3 | 11 |
| Meadow Special | 0 | 1 | 7 | 3 | 11 |
| All academies | 4 | 10 | 25 | 18 | 57 |
2. Headlines
- No actions are behind at Hilltop Junior; ten are behind across the trust.
- 43 of 57 actions (75%) are on schedule or finished.
- Most of the actions at Meadow Special are on schedule.
- Ofsted judged two of the five schools good in 2023/24.
3. Attendance
| | Autumn 2023 | Autumn 2024 | National 2024 |
| Attendance | 92.8% | 93.4% | 92.9% |
| Persistent absence | 21.5% | 19.8% | 20.0% |
| Suspensions per 100 pupils | 3.1 | 2.7 | 3.0 |
Attendance was 93.4%, up 0.6 percentage points on last year (92.8%). Key stage 2 results: 64% met the standard in reading, writing and maths, against 61% nationally.
4. Next steps
The term ends on Friday 20 December 2024, and the fair is on Saturday 7 December 2024. The next report is due on 14 March 2025.
The Chief Executive Officer (CEO) and the local governing bodies will review the plan. Version 1.9 of the plan was followed by version 1.10.
""",
    [],
)

PAPERS["c_programme_office"] = (
    """
# Transformation portfolio: highlight report, period 7
Portfolio Board, 23 October 2024
| Project | Confidence last period | Confidence this period | Start | Finish | Spend to date (£k) |
| Digital front door | Amber | Amber/Green | 1 April 2024 | 31 March 2025 | 410 |
| Estates rationalisation | Amber/Red | Amber/Red | 3 June 2024 | 29 June 2025 | 1,250 |
| Payroll replacement | Green | Amber | 2 September 2024 | 1 August 2025 | 95 |
| Case management | Red | Amber/Red | 8 January 2024 | 28 November 2025 | 720 |
| Contact centre | Green | Green | 6 May 2024 | 20 December 2024 | 60 |
| Total |  |  |  |  | 2,535 |
Two projects are Amber/Red, one is Amber and one is Green. No project is Red.
Confidence in Case management has improved since last period; Payroll replacement has worsened.
Go-live of the contact centre is on the night of Saturday 14 December to Sunday 15 December 2024.
Key to the levels of confidence
| Key | Meaning |
| Green | Successful delivery highly likely |
| Amber/Green | Successful delivery probable |
| Amber | Feasible, with significant issues |
| Amber/Red | In doubt |
| Red | Unachievable |
Milestones of Digital front door
| Milestone | Baseline | Forecast | Variance (weeks) |
| Design complete | 28 June 2024 | 12 July 2024 | 2 |
| Build complete | 30 August 2024 | 13 September 2024 | 2 |
| Go-live | 2 December 2024 | 15 December 2024 | 2 |
Risks: 12 open risks (4 high, 6 medium, 2 low); last period there were 11, and one was added.
Approved by: Portfolio Director, 18 October 2024
""",
    [],
)

PAPERS["c_council_long"] = (
    """
# Report to Cabinet
Title: Children's Services improvement: progress
Meeting date: 3 July 2024
Classification: Open
Decision type: Non-key
Wards affected: All
1. Purpose
1.1 To report the progress of the improvement plan to Cabinet.
1.2 This report covers the period from 1 May 2024 to 31 May 2024.
2. Recommendations
2.1 That Cabinet notes the progress in paragraph 3.6.
2.2 That Cabinet receives a further report on Wednesday 18 September 2024.
3. Key considerations
3.1 The plan has 40 actions. At the end of May 10 (25%) were blue, 18 (45%) green, 8 (20%) amber and 4 (10%) red.
3.2 The rating of each theme is in the table below.
| Theme | Blue | Green | Amber | Red | Total |
| 1.1 Front door | 4 | 6 | 1 | 1 | 12 |
| 1.2 Care planning | 3 | 5 | 3 | 0 | 11 |
| 1.9 Care leavers | 2 | 4 | 2 | 2 | 10 |
| 1.10 Workforce | 1 | 3 | 2 | 1 | 7 |
| Total | 10 | 18 | 8 | 4 | 40 |
3.3 Care planning has no reds and three ambers; Care leavers has two reds.
3.4 Action 2.10 follows 2.9. Both red actions in Care leavers were rated amber in April.
3.5 Half of the 16 social workers recruited since 1 April 2024 are newly qualified. 12.5% of posts are vacant, compared with 17% a year ago.
3.6 28 of 40 actions (70%) are blue or green.
3.7 The report to Cabinet of 6 March 2024 said that “24 of 41 actions (58.5%) are blue or green”. One action has been merged since.
4. Implications
4.1 Resources: none arising directly from this report, Section 151 Officer, 12 June 2024. The grant is £1.2m for 2024/25 (£0.9m for 2023/24).
4.2 Legal: section 17 of the Children Act 1989 and regulation 4.6 of the regulations apply.
5. Consultees
Finance: Head of Finance, 12 June 2024
Legal: not required, no legal implications
Equality Duty: Equality Lead, 13 June 2024
Appendix A – Plan
""",
    [],
)

PAPERS["c_tracked"] = (
    """
# SEND local area partnership: priority action plan update
For the SEND (special educational needs and disabilities) Partnership Board, 20 November 2024
[1] Progress
[2] Nineteen of the 30 actions (63.3%) are on track, up from 16.
| Rating | September | November |
| On track | 16 (53.3%) | 19 (63.3%) |
| Some delay | 9 (30.0%) | 7 (23.3%) |
| Significant delay | 5 (16.7%) | 4 (13.3%) |
| Total | 30 | 30 |
[2] Significant delays have gone down from 5 to 4. The direction of travel is positive.
[2] In October 2024, 41.7% of new education, health and care (EHC) plans were issued in 20 weeks (47.9% in the region).
[1] Timetable
| Step | Date | Working days before |
| Commission | 4 December 2024 | 33 |
| Returns due | 8 January 2025 | 10 |
| Quality check | 10 January 2025 | 8 |
| Papers published | 14 January 2025 | 6 |
| Board | Wednesday 22 January 2025 | 0 |
[2] Plans are in Annex 1{fn:See the national guidance, published on 31 January 2023, chapter 9, paragraphs 9.14 to 9.19.}. By the end of Q4 (31 March 2025) all plans older than 52 weeks will have been reviewed.
Annex 1: plans
""",
    [],
)

PAPERS["c_boxes"] = (
    """
[header] Fire and Rescue Authority – Improvement and Inspection Board
# Improvement plan: cause for concern actions
[box] Headline: 32 of 45 actions (71.1%) are on track, and 5 are overdue.
[1] Position
| Rating | Previous (7 February 2024) | < | Current (8 May 2024) | < |
| ^ | Number | % | Number | % |
| Complete | 9 | 20.5% | 14 | 31.1% |
| On target | 20 | 45.5% | 18 | 40.0% |
| Slipping | 10 | 22.7% | 8 | 17.8% |
| Overdue | 5 | 11.4% | 5 | 11.1% |
| Total | 44 | 100% | 45 | 100% |
Percentages may not sum to 100 because of rounding. One action was added by the Board on 13 March 2024.
[2] As many actions are overdue as in February, and fewer are slipping.
[2] The number complete rose from 9 to 14, and on target fell from 20 to 18.
[2] All five overdue actions have a recovery date. None of the actions due before 2024 is open.
[2] Response times averaged 8 minutes 12 seconds (target 8 minutes). Home visits were 4,310 against 4,000, 107.75% of the target.
[2] The next Improvement and Inspection Board is on Wednesday 5 June 2024 at 10.30.
[sdt] Lead officer: Area Manager, Prevention
[2] His Majesty's Inspectorate of Constabulary and Fire & Rescue Services (HMICFRS) will revisit in the autumn.
""",
    [],
)

PAPERS["c_typst_pdf"] = (
    """
# Police and Crime Panel: custody improvement plan
Meeting: Wednesday 14 May 2025
## 1. Position
The plan has 36 recommendations. 26 of them (72.2%) are discharged or on course.
| Status | Count | Per cent |
| Discharged | 15 | 41.67% |
| On course | 11 | 30.56% |
| In difficulty | 7 | 19.44% |
| Stalled | 3 | 8.33% |
| Total | 36 | 100% |
Three recommendations are stalled. More than two fifths are discharged.
| Force area | Detentions 2023/24 | Detentions 2024/25 | Change |
| North | 8,120 | 7,964 | -1.9% |
| South | 5,433 | 5,611 | +3.3% |
| All | 13,553 | 13,575 | +0.2% |
## 2. Timetable
The evaluation report is due on Tuesday 27 May 2025. The inspectorate returns on Wednesday 25 June 2025.
## 3. Author
Report author: Head of Custody, 101 extension 45510
""",
    [],
)

PAPERS["c_combined"] = (
    """
# Combined Authority assurance: skills programme
Skills Advisory Panel: 25 June 2025
[1] Background
[2] This paper updates the Skills Advisory Panel on delivery. It follows paragraph 1.9 of the paper of 26 March 2025. The Skills Board of the department is another body.
[1] Delivery
| | Q3 2024/25 | Q4 2024/25 | Change |
| Starts | 1,204 | 1,310 | +106 |
| Completions | 868 | 1,002 | +134 |
| Withdrawals | 96 | 81 | -15 |
[2] Starts rose by 106 (8.8%) to 1,310 in quarter 4. Withdrawals fell by 15.
| Strand | Contracts | Green | Amber | Red | Value (£m) |
| Adult skills | 22 | 15 | 5 | 2 | 11.4 |
| Bootcamps | 14 | 9 | 4 | 1 | 6.05 |
| Multiply | 8 | 8 | 0 | 0 | 2.0 |
| Total | 44 | 32 | 9 | 3 | 19.45 |
[2] All Multiply contracts are Green. None of the Multiply contracts is Red.
[2] 32 of 44 contracts (73%) are Green and three (6.8%) are Red.
[2] Of the learners who answered the survey (response rate 34%), 88% were satisfied.
[2] Table 2 has the contracts by rating.
Table 1: delivery. Table 2: contracts by rating.
[1] Sign off
| Reviewer | Outcome | Signed |
| Finance | Approved | 10 June 2025 |
| Legal | Approved | 10 June 2025 |
| Procurement | Not required: no contract is let | 11 June 2025 |
""",
    [],
)

PAPERS["c_minutes"] = (
    """
# Minutes of the Improvement Board held on Thursday 6 June 2024
Present: Independent Chair; Director of Children's Services; Chief Executive
1 Apologies
Apologies were received from the Chief Nurse.
2 Minutes of the last meeting
The minutes of 24 April 2024 were agreed, subject to “12 of 14” being corrected to “11 of 14”.
3 Action log
| Ref | Action | Owner | Due | Status |
| A9 | Circulate the sufficiency strategy | Head of Commissioning | 10 May 2024 | Closed |
| A10 | Report on caseloads | Head of Service | 30 April 2024 | Open |
| A11 | Agree the audit tool | Principal Social Worker | 27 August 2024 | Open |
| A12 | Write to partners | Chair | 3 July 2024 | Open |
Three actions remain open and one is closed. The oldest is 37 days overdue.
4 Performance
The share of visits in time was 87.5% (35 of 40), and 9 of 12 audits (75%) were good. Staff turnover was 13.33% over 12 months.
4.1 The Chair asked why 0.6% was called a rise; it is 0.6 points.
5 Any other business
None.
6 Date of next meeting
Wednesday 17 July 2024, 14:00 to 16:30, room 2.10. Papers will go out by Tuesday 9 July 2024.
The meeting closed at 16.25.
""",
    [],
)

PAPERS["c_consultation"] = (
    """
# Consultation on the library service: what people told us
Report to Overview and Scrutiny Committee, 12 March 2025
## Responses
We received 312 responses between 6 January 2025 and 2 February 2025 (consultation closed on Sunday 2 February 2025 at midnight).
| Answer | Online | Paper | All | Share |
| Agree | 104 | 43 | 147 | 47.1% |
| Disagree | 70 | 32 | 102 | 32.7% |
| Don't know | 40 | 23 | 63 | 20.2% |
| All responses | 214 | 98 | 312 | 100.0% |
More people agree than disagree. Almost one in three disagree. 147 people (47.1%) agree, 102 (32.7%) disagree and 63 do not know.
| Which of these do you use? (choose all that apply) | People | % of people |
| Books | 268 | 86% |
| Computers | 141 | 45% |
| Events | 120 | 38% |
Base: 312 people. They could choose more than one answer.
In the last consultation, in 2019, 55% agreed. Among people aged under 25 (38 responses), 66% agree.
| Comment theme | Example |
| Opening hours | “The library is open on 2 days out of 7, that is 20%!” |
| Staff | “All the staff are wonderful” |
## Next steps
The decision will be taken at the meeting of Cabinet on 26 March 2025. Further engagement takes place from 14 April 2025 to 2 May 2025.
See Appendix B for the questions.
Appendix A: equality impact assessment
Appendix B: questionnaire
""",
    [],
)

PAPERS["c_quality_account"] = (
    """
# Quality account: priorities for improvement 2024/25
Trust Board in public, 3 July 2024
[1] Priorities
[2] There are 24 milestones under six priorities (table 1).
| Priority | Milestones | Achieved | Partly achieved | Not achieved | % achieved |
| Falls | 5 | 3 | 1 | 1 | 60% |
| Sepsis | 4 | 2 | 2 | 0 | 50% |
| Discharge | 6 | 1 | 3 | 2 | 17% |
| End of life | 3 | 3 | 0 | 0 | 100% |
| Maternity | 4 | 2 | 1 | 1 | 50% |
| Complaints | 2 | 1 | 1 | 0 | 50% |
| Total | 24 | 12 | 8 | 4 | 50% |
Table 1: milestones by priority at 31 March 2024
[2] Half of all milestones (12 of 24) were achieved, 20 (83%) in full or in part.
[2] All milestones for End of life were achieved. Every priority has at least one milestone achieved.
[2] Falls with harm fell by 14% to 1.53 per 1,000 bed days, and pressure ulcers by a third, from 90 to 60.
[1] Spend
| Priority | Budget £000 | Spent £000 | Variance £000 |
| Falls | 120 | 113 | 7 |
| Sepsis | 80 | 95 | (15) |
| Discharge | 200 | 184 | 16 |
| Total | 400 | 392 | 8 |
Principal risks at 31 March 2024
| Risk | Likelihood | Impact | Score | Target |
| Staffing | 4 | 5 | 20 | 12 |
| Estate | 3 | 4 | 12 | 8 |
| Cyber | 4 | 4 | 16 | 9 |
[2] The average risk score is 16. The highest is Staffing.
[1] Glossary
| Term | Meaning |
| ICB | Integrated Care Board |
| NHSE | NHS England |
[2] The ICB and NHSE have been told.
""",
    [],
)
