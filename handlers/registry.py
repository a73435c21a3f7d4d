"""The registry: every command, button and form, each registered where its handler is written.

Help, the README's command table and the platforms' app manifests are generated from it. A handler is a plain function
`(session, request) -> Answer`; the dispatcher opens the transaction and asks for the permission first.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from sqlmodel import Session

from handlers.access import Permission
from handlers.button_values import any_text
from handlers.cards import Answer
from handlers.requests import Request

Handler = Callable[[Session, Request], Answer]
H = TypeVar("H", bound=Handler)


@dataclass(frozen=True)
class Listener:
    """A handler, the right that it needs, whether it may write, and for a button which values can be its own."""

    handler: Handler
    permission: Permission
    writes: bool
    takes: Callable[[str], bool] = field(default=any_text, kw_only=True)

    def writes_when(self, said: str) -> bool:  # noqa: ARG002
        """Whether answering `said` may change the record."""
        return self.writes


@dataclass(frozen=True)
class Command(Listener):
    """A slash command. `usage` are lines of (what to type, what it does), the first the commonest.

    `verbs` are words that need another right than the command: its handler asks for it. A command that does not write
    as such does with one of `writing`. Both stand first after the name, or second after a ref.
    """

    name: str
    summary: str
    usage: tuple[tuple[str, str], ...]
    verbs: Mapping[str, Permission]
    writing: frozenset[str] = frozenset()

    def writes_when(self, said: str) -> bool:
        """Whether answering the words after the name may change the record."""
        return self.writes or not self.writing.isdisjoint(said.casefold().split()[:2])

    def right_to(self, typed: str) -> Permission:
        """The right that a line of the usage needs."""
        return next((self.verbs[word] for word in typed.split()[1:3] if word in self.verbs), self.permission)


@dataclass
class Registry:
    """What people can ask for: commands by name (`/brag`), the verbs of buttons and the verbs of forms."""

    commands: dict[str, Command] = field(default_factory=dict)
    presses: dict[str, Listener] = field(default_factory=dict)
    forms: dict[str, Listener] = field(default_factory=dict)

    def command(
        self,
        name: str,
        summary: str,
        *usage: tuple[str, str],
        permission: Permission,
        verbs: Mapping[str, Permission] | None = None,
        writes: bool = False,
        writing: Collection[str] = (),
    ) -> Callable[[H], H]:
        """Register the handler of a slash command, with its help."""

        def register(handler: H) -> H:
            verbs_of = verbs or {}
            self.commands[name] = Command(
                handler, permission, writes, name, summary, usage, verbs_of, frozenset(writing)
            )
            return handler

        return register

    def press(
        self, verb: str, *, permission: Permission, writes: bool = False, takes: Callable[[str], bool] = any_text
    ) -> Callable[[H], H]:
        """Register the handler of a button or select; the request's text is its value, which is one that it `takes`."""
        return self._into(self.presses, verb, permission, writes, takes)

    def form(self, verb: str, *, permission: Permission, takes: Callable[[str], bool] = any_text) -> Callable[[H], H]:
        """Register the handler of a submitted form; the request's text is the form's state, its values the answers."""
        return self._into(self.forms, verb, permission, True, takes)

    @staticmethod
    def _into(
        where: dict[str, Listener], verb: str, permission: Permission, writes: bool, takes: Callable[[str], bool]
    ) -> Callable[[H], H]:
        def register(handler: H) -> H:
            where[verb] = Listener(handler, permission, writes, takes=takes)
            return handler

        return register


registry = Registry()
"""The one registry, filled when `handlers` is imported and not changed afterwards."""
