"""Answering on the pages: the same form, rules and record as in chat, and nothing typed is lost."""

from collections.abc import Callable, Iterator

import pytest
from sqlmodel import col, select

from handlers.dispatcher import Dispatcher
from models.plan.actions import Action
from models.updates.updates import Update, UpdateKind
from tests.asking import Clock, somebody
from tests.bot.pages_stage import CHAIR, SRO, Guest, fields_of, link_for, serving_pages, words_in
from tests.databases import Engine

FORM = "/returns/2.4"
RED = {"activity": "red", "impact": "red", "recovery_date": "2023-09-30"}


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    return sqlite


@pytest.fixture
def address(example_dispatcher: Dispatcher) -> Iterator[str]:
    with serving_pages(example_dispatcher) as address:
        yield address


@pytest.fixture
def sro(example_dispatcher: Dispatcher, address: str, clock: Clock) -> Guest:
    clock.set("2023-06-22 10:00")  # returns for 19 July are being collected
    return Guest(address, link_for(example_dispatcher, SRO))


def updates(dispatcher: Dispatcher, ref: str = "2.4") -> list[Update]:
    with dispatcher.database.read() as session:
        of_action = select(Update).join(Action).where(Action.ref == ref).order_by(col(Update.id))
        return list(session.exec(of_action))


def test_the_own_return_comes_first_and_each_action_has_its_form(sro: Guest) -> None:
    page = sro.get("/returns")
    said = words_in(page)
    assert "You owe 12 updates, 0 given. Your return is due on Wednesday 5 July 2023, in 9 working days" in said
    assert said.index("Your return") < said.index("Everybody’s returns")
    for ref in ("2.1", "2.4", "8.4"):
        assert f'href="/returns/{ref}"' in page


def test_an_update_is_recorded_as_in_chat(sro: Guest, example_dispatcher: Dispatcher) -> None:
    before = len(updates(example_dispatcher))
    answer = sro.sends(FORM, on=FORM, **RED, commentary="Two <new> officers & a “stall”.\r\nSecond line.")
    assert (answer.status_code, answer.url.path) == (200, "/returns")
    assert "Recorded for 2.4 on 22 June 2023, 10:00: Red on activity, Red on impact" in words_in(answer.text)
    assert "You owe 11 updates, 1 given" in words_in(answer.text)
    last = updates(example_dispatcher)[-1]
    assert len(updates(example_dispatcher)) == before + 1
    assert last.commentary == "Two <new> officers & a “stall”.\nSecond line."
    assert last.by_person_id == somebody(example_dispatcher, SRO).id
    assert str(last.recovery_date) == "2023-09-30"
    page = sro.get("/actions/2.4")
    assert "Two &lt;new&gt; officers &amp; a “stall”." in page
    assert "Workforce SRO (for the board of 19 July 2023)" in words_in(page)


def test_the_form_begins_with_the_last_answer(sro: Guest) -> None:
    page = sro.get(FORM)
    typed = fields_of(page, FORM)
    assert (typed["activity"], typed["impact"]) == ("red", "red")
    assert typed["commentary"] == "", "it was given for an earlier board"
    assert "What was said last: The campaign has not started" in words_in(page)


def test_mistakes_come_back_beside_their_fields_with_all_that_was_typed(
    sro: Guest, example_dispatcher: Dispatcher
) -> None:
    before = len(updates(example_dispatcher))
    typed = {"activity": "red", "impact": "grey", "evidence": "no link", "cause": "", "commentary": 'A "<b>" & more'}
    answer = sro.sends(FORM, on=FORM, **typed)
    assert answer.status_code == 422
    assert len(updates(example_dispatcher)) == before
    page = answer.text
    assert "<title>Mistakes: Update 2.4" in page
    assert "answers need another look. Nothing you typed is lost." in words_in(page)
    for name, why in (
        ("evidence", "begins with https://"),
        ("cause", "A Red needs a cause"),
        ("recovery_date", "A Red"),
    ):
        assert f'href="#u-{name}"' in page
        assert f'id="u-{name}-error"' in page
        assert why in page
    again = fields_of(page, FORM)
    assert {name: again[name] for name in typed} == typed
    done = sro.client.post(FORM, data=again | RED | {"evidence": "", "cause": "None agreed"})
    assert "Recorded for 2.4" in words_in(done.text)
    assert len(updates(example_dispatcher)) == before + 1


def test_what_looks_private_is_refused_and_not_stored(sro: Guest, example_dispatcher: Dispatcher) -> None:
    answer = sro.sends(FORM, on=FORM, **RED, commentary="Child born 03/04/2015 moved home.")
    assert answer.status_code == 422
    assert "Please say it without" in answer.text
    assert "03/04/2015" not in str([each.commentary for each in updates(example_dispatcher)])


def test_a_form_sent_twice_is_one_update(sro: Guest, example_dispatcher: Dispatcher) -> None:
    before = len(updates(example_dispatcher))
    typed = fields_of(sro.get(FORM), FORM) | RED | {"commentary": "Once."}
    for _ in range(2):
        assert "Recorded for 2.4" in words_in(sro.client.post(FORM, data=typed).text)
    assert len(updates(example_dispatcher)) == before + 1
    sro.client.post(FORM, data=typed | fields_of(sro.get(FORM), FORM) | {"commentary": "Twice.", **RED})
    assert len(updates(example_dispatcher)) == before + 2


@pytest.mark.parametrize("token", ["", "guessed", "ж"])
def test_a_form_of_no_page_of_ours_changes_nothing(sro: Guest, example_dispatcher: Dispatcher, token: str) -> None:
    before = len(updates(example_dispatcher))
    typed = fields_of(sro.get(FORM), FORM) | RED | {"csrf": token, "commentary": "Forged, or an old page."}
    answer = sro.client.post(FORM, data=typed)
    assert answer.status_code == 403
    assert "Nothing was changed" in answer.text
    assert "Forged, or an old page." in words_in(answer.text)
    assert len(updates(example_dispatcher)) == before


def test_a_form_of_somebody_elses_page_changes_nothing(
    sro: Guest, example_dispatcher: Dispatcher, address: str
) -> None:
    before = len(updates(example_dispatcher))
    token = fields_of(Guest(address, link_for(example_dispatcher, CHAIR)).get("/"), "/sign-out")["csrf"]
    typed = fields_of(sro.get(FORM), FORM) | {"csrf": token}
    assert sro.client.post(FORM, data=typed).status_code == 403
    assert len(updates(example_dispatcher)) == before


def test_a_request_of_another_site_changes_nothing(sro: Guest, example_dispatcher: Dispatcher) -> None:
    before = len(updates(example_dispatcher))
    typed = fields_of(sro.get(FORM), FORM) | RED
    assert sro.client.post(FORM, data=typed, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert len(updates(example_dispatcher)) == before


def test_no_change_is_one_button(sro: Guest, example_dispatcher: Dispatcher) -> None:
    answer = sro.sends("/returns/2.3/no-change", on="/returns")
    said = "No change since 23 May 2023, confirmed on 22 June 2023"
    assert "Recorded for 2.3" in words_in(answer.text)
    assert f"{said}: Amber on activity" in words_in(answer.text)
    assert updates(example_dispatcher, "2.3")[-1].kind is UpdateKind.NO_CHANGE
    assert "You owe 11 updates, 1 no change given" in words_in(answer.text)
    page = words_in(sro.get("/actions/2.3"))
    assert "Workforce SRO (for the board of 19 July 2023, no change)" in page
    assert f"{said}." in page
    assert page.count("An exit date is set") == 1, "what was said in May stands once, with its day"


def test_no_change_that_is_no_answer_opens_the_form_with_what_is_missing(
    sro: Guest, example_dispatcher: Dispatcher
) -> None:
    before = len(updates(example_dispatcher))
    answer = sro.sends("/returns/2.4/no-change", on="/returns")
    assert answer.status_code == 422
    assert "A Red needs a recovery date that lies ahead." in words_in(answer.text)
    assert len(updates(example_dispatcher)) == before
    assert sro.client.post(FORM, data=fields_of(answer.text, FORM) | {"recovery_date": "2023-09-30"}).status_code == 200
    assert updates(example_dispatcher)[-1].kind is UpdateKind.UPDATE


def test_an_action_that_ended_takes_no_update(sro: Guest) -> None:
    assert "takes no more updates" in words_in(sro.get("/returns/5.6", 404))
    assert "Withdrawn on 17 May 2023" in words_in(sro.get("/actions/5.6"))


@pytest.fixture
def in_chat(example_dispatcher: Dispatcher) -> Callable[[str], object]:
    return lambda line: somebody(example_dispatcher, SRO).types(line)


def test_a_draft_of_the_chat_goes_on_in_the_form(sro: Guest, in_chat: Callable[[str], object]) -> None:
    in_chat("/update 2.4 red/red the fair was held")
    assert fields_of(sro.get(FORM), FORM)["commentary"] == "the fair was held"


def test_what_changed_elsewhere_is_on_the_page_at_once(sro: Guest, in_chat: Callable[[str], object]) -> None:
    assert "You owe 12 updates" in words_in(sro.get("/returns"))
    in_chat("/update 2.3 green/amber said in chat")
    assert "You owe 11 updates" in words_in(sro.get("/returns"))
    assert "said in chat" in sro.get("/actions/2.3")


def test_no_change_for_the_rest_is_looked_through_and_then_recorded(sro: Guest, example_dispatcher: Dispatcher) -> None:
    path = "/returns/no-change"
    assert f'href="{path}"' in sro.get("/returns")
    page = sro.get(path)
    said = words_in(page)
    assert "2.4" in said[said.index("Left, since “no change” is no answer") :]
    refs = somebody(example_dispatcher, SRO).types("/return no change").data["no_change"]
    stale = sro.sends(path, on=path, mark="0123456789abcdef")
    assert stale.status_code == 409
    assert "Nothing was recorded" in words_in(stale.text)
    assert "No change recorded for" not in words_in(sro.get("/returns?recorded=no-change"))
    answer = sro.sends(path, on=path)
    assert (answer.status_code, answer.url.path) == (200, "/returns")
    assert f"No change recorded for {', '.join(refs[:-1])} and {refs[-1]}." in words_in(answer.text)
    assert {updates(example_dispatcher, ref)[-1].kind for ref in refs} == {UpdateKind.NO_CHANGE}
    somebody(example_dispatcher, SRO).types("/update undo")
    assert "No change recorded for" not in words_in(sro.get("/returns?recorded=no-change"))
