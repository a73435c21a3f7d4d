"""How much the record is asked for what people wait for: statements, counted at the connection."""

from collections.abc import Callable
from importlib.resources import files
from io import BytesIO

import pytest
from openpyxl import load_workbook

from handlers.cards import Modal
from handlers.dispatcher import Dispatcher
from models.record.database import Database
from tests.asking import Somebody, somebody
from tests.statements import statements

Asked = Callable[[str], Somebody]

A_FORM_SUBMITTED = 9
"""In the transaction of the answer; the receipt has one of its own."""

THE_DASHBOARD = 21
"""Who asks among them; with a filter three more: the names of boards, and how many actions meet it."""

ANSWERS = {
    "a Green": {"activity": "green", "impact": "amber", "commentary": "Two households approved in June."},
    "all Blue": {"activity": "blue", "impact": "blue", "evidence": "https://example.org/campaign"},
}


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("drafted", [False, True], ids=["at once", "drafted before"])
def test_a_form_that_is_submitted(as_person: Asked, example: Database, answer: str, drafted: bool) -> None:
    sro = as_person("workforce.sro@example.org")
    if drafted:
        assert "Not recorded" in sro.types("/update 2.4 green/amber; recovery: yesterday and tomorrow").title
    form: Modal = sro.opens("/update 2.4")
    with statements(example) as seen:
        card = sro.submits(form, **ANSWERS[answer])
    assert card.title.startswith("Recorded: 2.4")
    assert len(max(seen, key=len)) <= A_FORM_SUBMITTED, max(seen, key=len)


def people(count: int) -> bytes:
    """The example's file with so many people more, each in a post of their own."""
    book = load_workbook(BytesIO(files("papers.example").joinpath("plan.xlsx").read_bytes()))
    for n in range(count):
        book["People"].append([f"Lead {n}", "service lead", "Workforce Board", f"L. {n}", f"lead{n}@example.org"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_preview_of_an_import_asks_as_much_for_many_people_as_for_few(as_person: Asked, example: Database) -> None:
    secretary = as_person("secretary@example.org")
    asked = []
    for count in (10, 1000):
        content = people(count)
        with statements(example) as seen:
            card = secretary.sends("people.xlsx", content)
        assert card.data["registers"]["People to add"] == count
        asked.append(sum(map(len, seen)))
    assert asked[0] == asked[1]


def test_the_dashboard_reads_once_what_several_of_its_parts_show(example_dispatcher: Dispatcher) -> None:
    dispatcher, chair = example_dispatcher, somebody(example_dispatcher, "chair@example.org").id
    for values, at_most in (({}, THE_DASHBOARD), ({"rating": "red"}, THE_DASHBOARD + 3)):
        with statements(dispatcher.database) as seen:
            dispatcher.view(chair, "page.dashboard", values=values)
        assert len(max(seen, key=len)) <= at_most, max(seen, key=len)
