"""The Slack door in time: acknowledged within three seconds whatever happens, answered once, and never left hanging."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator

import pytest

from bot.slack.forms import BUTTONS_ELSEWHERE
from handlers.observer import Observer
from models.record.database import Database
from tests.bot.slack_office import Office, clean
from tests.bot.slack_world import MODES, World, fill_people, world
from tests.databases import Engine
from tests.slack_server import Seen

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def people(sqlite: Engine) -> Iterator[Database]:
    with sqlite.fresh(fill_people) as database:
        yield database


@pytest.fixture(params=MODES)
async def here(request: pytest.FixtureRequest, office: Office, people: Database) -> AsyncIterator[World]:
    async with world(str(request.param), people, office.registry) as made:
        yield made


@pytest.fixture(params=MODES)
async def hurried(request: pytest.FixtureRequest, office: Office, people: Database) -> AsyncIterator[World]:
    """The same with hardly any patience: a handler that waits is slow."""
    async with world(str(request.param), people, office.registry, patience=0.05) as made:
        yield made


async def test_a_slow_command_is_acknowledged_first_and_answered_after(hurried: World, office: Office) -> None:
    office.open.clear()
    threading.Timer(0.4, office.open.set).start()
    seen = clean(await hurried.slack.slash(hurried.sro, hurried.channel, "/update", "slowly"))
    assert seen.answer.only_for == hurried.sro
    assert "slowly" in seen.answer.shown.text
    assert [call.method for call in hurried.slack.calls][-1] == "response_url"


async def test_many_slow_commands_at_once_are_all_acknowledged_in_time(hurried: World, office: Office) -> None:
    office.open.clear()
    threading.Timer(0.5, office.open.set).start()
    answers = [hurried.slack.slash(hurried.sro, hurried.channel, "/update", f"n{number}") for number in range(40)]
    await asyncio.gather(*answers)
    assert not hurried.slack.timeouts
    said = {each.shown.lines[1] for each in hurried.slack.workspace.messages}
    assert said == {f"n{number}" for number in range(40)}


async def test_a_slow_form_says_that_it_is_saving_and_then_what_was_recorded(hurried: World, office: Office) -> None:
    await hurried.slack.slash(hurried.sro, hurried.channel, "/form", "2.4")
    office.open.clear()
    threading.Timer(0.4, office.open.set).start()
    seen = clean(await hurried.slack.submit(hurried.sro, {"change": "slowly"}))
    assert "Saving…" in hurried.slack.workspace.shown_views[-2].shown.text
    assert seen.form.title == "Recorded 2.4"
    assert "slowly" in seen.form.shown.text
    assert [call.method for call in hurried.slack.calls][-1] == "views.update"


async def test_buttons_of_a_slow_answer_are_in_the_conversation(hurried: World, office: Office) -> None:
    await hurried.slack.slash(hurried.sro, hurried.channel, "/form", "2.4")
    office.open.clear()
    threading.Timer(0.4, office.open.set).start()
    seen = clean(await hurried.slack.submit(hurried.sro, {"change": "with buttons"}))
    assert BUTTONS_ELSEWHERE in seen.form.shown.text
    assert seen.answer.shown.labelled("Again")


async def test_a_slow_mistake_comes_back_in_the_form(hurried: World, office: Office) -> None:
    await hurried.slack.slash(hurried.sro, hurried.channel, "/form", "2.4")
    office.open.clear()
    threading.Timer(0.4, office.open.set).start()
    seen = clean(await hurried.slack.submit(hurried.sro, {"change": "wrong"}))
    assert "What changed: Say more." in seen.form.shown.text
    assert "wrong" in str(seen.form.content)


async def test_an_expired_trigger_gets_a_button_to_go_on(hurried: World, office: Office) -> None:
    office.open.clear()

    def late() -> None:
        hurried.slack.let_pass(4)
        office.open.set()

    threading.Timer(0.3, late).start()
    seen = await hurried.slack.slash(hurried.sro, hurried.channel, "/form", "2.4 & more")
    assert [call.error for call in seen.refusals] == ["expired_trigger_id"]
    assert not seen.timeouts
    assert seen.answer.only_for == hurried.sro
    opened = clean(await hurried.slack.press(hurried.sro, seen.answer, "Open the form"))
    assert opened.form.title.startswith("Update 2.4 & more")
    sent = clean(await hurried.slack.submit(hurried.sro, {"change": "after all"}))
    assert "after all" in sent.answer.shown.text


async def test_going_on_opens_a_window_before_a_slow_form_is_ready(hurried: World, office: Office) -> None:
    shared = (await hurried.slack.slash(hurried.chair, hurried.channel, "/share", "x")).answer

    async def press_late(label: str, message: object) -> Seen:
        office.open.clear()

        def late() -> None:
            hurried.slack.let_pass(4)
            office.open.set()

        threading.Timer(0.3, late).start()
        return await hurried.slack.press(hurried.sro, message, label)  # type: ignore[arg-type]

    expired = await press_late("Form", shared)
    assert [call.error for call in expired.refusals] == ["expired_trigger_id"]
    opened = clean(await press_late("Open the form", expired.answer))
    assert opened.form.title == "Update 2.4"


async def test_a_form_asked_for_in_a_message_waits_behind_a_button(here: World, office: Office) -> None:
    office.registry.commands["/update"] = office.registry.commands["/form"]
    direct = here.slack.direct_channel(here.sro)
    offered = clean(await here.slack.message(here.sro, direct, "update 2.4")).answer
    opened = clean(await here.slack.press(here.sro, offered, "Open the form"))
    assert opened.form.title == "Update 2.4"


async def test_what_is_too_long_for_a_button_is_asked_for_once_more(here: World, office: Office) -> None:
    """Slack refuses a button that carries more than 2,000 characters."""
    office.registry.commands["/update"] = office.registry.commands["/form"]
    direct = here.slack.direct_channel(here.sro)
    offered = clean(await here.slack.message(here.sro, direct, f"update 2.4 {'long ' * 400}")).answer
    assert "Please ask for it once more." in offered.shown.text
    assert not offered.shown.pressables


async def test_a_redelivered_request_is_answered_once(here: World, office: Office) -> None:
    direct = here.slack.direct_channel(here.sro)
    answer = (await here.slack.slash(here.sro, here.channel, "/update", "x")).answer
    again = [clean(await here.slack.redeliver())]
    await here.slack.press(here.sro, answer, "Again")
    again.append(clean(await here.slack.redeliver()))
    await here.slack.message(here.sro, direct, "update y")
    again.append(clean(await here.slack.redeliver()))
    await here.slack.slash(here.sro, here.channel, "/form", "2.4")
    again.append(clean(await here.slack.redeliver()))
    await here.slack.submit(here.sro, {"change": "z"})
    again.append(clean(await here.slack.redeliver()))
    assert not [message for seen in again for message in (*seen.posted, *seen.whispered)]
    assert [what for what, _, _ in office.ran] == ["echo", "echo", "echo", "form", "submit"]


async def test_a_limit_is_waited_for(here: World) -> None:
    here.slack.go_wrong("chat.postMessage", "limited")
    here.slack.go_wrong("chat.postMessage", "broken")
    seen = await here.slack.slash(here.chair, here.channel, "/share", "x")
    assert "Shared" in seen.answer.shown.text
    assert not seen.timeouts


async def test_a_used_up_response_address_is_replaced_by_another_way(hurried: World, office: Office) -> None:
    hurried.slack.go_wrong("response_url", "limited", times=9)
    office.open.clear()
    threading.Timer(0.2, office.open.set).start()
    seen = await hurried.slack.slash(hurried.sro, hurried.channel, "/update", "x")
    assert seen.answer.only_for == hurried.sro
    assert hurried.slack.calls[-1].method == "chat.postEphemeral"


class Failures(Observer):
    """Keeps the doors that failed."""

    def __init__(self) -> None:
        self.at: list[str] = []

    def failure(self, door: str) -> None:
        self.at.append(door)


async def test_a_failure_at_the_door_is_counted_and_has_a_number_and_no_typed_word_in_the_log(
    here: World, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    counted = here.dispatcher.observer = Failures()
    seen = clean(await here.slack.slash(here.sro, here.channel, "/break", "secret words"))
    assert "Something went wrong on our side" in seen.answer.shown.text
    number = seen.answer.shown.lines[-1].split()[-1]
    logged = capsys.readouterr().out + caplog.text
    assert number in logged
    assert "secret words" not in logged
    assert counted.at == ["slack"]


@pytest.mark.parametrize(
    ("command", "method"), [("/share", "chat.postMessage"), ("/form", "views.open")], ids=["sharing", "a form"]
)
async def test_a_slack_that_fails_without_json_is_told_of_like_any_failure(
    here: World, command: str, method: str, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    here.slack.go_wrong(method, "broken", times=9)
    seen = await here.slack.slash(here.chair, here.channel, command, "2.4")
    assert "Something went wrong on our side" in seen.answer.shown.text
    assert not seen.timeouts
    logged = capsys.readouterr().out + caplog.text
    assert "SlackApiError" in logged
    assert "status 500" in logged


async def test_an_answer_whose_window_was_closed_meanwhile_comes_as_a_message(hurried: World, office: Office) -> None:
    for typed in ("slowly", "wrong"):
        await hurried.slack.slash(hurried.sro, hurried.channel, "/form", "2.4")
        office.open.clear()

        def close() -> None:
            hurried.slack.close_form(hurried.sro)
            office.open.set()

        threading.Timer(0.4, close).start()
        seen = await hurried.slack.submit(hurried.sro, {"change": typed})
        assert [call.error for call in seen.refusals] == ["not_found"]
        assert seen.answer.only_for == hurried.sro
        assert typed in seen.answer.shown.text
