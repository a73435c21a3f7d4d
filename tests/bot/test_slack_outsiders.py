"""Somebody of another organisation whose address there is that of the secretary here: nobody, whatever they try.

They sit in a channel that is shared by Slack Connect, and Slack tells the bot of their team wherever it names one. An
account counts only if it belongs to the workspace of the bot's installation, or on Enterprise Grid to its organisation.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import pytest
from sqlmodel import select

from bot.slack.member_names import MOST_NAMES
from models.outbox.deliveries import DeliveryState
from models.people.people import Account
from models.record.database import Database
from tests.bot.slack_office import Office
from tests.bot.slack_post import OVERDUE, post_office
from tests.bot.slack_world import MODES, World, fill_people, world
from tests.databases import Engine, fill_example
from tests.slack_server import Seen

pytestmark = pytest.mark.anyio

ADDRESS = "secretary@example.org"


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


def outsider(here: World, **traits: object) -> str:
    """An account with the secretary's address, in a shared channel of its own and of everybody here."""
    user = here.slack.add_user(ADDRESS, "Board Secretary", **{"team_id": "T0PARTNER", **traits})
    members = (user, here.sro, here.chair, here.secretary)
    here.accounts |= {"outsider": user, "shared": here.slack.add_channel("with-partners", *members, shared=True)}
    return user


async def test_an_outsiders_mentions_are_not_looked_up_and_a_members_are_not_without_end(here: World) -> None:
    """Slack takes so many calls a minute: whoever could make the bot spend them would silence it."""
    user = outsider(here)
    people = [f"Person-{number:03}" for number in range(90)]
    for each in people:
        here.slack.add_user(None, each)
    many = " ".join(f"@{each}" for each in people)
    shared = (await here.slack.slash(here.chair, here.accounts["shared"], "/share", "x")).answer
    await here.slack.message(user, here.accounts["shared"], "lunch?", shared.ts)

    async def looked_up(asks: str) -> int:
        before = len(here.slack.calls)
        await here.slack.message(asks, here.accounts["shared"], f"thanks to {many}", shared.ts)
        return [call.method for call in here.slack.calls[before:]].count("users.info")

    assert await looked_up(user) == 0
    await looked_up(here.sro)
    assert await looked_up(here.sro) == MOST_NAMES


Try = Callable[[World, str, str], Awaitable[Seen]]


async def _command(here: World, user: str, channel: str) -> Seen:
    return await here.slack.slash(user, channel, "/update", "2.4 amber")


async def _direct_message(here: World, user: str, _channel: str) -> Seen:
    return await here.slack.message(user, here.slack.direct_channel(user), "update 2.4 amber")


async def _mention(here: World, user: str, channel: str) -> Seen:
    return await here.slack.message(user, channel, "@secretariat update 2.4 amber")


async def _reply(here: World, user: str, channel: str) -> Seen:
    shared = (await here.slack.slash(here.chair, channel, "/share", "x")).answer
    return await here.slack.message(user, channel, "@secretariat amber, fair booked", shared.ts)


async def _press(here: World, user: str, channel: str) -> Seen:
    shared = (await here.slack.slash(here.chair, channel, "/share", "x")).answer
    return await here.slack.press(user, shared, "Form")


async def _form(here: World, user: str, channel: str) -> Seen:
    await here.slack.slash(here.sro, channel, "/form", "2.4")
    open_view = here.slack.workspace.open_view
    open_view[user] = open_view.pop(here.sro)
    return await here.slack.submit(user, {"change": "closed"})


async def _file(here: World, user: str, _channel: str) -> Seen:
    return await here.slack.share_file(user, here.slack.direct_channel(user), "plan.csv", b"Ref,Action\n")


async def _home(here: World, user: str, _channel: str) -> Seen:
    return await here.slack.open_home(user)


WAYS: dict[str, Try] = {
    "command": _command,
    "direct message": _direct_message,
    "mention": _mention,
    "reply": _reply,
    "button": _press,
    "form": _form,
    "file": _file,
    "home": _home,
}
SHARED_FIRST = {"reply", "button", "form"}


@pytest.mark.parametrize("way", WAYS)
async def test_an_outsider_is_nobody_by_any_way(here: World, office: Office, way: str) -> None:
    user = outsider(here)
    if way in SHARED_FIRST:  # what a member does first is no part of the try
        await here.slack.slash(here.chair, here.accounts["shared"], "/update", "hello")
    tried = await WAYS[way](here, user, here.accounts["shared"])
    if way == "form":  # what was typed stays in the window
        (shown,) = tried.errors.values()
    else:
        shown = here.slack.home(user).shown.text if way == "home" else tried.answer.shown.text
    assert "I do not know this account" in shown
    assert not [ran for ran in office.ran if ran[1] == ADDRESS]
    assert tried.view is None or way == "form"
    assert user not in here.rows(lambda session: session.exec(select(Account.account)).all())
    assert not [call for call in here.slack.calls if call.method == "files.info"]


@pytest.mark.parametrize("way", ["command", "mention", "button", "form"])
async def test_who_belongs_here_is_known_in_a_shared_channel_too(here: World, office: Office, way: str) -> None:
    outsider(here)
    await WAYS[way](here, here.secretary, here.accounts["shared"])
    assert office.ran[-1][1] == ADDRESS
    accounts = here.rows(lambda session: session.exec(select(Account)).all())
    assert (here.slack.team_id, here.secretary) in [(each.tenant, each.account) for each in accounts]


@pytest.mark.parametrize(
    ("traits", "counts"),
    [
        ({"team_id": "T0COUNCIL", "enterprise_id": "E0COUNCIL"}, True),
        ({"team_id": "T0SISTER", "enterprise_id": "E0COUNCIL"}, True),
        ({"team_id": "T0PARTNER", "enterprise_id": "E0PARTNER"}, False),
        ({"team_id": "T0COUNCIL", "enterprise_id": "E0PARTNER"}, False),
        ({"team_id": "T0SISTER"}, False),
        ({"team_id": "T0SISTER", "enterprise_id": "E0COUNCIL", "is_restricted": True}, False),
    ],
    ids=str,
)
async def test_on_enterprise_grid_the_organisation_counts(
    here: World, office: Office, traits: dict[str, object], counts: bool
) -> None:
    here.slack.workspace.enterprise_id = "E0COUNCIL"
    user = outsider(here, **traits)
    await here.slack.message(user, here.accounts["shared"], "@secretariat update 2.4 amber")
    await here.slack.slash(user, here.accounts["shared"], "/update", "2.4 amber")
    assert [ran[1] for ran in office.ran] == [ADDRESS] * (2 * counts)
    accounts = here.rows(lambda session: session.exec(select(Account)).all())
    assert [(each.tenant, each.account) for each in accounts] == [(here.slack.team_id, user)] * counts


@pytest.mark.parametrize("traits", [{"team_id": "T0PARTNER"}, {"is_restricted": True}], ids=str)
async def test_an_outsider_is_sent_nothing_by_their_address_either(sqlite: Engine, traits: dict[str, object]) -> None:
    with sqlite.fresh(fill_example) as database:
        async with post_office(database) as post:
            mine = post.slack.workspace.users[post.accounts["cypp"]]
            for name, said in traits.items():
                setattr(mine, name, said)
            post.slack.add_channel("with-partners", mine.id, shared=True)
            await post.ticks()
            assert post.states() == {"sent": len(OVERDUE) - 1, "failed": 1}
            row = post.rows()["cypp"]
            assert row.state is DeliveryState.FAILED
            assert "guest" in str(row.reason) or "another organisation" in str(row.reason)
            assert not post.slack.workspace.messages_in(f"D{mine.id}")
