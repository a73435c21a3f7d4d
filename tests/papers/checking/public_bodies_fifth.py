"""The seventh batch: five more papers with planted errors, and five without, written down before the sixth was mended.

Each is its text in the marks of `marked_up.py`, and what is planted: its weight (E an error, W a warning), a pattern that its
finding matches, and what it is.
"""
# ruff: noqa: E501

Planted = list[tuple[str, str, str]]

PAPERS: dict[str, tuple[str, Planted]] = {}

PAPERS["ambulance_service"] = (
    """
[header] Westmarch Ambulance Service: Quality Committee
# Recovery plan: report for September 2024
Thursday 17 October 2024
[1] Response times
| Category | Standard (minutes) | August | September | Change |
| Category 1 mean | 7.0 | 8.4 | 8.1 | -0.3 |
| Category 2 mean | 18.0 | 33.5 | 31.0 | -2.5 |
| Category 3 mean | 60.0 | 95.0 | 98.5 | 5.3 |
| Category 4 mean | 180.0 | 190.0 | 184.0 | -6.0 |
[2] The mean for category 2 rose from 33.5 to 31.0 minutes.
[2] The mean for category 1 was 8.4 minutes in September.
[1] Handover
| Hospital | Handovers | Over an hour | Share |
| Royal Infirmary | 1,240 | 186 | 15.0% |
| St Luke's | 860 | 172 | 20.0% |
| County General | 640 | 58 | 9.6% |
| Queen's | 410 | 41 | 10.0% |
| All hospitals | 3,150 | 457 | 14.5% |
[2] St Luke's has the lowest share of handovers over an hour. {fn:Counted from arrival. There were 3,510 handovers in all.}
[2] Two fifths of handovers over an hour were at the Royal Infirmary, and 451 in all took more than an hour.
[1] Actions
[2] Of 26 actions, 14 (54%) are done, 7 (27%) are on track and 5 (17%) are late.
[2] The REAP level was raised twice. Evidence is due by Sunday 17 November 2024. {c:ask the fleet team}
[2] [Insert chart of hours lost]
""",
    [
        ("E", r"5\.3", "change 3.5"),
        ("E", r"33\.5 to 31|31 is less", "rose"),
        ("E", r"8\.4", "category 1 was 8.1"),
        ("E", r"9\.6", "58/640 9.1"),
        ("E", "lowest", "lowest is County General"),
        ("E", "3,510|3510", "note 3,150"),
        ("E", r"\b451\b", "457"),
        ("E", r"5 \(17|17%", "5/26 19"),
        ("W", "REAP", "acronym"),
        ("W", "17 November", "Sunday"),
        ("W", "comment", "comment"),
        ("E", "Insert chart", "template"),
    ],
)

PAPERS["governors_minutes"] = (
    """
# Fairoak Academy Trust: minutes of the local governing board, Tuesday 12 November 2024
1. Present
Eight of the 10 governors (80%) were present. Apologies: {-Chair}{+Vice chair}.
2. Decisions since September
| Ref | Decision | Owner | By | State |
| D1 | Appoint a link governor | Chair | 30 September 2024 | Done |
| D2 | Review the behaviour policy | Headteacher | 18 October 2024 | Done |
| D3 | Publish the pupil premium statement | Headteacher | 31 December 2024 | Open |
| D4 | Visit the sixth form | Vice chair | 29 November 2024 | Open |
| D5 | Agree the lettings charge | Business manager | 15 November 2024 | Done |
Four decisions are done and two are open. D4 is done.
D3 is to be finished by 13 December 2024.
3. Pupil numbers
| Year group | Boys | Girls | Total |
| Year 7 | 88 | 92 | 180 |
| Year 8 | 91 | 86 | 177 |
| Year 9 | 84 | 90 | 175 |
| Year 10 | 79 | 83 | 162 |
| Year 11 | 80 | 78 | 158 |
| All years | 422 | 429 | 851 |
More than half of pupils in Year 8 are boys. Year 10 is the smallest year group. Year 7 has 93 girls.
Exclusions halved from 9 to 6. The roll grew by 8%, from 810 to 851.
4. Policies
The complaints policy is reviewed every two years; see Appendix 2. The LAC report was noted.
4. Dates
The next meeting is on Wednesday 14 January 2025.
Signed (chair): ________  Date: ________
""",
    [
        ("W", "tracked", "tracked changes"),
        ("E", "Four decisions", "3 done"),
        ("E", "D4 is", "D4 open"),
        ("E", "13 December", "D3 31 December"),
        ("E", r"Year 9.*(174|175)|\b174\b", "row 174"),
        ("E", "Year 10 is the smallest|smallest", "Year 11"),
        ("E", "93", "92 girls"),
        ("E", "halved", "9 to 6"),
        ("E", "8%", "5%"),
        ("E", "Appendix 2", "no appendix"),
        ("W", "LAC", "acronym"),
        ("E", r"4\. Dates|twice|\b4\b.*also", "4 twice"),
        ("E", "14 January", "weekday"),
        ("E", "Signed", "blank"),
    ],
)

PAPERS["finance_monitor"] = (
    """
# Cabinet: revenue monitoring to the end of quarter 2, 2024/25
Report of the Director of Resources
[1] Summary
| Directorate | Budget £m | Forecast £m | Variance £m |
| Adults | 82.4 | 85.1 | 2.7 |
| Children | 61.0 | 66.2 | 5.2 |
| Place | 44.5 | 43.9 | -0.6 |
| Corporate | 20.1 | 19.4 | -0.9 |
| Total | 208.0 | 214.6 | 6.6 |
[2] The forecast is £214.6m against a budget of £208.0m. Adults is overspent by £2.7m, and Children by £6.2m.
[2] Place has the largest underspend. Adults has the largest overspend.
[1] Savings
| Rating | Savings | £000 | Share of savings |
| Delivered | 18 | 2,400 | 37.5% |
| On track | 16 | 1,900 | 33.3% |
| At risk | 9 | 1,100 | 18.7% |
| Not achievable | 5 | 700 | 10.4% |
| Total | 48 | 6,000 | 100.0% |
[2] Of 48 savings 34 (71%) are delivered or on track. Fewer than a third are delivered.
[2] Five savings are at risk. The total of savings is £6.0m.
[2] XX% of invoices were paid on time.
[1] Decision
[2] Call-in ends on 31 November 2024. Consultation runs from 2 December 2024 to 29 November 2024.
[2] The Budget and Resources Scrutiny Panel considers it, as does the Resources and Budget Scrutiny Panel.
| Statutory officer | Comments | Date |
| Section 151 officer | Agreed | 4 November 2024 |
| Monitoring officer | | |
""",
    [
        ("E", r"Corporate|0\.9|-0\.7", "variance -0.7"),
        ("E", r"6\.2m|6\.2", "children 5.2"),
        ("E", "largest overspend", "children"),
        ("E", r"18\.7", "9/48 18.8"),
        ("E", "6,000|6,100", "total 6,100"),
        ("E", "third", "37.5 not fewer"),
        ("E", "Five savings", "9 at risk"),
        ("E", "XX", "template"),
        ("E", "31 November", "no day"),
        ("E", "29 November 2024", "ends before"),
        ("W", "Scrutiny Panel", "two names"),
        ("E", "Monitoring officer", "blank"),
    ],
)

PAPERS["regional_pdf"] = (
    """
# North Vale Combined Authority: skills programme
Report to the Skills Board on Friday 21 June 2024
| Provider | Places | Filled | Fill rate |
| Vale College | 320 | 272 | 85.0% |
| Harbour Skills | 150 | 117 | 78.0% |
| Moorside Training | 90 | 66 | 73.0% |
| Tyne Works | 140 | 126 | 90.0% |
| Total | 700 | 581 | 83.0% |
Tyne Works filled 116 of 140 places. Every provider filled more than 75% of its places.
Vale College has most of the places. The number of starts increased from 540 to 518.
Costs were £1.2m of £3.0m (35%).
Nine in ten learners were satisfied (90%). Page 12 has the detail.
The report is to be sent by Monday 27 May 2024.
Approved by: ____________
""",
    [
        ("E", r"73\.0|73\.3", "66/90 73.3"),
        ("E", "116", "126 of 140"),
        ("E", "Every provider|75%", "Moorside 73"),
        ("E", "most of the places", "320/700 46%"),
        ("E", "540 to 518", "increased"),
        ("E", "35%", "40%"),
        ("W", "27 May", "bank holiday"),
        ("E", "Approved by", "blank"),
    ],
)

PAPERS["care_cover"] = (
    """
# Report to the Care Improvement Board: position on 1 March 2025
## 1 Position
[sdt] The plan has 40 actions, as in January.
| Area | Sustained | Positive | Mixed | None yet | All |
| Assessment | 2 | 5 | 3 | 0 | 10 |
| Safeguarding | 1 | 4 | 4 | 2 | 11 |
| Hospital discharge | 0 | 6 | 2 | 1 | 9 |
| Carers | 1 | 3 | 3 | 3 | 9 |
| All areas | 4 | 18 | 12 | 6 | 40 |
1.1 Impact is sustained in four actions (10%) and positive in 18 (45%). Six (15%) have no impact yet.
1.2 Safeguarding has five positive actions. Carers has the most actions without impact yet.
1.3 Most of the actions of Hospital discharge are positive. A third of all actions are mixed.
1.4 Of 12 mixed actions, 4 are in Safeguarding, 3 in Carers, 3 in Assessment and 3 in Hospital discharge.
## 2 Late actions
| Ref | Due | Weeks late |
| 4.1 | 31 January 2025 | 4 |
| 4.6 | 17 January 2025 | 6 |
| 7.2 | 20 December 2024 | 9 |
2.1 7.2 is the latest, at ten weeks. Action 4.6 was due on 24 January 2025.
2.2 The DToC figures are in section 5. {c:Which figures?}
2.4 Visits fell by a quarter, from 48 to 30. All actions of Carers have an owner.
The Care Improvements Board meets on Thursday 13 March 2025.
<Name of author>
""",
    [
        ("E", r"Carers.*10|\b10\b.*Carers|row adds up to 10", "row of carers 10"),
        ("E", "five positive", "safeguarding 4"),
        ("E", "12 mixed", "4+3+3+3=13"),
        ("E", "ten weeks", "ten weeks; 9"),
        ("E", "24 January", "4.6 17 January"),
        ("W", "DToC", "acronym"),
        ("E", "section 5", "no section"),
        ("W", "comment", "comment"),
        ("W", r"2\.4", "2.3 left out"),
        ("E", "quarter", "48 to 30 is 37.5%"),
        ("E", "Name of author", "template"),
        ("W", "Care Improvements Board", "two names"),
    ],
)

PAPERS["g_ambulance_service"] = (
    """
[header] Westmarch Ambulance Service: Quality Committee
# Recovery plan: report for September 2024
Thursday 17 October 2024
[1] Response times
| Category | Standard (minutes) | August | September | Change |
| Category 1 mean | 7.0 | 8.4 | 8.1 | -0.3 |
| Category 2 mean | 18.0 | 33.5 | 31.0 | -2.5 |
| Category 3 mean | 60.0 | 95.0 | 98.5 | 3.5 |
| Category 4 mean | 180.0 | 190.0 | 184.0 | -6.0 |
[2] The mean for category 2 fell from 33.5 to 31.0 minutes; the 90th centile was 62 minutes.
[2] The mean for category 1 was 8.1 minutes in September, and 8.4 in August. In 2019 it was 7.1.
[1] Handover
| Hospital | Handovers | Over an hour | Share |
| Royal Infirmary | 1,240 | 186 | 15.0% |
| St Luke's | 860 | 172 | 20.0% |
| County General | 640 | 58 | 9.1% |
| Queen's | 410 | 41 | 10.0% |
| All hospitals | 3,150 | 457 | 14.5% |
[2] County General has the lowest share of handovers over an hour, and 12 of its 58 were on one day. {fn:Counted from arrival.}
[2] Two fifths of handovers over an hour were at the Royal Infirmary; 41 at Queen's took longer than an hour, 9 of them two hours.
[2] The Royal Infirmary has 24 bays, St Luke's has 18 and Queen's 12. St Luke's has the oldest building.
[1] Actions
[2] Of 26 actions, 14 (54%) are done, 7 (27%) are on track and 5 (19%) are late. Two of those that are late wait for parts.
[2] Vehicles off the road rose by 20%, from 15 to 18. 999 calls: 41,204, of which 12% came from 111.
[2] Evidence is due by Friday 15 November 2024.
""",
    [],
)

PAPERS["g_governors_minutes"] = (
    """
# Fairoak Academy Trust: minutes of the local governing board, Tuesday 12 November 2024
1. Present
Eight of the 10 governors (80%) were present. Apologies came from the vice chair.
2. Decisions since September
| Ref | Decision | Owner | By | State |
| D1 | Appoint a link governor | Chair | 30 September 2024 | Done |
| D2 | Review the behaviour policy | Headteacher | 18 October 2024 | Done |
| D3 | Publish the pupil premium statement | Headteacher | 31 December 2024 | Open |
| D4 | Visit the sixth form | Vice chair | 29 November 2024 | Open |
| D5 | Agree the lettings charge | Business manager | 15 November 2024 | Done |
Three decisions are done and two are open. D4 is open; a visit on 21 November 2024 is planned.
D3 was discussed on 8 October 2024 and is to be finished by 31 December 2024. The Headteacher has two decisions.
3. Pupil numbers
| Year group | Boys | Girls | Total |
| Year 7 | 88 | 92 | 180 |
| Year 8 | 91 | 86 | 177 |
| Year 9 | 84 | 90 | 174 |
| Year 10 | 79 | 83 | 162 |
| Year 11 | 80 | 78 | 158 |
| All years | 422 | 429 | 851 |
More than half of pupils in Year 8 are boys. Year 11 is the smallest year group. Year 7 has 92 girls and 6 classes.
Year 9 has 12 pupils with a plan and 31 with support. Half of the lessons in Year 10 were visited. Year 11 has 3 tutors who are new.
Exclusions fell by a third, from 9 to 6. The roll grew by 5%, from 810 to 851. School lunch costs £2.65, up 4% from £2.55.
4. Policies
The complaints policy is reviewed every two years. Policies 4.1 to 4.9 are on the website; 4.10 is new.
5. Dates
The next meeting is on Tuesday 14 January 2025.
Signed (chair): the chair, 14 January 2025
""",
    [],
)

PAPERS["g_finance_monitor"] = (
    """
# Cabinet: revenue monitoring to the end of quarter 2, 2024/25
Report of the Director of Resources
[1] Summary
| Directorate | Budget £m | Forecast £m | Variance £m |
| Adults | 82.4 | 85.1 | 2.7 |
| Children | 61.0 | 66.2 | 5.2 |
| Place | 44.5 | 43.9 | -0.6 |
| Corporate | 20.1 | 19.4 | -0.7 |
| Total | 208.0 | 214.6 | 6.6 |
[2] The forecast is £214.6m against a budget of £208.0m. Adults is overspent by £2.7m, and Children by £5.2m. Children has 412 placements, 9 more than in June.
[2] Corporate has the largest underspend. Children has the largest overspend, of which £3.1m is placements.
[1] Savings
| Rating | Savings | £000 | Share of savings |
| Delivered | 18 | 2,400 | 37.5% |
| On track | 16 | 1,900 | 33.3% |
| At risk | 9 | 1,100 | 18.8% |
| Not achievable | 5 | 700 | 10.4% |
| Total | 48 | 6,100 | 100.0% |
[2] Of 48 savings 34 (71%) are delivered or on track. More than a third are delivered, and nine are at risk.
[2] In money, £4.3m of £6.1m (70%) is delivered or on track. Two of those at risk are in Adults.
[2] 97.2% of invoices were paid on time (target 95%). A Band D household pays £4.12 a week more.
[1] Decision
[2] Call-in ends on 29 November 2024. Consultation runs from 2 December 2024 to 10 January 2025.
[2] The Resources Scrutiny Panel considers it, as do the Schools Forum and the Audit Committee.
| Statutory officer | Comments | Date |
| Section 151 officer | Agreed | 4 November 2024 |
| Monitoring officer | Agreed | 5 November 2024 |
""",
    [],
)

PAPERS["g_regional_pdf"] = (
    """
# North Vale Combined Authority: skills programme
Report to the Skills Board on Friday 21 June 2024
| Provider | Places | Filled | Fill rate |
| Vale College | 320 | 272 | 85.0% |
| Harbour Skills | 150 | 117 | 78.0% |
| Moorside Training | 90 | 66 | 73.3% |
| Tyne Works | 140 | 126 | 90.0% |
| Total | 700 | 581 | 83.0% |
Tyne Works filled 126 of 140 places. Every provider but one filled more than 75% of its places.
Vale College has the most places. Tyne Works has 3 sites and the highest fill rate. The number of starts increased from 518 to 540.
Costs were £1.2m of £3.0m (40%). Of 581 learners 61 left early (10%); 9 of the 66 at Moorside Training did (14%).
Nine in ten learners were satisfied (90%). Page 12 has the detail. Room 2.10 is on the second floor.
The report is to be sent by Tuesday 28 May 2024.
Approved by: Director of Skills, 10 June 2024
""",
    [],
)

PAPERS["g_care_cover"] = (
    """
# Report to the Care Improvement Board: position on 1 March 2025
## 1 Position
[sdt] The plan has 41 actions, as in January.
| Area | Sustained | Positive | Mixed | None yet | All |
| Assessment | 2 | 5 | 3 | 0 | 10 |
| Safeguarding | 1 | 4 | 4 | 2 | 11 |
| Hospital discharge | 0 | 6 | 2 | 1 | 9 |
| Carers | 1 | 3 | 4 | 3 | 11 |
| All areas | 4 | 18 | 13 | 6 | 41 |
1.1 Impact is sustained in four actions (10%) and positive in 18 (44%). Six (15%) have no impact yet.
1.2 Safeguarding has four positive actions, two of them since January. Carers has the most actions without impact yet.
1.3 Most of the actions of Hospital discharge are positive. About a third of all actions are mixed.
1.4 Of 13 mixed actions, 4 are in Safeguarding, 4 in Carers, 3 in Assessment and 2 in Hospital discharge.
## 2 Late actions
| Ref | Due | Weeks late |
| 4.1 | 31 January 2025 | 4 |
| 4.6 | 17 January 2025 | 6 |
| 7.2 | 20 December 2024 | 10 |
2.1 7.2 is the latest, at ten weeks. Action 4.6 was due on 17 January 2025, and was asked about on 24 January 2025.
2.2 The figures of discharge are in section 1. A quarter of carers (25 of 100) answered the survey in the third quarter.
2.3 Visits fell by a quarter, from 48 to 36. Assessment has 14 staff, of whom half are new. Carers has moved to the town hall.
The Care Improvement Board meets on Thursday 13 March 2025. The Carers Board meets in April.
Programme manager, 3 March 2025
""",
    [],
)
