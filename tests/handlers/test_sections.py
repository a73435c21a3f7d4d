"""Written sections of the next board's cover report: written and stated in chat, by several, with figures by name."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from handlers.cards import Card
from handlers.pack.naming import contents_of
from handlers.plain_text import in_words
from handlers.requests import Origin
from models.outbox.deliveries import Delivery
from models.packs.packs import Pack
from models.packs.papers import SectionVersion
from models.people.people import Holding, Person, Post, Role
from models.record.database import Database
from models.record.events import Event
from models.record.rules import SECTIONS
from papers.bound_figures import Bound, bound_in, name_of, resolved
from papers.outlines import COVER
from papers.pack.contents import PackContents
from papers.pack.section_numbers import parts_of
from papers.pack.written import paragraphs_of
from tests.asking import Clock, Somebody, buttons, table
from tests.databases import no_sql_differs
from tests.handlers.test_pack import finish, publish

Asked = Callable[[str], Somebody]
SECRETARY, OTHER, CHAIR = "secretary@example.org", "programme.manager@example.org", "chair@example.org"
TYPED = "The data are of {{ data_month }}. {{ On track.current }} are on track; see {{ ref reds }}."


@pytest.fixture
def other(example: Database, as_person: Asked) -> Somebody:
    """Somebody else who keeps the record, too."""
    with example.write() as session:
        post = session.exec(select(Post).where(Post.role == Role.SECRETARIAT)).first()
        person = session.exec(select(Person).where(Person.email == OTHER)).one()
        assert post is not None
        session.add(Holding(post_id=post.id, person_id=person.id))
    return as_person(OTHER)


def states(card: Card) -> dict[str, str]:
    """How each section stands, by its name."""
    return {row[1]: row[2] for row in table(card).rows}


def contents(database: Database) -> PackContents:
    """Those of the newest pack."""
    with database.read() as session:
        found = session.exec(select(Pack).order_by(col(Pack.id).desc())).first()
        assert found is not None
        return contents_of(found)


def test_the_sections_that_can_be_required_are_the_written_ones() -> None:
    assert tuple(each.key for each in COVER.written) == SECTIONS
    assert len(COVER.by_key) == len(COVER.parts)


@no_sql_differs
def test_a_section_is_written_in_a_line_and_shown_with_its_figures(as_person: Asked, example: Database) -> None:
    secretary = as_person(SECRETARY)
    before = secretary.types("/pack sections")
    assert before.title == "Cover report for the Improvement Board of 7 June 2023"
    assert "0 sections of 4 written." in in_words(before)
    assert states(before)["introduction"] == "not written"
    assert states(before)["reds"] == "generated"
    card = secretary.types(f"/pack write introduction {TYPED}")
    assert card.title == "Introduction is written"
    said = in_words(card)
    assert "The data are of May 2023. 44 of 64 (68.75%) are on track; see the section “Reds”." in said
    assert "Figures for the Improvement Board of 7 June 2023 as they stand now" in said
    assert card.data["text"] == TYPED, "as it was typed"
    after = states(secretary.types("/pack sections"))
    assert after["introduction"] == "written by Board Secretary, 7 June 2023, 10:00, version 1"
    with example.read() as session:
        (event,) = session.exec(select(Event).where(Event.what == "section.written"))
    assert (event.subject, event.after) == ("cover report 2023-06-07 introduction", {"version": 1})
    assert "data" not in str(event.model_dump())


def test_the_form_has_what_stands_there_and_keeps_every_version(as_person: Asked, example: Database) -> None:
    secretary = as_person(SECRETARY)
    form = secretary.opens("/pack write introduction")
    assert [each.value for each in form.inputs] == [""]
    assert "There is no text." in secretary.submits_wrongly(form).errors["text"]
    assert "looks like a date of birth" in secretary.submits_wrongly(form, text="born on 12/03/2014").errors["text"]
    secretary.submits(form, text="First.\n\nAnd second.")
    form = secretary.presses_for_form(secretary.types("/pack section Introduction"), "Write it anew")
    assert [each.value for each in form.inputs] == ["First.\n\nAnd second."]
    card = secretary.submits(form, text="Third.")
    assert "version 1: First." in in_words(card)
    with example.read() as session:
        versions = session.exec(select(SectionVersion).order_by(col(SectionVersion.number))).all()
    assert [(each.number, each.text, each.door) for each in versions] == [
        (1, "First.\n\nAnd second.", "test"),
        (2, "Third.", "test"),
    ]


def test_nothing_to_say_is_a_statement_by_somebody(as_person: Asked, example: Database, clock: Clock) -> None:
    secretary = as_person(SECRETARY)
    card = secretary.types("/pack none risk no new risk implications")
    assert "None: no new risk implications (Board Secretary, 7 June 2023)." in in_words(card)
    said = "/pack none risk no new risks, none that grew, Workforce SRO, 1 June"
    assert "None: no new risks, none that grew (Workforce SRO, 1 June 2023)." in in_words(secretary.types(said))
    said = "/pack none risk no new risk implications, Service Director, 1 June"
    assert "None: no new risk implications (Service Director, 1 June 2023)." in in_words(secretary.types(said))
    said = "/pack none risk no new risks, none that grew, 1 June"
    assert "None: no new risks, none that grew (Board Secretary, 1 June 2023)." in in_words(secretary.types(said))
    assert "None (Board Secretary, 7 June 2023)." in in_words(secretary.types("/pack none risk none"))
    assert "Why is there nothing to say" in in_words(secretary.types("/pack none risk ,,"))
    secretary.types("/pack none risk no new risks, none that grew, Workforce SRO, 1 June")
    assert states(secretary.types("/pack sections"))["risk"].startswith(
        "nothing to say, says the Workforce SRO; entered"
    )
    form = secretary.opens("/pack none business")
    assert [each.name for each in form.inputs] == ["why", "post", "on"]
    wrong = secretary.submits_wrongly(form, why="quiet", on="2023-06-08")
    assert "8 June 2023 lies ahead" in wrong.errors["why"]
    secretary.submits(wrong, why="a quiet month", on="2023-06-01", post="Independent Chair")
    secretary.types("/pack compile")
    finish(example, clock)
    (business, risk) = contents(example).written
    assert [each.text for each in business.paragraphs] == ["None: a quiet month (Independent Chair, 1 June 2023)."]
    assert (risk.nothing, risk.paragraphs[0].typed) == (True, "no new risks, none that grew")


def test_two_people_are_told_of_each_other(as_person: Asked, other: Somebody, example: Database) -> None:
    secretary = as_person(SECRETARY)
    mine, theirs = (who.opens("/pack write introduction") for who in (secretary, other))
    other.submits(theirs, text="Theirs.")
    late = secretary.submits_wrongly(mine, text="Mine.")
    said = in_words(late)
    assert "Somebody else has written this section since you opened it." in late.errors["text"]
    assert "Programme Manager wrote this (version 1)" in said
    assert "Theirs." in said
    assert [each.value for each in late.inputs] == ["Mine."], "nothing is lost"
    secretary.submits(late, text="Both of ours.")
    with example.read() as session:
        (message,) = session.exec(select(Delivery).where(col(Delivery.key).like("section %")))
        assert session.get_one(Person, message.person_id).email == OTHER
    told = str(message.card)
    assert "Board Secretary has put other words in the place of yours." in told
    assert "Both of ours." in told
    assert "version 1: Theirs." in in_words(other.types("/pack section introduction"))


@no_sql_differs
def test_a_line_over_words_of_somebody_else_is_a_form_that_shows_them(as_person: Asked, other: Somebody) -> None:
    secretary = as_person(SECRETARY)
    other.types("/pack write risk A new risk.")
    form = secretary.opens("/pack write risk No risk at all.")
    assert "A new risk." in in_words(form)
    assert [each.value for each in form.inputs] == ["No risk at all."]
    other.types("/pack write risk Two new risks.")
    late = secretary.submits_wrongly(form)
    assert "Two new risks." in in_words(late)
    assert "None: it passed" in in_words(secretary.submits(secretary.opens("/pack none risk it passed")))
    assert secretary.types("/pack write risk Mine again.").title == "Risk implications is written", "over one's own"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "introduction {{ on_trak.current }} of them",
            "There is no figure “on_trak.current”. Did you mean {{ on_track.c",
        ),
        ("introduction see {{ ref redds }}", "There is no section “redds”. Did you mean {{ ref reds }} or"),
        ("introduction born on 12/03/2014", "looks like a date of birth"),
        ("introdction The data", "Did you mean “introduction”?"),
        ("reds They are three", "“Reds” is generated from the record, so nobody writes it."),
        ("zzz The data", "The sections that are written are introduction, business, presenting and risk."),
    ],
)
@no_sql_differs
def test_what_cannot_be_kept_is_refused(as_person: Asked, example: Database, typed: str, said: str) -> None:
    card = as_person(SECRETARY).types(f"/pack write {typed}")
    assert said in in_words(card)
    assert "12/03/2014" not in in_words(card)
    with example.read() as session:
        assert session.exec(select(SectionVersion)).all() == []


@pytest.mark.parametrize(
    ("typed", "section", "text"),
    [
        ("risk implications are low", "risk", "implications are low"),
        ("Risk implications: they are low", "risk", "they are low"),
        ("Risk implications They grew.", "risk", "They grew."),
        ("risk implications {{ on_track.current }} are on track", "risk", "{{ on_track.current }} are on track"),
        ("Items of business The letter", "business", "The letter"),
        ("RISK They grew.\n\nAll of them, please", "risk", "They grew.\n\nAll of them, please"),
        ("introduction - as before, thanks", "introduction", "- as before, thanks"),
    ],
)
@no_sql_differs
def test_a_section_is_meant_by_its_name_or_its_title(as_person: Asked, typed: str, section: str, text: str) -> None:
    data = as_person(SECRETARY).types(f"/pack write {typed}").data
    assert (data["section"], data["text"]) == (section, text)


@no_sql_differs
def test_sections_are_asked_for_in_a_sentence(as_person: Asked) -> None:
    for said in ("which sections are missing?", "show me the sections of the cover report"):
        assert as_person(SECRETARY).says(said).title == "Cover report for the Improvement Board of 7 June 2023", said


@no_sql_differs
def test_chairs_read_and_the_secretariat_writes(as_person: Asked) -> None:
    as_person(SECRETARY).types("/pack write introduction The data are of May.")
    chair = as_person(CHAIR)
    assert "The data are of May." in in_words(chair.types("/pack section introduction"))
    assert buttons(chair.types("/pack sections")) == []
    form = as_person(SECRETARY).opens("/pack write risk")
    reply = chair.dispatcher.submit(chair.id, form.verb, form.state, {"text": "Mine."}, Origin("test", "C1"))
    assert reply is not None
    assert reply.answer.title == "Not open to you"
    for other in ("workforce.sro@example.org", "director@example.org", "hscp.chair@example.org"):
        assert as_person(other).types("/pack section introduction").title == "Not open to you", other


@no_sql_differs
def test_figures_are_listed_by_their_names(as_person: Asked) -> None:
    card = as_person(SECRETARY).types("/pack figures")
    figures = card.data["figures"]
    assert figures["on_track.current"] == "44 of 64 (68.75%)"
    assert figures["on_track.previous"] == "52 of 65 (80.00%)"
    assert figures["red.activity.current"] == "2 of 64 (3.13%)"
    assert figures["grey.impact.previous.percent"] == "50.77%"
    assert (figures["total.current"], figures["total.previous"]) == ("64", "65")
    assert (figures["reds"], figures["reds.refs"]) == ("3", "2.1, 2.4 and 7.5")
    assert (figures["updates.expected"], figures["updates.missing"]) == ("37", "0")
    assert (figures["meeting.weekday"], figures["previous_meeting"]) == ("Wednesday 7 June 2023", "26 April 2023")
    assert ("{{ meeting }}", "“7 June 2023”", "the day of the meeting") in table(card).rows


def test_a_pack_prints_figures_as_frozen_and_numbers_sections(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/pack compile")
    finish(example, clock)
    assert contents(example).written == ()
    secretary.types(f"/pack write introduction {TYPED}\n\nSee {{{{ ref Risk implications }}}}.")
    secretary.types("/pack write risk One, as {{ ref introduction }} says.")
    secretary.types("/pack compile")
    finish(example, clock)
    now = contents(example)
    assert now.version == 2
    assert now.changed == ("Introduction was written.", "Risk implications was written.")
    introduction, risk = now.written
    numbers = {each.key: each.number for each in parts_of(now)}
    assert (introduction.number, risk.number) == (1, numbers["risk"])
    first, second = introduction.paragraphs
    assert first.text == (f"The data are of May 2023. 44 of 64 (68.75%) are on track; see section {numbers['reds']}.")
    assert (first.number, first.typed) == ("1.1", TYPED)
    assert (second.number, second.text) == ("1.2", f"See section {risk.number}.")
    assert risk.paragraphs[0].text == "One, as section 1 says."
    assert "version 1)" in in_words(
        secretary.types("/pack section introduction")
    ) or "as they were fixed on" in in_words(secretary.types("/pack section introduction"))
    assert "up to date" in secretary.types("/pack compile").title


@no_sql_differs
def test_a_required_section_that_is_missing_refuses_publication(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    card = secretary.types("/pack sections require introduction and risk")
    assert "Introduction and Risk implications are required: no cover report is published without." in in_words(card)
    assert card.data["required"] == ["introduction", "risk"]
    assert states(card)["introduction"] == "not written, and required"
    secretary.types("/pack none risk nothing new")
    secretary.types("/pack compile")
    finish(example, clock)
    checked = secretary.types("/pack check")
    (blocker,) = checked.data["blockers"]
    assert blocker.startswith(
        "the section “Introduction” is required, and nobody has written it (“/pack write for 7 June 2023"
    )
    assert "is not complete, so it cannot be published" in in_words(secretary.types("/pack publish"))
    secretary.types("/pack write introduction The data are of May.")
    secretary.types("/pack compile")
    finish(example, clock)
    publish(secretary, example, clock)
    assert contents(example).draft is False
    secretary.types("/pack sections optional risk")
    assert secretary.types("/pack sections").data["required"] == ["introduction"], "now of the board after"
    assert "19 July 2023" in secretary.types("/pack sections").title


@no_sql_differs
def test_what_was_written_since_a_pack_was_compiled_is_taken_in_before_it_is_published(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/pack write introduction The data are of May.")
    secretary.types("/pack compile")
    finish(example, clock)
    secretary.types("/pack write introduction The data are of {{ data_month }}.")
    secretary.types("/pack sections require risk")
    blockers = secretary.types("/pack check").data["blockers"]
    assert [each.partition(" (")[0] for each in blockers] == [
        "the section “Introduction” was written since version 1 was compiled",
        "the section “Risk implications” is required, and nobody has written it",
    ]
    refused = secretary.types("/pack publish")
    assert "was written since version 1 was compiled" in in_words(refused)
    secretary.types("/pack none risk nothing new")
    secretary.presses(refused, "Compile again")
    finish(example, clock)
    assert [each.paragraphs[0].text for each in contents(example).written] == [
        "The data are of May 2023.",
        "None: nothing new (Board Secretary, 7 June 2023).",
    ]
    publish(secretary, example, clock)
    assert secretary.types("/pack check").data["blockers"] == []


@no_sql_differs
def test_a_pack_of_a_board_that_has_met_is_still_written_for(as_person: Asked, example: Database, clock: Clock) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/pack sections require introduction")
    secretary.types("/pack compile")
    finish(example, clock)
    clock.set("2023-06-09 10:00")
    assert "19 July 2023" in secretary.types("/pack sections").title
    assert "/pack write for 7 June 2023 introduction" in in_words(secretary.types("/pack publish"))
    form = secretary.opens("/pack write for 7 June 2023 Introduction")
    secretary.submits(form, text="The data are of May.")
    card = secretary.types("/pack write for 7 June 2023 introduction: The data\n\nare of {{ data_month }}.")
    assert card.data["text"] == "The data\n\nare of {{ data_month }}."
    assert "written by" in states(secretary.types("/pack sections for 7 June 2023"))["introduction"]
    assert states(secretary.types("/pack sections"))["introduction"] == "not written, and required"
    secretary.types("/pack compile 7 June 2023")
    finish(example, clock)
    publish(secretary, example, clock)
    assert contents(example).written[0].paragraphs[1].text == "are of May 2023."
    assert "does not meet on 8 June 2023" in in_words(secretary.types("/pack none for 8 June 2023 risk none"))
    assert "shows one section" in in_words(secretary.types("/pack sections introduction"))


@no_sql_differs
def test_a_typed_figure_that_disagrees_is_found_by_section_and_paragraph(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/pack write introduction All is well.\n\nOf all, 43 of 64 actions (67%) are on track.")
    secretary.types("/pack compile")
    finish(example, clock)
    (finding,) = secretary.types("/pack check").data["findings"]
    assert (finding["place"], finding["should"]) == ("Introduction, paragraph 2", "44 (68.75%)")


@no_sql_differs
def test_a_form_of_a_published_pack_says_so_and_keeps_nothing(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    form = secretary.opens("/pack write introduction")
    secretary.types("/pack compile")
    finish(example, clock)
    publish(secretary, example, clock)
    wrong = secretary.submits_wrongly(form, text="Too late.")
    assert "has been published, so its sections are written no more" in wrong.errors["text"]
    assert [each.value for each in wrong.inputs] == ["Too late."]


# What is typed


def test_names_in_a_text() -> None:
    text = "{{on_track.current}} and {{ On Track.Current }}, {{ Ref to Reds }}, {{ }} {% if %} {{{x}}}"
    assert bound_in(text) == [
        Bound("{{on_track.current}}", "on_track.current"),
        Bound("{{ On Track.Current }}", "on_track.current"),
        Bound("{{ Ref to Reds }}", "ref reds", "reds"),
        Bound("{{x}}", "x"),
    ]
    known = {"on_track.current": "44"}
    assert resolved(text, known, {"reds": "section 5"}) == "44 and 44, section 5, {{ }} {% if %} {{{x}}}"


@given(st.text(), st.dictionaries(st.from_regex(r"[a-z_.]{1,9}", fullmatch=True), st.text()))
def test_what_nobody_knows_stays_as_it_was_typed(text: str, figures: dict[str, str]) -> None:
    if not {each.name for each in bound_in(text)} & set(figures):
        assert resolved(text, figures, {}) == text


@given(st.text(alphabet="ab \n.", max_size=60))
def test_no_word_is_lost_between_paragraphs(text: str) -> None:
    found = paragraphs_of(text)
    assert " ".join(found).split() == text.split()
    assert all(each.strip() and "\n\n" not in each for each in found)


@given(st.text(max_size=30))
def test_a_name_is_a_name(words: str) -> None:
    assert name_of(name_of(words)) == name_of(words)
