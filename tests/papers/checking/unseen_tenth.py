"""The tenth batch: eight papers with planted errors and eight without, written with the ninth and held back until that was
mended.

Each as in `public_bodies_sixth.py`.
"""
# ruff: noqa: E501

Planted = list[tuple[str, str, str]]

PAPERS: dict[str, tuple[str, Planted]] = {}


PAPERS["probation_board"] = (
    """
# Youth Justice Management Board – improvement plan update
Meeting: Wednesday 15 July 2026
Report author: Head of Youth Justice
## Summary
The inspection of November 2025 made nine recommendations, which became 34 actions. Fifteen are finished, 11 are moving, 5 are stuck and 4 have yet to start.
| Recommendation | Finished | Moving | Stuck | To start | Actions | Lead agency |
| R1 Board | 3 | 1 | 0 | 0 | 4 | Council |
| R2 Workforce | 1 | 2 | 1 | 0 | 4 | Council |
| R3 Partnerships | 2 | 1 | 1 | 1 | 5 | Police |
| R4 Facilities | 0 | 1 | 2 | 1 | 4 | Council |
| R5 Assessment | 3 | 1 | 0 | 0 | 4 | Council |
| R6 Victims | 2 | 2 | 0 | 1 | 5 | Police |
| R7 Education | 2 | 2 | 0 | 0 | 4 | Schools Forum |
| R8 Health | 2 | 1 | 0 | 1 | 4 | ICB |
| Total | 15 | 11 | 4 | 4 | 34 | |
- Nothing is stuck under R2.
- R3 is led by the Council. R8 is led by the ICB (integrated care board).
- R4 has not finished any of its actions; the other seven have all finished at least one.
- R5 and R6 have finished the same number of actions.
- Around a third of actions are moving, and just under half (15 of 34, 44.1%) are finished.
## Outcomes
First-time entrants numbered 61 in 2025/26, down from 74: a reduction of 21%. Reoffending rose to 32.4% from 35.1%.
| Indicator | 2024/25 | 2025/26 | Direction |
| First-time entrants | 74 | 61 | Better |
| Reoffending | 35.1% | 32.4% | Better |
| In custody | 5 | 6 | Better |
| In education | 58% | 63% | Better |
The share in education went up by 5 percentage points, to 63%. Six young people were in custody, double the number of 2024/25.
## Next
The board meets again on Wednesday 14 October 2026. The action plan runs to 31 November 2026.
[Chair’s foreword – to follow]
""",
    [
        ("E", "5 are stuck|stuck.*4", "5 stuck; 4"),
        ("E", "nine recommendations|8", "eight recommendations"),
        ("E", "Nothing is stuck|R2.*stuck", "R2 one stuck"),
        ("E", "R3 is led|led by the Council", "R3 police"),
        ("E", "same number|R5 and R6", "3 and 2"),
        ("E", "21%|18%", "74 to 61"),
        ("E", "rose to 32|32\\.4% from", "rose 35.1 32.4"),
        ("E", "custody.*Better|In custody", "worse"),
        ("E", "double", "5 to 6"),
        ("E", "31 November", "no day"),
        ("E|W", "to follow", "template"),
    ],
)

PAPERS["hospital_quality"] = (
    """
# Quality Assurance Committee: infection prevention, annual report
Held on: Monday 18 May 2026 | Presented by: Director of Infection Prevention
[1] Cases
[2] The table has the number of cases attributed to the trust.
| Infection | Threshold | 2023/24 | 2024/25 | 2025/26 |
| C. difficile | 48 | 51 | 46 | 44 |
| MRSA bacteraemia | 0 | 2 | 1 | 1 |
| E. coli | 90 | 97 | 101 | 95 |
| Klebsiella | 30 | 28 | 33 | 29 |
| Pseudomonas | 12 | 9 | 11 | 13 |
| All | 180 | 187 | 192 | 182 |
[2] Two of the five infections were below their threshold. MRSA and E. coli were above.
[2] C. difficile has fallen for two years in a row, from 51 to 44. Klebsiella is back to the level of 2023/24.
[2] E. coli fell by 6 cases (6.9%) and remains under its threshold.
[2] Overall cases fell by 12 to 182, which is 5.2% fewer than in the year before.
[2] Pseudomonas rose in both years. E. coli makes up over half of all cases.
[1] Hand hygiene
| Ward group | Audits | Passed | Pass rate |
| Surgery | 120 | 111 | 92.5% |
| Medicine | 156 | 143 | 91.7% |
| Women and children | 84 | 82 | 97.6 |
| Critical care | 48 | 48 | 100.0% |
| Outpatients | 72 | 61 | 87.4% |
| Trust | 480 | 445 | 92.7% |
[2] Critical care passed every audit. Outpatients was the only group under 90%. Medicine passed more audits than any other group.
[2] Women and children had 84 audits, 80 of them passed. The trust passed 445 of 490 audits.
[1] Next steps
[2] The IPCG will review the plan by Monday 25 May 2026. See paragraph 1.9 and Annex 3.
[2] Owner: (name)
Annex 1: definitions
Annex 2: ward results
""",
    [
        ("E", "E\\. coli were above|Two of the five|three|above", "pseudomonas above too"),
        ("E", "back to the level", "29; 28"),
        ("E", "6\\.9|5\\.9", "6/101"),
        ("E", "under its threshold|remains under", "95 over 90"),
        ("E", "by 12|10", "192 to 182"),
        ("E", "over half of all", "52.2%? is true"),
        ("E", "97\\.6", "no sign"),
        ("E", "87\\.4|84\\.7", "61/72"),
        ("E", "80 of them|82", "82"),
        ("E", "490|480", "480"),
        ("W", "IPCG", "acronym"),
        ("W", "25 May", "bank holiday"),
        ("E", "1\\.9", "no paragraph"),
        ("E", "Annex 3", "no annex"),
        ("E", "\\(name\\)|Owner", "template"),
    ],
)
PAPERS["hospital_quality"][1].pop(5)
PAPERS["hospital_quality"][1].pop(0)

PAPERS["combined_transport"] = (
    """
# Combined Authority
## Transport and Infrastructure Committee, Friday 24 April 2026
Title: Capital programme monitoring, quarter 4
Lead officer: Executive Director of Transport
1 Headlines
1.1 Of the 27 schemes in the programme 10 are complete, 12 on site and 5 in development. 82% (22) are complete or on site.
1.2 Spending in the year was £61.8m, 96% of the budget of £66.0m. In 2024/25 it was £54.2m, so that it has risen by 14%.
1.3 Seven schemes have been re-profiled: three in Northshire, two in Eastborough, and one in Westmere.
2 Schemes by district
| District | Schemes | Complete | On site | In development | Budget £m | Spent £m | Underspend £m |
| Northshire | 11 | 4 | 5 | 2 | 28.4 | 27.0 | 1.4 |
| Eastborough | 9 | 3 | 4 | 2 | 20.6 | 19.1 | 1.5 |
| Westmere | 7 | 3 | 3 | 1 | 17.0 | 15.7 | 1.5 |
| Region | 27 | 10 | 12 | 5 | 66.0 | 61.8 | 4.2 |
2.1 Westmere has fewest schemes and spent the least. Northshire’s underspend is the largest.
2.2 Eastborough has three schemes in development.
2.3 More than 40% of schemes are in Northshire (11 of 27), where £28.4m is budgeted and £27.9m was spent.
2.4 Each district has completed at least four schemes.
3 Key schemes
| Scheme | Sponsor | Gateway | RAG | Completion |
| Station quarter | Eastborough | 4 | Green | 30 June 2026 |
| River bridge | Northshire | 3 | Red | 17 December 2027 |
| Bus depot | Westmere | 5 | Amber | 25 September 2026 |
| Cycle network | Northshire | 4 | Amber | 26 March 2027 |
3.1 None of the key schemes is Red; two are Amber and one is Green.
3.2 The bus depot is at gateway 4 and completes in September 2026. The river bridge is due to be finished by 17 December 2026.
3.3 Both Northshire schemes are Amber. The station quarter is the first to complete.
4 Recommendations
The Committee is recommended to:
(a) note the position;
(b) approve the re-profiling in Appendix B; and
(b) delegate authority to the Executive Director.
5 Implications
Finance: Chief Finance Officer, 13 April 2026
Legal:
Equalities: There are none, Head of Policy, 14 April 2026
Background papers: Transport and Infrastructure Board, 23 January 2026
Appendix A: schemes
""",
    [
        ("E", "82%|81%", "22/27 81.5 -> 81? 81.48 -> 81"),
        ("E", "96%|94%", "61.8/66"),
        ("E", "Seven schemes|6, not 7", "3+2+1"),
        ("E", "Westmere.*(Underspend|1\\.3)", "17.0-15.7"),
        ("E", "underspend is the largest|Northshire’s", "largest"),
        ("E", "three schemes in development|Eastborough has three", "2"),
        ("E", "27\\.9", "27.0"),
        ("E", "at least four", "3"),
        ("E", "None of the key", "one red"),
        ("E", "gateway 4", "gateway 5"),
        ("E", "17 December 2026", "2027"),
        ("E", "Both Northshire", "one is red"),
        ("E", "\\(b\\)", "(b) twice"),
        ("E", "Appendix B", "no appendix"),
        ("E", "Legal", "blank"),
        ("W", "Infrastructure Board", "two names"),
    ],
)

PAPERS["college_audit"] = (
    """
# Corporation of the College: Audit Committee
Post-inspection action plan – termly report – Tuesday 2 December 2025
[1] Introduction
[2] Inspectors identified 6 areas for improvement. The Corporation approved a plan with 41 actions on Thursday 10 July 2025.
[2] Since July the plan has grown to 43 actions.
[1] RAG position
| Area for improvement | Red | Amber | Green | Complete | Total |
| Teaching | 2 | 3 | 4 | 3 | 12 |
| Attendance | 1 | 2 | 2 | 2 | 7 |
| Apprenticeships | 2 | 2 | 1 | 1 | 6 |
| High needs | 0 | 1 | 3 | 2 | 6 |
| Governance | 0 | 0 | 2 | 4 | 6 |
| English and maths | 1 | 2 | 2 | 1 | 6 |
| Total | 6 | 10 | 15 | 13 | 43 |
[2] Green and complete actions together are 27 of 43, which is 63%. Six (14%) are red.
[2] There are reds in half of the six areas.
[2] Apprenticeships has more reds than Teaching. High needs and Governance have none.
[2] Governance is furthest ahead, with four of its six actions complete (60%).
[2] One in four actions is amber.
[1] Attendance and retention
[2] Attendance: 86.2% in 2024/25, 88.0% this term; target 90%. It is up 1.8%, and two points short of the target.
[2] Retention, at 91.5%, is above the national rate of 92.1%.
[2] 188 of 226 apprentices (83.2%) are within their planned end date, leaving 48 who are beyond it.
[1] Reds
| Ref | Action | Area | Owner | Recovery date |
| T4 | Observation cycle | Teaching | Vice Principal | 27 February 2026 |
| T9 | Coaching | Teaching | Vice Principal | 30 January 2026 |
| A2 | Text alerts | Attendance | Registrar | 16 January 2026 |
| P1 | Reviews in 12 weeks | Apprenticeships | Head of Apprenticeships | 27 March 2026 |
| P5 | Off-the-job hours | Apprenticeships | Head of Apprenticeships | |
| E3 | Resits | English and maths | Head of English | 29 May 2026 |
[2] T4 will recover by 27 February 2026, T9 by 20 January 2026. A2 is owned by the Principal.
[2] All of the reds have a recovery date. P1 and P5 are in Apprenticeships; E6 is in English and maths.
[2] The Vice Principal owns three of the six.
[1] Conclusion
[2] The Audit Committee is asked to note the report.
[empty] Click here to enter the date of the next meeting
""",
    [
        ("W|E", "41|43|grown", "total changed"),
        ("E", "13.*14|Total.*Complete", "complete total? 3+2+1+2+4+1"),
        ("E", "Total.*Green|\b14\b", "green total"),
        ("E", "half of the six|half", "4 of 6"),
        ("E", "more reds than", "same"),
        ("E", "60%|67%", "4/6"),
        ("E", "1\\.8%", "points"),
        ("E", "above the national|Retention", "below"),
        ("E", "48|38", "38"),
        ("E", "20 January", "30 january"),
        ("E", "A2 is owned|Registrar", "owner"),
        ("E", "All of the reds", "one blank"),
        ("E|W", "E6", "no E6"),
        ("E", "three of the six|Vice Principal owns", "two"),
        ("E", "Click here", "template"),
    ],
)
PAPERS["college_audit"][1].pop(1)
PAPERS["college_audit"][1].pop(0)

PAPERS["icb_pdf"] = (
    """
# Integrated care partnership: urgent care recovery plan
Partnership Executive, Tuesday 13 January 2026
1. Delivery
1.1 The plan holds 29 deliverables: 12 done, 9 on course, 5 off course and 4 at risk of stopping.
| Place | Done | On course | Off course | Stopping | All |
| North | 4 | 3 | 1 | 1 | 9 |
| Central | 5 | 3 | 2 | 1 | 11 |
| South | 3 | 3 | 2 | 1 | 9 |
| Total | 12 | 9 | 5 | 3 | 29 |
1.2 North and South have equal numbers of deliverables. South has done four.
1.3 72.4% of deliverables (21 of 29) are done or on course; 17.4% (5) are off course.
1.4 Most of the deliverables in South are done.
2. Flow
| Measure | Plan | November | December |
| Seen in four hours | 78.0% | 74.3% | 72.9% |
| Handover over an hour | 150 | 212 | 198 |
| Beds with no criteria to reside | 110 | 131 | 142 |
2.1 Performance in four hours was 72.9%, down 1.6 points from 74.3%.
2.2 All three measures got worse in December.
2.3 Handovers over an hour fell by 14 (6.6%) to 189.
2.4 142 beds were occupied by people with no criteria to reside, 32 over plan, as against 131 in November.
2.5 Same day emergency care saw 1,940 people, of whom 1,455 (80%) went home the same day.
3. Dates
3.1 The winter review is on Thursday 26 February 2026 and not before Saturday 28 February 2026 will the capital bid be decided. Returns are due by Sunday 15 February 2026.
3.2 The Executive will receive a report on Monday 14 April 2026, as set out in section 7.
Clinical sign-off: Medical Director, 8 January 2026
Finance sign-off:
""",
    [
        ("E", "29 deliverables|30, not 29|4 at risk|3 stopping", "12+9+5+4"),
        ("E", "South has done four|South", "3"),
        ("E", "17\\.4|17\\.2", "5/29"),
        ("E", "Most of the deliverables", "3 of 9"),
        ("E", "1\\.6 points|1\\.4", "1.4"),
        ("E", "All three", "handover better"),
        ("E", "189|198", "198"),
        ("E", "80%|75%", "75"),
        ("W", "15 February", "Sunday"),
        ("E", "14 April", "weekday"),
        ("E", "section 7", "no section"),
        ("E", "Finance sign-off", "blank"),
    ],
)

PAPERS["town_deal"] = (
    """
[footer] Version 0.4 – DRAFT – not for publication
# Town Deal Board: project dashboard
Meeting: Thursday 12 March 2026
[box] 5 of 8 projects are on track. £13.9m of £22.5m has been spent (68%).
| Project | Lead body | Budget £000 | Spent £000 | Remaining £000 | Status |
| Market hall | Borough Council | 4,200 | 3,950 | 250 | On track |
| Theatre | Arts Trust | 3,100 | 1,480 | 1,620 | At risk |
| Skills centre | College | 5,400 | 4,910 | 490 | On track |
| Cycleway | County Council | 1,900 | 620 | 1,280 | Off track |
| Riverside | Borough Council | 2,750 | 1,115 | 1,535 | On track |
| Enterprise units | Borough Council | 3,300 | 1,200 | 2,100 | At risk |
| Station square | County Council | 1,450 | 410 | 1,040 | On track |
| Youth hub | Borough Council | 400 | 215 | 185 | On track |
| Total | | 22,500 | 13,900 | 8,600 | |
1. Commentary
1.1 Five projects are on track, one is at risk and two are off track.
1.2 The Borough Council leads five projects and the County Council two.
1.3 The skills centre is the largest project, at £5.4m, and the cycleway is the furthest behind. The theatre has £1.48m left to spend.
1.4 The County Council leads the theatre.
1.5 The youth hub is the smallest and has spent just over half its budget.
1.6 Enterprise units is On track.
2. Outputs
2.1 Jobs created: 212 against a target of 260, 48 short. Floor space: 4,150 square metres of 5,000 (85%).
2.2 Learners numbered 640, 610 and 655 in the last three years, an increase each year.
2.2 The Board had set a target of 700 learners; 655 is 93.6% of it.
3. Assurance
| Reviewer | Comment | Cleared on |
| Accountable body | Satisfactory | 4 March 2026 |
| Monitoring Officer | | |
| Towns Fund lead | Insert comment | 5 March 2026 |
3.1 The Department will visit on 6 April 2026. The next Town Board will be held on Thursday 11 June 2026.
""",
    [
        ("E", "68%|62%", "13.9/22.5"),
        ("E", "Riverside.*Remaining|1,635", "2750-1115"),
        ("E", "one is at risk|2 at risk", "2 at risk"),
        ("E", "two are off track|1 off track", "1 off"),
        ("E", "leads five|Borough Council leads", "4"),
        ("E", "1\\.48m", "1.62"),
        ("E", "leads the theatre|County Council leads", "arts trust"),
        ("E", "Enterprise units is|Enterprise", "at risk"),
        ("E", "85%|83%", "4150/5000"),
        ("E", "increase each year|each year", "610"),
        ("E", "2\\.2.*(twice|also)|also", "2.2 twice"),
        ("E", "Monitoring Officer", "blank"),
        ("E", "Insert comment", "template"),
        ("W", "6 April", "bank holiday"),
        ("W", "Town Board", "two names"),
    ],
)

PAPERS["care_risk"] = (
    """
# Adult Social Care: inspection readiness, self-assessment
For: Adults, Health and Wellbeing Policy Committee
Date of committee: Wednesday 11 February 2026
1. Themes
1.1 The assessment framework has nine quality statements in four themes.
| Quality statement | Score 2024 | Score 2025 | Evidence pieces |
| Assessing needs | 2 | 3 | 24 |
| Supporting people | 3 | 3 | 19 |
| Equity in experience | 2 | 2 | 11 |
| Care provision | 3 | 2 | 15 |
| Partnerships | 3 | 3 | 17 |
| Safe pathways | 2 | 2 | 14 |
| Safeguarding | 2 | 3 | 22 |
| Governance | 1 | 2 | 13 |
| Learning | 2 | 3 | 9 |
| Total | 20 | 23 | 145 |
1.2 Four statements have improved and one has got worse, Care provision.
1.3 Four of the nine score 3 in 2025. No statement scores less than 2.
1.4 Safeguarding has the most evidence (24 pieces), and Learning has the least.
1.5 Governance has moved from 2 to 2. Equity in experience stays at 2.
1.6 Nobody scored 4, so the total of 23 is 64% of the 36 that are possible.
2. Waiting lists
| List | Waiting Dec 2024 | Waiting Dec 2025 | Longest wait (days) |
| Care Act assessments | 310 | 268 | 141 |
| Reviews | 645 | 702 | 402 |
| Occupational therapy | 188 | 142 | 97 |
| DoLS | 256 | 197 | 233 |
| All lists | 1,399 | 1,319 | |
2.1 All of the lists are shorter than a year ago.
2.2 The number waiting has fallen by 90 (6%) to 1,309.
2.3 More people wait for an assessment than for occupational therapy.
2.4 Reviews, with 702, are the longest list, more than half of everybody who waits. The longest wait is 420 days.
2.5 DoLS (Deprivation of Liberty Safeguards) has come down by just under a quarter, from 256 to 179.
3. Direction
3.1 Overall the waiting position has deteriorated.
3.2 The team of 46 social workers has 6 vacancies (15%). Agency staff fill 4 of 6 of them (67%).
3.3 Actions are set out in paragraphs 3.4 to 3.8 below.
3.4 Lead member: Cllr [ ]
""",
    [
        ("E", "Four statements have improved|5", "4: assess, safeg, gov, learning"),
        ("E", "Four of the nine|5", "5 score 3"),
        ("E", "24 pieces|Safeguarding has the most", "24 assessing"),
        ("E", "Evidence|145|144", "evidence sum"),
        ("E", "from 2 to 2|Governance has moved", "1 to 2"),
        ("E", "Total.*1,319|1,309", "sum"),
        ("E", "All of the lists", "reviews longer"),
        ("E", "420|402", "402"),
        ("E", "179|197", "197"),
        ("E", "deteriorated", "better"),
        ("E", "15%|13%", "6/46"),
        ("E", "3\\.8", "no 3.8"),
        ("E", "\\[ \\]|Cllr", "template"),
    ],
)
PAPERS["care_risk"][1].pop(0)

PAPERS["school_highlight"] = (
    """
# Local Governing Committee – headteacher’s report – Thursday 27 November 2025
School improvement priorities
| Priority | Lead | Milestones | Met | On course | Missed |
| 1 Reading | Deputy Headteacher | 8 | 4 | 3 | 1 |
| 2 Mathematics | Maths lead | 6 | 3 | 2 | 1 |
| 3 Behaviour | Assistant Headteacher | 7 | 5 | 2 | 0 |
| 4 Early years | EYFS lead | 5 | 1 | 2 | 2 |
| All | | 26 | 13 | 9 | 4 |
1. Half the milestones (13 of 26) have been met, 9 (34.6%) are on course and 4 (15.3%) have been missed.
2. Every priority has missed at least one milestone. Early years has missed the most.
3. Behaviour has met more than half of its milestones; Reading has met half and Mathematics has met four.
4. Priority 3 is led by the Deputy Headteacher. Priority 5 starts in January 2026.
5. Pupils on roll: 412 (boys 211, girls 203). Last year there were 405.
6. Attendance is 94.2% and the target is 95%, a gap of 0.8 points. Attendance of pupils with SEN support is 92.1%, 3.1 points below all pupils.
7. Exclusions: 2, against 2 last year. They have fallen.
9. Reading ages: 71 of 88 pupils in Year 3, nearly nine in ten, read at their age or above.
10. Staff absence has doubled, from 2.4 days to 3.6 days for each member of staff.
11. The school fund stands at £4,310 after income of £2,150 and spending of £1,640; it opened at £3,700.
12. Dates: parents’ evening is on Tuesday 20 January 2026, the next committee on Thursday 30 February 2026, and the inset day on Friday 13 February 2026.
13. Safeguarding: the DSL made four referrals, three of which were accepted and two of which were not.
14. The Local Governing Board is asked to approve the plan (see item 18).
Signed (Chair): 	Date:
""",
    [
        ("E", "15\\.3|15\\.4", "4/26"),
        ("E", "Every priority", "behaviour none"),
        ("E", "Mathematics has met four|has met four", "3"),
        ("E", "Priority 3 is led|Assistant", "owner"),
        ("W|E", "Priority 5", "no priority 5"),
        ("E", "412|414", "211+203"),
        ("E", "3\\.1 points|2\\.1", "2.1"),
        ("E", "They have fallen|fallen", "same"),
        ("W", "9.*8|8 is missing", "8 missing"),
        ("E", "nine in ten|71 of 88", "81%"),
        ("E", "doubled", "1.5 times"),
        ("E", "4,310|4,210", "3700+2150-1640"),
        ("E", "30 February", "no day"),
        ("W", "DSL", "acronym"),
        ("E", "four referrals|5, not 4", "3+2"),
        ("W", "Governing Board", "two names"),
        ("E", "item 18", "no item"),
        ("E", "Signed", "unsigned"),
    ],
)

# ------------------------------------------------------------------ clean

PAPERS["fine_youth"] = (
    """
# Youth Justice Management Board
Wednesday 15 October 2025. Report by the Head of Youth Justice
1 Of 34 actions, 15 are finished (44%), 12 are moving (35%) and 7 have not started (21%).
2 Ten of the 15 finished actions were finished on time.
| Agency | Finished | Moving | Not started | Actions |
| Council | 8 | 7 | 3 | 18 |
| Police | 4 | 3 | 2 | 9 |
| Health | 3 | 2 | 2 | 7 |
| All | 15 | 12 | 7 | 34 |
3 The Council leads just over half of the actions (18 of 34). Each agency has finished at least three. Health has the fewest actions.
4 The police have finished four, and have two that have not started; so has Health.
5 First-time entrants fell by 13, from 74 to 61 (17.6%). The regional rate is 148 per 100,000 and ours 131.
6 Custody: 5 young people, the same number as last year. Of these, 3 were on remand.
7 The next meeting is on 14 January 2026.
""",
    [],
)

PAPERS["fine_quality"] = (
    """
# Patient experience: quarter 3
Patient Experience Group, 20 January 2026
| Source | Q1 | Q2 | Q3 |
| Complaints | 88 | 79 | 84 |
| Concerns | 240 | 251 | 263 |
| Compliments | 512 | 498 | 530 |
[1] Complaints rose from 79 to 84 in the quarter (6.3%), but are fewer than in quarter 1. Concerns have risen in every quarter.
[1] Of the 84 complaints, 51 (60.7%) were answered in time; the target is 85%. Last quarter it was 64.6% (51 of 79), so that performance is 3.9 points worse.
[1] Compliments outnumber complaints by more than six to one.
[1] Themes: communication 31, care 27, waiting 18 and other 8.
[1] Friends and family test: 93% positive from 2,310 replies. The score was 94% in quarter 2 and 93% in quarter 1.
[1] Twelve wards scored above 95%, and none below 85%.
[1] Lead: Head of Patient Experience. Approved: Chief Nurse, 12 January 2026.
""",
    [],
)

PAPERS["fine_transport"] = (
    """
# Capital monitoring
Transport Committee: Friday 23 January 2026
1. Programme
1.1 There are 27 schemes worth £66.0m, of which £45.1m (68%) is spent or committed.
| District | Schemes | Budget £m | Spent £m | % spent |
| Northshire | 11 | 28.4 | 20.2 | 71% |
| Eastborough | 9 | 20.6 | 13.9 | 67% |
| Westmere | 7 | 17.0 | 11.0 | 65% |
| Region | 27 | 66.0 | 45.1 | 68% |
1.2 Northshire has spent the largest share of its budget (71%) and Westmere the smallest (65%).
1.3 The Region's budget is £0.8m higher than in October (£65.2m), because the grant for the river bridge was raised.
1.4 No district has spent less than 60% of its budget. Two of the three have spent more than two thirds.
2. Key schemes
| Scheme | Stage | RAG | Completion |
| Station quarter | Construction | Green | 30 June 2026 |
| River bridge | Design | Amber | 17 December 2027 |
| Bus depot | Construction | Green | 25 September 2026 |
2.1 Two of three key schemes are Green and in construction. The river bridge, at Amber, is the last to complete.
2.2 The river bridge was Red in October, and has improved.
3. Risks
3.1 Inflation stood at 3.4% in December. A contingency of 10% is held, £6.6m.
""",
    [],
)

PAPERS["fine_college"] = (
    """
# Post-inspection plan: spring
Audit Committee of the Corporation, Tuesday 17 March 2026
[1] Position
[2] The plan has 43 actions, as in December.
| RAG | December | March |
| Red | 6 (14%) | 4 (9%) |
| Amber | 10 (23%) | 9 (21%) |
| Green | 14 (33%) | 13 (30%) |
| Complete | 13 (30%) | 17 (40%) |
| Total | 43 | 43 |
[2] Thirty actions (70%) are green or complete, up from 27 (63%). Reds have come down from six to four.
[2] Fewer actions are amber or red than in December: 13 as against 16.
[2] Four in ten actions are complete.
[2] Actions T4, T9, P1 and P5 are red. T4 and T9 are owned by the Vice Principal.
[1] Data
[2] Attendance is 88.4%, 1.6 points under the target of 90%. It has improved by 0.4 points since December (88.0%).
[2] 190 of 221 apprentices (86.0%) are within their planned end date; 31 are not.
[2] Value added is 0.12; in 2024 it was -0.03.
[2] The committee meets next on 23 June 2026.
""",
    [],
)

PAPERS["fine_icb_pdf"] = (
    """
# Urgent care recovery: February
Partnership Executive, Tuesday 10 March 2026
1. Delivery
1.1 Of 29 deliverables, 15 are done (51.7%), 9 on course (31.0%) and 5 off course (17.2%).
| Place | Done | On course | Off course | All |
| North | 5 | 3 | 1 | 9 |
| Central | 6 | 3 | 2 | 11 |
| South | 4 | 3 | 2 | 9 |
| Total | 15 | 9 | 5 | 29 |
1.2 More than half are done. In South it is four of nine.
1.3 Each place has three on course. Central and South have two off course each, and North has one.
2. Flow
| Measure | Plan | January | February |
| Seen in four hours | 78.0% | 73.1% | 75.0% |
| Handover over an hour | 150 | 204 | 171 |
2.1 Both measures improved in February, and neither met the plan.
2.2 75.0% were seen in four hours, 1.9 points more than in January and 3.0 points less than planned.
2.3 Handovers over an hour fell by 33 (16.2%).
""",
    [],
)

PAPERS["fine_town"] = (
    """
# Town Deal Board: dashboard
Thursday 11 June 2026
| Project | Lead body | Budget £000 | Spent £000 | Remaining £000 | Status |
| Market hall | Borough Council | 4,200 | 4,050 | 150 | Complete |
| Theatre | Arts Trust | 3,100 | 1,900 | 1,200 | At risk |
| Skills centre | College | 5,400 | 5,400 | 0 | Complete |
| Cycleway | County Council | 1,900 | 980 | 920 | Off track |
| Total | | 14,600 | 12,330 | 2,270 | |
1. Two projects are complete, one is at risk and one is off track.
2. The skills centre has spent all of its budget of £5.4m. The theatre has £1.2m left to spend, the most of the four.
3. 84% of the budget has been spent (£12.33m of £14.6m).
4. Jobs: 231 of 260 (89%), up from 212 in March.
5. The Arts Trust leads the theatre; the cycleway is led by the County Council.
6. The Town Deal Board will next meet on 10 September 2026.
""",
    [],
)

PAPERS["fine_care"] = (
    """
# Inspection readiness
Adults Policy Committee, Wednesday 22 April 2026
1. Scores
| Quality statement | 2024 | 2025 |
| Assessing needs | 2 | 3 |
| Supporting people | 3 | 3 |
| Equity | 2 | 2 |
| Care provision | 3 | 2 |
1.1 One statement has improved (Assessing needs), one has got worse (Care provision), and two have stayed the same.
1.2 Two of the four score 3.
2. Waiting
| List | December 2025 | March 2026 | Change | % change |
| Assessments | 268 | 240 | -28 | -10.4% |
| Reviews | 702 | 731 | 29 | 4.1% |
| Occupational therapy | 142 | 120 | -22 | -15.5% |
| All lists | 1,112 | 1,091 | -21 | -1.9% |
2.1 Two of the three lists are shorter. Reviews have risen by 29 (4.1%) to 731.
2.2 Two thirds of all those waiting (731 of 1,091, 67%) wait for a review.
2.3 There are 6 vacancies among 46 posts (13%); 4 of the 6 are filled by agency staff.
2.4 The committee considered paragraph 2.1 of the paper of 11 February 2026.
""",
    [],
)

PAPERS["fine_school"] = (
    """
# Headteacher’s report
Local Governing Committee, Thursday 26 March 2026
1. Roll: 412 (boys 210, girls 202). 96 pupils (23.3%) have the pupil premium and 61 (14.8%) have SEN support.
2. Attendance: 94.9%, against a target of 95%. Last year: 94.2%.
3. Milestones: 17 of 26 have been met (65%), 7 are on course and 2 have been missed.
| Priority | Milestones | Met | On course | Missed |
| Reading | 8 | 6 | 2 | 0 |
| Mathematics | 6 | 4 | 2 | 0 |
| Behaviour | 7 | 5 | 1 | 1 |
| Early years | 5 | 2 | 2 | 1 |
| All | 26 | 17 | 7 | 2 |
4. Reading has met the most milestones (six of eight). No milestone was missed in Reading or Mathematics, and one in each of the others.
5. Early years has met fewer than half of its milestones.
6. The school fund opened at £4,210, took in £980 and spent £1,100, so that it stands at £4,090.
7. Parents’ evening: 371 of 412 families came (90%).
8. The summer term begins on Monday 13 April 2026.
""",
    [],
)
