"""What is named twice in a line, each time otherwise, is refused wherever parts are named: neither is dropped."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import func, select

from handlers.errors import Mistake
from handlers.grammar import said_once
from handlers.plain_text import in_words
from models.record.database import Database
from models.record.events import Event
from tests.asking import Somebody
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]


@no_sql_differs
@pytest.mark.parametrize(
    "line",
    [
        '/board request endorse "the review" section:4 section:5',
        '/board decide P1 agreed by:"Workforce Board" by:"Practice Board"',
        '/board decide P1 agreed on:"1 Jun 2023" on:"2 Jun 2023"',
        '/board arising D1 "a note on pay" owner:"Workforce SRO" sro:"Practice SRO" due:"19 Jul 2023"',
        '/board arising D1 "a note on pay" owner:"Workforce SRO" due:"19 Jul 2023" by:"20 Jul 2023"',
        '/action 2.6 needs "the lease" from:Estates owner:Legal by:"1 Jul 2023"',
        '/action 2.6 needs "the lease" from:Estates by:"1 Jul 2023" due:"2 Jul 2023"',
        "/action 2.6 date 31 Oct 2023 because:late cause:ill",
        "/secretariat scale green colour:#00AA00 colour:#00BB00",
    ],
)
def test_wherever_parts_are_named(as_person: Asked, example: Database, line: str) -> None:
    secretary = as_person("secretary@example.org")
    assert secretary.types("/board request endorse the rota").title == "Asked as P1"
    assert secretary.types("/board decide P1 agreed").data["decision"] == "D1"
    assert secretary.types("/board request endorse the budget").title == "Asked as P2"
    with example.read() as session:
        before = session.exec(select(func.count()).select_from(Event)).one()
    words = in_words(secretary.types(line.replace("decide P1", "decide P2")))
    assert "is said twice: “" in words
    assert "Nothing was" in words
    with example.read() as session:
        assert session.exec(select(func.count()).select_from(Event)).one() == before


@given(st.lists(st.tuples(st.sampled_from(["by", "due", "owner"]), st.sampled_from(["a", "b"])), max_size=5))
def test_what_is_said_once_is_kept_and_what_is_said_otherwise_refused(pairs: list[tuple[str, str]]) -> None:
    values: dict[str, set[str]] = {}
    for name, value in pairs:
        values.setdefault({"due": "by"}.get(name, name), set()).add(value)
    if any(len(each) > 1 for each in values.values()):
        with pytest.raises(Mistake):
            said_once(pairs, same={"due": "by"})
        return
    assert said_once(pairs, same={"due": "by"}) == {name: each.pop() for name, each in values.items()}
