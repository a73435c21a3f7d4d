"""Contents of packs for tests: `sample`, small with the golden figures and awkward text, and `many`, as large as asked.

The figures of `sample` are those of `domain.md` 3.1; its report of actions is a handful of the 64.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from models.plan.ratings import BRAG, Rating
from models.position.counting import Count
from models.position.movements import MatrixRow, MovementMatrix
from models.position.trend import TrendPoint
from papers.pack.contents import (
    AcronymEntry,
    ActionEntry,
    AreaEntry,
    GapEntry,
    HighlightEntry,
    KeyEntry,
    MeasureEntry,
    Moved,
    Movements,
    PackContents,
    RatingColumn,
    Red,
    ReturnEntry,
    Returns,
    SlowEntry,
    TotalChangeEntry,
)
from papers.pack.sparkline import Sparkline

AWKWARD = 'Tom & Jerry\'s <b>“quoted”</b> plan > "none" {{ 7 * 7 }} {% for %} 👩🏽‍⚕️ שלום عربي \t=SUM(A1) {_{ -%}'
"""Markup, template tags, a formula, an emoji of several code points and text from right to left: all only text."""

CONTROLS = "pasted from Word:\x0bnext line\x07 end\ufffe"
"""Characters that XML forbids and people paste all the same; no writer may fail on them."""

LONG_TITLE = (
    "Bring the workforce strategy, the retention offer, the academy and the agency exit plan together in one programme "
    "with a named lead, so that children keep the same social worker from their first contact to the end of their plan"
)

_GREY, _BLUE, _RED, _AMBER, _GREEN = BRAG.ratings


def counted(grey: int, blue: int, red: int, amber: int, green: int) -> Mapping[Rating, Count]:
    """The counts of a column with their shares, in the order in which the table prints them."""
    numbers = (grey, blue, red, amber, green)
    return {rating: Count.of(number, sum(numbers)) for rating, number in zip(BRAG.ratings, numbers, strict=True)}


def action(ref: str, title: str, **changes: Any) -> ActionEntry:
    """An action of the report, Green and Grey, with nothing that could be missing."""
    entry = ActionEntry(
        ref=ref,
        title=title,
        owner="Practice SRO",
        board="Practice and Service Delivery Board",
        activity=Rating.ON_TRACK,
        impact=Rating.NOT_STARTED,
        original="July 2023",
        approved="",
        days_overdue=0,
        forecast=date(2023, 7, 28),
        recovery_date=None,
        commentary="The second of three workshops was held on 15 May.",
        difference=None,
        help_needed=None,
        evidence=None,
        standing="Update of 22 May 2023.",
        no_return=False,
    )
    return replace(entry, **changes)


KEY = tuple(KeyEntry(level.rating, level.activity, level.impact) for level in BRAG.levels)

_NO_RETURN = "No return received: ratings of 26 April 2023."

_BY_THE_RULES = ("Activity declared Amber; by the rules Red: 68 days overdue.",)

_WAITS_ON = ("2.1 needs 3.1 (Agree the pay offer): Red on activity, 9 days overdue.",)

MEASURE = MeasureEntry(
    definition="Posts filled by permanent staff & <kept>",
    state="agreed",
    made_of="baseline 68% on 31 March 2023; target 85% by 31 March 2024; higher is better",
    measured="66%, April 2023: not on target (69.4% expected by then); worse than 68%, March 2023.",
    unit="%",
    baseline=Decimal(68),
    target=Decimal(85),
    value=Decimal("66.5"),
    period="April 2023",
    against="not on target (69.4% expected by then)",
    said="Posts filled by permanent staff & <kept> (agreed; baseline 68%; target 85% by 31 March 2024)",
    drawn=Sparkline(
        "2 values in order of time: 68% for March 2023, then 66% for April 2023.",
        ((date(2023, 3, 31), Decimal(68)), (date(2023, 4, 30), Decimal("66.5"))),
        ((date(2023, 3, 31), Decimal(68)), (date(2024, 3, 31), Decimal(85))),
    ),
)

_AREAS = (
    AreaEntry(
        number=2,
        title="Sufficiency and stability of the workforce, foster carers included",
        source="Inspection",
        said="2 actions: on activity 1 Red, 1 Amber; on impact 2 Red.",
        actions=(
            action(
                "2.1",
                LONG_TITLE,
                owner="Workforce SRO",
                board="Workforce Board",
                activity=Rating.AT_RISK,
                impact=Rating.OFF_TRACK,
                original="March 2023",
                days_overdue=68,
                forecast=date(2023, 9, 29),
                recovery_date=date(2023, 9, 30),
                commentary="0 appointments and 2 conversions from agency.\nThe next round opens on 12 June.",
                difference="No effect so far: permanent staffing was 66% at the end of April.",
                help_needed="A decision on the market supplement from the Corporate Leadership Team.",
                evidence="https://intranet.example.org/evidence/2-1?a=1&b=2",
                by_the_rules=_BY_THE_RULES,
                waits_on=_WAITS_ON,
                measure=MEASURE,
            ),
            action(
                "2.4",
                "Run a foster carer recruitment campaign",
                owner="Workforce SRO",
                board="Workforce Board",
                activity=Rating.OFF_TRACK,
                impact=Rating.OFF_TRACK,
                original="March 2023",
                days_overdue=68,
                forecast=None,
                commentary=None,
                standing=_NO_RETURN,
                no_return=True,
            ),
        ),
    ),
    AreaEntry(
        number=7,
        title="Support and services to meet need",
        source="Inspection",
        said="1 action: on activity 1 Red; on impact 1 Grey.",
        actions=(
            action(
                "7.5",
                "Give care-experienced young people their health history",
                owner="CPB SRO",
                board="Corporate Parenting Board",
                activity=Rating.OFF_TRACK,
                original="March 2023",
                approved="June 2023",
                days_overdue=68,
                forecast=None,
                commentary="No evidence of progress has been received.",
            ),
        ),
    ),
    AreaEntry(
        number=8, title="Management oversight & grip", source="", said="No action is in this area now.", actions=()
    ),
    AreaEntry(
        number=10,
        title="Special educational needs and disabilities",
        source="Peer review",
        said="3 actions: on activity 2 Blue, 1 Green; on impact 1 Amber, 1 Green, 1 Grey.",
        actions=(
            action(
                "10.2",
                "Strengthen oversight of education, health and care plans",
                owner="SEND SRO",
                board="SEND Strategic Board",
                activity=Rating.DONE,
                impact=Rating.ON_TRACK,
                original="February 2023",
                forecast=None,
                commentary="Every request is followed week by week.",
                difference="EHC plans within 20 weeks: 100% in April 2023.",
            ),
            action(
                "10.3",
                "Renew the partnership",
                owner="SEND SRO",
                board="SEND Strategic Board",
                activity=Rating.DONE,
                original="31 March 2023",
                forecast=None,
                commentary="Two parents and a young person sit on the board.",
            ),
            action("10.7", AWKWARD, owner=AWKWARD, board=AWKWARD, commentary=f"{AWKWARD}\n\n{AWKWARD}"),
        ),
    ),
)


ACTIVITY_MATRIX = MovementMatrix(
    "activity",
    (*BRAG.ratings, None),
    (
        MatrixRow(_GREY, (0, 0, 0, 0, 0, 1), 1),
        MatrixRow(_BLUE, (0, 28, 0, 0, 0, 0), 28),
        MatrixRow(_RED, (0, 0, 2, 6, 0, 0), 8),
        MatrixRow(_AMBER, (0, 0, 0, 4, 0, 0), 4),
        MatrixRow(_GREEN, (0, 4, 0, 8, 12, 0), 24),
    ),
    (0, 32, 2, 18, 12, 1),
    65,
)
"""From April to June: one action was not counted any more."""


def sample(**changes: Any) -> PackContents:
    """The pack of 7 June 2023 in small; `changes` replace fields of it."""
    contents = PackContents(
        organisation="Example County Council",
        plan="Children's Services Improvement Plan",
        board="Improvement Board",
        meeting=date(2023, 6, 7),
        version=2,
        changed=("2.4: activity was Amber, is Red.", "7.5: commentary changed."),
        author="Board Secretary",
        data_month=date(2023, 5, 1),
        frozen_at=datetime(2023, 5, 26, 16, tzinfo=UTC),
        zone="Europe/London",
        headline="44 of 64 actions (68.75%) are on track, down from 52 of 65 (80.00%).",
        columns=(
            RatingColumn("Previous activity", counted(1, 28, 8, 4, 24), 65),
            RatingColumn("Previous impact", counted(33, 0, 1, 20, 11), 65),
            RatingColumn("Current activity", counted(0, 32, 2, 18, 12), 64),
            RatingColumn("Current impact", counted(29, 0, 2, 22, 11), 64),
        ),
        notes=("Percentages may not add up to 100 because of rounding.",),
        key=KEY,
        trend=(
            TrendPoint(date(2023, 2, 1), counted(4, 16, 9, 8, 26), counted(44, 0, 2, 12, 5), 63),
            TrendPoint(date(2023, 3, 15), counted(2, 22, 9, 7, 25), counted(39, 0, 1, 16, 9), 65),
            TrendPoint(date(2023, 4, 26), counted(1, 28, 8, 4, 24), counted(33, 0, 1, 20, 11), 65),
            TrendPoint(date(2023, 6, 7), counted(0, 32, 2, 18, 12), counted(29, 0, 2, 22, 11), 64),
        ),
        total_change=TotalChangeEntry(
            said="65 actions became 64: 1 left the plan.",
            lines=("6.6 was merged into 6.2: both asked for the same tracker.", "9.9 left without a reason."),
            unexplained=("9.9",),
        ),
        movements=Movements(
            said="3 actions moved since 26 April 2023: 1 better, 2 worse.",
            since=date(2023, 4, 26),
            moved=(
                Moved("2.1", LONG_TITLE, _RED, _AMBER, _AMBER, _RED, "better and worse"),
                Moved("2.4", "Run a foster carer recruitment campaign", _AMBER, _RED, _RED, _RED, "worse"),
                Moved("10.2", "Strengthen oversight", _GREEN, _BLUE, _AMBER, _GREEN, "better"),
            ),
            off_track="Red now, and not before: 2.4 (activity Amber to Red).",
            matrices=(ACTIVITY_MATRIX,),
        ),
        reds_said="3 actions are Red by either rating: 2 on activity, 2 on impact.",
        reds=(
            Red(
                ref="2.1",
                title=LONG_TITLE,
                dimension="impact",
                activity=Rating.AT_RISK,
                impact=Rating.OFF_TRACK,
                owner="Workforce SRO",
                deadline="March 2023",
                days_overdue=68,
                recovery_date=date(2023, 9, 30),
                commentary="0 appointments and 2 conversions from agency.\nThe next round opens on 12 June.",
                cause="Neighbouring councils offer more.",
                corrective_action="Corporate Leadership Team to decide; interviews with 7 applicants.",
                help_needed="A decision on the market supplement.",
                by_the_rules=_BY_THE_RULES,
                waits_on=_WAITS_ON,
            ),
            Red(
                ref="2.4",
                title="Run a foster carer recruitment campaign",
                dimension="activity and impact",
                activity=Rating.OFF_TRACK,
                impact=Rating.OFF_TRACK,
                owner="Workforce SRO",
                deadline="March 2023",
                days_overdue=68,
                recovery_date=None,
                commentary=None,
                cause=None,
                corrective_action=None,
                help_needed=None,
            ),
            Red(
                ref="7.5",
                title="Give care-experienced young people their health history",
                dimension="activity",
                activity=Rating.OFF_TRACK,
                impact=Rating.NOT_STARTED,
                owner="CPB SRO",
                deadline="June 2023",
                days_overdue=68,
                recovery_date=None,
                commentary="No evidence of progress has been received.",
                cause=AWKWARD,
                corrective_action=None,
                help_needed=None,
                standing="No return received: the words are those of April.",
                no_return=True,
            ),
        ),
        highlights=(
            HighlightEntry(
                "10.2", "Strengthen oversight", "EHC plans within 20 weeks: 100% in April 2023.", _BLUE, _GREEN
            ),
            HighlightEntry("10.7", AWKWARD, f"24 places in 4 new bases.\n{AWKWARD}", _GREEN, _GREY),
        ),
        slow_said="2 actions are slow to progress.",
        slow=(
            SlowEntry("2.1", LONG_TITLE, _AMBER, _RED, "68 days overdue"),
            SlowEntry(
                "2.4", "Run a foster carer recruitment campaign", _RED, _RED, "68 days overdue; Red at 2 meetings"
            ),
        ),
        gap_said="32 actions are Blue on activity and none is on impact; at least 21 have no positive impact shown.",
        gap=(GapEntry("10.3", "Renew the partnership", _GREY),),
        returns=Returns(
            said="63 of 64 returns came; 1 is outstanding.",
            due=date(2023, 5, 23),
            frozen=datetime(2023, 5, 26, 16, tzinfo=UTC),
            rows=(
                ReturnEntry("Practice SRO", "Practice and Service Delivery Board", 21, 21, (), "All 21 received."),
                ReturnEntry("Workforce SRO", "Workforce Board", 11, 10, ("2.4",), "No return received for 2.4."),
            ),
        ),
        areas=_AREAS,
        acronyms=(
            AcronymEntry("EHC", "Education, Health and Care"),
            AcronymEntry("SEND", "Special Educational Needs and Disabilities"),
            AcronymEntry("SRO", ""),
        ),
    )
    return replace(contents, **changes)


def empty(**changes: Any) -> PackContents:
    """A pack of a plan in which nothing is to be said: first version, no lists, no earlier board."""
    nothing = counted(0, 0, 0, 0, 0)
    contents = sample(
        version=1,
        changed=(),
        headline="The plan has no actions.",
        columns=(RatingColumn("Current activity", nothing, 0), RatingColumn("Current impact", nothing, 0)),
        notes=(),
        trend=(TrendPoint(date(2023, 6, 7), nothing, nothing, 0),),
        total_change=TotalChangeEntry("There is no earlier board to compare with.", (), ()),
        movements=Movements("There is no earlier board to compare with.", None, ()),
        reds_said="No action is Red by either rating.",
        reds=(),
        highlights=(),
        slow_said="No action is slow to progress.",
        slow=(),
        gap_said="No action is Blue on activity without impact.",
        gap=(),
        returns=Returns("No return was expected.", date(2023, 5, 23), datetime(2023, 5, 26, 16, tzinfo=UTC), ()),
        areas=(),
        acronyms=(),
    )
    return replace(contents, **changes)


def many(actions: int) -> PackContents:
    """A pack of so many actions in ten areas, with Reds, movements, slow ones, gaps and returns in proportion."""
    entries = [_one_of_many(number, actions) for number in range(actions)]
    areas = tuple(
        AreaEntry(
            number=number,
            title=f"Theme {number} of the plan, with its findings",
            source="Inspection" if number < 10 else "Peer review",
            said=f"{len(theirs)} actions are in this area.",
            actions=theirs,
        )
        for number in range(1, 11)
        if (theirs := tuple(each for each in entries if each.ref.split(".")[0] == str(number)))
    )
    entries = [each for area in areas for each in area.actions]
    activity = counted(*(sum(each.activity is rating for each in entries) for rating in BRAG.ratings))
    impact = counted(*(sum(each.impact is rating for each in entries) for rating in BRAG.ratings))
    reds = [each for each in entries if Rating.OFF_TRACK in (each.activity, each.impact)]
    meetings = (date(2023, 3, 15), date(2023, 4, 26), date(2023, 6, 7))
    return sample(
        headline=f"{activity[_BLUE].count + activity[_GREEN].count} of {actions} actions are on track.",
        columns=(
            RatingColumn("Previous activity", activity, actions),
            RatingColumn("Previous impact", impact, actions),
            RatingColumn("Current activity", activity, actions),
            RatingColumn("Current impact", impact, actions),
        ),
        trend=tuple(TrendPoint(meeting, activity, impact, actions) for meeting in meetings),
        movements=Movements(
            said=f"{len(entries[::5])} actions moved since 26 April 2023.",
            since=date(2023, 4, 26),
            moved=tuple(
                Moved(each.ref, each.title, _GREEN, each.activity, _GREY, each.impact, "worse") for each in entries[::5]
            ),
        ),
        reds_said=f"{len(reds)} actions are Red by either rating.",
        reds=tuple(
            Red(
                ref=each.ref,
                title=each.title,
                dimension="activity",
                activity=each.activity,
                impact=each.impact,
                owner=each.owner,
                deadline=each.original,
                days_overdue=each.days_overdue,
                recovery_date=each.recovery_date,
                commentary=each.commentary,
                cause="The provider withdrew in March.",
                corrective_action="A second provider is being sought.",
                help_needed=None,
                by_the_rules=each.by_the_rules,
            )
            for each in reds
        ),
        slow_said=f"{len(reds)} actions are slow to progress.",
        slow=tuple(
            SlowEntry(each.ref, each.title, each.activity, each.impact, f"{each.days_overdue} days overdue")
            for each in reds
        ),
        gap_said="These actions are done and have no impact to show.",
        gap=tuple(
            GapEntry(each.ref, each.title, each.impact)
            for each in entries
            if each.activity is _BLUE and each.impact not in (_BLUE, _GREEN)
        ),
        returns=Returns(
            said=f"{actions} of {actions} returns came.",
            due=date(2023, 5, 23),
            frozen=datetime(2023, 5, 26, 16, tzinfo=UTC),
            rows=tuple(
                ReturnEntry(f"SRO {number}", f"Board {number}", actions // 7, actions // 7, (), "All received.")
                for number in range(1, 8)
            ),
        ),
        areas=areas,
    )


_MANY_ACTIVITY = (_BLUE,) * 8 + (_GREEN,) * 4 + (_AMBER,) * 4 + (_RED,)
_MANY_IMPACT = (_GREY,) * 9 + (_AMBER,) * 7 + (_GREEN,) * 3


def _one_of_many(number: int, actions: int) -> ActionEntry:
    area, place = number * 10 // actions + 1, number - -(-(number * 10 // actions) * actions // 10) + 1
    activity = _MANY_ACTIVITY[number % len(_MANY_ACTIVITY)]
    return action(
        f"{area}.{place}",
        f"Improve what matters to children and families, piece {number + 1} of the programme",
        owner=f"SRO {number % 7 + 1}",
        board=f"Board {number % 7 + 1}",
        activity=activity,
        impact=_MANY_IMPACT[number % len(_MANY_IMPACT)],
        original="March 2023",
        days_overdue=68 if activity in (_RED, _AMBER) else 0,
        recovery_date=date(2023, 9, 30) if activity is _RED else None,
        commentary=(
            "The work of this period is done as planned, and the next step is agreed with partners. "
            f"Families were asked in May, and {number % 60 + 20} of them answered."
        ),
        difference="Early signs are good, though it is too soon to say.",
        by_the_rules=_BY_THE_RULES[:1] if activity is _AMBER else (),
    )
