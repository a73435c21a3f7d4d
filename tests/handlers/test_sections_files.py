"""A Word file of sections that is sent back: what its sender changed is taken in, and what others wrote stays."""

from collections.abc import Callable

import pytest

from handlers.plain_text import in_words
from models.packs.papers import body_papers
from models.record.database import Database
from tests.asking import Clock, Somebody
from tests.databases import no_sql_differs
from tests.handlers.test_pack import finish, publish
from tests.handlers.test_sections import SECRETARY, other
from tests.own_process import own_process_here
from tests.papers.checking.made import Made
from tests.papers.test_sections_file import changed, paragraph

pytestmark = no_sql_differs
Asked = Callable[[str], Somebody]
NAME = "sections-2023-06-07 (1).docx"
__all__ = ["other", "own_process_here"]
here = pytest.mark.usefixtures("own_process_here")


def file_of(somebody: Somebody) -> bytes:
    """The Word file as the page gives it."""
    name, content = somebody.dispatcher.view(somebody.id, "page.sections_word")
    assert name == "sections-2023-06-07.docx"
    assert isinstance(content, bytes)
    return content


def saying(content: bytes, **texts: str) -> bytes:
    """The file with other words under its headings."""

    def change(document) -> None:  # type: ignore[no-untyped-def]
        for title, text in texts.items():
            heading = paragraph(document, title)
            following = document.paragraphs[[each._p for each in document.paragraphs].index(heading._p) + 1]
            following.text = text

    return changed(content, change)


def text_of(somebody: Somebody, section: str) -> str:
    return str(somebody.types(f"/pack section {section}").data.get("text", ""))


def test_only_what_was_changed_is_taken_in_and_shown(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/pack write introduction The data are of {{ data_month }}.")
    secretary.types("/pack none risk nothing new")
    content = file_of(secretary)
    card = secretary.sends(NAME, content)
    assert (card.title, card.data["taken"]) == ("0 sections taken in", [])
    assert "Nothing in it was changed since it went out" in in_words(card)
    card = secretary.sends(NAME, saying(content, Introduction="They are of April.", Items="A visit in June."))
    assert card.title == "2 sections taken in: Introduction and Items of business"
    said = in_words(card)
    assert said.index("The data are of {{ data_month }}.") < said.index("They are of April.")
    assert "Nobody had written it." in said
    assert text_of(secretary, "introduction") == "They are of April."
    assert "None: nothing new" in in_words(secretary.types("/pack section risk"))
    assert "0 sections taken in" in secretary.sends(NAME, file_of(secretary)).title


@here
def test_what_somebody_else_has_written_meanwhile_stays_and_both_are_shown(
    as_person: Asked,
    other: Somebody,
) -> None:
    secretary = as_person(SECRETARY)
    content = file_of(secretary)
    other.types("/pack write risk A new risk.")
    card = secretary.sends(NAME, saying(content, Risk="No risk.", Introduction="Of May."))
    assert (card.data["taken"], card.data["not_taken"]) == (["introduction"], ["risk"])
    assert "Programme Manager has written it since the file went out, so that stays. Yours says:" in in_words(card)
    assert "No risk." in in_words(card)
    assert text_of(secretary, "risk") == "A new risk."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("born on 12/03/2014", "looks like a date of birth"),
        ("{{ on_trak.current }}", "There is no figure “on_trak.current”"),
        ("", "It is empty; “/pack none introduction” says that there is nothing to say."),
    ],
)
@here
def test_what_cannot_be_kept_is_left_out_and_said(as_person: Asked, typed: str, said: str) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/pack write introduction Of May.")
    card = secretary.sends(NAME, saying(file_of(secretary), Introduction=typed, Risk="None of note."))
    assert (card.data["taken"], card.data["not_taken"]) == (["risk"], ["introduction"])
    assert said in in_words(card)
    assert "12/03/2014" not in in_words(card)
    assert text_of(secretary, "introduction") == "Of May."


@here
def test_the_sections_of_a_report_to_a_body_go_out_and_come_back(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/pack paper add Cabinet 22 June 2023")
    secretary.types("/pack write for Cabinet wards All wards.")
    secretary.types("/pack decision for Cabinet key because it costs; notice 2 May 2023 as KD/1")
    with secretary.dispatcher.database.read() as session:
        (report,) = body_papers(session, 1)
    name, content = secretary.dispatcher.view(
        secretary.id, "page.sections_word", values={"meeting": str(report.meeting.id)}
    )
    assert name == "sections-2023-06-22-for-cabinet.docx"
    decision = "Key decision because it costs a lot. Notice KD/1 was published on 3 May 2023."
    changed_in = {"Purpose": "To report.", "Wards": "None.", "Legal": "", "Decision type": decision}
    card = secretary.sends(name, saying(content, **changed_in))
    assert card.title == "3 sections taken in: Decision type, Wards and Purpose", in_words(card)
    assert secretary.types("/pack decision").data["decisions"][0]["lacks"] == "", "its notice was read"
    assert "Council report for Cabinet of 22 June 2023" in in_words(card)
    assert "To report." in in_words(secretary.types("/pack section for Cabinet purpose"))
    empty = secretary.sends(name, saying(content, Wards=""))
    assert "“/pack none for Cabinet wards” says that there is nothing to say" in in_words(empty)


@here
def test_other_people_and_other_files(as_person: Asked, example: Database, clock: Clock) -> None:
    secretary = as_person(SECRETARY)
    content = saying(file_of(secretary), Introduction="Of May.")
    assert as_person("chair@example.org").sends(NAME, content).title == "Not open to you"
    assert "0 warnings" in secretary.sends("paper.docx", content).title, "any other name is a paper to be checked"
    assert "is damaged" in in_words(secretary.sends(NAME, b"PK"))
    assert "is no file of sections from here" in in_words(secretary.sends(NAME, Made().file))
    secretary.types("/pack compile")
    finish(example, clock)
    publish(secretary, example, clock)
    late = secretary.sends(NAME, content)
    assert "has been published, so its sections are written no more" in in_words(late)


@here
def test_a_section_with_a_table_is_not_taken_in_and_the_others_are(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)

    def change(document) -> None:  # type: ignore[no-untyped-def]
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Legal", "551"
        paragraph(document, "Introduction")._p.addnext(table._tbl)

    content = changed(
        saying(file_of(secretary), **{"Introduction": "Costs:", "Items of business": "A letter."}), change
    )
    card = secretary.sends(NAME, content)
    assert (card.data["taken"], card.data["not_taken"]) == (["business"], ["introduction"])
    assert "Not taken in. There is a table in it, and tables are not taken in" in in_words(card)
    assert "551" not in in_words(card)
    assert text_of(secretary, "introduction") == ""


def test_a_section_that_is_too_long_stays_out_and_is_not_repeated(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    content = file_of(secretary)
    card = secretary.sends(NAME, saying(content, Introduction="word " * 4001, Items="A visit in June."))
    assert card.data == {"taken": ["business"], "not_taken": ["introduction"]}
    said = in_words(card)
    assert "A section has 20,000 characters at most; that is 20,004." in said
    assert len(said) < 1000
