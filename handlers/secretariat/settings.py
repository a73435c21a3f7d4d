"""`/secretariat settings`: every rule that the organisation may change, and changing one.

The rules and what they stand for are in `models/record/rules.py`; this module only shows them and reads what was typed.
"""

from collections.abc import Mapping
from dataclasses import fields

from sqlmodel import Session

from handlers.access import Permission
from handlers.cards import Card, Element, Table, Text
from handlers.errors import Mistake
from handlers.grammar import nearest, pair_of
from handlers.requests import Request
from handlers.secretariat.command import secretariat
from models.record.rules import WHAT_FOR, Rules, rules_of, set_rule, without_effect, written
from papers.wording import joined

EXAMPLE = "/secretariat settings morning_at 09:00"

DEFAULTS = {each.name: written(each.default) for each in fields(Rules)}
"""Every rule's default, as people write it."""


@secretariat.verb("settings", right=Permission.KEEP_THE_RECORD, bare=True)
def settings(session: Session, request: Request) -> Card:
    """All settings."""
    others = without_effect(session, request.asker.organisation_id)
    return _listed(rules_of(session, request.asker.organisation_id), tuple(WHAT_FOR), others)


@secretariat.verb(
    "settings",
    (EXAMPLE, "the times, offsets and calendar of reminders; alone it lists them"),
    name="set",
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def change_setting(session: Session, request: Request) -> Card:
    """Change a setting: its name and the new value; without a value, show it."""
    actor, (name, value) = request.actor, _read(request.words or [""])
    if not value:
        return _listed(rules_of(session, actor.organisation_id), (name,))
    before = written(getattr(rules_of(session, actor.organisation_id), name))
    try:
        after = written(getattr(set_rule(session, actor, name, value), name))
    except ValueError as wrong:
        raise Mistake(
            f"{wrong} Nothing was changed.",
            understood=(f"{name}: {WHAT_FOR[name]}", f"now {before}, by default {DEFAULTS[name]}"),
            example=f"/secretariat settings {name} {DEFAULTS[name]}",
        ) from None
    said = f"{name} is {after} from now on; it was {before}." if after != before else f"{name} is {after} already."
    return Card("Settings", (Text(said, "strong"), Text(f"What for: {WHAT_FOR[name]}.")), data={name: after})


def _read(words: list[str]) -> tuple[str, str]:
    """The name of a setting and the value after it, if any: `morning_at 09:00` or `morning_at:09:00`."""
    name, value = pair_of(words[0]) or (words[0], "")
    name = name.casefold().replace("-", "_")
    if name not in WHAT_FOR:
        likely = nearest(name, WHAT_FOR)
        hint = f" Did you mean {joined(likely, 'or')}?" if likely else " /secretariat settings lists them all."
        raise Mistake(f"There is no setting “{words[0]}”.{hint}", example=EXAMPLE)
    return name, " ".join([value, *words[1:]]).strip()


def _listed(rules: Rules, names: tuple[str, ...], without: Mapping[str, str] | None = None) -> Card:
    values = {name: written(getattr(rules, name)) for name in names}
    rows = tuple((name, values[name], DEFAULTS[name], WHAT_FOR[name]) for name in names)
    changed = [name for name in names if values[name] != DEFAULTS[name]]
    said = f"Changed: {joined(changed)}." if changed else "None has been changed."
    table = Table("Settings", ("Setting", "Value", "Default", "What for"), rows)
    hint = Text(f"To change one, type its name and the new value: {EXAMPLE}", "muted")
    of_before = [f"{name} {value}" for name, value in (without or {}).items()]
    note = Text(f"Set under an earlier version, and without effect in this one: {joined(of_before)}.")
    shown: tuple[Element, ...] = (Text(said), *([note] if of_before else []), table, hint)
    return Card("Settings", shown, data={"settings": values})
