"""Every button and every choice says whether its answer may be a form, as the handler behind it does."""

import ast
from pathlib import Path

from handlers.commands import registry
from handlers.plan_change_words import CHANGES
from handlers.registry import Way
from tests.asking import may_open_form

ROOT = Path(__file__).parents[2]


def drawn(source: Path) -> list[tuple[str, bool, str]]:
    """The verb of each button and choice that a file makes, whether it says that it opens a form, and its place."""
    found = []
    for each in ast.walk(ast.parse(source.read_text())):
        if not isinstance(each, ast.Call) or not isinstance(each.func, ast.Name) or each.func.id not in DRAWN:
            continue
        named = {word.arg: word.value for word in each.keywords}
        verb, opens = named.get("verb", each.args[1] if len(each.args) > 1 else None), named.get("opens_form")
        if isinstance(verb, ast.Constant) and verb.value:
            says = isinstance(opens, ast.Constant) and opens.value is True
            found.append((str(verb.value), says, f"{source.relative_to(ROOT)}:{each.lineno}"))
    return found


DRAWN = ("Button", "Select")


def test_a_button_is_drawn_as_one_that_opens_a_form_when_its_handler_gives_one() -> None:
    sources = [path for folder in ("handlers", "schedules") for path in (ROOT / folder).rglob("*.py")]
    found = [each for source in sources for each in drawn(source)]
    pressed = [verb for verb in registry.verbs.values() if verb.way in (Way.TYPED, Way.BUTTON)]
    opening = {verb.name for verb in pressed if may_open_form(verb)}
    proposing = {f"action.{change.typed[0]}" for change in CHANGES} | {"action.new"}  # the button is “action.propose”
    proposing |= {"action.move", "action.proposal", "action.value"}  # “propose”, “explain”, “give_value”
    proposing |= {"pack.write", "pack.none", "pack.set_decision", "pack.passage"}  # “write_form” and others
    assert {verb for verb, _, _ in found} >= opening - proposing, "what opens a form has a button"
    assert [place for verb, says, place in found if says is not (verb in opening)] == []
