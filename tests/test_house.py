"""What holds everywhere in the house and no tool of the trade checks: told by reading the code, with its place."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = ("bot", "schedules", "handlers", "papers", "models")


def code(*floors: str) -> Iterator[tuple[str, ast.AST]]:
    """Each piece of code of these floors, with its file and line."""
    for floor in floors:
        for path in sorted((ROOT / floor).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                yield f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}", node


def is_id(node: ast.AST) -> bool:
    """Whether this is the id of a row: `meeting.id`."""
    return isinstance(node, ast.Attribute) and node.attr == "id"


def doubts_an_id(node: ast.AST) -> bool:
    """Whether a row's id is asserted, made up or compared with None (docs/decisions/0017-ids.md)."""
    if isinstance(node, ast.BoolOp):
        return any(is_id(each) for each in node.values)
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Is | ast.IsNot):
        return is_id(node.left) and isinstance(node.comparators[0], ast.Constant)
    return False


@pytest.mark.parametrize(
    "line",
    [
        "assert meeting.id is not None",
        "find(plan.id or 0)",
        "if made is None or made.id is None: pass",
        "freeze(made.id) if made and made.id else None",
    ],
)
def test_a_doubted_id_is_found(line: str) -> None:
    assert any(doubts_an_id(node) for node in ast.walk(ast.parse(line)))


def test_nobody_doubts_an_id() -> None:
    assert [place for place, node in code(*FLOORS) if doubts_an_id(node)] == []


ASKS = {
    "exec",
    "execute",
    "scalar",
    "scalars",
    "get",
    "add",
    "add_all",
    "delete",
    "merge",
    "flush",
    "bulk_insert_mappings",
}
"""What is asked of a session in `models/` alone. A row by its id (`get_one`) may be read anywhere."""


def asks_the_record(node: ast.AST) -> bool:
    """Whether SQL is run, or a row changed: `session.exec(...)`, `self.session.add(...)`."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in ASKS:
        return False
    of = node.func.value
    return (isinstance(of, ast.Name) and of.id == "session") or (isinstance(of, ast.Attribute) and of.attr == "session")


@pytest.mark.parametrize("line", ["session.exec(statement)", "self.session.add(meeting)", "session.get(Board, 1)"])
def test_what_asks_the_record_is_found(line: str) -> None:
    assert any(asks_the_record(node) for node in ast.walk(ast.parse(line)))


def test_nobody_above_models_asks_the_record() -> None:
    above = [place for place, node in code(*FLOORS[:-1]) if asks_the_record(node)]
    assert [place for place in above if not place.startswith("bot/slack/files.py")] == []
