"""An organisation's own list of the sections of its papers: added, renamed, moved, left out; printed like ours."""

import io
from collections.abc import Callable

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlmodel import col, select

from handlers.plain_text import in_words
from models.packs.own_sections import OwnSection
from models.packs.papers import PaperKind
from models.record.database import Database
from models.record.events import Event
from papers.outlines import COUNCIL, COVER, Outline
from papers.own_outlines import (
    FIRST,
    LONGEST_TITLE,
    MOST_OWN,
    added,
    key_of,
    left_out,
    moved,
    renamed,
    taken_back,
    with_own,
)
from papers.pack.contents import PackContents, from_json, to_json
from papers.pack.pdf import write_pdf
from papers.pack.spreadsheet import write_spreadsheet
from papers.pack.web import write_web
from papers.pack.word import write_word
from tests.asking import Clock, Somebody, table
from tests.databases import no_sql_differs
from tests.handlers.test_pack import finish
from tests.handlers.test_reports import example, newest, planned
from tests.handlers.test_sections import contents, states
from tests.handlers.test_sections_files import saying
from tests.own_process import own_process_here
from tests.papers.pdf_text import page_texts

Asked = Callable[[str], Somebody]
SECRETARY = "secretary@example.org"
__all__ = ["example", "own_process_here", "planned"]
CLIMATE = "/pack sections add {}climate impact after {}: what it does to emissions"
SAID = "It saves 4 tonnes a year."


def printed(pack: PackContents) -> dict[str, str]:
    """What each format says."""
    document = Document(io.BytesIO(write_word(pack)))
    sheets = load_workbook(io.BytesIO(write_spreadsheet(pack))).worksheets
    return {
        "word": " ".join(each.text for each in document.paragraphs),
        "pdf": " ".join(page_texts(write_pdf(pack))),
        "web": write_web(pack).decode(),
        "spreadsheet": " ".join(str(cell) for sheet in sheets for row in sheet.values for cell in row if cell),
    }


@pytest.mark.usefixtures("own_process_here")
def test_a_report_has_a_section_of_ones_own(planned: Somebody, example: Database, clock: Clock) -> None:
    planned.types("/pack compile for Cabinet")
    finish(example, clock)
    before = newest(example)
    card = planned.types(CLIMATE.format("for Cabinet ", "legal"))
    assert card.title == "Climate impact is a section now"
    assert ("Climate impact", "climate impact", "your own: what it does to emissions") in table(card).rows
    assert "The list of sections has changed since version 1" in in_words(planned.types("/pack check for Cabinet"))
    card = planned.types(f"/pack write for Cabinet climate impact {SAID} See {{{{ ref purpose }}}}.")
    assert card.title == "Climate impact is written"
    planned.types("/pack sections require for Cabinet climate impact")
    for _ in range(2):  # the same again changes nothing, and no event says so
        card = planned.types("/pack sections rename for Cabinet legal to Legal implications")
        assert ("Legal implications", "legal", "ours is called Legal") in table(card).rows
    planned.types("/pack write for Cabinet legal implications None beyond those known.")
    card = planned.types("/pack sections move for Cabinet purpose before considerations")
    assert card.data["sections"][card.data["sections"].index("considerations") - 1] == "purpose"
    card = planned.types("/pack sections move for Cabinet purpose after considerations")
    assert ("Purpose", "purpose", "moved") in table(card).rows
    card = planned.types("/pack sections remove for Cabinet wards and consultees")
    assert card.title == "Wards and Consultees are left out"
    assert card.data["left_out"] == ["wards", "consultees"]
    assert "Left out: Wards and Consultees." in in_words(card)
    planned.types("/pack reviewers add for Cabinet Climate by secretary@example.org for climate impact")
    planned.types("/pack compile for Cabinet")
    finish(example, clock)
    now = newest(example)
    assert "The list of sections has changed." in now.changed
    keys = [each.key for each in now.outline.written]
    assert keys[keys.index("legal") + 1] == "climate_impact"
    assert keys[keys.index("considerations") + 1] == "purpose"
    assert "wards" not in keys
    assert "Consultees" not in now.sections_missing
    for format, said in printed(now).items():
        assert "Climate impact" in said, format
        assert "4 tonnes a year. See section 1." in said, format
        assert "Legal implications" in said, format
    assert from_json(to_json(before)).outline is COUNCIL, "what is kept has the outline with which it was made"
    assert before.outline.by_key["legal"].title == "Legal"
    assert "Climate" in in_words(planned.types("/pack reviewers for Cabinet"))
    no = in_words(planned.types("/pack sections restore for Cabinet legal"))
    assert "Left out are Consultees and Wards." in no
    assert planned.types("/pack sections restore for Cabinet consultees").title == "Consultees is back"
    assert "Left out is Wards." in in_words(planned.types("/pack sections restore for Cabinet legal"))
    assert "Consultees" in in_words(planned.types("/pack sections for Cabinet"))
    with example.read() as session:
        events = session.exec(select(Event).where(Event.subject == "papers of Cabinet")).all()
        log = [(each.before, each.after) for each in events]
    assert [each.what for each in events] == ["paper.sections"] * 6
    assert "climate_impact" in str(log)
    assert "hint" not in str(log), "what belongs in it is typed text, and stays out of the log"


@no_sql_differs
def test_a_title_may_have_in_it_what_else_says_where_it_stands_or_that_there_are_several(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/pack paper add Cabinet 22 June 2023")
    for body, behind in (("for Cabinet ", "appendices"), ("", "findings")):
        secretary.types(f"/pack sections add {body}care: who is in care")
        listed = secretary.types(f"/pack sections add {body}heat and light: what they cost").data["sections"]
        assert listed[listed.index(behind) - 2 : listed.index(behind)] == ["care", "heat_and_light"], "last, else"
        secretary.types(f"/pack sections add {body}life after care before {behind}: what became of them")
        moved_ = secretary.types(f"/pack sections move {body}heat and light after life after care").data["sections"]
        assert moved_[moved_.index("life_after_care") + 1] == "heat_and_light"
        removed = secretary.types(f"/pack sections remove {body}heat and light")
        assert removed.title == "Heat and light is left out"
        assert removed.data["left_out"] == [], "one of their own is none any more"


@no_sql_differs
@pytest.mark.usefixtures("own_process_here")
def test_the_boards_own_paper_has_one_that_is_written_stated_required_and_comes_back_from_word(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    secretary.types(CLIMATE.format("", "business"))
    secretary.types("/pack sections rename business to Other business")
    secretary.types("/pack sections require climate impact, risk")
    assert states(secretary.types("/pack sections"))["climate impact"] == "not written, and required"
    secretary.types("/pack compile")
    finish(example, clock)
    assert "The section “Climate impact” is required" in in_words(secretary.types("/pack check"))
    assert secretary.types("/pack none climate impact no change").title == "Climate impact: nothing to say"
    name, content = secretary.dispatcher.view(secretary.id, "page.sections_word")
    card = secretary.sends(name, saying(content, Climate=SAID, Other="A visit."))
    assert card.data["taken"] == ["business", "climate_impact"]
    secretary.types("/pack compile")
    finish(example, clock)
    pack = contents(example)
    assert [(each.key, each.title, each.before) for each in pack.written] == [
        ("business", "Other business", "asked"),
        ("climate_impact", "Climate impact", "asked"),
    ]
    for format, said in printed(pack).items():
        assert "Climate impact" in said, format
        assert SAID in said, format
    assert "required" not in states(secretary.types("/pack sections optional climate impact"))["climate impact"]
    secretary.types("/pack sections remove climate impact")
    assert "climate_impact" not in states(secretary.types("/pack sections"))


REFUSED = (
    ("add for Cabinet legal after risk: powers", "There is a section “Legal” already."),
    ("add for Cabinet climate after nowhere: heat", "There is no section “nowhere”."),
    ("add for Cabinet climate after legal", "What belongs in “Climate”?"),
    ("add for Cabinet climate after title: heat", "Sections stand behind the table with which a report begins"),
    ("add for Cabinet climate after acronyms: heat", "Written sections stand before the glossary"),
    (f"add for Cabinet {'long ' * 20}after legal: heat", "A title has 2 to 60 characters."),
    ("add for Cabinet x after legal: heat", "A title has 2 to 60 characters."),
    ("add for Cabinet after legal: heat", "What is the section called?"),
    (f"add for Cabinet climate after legal: {'heat ' * 61}", "in 300 characters at most"),
    ("add for Cabinet headline after legal: heat", "“Headline” is the name of a section in other papers."),
    ("move for Cabinet legal after legal", "“Legal” cannot stand behind itself."),
    ("remove for Cabinet title", "A report cannot go without a title"),
    ("add for Cabinet 2030 after legal: heat", "A title begins with a letter."),
    ("add for Nobody climate after legal: heat", "Which body is it for?"),
    ("add climate after slow: heat", "written sections stand in four places: “before headline”"),
    ("add introduction after business: again", "There is a section “Introduction” already."),
    ("remove for Cabinet equality", "“Equality duty” cannot be left out. The Equality Act 2010"),
    ("remove for Cabinet decision", "“Decision type” cannot be left out."),
    ("remove for Cabinet reds", "“Reds” is generated from the record"),
    ("remove for Cabinet climate", "There is no section “climate”. Those that people write are title, author"),
    ("restore for Cabinet legal", "None of ours is left out."),
    ("rename for Cabinet position to Standing", "“Position” is generated, and its heading comes with it."),
    ("rename for Cabinet legal to risk management", "There is a section “Risk management” already."),
    ("move for Cabinet wards after legal", "stands in the table with which a report begins"),
    ("move for Cabinet legal", "Where to?"),
    ("add for Cabinet Jo Example born 3 May 2010 after legal: case 123/45", "This looks like a date of birth."),
)


@no_sql_differs
def test_what_cannot_be_is_said_and_changes_nothing(as_person: Asked, example: Database, clock: Clock) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/pack compile")
    finish(example, clock)
    secretary.types("/pack paper add Cabinet 22 June 2023")
    for typed, said in REFUSED:
        assert said in in_words(secretary.types(f"/pack sections {typed}")), typed
    with example.read() as session:
        assert session.exec(select(Event).where(col(Event.what) == "paper.sections")).all() == []


def test_what_is_as_ours_is_not_kept_and_there_is_a_most() -> None:
    assert renamed(COVER, renamed(COVER, (), "business", "Business"), "business", COVER.by_key["business"].title) == ()
    assert taken_back(left_out(COVER, (), "business"), "business") == ()
    assert key_of("x" * LONGEST_TITLE) == "x" * 40
    assert key_of("U.K. law") == "u_k_law"
    own: tuple[OwnSection, ...] = ()
    for each in range(MOST_OWN):
        own = added(COVER, own, f"Own {each}", "hint", "business")
    with pytest.raises(ValueError, match="30 sections of its own at most"):
        added(COVER, own, "One more", "hint", "business")
    with pytest.raises(ValueError, match="There is a section “Risk implications” already"):
        renamed(COVER, own, "own_1", "risk implications")
    gone = OwnSection("gone", "Of an outline before", after="business")
    assert with_own(COVER, (gone,)).parts == COVER.parts, "one that was ours, and is none any more"
    without = left_out(COVER, (), "risk")
    with pytest.raises(ValueError, match="It was left out: “/pack sections restore risk” takes it back"):
        added(COVER, without, "Risk", "hint", "business")


CHANGES = st.lists(st.tuples(st.sampled_from("amrlt"), st.integers(0, 40), st.integers(0, 40)), max_size=12)


@given(CHANGES, st.sampled_from([COVER, COUNCIL]))
def test_whatever_is_changed_every_section_stands_once_and_ours_in_their_order(
    changes: list[tuple[str, int, int]], base: Outline
) -> None:
    own: tuple[OwnSection, ...] = ()
    left: set[str] = set()
    names = 0
    for what, first, second in changes:
        parts = with_own(base, own).parts
        part, after = parts[first % len(parts)], [FIRST, *(each.key for each in parts)][second % (len(parts) + 1)]
        try:
            if what == "a":
                names += 1
                own = added(base, own, f"Own {names}", "hint", after)
                its, key = with_own(base, own), f"own_{names}"
            elif what == "m" and part.written:
                own, key = moved(base, own, part.key, after), part.key
                its = with_own(base, own)
            elif what == "r" and part.written:
                own = renamed(base, own, part.key, f"Called {first} {second}")
                assert with_own(base, own).by_key[part.key].title == f"Called {first} {second}"
                continue
            elif what == "l":
                own = left_out(base, own, part.key)
                assert part.key not in with_own(base, own).by_key
                left |= {part.key} & set(base.by_key)
                continue
            else:
                for each in left:
                    own = taken_back(own, each)
                left = set()
                continue
        except ValueError:
            continue
        keys = [each.key for each in its.parts]
        assert keys.index(key) == (0 if after == FIRST else keys.index(after) + 1)
    now = with_own(base, own)
    assert len(now.by_key) == len(now.parts)
    assert set(base.by_key) - left <= set(now.by_key)
    elsewhere = {each.key for each in own if each.after}
    ours = [each.key for each in now.parts if each.key not in elsewhere]
    assert ours == [each.key for each in base.parts if each.key in ours]
    if base.kind is PaperKind.COVER:
        assert {now.before(each.key) for each in now.written} <= {*("headline", "asked", "highlights", "findings")}


@no_sql_differs
def test_a_section_of_ones_own_is_called_in_words_and_the_nearest_is_offered(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    secretary.types(CLIMATE.format("", "introduction"))
    secretary.types("/pack sections rename climate impact to Emissions")
    for typed in (
        "/pack write climate impact Less.",
        "/pack write Emissions Less.",
        "/pack write climate_impact Less.",
    ):
        assert secretary.types(typed).data["text"] == "Less.", typed
    for typed in (
        "/pack sections",
        "/pack write zzz Less.",
        "/pack sections remove zzz",
        "/pack section climate impact",
    ):
        said = in_words(secretary.types(typed))
        assert "climate impact" in said or "Emissions" in said, typed
        assert "climate_impact" not in said, typed
    assert "Did you mean “presenting”?" in in_words(secretary.types("/pack sections move risk after presnting"))
