"""The eighth batch: five more papers with planted errors, and five without, written down after the seventh was mended and
before the checks had seen them, by the hand that mended it.

Each is its text in the marks of `marked_up.py`, and what is planted: its weight (E an error, W a warning), a pattern that its
finding matches, and what it is.
"""
# ruff: noqa: E501

Planted = list[tuple[str, str, str]]

PAPERS: dict[str, tuple[str, Planted]] = {}

PAPERS["probation_region"] = (
    """
[header] Regional Probation Board
# Inspection action plan: second quarterly report
Board meeting of Wednesday 9 July 2025
[1] Summary
[2] The plan answers 22 recommendations. Nine are closed (41%), eight are on track (36%) and five are delayed (22%).
[2] At the last meeting it had 24 recommendations.
[1] Recommendations by unit
| Unit | Closed | On track | Delayed | Total |
| Coast | 3 | 2 | 1 | 6 |
| City | 1 | 3 | 3 | 7 |
| Valley | 5 | 3 | 1 | 9 |
| Region | 9 | 8 | 5 | 22 |
[2] City has one delayed recommendation, and Valley has closed four.
[2] More than half of the recommendations of Valley are closed. Most delayed recommendations are in Coast.
[2] Coast has the fewest recommendations; City has the most.
[1] Staffing
| Unit | Posts | Filled | Vacancy rate |
| Coast | 40 | 34 | 15.0% |
| City | 75 | 57 | 26.0% |
| Valley | 60 | 51 | 15.0% |
| Region | 175 | 142 | 18.9% |
[2] The vacancy rate in City is 24%, down from 27% in the first quarter. Sickness fell from 9.1 to 9.8 days.
[2] Training costs rose by 10%, from £40,000 to £46,000. See paragraph 5.1.
[1] Next steps
[2] [to be completed by the communications team]
[2] The PDU heads submit their plans by Saturday 30 August 2025. {c:is this right?}
""",
    [
        ("E", r"22%|\(22", "5/22 23"),
        ("W", "24", "total changed"),
        ("E", "one delayed", "City 3"),
        ("E", "closed four|Valley has", "Valley 5"),
        ("E", "Most delayed", "City"),
        ("E", "City has the most|the most", "Valley"),
        ("E", r"26\.0|24\.0", "18/75 24.0"),
        ("E", r"9\.1 to 9\.8", "fell"),
        ("E", "10%", "15%"),
        ("E", r"5\.1", "no paragraph"),
        ("E", "to be completed", "template"),
        ("W", "PDU", "acronym"),
        ("W", "30 August", "Saturday"),
        ("W", "comment", "comment"),
    ],
)

PAPERS["library_review"] = (
    """
# Culture Scrutiny Panel, 4 March 2025: review of libraries
1. Visits
| Library | 2022/23 | 2023/24 | Change |
| Central | 182,400 | 190,100 | 7,700 |
| Eastfield | 61,300 | 58,900 | -2,400 |
| Northway | 44,800 | 47,200 | 3,400 |
| Mobile | 9,500 | 8,100 | -1,400 |
| All libraries | 298,000 | 304,300 | 6,300 |
1.1 Visits fell from 298,000 in 2022/23 to 304,300 in 2023/24.
1.2 Central had 191,000 visits in 2023/24. Mobile had the lowest number of visits.
1.3 Three of the four libraries had more visits than the year before.
2. Consultation
| Option | For | Against | Answers |
| Longer hours | 412 | 96 | 508 |
| Fewer branches | 88 | 431 | 519 |
| Self-service | 255 | 240 | 495 |
2.1 Of 508 people who answered, 412 (83%) were for longer hours.
2.2 The consultation was open from Monday 6 January 2025 to Friday 31 January 2025. It closed on Friday 32 January 2025.
2.2 Just over half (52%) were for self-service.
3. Recommendations
| No. | Recommendation | To | By |
| 1 | Extend opening hours | Cabinet | 30 June 2025 |
| 2 | Review the mobile route | Head of Culture | 31 July 2025 |
| 3 | Report on volunteers | | 26 May 2025 |
3.1 Recommendation 2 is due on 30 September 2025. All recommendations have an owner.
3.2 The Panel thanks the Friends of the Library. Approved: [date]
Appendix A: answers
See Appendix B for the costs.
""",
    [
        ("E", r"3,400|2,400", "change 2,400"),
        ("E", "298,000", "fell"),
        ("E", "191,000", "190,100"),
        ("E", "Three of", "two had more"),
        ("E", "83%", "81%"),
        ("E", "32 January", "no day"),
        ("E", r"2\.2", "2.2 twice"),
        ("W", "26 May", "bank holiday"),
        ("E", "30 September", "31 July"),
        ("E", "All recommendations", "3 has no owner"),
        ("E", r"\[date", "template"),
        ("E", "Appendix B", "no appendix"),
    ],
)

PAPERS["care_group_pdf"] = (
    """
# Integrated Care Partnership: performance summary
Meeting on Thursday 12 September 2024
| Measure | Target | July | August |
| Seen within two weeks | 93% | 91.2% | 92.4% |
| Treated within 31 days | 96% | 95.0% | 94.1% |
| Discharged to usual home | 95% | 93.8% | 95.6% |
| Dementia diagnosis | 67% | 65.5% | 66.0% |
Two measures met their target in August. No measure got worse between July and August.
Discharged to usual home was 94.6% in August.
Ambulance handovers over an hour increased by 12%, from 250 to 230.
| Priority | Actions | Complete | Share complete |
| Frailty | 14 | 7 | 50.0% |
| Children | 9 | 6 | 66.6% |
| Mental health | 12 | 3 | 25.0% |
| Total | 35 | 16 | 45.7% |
Mental health has completed 4 of its 12 actions. Frailty has the highest share complete.
Of 35 actions, 16 (46%) are complete and 19 (52%) are not.
The Partnership Board met on Tuesday 13 August 2024. The next meeting is on Monday 26 August 2024.
Signed: ________
""",
    [
        ("E", "Two measures", "one met"),
        ("E", "No measure", "treated got worse"),
        ("E", r"94\.6", "95.6"),
        ("E", "250 to 230", "increased"),
        ("E", r"66\.6", "66.7"),
        ("E", "4 of its 12|Mental health has", "3"),
        ("E", "highest", "Children"),
        ("E", r"52%|19 \(", "54"),
        ("W", "26 August", "bank holiday"),
        ("E", "Signed", "blank"),
    ],
)

PAPERS["capital_board"] = (
    """
# Capital Programme Board: gateway report
[1] Schemes
| Scheme | Stage | Budget £m | Forecast £m | Confidence |
| S1 Leisure centre | Build | 12.5 | 13.1 | Amber |
| S2 Primary school | Design | 8.0 | 8.0 | Green |
| S3 Bus station | Build | 6.4 | 7.2 | Red |
| S4 Flood wall | Handover | 3.1 | 3.0 | Green |
| Total | | 30.0 | 31.1 | |
[2] Two schemes are Green, one is Amber and two are Red. S3 is Amber.
[2] Bus station is forecast at £7.2m against £6.4m. Flood wall is the largest scheme.
[2] The forecast of the programme is £31.3m, £1.3m above budget.
[box] Half of the schemes are in design.
[1] Benefits
[2] Of the 15 benefits, six are realised (40%), five are on course (33%) and four are at risk (27%). Seven benefits are realised.
[2] The business case of S2 was approved on Thursday 3 April 2025. Construction starts on 1 September 2025 and ends on 1 August 2025.
[1] Assurance
| Review | Outcome | Reviewer | Date |
| Finance | Agreed | Head of Finance | 2 June 2025 |
| Legal | | | |
| Procurement | Agreed | Head of Procurement | 3 June 2025 |
[2] The CPB will see the report of the Capital Projects Board on <insert date>.
[2] {+The SRO is content.}
""",
    [
        ("E", r"31\.1|31\.3", "total 31.3"),
        ("E", "two are Red", "one red"),
        ("E", "S3 is", "S3 red"),
        ("E", "largest", "leisure centre"),
        ("E", "Half of", "one of four in design"),
        ("E", "Seven benefits", "six"),
        ("E", "1 August", "ends before"),
        ("E", "Legal", "blank"),
        ("W", "CPB", "acronym"),
        ("W", "SRO", "acronym"),
        ("W", "Capital Pro\\w+ Board", "two names"),
        ("E", "insert date", "template"),
        ("W", "tracked", "tracked"),
    ],
)

PAPERS["improvement_cover"] = (
    """
# Children's Improvement Board: cover report for 11 September 2024
## 1. Position
| | June activity | June impact | September activity | September impact |
| Blue | 18 (36.0%) | 2 (4.0%) | 22 (45.8%) | 4 (8.3%) |
| Green | 20 (40.0%) | 15 (30.0%) | 14 (29.2%) | 16 (33.3%) |
| Amber | 9 (18.0%) | 23 (46.0%) | 8 (16.6%) | 20 (41.7%) |
| Red | 3 (6.0%) | 10 (20.0%) | 4 (8.0%) | 8 (16.7%) |
| Total | 50 | 50 | 48 | 48 |
1.1 On activity 36 of 48 actions (75.0%) are on track, against 38 of 50 (76.0%) in June.
1.2 The overall trajectory is improving. Five actions are Red for activity.
1.3 Blue actions rose from 18 to 24. Nearly half of actions are Blue for activity.
1.4 Most actions are Green for impact.
## 2. Reds
| Ref | Action | Due | Days overdue |
| 1.3 | Caseloads | 30 June 2024 | 73 |
| 2.6 | Placement sufficiency | 31 July 2024 | 42 |
| 4.1 | Return interviews | 31 May 2024 | 130 |
| 4.4 | Care leavers' offer | 31 July 2024 | 42 |
2.1 Action 2.6 is due on 31 August 2024. Caseloads fell to 17.1 from 16.2.
2.2 The next meeting is on Wednesday 23 October 2024; papers are issued on Wednesday 16 October 2024. The IRO service reports then.
2.4 Figures for September to follow.
""",
    [
        ("E", r"16\.6", "16.7"),
        ("E", r"8\.0%", "8.3"),
        ("W", "trajectory", "direction"),
        ("E", "Five actions", "4"),
        ("E", "18 to 24", "22"),
        ("E", "Most actions", "16 of 48"),
        ("W", "50.*48", "total changed"),
        ("E", r"\b130\b", "103"),
        ("E", "31 August", "31 July"),
        ("E", r"17\.1", "fell"),
        ("W", "IRO", "acronym"),
        ("W", r"2\.4", "2.3 left out"),
        ("W", "to follow", "to follow"),
    ],
)

PAPERS["h_probation_region"] = (
    """
[header] Regional Probation Board
# Inspection action plan: second quarterly report
Board meeting of Wednesday 9 July 2025
[1] Summary
[2] The plan answers 22 recommendations. Nine are closed (41%), eight are on track (36%) and five are delayed (23%).
[2] In April six of them were closed. Two thirds of those closed have been audited.
[1] Recommendations by unit
| Unit | Closed | On track | Delayed | Total |
| Coast | 3 | 2 | 1 | 6 |
| City | 1 | 3 | 3 | 7 |
| Valley | 5 | 3 | 1 | 9 |
| Region | 9 | 8 | 5 | 22 |
[2] City has three delayed recommendations, two of which wait for premises, and Valley has closed five.
[2] More than half of the recommendations of Valley are closed. Most delayed recommendations are in City.
[2] Coast has the fewest recommendations; Valley has the most. City has 4 hostels, Coast has two.
[1] Staffing
| Unit | Posts | Filled | Vacancy rate |
| Coast | 40 | 34 | 15.0% |
| City | 75 | 57 | 24.0% |
| Valley | 60 | 51 | 15.0% |
| Region | 175 | 142 | 18.9% |
[2] The vacancy rate in City is 24%, down from 27% in the first quarter. Sickness fell from 9.8 to 9.1 days.
[2] Training costs rose by 15%, from £40,000 to £46,000. See paragraph 3.1. City has filled 3 more posts since May.
[1] Next steps
[2] Heads of unit submit their plans by Friday 29 August 2025. The region has 3 prisons and 12 courts.
""",
    [],
)

PAPERS["h_library_review"] = (
    """
# Culture Scrutiny Panel, 4 March 2025: review of libraries
1. Visits
| Library | 2022/23 | 2023/24 | Change |
| Central | 182,400 | 190,100 | 7,700 |
| Eastfield | 61,300 | 58,900 | -2,400 |
| Northway | 44,800 | 47,200 | 2,400 |
| Mobile | 9,500 | 8,100 | -1,400 |
| All libraries | 298,000 | 304,300 | 6,300 |
1.1 Visits rose from 298,000 in 2022/23 to 304,300 in 2023/24. At Northway they rose by 5%, from 44,800 to 47,200.
1.2 Central had 190,100 visits in 2023/24. Mobile had the lowest number of visits. Central has 14 staff and Eastfield 6.
1.3 Two of the four libraries had more visits than the year before. In 2018/19 there were 402,000 visits.
2. Consultation
| Option | For | Against | Answers |
| Longer hours | 412 | 96 | 508 |
| Fewer branches | 88 | 431 | 519 |
| Self-service | 255 | 240 | 495 |
2.1 Of 508 people who answered, 412 (81%) were for longer hours. There were 31 letters in all.
2.2 The consultation was open from Monday 6 January 2025 to Friday 31 January 2025.
2.3 Just over half (52%) were for self-service. Half of the letters came from one street.
3. Recommendations
| No. | Recommendation | To | By |
| 1 | Extend opening hours | Cabinet | 30 June 2025 |
| 2 | Review the mobile route | Head of Culture | 31 July 2025 |
| 3 | Report on volunteers | Head of Culture | 27 May 2025 |
3.1 Recommendation 2 is due on 31 July 2025. All recommendations have an owner. The Head of Culture has two of the three.
3.2 The Panel thanks the Friends of the Library. The budget book, page 41, has the costs: £1.9m in 2024/25.
Appendix A: answers
""",
    [],
)

PAPERS["h_care_group_pdf"] = (
    """
# Integrated Care Partnership: performance summary
Meeting on Thursday 12 September 2024
| Measure | Target | July | August |
| Seen within two weeks | 93% | 91.2% | 92.4% |
| Treated within 31 days | 96% | 95.0% | 94.1% |
| Discharged to usual home | 95% | 93.8% | 95.6% |
| Dementia diagnosis | 67% | 65.5% | 66.0% |
One measure met its target in August. One measure got worse between July and August.
Discharged to usual home was 95.6% in August and 93.8% in July.
Ambulance handovers over an hour fell by 8%, from 250 to 230.
| Priority | Actions | Complete | Share complete |
| Frailty | 14 | 7 | 50.0% |
| Children | 9 | 6 | 66.7% |
| Mental health | 12 | 3 | 25.0% |
| Total | 35 | 16 | 45.7% |
Mental health has completed 3 of its 12 actions. Children has the highest share complete. Frailty has 2 new wards.
Of 35 actions, 16 (46%) are complete and 19 (54%) are not. Half of the 14 actions of Frailty are complete.
The Partnership met on Tuesday 13 August 2024. The next meeting is on Tuesday 27 August 2024.
Signed: the chair, 13 September 2024
""",
    [],
)

PAPERS["h_capital_board"] = (
    """
# Capital Programme Board: gateway report
[1] Schemes
| Scheme | Stage | Budget £m | Forecast £m | Confidence |
| S1 Leisure centre | Build | 12.5 | 13.1 | Amber |
| S2 Primary school | Design | 8.0 | 8.0 | Green |
| S3 Bus station | Build | 6.4 | 7.2 | Red |
| S4 Flood wall | Handover | 3.1 | 3.0 | Green |
| Total | | 30.0 | 31.3 | |
[2] Two schemes are Green, one is Amber and one is Red. S3 is Red; S4 is 200 metres long.
[2] Bus station is forecast at £7.2m against £6.4m. Leisure centre is the largest scheme. Primary school has 14 classrooms.
[2] The forecast of the programme is £31.3m, £1.3m above budget. Inflation in construction is 4%.
[box] Half of the schemes are being built.
[1] Benefits
[2] Of the 15 benefits, six are realised (40%), five are on course (33%) and four are at risk (27%). Six were realised by June.
[2] The business case of S2 was approved on Thursday 3 April 2025. Construction starts on 1 September 2025 and ends on 31 July 2026.
[1] Assurance
| Review | Outcome | Reviewer | Date |
| Finance | Agreed | Head of Finance | 2 June 2025 |
| Legal | Agreed | Head of Legal Services | 2 June 2025 |
| Procurement | Agreed | Head of Procurement | 3 June 2025 |
[2] The Board meets at 10.30 am in room 4.2. Questions to 01632 960 123.
""",
    [],
)

PAPERS["h_improvement_cover"] = (
    """
# Children's Improvement Board: cover report for 11 September 2024
## 1. Position
| | June activity | June impact | September activity | September impact |
| Blue | 18 (36.0%) | 2 (4.0%) | 22 (45.8%) | 4 (8.3%) |
| Green | 20 (40.0%) | 15 (30.0%) | 14 (29.2%) | 16 (33.3%) |
| Amber | 9 (18.0%) | 23 (46.0%) | 8 (16.7%) | 20 (41.7%) |
| Red | 3 (6.0%) | 10 (20.0%) | 4 (8.3%) | 8 (16.7%) |
| Total | 50 | 50 | 48 | 48 |
1.1 On activity 36 of 48 actions (75.0%) are on track, against 38 of 50 (76.0%) in June. Two actions were merged into others (D4).
1.2 The share on track fell by one percentage point. Four actions are Red for activity and eight for impact.
1.3 Blue actions rose from 18 to 22. Nearly half of actions are Blue for activity. A third of actions are Green for impact.
1.4 Two of the Reds were Red in June. Reviews in time: 94% (target 95%), and 17 of 18 in August.
## 2. Reds
| Ref | Action | Due | Days overdue |
| 1.3 | Caseloads | 30 June 2024 | 73 |
| 2.6 | Placement sufficiency | 31 July 2024 | 42 |
| 4.1 | Return interviews | 31 May 2024 | 103 |
| 4.4 | Care leavers' offer | 31 July 2024 | 42 |
2.1 Action 2.6 was due on 31 July 2024. Caseloads fell to 16.2 from 17.1. Action 4.1 is for the board of 23 October 2024.
2.2 The next meeting is on Wednesday 23 October 2024; papers are issued on Wednesday 16 October 2024.
2.3 The 2.10 and 9.9 of the old plan are 2.6 and 8.1 of this one.
""",
    [],
)
