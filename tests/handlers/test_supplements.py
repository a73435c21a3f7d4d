"""Supplements for late items: planned after a pack is published, numbered on, checked, signed off, published."""

import re
from collections.abc import Callable, Iterator

import pytest
from sqlmodel import col, select

from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from handlers.pack.naming import contents_of
from handlers.plain_text import in_words
from models.packs.packs import Pack, PackFile, PackState
from models.record.database import Database
from models.record.events import Event, first_broken
from papers.pack.contents import PackContents
from papers.pack.section_numbers import parts_of
from tests.asking import Clock, Somebody, buttons, somebody
from tests.databases import Engine, after, fill_example, filling_asked_for, no_sql_differs
from tests.handlers.test_pack import finish, publish, told
from tests.papers.checking.made import Made

Asked = Callable[[str], Somebody]
SECRETARY, GOVERNANCE, CHAIR, OBSERVER = (
    f"{each}@example.org" for each in ("secretary", "governance", "chair", "observer")
)
ITEM = "The letter of the inspectorate came on 5 June. {{ on_track.current }} are on track; see {{ ref late }}."
LATE = "It came after the pack was out, and is about the meeting."


def newest(example: Database, supplement: int = 1) -> PackContents:
    """The contents of the newest version of a supplement; 0 is the pack."""
    with example.read() as session:
        its = select(Pack).where(Pack.supplement == supplement).order_by(col(Pack.id).desc())
        found = session.exec(its).first()
        assert found is not None
        return contents_of(found)


@after(fill_example)
def fill_published(database: Database) -> None:
    """The pack for 7 June, published with a section."""
    clock = Clock("2023-06-07 10:00")
    secretary = somebody(Dispatcher(database, registry, clock), SECRETARY)
    secretary.types("/pack write introduction The data are of {{ data_month }}.")
    secretary.types("/pack compile")
    finish(database, clock)
    publish(secretary, database, clock)


@pytest.fixture
def example(engine: Engine, request: pytest.FixtureRequest) -> Iterator[Database]:
    """The example, or what `published` has."""
    with engine.fresh(filling_asked_for(request, published=fill_published)) as database:
        yield database


@pytest.fixture
def published(as_person: Asked) -> Somebody:
    """The secretary, with the pack for 7 June published."""
    return as_person(SECRETARY)


def planned(secretary: Somebody) -> None:
    """A supplement with what it needs."""
    card = secretary.types("/pack supplement add “Letter of the inspectorate”")
    assert card.title == "Planned: supplement 1, Letter of the inspectorate"
    assert "It follows Board pack for 7 June 2023, version 1." in in_words(card)
    secretary.types(f"/pack write supplement item {ITEM}")
    secretary.types(f"/pack write for supplement 1 late {LATE}")


def test_a_late_item_is_numbered_on_and_goes_through_the_gate_to_who_had_the_pack(
    published: Somebody, as_person: Asked, example: Database, clock: Clock
) -> None:
    before = newest(example, 0)
    as_person(OBSERVER).types("/pack files")  # so that somebody has it who is not told otherwise
    published.types(f"/pack reviewers add Governance by {GOVERNANCE}")
    planned(published)
    card = published.types("/pack compile supplement")
    last = parts_of(before)[-1].number
    assert card.title == "Supplement 1 to the board pack for 7 June 2023, version 1"
    assert f"Numbered on from section {last}" in in_words(card)
    finish(example, clock)
    contents = newest(example)
    assert [(each.number, each.title) for each in parts_of(contents)] == [
        (last + 1, "Late item"),
        (last + 2, "Why it could not wait"),
    ]
    (title, item, _) = contents.written
    assert (title.number, title.paragraphs[0].text) == (0, "Letter of the inspectorate")
    assert item.paragraphs[0].number == f"{last + 1}.1"
    assert item.paragraphs[0].text.endswith(f"44 of 64 (68.75%) are on track; see section {last + 2}.")
    assert newest(example, 0) == before
    with example.read() as session:
        names = session.exec(select(PackFile.name).order_by(col(PackFile.id))).all()
    assert "supplement-1-to-board-pack-2023-06-07-v1-draft.pdf" in names
    assert published.types("/pack").data["packs"][0]["state"] == "published", "the pack is as it was"
    assert "supplement" not in str(published.types("/pack").data)

    checked = published.types("/pack check supplement")
    assert checked.title == "Supplement 1 to the board pack for 7 June 2023, version 1: checked"
    assert [each for each in checked.data["blockers"] if "sign" not in each] == []
    refused = published.types("/pack publish supplement")
    assert refused.data["late"]
    assert "It needs the chair’s reason for urgency" in in_words(refused)
    published.types("/pack review supplement")
    asked = told(example, "sign-off")[GOVERNANCE]
    assert asked.title == "For your sign-off: Supplement 1 to the board pack for 7 June 2023, version 1"
    assert "withdrawn" not in in_words(asked)
    assert as_person(GOVERNANCE).types("/pack approve").title.startswith("Approved: Governance")
    published.types("/pack write supplement item Another letter came.")
    compiled = in_words(published.types("/pack compile supplement 1"))
    assert "Withdraws the approval of Governance." in compiled
    assert "Late item was reworded." in compiled
    finish(example, clock)
    assert newest(example).version == 2
    as_person(GOVERNANCE).types("/pack return supplement Governance: which letter?")
    comments = published.types("/pack comments supplement")
    assert comments.title == "Comments on supplement 1 to the board pack for 7 June 2023"
    assert published.types("/pack comments").data["comments"] == [], "those of the pack are its own"
    given = published.types("/pack comments answer supplement 1 1 that of 1 June")
    assert given.title == "Answered: comment 1 on supplement 1 to the board pack for 7 June 2023", in_words(given)
    assert as_person(GOVERNANCE).types("/pack approve supplement Governance").title.startswith("Approved: Governance")
    said = published.types("/pack publish supplement urgent because the meeting is about it")
    assert "The chair’s reason for urgency: the meeting is about it." in in_words(said)
    finish(example, clock)
    had = told(example, "published")
    assert had[OBSERVER].title == "Supplement 1 to the board pack for 7 June 2023, version 2 is published"
    assert "please keep both together" in in_words(had[OBSERVER])
    contents = newest(example)
    assert contents.urgency.startswith("Published on 7 June 2023, after its deadline of 30 May 2023 (house).")
    assert [each.state for each in contents.sign_offs] == ["approved"]
    with example.read() as session:
        packs = session.exec(select(Pack).order_by(col(Pack.id))).all()
        assert [(each.supplement, each.state) for each in packs][-1] == (1, PackState.PUBLISHED)
        assert len({each.snapshot_id for each in packs}) == 1
        assert session.exec(select(Event).where(Event.what == "pack.supplemented")).one().subject == (
            "pack 2023-06-07 supplement 1 2"
        )
        assert first_broken(session, 1) is None
    assert as_person(OBSERVER).types("/pack supplements").data["supplements"][0]["state"] == "published"
    assert "are written no more" in in_words(published.types("/pack write supplement item More."))
    assert "is not compiled again" in in_words(published.types("/pack compile supplement"))
    assert in_words(published.types("/pack diff supplement 1 2")).count("Another") == 1
    given = published.types("/pack given 7 June 2023").data["given"]
    assert any("supplement 1, 2" in row[1] for row in given)


@no_sql_differs
def test_one_at_a_time_and_each_on_from_the_one_before(published: Somebody, example: Database, clock: Clock) -> None:
    planned(published)
    assert "“Letter of the inspectorate”, is not published yet" in in_words(published.types("/pack supplement add Two"))
    published.sends("supplement appendix letter.docx", Made().file)
    listed = published.types("/pack appendices supplement")
    assert [(each["number"], each["title"]) for each in listed.data["appendices"]] == [(1, "Letter")]
    published.types("/pack compile supplement")
    finish(example, clock)
    assert "Appendices" in [each.title for each in parts_of(newest(example))]
    published.types("/pack publish supplement urgent because it matters")
    finish(example, clock)
    first = newest(example)
    card = published.types("/pack supplement add Second letter")
    assert card.title == "Planned: supplement 2, Second letter"
    published.types("/pack write supplement item See {{ ref appendix 1 }}.")
    published.types("/pack none supplement late it is short")
    published.types("/pack compile supplement")
    finish(example, clock)
    second = newest(example, 2)
    assert second.supplement is not None
    assert second.supplement.to == "Supplement 1 to the board pack for 7 June 2023, version 1"
    assert parts_of(second)[0].number == parts_of(first)[-1].number + 1
    assert second.supplement.appendices == 1
    assert second.written[1].paragraphs[0].text == "See Appendix 1."
    published.types('/pack correct supplement 1 item "The letter" is "A letter" because there were two')
    finish(example, clock)
    published.types("/pack publish supplement 1")
    finish(example, clock)
    corrected = newest(example)
    assert corrected.name == "Corrected supplement 1 to the board pack"
    assert "published 7 June 2023, 10:00, corrected" in in_words(published.types("/pack supplements"))
    assert corrected.written[1].paragraphs[0].text.startswith("A letter of the inspectorate")
    behind = published.types("/pack check supplement").data["blockers"]
    assert any("numbered on from there" in each for each in behind)
    published.types("/pack compile supplement 2")
    finish(example, clock)
    assert published.types("/pack check supplement 2").data["blockers"] == []


@no_sql_differs
def test_a_report_to_a_body_has_supplements_of_its_own(published: Somebody, example: Database, clock: Clock) -> None:
    published.types("/pack paper add Cabinet 22 June 2023")
    published.types("/pack write for Cabinet purpose To report.")
    published.types("/pack compile for Cabinet")
    finish(example, clock)
    assert "No pack for Cabinet has been published yet" in in_words(
        published.types("/pack supplement add for Cabinet Letter")
    )
    published.types("/pack publish for Cabinet anyway because it is wanted")
    finish(example, clock)
    published.types("/pack supplement add for Cabinet Letter")
    assert "No supplement is planned." in in_words(published.types("/pack compile supplement")), "to the board’s pack"
    published.types("/pack write for Cabinet supplement item It came; see {{ ref appendix 1 }}.")
    published.types("/pack write for Cabinet 22 June 2023 supplement 1 late It was late.")
    card = published.types("/pack compile for Cabinet supplement")
    assert card.title == "Supplement 1 to the council report for Cabinet of 22 June 2023, version 1"
    assert "and appendix 1." in in_words(card), "the board’s pack, which goes with the report"
    finish(example, clock)
    assert published.types("/pack check for Cabinet supplement").data["blockers"] == []
    assert "No supplement has been compiled yet" in in_words(published.types("/pack check supplement"))
    assert "is being published" in published.types("/pack publish for Cabinet supplement").title, (
        "in time, it needs none"
    )
    finish(example, clock)
    assert "is the only version" in in_words(published.types("/pack diff for Cabinet supplement"))
    card = published.types("/pack supplements")
    assert [each["for"] for each in card.data["supplements"]] == ["Cabinet"]
    assert buttons(card) == []


@no_sql_differs
def test_what_cannot_be_is_refused_with_what_to_do(as_person: Asked, example: Database, clock: Clock) -> None:
    secretary = as_person(SECRETARY)
    assert "No pack has been published yet" in in_words(secretary.types("/pack supplement add Letter"))
    assert "No supplement is planned" in in_words(secretary.types("/pack compile supplement"))
    secretary.types("/pack compile")
    finish(example, clock)
    publish(secretary, example, clock)
    assert "What is the late item called" in in_words(secretary.types("/pack supplement add"))
    assert "no names in braces" in in_words(secretary.types("/pack supplement add Letter of {{ reds }}"))
    assert "looks like" in in_words(secretary.types("/pack supplement add Child born on 12/03/2014"))
    assert "The supplement" not in in_words(secretary.types("/pack supplements"))
    planned(secretary)
    assert "is required, and nobody has written it" not in in_words(secretary.types("/pack sections supplement"))
    assert "There is no written section “introduction”" in in_words(
        secretary.types("/pack write supplement introduction It.")
    )
    clock.set("2023-06-08 10:00")
    secretary.types("/pack compile supplement")
    finish(example, clock)
    clock.set("2023-06-08 10:00")
    assert "has met: what came too late" in in_words(secretary.types("/pack supplement add for 7 June 2023 Letter"))


@no_sql_differs
def test_a_correction_that_is_prepared_opens_what_is_published_to_no_other_version(
    published: Somebody, as_person: Asked, example: Database, clock: Clock
) -> None:
    published.types('/pack correct introduction "The data are" is "Data are" because it is shorter')
    finish(example, clock)
    published.types("/pack publish")
    finish(example, clock)
    published.types("/pack supplement add Letter of the inspectorate")
    published.types(f"/pack write supplement item {ITEM}")
    published.types(f"/pack write for supplement 1 late {LATE}")
    published.types("/pack compile supplement")
    finish(example, clock)
    follows = newest(example).supplement
    assert follows is not None
    assert follows.to == "Board pack for 7 June 2023, version 1 with 1 correction"
    assert newest(example).corrections == (), "it has none of its own"
    published.types("/pack publish supplement urgent because it matters")
    finish(example, clock)
    published.types('/pack correct supplement 1 item "The letter" is "A letter" because there were two')
    finish(example, clock)
    assert "is not compiled again" in in_words(published.types("/pack compile supplement"))
    assert buttons(published.types("/pack supplements")) == [], "it is not open any more"
    assert published.types("/pack supplement add Two").title == "Planned: supplement 2, Two"
    shown = published.types("/pack supplements")
    assert [each["supplement"] for each in shown.data["supplements"]] == [2, 1]
    assert [each.label for each in buttons(shown)] == ["Write supplement 2", "Compile supplement 2"]
    listed = as_person(OBSERVER).types("/pack supplements").data["supplements"]
    assert [each["state"] for each in listed] == ["published"], "that one is being prepared is not for everybody"


@no_sql_differs
def test_what_a_supplement_lacks_is_written_as_the_check_says(
    published: Somebody, example: Database, clock: Clock
) -> None:
    published.types("/pack supplement add Letter")
    published.types(f"/pack write supplement late {LATE}")
    published.types("/pack compile supplement")
    finish(example, clock)
    blockers = "; ".join(published.types("/pack check supplement").data["blockers"])
    (line,) = re.findall("“(/pack write [^”]+)”", blockers)
    for typed in (line, "/pack write supplement Late item", "/pack write supplement late item"):
        card = published.types(f"{typed} the letter came on 5 June, said {typed[-4:]}.")
        assert card.data["section"] == "item", typed
        assert card.data["text"] == f"the letter came on 5 June, said {typed[-4:]}."
    assert published.types("/pack section supplement late").data["text"] == LATE


@no_sql_differs
def test_a_supplement_has_no_list_of_its_own(published: Somebody) -> None:
    published.types("/pack supplement add Letter")
    for typed in (
        "add supplement costs after risk: what it costs",
        "remove supplement legal",
        "move supplement 1 legal",
    ):
        card = published.types(f"/pack sections {typed}")
        assert "The sections of a supplement stay as they are" in in_words(card), typed
    assert "supplement" not in in_words(published.types("/pack sections for 19 July 2023")).casefold()


def test_a_section_of_it_is_classified_under_its_number(published: Somebody, example: Database) -> None:
    planned(published)
    published.types("/pack classify supplement 1 item exempt paragraph 3 because it names a price")
    with example.read() as session:
        (told,) = session.exec(select(Event).where(Event.what == "section.classified"))
    assert told.subject == "supplement 1 2023-06-07 item"
