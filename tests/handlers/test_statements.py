"""How much the record is asked for what people wait for: statements, counted at the connection."""

from collections.abc import Callable
from importlib.resources import files
from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot.settings import Settings
from bot.terminal.plans import take_plan
from handlers.cards import Modal
from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from models.record.database import Database
from tests.asking import Clock, Somebody, somebody
from tests.bench.plans import example_over_and_over
from tests.databases import Engine, fill_nothing, no_sql_differs
from tests.handlers.test_pack import finish
from tests.statements import statements

Asked = Callable[[str], Somebody]

A_FORM_SUBMITTED = 9
"""In the transaction of the answer; the receipt has one of its own."""

THE_DASHBOARD = 12
"""Who asks among them; with a filter three more: the names of boards, and how many actions meet it."""

A_PACK = 35
"""Compiled for the first time, or again with late answers; its files are made in transactions of their own."""

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


@no_sql_differs
def test_the_preview_of_an_import_asks_as_much_for_many_people_as_for_few(as_person: Asked, example: Database) -> None:
    secretary = as_person("secretary@example.org")
    secretary.types("/brag")  # what is known of the plan's refs is asked once
    asked = []
    for count in (10, 1000):
        content = people(count)
        with statements(example) as seen:
            card = secretary.sends("people.xlsx", content)
        assert card.data["registers"]["People to add"] == count
        asked.append(sum(map(len, seen)))
    assert asked[0] == asked[1]


@no_sql_differs
def test_an_import_looks_up_as_much_for_many_new_actions_that_it_proposes_as_for_few(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    clock.set("2023-06-08 10:00")
    secretary, asked = as_person("secretary@example.org"), []
    for first, count in ((100, 3), (200, 60)):
        lines = [f"2.{first + n},Visit home {n},2,Workforce SRO,Workforce,30/09/2023" for n in range(count)]
        preview = secretary.sends("new.csv", "\n".join(["Ref,Action,Area,SRO,Board,Due", *lines]).encode())
        with statements(example) as seen:
            card = secretary.presses(preview, "Import")
        assert len(card.data["proposals"]) == count
        asked.append(sum(each.startswith("SELECT") for transaction in seen for each in transaction))
    assert asked[0] == asked[1]


@no_sql_differs
def test_compiling_a_pack_asks_as_much_for_a_large_plan_as_for_a_small_one(engine: Engine, clock: Clock) -> None:
    asked = []
    for localities in (1, 5):
        with engine.fresh(fill_nothing) as database:
            dispatcher = Dispatcher(database, registry, clock)
            take_plan(dispatcher, Settings(), example_over_and_over(localities), "test")
            secretary, sro = (somebody(dispatcher, f"{each}@example.org") for each in ("secretary", "workforce.sro"))
            clock.set("2023-05-26 10:00")
            assert sro.types("/update 2.2 no change").title.startswith("No change recorded")
            with statements(database) as first:
                assert secretary.types("/pack compile").data["version"] == 1
            finish(database, clock)
            clock.set("2023-05-26 11:00")
            assert sro.types("/update 2.4 amber/amber the campaign is running").title.startswith("Recorded")
            with statements(database) as again:
                assert secretary.types("/pack compile with 2.4").data["version"] == 2
        asked.append([len(max(each, key=len)) for each in (first, again)])
    assert asked[0] == asked[1]
    assert max(asked[0]) <= A_PACK


def test_the_dashboard_reads_once_what_several_of_its_parts_show(example_dispatcher: Dispatcher) -> None:
    dispatcher, chair = example_dispatcher, somebody(example_dispatcher, "chair@example.org").id
    for values, at_most in (({}, THE_DASHBOARD), ({"rating": "red"}, THE_DASHBOARD + 3)):
        with statements(dispatcher.database) as seen:
            dispatcher.view(chair, "page.dashboard", values=values)
        assert len(max(seen, key=len)) <= at_most, max(seen, key=len)


def test_refs_are_read_once(example_dispatcher: Dispatcher) -> None:
    """They have a transaction of their own, before that of the answer, as the plan's scale has before the first one;
    and so has the one that a word of a command may be, for which no other is read: of the view, and of what its button
    does, which is looked up here as a press would.
    """
    chair = somebody(example_dispatcher, "chair@example.org")
    for typed, transactions in (("/brag slow", 4), ("/brag slow 2.4", 2), ("/brag slow workforce", 1)):
        with statements(example_dispatcher.database) as seen:
            assert chair.types(typed).done
        assert len(seen) == transactions
