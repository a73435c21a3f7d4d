"""Four more papers with planted errors, and four without.

Each is its text in the marks of `marked_up.py`, and what is planted: its weight (E an error, W a warning), a pattern that its
finding matches, and what it is. All were written down before the checks had seen any of their batch.
"""
# ruff: noqa: E501

Planted = list[tuple[str, str, str]]

PAPERS: dict[str, tuple[str, Planted]] = {}

PAPERS["transport"] = (
    """
# Transport programme board: monthly dashboard
Meeting: Monday 9 June 2025
## 1. Schemes
| Scheme status | May | June |
| On site | 7 | 9 |
| Designed | 11 | 10 |
| On hold | 3 | 2 |
| Total | 21 | 22 |
1.1 Nine schemes are on site and three are on hold.
1.2 Schemes on hold have increased since May.
1.3 Over half of schemes are on site.
1.4 Spend to date is £4.2m of £6.0m (75%).
1.5 Of 18 bridges inspected, 15 (88%) were in good condition.
## 2. Dates
2.1 The tender closes on 31 September 2025 and bids must be submitted by Sunday 5 October 2025.
2.2 The TRO for the bus lane is at consultation.
2.4 [Add commentary from the finance team]
""",
    [
        ("E", "three", "3 on hold; 2"),
        ("W", "increased", "increased; fell"),
        ("E", "Over half", "over half"),
        ("E", "75%|4\\.2m", "4.2/6=70"),
        ("E", "15 \\(88|of 18", "15/18 83"),
        ("E", "31 September", "no day"),
        ("W", "5 October", "Sunday"),
        ("W", "TRO", "acronym"),
        ("W", "2\\.4", "2.3 left out"),
        ("E", "Add comment", "template"),
        ("W", "21", "total changed"),
    ],
)
PAPERS["mental_health"] = (
    """
[header] Community mental health transformation
# Highlight report
[1] Staffing
| Team | Funded posts | In post | Fill rate |
| Crisis | 45 | 38 | 84.4% |
| Early help | 30 | 24 | 80.0% |
| Older people | 25 | 17 | 65.0% |
| Total | 100 | 79 | 79.0% |
[2] Crisis has 39 staff in post. All teams have a fill rate above 75%.
[1] Deliverables
| Deliverable | Owner | Status | Start | End |
| Single front door | Service Director | Delayed | 1 May 2025 | 1 April 2025 |
| Peer workers | HR lead | Complete | 3 March 2025 | 30 June 2025 |
| Digital notes | CIO | Delayed | 7 April 2025 | 31 October 2025 |
[2] One deliverable is delayed. All deliverables are complete.
[2] Digital notes is complete.
[2] Referrals decreased from 410 to 455.
[2] Approved by: TBC
""",
    [
        ("E", "65\\.0", "17/25 68"),
        ("E", "39", "39; 38"),
        ("E", "All teams|above 75", "all above 75"),
        ("E", "1 April 2025", "ends before"),
        ("E", "One deliv", "one delayed: 2"),
        ("E", "All deliv", "all complete"),
        ("E", "Digital notes is", "Digital notes complete"),
        ("E", "decreased", "410 to 455"),
        ("W", "TBC", "tbc"),
        ("W", "CIO", "acronym"),
    ],
)
PAPERS["academy_finance"] = (
    """
# Finance and estates committee, Tuesday 17 June 2025
1. Condition surveys
| Site | Good | Fair | Poor | Blocks |
| East | 5 | 3 | 1 | 9 |
| West | 4 | 2 | 2 | 9 |
| All sites | 9 | 5 | 3 | 18 |
1.1 Three blocks are poor (16.7%), and 9 of 17 are good (53.9%).
1.2 No blocks at West are poor.
1.3 Most blocks at East are fair.
2. Approval
| Role | Name | Date |
| Chair of committee | | |
| Chief Finance Officer | CFO | 3 June 2025 |
3. Next meeting
Wednesday 23 September 2025. Papers are issued by 25 August 2025. See Annex B.
Annex A: surveys
""",
    [
        ("E", "West.*9|\\b8\\b", "West row"),
        ("E", "53\\.9|9 of 17", "9/17 52.9"),
        ("E", "No blocks", "none poor at West"),
        ("E", "Most blocks", "most at East fair"),
        ("E", "Chair of", "blank"),
        ("E", "23 September", "weekday"),
        ("W", "25 August", "bank holiday"),
        ("E", "Annex B", "no annex"),
        ("W", "CFO", "acronym"),
    ],
)
PAPERS["pdf_panel_pdf"] = (
    """
# Safeguarding partnership: audit of cases
Date of meeting: Friday 13 June 2025
We audited 60 cases. 33 (55%) were good, 18 (30%) required improvement and 10 (16%) were inadequate.
| Grade | Cases | Share |
| Good | 33 | 55% |
| Requires improvement | 18 | 30% |
| Inadequate | 9 | 15% |
| Total | 61 | 100% |
Most cases are inadequate. The next audit is due by Saturday 30 August 2025.
The child, Tom Brown, DOB 3/4/2012, was seen.
""",
    [
        ("E", "10 \\(16", "10 inadequate; 9"),
        ("E", "\\b61\\b", "total"),
        ("E", "Most cases", "most inadequate"),
        ("W", "30 August", "Saturday"),
        ("E", "birth|personal|name", "personal"),
    ],
)

PAPERS["e_transport"] = (
    """
# Transport programme board: monthly dashboard
Meeting: Monday 9 June 2025
## 1. Schemes
| Scheme status | May | June |
| On site | 7 | 9 |
| Designed | 11 | 10 |
| On hold | 3 | 2 |
| Total | 21 | 21 |
1.1 Nine schemes are on site and two are on hold. Two of the schemes designed in May are now on site.
1.2 Schemes on hold have fallen from 3 to 2. Fewer than half of schemes are on site.
1.3 Spend to date is £4.2m of £6.0m (70%). Journey times fell by 4%, from 25.0 to 24.0 minutes.
1.4 Of 18 bridges inspected, 15 (83%) were in good condition; 11 other bridges are designed for heavier loads.
## 2. Dates
2.1 The tender closes on 30 September 2025 and bids must be submitted by Friday 3 October 2025.
2.2 The Traffic Regulation Order (TRO) is at consultation. In 2023/24, 60% of schemes were on site by June.
""",
    [],
)
PAPERS["e_mental_health"] = (
    """
# Highlight report
[1] Staffing
| Team | Funded posts | In post | Fill rate |
| Crisis | 45 | 38 | 84.4% |
| Early help | 30 | 24 | 80.0% |
| Older people | 25 | 17 | 68.0% |
| Total | 100 | 79 | 79.0% |
[2] Crisis has 38 staff in post. Two of three teams have a fill rate above 75%. Agency staff fill 12 of 21 vacancies (57%).
[1] Deliverables
| Deliverable | Owner | Status | Start | End |
| Single front door | Service Director | Delayed | 1 May 2025 | 1 August 2025 |
| Peer workers | Project lead | Complete | 3 March 2025 | 30 June 2025 |
| Digital notes | Project lead | Delayed | 7 April 2025 | 31 October 2025 |
[2] Two deliverables are delayed and one is complete. Digital notes is delayed by six weeks.
[2] Referrals decreased from 455 to 410. Average wait: 18 days, target 28. All staff have completed training; not all supervision is complete.
[2] 97% of people seen in 4 hours; 3.4 readmissions per 100; score 4.6 out of 5. 24 of 25 places (96%) are filled at Older people day centre.
""",
    [],
)
PAPERS["e_academy"] = (
    """
# Finance and estates committee, Tuesday 17 June 2025
1. Condition surveys
| Site | Good | Fair | Poor | Blocks |
| East | 5 | 3 | 1 | 9 |
| West | 4 | 2 | 2 | 8 |
| All sites | 9 | 5 | 3 | 17 |
1.1 Three blocks are poor (17.6%), and 9 of 17 are good (52.9%). Two blocks at West are poor.
1.2 No blocks at East are out of use. Most blocks at East are good. One of the fair blocks at East needs a roof.
1.3 Good progress was made on 3 of 4 projects. All poor blocks have a plan. In fair weather, 2 poor drains flood.
2. Approval
| Role | Name | Date |
| Chair of committee | Chair | 4 June 2025 |
| Chief Finance Officer | Chief Finance Officer | 3 June 2025 |
3. Next meeting
Tuesday 23 September 2025. Papers are issued by 16 September 2025. See Annex A.
Annex A: surveys
""",
    [],
)
PAPERS["e_panel_pdf"] = (
    """
# Safeguarding partnership: audit of cases
Date of meeting: Friday 13 June 2025
We audited 60 cases. 33 (55%) were good, 18 (30%) required improvement and 9 (15%) were inadequate.
| Grade | Cases | Share |
| Good | 33 | 55% |
| Requires improvement | 18 | 30% |
| Inadequate | 9 | 15% |
| Total | 60 | 100% |
More than half of cases were good. Four of the nine inadequate cases were open for more than a year. In the audit before, 12 of 50 cases (24%) were inadequate.
The next audit is due by Friday 29 August 2025. Good practice was found in 6 of 10 schools. Call 0300 123 4567.
""",
    [],
)
