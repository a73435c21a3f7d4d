"""The sections of the next board's cover report on the pages: read by who sees drafts, written by the secretariat."""

import re
from collections.abc import Iterator

import pytest

from handlers.dispatcher import Dispatcher
from models.record.database import Database
from papers.outlines import COVER
from papers.sections_file import read_sections
from tests.asking import Clock, somebody
from tests.bot.pages_stage import CHAIR, SECRETARY, Guest, fields_of, link_for, serving_pages, words_in
from tests.databases import Engine
from tests.handlers.test_pack import finish, publish
from tests.handlers.test_sections_files import saying
from tests.own_process import own_process_here
from tests.papers.test_attached import pdf

__all__ = ["own_process_here"]
WRITE = "/forms/pack.write_form?value={}+introduction&back=%2Fpapers"
NONE = "/forms/pack.none_form?value={}+risk&back=%2Fpapers"


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    return sqlite


@pytest.fixture
def address(example_dispatcher: Dispatcher) -> Iterator[str]:
    with serving_pages(example_dispatcher) as address:
        yield address


@pytest.fixture
def meeting(example_dispatcher: Dispatcher) -> str:
    form = somebody(example_dispatcher, SECRETARY).opens("/pack write introduction")
    return form.state.split()[0]


def test_sections_are_written_and_stated_on_a_page(example_dispatcher: Dispatcher, address: str, meeting: str) -> None:
    secretary = Guest(address, link_for(example_dispatcher, SECRETARY))
    assert 'href="/papers"' in secretary.get("/packs")
    write, none = WRITE.format(meeting), NONE.format(meeting)
    assert write.replace("&", "&amp;") in secretary.get("/papers")
    text = "The data are of {{ data_month }}.\n\n{{ on_track.current }} are on track."
    said = words_in(secretary.sends(write, on=write, text=text).text)
    assert "Introduction is written (version 1)." in said
    assert "The data are of May 2023." in said
    assert "44 of 64 (68.75%) are on track." in said
    assert "as they stand now" in said
    wrong = secretary.sends(write, on=write, text="{{ on_trak }} <b>of</b> them")
    assert wrong.status_code == 422
    assert "There is no figure “on_trak”." in words_in(wrong.text)
    assert "&lt;b&gt;of&lt;/b&gt; them" in wrong.text, "nothing typed is lost, and it is text"
    said = words_in(secretary.sends(none, on=none, why="nothing new", post="Workforce SRO").text)
    assert "Risk implications: None: nothing new (Workforce SRO, 7 June 2023)." in said
    assert "2 sections of 4 written." in said


def test_the_sections_go_out_as_a_word_file(example_dispatcher: Dispatcher, address: str) -> None:
    somebody(example_dispatcher, SECRETARY).types("/pack write introduction The data are of {{ data_month }}.")
    secretary = Guest(address, link_for(example_dispatcher, SECRETARY))
    assert 'href="/papers/sections.docx"' in secretary.get("/papers")
    answer = secretary.client.get("/papers/sections.docx")
    assert "sections-2023-06-07.docx" in answer.headers["content-disposition"]
    assert read_sections(answer.content, "").texts(COVER)["introduction"] == "The data are of {{ data_month }}."


def test_a_section_is_required_by_a_button(example_dispatcher: Dispatcher, address: str) -> None:
    secretary = Guest(address, link_for(example_dispatcher, SECRETARY))
    forms = secretary.get("/papers").split('<form method="post" action="/press">')[1:]
    pressed = next(each for each in forms if 'value="business"' in each.partition("</form>")[0])
    answer = secretary.client.post("/press", data=fields_of(f'<form method="post" action="/press">{pressed}', "/press"))
    assert "Still to be written: Items of business." in words_in(answer.text)
    assert "Do not require it" in words_in(answer.text)


def test_the_chair_reads_and_nobody_else(example_dispatcher: Dispatcher, address: str, meeting: str) -> None:
    somebody(example_dispatcher, SECRETARY).types("/pack write introduction The data are of May.")
    chair = Guest(address, link_for(example_dispatcher, CHAIR))
    page = chair.get("/papers")
    assert "The data are of May." in words_in(page)
    assert "/forms/" not in page
    assert "sections.docx" not in page
    assert chair.client.get("/papers/sections.docx").status_code == 403
    assert chair.client.get(WRITE.format(meeting)).status_code == 403
    for email in ("observer@example.org", "hscp.chair@example.org"):
        other = Guest(address, link_for(example_dispatcher, email))
        assert "/papers" not in other.get("/packs")
        assert other.client.get("/papers").status_code == 403


def test_what_a_pack_is_checked_for_is_shown_and_set_on_a_page(example_dispatcher: Dispatcher, address: str) -> None:
    form = "/forms/pack.checks_form?value=&back=%2Fpacks"
    secretary, chair = (Guest(address, link_for(example_dispatcher, each)) for each in (SECRETARY, CHAIR))
    said = words_in(secretary.get(form))
    assert "By default blocker: nine wrong figures in one paper are what the checks began with." in said
    answered = words_in(secretary.sends(form, on=form, claims="blocker").text)
    assert "The checks are set." in answered
    assert somebody(example_dispatcher, SECRETARY).types("/pack checks").data["checks"]["claims"] == "blocker"
    assert chair.client.get(form).status_code == 403


def test_a_report_to_a_body_is_written_and_compiled_on_the_pages(example_dispatcher: Dispatcher, address: str) -> None:
    somebody(example_dispatcher, SECRETARY).types("/pack paper add Cabinet 22 June 2023")
    guest = Guest(address, link_for(example_dispatcher, SECRETARY))
    packs = guest.get("/packs")
    assert "Sections of the report to Cabinet, Thursday 22 June 2023" in words_in(packs)
    assert "for Cabinet 2023-06-22" in packs, "its button compiles it"
    (path,) = set(re.findall(r"/papers[?]meeting=[0-9]+", packs))
    page = guest.get(path)
    assert "Council report for Cabinet of 22 June 2023" in words_in(page)
    assert "for Cabinet legal" in page, "it is required of this report alone"
    number = path.rpartition("=")[2]
    write = f"/forms/pack.write_form?value={number}+purpose&back=%2Fpapers%3Fmeeting%3D{number}"
    assert write.replace("&", "&amp;") in page
    assert f'href="/papers/sections.docx?meeting={number}"' in page
    answer = guest.client.get(f"/papers/sections.docx?meeting={number}")
    assert "sections-2023-06-22-for-cabinet.docx" in answer.headers["content-disposition"]
    said = words_in(guest.sends(write, on=write, text="{{ on_track.current }} are on track.").text)
    assert "Purpose is written (version 1)." in said
    assert "44 of 64 (68.75%) are on track." in said
    assert "Council report for Cabinet" in said, "back where it was written"
    assert "There is no such report" in words_in(guest.client.get("/papers?meeting=99").text)
    reader = Guest(address, link_for(example_dispatcher, CHAIR))
    assert reader.client.get(path).status_code != 200, "whose body is another"


@pytest.mark.usefixtures("own_process_here")
def test_a_file_is_attached_on_a_page_with_who_may_have_it(example_dispatcher: Dispatcher, address: str) -> None:
    guest = Guest(address, link_for(example_dispatcher, SECRETARY))
    assert 'href="/papers/appendix"' in guest.get("/papers")
    form = fields_of(guest.get("/papers/appendix"), "/papers/appendix")

    def sends(file: bytes | None, name: str = "Prices.pdf", **values: str) -> tuple[int, str]:
        files = {"file": (name, file)} if file is not None else None
        answer = guest.client.post("/papers/appendix", data=form | {"receipt": str(values)} | values, files=files)
        return answer.status_code, answer.text

    status, page = sends(None, title="Prices & terms", what="exempt", paragraph="3", why="they are commercial")
    assert (status, 'id="u-file-error"' in page) == (422, True)
    assert "Prices &amp; terms" in page, "nothing typed is lost"
    for values, why in (
        ({}, "Is it open, confidential or exempt?"),
        ({"what": "exempt", "why": "of it"}, "By which paragraph"),
        ({"what": "confidential"}, "Why is it confidential?"),
        ({"what": "open", "title": "Jamie Brown, born on 12/03/2014"}, "looks like a date of birth"),
    ):
        status, page = sends(pdf(), **values)
        assert (status, why in words_in(page)) == (422, True), words_in(page)
    assert "It holds a script" in words_in(sends(pdf(script="app.alert(1)"), what="open")[1])
    assert "None is attached yet." in words_in(guest.get("/papers"))
    status, page = sends(pdf(), title="Prices & terms", what="exempt", paragraph="3", why="they are commercial")
    assert (status, "Appendix 1 is attached" in words_in(page)) == (200, True), words_in(page)
    large = pdf() + b"\n" * 2**20
    assert sends(large, "PRICES.pdf", what="exempt", paragraph="3", why="they are commercial")[0] == 200
    listed = words_in(guest.get("/papers"))
    assert (
        "Appendix 1: Prices & terms (prices.pdf, version 2). For: exempt (paragraph 3): not for the public." in listed
    )
    chair = Guest(address, link_for(example_dispatcher, CHAIR))
    assert "Attach an appendix" not in chair.get("/papers")
    assert chair.client.get("/papers/appendix").status_code == 403
    token = fields_of(chair.get("/papers"), "") | {"what": "open"}
    assert chair.client.post("/papers/appendix", data=token, files={"file": ("a.pdf", pdf())}).status_code == 403


@pytest.mark.usefixtures("own_process_here")
def test_the_word_file_comes_back_on_the_page_and_a_report_is_planned_there(
    example_dispatcher: Dispatcher, address: str
) -> None:
    guest = Guest(address, link_for(example_dispatcher, SECRETARY))
    plan = "/forms/pack.paper_form?value=&back=%2Fpacks"
    packs = guest.get("/packs")
    assert '/forms/pack.paper_form?back=%2Fpacks"' in packs
    assert '/forms/pack.reviewers_form?back=%2Fpacks"' in packs
    assert "Planned: Cabinet, 22 June 2023" in words_in(
        guest.client.post(plan, data=fields_of(guest.get(plan), plan) | {"body": "Cabinet", "on": "22 June 2023"}).text
    )
    (number,) = set(re.findall(r"/papers[?]meeting=([0-9]+)", packs := guest.get("/packs")))
    assert "/forms/pack.reviewers_form?value=for+Cabinet&amp;back=%2Fpacks" in packs
    content = guest.client.get(f"/papers/sections.docx?meeting={number}").content
    where = f"/papers/sections?meeting={number}"
    form = fields_of(guest.get(f"/papers?meeting={number}"), where)
    assert "Choose a file first." in words_in(guest.client.post(where, data=form).text)
    back = {"file": ("renamed.docx", saying(content, Purpose="To report {{ reds }}."))}
    said = words_in(guest.client.post(where, data=form | {"receipt": "again"}, files=back).text)
    assert "1 section taken in: Purpose" in said
    assert "To report 3." in words_in(guest.get(f"/papers?meeting={number}"))


def test_a_supplement_is_planned_and_written_on_the_pages(
    example_dispatcher: Dispatcher, address: str, meeting: str, example: Database, clock: Clock
) -> None:
    chat = somebody(example_dispatcher, SECRETARY)
    chat.types("/pack compile")
    finish(example, clock)
    publish(chat, example, clock)
    secretary = Guest(address, link_for(example_dispatcher, SECRETARY))
    plan = "/forms/pack.supplement_form?value=2023-06-07+version+1&back=%2Fpacks"
    assert plan.replace("&", "&amp;") in secretary.get("/packs")
    assert "What is the late item called" in words_in(secretary.sends(plan, on=plan, title=" - ").text)
    assert "Planned: supplement 1, Letter" in words_in(secretary.sends(plan, on=plan, title="Letter").text)
    here = f"/papers?meeting={meeting}&supplement=1"
    assert here.replace("&", "&amp;") in secretary.get("/packs")
    assert "Sections of supplement 1 for Improvement Board, Wednesday 7 June 2023: Letter" in words_in(secretary.page)
    write = f"/forms/pack.write_form?value={meeting}-1+item&back=%2Fpapers%3Fmeeting%3D{meeting}%26supplement%3D1"
    assert write.replace("&", "&amp;") in secretary.get(here)
    said = words_in(secretary.sends(write, on=write, text="It came on 5 June.").text)
    assert "Late item is written (version 1)." in said
    assert "It came on 5 June." in said
    assert "Word file to write in" not in said
    Guest(address, link_for(example_dispatcher, CHAIR)).get("/papers?meeting=99&supplement=1", 404)
