"""What holds everywhere in the house and no tool of the trade checks: told by reading the code, with its place."""

import ast
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = ("bot", "schedules", "handlers", "papers", "models")


@cache
def code() -> Sequence[tuple[Path, ast.AST]]:
    """Each piece of code of all floors that may be wrong in one of these ways, with its file."""
    paths = (path.relative_to(ROOT) for floor in FLOORS for path in sorted((ROOT / floor).rglob("*.py")))
    of_interest = (ast.BoolOp, ast.Compare, ast.Call)
    return [
        (path, node)
        for path in paths
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        if isinstance(node, of_interest)
    ]


def places(wrong: Callable[[ast.AST], bool]) -> Iterator[str]:
    """File and line of all that is wrong."""
    return (f"{path}:{getattr(node, 'lineno', 1)}" for path, node in code() if wrong(node))


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
    assert list(places(doubts_an_id)) == []


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
    assert [each for each in places(asks_the_record) if not each.startswith(("models/", "bot/slack/files.py"))] == []
