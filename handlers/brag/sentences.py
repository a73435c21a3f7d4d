"""The sentences about a position: what changed, why the total did, how it moved. Cards and packs say them alike."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from handlers.brag.figures import Figures
from handlers.escalation_words import escalation_said
from handlers.recovery_words import dates_said, review_said
from models.plan.ratings import NOT_STARTED, WORST_FIRST, Rating, RatingClass, scale
from models.position.counting import Breakdown, RedStandpoint, Standpoint
from models.position.how_known import HowKnown
from models.position.movements import FirstMovements, Movement, Movements, OffTrackStep, Steps
from models.position.pace import Pace
from models.position.position import Position
from models.position.total_change import Departure, TotalChange
from papers.wording import all_of, day, day_and_month, joined, plural, sentences

_WORTH = {rating: at for at, rating in enumerate(WORST_FIRST) if rating not in NOT_STARTED}

DIRECTIONS = {"better": "better", "improved": "better", "worse": "worse", "worsened": "worse"}
"""The words that ask for the movements in one direction."""

COMPARING = frozenset(
    {"compare", "compared", "comparing", "comparison", "versus", "vs", "between", "difference", "since"}
)
"""The words that ask for one board beside another, as every view has it."""

NOTHING_TO_COMPARE = "No earlier board has been published to compare with."
NO_EARLIER_BOARD = "No earlier board has been published: nothing to compare with."
IMPACT_BEGINS = "Impact is rated from this board on: the one before rated activity alone."
ROUNDING = "Percentages may not sum to 100 because of rounding."


def headline(figures: Figures) -> str:
    """How many actions are on track, and how many were at the last published board.

    Of actions that a rating picked out, how many there are: a share of them would mean nothing.
    """
    if figures.scope.ratings:
        return _how_many(figures)
    now = figures.current.on_track
    on_track = scale().named(RatingClass.DONE, RatingClass.ON_TRACK) + scale().on_activity
    said = f"On track ({on_track}): {_of_all(figures.current)}"
    if not figures.previous:
        return f"{said}. {NOTHING_TO_COMPARE}"
    before, meeting = figures.previous
    direction = (
        "down from" if now.percent < before.on_track.percent
        else "up from" if now.percent > before.on_track.percent
        else "unchanged from" if (now, figures.current.total) == (before.on_track, before.total)
        else "unchanged in share from"
    )  # fmt: skip
    return f"{said}, {direction} {_of_all(before)} on {day(meeting.on)}."


def _of_all(of: Breakdown) -> str:
    """ "44 of 64 (68.75%)"."""
    return f"{of.on_track.count} of {of.total} ({of.on_track.percent}%)" if of.total else "no action to count"


def known_said(figures: Figures) -> str:
    """How well the figures are known: what was expected, received and is missing, and how much of it is carried."""
    said = (updates_said(figures.known, figures.position), _carried_said(figures), _missing_before(figures))
    return " ".join(filter(None, said))


def updates_said(known: HowKnown | None, position: Position) -> str:
    """How many updates the meeting expects, and how many were received, said "no change" or are missing."""
    cycle = position.cycle
    if cycle is None:
        return "No board is in the calendar, so no update is expected."
    if known is None:
        return "Updates expected, received and missing: not recorded."
    if not known.expected:
        return f"No update {'was' if position.frozen else 'is'} expected for this board."
    if known.received == known.expected:
        return f"{all_of(known.expected)} updates received." if known.expected > 1 else "The one update was received."
    missing = "missing"
    if known.missing and not position.due:
        asked = "asked for" if position.reckoned_to >= cycle.commission else "will be asked for"
        on = "" if cycle.was_entered_late else f"{asked} on {day_and_month(cycle.commission)}, "
        missing = f"not in yet ({on}due {day_and_month(cycle.return_due)})"
    if known.expected == 1:
        return f"The one update expected {f'is {missing}' if known.missing else 'says “no change”'}."
    received = f"{known.received} of {plural(known.expected, 'update')} received"
    return f"{received}, {known.no_change} “no change”, {known.missing} {missing}."


def all_in_said(given: int, unchanged: int) -> str:
    """What somebody has answered who owes nothing more, `unchanged` of it with "no change"."""
    every = f"{all_of(given)} " if given > 1 else ""
    if not unchanged:
        return f"{every}received." if every else "Received."
    if unchanged == given:
        return f"{every}“no change”." if every else "“No change”."
    return f"{given - unchanged} received, {unchanged} “no change”."


def _missing_before(figures: Figures) -> str:
    """How many updates the board lacked that the figures are compared with."""
    before = figures.known_before
    if before is None or not before.missing or not figures.previous:
        return ""
    of = f"{before.missing} of {before.expected}"
    if before.missing == before.expected:
        of = "the one" if before.expected == 1 else all_of(before.expected).lower()
    of += f" update{'s' * (before.expected > 1)} {'was' if before.missing == 1 else 'were'} missing"
    return f"For the board of {day(figures.previous[1].on)} {of}."


def _carried_said(figures: Figures) -> str:
    """How many of the actions on track have a rating that was given for an earlier meeting."""
    on_track = figures.current.on_track.count
    if figures.position.cycle is None or not on_track:
        return ""
    if figures.known is None:
        return "How many of those on track are carried: not recorded."
    carried = figures.known.carried
    if not carried:
        none = {1: "The one on track is not", 2: "Neither of the two on track is"}
        return f"{none.get(on_track, f'None of the {on_track} on track is')} carried."
    if not figures.previous:
        which = "any of the" if on_track > 2 else "either of the" if on_track > 1 else "the one"
        which = which if carried == on_track else f"{carried} of the"
        many = "" if on_track == 1 else f" {on_track}"
        stands = "its rating stands" if carried == 1 else "their ratings stand"
        return f"No update was given for this board for {which}{many} on track: {stands} as last recorded."
    whose = "its rating was" if carried == 1 else "their ratings were"
    which = f"Of the {on_track} on track, {carried} {'is' if carried == 1 else 'are'}"
    if carried == on_track:
        which = f"{all_of(on_track)} on track are" if on_track > 1 else "The one on track is"
    return f"{which} carried: {whose} given for an earlier meeting."


def rounding_shows(figures: Figures) -> bool:
    """Whether a column of the BRAG table, the previous board's too, calls for the note on rounding."""
    if figures.scope.ratings:
        return False
    return figures.current.rounding_shows() or bool(figures.previous and figures.previous[0].rounding_shows())


def impact_begins(figures: Figures) -> bool:
    """Whether impact is rated now, and was not at the board that the figures are compared with."""
    return bool(figures.previous) and len(figures.position.rated_before) < len(scale().rated)


def total_said(figures: Figures) -> str:
    """How the number of actions changed; empty when no action came or went."""
    if not figures.previous or not (figures.change.left or figures.change.joined):
        return ""
    before, now = figures.previous[0].total, figures.current.total
    said = f"The total went from {before} to {now}"
    if before == now:
        said = f"The total is {now} as before, but not of the same actions"
    return f"{said}: {_reconciled(figures.change, before, now)}."


def like_for_like_said(figures: Figures) -> str:
    """How many of the actions in both positions were on track, and are; empty where they are the same actions."""
    same = figures.like_for_like
    if same is None or not (figures.change.left or figures.change.joined):
        return ""
    if not same.total:
        return "Like for like: no action is in both positions."
    which = "the one action that is" if same.total == 1 else f"the {same.total} actions that are"
    were = "was" if same.previous_on_track == 1 else "were"
    are = "is" if same.current_on_track == 1 else "are"
    return (
        f"Like for like: of {which} in both positions, {same.previous_on_track or 'none'} {were} on track before, and "
        f"{same.current_on_track or 'none'} {are} now."
    )


RECONCILED = 8
"""So many refs are named where a total is reconciled, of those that came or went in the same way."""


def _reconciled(change: TotalChange, before: int, now: int) -> str:
    """ "65 + 1 added (11.1, D4) - 1 withdrawn (5.6, D2) - 1 merged (7.3 into 7.1, D5) = 64" (`domain.md` 5)."""
    parts: dict[tuple[str, str], list[str]] = {}
    for sign, found in (("+", change.joined), ("-", change.left)):
        for each in found:
            ended = each.ended.value if each.ended else "left"
            how = "moved" if each.moved else "added" if sign == "+" else ended
            into = f" into {each.merged_into}" if each.merged_into and sign == "-" else ""
            decided = f", {each.decision.name}" if each.decision else ""
            parts.setdefault((sign, how), []).append(f"{each.ref}{into}{decided}")
    told = [
        f"{sign} {len(refs)} {how} ({'; '.join(refs[:RECONCILED])}{' and more' if refs[RECONCILED:] else ''})"
        for (sign, how), refs in parts.items()
    ]
    return " ".join([str(before), *told, "=", str(now)])


def total_lines(figures: Figures) -> list[str]:
    """A line for every action that left or joined the plan, with its recorded reason."""
    left = [_departure(each, "left") for each in figures.change.left]
    return [*left, *(_departure(each, "joined") for each in figures.change.joined)]


def moves_said(found: Sequence[Movement], since: str) -> str:
    """How many actions changed since a day, and which way."""
    return steps_said(Counter(Steps(each.activity, each.impact) for each in found), since)


def steps_said(found: Mapping[Steps, int], since: str) -> str:
    """The same of so many actions that changed by these steps."""
    if not found:
        return f"No change since {since}."
    count = sum(found.values())
    better, worse = (sum(many for each, many in found.items() if _direction(each) == way) for way in (1, -1))
    return (
        f"{plural(count, 'action')} changed since {since}: {better} for the better, {worse} for the "
        f"worse, {count - better - worse} mixed or newly rated."
    )


def moved_said(found: Sequence[Movement], since: str, wanted: str) -> str:
    """How many actions changed since a day for the better, or for the worse."""
    if not found:
        return f"No action changed for the {wanted} since {since}."
    return f"{plural(len(found), 'action')} changed for the {wanted} since {since}."


def directions(found: Sequence[Movement]) -> tuple[int, int]:
    """How many movements are for the better and how many for the worse."""
    return sum(_direction(each) > 0 for each in found), sum(_direction(each) < 0 for each in found)


def direction_word(each: Movement) -> str:
    """Which way an action moved, in a word."""
    return {1: "better", -1: "worse", 0: "mixed or new"}[_direction(each)]


def off_track_change_said(found: Movements | FirstMovements) -> str:
    """Who is Red now and was not at the earlier board, and who was and is not; empty where there is neither."""
    red = scale().named(RatingClass.OFF_TRACK)
    told = (
        (f"{red} now, and not before", [_off_track_step(each) for each in found.joined]),
        (f"{red} before, and not now", [_off_track_step(each) for each in found.left]),
    )
    return " ".join(f"{said}: {joined(refs)}." for said, refs in told if refs)


def _off_track_step(each: OffTrackStep) -> str:
    """ "2.1 (impact Amber to Red)"; "11.1 (new)"; "5.6 (no longer counted)"."""
    if any(step[0] is None for _, step in each.steps):
        return f"{each.ref} (new)"
    if any(step[1] is None for _, step in each.steps):
        return f"{each.ref} (no longer counted)"
    of = len(scale().rated) > 1
    steps = (f"{f'{name} ' if of else ''}{was.word} to {now.word}" for name, (was, now) in each.steps if was and now)
    return f"{each.ref} ({joined(list(steps))})"


def gap_said(of: Breakdown) -> str:
    """How many actions are done without impact, of how many that are done."""
    done, without = of.of(RatingClass.DONE), of.blue_without_impact
    blue = scale().named(RatingClass.DONE)
    if not done:
        return f"No action is {blue} on activity."
    if not without:
        every = "The one" if done == 1 else "Every"
        positive = scale().named(RatingClass.ON_TRACK, RatingClass.DONE)
        return f"{every} action that is {blue} on activity is {positive} on impact."
    which = f"{without} of {done}" if without < done else all_of(done)
    which = f"{which} actions that are" if done > 1 else "The one action that is"
    return f"{which} {blue} on activity {'shows' if without == 1 else 'show'} no positive impact."


def slow_said(count: int) -> str:
    """How many actions are slow to progress."""
    if not count:
        return "No action is slow to progress by the rules."
    return f"{plural(count, 'action is', 'actions are')} slow to progress."


A_SIGN = "Not done, not past its date yet, and with a sign that the date will not hold. Its SRO may know more."
"""What stands below a list of what is likely to slip."""


def likely_said(count: int) -> str:
    """How many actions are likely to slip."""
    if not count:
        return "No action is likely to slip, by the signs that are looked for."
    return f"{plural(count, 'action is', 'actions are')} likely to slip."


def to_owners_first(position: Position) -> str:
    """When what warns now stands here: each SRO hears first."""
    when = f" of {day(position.cycle.freeze)}" if position.cycle else ""
    first = "What has come up since, each action’s SRO sees first (“/action mine”)"
    return f"{first}; here it stands from the freeze{when} on."


def overdue_said(found: Sequence[Standpoint]) -> str:
    """How many actions are overdue, by how long at the most, and how many of them say when they recover."""
    if not found:
        return "No action is overdue."
    longest, recovering = plural(found[0].days_overdue, "day"), sum(each.recovers for each in found)
    if len(found) == 1:
        return f"1 action is overdue, by {longest}. It has {'a' if recovering else 'no'} recovery date ahead."
    has = f"{recovering or 'None'} of them {'have' if recovering > 1 else 'has'} a recovery date ahead."
    return f"{len(found)} actions are overdue, by {longest} at the most. {has}"


def reds_said(figures: Figures) -> str:
    """How many actions are Red, and how many of each rating were at the last published board."""
    count = len(figures.reds)
    red = scale().named(RatingClass.OFF_TRACK)
    are = plural(count, "action is", "actions are") if count else "No action is"
    said = f"{are} {red}{scale().by_either_rating}."
    if not figures.previous:
        return said
    before, meeting = figures.previous
    steps = []
    for name in scale().rated:
        was, now = (each.of(RatingClass.OFF_TRACK, name) for each in (before, figures.current))
        of = f"{name} " if scale().rates_impact else ""
        steps.append(f"{of}{was} as before" if was == now else f"{of}{was} to {now}")
    return f"{said} {red}: {', '.join(steps)}, since {day(meeting.on)}."


def pace_said(pace: Pace | None, of_all: bool = True) -> str:
    """How many became Blue at the last boards, and when the rest would at that pace: arithmetic, and no promise.

    `of_all`: it is that of the whole plan.
    """
    if pace is None:
        return "There is no pace yet: it takes two boards to compare."
    done, found = scale().named(RatingClass.DONE), sum(count for _, count in pace.became)
    each = joined([f"{count} at the board of {day(on)}" for on, count in pace.became])
    said = f"Became {done}{scale().on_activity}: {each}."
    if not pace.remaining:
        return f"{said} No action remains."
    rest = f"the {pace.remaining} that remain" if pace.remaining > 1 else "the one that remains"
    whose = "The plan’s last deadline" if of_all else "The last deadline of these"
    last = f" {whose} is {day(pace.last_due)}." if pace.last_due else ""
    if not found:
        return f"{said} At that pace {rest} would never become {done}.{last}"
    mean = (
        f"At the mean of {f'these {len(pace.became)} boards' if len(pace.became) > 1 else 'this board'} ({pace.mean})"
    )
    if pace.on is None:
        return f"{said} {mean} {rest} would take {pace.boards} boards more: too many to name a day.{last}"
    return f"{said} {mean} {rest} would take {plural(pace.boards or 0, 'board')} more, to {day(pace.on)}.{last}"


NO_PROMISE = "This is what the last boards come to, and no promise."
"""What stands below a pace."""


def reckoned_said(on: date) -> str:
    """To which day the days overdue of frozen figures are counted."""
    return f"Days overdue are reckoned to {day(on)}."


def red_said(each: RedStandpoint) -> str:
    """By which rating an action is Red, its deadline and the one that was moved, days overdue and recovery date."""
    due = f"due {day(each.due)}" if each.due else "no deadline"
    due += f" (originally {day(each.original)})" if each.original and each.original != each.due else ""
    overdue = f", {plural(each.days_overdue, 'day')} overdue" if each.days_overdue else ""
    recovery = f"recovery {day(each.recovery_date)}" if each.recovery_date else "no recovery date"
    return f"{_red_by(each)}; {due}{overdue}; {recovery}."


def _red_by(each: Standpoint) -> str:
    """ "Red on activity and impact"; "Amber/Red on activity, Green on impact"; where activity alone is rated, "Red"."""
    if not scale().rates_impact:
        return each.activity.word
    ratings = {name: getattr(each, name) for name in scale().rated}
    if len(each.red_by) > 1 and each.activity is each.impact:
        return f"{each.activity.word} on {joined(each.red_by)}"
    in_order = sorted(ratings, key=lambda name: name not in each.red_by)
    return ", ".join(f"{ratings[name].word} on {name}" for name in in_order)


def red_told(each: RedStandpoint, escalated: Sequence[str] = ()) -> tuple[tuple[str, str], ...]:
    """What is said of a Red beside that: each field's title and its words, or that there are none; with the help that
    is needed, what was `escalated`.
    """
    told = []
    for field, value in each.told():
        words = day(value) if isinstance(value, date) else value
        if field.name == "help_needed" and escalated:
            words = sentences([words or "", *escalated])
        if field.name != "recovery_date":
            told.append((field.title, words or field.lacking))
    return tuple(told)


def escalated_said(each: RedStandpoint, figures: Figures, zone: ZoneInfo) -> tuple[str, ...]:
    """What was escalated about a Red, a sentence or more for each, as at the moment of the figures."""
    on = figures.position.at.astimezone(zone).date()
    return tuple(escalation_said(one, on, zone) for one in figures.escalated.get(each.action_id, ()))


def recovery_said(each: RedStandpoint, on: date, zone: ZoneInfo) -> tuple[str, ...]:
    """What stands out of a Red's recovery: that its date has moved from board to board, and that its review, due before
    the local day `on`, has passed.
    """
    answered_on = each.answered_at.astimezone(zone).date() if each.answered_at else None
    review = each.of_reds.get("next_review")
    reviewed = review_said(review if isinstance(review, date) else None, answered_on, on)
    return tuple(filter(None, (dates_said(each.recovery_dates, each.recovery_date), reviewed)))


def older_words_said(each: Standpoint, position: Position) -> str:
    """That what is printed of an action was not given for this meeting, and why; empty where it was. Before the first
    board there is none that it was given for.
    """
    if position.meeting is None or each.expected is None or each.answer:
        return ""
    recorded = "this is what was recorded last."
    if not each.expected:
        given = "this was given for an earlier one." if position.previous else recorded
        return f"No update was expected for this board: {given}"
    missing = "No return received" if position.due else "Its update is not in yet"
    return f"{missing}: {'this was given for an earlier board.' if position.previous else recorded}"


def _how_many(figures: Figures) -> str:
    """ "3 actions are Red by either rating; 8 were on 26 April 2023." """
    wanted = joined([each.word for each in scale().ratings if each in figures.scope.ratings], "or")
    now = figures.current.total
    are = plural(now, "action is", "actions are") if now else "No action is"
    said = f"{are} {wanted}{scale().by_either_rating}"
    if not figures.previous:
        return f"{said}. {NOTHING_TO_COMPARE}"
    before, meeting = figures.previous
    return f"{said}; {before.total or 'none'} {'were' if before.total > 1 else 'was'} on {day(meeting.on)}."


def _departure(each: Departure, way: str) -> str:
    if each.moved:
        return f"{each.ref} {each.title}: moved {joined([f'from {was} to {now}' for was, now in each.moved])}."
    if way == "joined":
        return f"{each.ref} {each.title}: added. {_why(each)}"
    how = each.ended.value if each.ended else "no longer in what you asked for"
    when = f" on {day(each.ended_on)}" if each.ended_on else ""
    into = f" into {each.merged_into}" if each.merged_into else ""
    return f"{each.ref} {each.title}: {how}{into}{when}. {_why(each)}"


def _why(each: Departure) -> str:
    """The reason that is recorded, and the decision; that there is none."""
    if each.decision is None:
        return each.reason or "No reason recorded."
    decided = f"Decided by the {each.decision.body}, {day(each.decision.on)}, {each.decision.name}."
    reason = (each.reason or "")[:1].upper() + (each.reason or "")[1:]  # a sentence of its own
    return f"{reason}{'' if reason.endswith(('.', '!', '?')) else '.'} {decided}" if reason else decided


def _direction(each: Movement | Steps) -> int:
    """Above zero for the better, below for the worse, zero for mixed; a step from or to Grey has no direction."""
    steps = {_sign(*getattr(each, name)) for name in scale().rated} - {0}
    return steps.pop() if len(steps) == 1 else 0


def _sign(was: Rating, now: Rating) -> int:
    if was in NOT_STARTED or now in NOT_STARTED or was is now:
        return 0
    return 1 if _WORTH[now] > _WORTH[was] else -1
