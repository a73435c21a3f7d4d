"""All commands: where the registry finds them. Each is loaded when it is first asked for, and all for what needs all,
such as help.
"""

from collections.abc import Sequence
from importlib import import_module
from pkgutil import walk_packages

import handlers
from handlers.registry import registry

PLACES = {
    "action": ("action", "proposals", "escalations.escalating", "escalations.answering", "highlighting"),
    "board": ("board", "decisions.arising", "decisions.requests", "decisions", "escalations.listing"),
    "brag": ("brag",),
    "update": ("update",),
    "return": ("returns",),
    "pack": ("pack",),
    "secretariat": ("secretariat", "setup"),
    "plan": ("plan",),
    "highlight": ("highlighting",),
    "home": ("home",),
    "import": ("importing",),
    "paper": ("checking",),
    "not_understood": ("free_text",),
    "page": ("pages",),
}
"""In which of the packages and modules here are the verbs whose names begin so, in the order in which help lists them;
of a package its `command` comes first. Verbs of another beginning may stand anywhere: for them all is loaded.
"""


def modules_of(beginning: str) -> Sequence[str] | None:
    """The modules with the verbs whose names begin so, of the empty beginning all; None where it is not known which."""
    if not beginning:
        known = [module for each in PLACES for module in modules_of(each) or ()]
        return list(dict.fromkeys([*known, *(each.name for each in walk_packages(handlers.__path__, "handlers."))]))
    places = PLACES.get(beginning)
    return places and [module for place in places for module in _within(f"handlers.{place}")]


def _within(name: str) -> list[str]:
    """A module, or those of a package."""
    inside = getattr(import_module(name), "__path__", None)
    if inside is None:
        return [name]
    return sorted(
        (each.name for each in walk_packages(inside, f"{name}.")), key=lambda each: not each.endswith(".command")
    )


registry.load_from(modules_of)

__all__ = ["registry"]
