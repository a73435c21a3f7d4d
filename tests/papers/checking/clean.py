"""Ten papers without an error, full of what looks like one: what `secretariat check` is to pass over."""

from collections.abc import Callable

from tests.papers.checking.made import Made


def as_it_should_have_been() -> Made:
    """The cover report of 7 June 2023 with the right figures (`domain.md` 3.1)."""
    made = Made("Improvement Board: cover report")
    made.heading("1 Introduction").says(
        "1.1 This report gives the Improvement Board the position on Wednesday 7 June 2023, with data of May 2023.",
        "1.2 Senior responsible officers (SROs) gave 37 of 37 updates (100%).",
    )
    made.heading("2 BRAG breakdown").says(
        "2.1 44 of 64 actions (68.75%) are on track, down from 52 of 65 (80.00%) on 26 April 2023: a fall of 11.25 "
        "percentage points.",
        "2.2 32 actions (50.00%) are Blue on activity and none is Blue on impact. 2 actions are Red on activity, 2 on "
        "impact, and 3 are Red by either rating.",
        "2.3 65 actions became 64: action 5.6 was withdrawn, as a regional portal overtook it.",
        "2.4 The direction of travel is not positive: fewer actions are on track, although Reds fell from 8 to 2.",
    )
    made.brag()
    made.says("Percentages may not sum to 100 because of rounding.")
    return made


def with_rounded_shares() -> Made:
    """Shares that add up to 99.99 and to 101, rightly rounded, and a rate of 99.99%."""
    made = Made("Survey of foster carers")
    made.table(
        ("Answer", "Carers", "Share"),
        (("Yes", "1", "33.33%"), ("No", "1", "33.33%"), ("Do not know", "1", "33.33%"), ("Total", "3", "99.99%")),
    )
    made.table(
        ("Answer", "2022", "2023"),
        (("Agree", "5 (36%)", "7 (50%)"), ("Neither", "5 (36%)", "4 (29%)"), ("Disagree", "4 (29%)", "3 (21%)"),
         ("Total", "14", "14")),
    )  # fmt: skip
    made.says(
        "The portal was available 99.99% of the time. 1 in 5 carers (20%) did not answer; of 120 asked, 84 (70%) did."
    )
    return made


def with_right_days() -> Made:
    """A leap day, ranges over the end of a year, and a bank holiday that is no deadline."""
    made = Made("Calendar of the year")
    made.says(
        "The year runs from 1 April 2023 to 31 March 2024 and has a leap day, Thursday 29 February 2024.",
        "Offices are closed on Monday 28 August 2023. Papers are published on Tuesday 29 August 2023.",
        "Meetings are on 7 June, 19 July and 30 August. The visits of 12 and 13 June took place.",
        "Between 3 and 5 May 2023 the system was down. Wed 11 October 2023 is the next board.",
    )
    made.table(
        ("Meeting", "Venue"),
        (("7 June 2023", "Hall"), ("19 July 2023", "Hall"), ("30 August 2023", "Online"), ("11 October 2023", "Hall")),
    )
    return made


def with_refs_like_numbers() -> Made:
    """Paragraphs up to 2.10, refs of actions such as 2.10, and references to other documents."""
    made = Made("Progress report")
    made.heading("1 Background").says("1.1 Section 31 of the Children Act 1989 and paragraph 12 of the notice apply.")
    made.heading("2 Progress")
    made.says(
        *(f"2.{number} Action 2.{number} is described in table 1; see also paragraph 1.1." for number in range(1, 11))
    )
    made.table(("Ref", "Action"), tuple((f"2.{number}", f"Step {number}") for number in range(8, 12)))
    made.heading("3 Next steps").says("3.1 As section 2 says, work goes on. Key stage 2 results follow in August.")
    return made


def with_other_percentages() -> Made:
    """Percentages that are no shares of the counts beside them: targets, rates, changes, points."""
    made = Made("Measures")
    made.table(
        ("Measure", "Baseline", "Target", "Latest"),
        (
            ("Permanent social workers", "62%", "80%", "66%"),
            ("Assessments in time", "71.5%", "90%", "84.2%"),
            ("Re-referrals", "28%", "20%", "22.4%"),
        ),
    )
    made.table(
        ("Team", "Caseload", "Vacancy rate"),
        (("North", "214", "12.5%"), ("South", "198", "20.1%"), ("East", "240", "8.0%"), ("Total", "652", "13.4%")),
    )
    made.says(
        "Vacancies fell by 4 percentage points, from 17.4% to 13.4%. Spend is 3% (£0.4m) over budget.",
        "Of 652 cases, 98 (15.0%) were open for more than a year. Staff turnover was 14% in the year, 2 points better.",
    )
    return made


def of_money() -> Made:
    """Costs with subtotals, parts of a line, negative numbers in brackets, and a gap that is said."""
    made = Made("Resources")
    made.says("All figures are in thousands of pounds. Funding of 2021/22 exceeds cost by 214.")
    made.table(
        ("Cost line", "2021/22", "2022/23", "Total"),
        (
            ("Staffing", "1,254", "1,179", "2,433"),
            ("of which agency", "890", "890", "1,780"),
            ("Legal", "1,076", "876", "1,952"),
            ("Other", "522", "315", "837"),
            ("Total cost", "2,852", "2,370", "5,222"),
            ("Earmarked reserves", "2,852", "2,370", "5,222"),
            ("Grant", "214", "0", "214"),
            ("Surplus / (deficit)", "214", "0", "214"),
        ),
    )
    made.table(
        ("Budget", "Plan", "Variance"),
        (("Placements", "£1,200", "(£45)"), ("Transport", "£310", "£12"), ("Total", "£1,510", "(£33)")),
    )
    return made


def with_quarters_and_ratios() -> Made:
    """Quarters, financial years, ratios, ranges, scores and legal citations."""
    made = Made("Review of the year")
    made.says(
        "In Q1 2023/24 and in the year 2022/23 the ratio of supervisors was 1:6. Version 2.10 follows version 2.9.",
        "Ages 16-17 make up 12 of 60 (20%). Scores were 3.5 of 5. The judgment is [2023] EWCA Civ 12.",
        "Costs are £1.2m to £1.5m. 24/7 cover began; 9 out of 10 calls (90%) were answered within 2 minutes.",
        "The quote reads “they listened to me [sic] and acted”. That of 21/09/2022 is at https://example.org/a?x=1.",
        "Two of the ten areas are judged good; others were not judged. Red Cross volunteers and green spaces helped.",
    )
    return made


def signed_off() -> Made:
    """A council report whose reviewers have all signed, one of them as not required."""
    made = Made("Report to Cabinet")
    made.heading("1 Recommendations").says("1.1 That Cabinet notes the report.")
    made.heading("2 Sign-off").table(
        ("Reviewer", "Name", "Outcome", "Date"),
        (
            ("Governance", "Monitoring officer", "Approved", "1 June 2023"),
            ("Finance", "Section 151 officer", "Approved", "1 June 2023"),
            ("Legal", "Head of legal", "Approved", "2 June 2023"),
            ("Procurement", "Head of procurement", "Not required: nothing is bought", "2 June 2023"),
            ("Risk", "Head of risk", "Approved", "2 June 2023"),
        ),
    )
    made.says(
        "Approved by: Service Director, 5 June 2023.", "Risks: none that are new (Service Director, 1 June 2023)."
    )
    return made


def with_boards_that_differ() -> Made:
    """Bodies whose names resemble each other and are several; acronyms that are all explained, some in a glossary."""
    made = Made("Partnership report")
    made.says(
        "The Safeguarding Children’s Partnership and the Children and Young People’s Partnership met in May.",
        "The Practice and Service Delivery Board, the Workforce Board and the Commissioning and Resources Board met.",
        "The Improvement Board and the Corporate Parenting Board receive it, then the Health and Wellbeing Board.",
        "The local authority designated officer (LADO) and the NHS agree. EHC plans rose; CAMHS waits fell.",
    )
    made.heading("Glossary").table(
        ("Acronym", "What it stands for"),
        (("EHC", "education, health and care"), ("CAMHS", "child and adolescent mental health services")),
    )
    return made


def by_board() -> Made:
    """A table whose rows are boards and whose columns are ratings, with sentences about single boards."""
    made = Made("Position by board")
    made.says(
        "The Workforce Board has 3 Red actions and 4 Green ones; 12 of its 20 actions (60%) are on track.",
        "Across all boards 5 are Red. Most of the actions of the Practice Board are on track.",
    )
    made.table(
        ("Board", "Blue", "Green", "Amber", "Red", "Total", "On track"),
        (
            ("Workforce Board", "8", "4", "5", "3", "20", "60%"),
            ("Practice Board", "10", "6", "3", "1", "20", "80%"),
            ("Resources Board", "5", "2", "2", "1", "10", "70%"),
            ("Total", "23", "12", "10", "5", "50", "70%"),
        ),
    )
    return made


PAPERS: tuple[Callable[[], Made], ...] = (
    *(as_it_should_have_been, with_rounded_shares, with_right_days, with_refs_like_numbers, with_other_percentages),
    *(of_money, with_quarters_and_ratios, signed_off, with_boards_that_differ, by_board),
)
