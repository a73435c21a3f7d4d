"""What the bot sends by itself into the web chat, and changes there, as a process beside the one that serves would."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from bot.process import make_back_office
from bot.settings import Settings
from bot.web.door import CHANNEL, DOOR
from handlers.cards import Card, Files
from handlers.desk import Desk
from handlers.outbox import queue_answer, queue_to_channel, revise
from models.deliveries import Delivery
from models.events import Actor
from tests.bot.packs import a_pack, make_ready
from tests.bot.web_stage import Served


class Bot:
    """The bot; `desk` is the one that is served."""

    def __init__(self, desk: Desk, demo: Served) -> None:
        self.desk, self.demo = desk, demo

    def sends(self, card: Card, person: int | None = None) -> int:
        """To a person, else to the channel."""
        with self.desk.database.write() as session:
            actor = Actor(1, None, self.desk.clock(), "test")
            if person is None:
                made = queue_to_channel(session, actor, DOOR, CHANNEL, card.title, card)
            else:
                made = queue_answer(session, actor, person, card.title, card)
            assert made.id is not None
        self._deliver()
        return made.id

    def says_instead(self, message: int, card: Card) -> None:
        with self.desk.database.write() as session:
            revise(session, session.get_one(Delivery, message), card)
        self._deliver()

    def packs(self, draft: bool = False) -> Files:
        """A pack that is published, or a draft."""
        with self.desk.database.write() as session:
            return Files(make_ready(session, a_pack(session, self.desk.clock()), draft))

    def _deliver(self) -> None:
        postman = make_back_office(self.desk, Settings())
        with ThreadPoolExecutor(1) as thread:  # a browser's test has an event loop in its own
            thread.submit(lambda: asyncio.run(postman.deliver())).result()
        self.demo.conversations.wake()
