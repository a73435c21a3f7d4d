"""One trial: messages are due, processes send them and are killed, Slack is faulty; who got what, and how often?

Called by `python -m tests.crash` and by the suite, in two sizes. Every chance (which process, when, which fault) comes
from one seed; how the processes and the machine interleave does not, so that two trials are alike and not the same.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bot.slack.manifest import manifest
from handlers.commands import registry
from models.outbox.deliveries import DeliveryState
from models.record.database import Database
from tests.crash import record
from tests.crash.processes import Processes
from tests.slack_server import SlackServer

TICK_SECONDS = 0.3
LEASE_SECONDS = 6.0
RETRY_SECONDS = 0.2
SLOW_SECONDS = 1.0
"""A call that is slow is carried out long before the lease of a process that died meanwhile ends."""


@dataclass(frozen=True)
class Size:
    """How large a trial is. Slack takes so few messages a second that a killed process is back before the next kill.

    `metadata`: whether the history of a conversation carries any, as Slack's own does.
    """

    messages: int
    kills: int
    processes: int
    seed: int
    seconds: float
    faulty: float = 0.1
    seconds_a_kill: float = 2.0
    metadata: bool = True

    @property
    def posts_a_second(self) -> float:
        """How many messages a second Slack acknowledges."""
        return self.messages / (max(self.kills, 1) * self.seconds_a_kill)


@dataclass(frozen=True)
class Outcome:
    """What came of it. `lost`: who has no message, or one that the outbox does not know of; each in words.

    `plain_lines` are those of the processes' logs that are not structured.
    """

    messages: int
    kills: int
    faults: Counter[str]
    lookups: int
    lost: Sequence[str]
    twice_in_outbox: int
    received_twice: int
    plain_lines: Sequence[str]
    seconds: float

    @property
    def good(self) -> bool:
        """Whether everybody got their message once."""
        return not (self.lost or self.twice_in_outbox or self.received_twice)


class Stuck(AssertionError):
    """The trial did not end in its time."""


def run(database: Database, size: Size, folder: Path, tell: Callable[[str], object]) -> Outcome:
    """Run a trial on an empty, migrated record. `folder` is for logs; `tell` is told every kill. Raises `Stuck`."""
    return asyncio.run(_run(database, size, folder, tell))


async def _run(database: Database, size: Size, folder: Path, tell: Callable[[str], object]) -> Outcome:
    owed = await asyncio.to_thread(record.fill, database, size.messages)
    started = time.monotonic()
    async with SlackServer() as slack:
        slack.install(manifest(registry, "https://bot.example.org"))
        accounts = {each.person_id: slack.add_user(each.email) for each in owed}
        slack.web_api.posts_a_second = size.posts_a_second
        slack.workspace.history_has_metadata = size.metadata
        weather = slack.go_wrong_at_random(size.faulty, size.seed, slow=SLOW_SECONDS, hanging=LEASE_SECONDS)
        async with Processes(size.processes, _settings(database, slack), folder) as processes:
            try:
                async with asyncio.timeout(size.seconds):
                    await _kill_while_sending(slack, processes, size, tell)
                    await _until_all_is_sent(database, processes, size.messages)
            except TimeoutError:
                raise Stuck(_where_it_stands(database, slack, processes, size)) from None
        entries = await asyncio.to_thread(record.entries, database)
        return Outcome(
            messages=len(slack.workspace.messages),
            kills=size.kills,
            faults=weather.struck,
            lookups=sum(call.method == "conversations.history" for call in slack.calls),
            lost=_lost(slack, owed, accounts, entries),
            twice_in_outbox=sum(lines > 1 for lines in Counter(each.person_id for each in entries).values()),
            received_twice=sum(times > 1 for times in slack.received().values()),
            plain_lines=processes.plain_lines(),
            seconds=time.monotonic() - started,
        )


def _settings(database: Database, slack: SlackServer) -> dict[str, str]:
    settings = {
        "database_url": database.url.render_as_string(hide_password=False),
        "slack_bot_token": slack.bot_token,
        "slack_signing_secret": slack.signing_secret,
        "slack_api_url": slack.api_url,
        "tick_seconds": str(TICK_SECONDS),
        "lease_seconds": str(LEASE_SECONDS),
        "retry_seconds": str(RETRY_SECONDS),
    }
    return {f"SECRETARIAT_{name.upper()}": value for name, value in settings.items()}


async def _kill_while_sending(
    slack: SlackServer, processes: Processes, size: Size, tell: Callable[[str], object]
) -> None:
    """Kill a process again and again, from the first messages to nearly the last, and start the next one at once."""
    chance = Random(size.seed)
    for number in range(1, size.kills + 1):
        after = int((number - chance.random()) * size.messages * 0.95 / size.kills)
        while len(slack.workspace.messages) <= after or not processes.ready:
            processes.check()
            await asyncio.sleep(0.01)
        await asyncio.sleep(chance.uniform(0, 0.1))
        victim = chance.choice(processes.ready)
        tell(f"kill {number} of {size.kills}: {victim.name}, {len(slack.workspace.messages)} messages posted")
        await victim.kill()
        await victim.start()


async def _until_all_is_sent(database: Database, processes: Processes, messages: int) -> None:
    while True:
        processes.check()
        states = await asyncio.to_thread(record.states, database)
        if states.total() >= messages and not states[DeliveryState.WAITING]:
            return
        await asyncio.sleep(0.3)


def _lost(
    slack: SlackServer, owed: Sequence[record.Owed], accounts: Mapping[int, str], entries: Sequence[record.Entry]
) -> Sequence[str]:
    lines = {entry.person_id: entry for entry in entries}
    lost = []
    for each in owed:
        channel = slack.direct_channel(accounts[each.person_id])
        posted = [
            message.ts
            for message in slack.workspace.messages_in(channel)
            if message.metadata.get("event_payload", {}).get("key") == each.key
        ]
        entry = lines.get(each.person_id)
        if entry is None or entry.state is not DeliveryState.SENT:
            known = f"{entry.state.value}: {entry.reason}" if entry else "nothing"
            lost.append(f"{each.email}: Slack has {len(posted)}, the outbox says {known}")
        elif entry.channel != channel or entry.message_id not in posted:
            lost.append(f"{each.email}: the outbox says sent, and what it names is not there")
    return lost


def _where_it_stands(database: Database, slack: SlackServer, processes: Processes, size: Size) -> str:
    states = ", ".join(f"{count} {state.value}" for state, count in record.states(database).items())
    return "\n".join(
        (
            f"not all was sent within {size.seconds:g} seconds: the outbox has {states or 'nothing'}, and Slack has "
            f"{len(slack.workspace.messages)} messages for {size.messages} people",
            *record.what_waits(database),
            processes.last_lines(),
        )
    )
