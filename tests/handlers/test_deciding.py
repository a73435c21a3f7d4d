"""What a board decides happens at once, dated to its meeting, is told, and can be undone until the next freeze."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import col, select

from handlers.cards import Card
from handlers.plain_text import in_words
from models.boards.boards import Meeting
from models.decisions.decisions import Decision, Outcome
from models.decisions.proposals import AgendaItem
from models.packs.packs import Pack
from models.plan.actions import Action, DateChange
from models.plan.endings import Ending
from models.record.database import Database
from models.record.events import Event, first_broken
from tests.asking import Clock, Somebody, freeze_for, somebody
from tests.databases import no_sql_differs
from tests.statements import statements

Asked = Callable[[str], Somebody]
WORKFORCE, SECRETARY, CHAIR = "workforce.sro@example.org", "secretary@example.org", "chair@example.org"
JULY = date(2023, 7, 19)

PROPOSED = (
    "/action 2.4 date 31 Oct 2023 marketing officer started late",
    "/action 2.6 withdraw the hubs are the health trust’s now",
    "/action 2.7 merge into 2.5 they are one",
    '/action 2.3 split "Keep social workers" and "Keep carers" it is two',
    "/action 2.1 board Practice and Service Delivery Board it is theirs",
    '/action new "Recruit ten carers" area:2 board:workforce sro:workforce.sro@example.org due:30 Sep 2023',
    "/action 2.2 close; evidence: https://example.org/fair all has been done",
    '/board request endorse "the review of the front door"',
)
"""Eight things of eight kinds, P1 to P8, in the order of their numbers on the agenda."""


@pytest.fixture
def meeting(as_person: Asked, clock: Clock) -> Somebody:
    """The secretary, on the day of the board of 19 July, which is asked eight things."""
    clock.set("2023-06-08 10:00")
    for line in PROPOSED:
        assert as_person(WORKFORCE).types(line).title.split(":")[0].startswith(("Proposed as", "Asked as")), line
    clock.set("2023-07-19 14:00")
    return as_person(SECRETARY)


def action(database: Database, ref: str) -> Action:
    with database.read() as session:
        return session.exec(select(Action).where(Action.ref == ref)).one()


def decisions(database: Database) -> list[tuple[int, Outcome, bool]]:
    with database.read() as session:
        return [
            (each.number, each.outcome, each.undone_at is None)
            for each in session.exec(select(Decision).order_by(col(Decision.id)))
        ]


def test_what_is_agreed_happens_at_once_and_is_dated_to_the_meeting(meeting: Somebody, example: Database) -> None:
    for number in range(1, 9):
        card = meeting.types(f"/board decide {number} agreed")
        assert (card.data["decision"], card.data["on"], card.data["outcome"]) == (f"D{number}", "2023-07-19", "agreed")
    assert action(example, "2.4").approved_due == date(2023, 10, 31)
    assert action(example, "2.4").due == date(2023, 3, 31), "an original deadline never moves"
    assert (action(example, "2.6").ended, action(example, "2.6").ended_on) == (Ending.WITHDRAWN, JULY)
    merged = action(example, "2.7")
    assert (merged.ended, merged.merged_into_id) == (Ending.MERGED, action(example, "2.5").id)
    assert action(example, "2.3").ended is Ending.SPLIT
    assert action(example, "2.2").ended is Ending.CLOSED
    new = action(example, "2.10")
    assert (new.title, new.added_on, new.due) == ("Recruit ten carers", JULY, date(2023, 9, 30))
    assert [action(example, ref).title for ref in ("2.8", "2.9")] == ["Keep social workers", "Keep carers"]
    with example.read() as session:
        moved = session.exec(select(DateChange).where(col(DateChange.decision_id).is_not(None))).all()
        events = session.exec(select(Event).where(Event.what == "action.changed", Event.subject == "action 2.4")).all()
        assert first_broken(session, 1) is None
    assert [(each.was, each.became) for each in moved] == [(date(2023, 3, 31), date(2023, 10, 31))]
    assert events[-1].after is not None
    assert (events[-1].after["decision"], events[-1].after["decided_on"]) == ("D1", "2023-07-19")
    shown = meeting.types("/action 2.4")
    assert shown.data["moved"] == [{"from": "2023-03-31", "to": "2023-10-31", "decision": "D1"}]
    assert "Moved: from March 2023 to 31 October 2023 (D1, Improvement Board, 19 July 2023)." in in_words(shown)


@no_sql_differs
def test_totals_reconcile_in_words_and_like_for_like(meeting: Somebody, as_person: Asked, clock: Clock) -> None:
    for number in range(1, 9):
        meeting.types(f"/board decide {number} agreed")
    clock.set("2023-07-20 10:00")
    card = as_person(CHAIR).types("/brag")
    said = in_words(card)
    assert (
        "The total went from 65 to 63: 65 + 3 added (2.8, D4; 2.9, D4; 2.10, D6) - 1 closed (2.2, D7) "
        "- 1 split (2.3, D4) - 2 withdrawn (2.6, D2; 5.6) - 1 merged (2.7 into 2.5, D3) = 63." in said
    )
    assert "Decided by the Improvement Board, 19 July 2023, D2." in said
    same = card.data["like_for_like"]
    assert same["total"] == 60
    assert f"Like for like: of the 60 actions that are in both positions, {same['previous_on_track']} were on" in said
    assert card.data["total_change"]["unexplained"] == []
    reds = in_words(as_person(CHAIR).types("/brag reds"))
    assert "due 31 October 2023 (originally 31 March 2023)" in reds, "a date that was moved does not look young"
    assert "due 31 March 2023, 111 days overdue" in reds, "of what was not moved nothing more is said"
    moved = {each["ref"] for each in as_person(CHAIR).types("/brag moves").data["moves"]}
    assert not moved & {"2.8", "2.9", "2.10"}, "what was added has not moved"


@no_sql_differs
def test_the_walk_goes_through_the_list_by_one_press_each(meeting: Somebody, example: Database) -> None:
    card = meeting.types("/board decide")
    assert card.title == "Item 1 of 8: A new date for 2.4"
    assert "Now: March 2023" in in_words(card)
    assert "Not given: effect if not agreed and next milestone." in in_words(card)
    told = meeting.presses(card, "Agreed")
    assert "2.4: March 2023 → 31 October 2023." in in_words(told)
    assert "Item 2 of 8: Withdrawing 2.6" in in_words(told)
    told = meeting.presses(told, "Not agreed")
    assert "Nothing of the plan was changed." in in_words(told)
    form = meeting.presses_for_form(told, "Agreed as amended")
    wrong = meeting.submits_wrongly(form, words="another one")
    assert wrong.errors == {"words": "As amended to which merged into? Nothing was entered."}
    told = meeting.submits(wrong, words="into 2.4, it fits better there")
    assert "2.7: in the plan → merged into 2.4." in in_words(told)
    form = meeting.presses_for_form(told, "Deferred")
    assert form.inputs[0].value == "2023-08-30", "the next meeting"
    assert "does not meet on 31 August 2023" in str(meeting.submits_wrongly(form, until="31 Aug 2023").errors)
    told = meeting.submits(form, words="more is to be known")
    assert "deferred to 30 August 2023" in in_words(told)
    assert meeting.types("/board decide").title.startswith("Item 5 of 8"), "it is taken up again where it stopped"
    assert [outcome for _, outcome, _ in decisions(example)] == [
        *(Outcome.AGREED, Outcome.NOT_AGREED, Outcome.AMENDED, Outcome.DEFERRED)
    ]
    asked = meeting.types("/board requests 30 Aug 2023").data["requests"]
    assert asked[0]["id"] == "P4", "what was deferred is on the agenda of that meeting"


def test_a_number_in_a_list_never_moves(meeting: Somebody, as_person: Asked, example: Database) -> None:
    meeting.types("/board decide 3 agreed")
    as_person(WORKFORCE).types("/action 2.5 date 31 Oct the rota")
    numbers = [each["number"] for each in meeting.types("/board requests").data["requests"]]
    assert numbers == list(range(1, 10)), "what is proposed on the day of the meeting comes last"
    with example.read() as session:
        items = session.exec(
            select(AgendaItem.number).join(Meeting, col(Meeting.id) == AgendaItem.meeting_id).where(Meeting.on == JULY)
        ).all()
    assert sorted(items) == numbers


@no_sql_differs
def test_what_was_not_decided_waits_for_the_next_meeting(meeting: Somebody, clock: Clock) -> None:
    meeting.types("/board decide 1 agreed")
    clock.set("2023-08-30 14:00")
    asked = meeting.types("/board requests").data["requests"]
    assert [each["id"] for each in asked] == ["P2", "P3", "P4", "P5", "P6", "P7", "P8"]
    assert [each["number"] for each in asked] == list(range(1, 8))
    card = meeting.types("/board decide 2 agreed")
    assert (card.data["proposal"], card.data["on"]) == ("P3", "2023-08-30")
    assert meeting.types("/board requests").data["requests"] != asked
    assert [each["number"] for each in meeting.types("/board requests").data["requests"]] == list(range(1, 8))


@no_sql_differs
def test_an_undone_decision_puts_the_plan_back_and_the_record_keeps_both(meeting: Somebody, example: Database) -> None:
    with example.read() as session:
        before = {each.ref: each.model_dump() for each in session.exec(select(Action))}
    for number in range(1, 9):
        card = meeting.types(f"/board decide {number} agreed")
        undone = meeting.presses(card, "Undo")
        assert undone.title == f"Undone: D{number}, Improvement Board, 19 July 2023"
    with example.read() as session:
        after = {each.ref: each.model_dump() for each in session.exec(select(Action))}
        assert session.exec(select(DateChange).where(col(DateChange.decision_id).is_not(None))).all() == []
        what = [each.what for each in session.exec(select(Event).order_by(col(Event.id)))]
        assert {each.undone_by_person_id for each in session.exec(select(Decision))} == {meeting.id}
    assert {ref: after[ref] for ref in before} == before
    added = {ref: row for ref, row in after.items() if ref not in before}
    assert all(row["added_on"] == row["ended_on"] for row in added.values()), "they never counted"
    assert what.count("decision.recorded") == what.count("decision.undone") == 8
    again = meeting.types("/board decide 1 agreed")
    assert again.data["decision"] == "D1", "it has its number again"
    assert meeting.types("/board decide 2 agreed").data["decision"] == "D2"
    assert len([standing for *_, standing in decisions(example) if standing]) == 2


@no_sql_differs
def test_a_decision_can_be_undone_until_the_freeze_of_the_meeting_after_it(meeting: Somebody, clock: Clock) -> None:
    card = meeting.types("/board decide 1 agreed")
    clock.set("2023-08-18 17:59")
    told = meeting.types("/board decide undo")
    assert told.data == {"undone": "D1"}
    clock.set("2023-08-18 18:00")
    card = meeting.types('/board decide P1 agreed on:"19 Jul 2023"')
    refused = meeting.presses(card, "Undo")
    assert "The position for 30 August 2023 is frozen, and D1 is in it" in in_words(refused)


@no_sql_differs
def test_what_has_changed_since_is_not_undone_over_it(meeting: Somebody, as_person: Asked, clock: Clock) -> None:
    first = meeting.types("/board decide 1 agreed")
    as_person(WORKFORCE).types("/action 2.4 date 30 Nov 2023 the rota")
    clock.set("2023-07-20 10:00")
    meeting.types('/board decide P9 agreed on:"20 Jul 2023"')
    assert "D1 cannot be undone: 2.4 has been changed since, by D1 of 20 July 2023." in in_words(
        meeting.presses(first, "Undo")
    )
    moved = meeting.types("/action 2.4")
    assert len(moved.data["moved"]) == 2
    assert "Moved again, 2 times by now: from 31 October 2023 to 30 November 2023" in in_words(moved)


@no_sql_differs
def test_what_was_decided_elsewhere_is_entered_with_its_body_day_and_minute(
    as_person: Asked, clock: Clock, example: Database
) -> None:
    clock.set("2023-06-08 10:00")
    as_person(WORKFORCE).types('/action 2.3 reword "Keep the carers that we have"')
    line = '/board decide P1 agreed by:"Workforce Board" on:"5 Jun 2023" minute:4.2'
    card = as_person(SECRETARY).types(line)
    assert (card.data["decision"], card.data["body"], card.data["on"]) == ("D1", "Workforce Board", "2023-06-05")
    assert action(example, "2.3").title == "Keep the carers that we have"
    found = as_person(CHAIR).types("/board decisions 2.3").data["decisions"]
    assert [(each["id"], each["minute"], each["actions"]) for each in found] == [("D1", "4.2", ["2.3"])]
    as_person(WORKFORCE).types("/action 2.4 date 31 Oct the rota")
    card = as_person(SECRETARY).types('/board decide P2 agreed by:"Cabinet" on:"7 Jun 2023"')
    assert card.data["body"] == "Cabinet"


@no_sql_differs
def test_before_the_meeting_nothing_is_gone_through(as_person: Asked, clock: Clock) -> None:
    clock.set("2023-06-08 10:00")
    as_person(WORKFORCE).types("/action 2.4 date 31 Oct the rota")
    card = as_person(SECRETARY).types("/board decide")
    assert "The board meets on 19 July 2023: what it decides is entered from then on." in in_words(card)
    told = as_person(SECRETARY).types("/board decide 1 agreed")
    assert "It is entered as decided outside a meeting: the Improvement Board meets on 19 July 2023." in in_words(told)
    assert told.data["on"] == "2023-06-08"


REFUSED = [
    ("/board decide 9 agreed", "The Improvement Board has no item 9 on 19 July 2023."),
    ("/board decide P99 agreed", "There is no proposal P99."),
    ("/board decide 1 perhaps", "I do not know “perhaps” as an outcome."),
    ("/board decide 1 amended", "As amended how?"),
    ("/board decide 1 amended because", "As amended to which new date?"),
    ("/board decide 1 deferred to 31 Aug 2023", "The Improvement Board does not meet on 31 August 2023."),
    ("/board decide 1 deferred to 19 Jul 2023", "19 July 2023 is no later meeting."),
    ('/board decide 1 agreed on:"20 Jul 2023"', "20 July 2023 lies ahead"),
    ('/board decide 1 agreed on:"someday"', "someday"),
    ("/board decide 7 Jul 2023", "does not meet on 7 July 2023"),
    ("/board decide undo", "No decision has been entered that could be undone."),
    ('/board arising D1 "report" owner:chair@example.org', "There is no decision “D1” that stands."),
]


@no_sql_differs
@pytest.mark.parametrize(("line", "why"), REFUSED)
def test_what_cannot_be_entered(meeting: Somebody, example: Database, line: str, why: str) -> None:
    assert why in in_words(meeting.types(line))
    assert decisions(example) == []


@no_sql_differs
def test_an_action_that_has_left_the_plan_is_not_changed_any_more(meeting: Somebody, example: Database) -> None:
    meeting.types("/board decide 2 agreed")
    said = in_words(meeting.types("/board decide P2 agreed"))
    assert "That is decided: agreed (D1, Improvement Board, 19 July 2023), entered by Board Secretary" in said
    assert len(decisions(example)) == 1


@no_sql_differs
def test_two_merges_into_each_other_cannot_both_happen(as_person: Asked, clock: Clock) -> None:
    clock.set("2023-06-08 10:00")
    as_person(WORKFORCE).types("/action 2.6 merge into 2.7 they are one")
    as_person(WORKFORCE).types("/action 2.7 merge into 2.6 they are one")
    clock.set("2023-07-19 14:00")
    as_person(SECRETARY).types("/board decide 1 agreed")
    refused = as_person(SECRETARY).types("/board decide 2 agreed")
    assert "2.6 has left the plan: it was merged. It can only be not agreed, or taken back." in in_words(refused)
    assert as_person(SECRETARY).types("/board decide 2 not agreed").data["outcome"] == "not agreed"


def test_two_who_decide_at_once_decide_once(meeting: Somebody, example: Database) -> None:
    told: list[Card] = []

    def one(word: str) -> None:
        told.append(somebody(meeting.dispatcher, SECRETARY).types(f"/board decide 1 {word}"))

    both = [threading.Thread(target=one, args=(word,)) for word in ("agreed", "not agreed")]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted("decision" in card.data for card in told) == [False, True]
    assert len(decisions(example)) == 1


def test_what_a_decision_asks_for_comes_back_until_it_is_done(meeting: Somebody, as_person: Asked) -> None:
    card = meeting.types("/board decide 1 agreed")
    form = meeting.presses_for_form(card, "Action arising")
    wrong = meeting.submits_wrongly(form, what="Report on recruitment", owner=WORKFORCE, due="31 Feb 2024")
    assert "February" in wrong.errors["what"]
    assert [each.value for each in wrong.inputs] == ["Report on recruitment", WORKFORCE, "31 Feb 2024"]
    told = meeting.submits(wrong, due="30 Aug 2023")
    assert "Workforce SRO: Report on recruitment, by 30 August 2023." in in_words(told)
    for day in ("19 July 2023", "30 Aug 2023"):
        assert "Report on recruitment" in in_words(as_person(CHAIR).types(f"/board requests {day}"))
    assert len(as_person(CHAIR).types("/board decisions open").data["decisions"]) == 1
    listed = meeting.types("/board arising")
    assert meeting.presses(listed, "Done: Report on recruitment").data == {"done": 1}
    assert "Report on recruitment" not in in_words(as_person(CHAIR).types("/board requests 30 Aug 2023"))
    assert as_person(CHAIR).types("/board decisions open").data["decisions"] == []
    assert len(as_person(CHAIR).types("/board decisions done").data["decisions"]) == 1


@no_sql_differs
def test_decisions_are_found_by_action_board_and_words(meeting: Somebody, as_person: Asked) -> None:
    for number in (1, 2, 3):
        meeting.types(f"/board decide {number} agreed")
    chair = as_person(CHAIR)
    assert [each["id"] for each in chair.types("/board decisions").data["decisions"]] == ["D1", "D2", "D3"]
    assert [each["id"] for each in chair.types("/board decisions 2.7").data["decisions"]] == ["D3"]
    assert [each["id"] for each in chair.types("/board decisions withdrawing").data["decisions"]] == ["D2"]
    assert len(chair.types("/board decisions Improvement Board").data["decisions"]) == 3
    assert chair.types("/board decisions zebra").data["decisions"] == []


@no_sql_differs
def test_only_the_secretariat_enters_decisions(meeting: Somebody, as_person: Asked, example: Database) -> None:
    card = meeting.types("/board decide")
    for email in (WORKFORCE, CHAIR, "director@example.org", "observer@example.org"):
        who = as_person(email)
        assert who.types("/board decide 1 agreed").title == "Not open to you"
        assert who.presses(card, "Agreed").title == "Not open to you"
    form = meeting.presses_for_form(card, "Agreed as amended")
    assert as_person(WORKFORCE).submits(form, words="30 Nov 2023").title == "Not open to you"
    assert decisions(example) == []


@no_sql_differs
def test_what_cannot_happen_any_more_is_not_entered_by_the_form_either(
    as_person: Asked, clock: Clock, example: Database
) -> None:
    clock.set("2023-06-08 10:00")
    as_person(WORKFORCE).types("/action 2.6 withdraw not needed")
    as_person(WORKFORCE).types("/action 2.6 merge into 2.7 they are one")
    clock.set("2023-07-19 14:00")
    secretary = as_person(SECRETARY)
    form = secretary.presses_for_form(secretary.types("/board decide 2"), "Agreed as amended")
    secretary.types("/board decide 1 agreed")
    wrong = secretary.submits_wrongly(form, words="into 2.5, it fits better there")
    assert "2.6 has left the plan: it was withdrawn." in wrong.errors["words"]
    assert [outcome for _, outcome, _ in decisions(example)] == [Outcome.AGREED], (
        "nothing is entered that did not happen"
    )


@no_sql_differs
def test_a_request_keeps_every_word(as_person: Asked) -> None:
    said = in_words(as_person(CHAIR).types("/board request to endorse the plan to open the three hubs"))
    assert "To endorse: the plan to open the three hubs" in said


@no_sql_differs
def test_listing_decisions_asks_as_much_for_many_as_for_one(meeting: Somebody, example: Database) -> None:
    asked = []
    for numbers in ((1,), range(2, 9)):
        for number in numbers:
            meeting.types(f"/board decide {number} not agreed")
        with statements(example) as seen:
            meeting.types("/board decisions carers")
        asked.append(sum(map(len, seen)))
    assert asked[0] == asked[1]


@no_sql_differs
def test_what_was_deferred_and_that_undone_is_decided_by_the_meeting_that_deferred_it(
    meeting: Somebody, clock: Clock
) -> None:
    meeting.types("/board decide 1 deferred to 30 Aug 2023")
    meeting.types("/board decide undo")
    clock.set("2023-07-20 10:00")
    assert "to be decided on 19 July 2023 (P1)" in in_words(meeting.types("/action 2.4"))
    told = meeting.types("/board decide 1 deferred to 30 Aug 2023")
    assert (told.data["on"], told.data["outcome"]) == ("2023-07-19", "deferred")
    meeting.types("/board decide undo")
    told = meeting.types("/board decide 1 agreed")
    assert (told.data["on"], told.data["decision"]) == ("2023-07-19", "D1")
    assert "outside a meeting" not in in_words(told)


@no_sql_differs
def test_items_that_are_carried_over_leave_an_event(as_person: Asked, example: Database, clock: Clock) -> None:
    clock.set("2023-06-08 10:00")
    as_person(WORKFORCE).types(PROPOSED[0])
    clock.set("2023-08-30 14:00")
    for _ in range(2):
        as_person(SECRETARY).types("/board decide 30 Aug 2023")
    with example.read() as session:
        carried = session.exec(select(Event).where(Event.what == "agenda.carried_over")).all()
    assert [(each.subject, each.after) for each in carried] == [("meeting 2023-08-30", {"P1": 1})]


@no_sql_differs
@pytest.mark.parametrize(("typed", "on"), [("3 Jun", "2023-06-03"), ("19 Jul", "2023-07-19"), ("30 Dec", "2022-12-30")])
def test_a_day_without_its_year_is_the_last_such_day(meeting: Somebody, typed: str, on: str) -> None:
    assert meeting.types(f'/board decide P1 agreed by:"Cabinet" on:"{typed}"').data["on"] == on
    form = meeting.presses_for_form(meeting.types("/board decide P2"), "Decided elsewhere")
    assert meeting.submits(form, outcome="agreed", day=typed, body="Cabinet").data["on"] == on


@no_sql_differs
def test_a_meeting_to_which_an_item_is_deferred_is_the_next_of_that_day(meeting: Somebody) -> None:
    assert "deferred to 30 August 2023" in in_words(meeting.types('/board decide P1 deferred to:"30 Aug"'))


@no_sql_differs
def test_what_was_deferred_is_not_decided_by_a_second_press(meeting: Somebody, example: Database, clock: Clock) -> None:
    card = meeting.types("/board decide")
    form = meeting.presses_for_form(card, "Deferred")
    meeting.submits(form)
    for day in ("2023-07-19 15:00", "2023-07-20 09:00"):
        clock.set(day)
        assert "That is decided: deferred to 30 August 2023 (D1" in str(meeting.submits_wrongly(form).errors)
        assert "That is decided: deferred to 30 August 2023 (D1" in in_words(meeting.presses(card, "Agreed"))
    assert decisions(example) == [(1, Outcome.DEFERRED, True)]
    sooner = meeting.types('/board decide P1 agreed on:"20 Jul 2023"')
    assert sooner.data["outcome"] == "agreed", "a board that decides it sooner is entered with its day"


@no_sql_differs
def test_the_next_pack_tells_the_dates_that_moved_at_the_last_board(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary, sro = as_person(SECRETARY), as_person(WORKFORCE)
    clock.set("2023-05-20 10:00")
    for ref in ("2.4", "2.5", "2.6"):
        sro.types(f"/action {ref} date 31 Oct 2023 it began late")
    secretary.types('/board decide P1 agreed by:"Cabinet" on:"18 May 2023"')
    clock.set("2023-05-26 18:00")
    freeze_for(example, clock, date(2023, 6, 7), published=True)
    clock.set("2023-06-07 14:00")
    secretary.types("/board decide P2 agreed")
    secretary.types('/board decide P3 agreed by:"Cabinet" on:"1 Jun 2023"')
    clock.set("2023-07-10 18:00")
    secretary.types("/pack compile")
    with example.read() as session:
        kept = session.exec(select(Pack)).one().contents
    assert kept["dates_moved"] == [
        "2.6: from September 2023 to 31 October 2023 (D1, Cabinet, 1 June 2023).",
        "2.5: from October 2022 to 31 October 2023 (D1, Improvement Board, 7 June 2023).",
    ], "all that moved since the freeze of the board before, whatever day it is dated to; what moved before is told"


@no_sql_differs
def test_a_list_keeps_what_its_meeting_made_of_an_item(meeting: Somebody, clock: Clock) -> None:
    meeting.types("/board decide 1 deferred to 30 Aug 2023")
    clock.set("2023-08-30 14:00")
    meeting.types("/board decide P1 agreed")
    outcomes = [
        meeting.types(f"/board requests {day} 2023").data["requests"][0]["outcome"] for day in ("19 Jul", "30 Aug")
    ]
    assert outcomes == ["deferred", "agreed"]


@no_sql_differs
def test_what_is_deferred_over_a_meeting_is_not_asked_there(meeting: Somebody) -> None:
    meeting.types("/board decide 1 deferred to 11 Oct 2023")
    asked = {
        day: [each["id"] for each in meeting.types(f"/board requests {day} 2023").data["requests"]]
        for day in ("30 Aug", "11 Oct")
    }
    assert "P1" not in asked["30 Aug"]
    assert asked["11 Oct"][0] == "P1", "it has its number there"


@no_sql_differs
def test_private_details_are_refused_wherever_a_decision_is_typed(meeting: Somebody, example: Database) -> None:
    born = "born on 3 May 2011"
    for line in (
        f"/board decide 1 agreed {born}",
        f'/board decide 1 agreed by:"Cabinet" on:"3 Jun 2023" minute:{born}',
        f'/board request note "the review {born}"',
    ):
        assert "looks like a date of birth" in in_words(meeting.types(line)), line
    form = meeting.presses_for_form(meeting.types("/board decide"), "Decided elsewhere")
    for field in ("words", "body", "minute"):
        assert "date of birth" in str(meeting.submits_wrongly(form, outcome="agreed", **{field: born}).errors), field
    assert decisions(example) == []
    meeting.types("/board decide 2 agreed")
    assert "date of birth" in in_words(meeting.types(f'/board arising D1 "a note {born}" owner:chair@example.org'))
    ended = action(example, "2.6")
    assert ended.reason == "the hubs are the health trust’s now"
    with example.read() as session:
        told = session.exec(select(Event).where(Event.what == "action.changed", Event.subject == "action 2.6")).one()
    assert "reason" not in (told.after or {}), "typed words stay in their own table"


@no_sql_differs
def test_whoever_decides_before_the_figures_are_fixed_is_told_that_they_move(meeting: Somebody) -> None:
    assert "are not fixed yet, so they move with it" in in_words(meeting.types("/board decide 1 agreed"))
    assert "not fixed" not in in_words(meeting.types("/board decide 2 not agreed")), "nothing moves"
    meeting.types("/pack compile 19 July 2023")
    assert "not fixed" not in in_words(meeting.types("/board decide 3 agreed"))
