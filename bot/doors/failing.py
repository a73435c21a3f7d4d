"""What goes wrong at a door itself, before or after the dispatcher: logged by a number, counted, and told.

Called by every door around whatever somebody asks of it. Nothing that was typed is logged or repeated.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from handlers.cards import Card, Text
from handlers.dispatcher import Dispatcher
from handlers.failures import note_failure
from handlers.log import log


@asynccontextmanager
async def telling_of_failure(
    dispatcher: Dispatcher,
    door: str,
    tell: Callable[[Card], Awaitable[object]],
    word_of: Callable[[Exception], str | None] = lambda _: None,
) -> AsyncIterator[None]:
    """Note a failure in the block and `tell` whoever asked; that telling fails, too, is logged.

    `door` is its name in the record; `word_of` gives the platform's own word for a refusal, for the log.
    """
    try:
        yield
    except Exception as error:
        failure = note_failure(f"{door} door failed", error, refusal=word_of(error))
        dispatcher.observer.failure(door)
        try:
            await tell(not_finished(failure))
        except Exception as again:
            log.error(f"{door} door could not tell of a failure", failure=failure, error=type(again).__name__)


def not_finished(failure: str) -> Card:
    """What is told of a failure that was noted under this number: it is not known how far the request came."""
    said = "I could not finish that, or could not show you the answer. Look first whether it was done, then try again."
    return Card(
        "Something went wrong on our side",
        (Text(said), Text(f"If it happens again, give the secretariat this number: {failure}")),
    )
