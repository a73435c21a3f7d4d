"""Refused text is nowhere afterwards: not in any table, not in the log, whichever way it came in."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel
from structlog.testing import capture_logs

from handlers.words import in_words
from models.database import Database
from tests.asking import Somebody

Asked = Callable[[str], Somebody]

PRIVATE = "Jamie Brown, 14/02/2012, waits for a placement"
WHAT = "a name with a date of birth"


def everything_stored(database: Database) -> str:
    """All values of all rows of all tables."""
    with database.read() as session:
        tables = SQLModel.metadata.sorted_tables
        return "\n".join(str(tuple(row)) for table in tables for row in session.execute(select(table)))


@pytest.fixture(autouse=True)
def nothing_is_kept(example: Database) -> object:
    with capture_logs() as logged:
        yield
    assert "Jamie" not in everything_stored(example)
    assert "Jamie" not in str(logged)


def test_the_search_finds_what_is_stored(desk_as: Asked, example: Database) -> None:
    desk_as("workforce.sro@example.org").types("/update 2.4 amber/amber a zeppelin was hired")
    assert "a zeppelin was hired" in everything_stored(example)


@pytest.mark.parametrize("field", ["commentary", "difference", "help_needed", "cause", "corrective_action"])
def test_in_a_form(desk_as: Asked, field: str) -> None:
    sro = desk_as("workforce.sro@example.org")
    back = sro.submits_wrongly(sro.opens("/update 2.4"), **{"recovery_date": "1 October 2023", field: PRIVATE})
    assert set(back.errors) == {field}
    assert WHAT in back.errors[field]
    assert "nothing of it was stored" in back.errors[field]


def test_in_a_link(desk_as: Asked) -> None:
    sro = desk_as("workforce.sro@example.org")
    form = sro.opens("/update 2.4")
    link = "https://example.org/case/Jamie?case=1234567"
    assert (
        "a case number" in sro.submits_wrongly(form, recovery_date="1 October 2023", evidence=link).errors["evidence"]
    )


def test_in_a_form_with_another_mistake(desk_as: Asked) -> None:
    sro = desk_as("workforce.sro@example.org")
    back = sro.submits_wrongly(sro.opens("/update 2.4"), commentary=PRIVATE, recovery_date="soon")
    assert set(back.errors) == {"commentary", "recovery_date"}


@pytest.mark.parametrize(
    "line",
    [
        f"2.4 amber/red {PRIVATE}",
        f"2.4 {PRIVATE}",
        f"2.4 blue {PRIVATE}",
        f"2.4 ambre {PRIVATE}",
        f"2.4 red/red stuck; cause: {PRIVATE}",
        f"2.4 red/red stuck; evidence: {PRIVATE}; recovery: 1 March 2023",
        f"99.1 amber {PRIVATE}",
        f"1.1 amber {PRIVATE}",
        f"hello {PRIVATE}",
    ],
)
def test_in_a_line(desk_as: Asked, line: str) -> None:
    for answer in (
        desk_as("workforce.sro@example.org").types(f"/update {line}"),
        desk_as("workforce.sro@example.org").says(line) if line[0].isdigit() else None,
    ):
        if answer:
            words = in_words(answer)
            assert answer.title.startswith("Not recorded")
            assert WHAT in words
            assert "Nothing of it was stored" in words
            assert "Jamie" not in words


def test_in_one_of_several_lines(desk_as: Asked, example: Database) -> None:
    lines = f"2.3 amber/amber pay talks go on\n2.4 amber/red {PRIVATE}"
    card = desk_as("workforce.sro@example.org").types(f"/update {lines}")
    assert [each["ref"] for each in card.data["recorded"]] == ["2.3"]
    assert "pay talks go on" in everything_stored(example)
