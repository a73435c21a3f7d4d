"""Eight more papers of other kinds with planted errors, and eight without.

Each is its text in the marks of `marked_up.py`, and what is planted: its weight (E an error, W a warning), a pattern that its
finding matches, and what it is. All were written down before the checks had seen any of their batch.
"""
# ruff: noqa: E501

Planted = list[tuple[str, str, str]]

PAPERS: dict[str, tuple[str, Planted]] = {}

PAPERS["scrutiny_workforce"] = (
    """
# Workforce strategy: half-year review
Report to the People Scrutiny Committee on Tuesday 8 October 2025
1. Background
1.1 The strategy has 27 commitments, agreed in March 2024.
2. Commitments
| Commitment status | April 2025 | % | September 2025 | % |
| Embedded | 4 | 14.8% | 9 | 33.3% |
| Under way | 16 | 59.3% | 12 | 44.4% |
| Paused | 3 | 11.1% | 5 | 18.5% |
| Not yet begun | 4 | 14.8% | 2 | 7.4% |
| Total | 27 | 100% | 27 | 100% |
2.1 Nine commitments are embedded, up from 4 in April, and 13 are under way.
2.2 Paused commitments have fallen from 3 to 5.
2.3 None of the commitments is paused.
3. Vacancies
| Service | Posts | Vacant | Vacancy rate |
| Social care | 240 | 36 | 15.0% |
| Planning | 48 | 6 | 12.5% |
| Housing | 96 | 18 | 19.8% |
| Revenues | 60 | 3 | 5.0% |
| All services | 444 | 63 | 14.2% |
3.1 Every service has a vacancy rate below 15%.
3.2 The vacancy rate in Planning is 12.5% (6 of 46 posts).
3.4 Exit interviews were held with 22 of 31 leavers (70%).
4. Next report
The Committee will receive the annual report by Sunday 29 March 2026. See paragraph 5.3.
""",
    [
        ("E", "8 October 2025", "weekday"),
        ("E", r"\b13\b", "13 under way; 12"),
        ("E", "fallen", "fallen from 3 to 5"),
        ("E", "None of the", "none paused: 5"),
        ("E", "27 ~ 28", "planted unawares: 28 for 27"),
        ("E", r"19\.8", "18 of 96"),
        ("E", "Every service|below 15", "every below 15"),
        ("E", r"6 of 46|\b46\b", "6 of 46; 48"),
        ("W", r"3\.4", "3.3 left out"),
        ("E", r"22 of 31|70%", "22 of 31 is 71%"),
        ("W", "29 March 2026", "Sunday"),
        ("E", r"5\.3", "no paragraph 5.3"),
    ],
)
PAPERS["icb_quality"] = (
    """
[header] Integrated care board: Quality and Performance Committee
# Urgent care recovery plan
Prepared for: Quality and Performance Committee, 26 November 2025
[1] Summary
[2] Of 52 recovery measures, 29 (55.7%) are delivered, 14 (26.9%) are in progress and 9 (17.3%) are late.
[2] Progress by place is in the table{fn:Data at 31 October 2025. Checked by the Performance Team on 31 November 2025.}.
| Place | Measures | Delivered | In progress | Late |
| North | 18 | 11 | 4 | 3 |
| South | 16 | 8 | 5 | 3 |
| East | 10 | 6 | 3 | 1 |
| West | 8 | 4 | 2 | 1 |
| All places | 52 | 29 | 14 | 9 |
[2] Most measures in South are late. Two measures in East are late.
[2] In North 11 of 18 measures (61.1%) are delivered and in West half.
[2] The Quality & Performance Committee approved the plan in June.
[1] Ambulance handovers
| Month | Handovers | Over 60 minutes | % over 60 minutes |
| August | 3,120 | 218 | 7.0% |
| September | 3,045 | 244 | 8.1% |
| October | 3,260 | 293 | 9.0% |
[2] Handovers over 60 minutes fell every month. The SDEC pathway opened on 3 November 2025.
[1] Clearance
| Reviewer | Cleared by | Date |
| Finance | Chief Finance Officer | 12 November 2025 |
| Clinical | [name] | |
| Communications | | |
""",
    [
        ("E", r"55\.7", "truncated 55.8"),
        ("E", "31 November", "no such day, in a note"),
        ("E", "West", "West adds up to 7"),
        ("E", "Most measures", "most in South are late"),
        ("E", "Two measures", "two late in East: 1"),
        ("W", "Quality (&|and) Performance Committee", "committee by two names"),
        ("E", r"8\.1", "244 of 3,045 is 8.0"),
        ("E", "fell every month|handovers over", "fell; rose"),
        ("W", "SDEC", "acronym"),
        ("E", r"\[name\]", "template"),
        ("E", "Communications", "blank"),
    ],
)
PAPERS["audit_followup_pdf"] = (
    """
# Internal audit: follow-up of recommendations
Audit and Governance Committee, Thursday 25 September 2025
## 1 Results
We followed up 63 recommendations. 41 (65%) are implemented, 13 (21%) are partly implemented and 10 (16%) are outstanding.
| Priority | Implemented | Partly implemented | Outstanding | Total |
| High | 9 | 4 | 2 | 15 |
| Medium | 20 | 6 | 5 | 31 |
| Low | 12 | 3 | 2 | 18 |
| Total | 41 | 13 | 9 | 63 |
All high priority recommendations are implemented.
Two high recommendations are outstanding.
## 2 Timetable
The next follow-up report is due by Friday 26 December 2025. Fieldwork runs from 3 November 2025 to 24 October 2025.
Insert chart here
Head of Internal Audit: Head of Audit, 12 September 2025
Approved by:
""",
    [
        ("E", r"\b10 \(16|10.*outstanding", "10 outstanding: 9"),
        ("E", r"\b18\b.*|Low", "row Low adds up to 17"),
        ("E", "All high", "all high implemented: 9 of 15"),
        ("W", "26 December", "bank holiday"),
        ("E", "3 November 2025", "ends before it begins"),
        ("E", "Insert chart", "template"),
        ("E", "Approved by", "blank"),
    ],
)
PAPERS["housing_regulator"] = (
    """
# Housing improvement programme: position statement
Housing Improvement Board 15 January 2026
[box] 74% of actions complete. No overdue actions.
[1] Programme
| Workstream | Actions | RAG | Lead | Target date |
| Repairs | 14 | Amber | Head of Repairs | 31 March 2026 |
| Fire safety | 11 | Red | Head of Compliance | 30 February 2026 |
| Damp and mould | 9 | Green | Head of Assets | 30 June 2026 |
| Tenant voice | 6 | Green | Head of Housing | 30 April 2026 |
| Data | 10 | Amber | Head of Data | 29 May 2026 |
| Total | 52 | | | |
[2] Three workstreams are Green, two are Amber and one is Red.
[2] Repairs is rated Green.
| Status | Number | % |
| Complete | 36 | 72% |
| In progress | 9 | 18% |
| Overdue | 5 | 10 |
| Total | 50 | 100% |
[2] There are 4 overdue actions. 36 of the 50 actions are complete (72%).
[2] More than three quarters of actions are complete.
[2] The plan has 50 actions. In October it had 47.
[2] {{ commentary }}
[2] The Housing Improvement Panel Board and tenants' panel received the plan on Monday 12 January 2026.
""",
    [
        ("E", "74%", "74% complete in a box; 72%"),
        ("E", "No overdue", "no overdue in a box; 5"),
        ("E", "30 February", "no such day"),
        ("E", r"\b52\b", "column adds up to 50"),
        ("E", "Three work", "three green: two"),
        ("E", "Repairs is", "Repairs is Amber"),
        ("E", r"Overdue.*10|\b10%", "no sign"),
        ("E", "4 overdue", "4 overdue: 5"),
        ("E", "three quarters", "more than 3/4"),
        ("W", "47", "total changed"),
        ("E", "commentary", "template field"),
    ],
)
PAPERS["police_minutes_log"] = (
    """
# Joint Assurance Board: notes and actions
Meeting of Friday 7 November 2025, 10:00
Chair: Deputy Chief Constable
| Action | Raised | Due | Owner | State |
| 14. Share the data protocol | 5 September 2025 | 3 October 2025 | Data lead | Done |
| 15. Recruit an analyst | 5 September 2025 | 29 August 2025 | HR lead | Late |
| 16. Agree the exit plan | 7 November 2025 | 6 December 2025 | Programme lead | Open |
| 17. Brief the Commissioner | 7 November 2025 | 5 December 2025 | Chair | Open |
Two actions are late. One action is done.
1. Welcome
The notes of the meeting of 5 September 2025 were agreed.
2. Performance
Victim satisfaction was 78%, up 3 percentage points from 76%.
2. Risks
The risk register holds 9 risks: 3 high, 4 medium and 3 low.
3. Dates
The next meetings are on Friday 16 January 2026, Friday 13 March 2026 and Friday 9 May 2026.
Sarah, aged 14, of 12 Mill Lane, gave evidence; her NHS number is 943 476 5919.
Signed: ______________________
""",
    [
        ("E", "29 August 2025|Raised", "due before it was raised"),
        ("W", "6 December", "Saturday"),
        ("E", "Two actions", "two late: one"),
        ("E", "3 percentage points|78%", "76 to 78 is 2 points"),
        ("E", r"^.*\b2\b.*twice|2 is also", "number twice"),
        ("E", "9 risks|3 high", "9 risks: 3+4+3 = 10"),
        ("E", "9 May 2026", "weekday"),
        ("E", "NHS|personal|child|young", "personal"),
        ("E", "Signed", "blank"),
    ],
)
PAPERS["school_send"] = (
    """
[header] DRAFT v0.4 – not for publication
# SEND action plan: termly monitoring
Local Governing Board, Wednesday 4 February 2026
[1] Overview
[2] There are 20 actions. 12 are green (60%), 5 amber (25%) and 4 red (20%).
| RAG | Autumn term | Spring term |
| Green | 10 (50%) | 12 (60%) |
| Amber | 6 (30%) | 5 (25%) |
| Red | 4 (20%) | 3 (15%) |
| Total | 20 (100%) | 20 (100%) |
[2] Reds increased from 4 to 3. Overall the direction of travel is negative.
[2] Green actions rose from 10 to 12, an increase of 20%.
[2] Just under half of all actions are green.
[2] Pupils with EHCPs: 34 of 612 pupils on roll (5.8%).
[1] Spending
| Item | Budget | Actual |
| Staffing | £84,000 | £86,500 |
| Training | £6,500 | £5,900 |
| Resources | £9,500 | £9,100 |
| Total | £100,000 | £101,000 |
[2] Approved: [signature]
[2] {+The SENCO will report on 31 June 2026.}
""",
    [
        ("E", r"4 red|4 \(20|\b4\b.*red", "4 red: 3"),
        ("E", "increased from 4", "reds increased 4 to 3"),
        ("W", "direction", "direction"),
        ("E", "under half", "just under half: 60%"),
        ("E", r"5\.8|34 of 612", "34 of 612 is 5.6"),
        ("E", r"101,?000|101,?500", "column"),
        ("E", "signature", "template"),
        ("E", "31 June", "no such day"),
        ("W", "tracked|change", "tracked"),
        ("W", "SENCO", "acronym"),
        ("W", "EHCP", "acronym"),
    ],
)
PAPERS["council_key_decision"] = (
    """
# Cabinet report: commissioning of supported living
| Title | Commissioning of supported living |
| Report of | Director of Commissioning |
| Date of meeting | Wednesday 11 March 2026 |
| Key decision | Yes / No |
| Ward(s) | <enter wards> |
| Classification | Open |
1. Purpose
1.1 To seek approval to award contracts as set out in paragraphs 3.1 to 3.3 and Appendix C.
2. Recommendations
Cabinet is recommended to:
a) approve the award; and
b) delegate authority to the Director.
3. Key considerations
3.1 Seven bids were received, of which five (71%) passed. The evaluation was 60% quality and 50% price.
3.2 The contract starts on 1 April 2026 and ends on 31 March 2025.
3.3 Costs are below.
| Year | Cost £m | Saving £m | Net £m |
| 2026/27 | 4.2 | 0.3 | 3.9 |
| 2027/28 | 4.3 | 0.5 | 3.8 |
| 2028/29 | 4.4 | 0.6 | 3.9 |
| Total | 12.9 | 1.4 | 11.6 |
3.3 The saving over three years is £1.5m.
4. Consultation
4.1 Consultation ran for 6 weeks and 214 people answered; 150 (70%) supported the proposal, 41 (19%) did not and 23 (13%) did not know.
Appendix A: evaluation
Appendix B: equality impact assessment
""",
    [
        ("E", "Yes / No", "template"),
        ("E", "enter wards", "template"),
        ("E", "Appendix C", "no such appendix"),
        ("E", "60%|50% price", "60+50"),
        ("E", "31 March 2025", "ends before it starts"),
        ("E", r"11\.6|4\.4 ~ 4\.5", "net adds up to 11.6: 3.9+3.8+3.9=11.6 but 12.9-1.4"),
        ("E", r"3\.3", "number twice"),
        ("E", r"1\.5m", "saving 1.4"),
        ("E", r"23 \(13|13%", "23 of 214 is 11%"),
    ],
)
PAPERS["fire_long"] = (
    """
# Fire Authority: response to inspection
Fire and Rescue Authority meeting, Wednesday 17 December 2025
1. Introduction
1.1 HMICFRS made 19 findings. This report is the third progress report.
2. Findings
| Finding type | Closed | On plan | Behind plan | Total |
| Cause of concern | 1 | 2 | 1 | 4 |
| Area for improvement | 6 | 5 | 4 | 15 |
| All findings | 7 | 7 | 5 | 19 |
2.1 Seven findings are closed (36.8%), 7 are on plan (36.8%) and 5 behind plan (26.4%).
2.2 All causes of concern are closed.
2.3 No findings are behind plan.
2.4 On-call availability was 71.2% against a target of 85%, and 61 of 80 appliances (76.25%) were crewed.
3. Dates
3.1 The Service will report to the Fire Authority by 1 January 2026.
3.2 The inspectorate's revisit was on Wednesday 29 October 2025 and the letter came on Monday 10 November 2025; a reply is due on Saturday 20 December 2025.
4. Recommendation
4.1 Members are asked to note section 2 and table 3.
Report author: XX
Legal clearance:
Finance clearance: Treasurer, 1 December 2025
""",
    [
        ("W", "HMICFRS", "acronym"),
        ("E", r"26\.4|26\.3", "5 of 19 is 26.3"),
        ("E", "causes of concern", "all closed: 1 of 4"),
        ("E", "No findings", "no findings behind plan"),
        ("W", "1 January", "bank holiday"),
        ("W", "20 December", "Saturday"),
        ("E", "table 3", "no such table"),
        ("E", "XX", "template"),
        ("E", "Legal clearance", "blank"),
    ],
)

PAPERS["d_scrutiny_workforce"] = (
    """
# Workforce strategy: half-year review
Report to the People Scrutiny Committee on Wednesday 8 October 2025
1. Background
1.1 The strategy has 27 commitments, agreed in March 2024. An earlier strategy (2019) had 41.
2. Commitments
| Commitment status | April 2025 | % | September 2025 | % |
| Embedded | 4 | 14.8% | 9 | 33.3% |
| Under way | 16 | 59.3% | 12 | 44.4% |
| Paused | 3 | 11.1% | 4 | 14.8% |
| Not yet begun | 4 | 14.8% | 2 | 7.4% |
| Total | 27 | 100% | 27 | 100% |
Percentages may not sum to 100 because of rounding.
2.1 Nine commitments are embedded, up from 4 in April, and 12 are under way. Of the four paused, one depends on Housing.
2.2 Commitments not yet begun have fallen from 4 to 2. A third of commitments are embedded.
3. Vacancies
| Service | Posts | Vacant | Vacancy rate |
| Social care | 240 | 36 | 15.0% |
| Planning | 48 | 6 | 12.5% |
| Housing | 96 | 19 | 19.8% |
| Revenues | 60 | 3 | 5.0% |
| All services | 444 | 64 | 14.4% |
3.1 Every service has a vacancy rate below 20%. The regional rate is 13.1%.
3.2 Of 64 vacant posts, 40 (62.5%) are covered by agency staff; agency cost was £2.10m, 6.4% of the pay bill.
3.3 Exit interviews were held with 22 of 31 leavers (71%). Sickness was 9.8 days per person (9.1 days in 2023/24).
4. Next report
The Committee will receive the annual report by Friday 27 March 2026.
""",
    [],
)
PAPERS["d_icb"] = (
    """
# Urgent care recovery plan
Prepared for: Quality and Performance Committee, 26 November 2025
[1] Summary
[2] Of 52 recovery measures, 29 (55.8%) are delivered, 14 (26.9%) are in progress and 9 (17.3%) are late.
| Place | Measures | Delivered | In progress | Late |
| North | 18 | 11 | 4 | 3 |
| South | 16 | 8 | 5 | 3 |
| East | 10 | 6 | 3 | 1 |
| West | 8 | 4 | 2 | 2 |
| All places | 52 | 29 | 14 | 9 |
[2] Half of the measures in South are delivered. One measure in East is late. Three of the late measures in North wait for capital funding.
[2] At 31 August 24 measures were delivered; one more is expected to be late by December.
[1] Ambulance handovers
| Month | Handovers | Over 60 minutes | % over 60 minutes |
| August | 3,120 | 218 | 7.0% |
| September | 3,045 | 244 | 8.0% |
| October | 3,260 | 293 | 9.0% |
[2] Handovers over 60 minutes rose in each month. The longest was 7 hours 12 minutes. 111 calls rose by 4% and 999 calls by 2%.
[2] The Same Day Emergency Care (SDEC) pathway opened on 3 November 2025. A&E performance was 71.4% (standard 78%).
[1] Clearance
| Reviewer | Cleared by | Date |
| Finance | Chief Finance Officer | 12 November 2025 |
| Clinical | Medical Director | 13 November 2025 |
| Communications | Not required | n/a |
""",
    [],
)
PAPERS["d_audit_pdf"] = (
    """
# Internal audit: follow-up of recommendations
Audit and Governance Committee, Thursday 25 September 2025
## 1 Results
We followed up 63 recommendations. 41 (65%) are implemented, 13 (21%) are partly implemented and 9 (14%) are outstanding.
| Priority | Implemented | Partly implemented | Outstanding | Total |
| High | 9 | 4 | 2 | 15 |
| Medium | 20 | 6 | 5 | 31 |
| Low | 12 | 3 | 2 | 17 |
| Total | 41 | 13 | 9 | 63 |
Two high recommendations are outstanding, and none of those due before April 2025 is.
Last year 48 of 70 recommendations (69%) were implemented.
## 2 Timetable
The next follow-up report is due by Friday 19 December 2025. Fieldwork runs from 6 October 2025 to 24 October 2025.
Tel. 01632 960 001. Ref: IA/25/31.
Approved by: Head of Internal Audit, 12 September 2025
""",
    [],
)
PAPERS["d_housing"] = (
    """
# Housing improvement programme: position statement
Housing Improvement Board, 15 January 2026
[box] 72% of actions complete. Five overdue actions, all with a recovery date.
[1] Programme
| Workstream | Actions | RAG | Lead | Target date |
| Repairs | 14 | Amber | Head of Repairs | 31 March 2026 |
| Fire safety | 11 | Red | Head of Compliance | 28 February 2026 |
| Damp and mould | 9 | Green | Head of Assets | 30 June 2026 |
| Tenant voice | 6 | Green | Head of Housing | 30 April 2026 |
| Data | 10 | Amber | Head of Data | 29 May 2026 |
| Total | 50 | | | |
[2] Two workstreams are Green, two are Amber and one is Red. Fire safety has been Red since July 2025.
| Status | Number | % |
| Complete | 36 | 72% |
| In progress | 9 | 18% |
| Overdue | 5 | 10% |
| Total | 50 | 100% |
[2] There are 5 overdue actions: 3 in Repairs and 2 in Fire safety. 36 of the 50 actions are complete (72%).
[2] Nearly three quarters of actions are complete. Three actions were added in December, so that 47 became 50.
| Tenant satisfaction measure | 2023/24 | 2024/25 | Peer median |
| TP01 Overall satisfaction | 64.1% | 66.8% | 71.3% |
| RP02 Repairs in target time | 79.4% | 83.0% | 81.9% |
| BS01 Gas safety checks | 99.97% | 100.0% | 100.0% |
[2] Overall satisfaction rose by 2.7 percentage points to 66.8%. Homes without a gas certificate: 3 of 10,412 (0.03%).
[2] 1 in 5 tenants complained of damp. The tenants' panel met on Monday 12 January 2026.
""",
    [],
)
PAPERS["d_police_notes"] = (
    """
# Joint Assurance Board: notes and actions
Meeting of Friday 7 November 2025, 10:00
Chair: Deputy Chief Constable
| Action | Raised | Due | Owner | State |
| 14. Share the data protocol | 5 September 2025 | 3 October 2025 | Data lead | Done |
| 15. Recruit an analyst | 5 September 2025 | 31 October 2025 | HR lead | Late |
| 16. Agree the exit plan | 7 November 2025 | 12 December 2025 | Programme lead | Open |
| 17. Brief the Commissioner | 7 November 2025 | 5 December 2025 | Chair | Open |
One action is late and two are open.
1. Welcome
The notes of the meeting of 5 September 2025 were agreed.
2. Performance
Victim satisfaction was 78%, up 3 percentage points from 75%. Burglary fell by 12%, from 250 to 220.
3. Risks
The risk register holds 10 risks: 3 high, 4 medium and 3 low. Three of the medium risks are new.
Members noted that “all risks are high” in the press.
4. Dates
The next meetings are on Friday 16 January 2026, Friday 13 March 2026 and Friday 8 May 2026. The open day is on Saturday 6 June 2026.
Operation 2.10 follows Operation 2.9. Vehicles: 1 Jan 2024 to 31 Dec 2024: 366 days.
""",
    [],
)
PAPERS["d_send"] = (
    """
# SEND action plan: termly monitoring
Local Governing Board, Wednesday 4 February 2026
[1] Overview
[2] Special educational needs and disabilities (SEND): there are 20 actions. 12 are green (60%), 5 amber (25%) and 3 red (15%).
| RAG | Autumn term | Spring term |
| Green | 10 (50%) | 12 (60%) |
| Amber | 6 (30%) | 5 (25%) |
| Red | 4 (20%) | 3 (15%) |
| Total | 20 (100%) | 20 (100%) |
[2] Reds fell from 4 to 3. Overall the direction of travel is positive.
[2] Green actions rose from 10 to 12, an increase of 20%. Well over half of all actions are green.
[2] Pupils with education, health and care plans: 34 of 612 pupils on roll (5.6%; national 5.3%). Attendance of these pupils was 89.9%.
| Year group | Pupils | Reading age above | Gap (months) |
| 7 | 122 | 64% | 4.5 |
| 8 | 124 | 66% | 3.9 |
| 9 | 120 | 61% | 5.2 |
[1] Spending
| Item | Budget | Actual | Variance |
| Staffing | £84,000 | £86,500 | -£2,500 |
| Training | £6,500 | £5,900 | £600 |
| Resources | £9,500 | £9,100 | £400 |
| Total | £100,000 | £101,500 | -£1,500 |
[2] The overspend of £1,500 (1.5%) is met from reserves. Half of the governors are new; all have been trained.
""",
    [],
)
PAPERS["d_key_decision"] = (
    """
# Cabinet report: commissioning of supported living
| Title | Commissioning of supported living |
| Report of | Director of Commissioning |
| Date of meeting | Wednesday 11 March 2026 |
| Key decision | Yes: notice given on 9 February 2026 |
| Ward(s) | All |
| Classification | Open |
1. Purpose
1.1 To seek approval to award contracts as set out in paragraphs 3.1 to 3.3 and Appendix B.
2. Recommendations
Cabinet is recommended to:
a) approve the award; and
b) delegate authority to the Director.
3. Key considerations
3.1 Seven bids were received, of which five (71%) passed. The evaluation was 60% quality and 40% price.
3.2 The contract starts on 1 April 2026 and ends on 31 March 2029, with an option of two years (24 months).
3.3 Costs are below.
| Year | Cost £m | Saving £m | Net £m |
| 2026/27 | 4.2 | 0.3 | 3.9 |
| 2027/28 | 4.3 | 0.5 | 3.8 |
| 2028/29 | 4.4 | 0.6 | 3.8 |
| Total | 12.9 | 1.4 | 11.5 |
3.4 The saving over three years is £1.4m, 10.9% of the cost. Section 149 of the Equality Act 2010 applies. See also paragraph 2.3 of the Commissioning Strategy.
4. Consultation
4.1 Consultation ran for 6 weeks and 214 people answered; 150 (70%) supported the proposal, 41 (19%) did not and 23 (11%) did not know. Two thirds of carers who answered (40 of 60) supported it.
Appendix A: evaluation
Appendix B: equality impact assessment
""",
    [],
)
PAPERS["d_fire"] = (
    """
# Fire Authority: response to inspection
Fire and Rescue Authority meeting, Wednesday 17 December 2025
1. Introduction
1.1 His Majesty's Inspectorate of Constabulary and Fire & Rescue Services (HMICFRS) made 19 findings in its report of 3 May 2024; an earlier round had 24.
2. Findings
| Finding type | Closed | On plan | Behind plan | Total |
| Cause of concern | 1 | 2 | 1 | 4 |
| Area for improvement | 6 | 5 | 4 | 15 |
| All findings | 7 | 7 | 5 | 19 |
2.1 Seven findings are closed (36.8%), 7 are on plan (36.8%) and 5 behind plan (26.3%).
2.2 One cause of concern is closed. No cause of concern is more than 30 days behind plan. 14 of 19 findings (73.7%) are closed or on plan.
2.3 Four of the findings behind plan need capital. All findings have an owner.
2.4 On-call availability was 71.2% against a target of 85%, and 61 of 80 appliances (76.25%) were crewed. The fleet is on average 8.8 years old.
2.5 Stage 1 closed on 29 February 2024, and 7 days later stage 2 began. Table 2 of the inspectorate's report compares services.
3. Dates
3.1 The Service will report to the Fire Authority by 2 January 2026. The Christmas carol service is on Sunday 21 December 2025.
4. Recommendation
4.1 Members are asked to note section 2.
Report author: Assistant Chief Officer
Legal clearance: Monitoring Officer, 2 December 2025
Finance clearance: Treasurer, 1 December 2025
""",
    [],
)
