"""Ten papers of public bodies in which nothing is wrong, full of what looks like it: the other half of the sixth batch.

They were written down before any code of the checks was read or had seen them.
"""
# ruff: noqa: E501

PAPERS: dict[str, tuple[str, list[tuple[str, str, str]]]] = {}

PAPERS["f_hospital_trust"] = (
    """
[header] Northmoor Hospitals: Board of Directors
# Integrated Improvement Plan
Meeting of Thursday 27 March 2025, agenda item 7
[1] Purpose
[2] The Board is asked to note progress on the plan that it agreed on 30 May 2024. The baseline is 29 February 2024, a leap day.
[1] Position of the plan
| Workstream | Actions | < | < | < | Share closed |
| ^ | Open | Overdue | Closed | All | ^ |
| Urgent care | 6 | 2 | 10 | 18 | 55.6% |
| Theatres | 4 | 1 | 7 | 12 | 58.3% |
| Cancer | 5 | 3 | 6 | 14 | 42.9% |
| Maternity | 2 | 0 | 9 | 11 | 81.8% |
| Total | 17 | 6 | 32 | 55 | 58.2% |
[2] Of the 55 actions, 32 (58%) are closed and six are overdue. Half of those overdue are in Cancer.
[2] Every workstream but Maternity has at least one overdue action. Theatres has closed seven of its 12 actions.
[2] The highest share closed is in Maternity; the lowest is in Cancer.
[1] Performance against the standards
| Standard | Target | January 2025 | February 2025 | Change (points) |
| Four-hour emergency standard | 78.0% | 71.4% | 73.2% | 1.8 |
| 62-day cancer standard | 70.0% | 66.1% | 64.9% | -1.2 |
| Six-week diagnostic standard | 95.0% | 88.0% | 90.5% | 2.5 |
| Cancelled operations rebooked | 90.0% | 84.0% | 86.5% | 2.5 |
[2] Emergency performance improved from 71.4% to 73.2%. The 62-day standard fell from 66.1% to 64.9%, and 1 in 3 patients waits longer than 62 days.
[2] The mean wait is 17.4 weeks against 18 weeks. Friends and family gave 4.6 out of 5 on wards 3, 7 and 12. The rate of falls was 5.2 per 1,000 bed days.
[2] 24/7 cover began on 1 April 2024; 12 of 14 consultants (86%) work the new rota.
[1] Assurance
| Reviewed by | Outcome | Date |
| Chief Finance Officer | Content | 14 March 2025 |
| Chief Nurse | Content | 18 March 2025 |
| Trust Secretary | Content | 17 March 2025 |
[2] The next report is due on Thursday 29 May 2025. Questions: 0300 123 4567, extension 2025.
""",
    [],
)

PAPERS["f_schools_standards"] = (
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
1.1 Four of the six priorities are now Green and one is Red; in autumn two were Red and two Green.
1.2 Attendance has moved from Red to Amber. No priority is rated lower than in autumn, and Inclusion is still Red.
1.3 Year 6 pupils at three schools sat the mock tests. A third of lessons in Year 11 were visited in the first half of term.
2. Absence
| School | On roll | Persistently absent | % |
| Ashdown Infant | 178 | 25 | 14.0% |
| Ashdown Junior | 241 | 41 | 17.0% |
| Calder High | 912 | 221 | 24.2% |
| Fernhill Primary | 315 | 47 | 14.9% |
| Trust | 1,646 | 334 | 20.3% |
2.1 Across the trust 334 of 1,646 pupils (20.3%) were persistently absent; the national figure is 21.2%. About two thirds of them are at Calder High.
2.2 Ashdown Infant has the lowest rate, and 153 of its pupils were not persistently absent.
2.3 Attendance of boys was 92.8% and of girls 93.4%, a gap of 0.6 points. 5 A* to C was replaced by 9 to 1 in 2017.
3. Staff and pupils
3.1 There are 12 vacancies: 7 at Calder High, 3 at Fernhill Primary and 2 in the central team.
3.2 Permanent exclusions fell by a third, from 18 to 12. Suspensions rose by 25%, from 40 to 50.
3.3 Tests are on 12, 13, 14 and 15 May 2025. Half-term is from 26 to 30 May 2025.
3.4 The next meeting is on Tuesday 24 June 2025.
""",
    [],
)

PAPERS["f_cabinet_children"] = (
    """
[header] Cabinet, 16 January 2025
# Progress of the Children's Services Improvement Plan
| Report of | Corporate Director of Children's Services |
| Classification | Open, with an exempt appendix under paragraph 3 of Schedule 12A |
| Key decision | Yes |
| Wards affected | All |
[sdt] Ward members have been consulted.
[1] Recommendations
[2] That Cabinet notes the progress made on the 72 actions of the plan (Appendix A).
[2] That Cabinet delegates the detail to the section 151 officer under section 9E of the Local Government Act 2000.
[1] Key considerations
| Rating | 30 September 2024 | < | 31 December 2024 | < |
| ^ | No. | % | No. | % |
| Blue: complete | 15 | 20.0 | 24 | 33.3 |
| Green: on track | 31 | 41.3 | 29 | 40.3 |
| Amber: at risk | 22 | 29.3 | 14 | 19.4 |
| Red: off track | 7 | 9.3 | 5 | 6.9 |
| Total | 75 | 100 | 72 | 100 |
[2] Percentages may not sum to 100 because of rounding. Three actions were merged into others by decision of the Improvement Board in November 2024.
[2] Blue and Green actions are 53 of 72 (73.6%), against 46 of 75 (61.3%) in September. Red actions have fallen by two.
[2] Nearly three quarters of actions are complete or on track, up by 12.3 percentage points.
[2] Under Working Together 2023, 15 working days are allowed for a conference, 45 for an assessment and 20 weeks for an education plan.
[1] Resources
| Item | 2024/25 £000 | 2025/26 £000 | Total £000 |
| Staffing | 420 | 435 | 855 |
| Systems | 180 | 60 | 240 |
| Training | 45 | 45 | 90 |
| Total | 645 | 540 | 1,185 |
[2] The cost of 2024/25 is £645,000, of which staffing is 65%. Of the total of £1.185m, £0.4m is met by a grant and the rest from reserves.
[2] Pay is assumed to rise by 3.5% in 2025/26. Council tax at Band D is £1,842.50.
[1] Consultation
[2] The Improvement Board considered a draft on 4 December 2024. Consultation ran from 2 December 2024 to 20 December 2024: 1,204 letters went out and 187 answers came back.
[2] The Corporate Parenting Board and the Safeguarding Children Partnership Board were also asked.
Appendix A: the plan
Appendix B (exempt): contract of the systems supplier
""",
    [],
)

PAPERS["f_housing_programme"] = (
    """
# Housing Transformation Programme: highlight report no. 9, February 2025
[box] Overall: Watch. 11 of 20 milestones (55%) are delivered.
## 1. Milestones
| Milestones | January | February |
| Delivered | 9 | 11 |
| On plan | 7 | 5 |
| Watch | 2 | 3 |
| Intervene | 2 | 1 |
| Total | 20 | 20 |
- Milestones on Watch rose from 2 to 3; those that need intervention halved.
- Just over half of the milestones are delivered, and five more are on plan.
| Ref | Milestone | Baseline | Forecast | Slip (weeks) |
| M12 | Repairs portal live | 3 March 2025 | 31 March 2025 | 4 |
| M13 | Stock survey complete | 28 February 2025 | 28 March 2025 | 4 |
| M14 | New structure in place | 1 April 2025 | 13 May 2025 | 6 |
- M13 is forecast for 28 March 2025. 62% of homes have been surveyed, 1,240 in all; the aim by M13 is 2,000.
## 2. Risks
| ID | Risk | Likelihood | Impact | Score |
| R1 | Contractor capacity | 4 | 4 | 16 |
| R2 | Data migration | 3 | 5 | 15 |
| R3 | Tenant engagement | 2 | 3 | 6 |
| R4 | Funding gap | 3 | 4 | 12 |
| R5 | Staff turnover | 3 | 3 | 9 |
- The highest scoring risk is R1. Two risks score 15 or more. Risk R6 was closed in January.
## 3. Budget
| | Budget | Actual | Variance |
| Staffing | £310,000 | £298,500 | £11,500 |
| Consultancy | £120,000 | £131,200 | (£11,200) |
| Licences | £85,000 | £80,250 | £4,750 |
| Total | £515,000 | £509,950 | £5,050 |
- The budget is underspent by 1%. Day rates rose by 4% from £525 to £546. Three of five contractors are paid monthly.
- Version 2.10 of the system follows 2.9 and goes live in Q1 2025/26. The next board is on 19 March 2025.
""",
    [],
)

PAPERS["f_scrutiny_tracker"] = (
    """
# Children and Families Scrutiny Committee
Wednesday 5 February 2025
1 Recommendations made since May 2024
| No. | Recommendation | Lead officer | Due | Status |
| 1 | Publish the dashboard each month | Head of Performance | 29 November 2024 | Implemented |
| 2 | Review the foster carer offer | Head of Resources | 13 February 2025 | In progress |
| 3 | Report waiting times by area | Head of Performance | 31 October 2024 | Implemented |
| 4 | Train members in safeguarding | Democratic Services | 28 March 2025 | In progress |
| 5 | Visit a children's home | Democratic Services | 20 December 2024 | Implemented |
| 6 | Ask young people about transport | Head of Participation | 30 April 2025 | Not started |
| 7 | Map early help across wards | Head of Early Help | 31 March 2025 | In progress |
| 8 | Write to the Integrated Care Board | Committee chair | 15 November 2024 | Implemented |
1.1 Of the eight recommendations, half have been implemented and one has not started. Three are in progress.
1.2 Every recommendation has a lead officer, and none is past its due date. Democratic Services lead on two of them.
1.3 A two-thirds majority is needed to call a decision in (Standing Order 14.3); 10 of 15 members is enough.
2 Survey of young people
| Statement | Agree | Neither | Disagree | Responses |
| I feel listened to | 112 | 30 | 18 | 160 |
| I know my worker | 121 | 21 | 20 | 162 |
| My plan makes sense | 96 | 34 | 31 | 161 |
| I know how to complain | 80 | 37 | 42 | 159 |
2.1 Seven in ten (70%) of those who answered feel listened to, and three quarters know their worker.
2.2 Half of them know how to complain. More people agree than disagree with each statement.
2.3 Assessments in time were 78% in December, down 3 percentage points from 81% in November, and above the 75% of neighbours.
2.4 Of the 642 answers 111 were to disagree (17%). 18 of those who do not feel listened to are in care; 12 of 20 care leavers (60%) answered.
2.5 The notes of the visit are summarised in paragraph 2.4 of the report of 6 November 2024.
""",
    [],
)

PAPERS["f_adviser_letter"] = (
    """
[header] Private office
Dear Minister
# Sixth report of the improvement adviser, 12 December 2024
The plan now has 84 actions: 31 complete, 38 on track, 10 at risk and 5 off track. In August 27 of 80 actions (34%) were complete; now 31 of 84 (37%) are. Four actions were added in October after the peer review.
The average caseload fell from 18.2 to 16.9. The share of agency social workers rose from 24% to 26%, which is above that of neighbours (19%). One worker in four has been here for less than a year.
I read 30 case files: 19 (63%) were good, 8 (27%) required improvement and 3 (10%) were inadequate. Most files were good. Of the 8, two were close to good. In 12 files the chronology was missing. 40% is a high share for that.
| Team | Workers | Average caseload | Cases |
| North | 12 | 15.5 | 186 |
| South | 10 | 17.2 | 172 |
| East | 11 | 18.0 | 198 |
| West | 9 | 16.0 | 144 |
| All teams | 42 | 16.7 | 700 |
North has 12 workers and the lowest average caseload. East holds the most cases. Five of the 42 workers are newly qualified (12%).
The Improvement Board is chaired well. The Delivery Board and the Corporate Leadership Team meet every month; the Safeguarding Board does so every quarter.
My next visit begins on Monday 24 February 2025. I shall report by 28 February 2025, the last day of the month, as in 2024, when it was the 29th.
Yours sincerely
Improvement adviser
""",
    [],
)

PAPERS["f_health_fund_pdf"] = (
    """
# Health and Wellbeing Board: Better Care Fund, quarter 3
Date: Thursday 20 March 2025
| Scheme | Planned | Actual | % of plan |
| Reablement starts | 640 | 602 | 94.1% |
| Care home admissions | 310 | 329 | 106.1% |
| Breaks for carers | 250 | 215 | 86.0% |
| Handyperson visits | 480 | 455 | 94.8% |
| Total | 1,680 | 1,601 | 95.3% |
Reablement starts were 602 of 640 planned (94%). Care home admissions were 19 above plan. All schemes are above 85% of plan.
Delayed discharges fell by 12%, from 75 to 66. Spend was £3.2m of £12.8m (25%) in the quarter and £9.6m since April (75%).
Flu vaccination: 71.3% of people over 65, target 75%. Cover of two-year-olds was 44.0%, up from 41.5%.
The strategy is to be reviewed by Friday 30 May 2025. The budget for 2025-26 rises by 3.93%, or 0.5 million pounds, to £13.3m.
Approved by: Director of Public Health, 11 March 2025
Telephone 01234 567890. Room 1.12, first floor.
""",
    [],
)

PAPERS["f_community_safety"] = (
    """
# Community Safety Partnership: annual report to the Police and Crime Panel
[1] Offences
[2] The table shows offences and those solved.{fn:Without fraud. In 2020/21, with lockdowns, there were 3,310 offences.}
| Year | Offences | Solved | Solved rate |
| 2021/22 | 4,210 | 631 | 15.0% |
| 2022/23 | 4,055 | 649 | 16.0% |
| 2023/24 | 3,890 | 681 | 17.5% |
| 2024/25 | 3,702 | 703 | 19.0% |
[2] Offences fell from 3,890 in 2023/24 to 3,702 in 2024/25, and by 12.1% since 2021/22.
[2] Of 3,702 offences 703 (19%) were solved, the highest rate in four years. The rate rose by 1.5 points in the last year and by 4 in three years.
[1] Antisocial behaviour
| Ward | Reports | Share |
| Abbey | 210 | 35% |
| Castle | 150 | 25% |
| Priory | 132 | 22% |
| St Mary's | 108 | 18% |
| Total | 600 | 100% |
[2] Abbey and Castle have 60% of reports between them. More than a third of the reports are from Abbey, and a quarter from Castle.
[2] St Mary's had the fewest reports. Of the 150 reports in Castle, 90 (60%) came at the weekend; 45 of the 132 in Priory did (34%).
[2] High-risk cases go to a multi-agency risk assessment conference (MARAC). The MARAC met 26 times.
[1] Next steps
[2] The sergeant of each ward reports in Q1, Q2, Q3 and Q4. Call 101, or 999 in an emergency.
[2] Responses are due by Tuesday 27 May 2025. The plan runs from 1 April 2025 to 31 March 2028.
""",
    [],
)

PAPERS["f_board_minutes"] = (
    """
# Minutes of the Improvement Board held on Monday 10 March 2025
1. Apologies
Apologies were received from the Director of Housing and two others. Nine of the 12 members (75%) were present.
2. Minutes of the last meeting
The minutes of Monday 27 January 2025 were agreed. Nine members voted: 6 for, 2 against and 1 abstained.
3. Action log
| No. | Action | Owner | Due | Status |
| 1 | Circulate the budget | Director of Finance | 14 March 2025 | Closed |
| 2 | Report sickness absence | Head of People | 31 March 2025 | Open |
| 3 | Confirm the terms of reference | Head of Legal Services | 28 March 2025 | Closed |
| 4 | Arrange visits | Programme Manager | 11 April 2025 | Open |
| 5 | Share the peer review | Programme Manager | 28 February 2025 | Open |
Two of the five actions are closed. Action 5 remains open and is overdue. The Programme Manager has two of the three open actions.
4. Position of the plan
Of 40 actions, 18 (45%) are Green, 12 (30%) Amber and 10 (25%) Red. Green actions rose from 15 to 18, while Red actions fell from 12 to 10.
At the meeting before, the share of Green was 37.5%. The board asked for 50% by July; three delivery boards have plans for it.
5. Any other business
The Chair thanked the community and voluntary sector for its report. The 2.10 from the station is late on most days.
6. Next meeting
Monday 28 April 2025, at 2.30 pm in Committee Room 3
""",
    [],
)

PAPERS["f_adults_cover"] = (
    """
# Progress report to the Adults' Improvement Board, Wednesday 14 May 2025
Data to the end of April 2025
## 1 Position
| Delivery board | B | R | A | G | Total |
| Practice | 6 | 1 | 3 | 8 | 18 |
| Workforce | 3 | 2 | 4 | 5 | 14 |
| Commissioning | 4 | 0 | 2 | 7 | 13 |
| Total | 13 | 3 | 9 | 20 | 45 |
1.1 Of 45 actions, 13 (29%) are Blue, 20 (44%) Green, 9 (20%) Amber and 3 (7%) Red.
1.2 Workforce has two Red actions and Commissioning none. Practice has 40% of all actions.
1.3 Commissioning has two Amber and seven Green actions. Most of the Red actions are with Workforce.
1.4 Green is used by 8 of 18 actions of Practice (44%). Eleven of 13 of Commissioning (85%) are complete or on track.
## 2 Reds
| Ref | Action | Due | Days overdue | Recovery |
| 3.2 | Quality of assessments | 31 March 2025 | 44 | 30 June 2025 |
| 5.1 | Recruitment of approved professionals | 30 April 2025 | 14 | 31 July 2025 |
| 5.4 | Supervision policy | 28 February 2025 | 75 | 27 June 2025 |
2.1 All three Red actions are overdue. Action 5.4 is overdue the longest, by 75 days.
2.2 Action 5.1 recovers by 31 July 2025: 6 of 10 posts are filled, and interviews for 3 more are on 2 and 3 June 2025.
2.3 Reviews in time were 88% (target 85%), up 9 points from 79%. Half of all assessments take 28 days or fewer.
2.4 The measures are in Annex 1. The red book, the green paper of 2021 and the amber list are not part of this report.
2.5 The board meets next on Wednesday 25 June 2025.
Annex 1: measures
""",
    [],
)
