"""What the messages say: Jinja2 templates, a file a message, a named block a sentence.

An organisation puts files of the same names into a folder of its own (the setting `wording`), with the blocks that it
wants to say in its own words; the others are as here. Its templates are checked when a process starts, and a mistake is
named with its place.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from papers.wording import day, weekday

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

MESSAGES: Mapping[str, Mapping[str, Any]] = {
    "morning": {
        **dict.fromkeys(("name", "first", "unchanged", "answers", "measures_first", "reviewed"), "word"),
        **dict.fromkeys(("meeting", "return_due", "freeze", "publish_by", "today", "late_since"), date(2023, 6, 7)),
        **dict.fromkeys(
            ("printed_for", "printed_at", "pack_for", "measures_by", "sign_off_due", "reviewed_for"), date(2023, 6, 7)
        ),
        **dict.fromkeys(("owed", "overdue", "near", "late", "count", "expected", "given", "failed", "days_left"), 2),
        **dict.fromkeys(("missing", "instead", "answered", "decided", "likely", "asks", "heard", "measures"), 2),
        **dict.fromkeys(("no_pack", "compiled", "secretariat", "opens_today", "asks_of_nobody"), True),
        **dict.fromkeys(("sign_offs", "passages", "reports", "drafts"), 2),
        "passages_by": date(2023, 6, 7),
        "stands_in_for": ["somebody"],
    },
    "summary": {
        **dict.fromkeys(("board", "reds_said"), "word"),
        **dict.fromkeys(("meeting", "today", "tomorrow", "since", "late_since"), date(2023, 6, 7)),
        **dict.fromkeys(("moved", "better", "worse", "mixed", "reds", "expected", "outstanding"), 2),
    },
}
"""The messages, and what each is told: an example of every value that its templates may use."""


class WrongWording(Exception):
    """A template of the organisation's cannot be used; says where and why."""


class Wording:
    """The templates of one process."""

    def __init__(self, folder: Path | None = None) -> None:
        """With an organisation's own `folder`, raises `WrongWording` when a template in it cannot be used."""
        self._folder = folder
        for message, known in MESSAGES.items() if folder else ():
            self._check(message, known)

    @property
    def _environment(self) -> "SandboxedEnvironment":
        return _environment(self._folder)

    def say(self, message: str, block: str, **facts: Any) -> str:
        """The words of one block, on one line; empty when there is nothing to say."""
        # Without templates of the organisation's, the default ones are not compiled under a second name.
        template = self._environment.get_template(f"{message}.jinja" if self._folder else f"default/{message}.jinja")
        if block not in template.blocks:
            template = self._environment.get_template(f"default/{message}.jinja")
        said = "".join(template.blocks[block](template.new_context(facts)))
        return " ".join(said.split())

    def blocks(self, message: str) -> Iterable[str]:
        """The names of the sentences that a message is made of."""
        return self._environment.get_template(f"default/{message}.jinja").blocks

    def _check(self, message: str, known: Mapping[str, Any]) -> None:
        """Say every block once, so that a mistake shows before a message needs it."""
        from jinja2 import TemplateError, TemplateSyntaxError

        name = f"{message}.jinja"
        default = self._environment.get_template(f"default/{name}")
        try:
            own = self._environment.get_template(name)
            unknown = own.blocks.keys() - default.blocks.keys()
            if unknown:
                known_blocks = ", ".join(default.blocks)
                raise WrongWording(f"{own.filename} has the block {unknown.pop()}. The blocks are {known_blocks}.")
            for block in own.blocks:
                self.say(message, block, **known)
        except TemplateSyntaxError as wrong:
            raise WrongWording(f"{wrong.filename}, line {wrong.lineno}: {wrong.message}.") from None
        except (TemplateError, ArithmeticError, TypeError, ValueError, LookupError) as wrong:
            raise WrongWording(f"{own.filename}, block {block}: {wrong}.") from None


@cache
def _environment(folder: Path | None) -> "SandboxedEnvironment":
    """The templates of the messages, an organisation's own `folder` first; compiled once."""
    # Loaded for the first message: a process answers before.
    from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    default = PackageLoader("schedules", "wording")
    own = [FileSystemLoader(folder)] if folder else []
    loader = ChoiceLoader([*own, PrefixLoader({"default": default}), default])
    # Without a look at the file each time a sentence is said: they are checked when a process starts, and then stay.
    made = SandboxedEnvironment(
        loader=loader, undefined=StrictUndefined, keep_trailing_newline=False, auto_reload=False
    )
    made.filters |= {"day": day, "weekday": weekday}
    return made
