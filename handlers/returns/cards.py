"""The cards that answer `/return`, and the row of buttons below every list of what somebody owes.

The morning's message (`schedules.reminders.messages`) has that row, too. Nothing here asks the record anything.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from handlers.cards import (
    Actions,
    Button,
    Card,
    Cell,
    Element,
    Listing,
    NumberCell,
    PersonCell,
    Select,
    Table,
    Text,
    moment_cell,
)
from models.boards.boards import Meeting
from models.boards.cycles import Cycle
from models.people.leave import snooze_days
from models.record.rules import Rules
from models.returns.expected import Answerer, Expected
from models.updates.updates import Answered
from papers.wording import all_of, answers_in, day, joined, plural, weekday


def next_steps(
    rules: Rules, today: date, last: date | None, delivery_id: int | None = None, owes: bool = False
) -> list[Actions]:
    """What a person can do besides answering: be left in peace until a working day, let somebody else answer, say seen.

    `last` is the last day until which to be left in peace, the freeze while returns are collected; `delivery_id` is the
    message that the row stands in. Who `owes` updates can say “no change” for all that is left of them.
    """
    elements: list[Button | Select] = [Button("No change for the rest", "return.no_change")] if owes else []
    days = snooze_days(rules.days, today, last)
    if days:
        options = tuple((each.isoformat(), weekday(each)) for each in days)
        elements.append(Select("Snooze until…", "return.snooze", options, "Snooze"))
    elements.append(Button("Delegate", "return.delegate", opens_form=True))
    if delivery_id is not None:
        elements.append(Button("Seen", "return.seen", str(delivery_id)))
    return [Actions(tuple(elements))]


def until(ends: date | None) -> str:
    """`until 23 June 2023`, with that day included; without one, `until further notice`."""
    return f"until {day(ends)}" if ends else "until further notice"


def when_due(cycle: Cycle, rules: Rules, today: date) -> str:
    """`due on Wednesday 5 July 2023, in 3 working days`."""
    due, day_after = cycle.return_due, timedelta(days=1)
    if today == due:
        return f"due today, {weekday(due)}"
    if today < due:
        return f"due on {weekday(due)}, in {plural(len(rules.days.between(today, due + day_after)), 'working day')}"
    passed = len(rules.days.between(due, today + day_after))
    ago = f", {plural(passed, 'working day')} ago" if passed else ""
    return f"due on {weekday(due)}{ago}"


def mine(owed: Card, cycle: Cycle | None, rules: Rules, today: date, around: Sequence[str], steps: bool) -> Card:
    """What somebody owes, headed by when it is due; `around` says who stands in for whom, `steps` adds the buttons."""
    body: list[Element] = []
    title = "Your return"
    if cycle:
        title = f"Your return for the board of {day(cycle.meeting.on)}"
        if owed.data["owed"]:
            said = f"It {'is' if today <= cycle.return_due else 'was'} {when_due(cycle, rules, today)}."
            if cycle.return_due < today <= cycle.freeze:
                said += f" What is not in by the freeze on {weekday(cycle.freeze)} is printed as “No return received”."
            body.append(Text(said, "strong"))
    body += [*map(Text, around), *owed.body]
    if steps:
        body += next_steps(rules, today, last_snooze(cycle, today), owes=bool(owed.data["owed"]))
    due = cycle.return_due.isoformat() if cycle else None
    return Card(title, tuple(body), about=owed.about, data={**owed.data, "due": due})


def last_snooze(cycle: Cycle | None, today: date) -> date | None:
    """The last day until which a person may be left in peace: the freeze while returns are collected, else any."""
    return cycle.freeze if cycle and cycle.is_open(today) else None


def status(
    cycle: Cycle,
    rules: Rules,
    today: date,
    zone: ZoneInfo,
    covers: str,
    expected: Sequence[Expected],
    answerers: Sequence[Answerer],
    may_chase: bool,
) -> Card:
    """Who has answered and who has not, a row a person. `covers` are the boards asked about; empty for all."""
    given = sum(each.given for each in expected)
    people = [each for each in answerers if each.owed and each.person]
    nobody = [each for each in answerers if each.owed and not each.person]
    rows = tuple(
        (
            _who(each),
            ", ".join(each.boards) or "no board linked",
            NumberCell(len(each.owed)),
            NumberCell(len(each.given) - len(each.unchanged)),
            NumberCell(len(each.unchanged)),
            moment_cell(each.reach.reminded.sent_at, zone)
            if each.reach.reminded and each.reach.reminded.sent_at
            else "",
            state(each, cycle.commission),
        )
        for each in answerers
    )
    freeze = f"The freeze {'is' if today <= cycle.freeze else 'was to be'} on {weekday(cycle.freeze)}."
    said = f"{_headline(expected, people, nobody)}; {when_due(cycle, rules, today)}. {freeze}"
    body: list[Element] = [Text(said, "strong")]
    if rows:
        columns = ("Who answers", "Board", "Owed", "Updates", "No change", "Last message", "State")
        narrower = "“/return status workforce” shows those of a board, and an e-mail address those of one person."
        body.append(Table("Returns", columns, rows, sortable=True, narrower=narrower))
    if nobody:
        said = (
            "Nobody can be reminded for a vacant post, or an owner who is not linked: “/secretariat people” says who."
        )
        body.append(Text(said))
    if people and may_chase:
        body.append(Text("“/return chase” reminds those who owe, now; with a board or an e-mail address, only them."))
    title = f"Returns for the board of {day(cycle.meeting.on)}"
    data = {
        "meeting": cycle.meeting.on.isoformat(),
        "due": cycle.return_due.isoformat(),
        "freeze": cycle.freeze.isoformat(),
        "expected": len(expected),
        "given": given,
        "no_change": sum(each.answer is Answered.NO_CHANGE for each in expected),
        "answerers": [_data(each, cycle) for each in answerers],
    }
    return Card(f"{title}: {covers}" if covers else title, tuple(body), data=data)


def not_received(meeting: Meeting, refs: Sequence[str]) -> str:
    """That updates of somebody came too late for a board, or not at all, and what can still be done."""
    return (
        f"For the board of {day(meeting.on)}, whose figures are fixed, no update was received in time of "
        f"{joined(refs)}. “/update {refs[0]}” still answers; it counts for the next board unless the secretariat takes "
        "it in."
    )


def fixed(meeting: Meeting, said: str, missing: Sequence[Answerer], keeps_the_record: bool) -> list[Element]:
    """What came for a board whose figures are fixed, in a sentence, and who gave nothing for which actions."""
    body: list[Element] = [Text(f"The figures for the board of {day(meeting.on)} are fixed: {said}", "strong")]
    if not missing:
        return body
    body.append(Listing(tuple(f"{each.name}: {joined(each.owed)}" for each in missing)))
    late = "What is answered now counts for the next board, unless the secretariat takes it in"
    return [*body, Text(f"{late} (“/pack compile with {missing[0].owed[0]}”)." if keeps_the_record else f"{late}.")]


def state(each: Answerer, asked_from: date) -> str:
    """How a return stands, in words; a reminder before `asked_from`, the commission, was about another one."""
    of_the_file = len(each.from_plan_file)
    if not each.owed:
        if of_the_file == len(each.given):
            return "from the plan file"
        return f"submitted, {of_the_file} from the plan file" if of_the_file else "submitted"
    if each.person is None:
        return "vacant" if each.posts else "no owner linked"
    reach = each.reach
    said = []
    away = unreached(
        reach.away_until,
        reach.delegate.name if reach.delegate else None,
        reach.delegate_away_until,
        [other.name for other in reach.asked],
    )
    if away:
        said.append(away)
    if reach.undelivered:
        said.append(f"could not be reached ({reach.undelivered})")
    if each.drafted:
        said.append("drafted")
    elif reach.snoozed_until:
        said.append(f"snoozed until {day(reach.snoozed_until)}")
    elif reach.reminded and reach.reminded.day >= asked_from:
        said.append("seen" if reach.reminded.seen_at else "sent")
    elif not said:
        said.append("not yet asked")
    if of_the_file:
        said.append(f"{of_the_file} from the plan file")
    return ", ".join(said)


def unreached(
    away_until: date | None, delegate: str | None, delegate_away_until: date | None, asked: Sequence[str]
) -> str:
    """Who is away and who answers or is asked instead; empty for somebody who answers for themselves and is there.

    `asked` are the names of those who are asked when nobody who answers is there. The outbox says it in the same words.
    """
    if not away_until:
        if not delegate:
            return ""
        until = f", who is on leave until {day(delegate_away_until)}: asked directly" if delegate_away_until else ""
        return f"delegated to {delegate}{until}"
    said = f"on leave until {day(away_until)}"
    if delegate and not delegate_away_until:
        return f"{said}, delegated to {delegate}"
    if delegate and delegate_away_until:
        said += f", and {delegate}, who stands in, until {day(delegate_away_until)}"
    else:
        said += ", and nobody stands in"
    return f"{said}: {joined(asked)} {'is' if len(asked) == 1 else 'are'} asked" if asked else said


def chased(on: date, goes_now: bool, opens: str, told: Mapping[str, str], not_told: Sequence[tuple[str, str]]) -> Card:
    """Who gets the message (`told`, a line by the recipient's e-mail) and who does not, with why."""
    body: list[Element] = []
    if told:
        when = "now" if goes_now else f"on {weekday(on)} at {opens}, when the next working hour begins"
        body += [
            Text(f"Each gets one message {when}, with everything that is owed in it:"),
            Listing(tuple(told.values())),
        ]
    if not_told:
        lines = tuple(f"{who}: {why}" for who, why in not_told)
        body += [Text("Not reminded", "heading"), Listing(lines)]
    data = {
        "day": on.isoformat(),
        "now": goes_now,
        "reminded": sorted(told),
        "not_reminded": [{"who": who, "why": why} for who, why in not_told],
    }
    title = f"{plural(len(told), 'person is', 'people are')} reminded" if told else "Nobody is reminded"
    return Card(title, tuple(body), data=data)


def snoozed(on: date, cycle: Cycle | None, rules: Rules, today: date) -> Card:
    """Reminders rest; what is owed stays owed."""
    said = f"No reminder before {weekday(on)}; what you owe stays owed."
    if cycle and cycle.is_open(today):
        said += f" Your return {'is' if today <= cycle.return_due else 'was'} {when_due(cycle, rules, today)}."
    return Card(f"Snoozed until {weekday(on)}", (Text(said),), data={"until": on.isoformat()})


def _headline(expected: Sequence[Expected], people: Sequence[Answerer], nobody: Sequence[Answerer]) -> str:
    owed = sum(not each.given for each in expected)
    if not expected:
        return "No update is expected"
    given = len(expected) - owed
    same = sum(each.answer is Answered.NO_CHANGE for each in expected)
    answers = answers_in(given, same, len(expected))
    if not owed and same:
        return answers
    if not owed:
        return f"{all_of(len(expected))} updates are in" if len(expected) > 1 else "The one update is in"
    by = [plural(len(people), "person", "people")] if people else []
    if vacant := sum(bool(each.posts) for each in nobody):
        by.append(plural(vacant, "vacant post"))
    if vacant < len(nobody):
        by.append("owners who are not linked yet")
    return f"{answers}; {owed} {'is' if owed == 1 else 'are'} owed by {joined(by)}"


def _who(each: Answerer) -> Cell:
    reach = each.reach
    if reach.delegate and not reach.delegate_away_until:
        return f"{each.name} ({reach.delegate.name} stands in)"
    return PersonCell(each.name) if each.person else each.name


def _data(each: Answerer, cycle: Cycle) -> Mapping[str, object]:
    reach = each.reach
    return {
        "person": each.person.email if each.person else None,
        "posts": list(each.posts),
        "delegate": reach.delegate.email if reach.delegate else None,
        "boards": list(each.boards),
        "owed": list(each.owed),
        "given": list(each.given),
        "no_change": list(each.unchanged),
        "from_plan_file": list(each.from_plan_file),
        "last_reminded": reach.reminded.sent_at.isoformat() if reach.reminded and reach.reminded.sent_at else None,
        "state": state(each, cycle.commission),
    }
