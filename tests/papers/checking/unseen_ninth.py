"""The ninth batch: eight papers with planted errors and eight without, written before any code of the checks was read.

Each as in `public_bodies_sixth.py`.
"""
# ruff: noqa: E501

Planted = list[tuple[str, str, str]]

PAPERS: dict[str, tuple[str, Planted]] = {}


PAPERS["trust_wellled"] = (
    """
# Board of Directors in public: well-led improvement plan
Date: Thursday 9 October 2025
Report of: Director of Corporate Affairs
[1] Where the plan stands
[2] The plan carries 52 commitments in six workstreams. By the end of September 19 had been delivered, 21 were progressing to time, 8 were running late and 4 had not begun.
| Workstream | Delivered | To time | Late | Not begun | All |
| Culture | 3 | 4 | 2 | 1 | 10 |
| Governance | 5 | 4 | 1 | 0 | 10 |
| Estates | 2 | 3 | 2 | 2 | 9 |
| Digital | 2 | 4 | 2 | 0 | 8 |
| Quality | 4 | 3 | 0 | 1 | 8 |
| Finance | 3 | 3 | 1 | 0 | 7 |
| All workstreams | 19 | 21 | 8 | 4 | 52 |
[2] Together, delivered and to time commitments make up 40 of 52, or 78.9%.
[2] Estates is the only workstream with commitments that have not begun.
[2] Every workstream has at least one late commitment.
[2] Governance has delivered half of its commitments. Culture has delivered four of its ten.
[1] Staff voice
[2] In the pulse survey 1,134 of 2,100 staff replied (54%), against 49% in April.
| Statement | April | September | Change (points) |
| I would recommend the trust | 58.1 | 61.4 | 3.3 |
| My manager listens | 66.0 | 65.2 | -0.8 |
| I feel safe to speak up | 60.9 | 63.0 | 2.9 |
[2] All three scores have improved since April.
[2] The score for “I would recommend the trust” rose from 58.1 to 64.1.
[1] Speaking up
[2] The FTSUG had 31 contacts in quarter 2, against 24 in quarter 1, an increase of 29%.
[2] The Well-Led Steering Group meets on Friday 31 October 2025. The Well Led Steering Group will then report to the Board of Directors.
[1] Sign off
| Executive lead | Agreed on |
| Chief People Officer | 29 September 2025 |
| Chief Finance Officer | |
""",
    [
        ("E", r"78\.9", "40/52"),
        ("E", "only workstream", "only estates"),
        ("E", "at least one late|Every workstream", "every one late"),
        ("E", "four of its|Culture has delivered", "culture 3"),
        ("E", r"2\.9|2\.1$", "change 2.1"),
        ("E", "All three", "all improved"),
        ("E", r"64\.1", "61.4"),
        ("W", "FTSUG", "acronym"),
        ("W", "Well Led", "two names"),
        ("E", "Chief Finance Officer", "blank"),
    ],
)

PAPERS["cabinet_housing"] = (
    """
[header] Cabinet – Part 1 – Public
# Response to the Regulator of Social Housing: progress report
Report to: Cabinet, Tuesday 18 November 2025
Classification: [Open/Exempt – delete as appropriate]
1. Purpose of the report
1.1 Cabinet received the first progress report on Monday 16 September 2025. This is the second.
1.2 The landlord improvement plan has 38 milestones, of which 14 (36.8%) are met, 17 (44.7%) are in hand and 7 (18.4%) are missed.
2. Safety
2.1 The position for each kind of check is set out in table 1.
| Check | Homes requiring it | Homes in date | Compliance |
| Gas | 9,240 | 9,231 | 99.9% |
| Electrical | 11,860 | 10,911 | 92.0% |
| Fire risk assessment | 412 | 371 | 90.0% |
| Legionella | 160 | 152 | 95.0% |
| Asbestos | 412 | 398 | 97.6% |
Table 1: compliance at 31 October 2025
2.2 Compliance is lowest for electrical checks, at 92.0%.
2.3 Of the five kinds of check, three are at or above 95%, and 41 fire risk assessments are out of date.
2.4 949 homes lack a current electrical certificate; in August it was 1,402, so the number has more than halved.
2.6 In the survey of 1,050 tenants 59.6% (626) were satisfied overall. 219 (20.1%) were dissatisfied.
3. Repairs
3.1 Emergency repairs done within 24 hours reached 96%, a rise of 4 points on the 93% of the quarter before.
3.2 The backlog fell by 1,250, from 4,310 to 3,160.
3.3 As table 4 shows, the cost of disrepair claims is rising.
4. Financial implications
4.1 The plan costs £7.4m: £3.1m for repairs, £2.6m for safety and £1.5m for systems.
4.2 Section 151 Officer comments:
5. Legal implications
5.1 The Council must comply by 31 June 2026.
Appendix 1 – Milestones
""",
    [
        ("E", "delete as appropriate|Open/Exempt", "template"),
        ("E", "16 September 2025", "weekday"),
        ("E", r"97\.6|96\.6", "398/412"),
        ("E", "lowest", "lowest is fire"),
        ("E", "more than halved|halved", "halved 1402-949"),
        ("W", r"2\.6", "2.5 missing"),
        ("E", r"20\.1|20\.9", "219/1050"),
        ("E", "4 points|3 points", "4 points; 3"),
        ("E", "1,250", "1,150"),
        ("E", "table 4", "no table"),
        ("E", r"7\.4m|7\.2", "sum 7.2"),
        ("E", "Section 151 Officer", "blank"),
        ("E", "31 June", "no day"),
    ],
)

PAPERS["programme_flash"] = (
    """
# Waste and Recycling Transformation: flash report to Programme Board
Reporting period: 1 July 2025 to 31 July 2025 | Next Programme Board: Wednesday 20 August 2025
[box] Overall status: Amber. Spend to date is £1.86m against a budget of £2.40m (72.5%).
## Workstreams
| Workstream | SRO | Last month | This month | Finish |
| Depot | Director of Place | Amber | Red | 30 January 2026 |
| Fleet | Head of Fleet | Green | Green | 27 March 2026 |
| Routes | Head of Waste | Red | Amber | 31 October 2025 |
| Containers | Head of Waste | Green | Amber | 28 November 2025 |
| Communications | Head of Communications | Green | Green | 18 December 2025 |
| Workforce | HR Business Partner | Amber | Amber | 30 September 2025 |
- Three workstreams are Green this month and none is Red.
- Two workstreams have worsened since last month: Depot and Routes.
- Fleet remains Green. Workforce has moved from Amber to Green.
- Containers finishes on 29 November 2025. Depot is the last to finish.
- Half of the workstreams are Amber.
## Milestones
| No. | Milestone | Planned | Forecast | Slippage (weeks) |
| 1 | Depot planning consent | 4 July 2025 | 1 August 2025 | 4 |
| 2 | Vehicles ordered | 16 May 2025 | 16 May 2025 | 0 |
| 3 | Routes modelled | 6 June 2025 | 27 June 2025 | 3 |
| 4 | Bins delivered | 19 September 2025 | 17 October 2025 | 5 |
| 5 | Crews trained | 5 September 2025 | 19 September 2025 | 2 |
Two of the five milestones have slipped by three weeks or more. Milestone 2 is on time. Milestone 7 depends on milestone 3.
Milestone 1 is forecast for 1 August 2025.
## Risks
| Risk | Likelihood | Impact | Score |
| Late delivery of vehicles | 2 | 5 | 10 |
| Shortage of drivers | 4 | 4 | 16 |
| Challenge to procurement | 3 | 4 | 15 |
The highest scoring risk is a shortage of drivers. There are three open risks; two score more than 12.
Prepared by: <<name>>
""",
    [
        ("E", r"72\.5|77\.5", "1.86/2.40"),
        ("E", "Three workstreams are Green|2 Green", "three green"),
        ("E", "none is Red|1 Red", "none red"),
        ("E", "Depot and Routes|worsened", "routes improved"),
        ("E", "Workforce has moved|Workforce.*Amber", "workforce amber"),
        ("E", "29 November", "28 november"),
        ("E", "Depot is the last|last to finish", "last is fleet"),
        ("E", "Slippage|“4”.*Slip", "4 weeks"),
        ("E", "Two of the five", "3 of 5 slipped"),
        ("E", "Milestone 7", "no milestone 7"),
        ("E", "procurement", "3x4"),
        ("E", "two score", "one over 12"),
        ("E", "<<name>>", "template"),
    ],
)

PAPERS["send_partnership"] = (
    """
# Area SEND inspection: action plan monitoring report
To: SEND and Inclusion Partnership Board, 12 June 2025
[1] Summary
[2] Ratings are for progress and for impact, as at 30 May 2025.
| Rating | March 2025 | < | < | < | May 2025 | < | < | < |
| ^ | Progress | < | Impact | < | Progress | < | Impact | < |
| ^ | No. | % | No. | % | No. | % | No. | % |
| Fully met | 6 | 16.2% | 2 | 5.4% | 9 | 24.3% | 3 | 8.1% |
| Largely met | 12 | 32.4% | 8 | 21.6% | 14 | 37.8% | 11 | 29.7% |
| Partly met | 13 | 35.1% | 15 | 40.5% | 10 | 27.0% | 14 | 37.8% |
| Not met | 6 | 16.2% | 12 | 32.4% | 4 | 10.8% | 9 | 23.4% |
| Total | 37 | 100% | 37 | 100% | 37 | 100% | 38 | 100% |
[2] 23 actions (62.2%) are now fully or largely met on progress, up from 18 (48.6%).
[2] On impact, 14 actions (35.8%) are fully or largely met.
[2] The number not met on progress fell from 6 to 3.
[2] On impact, more actions are not met than in March.
[1] Timeliness
[2] {-In April}{+In May} 58 of 104 new EHC (education, health and care) plans were issued within 20 weeks (55.8%). The year to date figure is 212 of 415 (50.1%).
[2] Performance was 55.8% against a target of 60%, 5.2 points short.
[2] Mediation cases: 17, of which 9 were resolved, 6 are open and 3 went to tribunal.
[1] Governance
[2] Action owners are listed in Appendix 2.
| Ref | Action | Owner | Due |
| 1.1 | Publish the dashboard | Head of Performance | 30 April 2025 |
| 1.2 | Appoint a designated clinical officer | Chief Nurse | 27 June 2025 |
| 1.3 | Review banding | Head of SEND | 31 March 2025 |
| 1.3 | Train coordinators | Head of SEND | 25 July 2025 |
[2] Action 1.2 is owned by the Head of SEND and action 1.4 is complete.
[2] The next meeting of the Partnership Board is on Thursday 10 July 2025; papers will be sent out by Saturday 5 July 2025.
Appendix 1: dashboard
""",
    [
        ("E", r"23\.4|24\.3", "9/37"),
        ("E", r"\b38\b", "37"),
        ("E", r"35\.8|37\.8%", "14/37"),
        ("E", "from 6 to 3|6 to 4", "6 to 4"),
        ("E", "more actions are not met|more actions", "fewer"),
        ("E", r"50\.1|51\.1", "212/415"),
        ("E", r"5\.2 points|4\.2", "4.2"),
        ("E", "9 were resolved|18", "9+6+3"),
        ("E", "Appendix 2", "no appendix 2"),
        ("E", r"1\.3\b.*(twice|also)|twice.*1\.3", "ref twice"),
        ("E", "owned by|Chief Nurse", "owner"),
        ("E", r"1\.4", "no 1.4"),
        ("W", "5 July", "Saturday"),
        ("W", "tracked", "tracked changes"),
    ],
)

PAPERS["scrutiny_minutes"] = (
    """
# Health Scrutiny Committee
Minutes of the meeting held on Wednesday 21 January 2026 at 6.30 pm
Present: Councillors (Chair), and seven others
1. Apologies for absence
Apologies were received from two members.
2. Declarations of interest
There were none.
3. Minutes
The minutes of the meeting held on Wednesday 20 November 2025 were agreed.
4. Recommendation tracker
| Number | Recommendation | Responsible | Target date | Progress |
| 11 | Publish waiting times by ward | Director of Public Health | 31 October 2025 | Completed |
| 12 | Write to the Secretary of State | Chair | 28 November 2025 | Completed |
| 13 | Report on dentistry | ICB | 30 January 2026 | Under way |
| 14 | Visit the urgent care centre | Scrutiny Officer | 27 February 2026 | Under way |
| 15 | Review the joint protocol | Monitoring Officer | 27 March 2026 | Not started |
| 16 | Consult the youth council | Scrutiny Officer | 29 May 2026 | Not started |
The tracker holds six recommendations. Three are completed, two are under way and two have not been started.
Recommendation 14 is completed. Recommendation 13 is due on 31 January 2026.
Recommendation 12 is the responsibility of the Monitoring Officer.
5. Dentistry
Members heard that 38% of adults (52 of 137 surveyed) had seen a dentist in two years and that 14 of 42 practices, fewer than a third, take new patients.
Extractions had nearly trebled, from 210 in 2022/23 to 395 in 2024/25.
Members resolved, by 7 votes to 2 with 1 abstention, to write again; eight members voted.
5. Urgent care
Attendances were 4,120 in October, 4,305 in November and 4,260 in December. They have risen every month. The quarter’s total was 12,865.
6. Work programme
The work programme was noted. Members noted that item 6.9 had been deferred.
7. Date of next meeting
Tuesday 18 March 2026 at 6.30 pm.
Signed as a correct record: .............................
""",
    [
        ("E", "20 November", "weekday"),
        ("E", "Three are completed|2 Completed", "two completed"),
        ("E", "14 is completed|Recommendation 14", "14 under way"),
        ("E", "31 January", "30 january"),
        ("E", "responsibility|12 is", "owner"),
        ("E", "third|14 of 42", "exactly a third"),
        ("E", "trebled", "nearly doubled"),
        ("E", "eight members|7 votes", "10 voted"),
        ("E", r"number comes twice|5 is also", "5 twice"),
        ("E", "every month|risen", "risen every month"),
        ("E", "12,865", "12,685"),
        ("E", "18 March", "weekday"),
        ("E", "correct record|Signed", "unsigned"),
        ("W", "ICB", "acronym"),
        ("E", r"6\.9", "no 6.9"),
    ],
)

PAPERS["academy_kpis"] = (
    """
# Performance report to the Education Committee of the Trust Board
Summer term 2025
[1] Outcomes
[2] Table 1 shows the share of pupils at the expected standard.
| School | Pupils | At standard 2024 | At standard 2025 | Difference |
| Ashdown Primary | 58 | 61% | 66% | +5 |
| Birchwood Primary | 60 | 70% | 68% | -2 |
| Cedar Grove Primary | 45 | 52% | 60% | +7 |
| Dean Street Primary | 89 | 64% | 64% | 0 |
[2] Results rose in all four schools. Cedar Grove Primary made the largest gain.
[2] Birchwood Primary has the highest results and Ashdown Primary the lowest.
[2] Dean Street Primary is unchanged at 64%. Ashdown Primary rose by six points.
[2] Two schools are above 65%. The national figure is 61%, which only Cedar Grove Primary is below.
[1] Attendance
| Measure | Target | Autumn | Spring | Summer |
| Attendance | 94.5% | 93.9% | 94.1% | 94.6% |
| Persistent absence | 15.0% | 17.2% | 16.8% | 16.1% |
| Suspensions | 20 | 31 | 27 | 34 |
| Exclusions | 0 | 1 | 0 | 0 |
[2] Attendance has risen in each term and met its target in summer.
[2] Persistent absence has fallen each term and is now below the target.
[2] Suspensions fell in every term. There were no exclusions this year.
[1] Staffing
[2] Of 214 teachers, 31 (14.5%) left, 9 of them (29%) for promotion. There are eleven vacancies: five in maths, four in science and three in English.
[2] Teacher numbers are down from 221 to 214, a fall of 3.2 per cent; support staff are up by 12 from 96 to 106.
[1] Recommendation
[2] The Education Committee is invited to note the report and to approve the targets in section 5.
[2] [Officer to confirm final wording]
Author: Director of Education {c:who is presenting?}
""",
    [
        ("E", "Cedar Grove.*Difference", "+8"),
        ("E", "all four", "rose in all"),
        ("E", "Ashdown Primary the lowest|lowest", "lowest is Cedar"),
        ("E", "six points", "five points"),
        ("E", "now below the target|below the target", "16.1 over 15"),
        ("E", "Suspensions fell", "suspensions"),
        ("E", "no exclusions", "one exclusion"),
        ("E", "eleven vacancies|12, not 11", "5+4+3"),
        ("E", "by 12|96 to 106|10", "96 to 106"),
        ("E", "section 5", "no section 5"),
        ("E", "Officer to confirm", "template"),
        ("W", "comment", "comment"),
    ],
)

PAPERS["fire_pdf"] = (
    """
# Fire and Rescue Service: people and culture action plan
Report to the Policy and Performance Panel of the Authority, Monday 15 September 2025
## 1 Progress
1.1 The plan has 44 tasks in four themes, of which 20 (45.5%) are closed.
| Theme | Closed | Open | Overdue | Tasks |
| Leadership | 6 | 3 | 1 | 10 |
| Inclusion | 5 | 6 | 2 | 13 |
| Training | 4 | 5 | 3 | 12 |
| Wellbeing | 5 | 4 | 0 | 9 |
| Total | 20 | 18 | 7 | 44 |
1.2 No theme has more than two overdue tasks.
1.3 Over half of the tasks in Wellbeing are closed, and fewer than half in Inclusion.
1.4 Leadership has closed seven tasks; Training has the most overdue tasks.
1.5 Closed tasks rose from 22 in June to 20 in September.
## 2 Workforce
| Group | Headcount 2024 | Headcount 2025 | Women 2025 | % women |
| Wholetime | 402 | 410 | 45 | 11.0% |
| On-call | 238 | 225 | 27 | 12.0% |
| Control | 36 | 38 | 29 | 67.3% |
| Support | 171 | 180 | 99 | 55.0% |
| All | 847 | 853 | 200 | 23.4% |
2.1 Women are a majority in two of the four groups. They are 200 of 853 staff (23.4%).
2.2 Headcount rose in every group. It is up by 6 (0.7%) overall.
2.3 Wholetime has the most women.
2.4 The grievance rate is 1.9 per 100 staff (16 grievances; 13 last year, a rise of 33%).
## 3 Next steps
3.1 The climate survey runs from Monday 6 October 2025 to Friday 24 October 2025, for two weeks.
3.2 The Panel will meet on Monday 25 August 2026 to consider the outcome.
Approved for publication by: TBC
""",
    [
        ("E", "Overdue|\\b7\\b.*6", "overdue 6"),
        ("E", "No theme|more than two", "training 3"),
        ("E", "seven tasks|Leadership has", "leadership 6"),
        ("E", "22 in June|rose from 22", "rose 22 to 20"),
        ("E", r"67\.3|76\.3", "29/38"),
        ("E", "rose in every group|every group", "on-call fell"),
        ("E", "Wholetime has the most", "support most"),
        ("E", "33%|23%", "16/13 23%"),
        ("E", "two weeks|3 weeks|three weeks", "three weeks"),
        ("E", "25 August", "weekday"),
        ("W", "TBC|Approved", "TBC"),
    ],
)

PAPERS["audit_recs"] = (
    """
[header] Audit, Risk & Governance Committee
# Internal audit: follow-up of recommendations
Meeting: Tuesday 24 March 2026
Report by: Head of Internal Audit
[1] Introduction
[2] At the last meeting 71 recommendations were open. This report covers the 66 now open.
[2] The committee asked that recommendations more than 90 days late be listed. They are in paragraph 2.7.
[1] Position
| Priority | Open | Not yet due | Late under 90 days | Late over 90 days |
| High | 12 | 6 | 4 | 2 |
| Medium | 32 | 19 | 8 | 4 |
| Low | 23 | 18 | 5 | 0 |
| Total | 66 | 43 | 17 | 6 |
[2] Two thirds of the open recommendations are not yet due (43 of 66).
[2] A third of the high priority recommendations are late.
[2] Low priority recommendations make up the largest group. No low priority recommendation is more than 90 days late.
[2] Six recommendations are more than 90 days late: four are high and two are medium.
| Ref | Recommendation | Responsible officer | Original date | Revised date | Days late |
| FIN-03 | Bank reconciliations | Head of Finance | 31 October 2025 | 30 April 2026 | 144 |
| FIN-09 | Purchase cards | Head of Procurement | 28 November 2025 | 31 March 2026 | 116 |
| IT-02 | Disaster recovery test | Head of IT | 30 September 2025 | 31 August 2025 | 175 |
| IT-07 | Leavers’ accounts | Head of IT | 12 December 2025 | 30 June 2026 | 120 |
| HR-01 | Right to work checks | Head of HR | 14 November 2025 | 29 May 2026 | 130 |
| HR-04 | Sickness recording | Head of HR | 21 November 2025 | | 123 |
[2] The longest outstanding is FIN-03, at 144 days. HR-05 has been withdrawn.
[2] IT-07 is the responsibility of the Head of Finance. Three of the six belong to the Head of IT.
[2] All six have a revised date.
[1] Opinion
[2] Of 14 audits finished, 3 gave substantial assurance, 7 reasonable, 3 limited and none gave no assurance. Limited opinions make up 21.4% (3 of 14).
[2] The plan is 78% complete (14 of 18 audits).
[1] Sign-off
| Consulted | Date of clearance |
| Section 151 Officer | 9 March 2026 |
| Monitoring Officer | To be added |
""",
    [
        ("W", "71|66", "total changed"),
        ("E", r"2\.7", "no list in 2.7"),
        ("E", "Medium.*(32|31)|31.*32", "medium row"),
        ("E", "A third|third of the high", "half are late"),
        ("E", "largest group", "medium largest"),
        ("E", "four are high|four", "2 high 4 medium"),
        ("E", "31 August 2025|before", "revised before original"),
        ("E", "IT-07.*Days|120|102", "days late 102"),
        ("E", "FIN-03, at 144|longest", "longest IT-02"),
        ("W", "HR-05", "no such ref"),
        ("E", "IT-07 is the|responsibility", "owner"),
        ("E", "Three of the six", "two IT"),
        ("E", "All six", "one blank"),
        ("E", "14 audits|13, not 14", "3+7+3"),
        ("E", "Monitoring Officer|To be added", "blank"),
    ],
)
PAPERS["audit_recs"][1].pop(1)  # it is there

# ------------------------------------------------------------------ clean

PAPERS["ok_trust"] = (
    """
# Quality Committee: maternity incentive scheme, year 7
Thursday 5 February 2026
[1] Position
[2] The trust has to meet ten safety actions. Six are met, three are on course and one is at risk.
| Safety action | Lead | October | January |
| 1 Perinatal mortality review | Bereavement lead | Amber | Green |
| 2 Data set | Head of Information | Green | Green |
| 3 Transitional care | Clinical Director | Red | Amber |
| 4 Workforce | Director of Midwifery | Red | Red |
[2] Of the four that were not met in October or were checked again, two are Green, one is Amber and one is Red. Action 4 is still Red; action 3 has moved from Red to Amber.
[2] Safety action 3 was Red in October. No action has got worse.
[1] Training
| Staff group | Eligible | Trained | Rate |
| Midwives | 186 | 171 | 91.9% |
| Doctors | 41 | 38 | 92.7% |
| Support workers | 52 | 49 | 94.2% |
| Total | 279 | 258 | 92.5% |
[2] All staff groups are above 90%. The lowest rate is among midwives (91.9%).
[2] Training was at 92.5%, 2.5 points above the target of 90% and up from 88.1% in October.
[2] One in six shifts was covered by bank staff; 12 of 72 shifts in the sample (16.7%).
[1] Sign off
Reviewed by: Chief Nurse, 28 January 2026
""",
    [],
)

PAPERS["ok_cabinet"] = (
    """
# Cabinet: corporate plan, quarter 2 performance
Meeting of Wednesday 3 December 2025
1 Summary
1.1 Of 60 measures, 33 (55%) met their targets, 15 (25%) were within 5% of them and 12 (20%) missed them. At quarter 1, 30 of 58 (51.7%) met them. Two measures were added in July: 7.4 and 7.5.
| Priority | Met | Near | Missed | Measures |
| A fair start | 9 | 4 | 5 | 18 |
| Homes | 6 | 5 | 4 | 15 |
| Green borough | 11 | 3 | 1 | 15 |
| Good council | 7 | 3 | 2 | 12 |
| All priorities | 33 | 15 | 12 | 60 |
1.2 Green borough did best: 11 of its 15 measures (73%) met their targets. Homes did least well, with 6 of 15 (40%).
1.3 Half of the measures under A fair start met their targets.
1.4 More measures were missed under A fair start than under any other priority.
2 Money
2.1 The forecast overspend is £3.4m on a net budget of £212.6m (1.6%). At quarter 1 it was £4.1m.
| Directorate | Budget £m | Forecast £m | Variance £m |
| Children | 61.2 | 64.0 | 2.8 |
| Adults | 88.9 | 90.1 | 1.2 |
| Place | 41.3 | 40.9 | -0.4 |
| Corporate | 21.2 | 21.0 | -0.2 |
| Total | 212.6 | 216.0 | 3.4 |
2.2 Two directorates forecast an overspend and two an underspend. The largest overspend is in Children (£2.8m).
2.3 Reserves of £18.2m are 8.6% of the net budget; the recommended range is 5% to 10%.
3 Next report
3.1 The next report will be made in March 2026.
""",
    [],
)

PAPERS["ok_flash"] = (
    """
# Library modernisation: highlight report 14
Period: 1 to 31 October 2025. Author: Project Manager
| Milestone | Baseline date | Current date | Status |
| M1 Site survey | 1 August 2025 | 1 August 2025 | Complete |
| M2 Planning permission | 26 September 2025 | 17 October 2025 | Complete |
| M3 Contractor appointed | 14 November 2025 | 12 December 2025 | Delayed |
| M4 Start on site | 12 January 2026 | 9 February 2026 | Delayed |
| M5 Opening | 4 September 2026 | 4 September 2026 | On schedule |
M1 and M2 are complete. M3 is delayed by four weeks, to 12 December 2025, and so is M4.
Two of five milestones are complete; two are delayed. The opening, M5, stays on schedule.
Spending: £412,000 of £2.1m (20%). Contingency of £105,000 is 5% of the budget.
| Risk | L | I | Score | Previous |
| R1 Asbestos | 3 | 4 | 12 | 16 |
| R2 Tender prices | 4 | 4 | 16 | 12 |
| R3 Bats | 2 | 3 | 6 | 6 |
R2 is the highest risk. R1 has fallen from 16 to 12; R3 is the same as last month. R2 has gone up by 4.
Version 0.10 of the plan replaced version 0.9 on 7 October 2025.
""",
    [],
)

PAPERS["ok_send"] = (
    """
# Local area partnership: strategic action plan
[header] OFFICIAL
[1] Progress
[2] Eleven of 24 actions are complete (45.8%), as against seven (29.2%) in the autumn.
| Status | Autumn | < | Spring | < |
| ^ | Actions | Share | Actions | Share |
| Complete | 7 | 29.2% | 11 | 45.8% |
| On track | 12 | 50.0% | 9 | 37.5% |
| Off track | 5 | 20.8% | 4 | 16.7% |
| All | 24 | 100% | 24 | 100% |
[2] Four actions (16.7%) remain off track, one fewer than in the autumn.
[2] The number complete has risen by four. The number on track fell by three because actions on track were completed.
[2] Most actions are complete or on track: 20 of 24 (83.3%).
[1] Waiting times
[2] The average wait for an autism assessment was 46.2 weeks, compared with 51.9 weeks a year ago (11% less).
[2] 312 children are waiting, of whom 187 (59.9%) have waited for more than a year.
[2] The wait for speech and language therapy is longer than in the region (19 weeks against 16.5).
[1] Reporting
[2] The partnership reports to the Health and Wellbeing Board on 19 March 2026 and the Schools Forum on 24 March 2026.
[2] Progress is reported in line with paragraph 2.2 and Annex A.
Annex A: plan
""",
    [],
)

PAPERS["ok_minutes"] = (
    """
# Corporate Parenting Panel: minutes
Monday 12 January 2026, 17:30
Present: six members and two care leavers
1 Welcome
The Chair welcomed everybody.
2 Minutes of 10 November 2025
Agreed.
3 Actions
| No | Action | By whom | By when | Status |
| 1 | Health passport for care leavers | Designated Nurse | 30 January 2026 | Open |
| 2 | Council tax exemption | Director of Resources | 1 April 2026 | Open |
| 3 | Visit to the children’s home | Democratic Services | 5 December 2025 | Closed |
| 4 | Report on placements | Head of Commissioning | 27 February 2026 | Open |
Three of the four actions are open; action 3 is closed. The next one due is action 1, on 30 January 2026.
4 Performance
Of 41 care leavers aged 19 to 21, 27 (66%) are in education, employment or training, 10 are not and 4 are not in touch. Last year it was 24 of 40, 60%.
Stability is better than last year: 8.9% had three or more placements, against 10.4%.
Members asked whether 12 of 15 was 80%, and were told that it was.
5 Any other business
There was none.
6 Next meeting
Monday 9 March 2026, 17:30 (note the date: the second Monday)
""",
    [],
)

PAPERS["ok_academy"] = (
    """
# Governors’ report, autumn 2025
1. Pupils
| Year | Boys | Girls | Roll | Pupil premium |
| Reception | 28 | 31 | 59 | 17 |
| Year 1 | 30 | 29 | 59 | 15 |
| Year 2 | 27 | 30 | 57 | 19 |
| Whole school | 85 | 90 | 175 | 51 |
There are 175 pupils, five more girls than boys. 51 of them (29.1%) have the pupil premium. Year 2 is the smallest year and has the most pupils with the premium.
In Year 1 there are more boys than girls; in the other two years it is the other way round.
2. Attendance
Attendance is 95.1%, 0.4 points better than last autumn (94.7%). Nine pupils (5.1%) are persistently absent.
3. Safeguarding
Three referrals were made; two were accepted and one was not. Training is up to date for 31 of 32 staff (97%).
4. Money
Income is £812,000 and spending £828,500, so that there is a deficit of £16,500 in the year. Reserves fall from £74,000 to £57,500.
5. Dates
The governors meet on Wednesday 10 December 2025 and again on Wednesday 4 February 2026. Term ends on Friday 19 December 2025.
""",
    [],
)

PAPERS["ok_fire_pdf"] = (
    """
# Community risk management: performance to December 2025
Scrutiny Committee, Thursday 29 January 2026
## 1 Incidents
| Kind | 2023 | 2024 | 2025 | Change on 2024 |
| Fires | 1,204 | 1,150 | 1,211 | 61 |
| False alarms | 2,480 | 2,391 | 2,304 | -87 |
| Special services | 1,005 | 1,102 | 1,189 | 87 |
| All incidents | 4,689 | 4,643 | 4,704 | 61 |
1.1 There were 4,704 incidents, 61 (1.3%) more than in 2024. False alarms have fallen for two years running, and special services have risen in both.
1.2 Fires rose by 61 to 1,211 after a fall in 2024. They are 25.7% of all incidents.
1.3 False alarms remain the largest kind, at just under half of incidents (49%).
## 2 Prevention
| Measure | Target | Actual | Met |
| Home safety visits | 6,000 | 6,312 | Yes |
| Visits to the most vulnerable | 70% | 66.4% | No |
| Business audits | 900 | 911 | Yes |
2.1 Two of the three measures met their targets. Visits to the most vulnerable, at 66.4%, were 3.6 points below.
2.2 Response within ten minutes: 88.0% (target 88%).
""",
    [],
)

PAPERS["ok_audit"] = (
    """
# Risk Management Panel: strategic risk register
Meeting on Thursday 26 February 2026
[1] Overview
[2] The register holds 9 risks: 3 red, 4 amber and 2 green. In November it held 10; one risk (SR4) was closed and none was added.
| Ref | Risk | Owner | Inherent | Residual | Target | Direction |
| SR1 | Cyber attack | Head of Digital | 25 | 15 | 10 | Same |
| SR2 | Budget gap | Section 151 Officer | 20 | 16 | 8 | Up |
| SR3 | Placement costs | Director of Children's Services | 25 | 20 | 12 | Up |
| SR5 | Fire in high rise homes | Director of Housing | 20 | 10 | 5 | Down |
| SR6 | Elections | Monitoring Officer | 12 | 4 | 4 | Same |
[2] Table 1 shows five of them. SR3 has the highest residual score (20), followed by SR2 (16). SR6 has reached its target; the others are above theirs.
[2] Two of the five have gone up, one has gone down and two are the same. SR5 has been halved by controls, from 20 to 10.
[2] SR2 is owned by the Section 151 Officer and SR6 by the Monitoring Officer.
[1] Audit
[2] Since November, 8 audits were completed: 2 substantial, 5 reasonable and 1 limited (12.5%).
[2] All actions due by 31 January 2026 were completed. None of the 14 open actions is late.
Table 1: highest risks
""",
    [],
)
