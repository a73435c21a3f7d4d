"""The Slack door through the real client over real sockets, in both modes: who asks, what they see, where it goes."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest
from sqlmodel import select

from models.outbox.deliveries import Delivery
from models.people.people import Account
from models.record.database import Database
from tests.bot.slack_office import Office, clean
from tests.bot.slack_world import MODES, World, fill_people, world
from tests.databases import Engine

pytestmark = pytest.mark.anyio

TYPED = "<!channel> <@U02CHAIR> *bold* https://example.org & more"


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


async def test_a_command_is_answered_for_the_askers_eyes_in_the_acknowledgement(here: World) -> None:
    seen = clean(await here.slack.slash(here.sro, here.channel, "/update", "2.4 amber"))
    assert seen.answer.only_for == here.sro
    assert seen.answer.shown.lines == ["Echo", "2.4 amber"]
    assert not [call for call in here.slack.calls if call.method in ("chat.postEphemeral", "response_url")]


async def test_what_was_typed_is_shown_as_typed_and_pings_nobody(here: World) -> None:
    here.accounts["other"] = here.slack.add_user(None, "Other Person")
    whispered = clean(await here.slack.slash(here.sro, here.channel, "/update", TYPED)).answer
    posted = clean(await here.slack.slash(here.sro, here.channel, "/share", TYPED)).answer
    wrote = clean(await here.slack.message(here.sro, here.slack.direct_channel(here.sro), f"update {TYPED}")).answer
    for message in (whispered, posted, wrote):
        assert TYPED in message.shown.text
        assert not message.shown.pings
        assert not message.shown.links
        assert message.formatting["parse"] == "none"
    mentioned = await here.slack.message(here.sro, here.slack.direct_channel(here.sro), "update @Other Person @channel")
    assert "@Other Person @channel" in mentioned.answer.shown.text
    assert not mentioned.answer.shown.pings


async def test_a_shared_card_is_posted_and_a_reply_in_its_thread_is_understood(here: World, office: Office) -> None:
    posted = clean(await here.slack.slash(here.chair, here.channel, "/share", "the position")).answer
    assert posted.only_for is None
    assert posted.metadata == {"event_type": "secretariat", "event_payload": {"about": "2.4"}}
    replied = clean(await here.slack.message(here.sro, here.channel, "amber, fair booked", posted.ts))
    assert office.ran[-1] == ("echo", "workforce.sro@example.org", "2.4 amber, fair booked")
    assert (replied.answer.only_for, replied.answer.thread_ts) == (here.sro, posted.ts)


async def test_talk_among_people_is_none_of_our_business(here: World, office: Office) -> None:
    await here.slack.message(here.chair, here.channel, "good morning")
    parent = here.slack.workspace.messages[-1]
    seen = clean(await here.slack.message(here.sro, here.channel, "2.4 amber", parent.ts))
    assert not seen.posted
    assert not seen.whispered
    assert not office.ran


async def test_a_mention_is_answered_once_in_a_thread_of_ours_and_elsewhere(here: World, office: Office) -> None:
    alone = clean(await here.slack.message(here.sro, here.channel, "@secretariat update 2.4 amber"))
    assert alone.answer.shown.lines[1] == "2.4 amber"
    posted = clean(await here.slack.slash(here.chair, here.channel, "/share", "x")).answer
    office.ran.clear()
    clean(await here.slack.message(here.sro, here.channel, "@secretariat amber", posted.ts))
    assert len(office.ran) == 1
    parent = here.slack.workspace.messages[0]
    other = clean(await here.slack.message(here.sro, here.channel, "@secretariat help", parent.ts))
    assert other.answer.shown.lines[0] == "Help"


async def test_the_bot_does_not_answer_itself_or_another_bot(here: World, office: Office) -> None:
    posted = clean(await here.slack.slash(here.chair, here.channel, "/share", "x")).answer
    other = here.slack.add_user("chair@example.org", "other-bot")
    office.ran.clear()
    for kind in ("message", "app_mention"):
        for user in (posted.user, other):
            said = replace(
                posted, user=user, ts=here.slack.workspace.timestamp(), thread_ts=posted.ts, text="2.4 amber"
            )
            seen = clean(await here.slack.overhear(said, kind))
            assert not [*seen.posted, *seen.whispered]
    assert not office.ran


async def test_buttons_and_menus_run_their_verb_with_their_value(here: World) -> None:
    answer = (await here.slack.slash(here.sro, here.channel, "/update", "x")).answer
    assert clean(await here.slack.press(here.sro, answer, "Again")).answer.shown.lines[1] == "again"
    assert clean(await here.slack.press(here.sro, answer, "Which?", "2.4 Carers")).answer.shown.lines[1] == "2.4"


async def test_a_form_opens_takes_mistakes_back_and_records(here: World) -> None:
    opened = clean(await here.slack.slash(here.sro, here.channel, "/form", "2.4"))
    assert opened.form.title == "Update 2.4"
    mistaken = clean(await here.slack.submit(here.sro, {"change": "wrong"}))
    assert mistaken.errors == {"change": "Say more."}
    assert mistaken.form.title == "Update 2.4"
    sent = clean(await here.slack.submit(here.sro, {"change": TYPED}))
    assert sent.view is None
    assert sent.answer.only_for == here.sro
    assert sent.answer.shown.lines == ["Recorded 2.4", TYPED, "workforce.sro@example.org"]


async def test_a_form_that_needs_more_fields_comes_back_with_them(here: World) -> None:
    await here.slack.slash(here.sro, here.channel, "/form", "2.4")
    longer = clean(await here.slack.submit(here.sro, {"change": "red"}))
    assert "A Red needs a cause." in longer.form.shown.text
    sent = clean(await here.slack.submit(here.sro, {"cause": "Nobody applied"}))
    assert sent.answer.shown.lines[1] == "red"


async def test_two_people_submitting_for_the_same_action_are_both_kept_and_both_told(
    here: World, office: Office
) -> None:
    shared = (await here.slack.slash(here.chair, here.channel, "/share", "x")).answer
    await here.slack.press(here.chair, shared, "Form")
    await here.slack.press(here.sro, shared, "Form")
    first = clean(await here.slack.submit(here.chair, {"change": "from the chair"})).answer
    second = clean(await here.slack.submit(here.sro, {"change": "from the SRO"})).answer
    assert [what for what in office.ran if what[0] == "submit"] == [
        ("submit", "chair@example.org", "2.4"),
        ("submit", "workforce.sro@example.org", "2.4"),
    ]
    assert (first.only_for, second.only_for) == (here.chair, here.sro)
    assert "from the chair" in first.shown.text
    assert "from the SRO" in second.shown.text


async def test_a_long_answer_comes_in_several_messages(here: World) -> None:
    seen = clean(await here.slack.slash(here.sro, here.channel, "/long"))
    assert [message.only_for for message in seen.whispered] == [here.sro] * 3
    text = "\n".join(message.shown.text for message in seen.whispered)
    assert all(f"Paragraph {number}" in text for number in range(120))


async def test_somebody_is_recognised_by_the_verified_address_and_linked(here: World) -> None:
    await here.slack.slash(here.sro, here.channel, "/update", "x")
    await here.slack.slash(here.sro, here.channel, "/update", "y")
    (account,) = here.rows(lambda session: session.exec(select(Account)).all())
    assert (account.platform, account.tenant, account.account) == ("slack", here.slack.team_id, here.sro)
    assert [call.method for call in here.slack.calls].count("users.info") == 1


@pytest.mark.parametrize(
    "traits",
    [{"deleted": True}, {"is_bot": True}, {"is_restricted": True}, {"is_stranger": True}, {"team_id": "T0OTHER"}],
    ids=str,
)
async def test_nobody_else_is_recognised(here: World, office: Office, traits: dict[str, object]) -> None:
    impostor = here.slack.add_user("chair@example.org", "Independent Chair", **traits)
    here.slack.workspace.channels[here.channel].members.add(impostor)
    seen = await here.slack.slash(impostor, here.channel, "/update", "x")
    assert "I do not know this account" in seen.answer.shown.text
    assert not office.ran
    assert not here.rows(lambda session: session.exec(select(Account)).all())


async def test_a_name_alone_is_not_enough(here: World, office: Office) -> None:
    namesake = here.slack.add_user("somebody@example.com", "chair")
    here.slack.workspace.channels[here.channel].members.add(namesake)
    seen = clean(await here.slack.slash(namesake, here.channel, "/update", "x"))
    assert "Ask the secretariat to add you" in seen.answer.shown.text
    assert not office.ran


async def test_a_file_sent_directly_is_fetched_with_the_token(here: World, office: Office) -> None:
    direct = here.slack.direct_channel(here.secretary)
    seen = clean(await here.slack.share_file(here.secretary, direct, "plan.csv", b"Ref,Action\n2.4,x\n"))
    assert seen.answer.shown.lines == ["plan.csv: 17 bytes"]
    again = clean(await here.slack.redeliver())
    assert not again.posted
    assert here.slack.web_api.scopes is not None
    here.slack.web_api.scopes.remove("files:read")
    refused = clean(await here.slack.share_file(here.secretary, direct, "plan.csv", b"Ref,Action\n"))
    assert "Slack did not hand it over" in refused.answer.shown.text
    assert [what for what, _, _ in office.ran] == ["file"]


async def test_the_token_is_shown_to_slack_alone(here: World, office: Office) -> None:
    direct = here.slack.direct_channel(here.secretary)
    here.slack.web_api.file_object = lambda file: {  # type: ignore[method-assign]
        "id": file.id,
        "name": file.name,
        "size": 3,
        "url_private_download": "http://127.0.0.1:9/elsewhere",
    }
    seen = clean(await here.slack.share_file(here.secretary, direct, "plan.csv", b"abc"))
    assert "not kept in Slack" in seen.answer.shown.text
    assert not office.ran


async def test_answers_in_a_direct_conversation_stay_and_have_threads(here: World, office: Office) -> None:
    direct = here.slack.direct_channel(here.sro)
    answer = clean(await here.slack.slash(here.sro, direct, "/update", "x")).answer
    assert answer.only_for is None
    reply = clean(await here.slack.message(here.sro, direct, "green, done", answer.ts)).answer
    assert office.ran[-1][2] == "2.4 green, done"
    assert reply.thread_ts == answer.ts


async def test_a_message_for_somebody_else_is_delivered_and_marked_as_sent(here: World) -> None:
    seen = clean(await here.slack.slash(here.sro, here.channel, "/tell", "look at 2.4"))
    (told,) = seen.posted
    assert told.channel == here.slack.direct_channel(here.chair)
    assert "look at 2.4" in told.shown.text
    delivery = here.rows(lambda session: session.exec(select(Delivery)).one())
    assert (delivery.door, delivery.channel, delivery.message_id) == ("slack", told.channel, told.ts)


async def test_where_the_bot_is_no_member_sharing_still_works_or_says_why_not(here: World) -> None:
    private = here.slack.add_channel("private", here.chair, private=True, with_bot=False)
    seen = await here.slack.slash(here.chair, private, "/share", "the position")
    assert "the position" in seen.posted[0].shown.text
    assert seen.posted[0].channel == private
    assert "/invite me" in seen.whispered[0].shown.text


async def test_the_home_tab(here: World) -> None:
    clean(await here.slack.open_home(here.chair))
    assert here.slack.home(here.chair).shown.lines[0]


async def test_a_button_on_the_home_tab_is_answered_directly_and_the_tab_renewed(here: World) -> None:
    clean(await here.slack.open_home(here.sro))
    tab = here.slack.home(here.sro)
    tab.content["blocks"].append(
        {
            "type": "actions",
            "block_id": "b",
            "elements": [
                {"type": "button", "text": {"type": "plain_text", "text": "Do"}, "action_id": "echo 0", "value": "v"}
            ],
        }
    )
    answer = clean(await here.slack.press(here.sro, tab, "Do")).answer
    assert answer.channel == here.slack.direct_channel(here.sro)
    assert here.slack.home(here.sro).hash != tab.hash
