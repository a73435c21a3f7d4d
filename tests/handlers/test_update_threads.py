"""A reply in the thread of a message of the bot is an update of the action that the message is about."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from handlers.cards import Card, Text
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from handlers.requests import Origin
from tests.asking import Somebody
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
WORKFORCE = "workforce.sro@example.org"


def posted(dispatcher: Dispatcher, card: Card, message: str = "17.1") -> str:
    assert dispatcher.posted(card, "test", "C1", message)
    return message


@no_sql_differs
def test_a_reply_needs_no_ref_when_the_message_is_about_one_action(as_person: Asked) -> None:
    sro = as_person(WORKFORCE)
    thread = posted(sro.dispatcher, sro.types("/action 2.3"))
    card = sro.says("amber/amber pay talks go on", replying_to=thread)
    assert card.data["ref"] == "2.3"
    assert "pay talks go on" in in_words(card)
    assert sro.says("No change", replying_to=thread).data["kind"] == "no change"


@no_sql_differs
def test_a_reply_may_name_another_action_or_several(as_person: Asked) -> None:
    sro = as_person(WORKFORCE)
    thread = posted(sro.dispatcher, sro.types("/action 2.3"))
    assert sro.says("2.6 green/grey hubs open", replying_to=thread).data["ref"] == "2.6"
    both = sro.says("2.3 amber/amber one\n2.6 green/grey two", replying_to=thread)
    assert [each["ref"] for each in both.data["recorded"]] == ["2.3", "2.6"]


@no_sql_differs
def test_a_reply_about_several_actions_must_say_which(as_person: Asked) -> None:
    sro = as_person(WORKFORCE)
    thread = posted(sro.dispatcher, sro.types("/action mine"))
    card = sro.says("amber/amber pay talks go on", replying_to=thread, private=True)
    assert "Each line begins with the ref of an action" in in_words(card)
    assert "amber/amber pay talks go on" in in_words(card)
    assert sro.is_left_alone("amber/amber pay talks go on", replying_to=thread)
    assert sro.says("2.3 amber/amber pay talks go on", replying_to=thread).data["ref"] == "2.3"


@no_sql_differs
def test_the_answer_is_itself_a_message_to_reply_to(as_person: Asked) -> None:
    sro = as_person(WORKFORCE)
    first = sro.types("/update 2.3 amber/amber pay talks")
    thread = posted(sro.dispatcher, first)
    assert sro.says("green/amber pay agreed", replying_to=thread).data["activity"] == "green"


@no_sql_differs
def test_the_right_is_asked_for_in_a_thread_too(as_person: Asked) -> None:
    chair, other = as_person("chair@example.org"), as_person("send.sro@example.org")
    thread = posted(chair.dispatcher, chair.types("/action 2.3"))
    assert chair.says("amber/amber my view", replying_to=thread, private=True).title == "Not open to you"
    refused = other.says("amber/amber my view", replying_to=thread, private=True)
    assert "is not yours to update" in in_words(refused)
    assert "is not yours to update" in in_words(other.says("2.3 amber/amber my view", replying_to=thread))


@no_sql_differs
def test_in_a_channel_others_may_talk_about_an_action(as_person: Asked) -> None:
    chair, other, sro = (as_person(f"{name}@example.org") for name in ("chair", "send.sro", "workforce.sro"))
    thread = posted(chair.dispatcher, chair.types("/action 2.3"))
    for who in (chair, other, Somebody(chair.dispatcher, None)):
        assert who.is_left_alone("amber sounds right to me", replying_to=thread)
    assert sro.says("amber sounds right to me", replying_to=thread).data["ref"] == "2.3"


@pytest.mark.parametrize("thread", ["99.9", "17.1"])
def test_talk_among_people_is_not_the_bots_business(as_person: Asked, thread: str) -> None:
    sro = as_person(WORKFORCE)
    posted(sro.dispatcher, Card("About nothing in particular", (Text("Good morning."),)))
    assert sro.is_left_alone("2.3 amber/amber pay talks", replying_to=thread)


@no_sql_differs
def test_the_same_message_id_elsewhere_is_another_message(as_person: Asked) -> None:
    sro = as_person(WORKFORCE)
    thread = posted(sro.dispatcher, sro.types("/action 2.3"))
    origin = Origin("test", "C1", private=False, replying_to=thread)
    for elsewhere in (replace(origin, channel="C2"), replace(origin, door="other")):
        assert sro.dispatcher.message(sro.id, "amber/amber pay talks", elsewhere) is None


@no_sql_differs
def test_a_command_typed_in_a_thread_is_a_command(as_person: Asked) -> None:
    sro = as_person(WORKFORCE)
    thread = posted(sro.dispatcher, sro.types("/action 2.3"))
    assert sro.says("/brag workforce", replying_to=thread).title.startswith("BRAG position")
    update = sro.says("action taken: amber is still right", replying_to=thread)
    assert update.data["ref"] == "2.3", "in a thread about an action a sentence is not a command"
