"""A new record is led on, a form after another: who the owners are, which boards there are, when the next one meets."""

from datetime import date

import pytest
from sqlmodel import select

from handlers.cards import Card, Modal, Table
from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from handlers.requests import Origin
from handlers.setup.owners import LIST, field_of
from models.boards.boards import Board, Meeting
from models.people.people import Holding, Person, Post
from models.plan.actions import Action
from models.plan.founding import found
from models.record.database import Database
from models.record.events import Event, first_broken
from papers.plan.contents import PersonRow
from tests.asking import Clock, Somebody, buttons, somebody
from tests.databases import no_sql_differs
from tests.handlers.test_first_plan import appoint

TRACKER = b"""Ref,Action,Owner,Board,Due,RAG
1,Review the rota,Head of Care,Care Board,31/03/2023,Green
2,Publish the guide,Head of Care,Care Board,30/04/2023,Amber
3,Train the panel,Jo in HR,Partners,31/05/2023,Red
"""


@pytest.fixture
def secretary(database: Database, clock: Clock) -> Somebody:
    """The secretary of a record that has nothing yet; it is 7 June 2023."""
    with database.write() as session:
        organisation, _ = found(session, "Council", "Europe/London", "Plan", clock.now, "test")
        appoint(session, organisation.id, clock, PersonRow("", "Secretary", "secretariat", None, "S", "s@example.org"))
        appoint(session, organisation.id, clock, PersonRow("", "Watcher", "observer", None, "W", "w@example.org"))
    return somebody(Dispatcher(database, registry, clock), "s@example.org")


@pytest.fixture
def imported(secretary: Somebody) -> Card:
    return secretary.presses(secretary.sends("tracker.csv", TRACKER), "Import")


def names(form: Modal, label: str) -> str:
    """The name of the field whose label begins so."""
    (name,) = (each.name for each in form.inputs if each.label.startswith(label))
    return name


def test_an_import_leads_on_form_by_form_until_nothing_is_open(
    secretary: Somebody, imported: Card, database: Database
) -> None:
    assert "2 owners in the plan have no address yet: Head of Care and Jo in HR." in in_words(imported)
    form = secretary.presses_for_form(imported, "Go on: who are the owners?")
    assert [each.label for each in form.inputs] == ["Head of Care (2 actions)", "Jo in HR (1 action)"]
    said = {field_of("Head of Care"): "care@example.org", field_of("Jo in HR"): "Jo Lee <JO@example.org>"}
    linked = secretary.submits(form, **said)
    assert linked.title == "2 owners linked"

    form = secretary.presses_for_form(linked, "Go on: which boards are there?")
    said = {
        names(form, "Its chair"): "chair@example.org",
        names(form, "Partners"): "partnership",
        names(form, "Chair, Care Board"): "care@example.org",
    }
    added = secretary.submits(form, **said)
    assert "Improvement Board is added as the kind “improvement” and is chaired by chair@example.org" in in_words(added)
    assert "Care Board is added as the kind “delivery”, with 2 actions and is chaired by care@" in in_words(added)
    assert "Partners is added as the kind “partnership”, with 1 action." in in_words(added)

    form = secretary.presses_for_form(added, "Go on: the next meeting")
    planned = secretary.submits(form, on="2023-07-19", weeks="6")
    assert planned.title == "9 meetings added"
    assert "Wednesday 30 August 2023; reports in turn: Partners" in in_words(planned)
    assert "Boards that nobody chairs: Partners." in in_words(planned), "what was left open is said"
    assert '/secretariat boards add "Partners" partnership chair:ADDRESS' in in_words(planned)

    secretary.types('/secretariat boards add "partners" partnership chair:p@example.org')
    assert secretary.types("/secretariat setup").title == "Nothing is open"
    with database.read() as session:
        assert first_broken(session, 1) is None
        kinds = {board.name: board.kind.value for board in session.exec(select(Board))}
        assert kinds == {"Improvement Board": "improvement", "Care Board": "delivery", "Partners": "partnership"}
        assert not [each for each in session.exec(select(Action)) if None in (each.owner_post_id, each.board_id)]
        people = {person.email: person.name for person in session.exec(select(Person))}
        assert people["jo@example.org"] == "Jo Lee"
        assert people["care@example.org"] == "Head of Care"
        days = [each.on for each in session.exec(select(Meeting).order_by(Meeting.on))]  # type: ignore[arg-type]
        assert days[:3] == [date(2023, 7, 19), date(2023, 8, 30), date(2023, 10, 11)]
        who = {(event.door, event.person_id) for event in session.exec(select(Event)) if event.what == "action.linked"}
        assert who == {("test", secretary.id)}
    assert "The Improvement Board meets" not in in_words(secretary.types("/brag"))


@no_sql_differs
def test_without_a_plan_setup_asks_for_the_tracker_first(secretary: Somebody) -> None:
    card = secretary.types("/secretariat setup")
    assert card.title == "There is no plan yet"
    assert "Send me the tracker that you have as it is" in in_words(card)
    assert [each["what"] for each in card.data["open"]] == ["boards", "meeting"]


@no_sql_differs
def test_each_step_can_be_left_for_later_and_how_it_is_done_then_is_said(secretary: Somebody, imported: Card) -> None:
    card = secretary.presses(imported, "Leave it for later")
    assert '/secretariat people link "Jo in HR" ADDRESS' in in_words(card)
    card = secretary.presses(card, "Leave it for later")
    assert '/secretariat boards add "Improvement Board" improvement chair:ADDRESS' in in_words(card)
    form = secretary.presses_for_form(card, "Go on: the next meeting")
    assert secretary.submits(form, on="2023-07-19").title == "Meeting added", "with the board that it needs"
    card = secretary.types("/secretariat setup")
    assert card.data["open"][0]["commands"][0] == '/secretariat people link "Head of Care" ADDRESS'
    card = secretary.presses(secretary.presses(card, "Leave it for later"), "Leave it for later")
    assert buttons(card) == []


@no_sql_differs
def test_what_cannot_be_read_is_said_beside_its_field_and_nothing_is_written(
    secretary: Somebody, imported: Card, database: Database
) -> None:
    form = secretary.presses_for_form(imported, "Go on: who are the owners?")
    said = {field_of("Head of Care"): "care@example.org", field_of("Jo in HR"): "Jo"}
    assert secretary.submits_wrongly(form, **said).errors == {field_of("Jo in HR"): "“Jo” is no e-mail address."}
    later = secretary.presses(imported, "Leave it for later")
    form = secretary.presses_for_form(later, "Go on: which boards are there?")
    chair = names(form, "Its chair")
    assert secretary.submits_wrongly(form, **{chair: "the leader"}).errors == {
        chair: "“the leader” is no e-mail address."
    }
    said = {names(form, "Partners"): "later", names(form, "Chair, Partners"): "p@example.org"}
    assert "left for later" in secretary.submits_wrongly(form, **said).errors[names(form, "Chair, Partners")]
    form = secretary.presses_for_form(secretary.presses(later, "Leave it for later"), "Go on: the next meeting")
    for on, weeks, field, words in (
        ("", "", "on", "On which day?"),
        ("2023-06-01", "", "on", "has passed"),
        ("2023-07-22", "", "on", "a Saturday"),
        ("2023-07-19", "often", "weeks", "I take 1 to 52"),
    ):
        errors = secretary.submits_wrongly(form, on=on, weeks=weeks).errors
        assert list(errors) == [field]
        assert words in errors[field]
    with database.read() as session:
        assert session.exec(select(Board)).all() == []
        assert len(session.exec(select(Person)).all()) == 2


def test_what_somebody_else_has_said_meanwhile_stays_and_nothing_typed_is_dropped(
    secretary: Somebody, imported: Card, database: Database
) -> None:
    """Each form is open twice; the second one is sent when the first has been."""
    form = secretary.presses_for_form(imported, "Go on: who are the owners?")
    care, jo = field_of("Head of Care"), field_of("Jo in HR")
    secretary.submits(form, **{care: "care@example.org"})
    wrong = secretary.submits_wrongly(form, **{care: "other@example.org", jo: "Jo"})
    assert "“other@example.org” was not taken: somebody has said meanwhile who that owner is." in in_words(wrong)
    linked = secretary.submits(form, **{care: "other@example.org", jo: "jo@example.org"})
    assert linked.title == "1 owner linked"
    assert "“other@example.org” was not taken" in in_words(linked)
    assert secretary.submits(form, **{care: "other@example.org"}).title == "Nobody was linked"

    form = secretary.presses_for_form(linked, "Go on: which boards are there?")
    chair, partners = names(form, "Chair, Care Board"), names(form, "Partners")
    secretary.submits(form, **{chair: "care@example.org", partners: "partnership"})
    again = in_words(secretary.submits(form, **{chair: "other@example.org", partners: "delivery"}))
    assert "“other@example.org” was not taken: that board is there meanwhile." in again
    assert "Partners is there meanwhile, as the kind “partnership”, which was not changed." in again

    later = secretary.presses(secretary.types("/secretariat setup"), "Leave it for later")
    form = secretary.presses_for_form(later, "Go on: the next meeting")
    assert secretary.submits(form, on="2023-07-19", weeks="6").title == "9 meetings added"
    wrong = secretary.submits_wrongly(form, on="2023-07-26", weeks="6")
    said = "The Improvement Board meets on 19 July 2023 already: somebody was quicker. Another one: /board new."
    assert wrong.errors == {"on": said}
    with database.read() as session:
        assert len(session.exec(select(Meeting)).all()) == 9
        assert "other@example.org" not in {each.email for each in session.exec(select(Person))}


@no_sql_differs
@pytest.mark.parametrize(
    "typed", ["chair@example.org", "The Chair <chair@example.org>", "a@example.org, b@example.org"]
)
def test_an_address_is_not_the_name_of_a_board(
    secretary: Somebody, imported: Card, database: Database, typed: str
) -> None:
    later = secretary.presses(imported, "Leave it for later")
    form = secretary.presses_for_form(later, "Go on: which boards are there?")
    field = names(form, "The board that the others report to")
    said = f"“{typed}” has an e-mail address in it: that is who chairs the board, not what it is called."
    assert secretary.submits_wrongly(form, **{field: typed}).errors == {field: said}
    assert said in in_words(secretary.types(f'/secretariat boards add "{typed}" improvement'))
    with database.read() as session:
        assert session.exec(select(Board)).all() == []


@no_sql_differs
@pytest.mark.parametrize(
    ("said", "reporting"),
    [("one each", [["A"], ["B"], ["A"], ["B"]]), ("together", [["A", "B"]] * 4), ("later", [[]] * 4)],
)
def test_partnership_boards_get_their_turns(secretary: Somebody, said: str, reporting: list[list[str]]) -> None:
    secretary.presses(secretary.sends("tracker.csv", TRACKER), "Import")
    for name in ("A", "B"):
        secretary.types(f"/secretariat boards add {name} partnership")
    form = secretary.presses_for_form(after_two_steps(secretary), "Go on: the next meeting")
    secretary.submits(form, on="2023-07-19", weeks="16", turns=said)
    assert [each["reporting"] for each in secretary.types("/board").data["meetings"]] == reporting


def after_two_steps(secretary: Somebody) -> Card:
    """What comes when the owners and the boards are left for later."""
    card = secretary.types("/secretariat setup")
    return secretary.presses(secretary.presses(card, "Leave it for later"), "Leave it for later")


def test_many_owners_are_pasted_in_one_field(secretary: Somebody, database: Database) -> None:
    rows = "".join(f"{number},Do it,Head of Team {number},Green\n" for number in range(1, 31))
    imported = secretary.presses(secretary.sends("t.csv", f"Ref,Action,Owner,RAG\n{rows}".encode()), "Import")
    form = secretary.presses_for_form(imported, "Go on: who are the owners?")
    (field,) = form.inputs
    assert field.value.startswith("Head of Team 1: \nHead of Team 10: \n")
    wrong = secretary.submits_wrongly(form, **{LIST: "Head of Tean 2, b@example.org\nHead of Team 3: ?"})
    assert "“Head of Tean 2” is no owner who is open. Did you mean Head of Team 2" in wrong.errors[LIST]
    assert "“Head of Team 3: ?” has no e-mail address" in wrong.errors[LIST]
    pasted = "head of team 1 <one@example.org>\nHead of Team 2; two@example.org\nHead of Team 3: \n\n"
    assert secretary.submits(form, **{LIST: pasted}).title == "2 owners linked"
    with database.read() as session:
        held = select(Post.title, Person.email).join(Holding, Holding.post_id == Post.id).join(Person)  # type: ignore[arg-type]
        assert {("Head of Team 1", "one@example.org"), ("Head of Team 2", "two@example.org")} <= set(session.exec(held))
    assert "28 owners" in in_words(secretary.types("/secretariat setup"))


def test_addresses_beside_the_owners_in_the_file_are_offered(secretary: Somebody, database: Database) -> None:
    rows = (
        b"Ref,Action,Owner,RAG,Contact,Agreed with\n",
        b"1,Review the rota,Head of Care,Green,care@example.org,HEAD of care <Care@example.org>\n",
        b"2,Publish the guide,Jo in HR,Green,jo@example.org,\n",
        b"3,Train the panel,Jo in HR,Green,jo.lee@example.org,\n",
        b"4,Meet the trust,Head of Homes,Green,,a@example.org or b@example.org\n",
    )
    preview = secretary.sends("tracker.csv", b"".join(rows))
    (columns,) = [each for each in preview.body if isinstance(each, Table) and each.caption == "Columns"]
    read_as = {heading: meaning for _, heading, meaning in columns.rows}
    assert read_as["Contact"] == "offered as the owners’ addresses, when you are asked for these"
    assert read_as["Agreed with"] == "not used"
    imported = secretary.presses(preview, "Import")
    assert "The file has 1 address of them, which the form offers." in in_words(imported)
    form = secretary.presses_for_form(imported, "Go on: who are the owners?")
    assert {each.label: each.value for each in form.inputs} == {
        "Head of Care (1 action)": "care@example.org",
        "Head of Homes (1 action)": "",
        "Jo in HR (2 actions)": "",
    }, "of two different ones none"
    assert secretary.submits(form).title == "1 owner linked"
    for forged in ("[1]", "{", '{"Head of Homes": 7}', "{}"):
        asked = secretary.dispatcher.press(secretary.id, "secretariat.setup_owners", forged, Origin("test"))
        assert asked is not None
        assert isinstance(asked.answer, Modal)
        assert [each.value for each in asked.answer.inputs] == ["", ""]
    with database.read() as session:
        assert "care@example.org" in set(session.exec(select(Person.email)))


@no_sql_differs
def test_a_post_that_answers_for_actions_and_is_vacant_is_open_again(
    secretary: Somebody, imported: Card, database: Database, clock: Clock
) -> None:
    owners = secretary.presses_for_form(imported, "Go on: who are the owners?")
    secretary.submits(owners, **{field_of("Head of Care"): "care@example.org"})
    assert "1 owner in the plan has no address yet: Jo in HR." in in_words(secretary.types("/secretariat setup"))
    with database.write() as session:
        leaves = PersonRow("", "Head of Care", "SRO", None, None, "care@example.org", None, date(2023, 6, 30))
        appoint(session, 1, clock, leaves)
    clock.set("2023-07-01 10:00")
    owners = secretary.presses_for_form(secretary.types("/secretariat setup"), "Go on: who are the owners?")
    assert [each.label for each in owners.inputs] == ["Jo in HR (1 action)", "Head of Care (2 actions)"]
    secretary.submits(owners, **{field_of("Head of Care"): "new@example.org"})
    assert "1 owner in the plan has no address yet: Jo in HR." in in_words(secretary.types("/secretariat setup"))


@no_sql_differs
def test_the_forms_are_for_the_secretariat_alone(secretary: Somebody, imported: Card, database: Database) -> None:
    watcher = somebody(secretary.dispatcher, "w@example.org")
    assert watcher.presses(imported, "Go on: who are the owners?").title == "Not open to you"
    assert watcher.types('/secretariat boards add "X" delivery').title == "Not open to you"
    owners = secretary.presses_for_form(imported, "Go on: who are the owners?")
    card = secretary.presses(imported, "Leave it for later")
    boards = secretary.presses_for_form(card, "Go on: which boards are there?")
    meeting = secretary.presses_for_form(secretary.presses(card, "Leave it for later"), "Go on: the next meeting")
    with database.read() as session:
        before = len(session.exec(select(Event)).all())
    for form in (owners, boards, meeting):
        values = {each.name: each.value or "w@example.org" for each in form.inputs}
        assert watcher.submits(form, **values).title == "Not open to you"
    with database.read() as session:
        assert len(session.exec(select(Event)).all()) == before
