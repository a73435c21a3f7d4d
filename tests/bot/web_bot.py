"""What the bot sends by itself into the web chat, and changes there, as a process beside the one that serves would."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from bot.process import make_worker
from bot.settings import Settings
from bot.web.door import CHANNEL, DOOR
from handlers.cards import Card, Files
from handlers.dispatcher import Dispatcher
from handlers.outbox import queue_answer, queue_to_channel, revise
from models.outbox.deliveries import Delivery
from models.record.events import Actor
from tests.bot.packs import a_pack, make_ready
from tests.bot.web_stage import Served


class Bot:
    """The bot; `dispatcher` is the one that is served."""

    def __init__(self, dispatcher: Dispatcher, demo: Served) -> None:
        self.dispatcher, self.demo = dispatcher, demo

    def sends(self, card: Card, person: int | None = None) -> int:
        """To a person, else to the channel."""
        with self.dispatcher.database.write() as session:
            actor = Actor(1, None, self.dispatcher.clock(), "test")
            if person is None:
                made = queue_to_channel(session, actor, DOOR, CHANNEL, card.title, card)
            else:
                made = queue_answer(session, actor, person, card.title, card)
        self._deliver()
        return made.id

    def says_instead(self, message: int, card: Card) -> None:
        with self.dispatcher.database.write() as session:
            revise(session, session.get_one(Delivery, message), card)
        self._deliver()

    def packs(self, draft: bool = False) -> Files:
        """A pack that is published, or a draft."""
        with self.dispatcher.database.write() as session:
            return Files(make_ready(session, a_pack(session, self.dispatcher.clock()), draft))

    def _deliver(self) -> None:
        outbox_worker = make_worker(self.dispatcher, Settings())
        with ThreadPoolExecutor(1) as thread:  # a browser's test has an event loop in its own
            thread.submit(lambda: asyncio.run(outbox_worker.deliver())).result()
        self.demo.conversations.wake()
