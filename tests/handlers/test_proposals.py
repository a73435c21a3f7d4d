"""Proposing a change of the plan: in a line or a form, what is asked for, who may, and that nothing changes by it."""

from collections.abc import Callable

import pytest
from sqlmodel import col, select

from handlers.cards import Card, Modal
from handlers.plain_text import in_words
from models.decisions.proposals import AgendaItem, Proposal
from models.plan.actions import Action
from models.record.database import Database
from models.record.events import Event
from tests.asking import Clock, Somebody, buttons
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
WORKFORCE, SECRETARY, CHAIR = "workforce.sro@example.org", "secretary@example.org", "chair@example.org"


@pytest.fixture(autouse=True)
def after_the_board(clock: Clock) -> None:
    """The day after the board of 7 June; the next one is on 19 July."""
    clock.set("2023-06-08 10:00")


def plan(database: Database) -> list[dict[str, object]]:
    """All actions as they stand."""
    with database.read() as session:
        return [each.model_dump() for each in session.exec(select(Action).order_by(col(Action.id)))]


def proposals(database: Database) -> list[Proposal]:
    with database.read() as session:
        return list(session.exec(select(Proposal).order_by(col(Proposal.id))))


LINES = [
    ("2.4 date 31 Oct 2023 marketing officer started late", "date", "2023-03-31", "2023-10-31", "Improvement Board"),
    ("2.4 date to October 2023 because of the rota", "date", "2023-03-31", "2023-10-31", "Improvement Board"),
    ("2.4 date Q3 2023/24, the fair is then", "date", "2023-03-31", "2023-12-31", "Improvement Board"),
    ("2.4 extend until 31 Oct; cause: the post was vacant", "date", "2023-03-31", "2023-10-31", "Improvement Board"),
    ("2.4 date ongoing because it never ends", "date", "2023-03-31", "ongoing", "Improvement Board"),
    (
        "2.4 close; evidence: https://example.org/fair all is done",
        "close",
        "in the plan",
        "closed",
        "Improvement Board",
    ),
    ("2.4 close seen at https://example.org/fair", "close", "in the plan", "closed", "Improvement Board"),
    ("2.4 withdraw it is in 2.5 now", "withdraw", "in the plan", "withdrawn", "Improvement Board"),
    ("2.4 merge into 2.6 they are one", "merge", "in the plan", "merged into 2.6", "Improvement Board"),
    (
        *('2.4 split "Book the fair" and "Hold the fair" because it is two', "split", "in the plan"),
        *("split into 2.8 Book the fair and 2.9 Hold the fair", "Improvement Board"),
    ),
    ('2.4 reword "Hold a fair" it is no campaign', "reword", None, "Hold a fair", "Workforce Board"),
    ("2.4 owner practice.sro@example.org she leads it", "owner", "Workforce SRO", "Practice SRO", "Workforce Board"),
    ("2.4 sro Practice SRO, she leads it", "owner", "Workforce SRO", "Practice SRO", "Workforce Board"),
    (
        *("2.4 board Practice and Service Delivery Board it is theirs", "board", "Workforce Board"),
        *("Practice and Service Delivery Board", "Improvement Board"),
    ),
]


@pytest.mark.parametrize(("line", "kind", "before", "after", "decides"), LINES)
def test_a_line_proposes_and_changes_nothing(
    as_person: Asked, example: Database, line: str, kind: str, before: str | None, after: str, decides: str
) -> None:
    stood = plan(example)
    card = as_person(WORKFORCE).types(f"/action {line}")
    made = card.data["proposal"]
    assert card.title.startswith("Proposed as P1: ")
    assert (made["id"], made["kind"], made["after"], made["decides"]) == ("P1", kind, after, decides)
    assert before is None or made["before"] == before
    assert made["meeting"] == ("2023-07-19" if decides == "Improvement Board" else None)
    assert "Until then nothing changes." in in_words(card)
    assert plan(example) == stood
    (proposal,) = proposals(example)
    assert (proposal.number, len(proposal.said) > 0) == (1, True)
    with example.read() as session:
        last = session.exec(select(Event).order_by(col(Event.id).desc())).first()
        items = session.exec(select(AgendaItem)).all()
    assert last is not None
    assert (last.what, last.subject) == ("proposal.made", "action 2.4")
    for typed in proposal.said.values():
        assert typed not in str(last.model_dump())
    assert [each.number for each in items] == ([1] if made["meeting"] else [])


@no_sql_differs
def test_a_new_action_is_proposed_in_one_line(as_person: Asked) -> None:
    line = '/action new "Recruit ten carers" area:2 board:workforce sro:workforce.sro@example.org due:30 Sep 2023'
    card = as_person(WORKFORCE).types(line)
    assert card.data["proposal"]["ref"] == "2.8"
    said = in_words(card)
    for part in (
        "2.8 Recruit ten carers",
        "Workforce Board",
        "Workforce SRO",
        "due 30 September 2023",
        "Not given: reason",
    ):
        assert part in said
    again = as_person(WORKFORCE).types(line.replace("ten", "two"))
    assert again.data["proposal"]["ref"] == "2.9", "2.8 is proposed already"


MISSING = [
    ("2.4 date 31 Oct 2023", "It needs a cause."),
    ("2.4 date when the rota allows it", "It needs a new date."),
    ("2.4 date 31 Feb 2024 the rota", "February"),
    ("2.4 date 1 June 2023 the rota", "1 June 2023 has passed."),
    ("2.4 date March 2023 the rota", "March 2023 is the date of 2.4 already."),
    ("2.4 close all is done", "It needs evidence."),
    ("2.4 merge into 2.6", "It needs a reason."),
    ("2.4 merge into 2.4 it is one", "2.4 cannot be merged into itself."),
    ("2.4 merge into 5.6 it is one", "5.6 has left the plan: it was withdrawn."),
    ('2.4 split "One part" because', "An action is split into two at least"),
    ("2.4 owner nobody@example.org she leads it", "No senior responsible officer is known as “nobody@example.org”."),
    ("2.4 owner Workforce SRO she leads it", "Workforce SRO is the SRO of 2.4 already."),
    ("2.4 board Wrokforce it is theirs", "Did you mean Workforce Board?"),
    ("2.4 board Workforce Board it is theirs", "2.4 reports to the Workforce Board already."),
    ('new "Recruit" ref:2.4', "2.4 is there already; a ref is never used again."),
    ('new "Recruit" area:77', "The plan has no area “77”."),
    ('new "Recruit" due:someday', "someday"),
]


@no_sql_differs
@pytest.mark.parametrize(("line", "why"), MISSING)
def test_what_cannot_be_proposed_is_said_and_kept_for_the_form(
    as_person: Asked, example: Database, line: str, why: str
) -> None:
    sro = as_person(WORKFORCE)
    card = sro.types(f"/action {line}")
    assert (card.title.startswith("Not proposed yet: "), card.done) == (True, False)
    assert why in in_words(card)
    assert "Nothing was proposed; what you typed is kept." in in_words(card)
    (draft,) = proposals(example)
    assert draft.number is None
    form = sro.presses_for_form(card, "Go on")
    assert {each.name: each.value for each in form.inputs if each.value} == draft.said


@no_sql_differs
def test_what_was_kept_is_proposed_by_the_form_with_what_was_missing(as_person: Asked, example: Database) -> None:
    sro = as_person(WORKFORCE)
    card = sro.types("/action 2.4 close all is done")
    form = sro.presses_for_form(card, "Go on")
    wrong = sro.submits_wrongly(form)
    assert wrong.errors == {"evidence": "This is needed: evidence."}
    made = sro.submits(wrong, evidence="https://example.org/fair")
    assert made.title == "Proposed as P1: Closing 2.4"
    assert "What was done: all is done" in in_words(made)
    assert [each.number for each in proposals(example)] == [1], "the draft is gone"
    assert isinstance(sro.opens("/action 2.6 close"), Modal)


def test_what_was_not_given_is_said_and_can_be_added(as_person: Asked, example: Database) -> None:
    sro = as_person(WORKFORCE)
    card = sro.types("/action 2.4 date 31 Oct 2023 the officer started late")
    assert "Not given: effect if not agreed and next milestone. The board is told so." in in_words(card)
    form = sro.presses_for_form(card, "Say more")
    assert [each.name for each in form.inputs] == ["effect", "milestone"]
    wrong = sro.submits_wrongly(form, effect="Jane Smith, born 3 May 2014", milestone="the fair")
    assert "nothing of it was stored" in wrong.errors["effect"]
    assert wrong.inputs[1].value == "the fair", "what was typed stays"
    told = sro.submits(form, effect="No campaign in autumn")
    assert "Effect if not agreed: No campaign in autumn" in in_words(told)
    assert "Not given: next milestone." in in_words(told)
    assert proposals(example)[0].said["effect"] == "No campaign in autumn"
    assert "No campaign" not in str(events(example))


def events(database: Database) -> list[dict[str, object]]:
    with database.read() as session:
        return [each.model_dump() for each in session.exec(select(Event))]


@no_sql_differs
def test_the_same_is_not_proposed_twice_until_it_is_taken_back(as_person: Asked, example: Database) -> None:
    sro = as_person(WORKFORCE)
    form = sro.opens("/action 2.4 date")
    sro.types("/action 2.4 date 31 Oct 2023 the officer started late")
    for line in ("date 30 Nov 2023 the rota", "date 30 Nov 2023", "date"):
        refused = sro.types(f"/action 2.4 {line}")
        assert "is proposed already, and waits: P1, 31 October 2023" in in_words(refused), "before more is asked"
    opened = sro.presses_for_form(as_person(WORKFORCE).types("/action 2.4"), "A new date")
    assert "is proposed already, and waits: P1, 31 October 2023" in in_words(opened)
    again = sro.submits_wrongly(form, until="30 Nov 2023", reason="the rota")
    assert "is proposed already, and waits: P1" in again.errors["until"]
    assert again.inputs[1].value == "the rota", "what was typed stays"
    assert "taken back" in sro.presses(refused, "Take P1 back").title
    assert sro.types("/action 2.4 date 30 Nov 2023 the rota").data["proposal"]["id"] == "P2"
    with example.read() as session:
        assert [each.number for each in session.exec(select(AgendaItem))] == [1, 2], "a number is not given again"


@no_sql_differs
def test_a_proposal_is_its_owners_to_make(as_person: Asked, example: Database) -> None:
    for email in ("practice.sro@example.org", "adviser@example.org", "observer@example.org", "fostering@example.org"):
        card = as_person(email).types("/action 2.4 date 31 Oct 2023 the officer started late")
        assert card.title == "Not open to you", email
    form = as_person(WORKFORCE).opens("/action 2.4 withdraw")
    assert as_person("practice.sro@example.org").submits(form, reason="not needed").title == "Not open to you"
    assert proposals(example) == []
    made = as_person(WORKFORCE).submits(form, reason="not needed")
    assert as_person("practice.sro@example.org").presses(made, "Take it back").title == "Not open to you"


@no_sql_differs
def test_personal_details_are_neither_proposed_nor_kept(as_person: Asked, example: Database) -> None:
    card = as_person(WORKFORCE).types("/action 2.4 withdraw because of Jane Smith, born 3 May 2014")
    assert "nothing of it was stored" in in_words(card)
    assert "Jane" not in str([each.model_dump() for each in proposals(example)])


@no_sql_differs
def test_the_action_shows_what_is_proposed_of_it(as_person: Asked) -> None:
    as_person(WORKFORCE).types("/action 2.4 date 31 Oct 2023 the officer started late")
    said = in_words(as_person(CHAIR).types("/action 2.4"))
    assert "Proposed, and to be decided on 19 July 2023 (P1): March 2023 → 31 October 2023." in said
    assert as_person(CHAIR).types("/action 2.4").data["due"] == "2023-03-31"


@no_sql_differs
def test_what_a_board_is_asked_is_listed_with_its_numbers(as_person: Asked) -> None:
    sro, chair = as_person(WORKFORCE), as_person(CHAIR)
    sro.types("/action 2.4 date 31 Oct 2023 the officer started late")
    asked = chair.types('/board request endorse "the review of the front door" section:4 presenter:"Service Director"')
    assert asked.data["request"] == {"id": "P2", "ask": "endorse", "meeting": "2023-07-19"}
    sro.types('/action 2.3 reword "Keep the carers"')
    card = chair.types("/board requests")
    assert [(each["number"], each["id"], each["kind"]) for each in card.data["requests"]] == [
        (1, "P1", "date"),
        (2, "P2", "request"),
    ]
    assert card.data["without_meeting"] == ["P3"]
    assert "March 2023 → 31 October 2023" in in_words(card)
    assert chair.types("/board requests 30 Aug 2023").data["requests"][0]["id"] == "P1", "it waits still"
    assert chair.types("/board requests 7 June 2023").data["requests"] == []


@no_sql_differs
@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("/board request the review", "What is the board to do"),
        ("/board request endorse", "What is the board to do"),
        ('/board request endorse "the review" colour:red', "I do not know “colour:” here."),
        ('/board request endorse "the review" board:Nowhere', "There is no board “Nowhere”."),
        ("/board requests of the moon", "I do not know “of the moon” here."),
        ("/board requests 8 June 2023", "does not meet on 8 June 2023"),
    ],
)
def test_a_request_that_cannot_be_understood(as_person: Asked, example: Database, line: str, why: str) -> None:
    assert why in in_words(as_person(CHAIR).types(line))
    assert proposals(example) == []


@no_sql_differs
def test_buttons_of_a_proposal_that_is_not_there(as_person: Asked) -> None:
    sro = as_person(WORKFORCE)
    card = sro.types("/action 2.4 withdraw not needed")
    assert [each.label for each in buttons(card)] == ["Say more", "Take it back"]
    sro.presses(card, "Take it back")
    again = sro.presses(card, "Take it back")
    assert isinstance(again, Card)
    assert "P1 was taken back on 8 June 2023, 10:00." in in_words(again)


@no_sql_differs
@pytest.mark.parametrize(
    "line",
    [
        '/action new "Recruit ten carers" area:2 board:workforce sro:workforce.sro@example.org due:30 Sep 2023',
        '/board request endorse "the review of the front door" section:4',
    ],
)
def test_what_is_sent_twice_is_asked_once(as_person: Asked, line: str) -> None:
    sro = as_person(WORKFORCE)
    sro.types(line)
    assert "already, and waits: P1" in in_words(sro.types(line))
    assert len(sro.types("/board requests").data["requests"]) == 1
    assert sro.types(f"{line.replace('ten', 'six').replace('front', 'back')}").title.startswith(("Proposed", "Asked"))


@no_sql_differs
def test_a_new_action_that_a_board_puts_in_another_area_is_numbered_there(as_person: Asked) -> None:
    as_person(WORKFORCE).types('/action new "Recruit ten carers" area:2 board:workforce due:30 Sep 2023')
    told = as_person(SECRETARY).types("/board decide P1 amended area:3")
    assert told.data["changed"] == ["3.7"], in_words(told)


@no_sql_differs
def test_of_a_request_nothing_is_left_to_say(as_person: Asked) -> None:
    sro = as_person(WORKFORCE)
    asked = sro.types("/board request endorse the review of the front door")
    assert asked.title == "Asked as P1"
    for reply in (
        sro.dispatcher.press(sro.id, "action.explain", "1", sro._origin()),
        sro.dispatcher.submit(sro.id, "action.explain_submit", "1", {"reason": "it is time"}, sro._origin()),
    ):
        assert reply is not None
        assert "Nothing is missing of P1: all of it has been said." in in_words(reply.answer)
