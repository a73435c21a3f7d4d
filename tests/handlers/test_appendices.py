"""Appendices and parts that are not public: attached and listed, and left out of everything but the full version."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator

import pytest
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream
from sqlmodel import col, select

from handlers.dispatcher import Dispatcher
from handlers.pack.naming import contents_of, full_contents_of
from handlers.plain_text import in_words
from models.outbox.deliveries import Delivery
from models.packs.packs import Pack, PackFile, PackFormat
from models.record.database import Database
from models.record.events import Event
from papers.pack.contents import PackContents
from papers.pack.pdf import write_pdf
from papers.pack.spreadsheet import write_spreadsheet
from papers.pack.web import write_web
from papers.pack.word import write_word
from tests.asking import Clock, Somebody, table
from tests.databases import no_sql_differs
from tests.handlers.test_pack import finish
from tests.handlers.test_sections import contents
from tests.papers.checking.made import Made
from tests.papers.pdf_text import page_texts
from tests.papers.test_attached import pdf
from tests.schedules.test_pack_builder import build

Asked = Callable[[str], Somebody]
SECRETARY, CHAIR, SRO = "secretary@example.org", "chair@example.org", "send.sro@example.org"
SECRET = "The supplier Zanzibar asks 47110815 pounds [insert the day for Zanzibar] and is called XQZJ."
TITLE = "Prices of Mandalay"
SECRETS = ("Zanzibar", "47110815", "XQZJ", "Mandalay", "mandalay", "Patagonia", "Ladakh")
WHY = "the prices of Patagonia are commercial"


def attached(secretary: Somebody) -> None:
    """Two appendices: open minutes, and prices that are exempt."""
    secretary.sends("appendix minutes of the partnership.pdf", pdf())
    secretary.sends(f"Appendix {TITLE}.docx", Made().file)


def test_a_file_is_attached_listed_renamed_moved_and_removed(as_person: Asked, example: Database) -> None:
    secretary = as_person(SECRETARY)
    card = secretary.sends("appendix minutes of the partnership.pdf", pdf())
    assert card.title == "Appendix 1 is attached"
    assert "“Minutes of the partnership”, version 1" in in_words(card)
    again = secretary.sends("Appendix minutes of the partnership.PDF", pdf() + b"\n")
    assert (again.data["appendix"], again.data["version"]) == (1, 2), "the same name again is a new version"
    assert again.data["sha256"] != card.data["sha256"]
    secretary.sends("appendix-B costs.docx", Made().file)
    listed = table(secretary.types("/pack appendices"))
    assert [row[1] for row in listed.rows] == ["Minutes of the partnership", "B costs"]
    secretary.types("/pack appendix rename 2 Costs of 2023")
    moved = secretary.types("/pack appendix move 2 1")
    assert [row[1] for row in table(moved).rows] == ["Costs of 2023", "Minutes of the partnership"]
    assert "The paper has 2 appendices" in in_words(secretary.types("/pack appendix remove 3"))
    assert [row[1] for row in table(secretary.types("/pack appendix remove 1")).rows] == ["Minutes of the partnership"]
    assert [each["title"] for each in as_person(CHAIR).types("/pack appendices").data["appendices"]] == [
        "Minutes of the partnership"
    ]
    with example.read() as session:
        events = session.exec(select(Event).where(col(Event.what).like("appendix.%")).order_by(col(Event.id))).all()
    assert [each.what.partition(".")[2] for each in events] == [*["attached"] * 3, "renamed", "moved", "removed"]
    assert "Costs" not in json.dumps([each.after for each in events]), "what is typed stays out of the log"


@no_sql_differs
def test_a_new_version_says_that_appendices_and_for_whom_a_section_is_have_changed(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/pack write risk The supplier may fail.")
    secretary.types("/pack compile")
    finish(example, clock)
    attached(secretary)
    secretary.types("/pack classify risk exempt paragraph 3 because it names a supplier")
    secretary.types("/pack compile")
    finish(example, clock)
    assert contents(example).changed == (
        "Risk implications is exempt (paragraph 3) now.",
        "The appendices have changed.",
    )
    by_place = {each["place"]: each["pieces"] for each in secretary.types("/pack diff 1 2").data["changes"]}
    ((how, text),) = [(each["how"], each["text"]) for each in by_place["Appendices, 1"]]
    assert how == "ins"
    assert text.startswith("Appendix 1: Minutes of the partnership (minutes-of-the-partnership.pdf, version 1, SHA-256")
    secretary.types("/pack classify risk open")
    secretary.sends("appendix minutes of the partnership.pdf", pdf() + b"\n")
    assert "Risk implications is open now." in in_words(secretary.types("/pack compile"))
    finish(example, clock)
    assert "Appendices, 1" in [each["place"] for each in secretary.types("/pack diff 2 3").data["changes"]]


@no_sql_differs
def test_what_is_refused_is_not_kept(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    for name, content, why in (
        ("appendix a.pdf", pdf(script="app.alert(1)"), "It holds a script"),
        ("appendix a.docx", pdf(), "not that of a .docx file"),
        ("appendix a.exe", b"MZ", "An appendix is a PDF"),
    ):
        card = secretary.sends(name, content)
        assert why in in_words(card)
        assert "is not attached" in in_words(card)
    assert "not open to you" in in_words(as_person(SRO).sends("appendix a.pdf", pdf()))
    assert "None is attached yet." in in_words(secretary.types("/pack appendices"))


@no_sql_differs
def test_a_reference_is_to_an_appendix_that_there_is(as_person: Asked, example: Database, clock: Clock) -> None:
    secretary = as_person(SECRETARY)
    unknown = in_words(secretary.types("/pack write introduction See {{ ref appendix 1 }}."))
    assert "There is no appendix 1 yet: it is attached first." in unknown
    attached(secretary)
    assert "See Appendix 1." in in_words(secretary.types("/pack write introduction See {{ ref appendix 1 }}."))
    secretary.types("/pack compile")
    finish(example, clock)
    with example.read() as session:
        contents = contents_of(session.exec(select(Pack)).one())
    assert contents.written[0].paragraphs[0].text == "See Appendix 1."
    for inside in in_all_formats(contents):
        assert "Minutes of the partnership" in inside
        assert contents.appendices[0].sha256 in inside.replace("\n", "").replace("\u200b", "")
    secretary.types("/pack appendix remove 2")
    secretary.types("/pack appendix remove 1")
    secretary.types("/pack compile")
    finish(example, clock)
    assert "“{{ ref appendix 1 }}” names no figure, section or passage" in in_words(secretary.types("/pack check"))


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("risk", "Is it open, confidential, or exempt"),
        ("risk exempt because of prices", "By which paragraph"),
        ("risk exempt paragraph 8 because of prices", "Is it open, confidential, or exempt"),
        ("risk exempt paragraph 3", "Why is it exempt?"),
        ("risk confidential paragraph 3 because x", "Only what is exempt has a paragraph"),
        ("business confidential because it is", "Nobody has written “Items of business” yet"),
        ("appendix 4 open", "Which appendix?"),
    ],
)
@no_sql_differs
def test_what_is_not_classified_wholly_is_not_classified(as_person: Asked, typed: str, why: str) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/pack write risk There are none.")
    assert why in in_words(secretary.types(f"/pack classify {typed}"))
    assert "exempt" not in in_words(secretary.types("/pack section risk"))


def in_all_formats(contents: PackContents) -> Iterator[str]:
    """All that is in each of the four files, unpacked."""
    for write in (write_word, write_pdf, write_web, write_spreadsheet):
        yield unpacked(write(contents))


def unpacked(content: bytes) -> str:
    """All texts and bytes of a file: the parts of a zip, in turn, and the streams of a PDF, with its letters."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            return "\n".join(f"{each} {unpacked(file.read(each))}" for each in file.namelist())
    if content.startswith(b"%PDF"):
        document = PDFDocument(PDFParser(io.BytesIO(content)))
        found = [document.getobj(id) for xref in document.xrefs for id in xref.get_objids()]
        streams = [each.get_data().decode("latin-1") for each in found if isinstance(each, PDFStream)]
        others = [repr(each) for each in found if not isinstance(each, PDFStream)]
        return "\n".join([*page_texts(content), *streams, *others])
    return content.decode("utf-8", "replace")


def leaks(text: str) -> list[str]:
    """Which of the secrets stand in a text, in any way that a file has of writing them."""
    ways = {secret: (secret, secret.encode("utf-16-be").decode("latin-1"), secret.encode().hex()) for secret in SECRETS}
    return [secret for secret, written in ways.items() if any(each in text for each in written)]


@no_sql_differs
def test_what_is_exempt_is_in_the_full_version_and_nowhere_else(
    as_person: Asked, example: Database, example_dispatcher: Dispatcher
) -> None:
    secretary = as_person(SECRETARY)
    attached(secretary)
    secretary.types("/pack write introduction The data are of May.")
    secretary.types(f"/pack write risk {SECRET}")
    card = secretary.types(f"/pack classify risk exempt paragraph 3 because {WHY}")
    assert "“Risk implications” is exempt (paragraph 3). The public version will leave it out" in in_words(card)
    secretary.types("/pack classify appendix 2 confidential because the prices of Ladakh are secret")
    secretary.types("/pack reviewers add Legal by legal@example.org for risk")
    for name in ("Finance", "Procurement"):
        secretary.types(f"/pack reviewers add {name} by {name}@example.org for risk")
    secretary.types("/pack compile")
    build(example_dispatcher, real=True)
    with example.read() as session:
        draft = contents_of(session.exec(select(Pack)).one())
    assert leaks("\n".join(in_all_formats(draft))), "the draft is for those who see it, and has all of it"
    secretary.types("/pack review")
    as_person("legal@example.org").types("/pack return Legal at the price of Patagonia: Zanzibar asks 47110816")
    as_person("finance@example.org").types("/pack approve because Zanzibar is cheap")
    as_person("procurement@example.org").types("/pack not required because 47110815 is little")
    assert "Zanzibar asks 47110816" in in_words(secretary.types("/pack check")), "and so has who may mend it"
    published = secretary.types("/pack publish anyway because the ministry meets tomorrow; urgent because it asks")
    build(example_dispatcher, real=True)
    assert "is being published" in published.title
    with example.read() as session:
        pack = session.exec(select(Pack)).one()
        public, full = contents_of(pack), full_contents_of(pack)
        files = {each.format: each for each in session.exec(select(PackFile).where(~col(PackFile.draft)))}
        told = session.exec(select(Delivery).where(col(Delivery.key).like("pack % publish%"))).all()
        log = [(each.subject, each.before, each.after) for each in session.exec(select(Event))]
    number = next(each.number for each in full.written if each.restricted)
    for format, file in files.items():
        inside = unpacked(file.content)
        if format is PackFormat.FULL:
            assert set(leaks(inside)) == set(SECRETS)
            assert full.appendices[1].stored_as in inside, "not just the words about it"
            continue
        assert not leaks(inside), format
        assert full.appendices[1].sha256 not in inside, "not even the hash of what was left out"
        if format not in (PackFormat.APPENDICES, PackFormat.PROOF):
            flat = " ".join(inside.replace("\u200b", "").split())
            assert f"Section {number} is exempt (paragraph 3) and is not in this version." in flat, format
            assert "Appendix 2 is confidential and is not in this version." in flat, format
    assert unpacked(files[PackFormat.APPENDICES].content).startswith("appendix-1-minutes-of-the-partnership.pdf")
    assert "appendices.zip" in unpacked(files[PackFormat.PROOF].content), "the bundle has them, with their hashes"
    assert not leaks(json.dumps(log)), "nor the log"
    assert not leaks("\n".join(json.dumps(each.card) for each in told)), "nor what people are told"
    sro = as_person(SRO)
    for line in ("", " check", " diff", " signoffs", " comments", " full"):
        assert not leaks(in_words(sro.types(f"/pack{line}"))), line
    assert not leaks(in_words(sro.types("/secretariat acronyms")))
    assert "not open to you" in in_words(sro.types("/pack full"))
    for page in ("page.pack_version", "page.pack_page"):
        assert not leaks(str(example_dispatcher.view(sro.id, page, text=str(pack.id)))), page
    assert not leaks(str(example_dispatcher.view(sro.id, "page.packs")))
    name = files[PackFormat.FULL].name
    with pytest.raises(Exception, match="no such file"):
        example_dispatcher.view(sro.id, "page.pack_named_file", text=str(pack.id), values={"name": name})
    comments = in_words(sro.types("/pack comments"))
    assert "1. Legal, version 1 (" in comments
    assert "their words are for those who may have the full version" in comments
    assert "although Legal returned it; 1 more thing was to be mended" in " ".join(public.overridden.split())
    assert [each.words for each in full.sign_offs if each.words] == ["Zanzibar is cheap", "47110815 is little"]
    assert "not open to you" in in_words(as_person("observer@example.org").types("/pack full")), "it is no member"
    chair = as_person(CHAIR)
    assert "Zanzibar asks 47110816" in in_words(chair.types("/pack comments"))
    assert chair.types("/pack full").title == "On its way"
    director, its = as_person("director@example.org"), str(files[PackFormat.FULL].id)
    assert director.types("/pack full").title == "On its way"
    assert example_dispatcher.view(director.id, "page.pack_file", text=its).name == name, "as its message links to it"
    for each in (sro.id, as_person("observer@example.org").id):
        with pytest.raises(Exception, match="no such file"):
            example_dispatcher.view(each, "page.pack_file", text=its)
    given = [row[2] for row in secretary.types("/pack given").data["given"] if row[0] == "Independent Chair"]
    assert any(each.startswith("the full version, asked for") for each in given), "who has what is not public is told"
    corrected = secretary.types('/pack correct risk "47110815" is "47110816" because of a slip in Zanzibar')
    assert "a part that is not public was corrected" in in_words(corrected)
    build(example_dispatcher, real=True)
    openly = secretary.types('/pack correct introduction "The data are" is "Data are" because it is shorter')
    assert "it said “The data are”; it is “Data are”." in in_words(openly)
    assert public.acronyms != full.acronyms


@no_sql_differs
@pytest.mark.parametrize(
    "line",
    ["classify appendix 2 exempt paragraph 3 because of the prices", "appendix rename 1 Notes", "appendix remove 1"],
)
def test_what_was_changed_since_it_was_compiled_refuses_publication(
    as_person: Asked, example: Database, clock: Clock, line: str
) -> None:
    secretary = as_person(SECRETARY)
    attached(secretary)
    secretary.types("/pack compile")
    finish(example, clock)

    def behind() -> bool:
        found = secretary.types("/pack check").data["blockers"]
        return any(each.startswith("the appendices, or who may have them, have changed") for each in found)

    assert not behind()
    secretary.types(f"/pack {line}")
    assert behind()
    secretary.types("/pack compile")
    finish(example, clock)
    assert not behind()


@no_sql_differs
def test_what_is_asked_of_appendices_that_are_not_there_says_what_to_do(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    assert "The paper has none yet." in in_words(secretary.types("/pack appendix remove 1"))
    said = in_words(secretary.types("/pack appendices remove 1"))
    assert "“/pack appendix” with rename, move or remove behind it changes one" in said


@no_sql_differs
@pytest.mark.parametrize(
    "line", ["classify risk exempt paragraph 3 because of the prices", "write risk Others.", "appendix remove 1"]
)
def test_what_is_going_out_is_changed_no_more(as_person: Asked, example: Database, clock: Clock, line: str) -> None:
    """Else it would be said to be left out of a version that has it."""
    secretary = as_person(SECRETARY)
    attached(secretary)
    secretary.types("/pack write risk The market is thin.")
    secretary.types("/pack compile")
    finish(example, clock)
    assert secretary.types("/pack publish").title.endswith("is being published")
    assert "The pack for 7 June 2023 is being published" in in_words(secretary.types(f"/pack {line}"))
    assert "version 1" in in_words(secretary.types("/pack section risk"))
    assert len(secretary.types("/pack appendices").data["appendices"]) == 2


@no_sql_differs
def test_all_appendices_together_are_no_more_than_a_pack_can_carry(
    as_person: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.packs.appendices.LARGEST_TOGETHER", 1000)
    secretary = as_person(SECRETARY)
    assert secretary.sends("appendix a.pdf", pdf()).done
    refused = in_words(secretary.sends("appendix b.pdf", pdf() + bytes(500)))
    assert "The appendices of a paper have" in refused
    assert "Nothing was attached." in refused
    assert secretary.sends("appendix a.pdf", pdf() + b"\n").data["version"] == 2, "the version before is not counted"
