"""Messages as a whole: every part that there can be, in its order and its words, and what its buttons ask for."""

from datetime import date

import pytest
from sqlmodel import select

from handlers.cards import Actions, Button, Card, Divider, Element, Select, Text, from_json
from handlers.plain_text import in_words
from models.boards.boards import Board, BoardChannel, Meeting
from models.outbox.deliveries import Delivery, DeliveryState
from models.people.people import Person
from models.plan.actions import Action, Plan
from models.plan.refs import ref_order
from schedules.ticking import decide_what_is_due
from tests.asking import cancel_every_meeting, deliver, tables
from tests.schedules.a_year import House, at
from tests.schedules.test_who_hears import Away, mornings

TO_AN_SRO = """
3 updates owed for the board of 19 July 2023
This message is late: it should have reached you on Wednesday 21 June 2023. It says what is true now.
Good morning, HSCP SRO. The board meets on Wednesday 19 July 2023; your updates are due on Wednesday 5 July 2023, \
in 8 working days.
You answer for CYPP SRO.
Press a button, or reply in this thread with a line for each: “5.5 amber/green what has changed, in a sentence”, or \
“5.3 no change”.
* 5.5 Agree one pathway and one waiting list for children's emotional health
Last: Amber on activity, Grey on impact; due 31 March 2023, 84 days overdue; for CYPP SRO.
[Update 5.5…: update.open 5.5] [No change…: update.no_change 5.5]
* 3.3 Put the neglect toolkit to use in every agency that works with families
Last: Amber on activity, Grey on impact; due 26 May 2023, 28 days overdue.
[Update 3.3…: update.open 3.3] [No change…: update.no_change 3.3]
* 5.3 Carry out a yearly programme of joint audits and share what is learnt
Last: Amber on activity, Grey on impact; due 30 June 2023.
[Update 5.3…: update.open 5.3] [No change…: update.no_change 5.3]
* 5.2 Sign one information-sharing agreement for all safeguarding partners
Last: Blue on activity, Amber on impact; due 30 November 2022.
[Update 5.2…: update.open 5.2] [No change…: update.no_change 5.2]
-
2 actions of yours are likely to slip. You hear it first; the board sees at the freeze what still is:
• 5.3 Carry out a yearly programme of joint audits and share what is learnt (due 30 June 2023): its own forecast is 21 \
July 2023.
• 7.4 Open four family hubs that bring services for families under one roof (due 31 December 2023): its own forecast \
is 31 January 2024.
-
What will show that people are better off? A measure is to be proposed for these 6 actions by 30 June 2023: a button \
opens the form, or “/action 5.4 measure …” does it in a line.
• 5.4 Have lead practitioners from schools, health and the voluntary sector as well…: “Early help plans led outside \
the council that end with needs met: awaits a…” is not before a board yet.
• 5.5 Agree one pathway and one waiting list for children's emotional health: “Children waiting more than 12 weeks for \
first help: baseline follows the…” is not before a board yet.
• 7.4 Open four family hubs that bring services for families under one roof: none yet.
• 3.3 Put the neglect toolkit to use in every agency that works with families: none yet.
• 5.1 Seat police, health and social care together at the front door: “Decisions made with three agencies' information \
to hand: counting method in…” is not before a board yet.
• 5.3 Carry out a yearly programme of joint audits and share what is learnt: none yet.
[Propose for 5.4…: action.propose measure 5.4] [Propose for 5.5…: action.propose measure 5.5] [Propose for 7.4…: \
action.propose measure 7.4] [Propose for 3.3…: action.propose measure 3.3] [Propose for 5.1…: action.propose measure \
5.1] [Propose for 5.3…: action.propose measure 5.3]
Answered since this message came:
• 3.4 Offer every child who goes missing a return conversation within 72 hours: Blue on activity, Green on impact; no \
change
• 5.1 Seat police, health and social care together at the front door: Blue on activity, Amber on impact
-
This was escalated and waits for an answer: what is not answered in time climbs to the next rung.
* 4.2 Bring chronologies up to date and use them in every assessment
Escalated on 20 June 2023 by Practice SRO: “lend us a trainer”. HSCP SRO: answer due 30 June 2023.
[Answer…: action.answer_form 2] [Take on…: action.take_on_form 2] [Pass up…: action.pass_up_form 2]
-
What became of your proposals:
• A new date for 3.3: not agreed (D1, Improvement Board, 20 June 2023). “the date stays”
• Withdrawing 3.1: agreed (D2, Improvement Board, 20 June 2023).
-
What became of what you escalated:
• 3.4 “a second worker”: answered by Chair of the Safeguarding Children's Partnership on 20 \
June 2023: “from 1 August”.
[No change for the rest: return.no_change] [Snooze until…: return.snooze 2023-06-26 to 2023-06-30] \
[Delegate…: return.delegate] [Seen: return.seen {id}]
"""

TO_A_VICE_CHAIR = """
-
For your information: this return was due on Wednesday 5 July 2023 and is not in, 1 working day later. A word from you \
often helps.
• Workforce Board: Workforce SRO owes 11 updates
-
Nobody who answers is there for these returns, due on Wednesday 5 July 2023. Please agree with the secretariat who \
answers: it can let somebody stand in.
• Corporate Parenting Board: Workforce SRO owes 1 update: on leave until 14 July 2023, and nobody stands in
• Workforce Board: Workforce SRO owes 11 updates: on leave until 14 July 2023, and nobody stands in
[No change for the rest: return.no_change] [Snooze until…: return.snooze 2023-07-07 to 2023-07-10] \
[Delegate…: return.delegate] [Seen: return.seen {id}]
"""

TO_THE_SECRETARIAT = """
Returns for the board of 19 July 2023: 2 updates and 1 no change are in, of 51 expected
Nobody who answers is there for this return, due on Wednesday 5 July 2023. “/return delegate” with the owner’s \
address, “to” and another lets somebody answer.
• Corporate Parenting Board: CPB SRO owes 7 updates: on leave until 9 July 2023, and nobody stands in
-
For the board of 19 July 2023 2 updates and 1 no change are in, of 51 expected. Returns were due on Wednesday 5 July \
2023; the freeze is on Monday 10 July 2023.
Who has answered:
Practice SRO: Board Practice and Service Delivery Board and Commissioning and Resources Board, Owed 17, Updates 0, No \
change 0
Workforce SRO: Board Corporate Parenting Board and Workforce Board, Owed 12, Updates 0, No change 0
Commissioning SRO: Board Commissioning and Resources Board, Owed 9, Updates 0, No change 0
CPB SRO: Board Corporate Parenting Board, Owed 7, Updates 0, No change 0
HSCP SRO: Board Safeguarding Children's Partnership, Owed 3, Updates 2, No change 1
"""

AFTER_THE_FREEZE = """
An answer of yours is asked for
Good morning, Board Secretary. This was escalated and waits for an answer: what is not answered in time climbs to the \
next rung.
* 4.2 Bring chronologies up to date and use them in every assessment
Escalated on 10 July 2023 by Practice SRO: “lend us a trainer”. Board Secretary: answer due 14 July 2023.
[Answer…: action.answer_form 1] [Take on…: action.take_on_form 1] [Pass up…: action.pass_up_form 1]
-
The pack for the board of Wednesday 19 July 2023 should be out today, and has not been compiled yet.
[Compile the pack: pack.compile 2023-07-19]
-
A message could not be delivered:
• CPB SRO: no door is open to it
"""

OF_A_DELIVERY_BOARD = """
Workforce Board, 22 June 2023: where the plan stands
This summary is late: it should have come on Wednesday 21 June 2023. The Workforce Board meets today.
11 of 11 updates have not been given; in the papers that is “No return received”:
• Workforce Board: Workforce SRO owes 11 updates
* On track (Blue or Green on activity): 7 of 11 (63.64%), down from 8 of 11 (72.73%) on 26 April 2023.
0 of 11 updates received, 0 “no change”, 11 not in yet (asked for on 21 June, due 5 July). All 7 on track are carried: \
their ratings were given for an earlier meeting.
BRAG ratings, previous board (26 April 2023) and now:
Grey: Previous activity 0 (0.00%), Current activity 0 (0.00%), Previous impact 3 (27.27%), Current impact 3 (27.27%)
Blue: Previous activity 5 (45.45%), Current activity 6 (54.55%), Previous impact 0 (0.00%), Current impact 0 (0.00%)
Red: Previous activity 2 (18.18%), Current activity 1 (9.09%), Previous impact 1 (9.09%), Current impact 2 (18.18%)
Amber: Previous activity 1 (9.09%), Current activity 3 (27.27%), Previous impact 4 (36.36%), Current impact 3 (27.27%)
Green: Previous activity 3 (27.27%), Current activity 1 (9.09%), Previous impact 3 (27.27%), Current impact 3 (27.27%)
Total: Previous activity 11, Current activity 11, Previous impact 11, Current impact 11
~ Percentages may not sum to 100 because of rounding.
3 actions have moved since 26 April 2023: 1 for the better, 1 for the worse, 1 mixed or newly rated.
Changed since 26 April 2023:
2.1: Action Deliver the workforce strategy: recruit and keep permanent social work practitioners and managers, \
Activity Red → Amber, Impact Amber → Red, Direction mixed or new
2.3: Action Reduce reliance on agency social workers through planned exit from each placement, Activity Green → Amber, \
Impact Amber, Direction worse
8.3: Action Put every team manager through a leadership programme with coaching, Activity Green → Blue, Impact Grey, \
Direction better
2 actions are Red by either rating. Red: activity 2 to 1, impact 1 to 2, since 26 April 2023.
The Reds:
2.1: Action Deliver the workforce strategy: recruit and keep permanent social work practitioners and managers, Red on \
impact, Due 31 March 2023, Days overdue 83, Recovery date 30 September 2023
2.4: Action Run a foster carer recruitment campaign that brings in more households, Red on activity and impact, Due 31 \
March 2023, Days overdue 83, Recovery date none given
~ As it stood on 22 June 2023, 09:00.
"""


def printed(elements: tuple[Element, ...]) -> str:
    """Elements as they read, with what their buttons ask for (… by a form), and rules as a dash."""
    return "\n".join(map(_one, elements))


def _one(each: Element) -> str:
    match each:
        case Divider():
            return "-"
        case Text(text=text, style=style):
            return {"plain": "", "strong": "* ", "heading": "# ", "muted": "~ ", "quote": "> "}[style] + text
        case Actions(elements=elements):
            return " ".join(f"[{each.label}{_asks(each)}]" for each in elements)
        case _:
            return in_words(Card("", (each,))).strip()


def _asks(each: Button | Select) -> str:
    if isinstance(each, Select):
        return f": {each.verb} {each.options[0][0]} to {each.options[-1][0]}"
    return f"{'…' * each.opens_form}: {each.verb} {each.value}".rstrip()


def message(house: House, to: str, day: str) -> tuple[str, str]:
    """The message that somebody got on a day of 2023, and what stands there for its number."""
    (found,) = [entry for entry in house.sent() if entry.to == to and f"{entry.day:%m-%d}" == day]
    card = from_json(found.card or {})
    seen = [each for row in card.body if isinstance(row, Actions) for each in row.elements if each.label == "Seen"]
    number = next((each.value for each in seen if isinstance(each, Button)), "")
    return f"\n{card.title}\n{printed(card.body)}\n", number


def say(house: House, who: str, *lines: str) -> None:
    for line in lines:
        assert house.as_(who).types(line).done, line


def meets_on_22_june(house: House) -> None:
    """The Workforce Board, which has a channel."""
    with house.database.write() as session:
        board = session.exec(select(Board).where(Board.short_name == "Workforce")).one()
        session.add(Meeting(board_id=board.id, on=date(2023, 6, 22)))
        session.add(BoardChannel(board_id=board.id, door="web", channel="workforce"))


def test_every_part_of_a_message(house: House) -> None:
    """Down on 21 and 22 June, the days of the commission and after."""
    house.passes(mornings("06-20", "06-20"))
    house.at("2023-06-20 11:00")
    away = Away(house)
    away.stands_in("cypp.sro", "hscp.sro", "06-20", "07-31")
    say(
        house,
        "hscp.sro",
        "/action 3.3 date 31 Oct 2023 the toolkit came late",
        "/action 3.1 withdraw the region does it now",
        '/action 3.4 escalate "a second worker"',
        "/update 3.5 blue/amber the meeting sits daily; evidence: https://example.org/3.5",
        "/update 7.4 amber/grey one of four is late; forecast: 31 Jan 2024",
    )
    say(house, "secretary", "/board decide 1 not agreed the date stays", "/board decide 2 agreed")
    say(house, "hscp.chair", '/action 3.4 answer "from 1 August"')
    say(house, "practice.sro", '/action 4.2 escalate hscp.sro@example.org "lend us a trainer" by 30 Jun 2023')
    secretary = house.as_("secretary")
    secretary.presses(secretary.types("/plan measures ask by 30 June 2023"), "Ask all of them")
    house.passes([at("2023-06-23 09:30")])
    house.at("2023-06-23 10:00")
    say(
        house,
        "hscp.sro",
        "/update 3.4 no change",
        "/update 5.1 blue/amber all are there; evidence: https://example.org/5.1",
    )
    deliver(house.dispatcher)
    text, number = message(house, "hscp.sro", "06-23")
    assert text == TO_AN_SRO.format(id=number)

    away.on_leave("workforce.sro", "07-03", "07-14")
    away.on_leave("cpb.sro", "07-05", "07-09")
    house.passes(mornings("07-05", "07-06"))
    text, number = message(house, "commissioning.sro", "07-06")
    assert text.endswith(TO_A_VICE_CHAIR.format(id=number))
    assert message(house, "secretary", "07-06") == (TO_THE_SECRETARIAT, "")


def test_after_the_freeze_the_secretariat_hears_of_the_pack_and_of_what_did_not_arrive(house: House) -> None:
    house.passes(mornings("07-07", "07-10"))
    house.at("2023-07-10 10:00")
    with house.database.write() as session:
        theirs = Person.email == "cpb.sro@example.org", Delivery.day == date(2023, 7, 7)
        failed = session.exec(select(Delivery).join(Person).where(*theirs)).one()
        failed.state, failed.reason, failed.sent_at = DeliveryState.FAILED, "no door is open to it", None
        failed.closed_at = house.clock.now
        session.add(failed)
    say(house, "practice.sro", '/action 4.2 escalate secretary@example.org "lend us a trainer" by 14 Jul 2023')
    house.passes([at("2023-07-10 18:00"), at("2023-07-11 09:30")])
    assert message(house, "secretary", "07-11") == (AFTER_THE_FREEZE, "")
    text, _ = message(house, "hscp.sro", "07-11")
    assert "7 updates were not received" in text
    assert "pack" not in text
    assert "could not be delivered" not in text


def test_the_whole_summary_of_a_delivery_board(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many Reds as are listed at most: so all of them."""
    monkeypatch.setattr("schedules.reminders.messages.LISTED", 2)
    say(house, "workforce.sro", "/update 2.1 amber/red two offers made; cause: pay; action: ask; recovery: 30 Sep 2023")
    house.passes([at("2023-06-20 09:30")])
    meets_on_22_june(house)
    house.passes([at("2023-06-22 09:00")])
    assert message(house, "#workforce", "06-22") == (OF_A_DELIVERY_BOARD, "")
    (*_, reds) = tables(from_json(house.sent()[-1].card or {}))
    assert reds.columns == ("Ref", "Action", "Red on", "Due", "Days overdue", "Recovery date")


def test_a_summary_says_nothing_of_returns_where_no_board_is_ahead_nor_of_impact_where_none_is_rated(
    house: House,
) -> None:
    house.passes([at("2023-06-20 09:30")])
    cancel_every_meeting(house.database, after=date(2023, 6, 8))
    meets_on_22_june(house)
    with house.database.write() as session:
        session.exec(select(Plan)).one().rates_impact = False
        undated = session.exec(select(Action).where(Action.ref == "2.4")).one()
        undated.approved_due = None
        order = ref_order("2.90")
        new = Action(plan_id=undated.plan_id, ref="2.90", ref_order=order, title="Nobody has answered yet")
        new.board_id = undated.board_id
        session.add(new)
    house.passes([at("2023-06-21 09:00")])
    text, _ = message(house, "#workforce", "06-21")
    assert "On track (Blue or Green): 7 of 12" in text
    assert "not been given" not in text
    assert "updates" not in text
    (*_, reds) = tables(from_json(house.sent()[-1].card or {}))
    assert reds.columns == ("Ref", "Action", "Due", "Days overdue", "Recovery date"), "where impact is not rated"
    assert [(row[0], *row[2:4]) for row in reds.rows] == [("2.1", "31 March 2023", "82"), ("2.4", "no deadline", "0")]
    assert all(each.text for each in from_json(house.sent()[-1].card or {}).body if isinstance(each, Text))


@pytest.mark.parametrize(
    ("then", "why"),
    [("2023-07-18 10:00", "the meeting was cancelled"), ("2023-07-20 09:00", "the board has met")],
)
def test_a_summary_that_comes_to_nothing_says_why(house: House, then: str, why: str) -> None:
    house.at("2023-07-18 09:00")
    decide_what_is_due(house.dispatcher, ["web"])
    if "cancelled" in why:
        cancel_every_meeting(house.database, after=date(2023, 7, 19))
    house.at(then)
    deliver(house.dispatcher)
    assert {(each.to, each.reason) for each in house.skipped()} == {("#improvement-board", why), ("chair", why)}


def test_the_chairs_summary_has_questions_that_its_channel_has_not(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("schedules.reminders.messages.LISTED", 2)
    house.passes([at("2023-07-10 18:00"), at("2023-07-18 09:00")])
    channel, chair = (
        next(from_json(each.card or {}) for each in house.sent() if each.to == to)
        for to in ("#improvement-board", "chair")
    )
    (heading,) = (each for each in chair.body if each == Text("Questions worth asking", "heading"))
    at_heading = chair.body.index(heading)
    assert "How far can these figures be relied on" in printed(chair.body[at_heading + 1 : at_heading + 2])
    assert (*chair.body[:at_heading], *chair.body[at_heading + 2 :]) == channel.body
    assert (chair.shared, channel.shared) == (False, True)
    assert chair.about == channel.about == ("2.1", "2.4", "7.5")
    assert Text("The board pack is not published yet.") in chair.body
    shown = {each.caption: [row[0] for row in each.rows] for each in tables(chair)}
    assert shown["The first 2 of 3 Reds"] == ["2.1", "2.4"]
    assert shown["Likely to slip, and why"] == ["10.4", "10.5"]
    assert "3 actions are likely to slip." in printed(chair.body)
    assert chair.body[-1] == Text(
        "Frozen: these are the figures as fixed on 10 July 2023, 18:00. Days overdue are reckoned to 19 July 2023.",
        "muted",
    )


def test_of_what_is_too_much_it_is_said_how_much_there_is(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in ("LISTED", "SHOWN_WITH_BUTTONS"):
        monkeypatch.setattr(f"schedules.reminders.messages.{limit}", 2)
    house.passes(mornings("06-20", "06-20"))
    house.at("2023-06-20 11:00")
    for ref in ("4.2", "4.3", "4.4", "4.5"):
        say(house, "practice.sro", f'/action {ref} escalate commissioning.sro@example.org "lend us a trainer"')
    secretary = house.as_("secretary")
    secretary.presses(secretary.types("/plan measures ask by 30 June 2023"), "Ask all of them")
    house.passes(mornings("06-21", "06-21"))
    text, _ = message(house, "commissioning.sro", "06-21")
    assert "A measure is to be proposed for these 4 actions by 30 June 2023" in text
    assert text.count(" is not before a board yet.") + text.count(": none yet.") == 2
    assert text.count("[Propose for ") == 2
    assert text.count("[Answer…: ") == 2
    assert "\nAnd 2 more, about 4.4 and 4.5: “/board escalations” lists them.\n" in text
    (returns,) = (tables(from_json(each.card or {})) for each in house.sent() if each.to == "secretary")
    assert [(each.caption, len(each.rows), each.sortable) for each in returns] == [
        ("Who has answered: the first 2 of 5", 2, True)
    ]
    assert returns[0].columns == ("Who", "Board", "Owed", "Updates", "No change")
    monkeypatch.setattr("schedules.reminders.messages.LISTED", 5)
    house.passes(mornings("07-06", "07-06"))
    (all_five,) = tables(from_json(next(each for each in house.sent()[::-1] if each.to == "secretary").card or {}))
    assert (all_five.caption, len(all_five.rows)) == ("Who has answered", 5)
