"""What a board is asked and what it decided, on the pages: proposed, walked through and found, without a chat."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from urllib.parse import urlencode

import pytest
from sqlmodel import col, func, select

from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from models.decisions.decisions import ActionArising, Decision, Outcome
from models.decisions.proposals import Proposal
from models.plan.actions import Action
from models.record.database import Database
from models.record.events import Event, first_broken
from tests.asking import Clock, somebody
from tests.bot.pages_stage import CHAIR, SECRETARY, SRO, Guest, button_on, fields_of, link_for, serving_pages, words_in
from tests.databases import Engine, fill_example
from tests.handlers.test_deciding import PROPOSED

OBSERVER = "observer@example.org"
JULY = "2023-07-19 Improvement Board"
ASKED = f"/requests?{urlencode({'meeting': JULY})}"
LATER = "2023-08-30"

SignIn = Callable[[str], Guest]


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    return sqlite


@pytest.fixture
def address(example_dispatcher: Dispatcher, clock: Clock) -> Iterator[str]:
    clock.set("2023-06-08 10:00")  # the board of 19 July is the next one
    with serving_pages(example_dispatcher) as address:
        yield address


@pytest.fixture
def signed_in(example_dispatcher: Dispatcher, address: str) -> SignIn:
    return lambda email: Guest(address, link_for(example_dispatcher, email))


@pytest.fixture
def asked_eight(example_dispatcher: Dispatcher, address: str, clock: Clock) -> None:
    """The board of 19 July is asked eight things, and it is the day of its meeting."""
    assert address
    for line in PROPOSED:
        somebody(example_dispatcher, SRO).types(line)
    clock.set("2023-07-19 14:00")


def form(verb: str, value: str, back: str = ASKED) -> str:
    """The address of a form, as the pages write it."""
    return f"/forms/{verb}?{urlencode({'value': value, 'back': back})}"


def decide(guest: Guest, number: int, outcome: str, **typed: str) -> str:
    """Press an outcome in the walk, which is at the proposal with this number; gives the page that follows."""
    path = form("board.entry", str(number))
    assert html_of(path) in guest.get(ASKED), "the walk is at another item"
    answer = guest.sends(path, on=ASKED, outcome=outcome, **typed)
    assert (answer.status_code, answer.url.path) == (200, "/requests"), words_in(answer.text)
    return words_in(answer.text)


def html_of(path: str) -> str:
    return f'action="{path.replace("&", "&amp;")}"'


def press(guest: Guest, page: str, label: str) -> str:
    """Press the first button of a page that begins with this label; gives the page that follows."""
    answer = guest.client.post("/press", data=button_on(guest.get(page), label))
    assert answer.status_code == 200, words_in(answer.text)
    return words_in(answer.text)


def action(database: Database, ref: str) -> Action:
    with database.read() as session:
        return session.exec(select(Action).where(Action.ref == ref)).one()


def decisions(database: Database) -> list[tuple[str, Outcome, bool]]:
    with database.read() as session:
        made = session.exec(select(Decision).order_by(col(Decision.id)))
        return [(each.name, each.outcome, each.undone_at is None) for each in made]


def test_from_a_proposal_to_its_outcome_by_pages_alone(signed_in: SignIn, example: Database, clock: Clock) -> None:
    sro = signed_in(SRO)
    for value, typed in {
        "date 2.4": {"until": "31 Oct 2023", "reason": "The marketing officer started late."},
        "withdraw 2.6": {"reason": "The hubs are the health trust’s now."},
        "merge 2.7": {"into": "2.5", "reason": "They are one."},
        "close 2.2": {"evidence": "https://example.org/fair", "reason": "All has been done."},
    }.items():
        path = form("action.propose", value, f"/actions/{value.split()[1]}")
        assert "waits for the meeting of 19 July 2023" in words_in(sro.sends(path, on=path, **typed).text)
    path = form("action.propose", "new", "/requests")
    assert path.replace("&", "&amp;") in sro.get("/")
    new = {
        "title": "Recruit ten carers",
        "area": "2",
        "board": "Workforce Board",
        "owner": "Workforce SRO",
        "due": "30 Sep 2023",
    }
    said = words_in(sro.sends(path, on=path, **new).text)
    assert "Proposed as P5: A new action 2.8. The Improvement Board decides it on 19 July 2023." in said
    path = form("board.request_form", "Improvement Board")
    assert path.replace("&", "&amp;") in sro.get(ASKED)
    said = words_in(sro.sends(path, on=path, ask="endorse", what="the review of the front door", section="4").text)
    assert "Proposed as P6: Request to endorse." in said
    assert "What the Improvement Board is asked on 19 July 2023 6 items, of which 6 wait." in said
    for part in ("1. A new date for 2.4", "6. Request to endorse", "the review of the front door (section 4)"):
        assert part in said
    assert "Agreed as amended" not in said

    clock.set("2023-07-19 14:00")
    secretary, sro = signed_in(SECRETARY), signed_in(SRO)
    assert "Item 1 of 6: A new date for 2.4 Action 2.4" not in words_in(sro.get(ASKED))
    assert "Item 1 of 6: A new date for 2.4" in words_in(secretary.get("/requests"))
    said = decide(secretary, 1, "agreed", words="With thanks.")
    assert "A new date for 2.4: agreed (D1, Improvement Board, 19 July 2023). “With thanks.” 2.4: March" in said
    assert "Item 2 of 6: Withdrawing 2.6" in said
    decide(secretary, 2, "not-agreed")
    said = decide(secretary, 3, "amended", words="2.4, it fits better there")
    assert "2.7: in the plan → merged into 2.4." in said
    said = decide(secretary, 4, "deferred", words="no evidence yet", until=LATER)
    assert "Closing 2.2: deferred to 30 August 2023 (D4, Improvement Board, 19 July 2023). “no evidence yet”" in said
    said = decide(secretary, 5, "agreed")
    assert "2.8 is in the plan: Recruit ten carers." in said
    assert "Nothing waits any more" in decide(secretary, 6, "agreed")
    assert "Undone: D6, Improvement Board" in press(secretary, f"{ASKED}&recorded=P6", "Undo")
    assert "Item 6 of 6: Request to endorse" in words_in(secretary.get(ASKED))
    assert action(example, "2.4").approved_due == date(2023, 10, 31)
    assert action(example, "2.6").ended is None

    path = form("board.arising_form", "1")
    wrong = secretary.sends(path, on=ASKED, owner=SRO)
    assert wrong.status_code == 422
    assert "What is to be done, and by whom?" in words_in(wrong.text)
    said = words_in(secretary.sends(path, on=path, what="report on recruitment", owner=SRO, due="2023-08-01").text)
    assert "Action arising from D1, Improvement Board, 19 July 2023: report on recruitment (Workforce" in said

    said = words_in(sro.get("/actions/2.4"))
    assert "Original deadline March 2023 Approved deadline 31 October 2023" in said
    assert "Moved: from March 2023 to 31 October 2023 (D1, Improvement Board, 19 July 2023)." in said
    clock.set("2023-08-02 10:00")
    sro = signed_in(SRO)
    assert "on 19 July 2023 6 items, of which 1 waits." in words_in(sro.get("/requests"))
    asked = words_in(sro.get(f"/requests?{urlencode({'meeting': '2023-08-30 Improvement Board'})}"))
    assert "What the Improvement Board is asked on 30 August 2023 2 items, of which 2 wait." in asked
    assert "report on recruitment Workforce SRO, by 1 August 2023 overdue . D1, Improvement Board" in asked
    said = words_in(sro.get("/decisions"))
    assert "Entered by Board Secretary on 19 July 2023, 14:00, for P1." in said
    assert said.index("D1. A new date") < said.index("D5. A new action 2.8: agreed")
    assert "D6" not in said, "it was undone"
    assert "is done, as called on 2 August 2023" in press(signed_in(SECRETARY), "/decisions", "Done")
    assert "Nothing that a board has asked for is open." in words_in(sro.get("/decisions"))


@pytest.mark.usefixtures("asked_eight")
def test_the_walk_is_taken_up_where_it_was_left_and_any_item_can_come_first(
    signed_in: SignIn, example: Database
) -> None:
    guest = signed_in(SECRETARY)
    decide(guest, 1, "agreed")
    assert "Item 2 of 8" in words_in(signed_in(SECRETARY).get(ASKED))
    assert "Item 5 of 8" in words_in(guest.get(f"{ASKED}&item=5"))
    assert html_of(form("board.entry", "5")) in guest.page
    for other in ("1", "99", "x"):
        assert "Item 2 of 8" in words_in(guest.get(f"{ASKED}&item={other}"))
    assert decisions(example) == [("D1", Outcome.AGREED, True)]


@pytest.mark.usefixtures("asked_eight")
def test_an_outcome_that_cannot_be_entered_comes_back_with_all_that_was_typed(
    signed_in: SignIn, example: Database
) -> None:
    guest = signed_in(SECRETARY)
    path = form("board.entry", "1")
    for typed, name, why in (
        ({"outcome": "amended"}, "words", "As amended how?"),
        ({"outcome": "amended", "words": "gladly"}, "words", "As amended to which new date?"),
        ({"outcome": "agreed", "words": "Child born 03/04/2015 moved."}, "outcome", "Please say it without"),
        ({"outcome": "agreed", "day": "2023-07-25"}, "outcome", "25 July 2023 lies ahead"),
        ({"outcome": ""}, "outcome", "What was the outcome?"),
        ({"outcome": "maybe"}, "outcome", "Choose one of the options."),
    ):
        answer = guest.sends(path, on=ASKED, **typed)
        assert answer.status_code == 422, typed
        assert why in answer.text.partition(f'id="u-{name}-error"')[2].partition("</p>")[0], typed
        again = fields_of(answer.text, path)
        assert again["words"] == typed.get("words", "")
        assert again.get("outcome", "") in (typed["outcome"], "")
    assert decisions(example) == []


@pytest.mark.usefixtures("asked_eight")
def test_what_was_decided_elsewhere_is_entered_with_body_day_and_minute(signed_in: SignIn, example: Database) -> None:
    guest = signed_in(SECRETARY)
    path = form("board.entry", "5")
    assert path.replace("&", "&amp;") in guest.get(ASKED)
    typed = {"outcome": "agreed", "body": "Workforce Board", "day": "2023-07-12", "minute": "4.2"}
    said = words_in(guest.sends(path, on=path, **typed).text)
    assert "agreed (D1, Workforce Board, 12 July 2023)" in said
    assert "Minute 4.2." in words_in(guest.get("/decisions?words=workforce"))
    assert [each[0] for each in decisions(example)] == ["D1"]


@pytest.mark.usefixtures("asked_eight")
def test_who_may_not_decide_sees_no_button_and_is_refused(
    signed_in: SignIn, example: Database, example_dispatcher: Dispatcher
) -> None:
    somebody(example_dispatcher, SECRETARY).types("/board decide 1 agreed")
    somebody(example_dispatcher, SECRETARY).types("/board arising D1 report owner:workforce.sro@example.org")
    before = decisions(example)
    for email in (CHAIR, SRO, OBSERVER):
        guest = signed_in(email)
        for page in (ASKED, "/decisions"):
            said = guest.get(page)
            for no in (
                "board.entry",
                "board.undo",
                "board.arising",
                "Undo",
                "Agreed as amended",
                ">Done<",
                "Decide it",
            ):
                assert no not in said, (email, page, no)
        for verb, value in (("board.entry", "2"), ("board.arising_form", "1")):
            assert "it is for the secretariat" in guest.get(form(verb, value), 403)
            answer = guest.sends(form(verb, value), on="/", outcome="agreed", what="report", owner=SRO)
            assert answer.status_code == 403
        for verb, value in (("board.undo_decision", "1"), ("board.arising_done", "1"), ("board.decide", JULY)):
            answer = guest.sends("/press", on="/", verb=verb, value=value, back=ASKED)
            assert answer.status_code == 403
            assert "it is for the secretariat" in answer.text
    observer = signed_in(OBSERVER)
    assert "board.request_form" not in observer.get(ASKED)
    assert "action.propose" not in observer.page
    assert "action.propose" not in observer.get("/")
    for verb, value in (("board.request_form", ""), ("action.propose", "new")):
        assert observer.get(form(verb, value), 403)
        assert observer.sends(form(verb, value), on="/", ask="note", what="it", title="It").status_code == 403
    assert decisions(example) == before
    with example.read() as session:
        assert [each.done_on for each in session.exec(select(ActionArising))] == [None]


@pytest.mark.usefixtures("asked_eight")
def test_a_decision_of_no_page_of_ours_is_not_entered(signed_in: SignIn, example: Database, address: str) -> None:
    guest = signed_in(SECRETARY)
    path = form("board.entry", "1")
    typed = fields_of(guest.get(ASKED), path) | {"outcome": "agreed"}
    for token in ("", "guessed", fields_of(signed_in(CHAIR).get("/"), "/sign-out")["csrf"]):
        assert guest.client.post(path, data=typed | {"csrf": token}).status_code == 403
    assert guest.client.post(path, data=typed, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert Guest(address).client.post(path, data=typed).status_code == 401
    assert decisions(example) == []
    for _ in range(2):
        assert guest.client.post(path, data=typed).url.path == "/requests"
    assert decisions(example) == [("D1", Outcome.AGREED, True)]


@pytest.mark.usefixtures("asked_eight")
def test_who_comes_second_is_told_and_changes_nothing(signed_in: SignIn, example_dispatcher: Dispatcher) -> None:
    guest = signed_in(SECRETARY)
    path = form("board.entry", "1")
    typed = fields_of(guest.get(ASKED), path) | {"outcome": "not-agreed", "words": "Too late."}
    somebody(example_dispatcher, SECRETARY).types("/board decide 1 agreed")
    answer = guest.client.post(path, data=typed)
    assert answer.status_code == 422
    assert "That is decided: agreed (D1, Improvement Board, 19 July 2023)" in words_in(answer.text)
    assert "Too late." in answer.text
    page = guest.get(ASKED)
    undo = fields_of(page, "/press")
    assert undo["verb"] == "board.undo_decision"
    somebody(example_dispatcher, SECRETARY).types("/board decide undo")
    answer = guest.client.post("/press", data=undo)
    assert answer.status_code == 409
    assert "D1 of 19 July 2023 was undone" in words_in(answer.text)
    assert html_of(path) in guest.get(ASKED)


def test_what_a_meeting_left_over_is_decided_at_the_next_under_a_number_that_is_fixed_first(
    signed_in: SignIn, example: Database, example_dispatcher: Dispatcher, clock: Clock
) -> None:
    somebody(example_dispatcher, SRO).types(PROPOSED[0])
    clock.set("2023-08-30 14:00")
    august = f"/requests?{urlencode({'meeting': '2023-08-30 Improvement Board'})}"
    secretary = signed_in(SECRETARY)
    assert "Go through them" in words_in(secretary.get(august))
    assert "board.entry" not in secretary.page.partition("All items")[0]
    assert "Item 1 of 1" in press(secretary, august, "Go through them")
    old = words_in(secretary.get(ASKED))
    assert "Carried over to 30 August 2023." in old
    assert "Item 1" not in old
    path = form("board.entry", "1", august)
    assert "D1, Improvement Board, 30 August 2023" in words_in(secretary.sends(path, on=august, outcome="agreed").text)
    assert len(decisions(example)) == 1


@pytest.mark.usefixtures("asked_eight")
def test_decisions_are_found_by_board_action_words_and_state(signed_in: SignIn, example_dispatcher: Dispatcher) -> None:
    secretary = somebody(example_dispatcher, SECRETARY)
    for number in range(1, 9):
        secretary.types(f"/board decide {number} agreed")
    secretary.types("/board arising D2 report owner:workforce.sro@example.org")
    guest = signed_in(OBSERVER)
    for asked, found in (
        ({}, ["D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8"]),
        ({"action": "2.4"}, ["D1"]),
        ({"action": "2.8"}, ["D4"]),
        ({"words": "front door"}, ["D8"]),
        ({"board": "Improvement Board", "words": "merging"}, ["D3"]),
        ({"state": "open"}, ["D2"]),
        ({"state": "done"}, []),
        ({"board": "Workforce Board"}, []),
    ):
        page = guest.get(f"/decisions?{urlencode(asked)}")
        assert re.findall(r'<h4 id="decision-\d+">(D\d+)\.', page) == found, asked
        assert (
            fields_of(page.replace('method="get"', 'method="post"'), "/decisions#decisions").items()
            >= {name: value for name, value in asked.items() if name in ("action", "words")}.items()
        )


@pytest.mark.parametrize("meeting", ["2023-07-20 Improvement Board", "2023-07-19 Nobody", "31 Feb", "Nobody"])
def test_a_meeting_that_is_none_is_said_in_words(signed_in: SignIn, meeting: str) -> None:
    assert "There is nothing here" in signed_in(SRO).get(f"/requests?{urlencode({'meeting': meeting})}", 404)


@pytest.mark.parametrize("recorded", ["P99", "P", "A1", "D1", "x", "<b>", "P1 or 1", "P١"])
def test_what_was_not_recorded_is_not_said(signed_in: SignIn, recorded: str) -> None:
    guest = signed_in(SRO)
    for path in ("/requests", "/decisions", "/actions/2.4"):
        assert 'class="done"' not in guest.get(f"{path}?{urlencode({'recorded': recorded})}")


BY_PAGES: dict[str, dict[str, str]] = {
    "date 2.4": {"until": "31 Oct 2023", "reason": "marketing officer started late"},
    "withdraw 2.6": {"reason": "the hubs are the health trust’s now"},
    "merge 2.7": {"into": "2.5", "reason": "they are one"},
    "split 2.3": {"parts": "Keep social workers\nKeep carers", "reason": "it is two"},
    "board 2.1": {"board": "Practice and Service Delivery Board", "reason": "it is theirs"},
    "new": {
        "title": "Recruit ten carers",
        "area": "2",
        "board": "Workforce Board",
        "owner": "Workforce SRO",
        "due": "30 Sep 2023",
    },
    "close 2.2": {"evidence": "https://example.org/fair all has been done"},
}
"""What `PROPOSED` says in chat, but for the request, as it is filled in."""

OUTCOMES = (
    ("agreed", "agreed", ""),
    ("not agreed", "not-agreed", ""),
    ("amended 2.4, it fits better there", "amended", "2.4, it fits better there"),
    ("agreed", "agreed", ""),
    ("agreed as it stands", "agreed", "as it stands"),
    ("agreed", "agreed", ""),
    ("deferred to 19 Jul 2023 no evidence", "deferred", "no evidence"),
    ("agreed", "agreed", ""),
)
"""What the board made of each of the eight: typed in chat; pressed on the page, and the words beside it."""


def by_chat(dispatcher: Dispatcher) -> None:
    for line in PROPOSED:
        somebody(dispatcher, SRO).types(line)
    secretary = somebody(dispatcher, SECRETARY)
    for number, (typed, _, _) in enumerate(OUTCOMES, 1):
        assert secretary.types(f"/board decide {number} {typed}").data["decision"] == f"D{number}"
    secretary.types("/board decide undo")
    secretary.types("/board arising D1 report owner:workforce.sro@example.org due:2023-07-01")


def by_pages(dispatcher: Dispatcher) -> None:
    asked = f"/requests?{urlencode({'meeting': '2023-06-07 Improvement Board'})}"
    with serving_pages(dispatcher) as address:
        sro, secretary = (Guest(address, link_for(dispatcher, email)) for email in (SRO, SECRETARY))
        for value, typed in BY_PAGES.items():
            path = form("action.propose", value, asked)
            assert "Proposed as" in words_in(sro.sends(path, on=path, **typed).text)
        path = form("board.request_form", "", asked)
        sro.sends(path, on=path, ask="endorse", what="the review of the front door")
        for number, (_, outcome, words) in enumerate(OUTCOMES, 1):
            path = form("board.entry", str(number), asked)
            answer = secretary.sends(path, on=asked, outcome=outcome, words=words, until="2023-07-19")
            assert f"(D{number}, Improvement Board, 7 June 2023)" in words_in(answer.text)
        press(secretary, f"{asked}&recorded=P8", "Undo")
        path = form("board.arising_form", "1", asked)
        secretary.sends(path, on=path, what="report", owner=SRO, due="2023-07-01")


def test_what_chat_and_pages_leave_in_the_record_is_the_same(engine: Engine) -> None:
    left = []
    for way in (by_chat, by_pages):
        with engine.fresh(fill_example) as database:
            with database.read() as session:
                before = session.exec(select(func.max(Event.id))).one()
            way(Dispatcher(database, registry, Clock("2023-06-07 10:00")))
            with database.read() as session:
                events = session.exec(select(Event).where(col(Event.id) > before).order_by(col(Event.id))).all()
                made = session.exec(select(Decision).order_by(col(Decision.id))).all()
                proposed = session.exec(select(Proposal).order_by(col(Proposal.id))).all()
                assert first_broken(session, 1) is None
            left.append(
                (
                    [
                        (each.what, each.subject, each.before, each.after)
                        for each in events
                        if not each.what.startswith(("link.", "session."))
                    ],
                    [(each.name, each.on, each.outcome, each.words, each.until, each.undone_at) for each in made],
                    [(each.name, each.kind, each.before, each.after, each.said) for each in proposed],
                )
            )
    assert left[0][0]
    assert left[0] == left[1]


def test_only_a_second_move_stands_out(signed_in: SignIn, example_dispatcher: Dispatcher) -> None:
    sro, secretary = somebody(example_dispatcher, SRO), somebody(example_dispatcher, SECRETARY)
    sro.types(PROPOSED[5])
    secretary.types("/board decide P1 agreed")
    for number, on in ((2, "31 Oct 2023"), (3, "30 Nov 2023")):
        sro.types(f"/action 2.8 date {on} the officer started late")
        secretary.types(f"/board decide P{number} agreed")
    page = signed_in(SRO).get("/actions/2.8")
    assert re.search(r"<p>Added [^<]*D1", page)
    assert "<p>Moved: from 30 September 2023 to 31 October 2023 (D2" in page
    assert "<p><strong>Moved again, 2 times by now: from 31 October 2023 to 30 November 2023 (D3" in page
