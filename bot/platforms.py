"""The platforms that a process can be a door of: each folder of `bot/` with a module `platform.py` is one.

Such a module has one class, a `Platform`, which says what the platform is called, which settings it has, and how it is
opened: as a way out for the outbox worker, as what `serve` adds to its web server and runs beside it, and its manifest.
It is read by every command, so it loads the platform's own libraries only when it is opened.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

from bot.settings import DoorSettings, Settings, names_of_doors
from handlers.dispatcher import Dispatcher
from handlers.registry import Registry

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo
    from starlette.routing import BaseRoute

    from schedules.outbox_worker import Carrier, Door


class PlatformRefuses(Exception):
    """A platform does not take what the settings have for it. The message says so, for the operator."""


@dataclass(frozen=True)
class Serving:
    """What a platform adds to `serve`: addresses of the web server, and what runs beside it."""

    routes: "Sequence[BaseRoute]" = ()
    beside: Sequence[Callable[[], AbstractAsyncContextManager[None]]] = ()


class Platform(ABC):
    """A platform, with the settings that it has."""

    name: ClassVar[str]
    """What the record calls it: of accounts, channels and messages. It never changes."""
    title: ClassVar[str]
    """What people call it."""
    settings: ClassVar[type[DoorSettings]]
    how: ClassVar[str]
    """What an operator sets for it, in a sentence."""

    @classmethod
    @abstractmethod
    def configured(cls) -> Self | None:
        """It, with its settings read; None where they are not there."""

    @abstractmethod
    def door(self, dispatcher: Dispatcher) -> "Door":
        """The way out, for the outbox worker. Calls nothing yet."""

    def serving(self, dispatcher: Dispatcher, carrier: "Carrier") -> Serving:  # noqa: ARG002
        """The way in, for `serve`; what requests queue for other people goes to `carrier`."""
        return Serving()

    @property
    def takes_requests(self) -> bool:
        """Whether the settings say how people reach it, as `serve` wants it."""
        return True

    async def try_out(self) -> None:
        """Called before `serve` starts. Raises `PlatformRefuses`, but not when the platform cannot be reached yet."""
        return

    @classmethod
    def manifest(cls, registry: Registry, address: str | None) -> dict[str, Any] | None:  # noqa: ARG003
        """The platform's app manifest as JSON values, for a bot at this address; None where there is none."""
        return None


@cache
def all_platforms() -> tuple[type[Platform], ...]:
    """Those that there are, by the names of their folders."""
    folders = sorted(each.parent.name for each in Path(__file__).parent.glob("*/platform.py"))
    return tuple(_platform_in(f"bot.{folder}.platform") for folder in folders)


def platforms(settings: Settings) -> list[Platform]:
    """Those whose settings are there, unless these settings are about an organisation that has other doors."""
    if settings.without_doors:
        return []
    return [found for each in all_platforms() if (found := each.configured())]


def all_settings() -> "dict[str, FieldInfo]":
    """Everything that can be set, by name: for the process, and then for each platform."""
    of_doors = {name: field for each in all_platforms() for name, field in each.settings.model_fields.items()}
    return Settings.model_fields | of_doors


names_of_doors.append(all_settings)


def _platform_in(module: str) -> type[Platform]:
    defined = vars(import_module(module)).values()
    (found,) = [
        each for each in defined if isinstance(each, type) and issubclass(each, Platform) and each is not Platform
    ]
    return found
