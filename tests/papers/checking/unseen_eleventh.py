"""The eleventh batch: six papers with planted errors and six without, written when the tenth was mended, by the hand that mended it.

Each as in `public_bodies_sixth.py`.
"""
# ruff: noqa: E501

Planted = list[tuple[str, str, str]]

PAPERS: dict[str, tuple[str, Planted]] = {}


PAPERS["housing_assoc"] = (
    """
# Board paper: building safety remediation
For decision | Board meeting on Tuesday 14 April 2026 | Author: Director of Property
1. Why this matters
1.1 Members asked in January for a monthly view of the 46 buildings over 11 metres. At the end of March work was complete on 17, under way on 14, tendered on 9 and yet to be scoped on 7.
| Region | Complete | Under way | Tendered | To scope | Buildings | Spend £m |
| London | 6 | 5 | 3 | 2 | 16 | 14.2 |
| Midlands | 5 | 4 | 2 | 2 | 13 | 6.9 |
| North | 4 | 3 | 3 | 2 | 11 | 5.5 |
| South West | 2 | 2 | 1 | 1 | 6 | 2.1 |
| Group | 17 | 14 | 9 | 7 | 46 | 28.7 |
1.2 Some 37% of buildings are complete, and in every region at least two are.
1.3 London accounts for just over a third of the buildings and for more than half of the spend (£14.2m of £28.7m, 49%).
1.4 The South West has the fewest buildings left to scope. In the North, five buildings are complete.
1.5 Only the Midlands has fewer than three buildings under way.
2. Residents
2.1 We wrote to 2,310 households and 1,017 replied, a response rate of 48%. Satisfaction with the works was 71%, which is six points better than the 66% of last year.
2.2 Complaints rose from 84 to 61.
2.3 Of the 61 complaints, 40 were upheld, 15 were partly upheld and 9 were not.
3. Next
3.1 Tenders are due back by Monday 4 May 2026. The Board will be asked for approval on 16 June 2026, as set out in paragraph 4.2.
Cleared by: Finance Director, 2 April 2026
Cleared by:
""",
    [
        ("E", "46|47|\\b6 to|7 to scope|to scope", "17+14+9+7; 46"),
        ("E", "North.*Buildings|11.*12|12", "north row"),
        ("E", "more than half", "49% is not more than half"),
        ("E", "five buildings are complete|In the North", "north 4"),
        ("E", "Only the Midlands", "south west only"),
        ("E", "48%|44%", "1017/2310"),
        ("E", "six points|5 points", "5 points"),
        ("E", "84 to 61", "rose 84 61"),
        ("E", "40 were upheld|64", "40+15+9"),
        ("W", "4 May", "bank holiday"),
        ("E", "4\\.2", "no 4.2"),
        ("E", "Cleared by", "blank"),
    ],
)

PAPERS["university_senate"] = (
    """
# Senate: access and participation plan – monitoring return
Thursday 26 February 2026
## A. Progress on targets
| Target | 2022/23 | 2023/24 | 2024/25 | Milestone |
| Entrants from deprived areas | 18.4% | 19.1% | 20.3% | 20.0% |
| Mature entrants | 11.0% | 10.2% | 10.9% | 12.0% |
| Continuation gap (points) | 6.1 | 5.8 | 5.2 | 5.0 |
| Attainment gap (points) | 14.0 | 13.1 | 13.6 | 12.0 |
A1. One of the four milestones was met in 2024/25: that for entrants from deprived areas.
A2. The attainment gap has narrowed in both years. The continuation gap fell to 5.2 points.
A3. The share of mature entrants has recovered to 10.9%, still 2.1 percentage points short of the milestone.
A4. Entrants from deprived areas have increased each year, from 18.4% to 23.0%.
## B. Spending
B1. £3.96m was spent: £1.9m on bursaries, £1.26m on outreach and £0.7m on evaluation. That is 97% of the £4.2m planned.
B2. 640 students had a bursary (2023/24: 580), an increase of 9.4%.
| Faculty | Students | Bursaries | Share with a bursary |
| Arts | 1,850 | 212 | 11.5% |
| Science | 2,140 | 198 | 9.3% |
| Health | 1,260 | 141 | 11.9% |
| Business | 1,530 | 89 | 5.8% |
| University | 6,780 | 640 | 9.4% |
B3. Health has the highest share of students with a bursary; Business has the lowest. Science has more bursaries than Arts.
B4. Students in Arts hold almost exactly a quarter of all bursaries (212 of 640).
B5. The APP Steering Group met on 31 November 2025 and will meet next on Friday 20 March 2026.
Report by: [job title]
""",
    [
        ("E", "attainment gap has narrowed|Attainment gap|both years", "13.1 to 13.6"),
        ("E", "2\\.1 percentage|1\\.1", "1.1"),
        ("E", "23\\.0|20\\.3", "20.3"),
        ("E", "3\\.96m|3\\.86", "1.9+1.26+.7"),
        ("E", "97%|94%", "3.96/4.2"),
        ("E", "9\\.4%.*10|10\\.3", "580 to 640"),
        ("E", "11\\.9%|11\\.2", "141/1260"),
        ("E", "Health has the highest", "arts 11.5"),
        ("E", "Science has more", "198 212"),
        ("E", "quarter", "33%"),
        ("E", "31 November", "no day"),
        ("E", "job title", "template"),
        ("W", "APP", "acronym"),
    ],
)

PAPERS["safeguarding_board"] = (
    """
[header] Safeguarding Adults Board
# Learning from reviews: tracker
Meeting of 21 May 2026
[1] Position
[2] Since the last meeting two reviews have been published, which brings the number of recommendations to 29. They fall to four agencies.
| Agency | Recommendations | Done | In hand | Not begun |
| Council | 12 | 7 | 4 | 1 |
| Hospital trust | 8 | 3 | 4 | 1 |
| Police | 5 | 3 | 1 | 1 |
| Housing provider | 4 | 2 | 2 | 0 |
| All agencies | 29 | 15 | 11 | 4 |
[2] Every agency has something that is not begun.
[2] The Council has done seven of its 12 recommendations (58%) and the hospital trust three of eight (43%).
[2] Over half of all recommendations have been done. The police have done a smaller share of theirs than the hospital trust.
[2] The Council and the housing provider have the same number in hand.
[1] The reds
| Ref | Recommendation | Agency | Due | Weeks late |
| SAR3/2 | Share risk information | Police | 27 February 2026 | 12 |
| SAR3/5 | Mental capacity training | Hospital trust | 26 March 2026 | 8 |
| SAR4/1 | Self-neglect pathway | Council | 16 April 2026 | 6 |
| SAR4/4 | Escalation policy | Council | 12 March 2026 | 10 |
[2] Four recommendations are late. Three of them are the Council’s. SAR4/4 has been late for longest.
[2] SAR3/5 belongs to the police. SAR4/1 was due on 16 March 2026.
[2] All of them are more than eight weeks late.
[1] Data
[2] There were 1,204 concerns in the quarter, of which 421 (35%) became enquiries. A year ago it was 1,150 and 380 (33%), so that concerns are up by 4.7% and enquiries by 15%.
[2] In 88% of enquiries (363 of 421) the person’s wishes were met. Outcomes: 301 fully met, 62 partly and 48 not met.
[2] {+The MCA audit found no gaps.}
[2] The date of the next meeting is Thursday 20 August 2026. Papers to be circulated by Sunday 9 August 2026.
""",
    [
        ("E", "All agencies|Not begun|\\b4\\b.*3", "not begun 3"),
        ("E", "Every agency", "housing none"),
        ("E", "43%|38%", "3 of 8"),
        ("E", "smaller share", "60 vs 38"),
        ("E", "same number", "4 and 2"),
        ("E", "Weeks late|SAR4/1.*5|6.*5", "5 weeks"),
        ("E", "Three of them", "two council"),
        ("E", "longest", "SAR3/2"),
        ("E", "SAR3/5 belongs", "trust"),
        ("E", "16 March", "16 April"),
        ("E", "more than eight", "6 and 8"),
        ("E", "88%|86%", "363/421"),
        ("E", "301|411", "301+62+48"),
        ("W", "MCA", "acronym"),
        ("W", "9 August", "Sunday"),
        ("W", "tracked", "tracked"),
    ],
)

PAPERS["parks_trust_pdf"] = (
    """
# Parks Trust: annual performance
Trustees, Wednesday 8 July 2026
1. Visits
| Park | 2024 | 2025 | Change |
| Abbey Meadow | 412,000 | 436,000 | 24,000 |
| Castle Hill | 250,000 | 241,000 | -9,000 |
| Lakeside | 318,000 | 330,000 | 21,000 |
| Mill Green | 96,000 | 108,000 | 12,000 |
| All parks | 1,076,000 | 1,115,000 | 39,000 |
1.1 Visits rose in all four parks and were 3.6% higher than in 2024.
1.2 Abbey Meadow had 39% of all visits in 2025, the highest share. Mill Green grew fastest, by 12.5%.
1.3 Visits to Castle Hill dropped by 9,000 (3.6%) to 214,000.
1.4 Lakeside is the second most visited park.
2. Volunteers
2.1 There were 342 volunteers, 28 more than the 324 of the year before. Together they gave 10,260 hours, an average of 30 each.
2.2 Ages: under 25, 61; 25 to 64, 170; 65 and over, 111.
2.3 A third of volunteers (171 of 342) are in Friends groups.
3. Money
3.1 Income was £2.4m and costs £2.6m, a surplus of £0.2m.
3.2 Grants made up 45% of income (£1.08m of £2.4m).
3.3 The reserve stands at [amount].
3.4 See table 3 for detail.
""",
    [
        ("E", "Lakeside.*Change|12,000", "change"),
        ("E", "all four", "castle fell"),
        ("E", "214,000|241,000", "241"),
        ("E", "28 more|18", "18"),
        ("E", "A third|50%", "half"),
        ("E", "surplus", "deficit"),
        ("E", "\\[amount\\]", "template"),
        ("E", "table 3", "no table"),
    ],
)

PAPERS["police_fed"] = (
    """
# Joint Audit Committee – risk and assurance update
Date: Monday 23 March 2026
[1] Assurance map
| Area | First line | Second line | Third line | Overall | Owner |
| Finance | Good | Good | Good | Good | Chief Finance Officer |
| Procurement | Partial | Good | Weak | Partial | Head of Procurement |
| Information security | Partial | Partial | Good | Partial | Chief Information Officer |
| Vetting | Weak | Partial | Weak | Weak | Head of Standards |
| Fleet | Good | Good | Partial | Good | Head of Fleet |
[2] Two of the five areas are Good overall, two are Weak and one is Partial.
[2] Vetting is the only area that is Weak overall. Fleet is Partial overall.
[2] Information security is owned by the Head of Standards.
[1] Audits
[2] The plan for 2025/26 had 22 audits; 18 are final, 3 in draft and 2 in fieldwork.
[2] Final reports stand at 82% of the plan (18 of 22), the same as at this point in 2024/25 (17 of 21, 81%).
[2] Recommendations: 64 raised, 41 closed, leaving 13 open. The number open has nearly doubled, from 12 in December to 23.
| Priority | Raised | Closed | Open | Overdue |
| High | 9 | 5 | 4 | 2 |
| Medium | 30 | 20 | 10 | 3 |
| Low | 25 | 16 | 9 | 0 |
| Total | 64 | 41 | 23 | 6 |
[2] No low priority recommendation is overdue, and only two high priority ones are.
[2] Half of the high priority recommendations that are open are overdue. Most recommendations were raised as low.
[2] 64.1% of recommendations are closed. Medium has the most open.
[1] Decision
[2] That the Joint Audit Committee (a) notes the report; and (b) agrees the plan in Appendix C.
Appendix A: audit plan
Appendix B: recommendations
Signed off: ____________
""",
    [
        ("E", "two are Weak|1 Weak", "1 weak"),
        ("E", "one is Partial|2 Partial", "2 partial"),
        ("E", "Fleet is Partial", "fleet good"),
        ("E", "owned by", "CIO"),
        ("E", "22 audits|23", "18+3+2"),
        ("E", "leaving 13|23$|leaving", "23"),
        ("E", "Total.*Overdue|Overdue.*5", "overdue 5"),
        ("E", "Most recommendations", "medium most"),
        ("E", "Appendix C", "no appendix"),
        ("E", "Signed off", "blank"),
    ],
)

PAPERS["council_climate"] = (
    """
# Climate Emergency Scrutiny Panel
Report title: Climate action plan, second annual report
Date of meeting: Thursday 4 June 2026 — Lead officer: Head of Sustainability
1 The plan
1.1 The plan has 58 actions under five themes. 21 are complete, 24 on schedule, 9 behind and 4 not started.
| Theme | Complete | On schedule | Behind | Not started |
| Buildings | 6 | 7 | 3 | 1 |
| Transport | 4 | 6 | 3 | 2 |
| Energy | 5 | 4 | 1 | 0 |
| Waste | 4 | 4 | 1 | 1 |
| Nature | 2 | 3 | 1 | 0 |
| Total | 21 | 24 | 9 | 4 |
1.2 45 actions (77.6%) are complete or on schedule, compared with 39 of 56 (69.4%) a year ago.
1.3 Transport has the most actions behind and Energy has none.
1.4 All themes have completed at least three actions.
1.5 Buildings has as many actions behind as Transport. Neither Energy nor Nature has an action that has not started.
1.6 Two actions, 3.4 and 3.9, were merged since the last report; the plan then had 56.
2 Emissions
| Source (tonnes) | 2023/24 | 2024/25 | 2025/26 |
| Heating | 4,820 | 4,610 | 4,395 |
| Electricity | 2,950 | 2,700 | 2,640 |
| Fleet | 1,880 | 1,905 | 1,790 |
| Total | 9,650 | 9,215 | 8,825 |
2.1 Emissions fell by 390 tonnes (4.2%) in the year to 8,825, and by 8.5% in two years.
2.2 Fleet emissions have fallen in each of the two years. Heating is over half of the total in 2025/26.
2.3 Electricity fell by 60 tonnes to 2,640. Heating remains the largest source, followed by electricity.
2.4 Staff mileage halved from 412,000 to 268,000 miles.
2.6 The target for 2030 is 4,000 tonnes, so emissions must more than halve from 8,825 to 4,000.
3 Implications
3.1 Equalities: an assessment was made, Head of Policy, 12 May 2026.
3.2 Legal: <name> has advised.
""",
    [
        ("E", "69\\.4|69\\.6", "39/56"),
        ("E", "Energy has none", "energy 1"),
        ("E", "All themes", "nature 2"),
        ("E", "Fleet emissions|each of the two", "fleet rose"),
        ("E", "over half of the total|Heating is over", "49.8%"),
        ("E", "halved", "35%"),
        ("W", "2\\.6", "2.5 missing"),
        ("E", "<name>", "template"),
    ],
)

# clean
PAPERS["ok_housing"] = (
    """
# Board paper: repairs and complaints
Tuesday 12 May 2026
1. Repairs
1.1 We did 4,210 repairs in April, 3.1% more than in March (4,084). 96.0% of emergencies (312 of 325) were attended in time.
| Region | Repairs | In time | % in time |
| London | 1,620 | 1,490 | 92.0% |
| Midlands | 1,190 | 1,130 | 95.0% |
| North | 980 | 911 | 93.0% |
| South West | 420 | 403 | 96.0% |
| Group | 4,210 | 3,934 | 93.4% |
1.2 All four regions are above 90%; only London and the North are below 95%. The South West is the best, at 96.0%.
1.3 London did the most repairs, 1,620, which is 38% of the total.
2. Complaints
2.1 61 complaints came in, down from 84 in the quarter before. 40 were upheld, 12 were partly upheld and 9 were not.
2.2 The average time to answer was 8.2 days (target 10).
3. Next meeting: Tuesday 9 June 2026
""",
    [],
)
PAPERS["ok_university"] = (
    """
# Senate: student survey
Thursday 4 June 2026
| Question | 2024 | 2025 | 2026 | Sector |
| Teaching | 84.1% | 85.0% | 86.2% | 85.1% |
| Assessment | 74.9% | 73.8% | 75.5% | 78.0% |
| Student voice | 70.2% | 71.0% | 71.9% | 74.3% |
A1. Teaching has risen in both years and is now 1.1 points above the sector. The other two remain below it.
A2. Assessment is up by 1.7 points on 2025, after a fall in that year.
A3. 3,402 students answered, 61% of those asked (5,577).
A4. The lowest score is for student voice (71.9%), although it has improved each year.
A5. Of the 14 departments, nine improved, three fell and two did not change.
A6. Overall satisfaction was 80.4%, the same as last year.
""",
    [],
)
PAPERS["ok_safeguarding"] = (
    """
# Learning from reviews
Safeguarding Adults Board, 20 August 2026
[1] Position
[2] 29 recommendations: 18 done, 9 in hand and 2 not begun. In May 15 were done.
| Agency | Recommendations | Done | In hand | Not begun |
| Council | 12 | 8 | 4 | 0 |
| Hospital trust | 8 | 5 | 2 | 1 |
| Police | 5 | 3 | 1 | 1 |
| Housing provider | 4 | 2 | 2 | 0 |
| All agencies | 29 | 18 | 9 | 2 |
[2] The Council has done two thirds of its recommendations (8 of 12), and the housing provider half.
[2] Neither the Council nor the housing provider has one that is not begun.
[2] The police and the hospital trust have one each that is not begun.
[2] The number done is up by three since May.
[2] Two reviews are under way; neither is expected before December.
""",
    [],
)
PAPERS["ok_parks_pdf"] = (
    """
# Parks Trust: half year
Trustees, Wednesday 9 December 2026
1. Visits
| Park | 2025 | 2026 | Change |
| Abbey Meadow | 236,000 | 241,000 | 5,000 |
| Castle Hill | 141,000 | 139,000 | -2,000 |
| Lakeside | 180,000 | 188,000 | 8,000 |
| All parks | 557,000 | 568,000 | 11,000 |
1.1 Two of the three parks had more visits than in 2025; Castle Hill had 2,000 fewer (1.4%).
1.2 Lakeside grew by 8,000 (4.4%), the largest rise. Abbey Meadow is still the most visited.
2. Volunteers
2.1 351 people volunteered, nine more than at the end of 2025 (342), and gave 5,265 hours, 15 each.
2.2 About half of them (171) are in Friends groups.
""",
    [],
)
PAPERS["ok_audit2"] = (
    """
# Joint Audit Committee: progress
Monday 22 June 2026
[1] Audits
[2] Five of 20 audits are final, 6 are in draft and 9 have not begun. A quarter are final, as at this time last year (5 of 20).
| Priority | Raised | Closed | Open | Overdue |
| High | 6 | 2 | 4 | 1 |
| Medium | 14 | 6 | 8 | 2 |
| Low | 10 | 6 | 4 | 0 |
| Total | 30 | 14 | 16 | 3 |
[2] Fewer than half of the recommendations are closed (14 of 30, 46.7%). Three are overdue: one high and two medium.
[2] Low priority recommendations have no overdue ones. High and low have four open each.
[2] More recommendations are open than closed.
[2] Medium accounts for half of those open (8 of 16).
Signed off: Chief Finance Officer, 12 June 2026
""",
    [],
)
PAPERS["ok_climate"] = (
    """
# Climate action plan
Climate Emergency Scrutiny Panel, Thursday 3 December 2026
1 Of 56 actions, 25 are complete (44.6%), 22 on schedule (39.3%), 6 behind (10.7%) and 3 not started (5.4%).
2 Emissions were 8,825 tonnes, 18% lower than four years ago (10,760) and 4.2% lower than last year.
| Source (tonnes) | 2024/25 | 2025/26 |
| Heating | 4,610 | 4,395 |
| Electricity | 2,700 | 2,640 |
| Fleet | 1,905 | 1,790 |
| Total | 9,215 | 8,825 |
3 All three sources fell. Heating fell most, by 215 tonnes, and makes up just under half (49.8%).
4 Fleet emissions fell by 6.0%; half of the 84 vans are electric.
5 Recycling rose to 47.2% from 45.9%, 2.8 points short of the target of 50%.
""",
    [],
)
