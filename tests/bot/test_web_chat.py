"""The chat as a browser without scripts sees it: commands, buttons, forms, threads and files, by posting forms only."""

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest
from sqlmodel import col, func, select

from bot.web.conversations import MESSAGES_KEPT
from bot.web.guards import LARGEST_BODY
from bot.web.roster import RIGHTS, TITLES
from handlers.access import Permission
from handlers.dispatcher import Dispatcher
from models.people.people import Role
from models.record.database import Database
from models.updates.updates import Update
from tests.bot.web_stage import Served, Visitor, answers_in, messages_in, serving
from tests.databases import Engine, everything_stored, somebody_writing

LINE = "/update 2.4 amber/red recruitment fair booked; back to green 30 Sep"


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    return sqlite


@pytest.fixture
def demo(example_dispatcher: Dispatcher) -> Iterator[Served]:
    with serving(example_dispatcher) as served:
        yield served


@pytest.fixture
def sro(demo: Served) -> Visitor:
    return Visitor(demo, "workforce.sro@example.org")


@pytest.fixture
def chair(demo: Served) -> Visitor:
    return Visitor(demo, "chair@example.org")


def test_the_first_page_names_everybody_under_their_role_with_what_they_may_do(sro: Visitor) -> None:
    page = sro.client.get("/").text
    assert "Wednesday 7 June 2023, 10:00" in page
    officers = page[page.index("Senior responsible officers") :]
    assert "record updates of the actions they own" in officers.split("<ul")[0]
    assert page.index("Chairs</h2>") < page.index("chair@example.org") < page.index("Senior responsible officers")
    assert "Vice Chair, Practice Board" in officers
    assert "Also may share an answer with the board" in officers


def test_every_role_and_every_right_has_its_words() -> None:
    assert set(RIGHTS) == set(Permission)
    assert set(TITLES) == set(Role)


def test_a_command_is_answered_with_the_figures_and_the_answer_outlives_a_reload(chair: Visitor) -> None:
    chair.say("/brag")
    typed, answer = messages_in(chair.reload())
    assert "/brag" in typed
    assert "44 of 64 (68.75%), down from 52 of 65 (80.00%)" in answer
    assert "18 (28.13%)" in answer
    assert "Only you can see this" in answer
    assert "Movements for 7 June 2023" in answers_in(chair.say("/brag\nmoves"))[-1]


def test_a_question_waits_for_nobody_who_writes_and_its_answer_can_be_replied_to(
    example: Database, sro: Visitor
) -> None:
    before = everything_stored(example)
    with somebody_writing(example):
        page = sro.say("/action 2.4")
        began = re.findall(r'<article id="([^"]+)" class="message from-bot"', page)[-1]
        asked = sro.say("What is the status?", thread=began)
        assert "2.4 Run a foster carer" in asked[asked.index(f'data-replies="{began}"') :]
        assert "44 of 64 (68.75%)" in answers_in(sro.say("/brag"))[-1]
        assert "2.3 " in answers_in(sro.post("/press", verb="action.show", value="2.3", receipt="r1"))[-1]
        sro.open_form("/update 2.4")
        assert len(answers_in(sro.reload())) == 4
    assert everything_stored(example) == before, "nobody else is held up, either"
    replied = sro.say("amber/red recruitment fair booked; back to green 30 Sep", thread=began)
    assert "Recorded: 2.4" in replied


def test_what_is_no_command_is_answered_with_what_one_can_ask_for(chair: Visitor) -> None:
    for said in ("help", "/help"):
        assert "What you can ask for" in answers_in(chair.say(said))[-1]
    assert "For example: “show me the reds”" in answers_in(chair.say("hello there"))[-1]


def test_the_chat_says_that_a_paper_can_be_sent_as_well_as_a_plan(chair: Visitor) -> None:
    assert re.search(
        r"A plan spreadsheet \(.*\.xlsx.*\), or a paper to check \(\.docx or \.pdf\)",
        chair.client.get(f"{chair.base}/").text,
    )


def test_an_answer_for_the_asker_is_read_by_nobody_else(chair: Visitor, sro: Visitor) -> None:
    chair.say("/brag")
    assert "68.75" in chair.reload()
    assert messages_in(sro.reload()) == []
    for path in ("/", "/home", "/stream?after=0"):
        answer = sro.client.get(chair.base + path, follow_redirects=False)
        assert answer.status_code in (303, 403)
        assert "68.75" not in answer.text
    assert sro.client.post(f"{chair.base}/say", data={"text": "/brag"}).status_code == 403


def test_a_shared_answer_is_read_by_everybody_once(demo: Served, chair: Visitor, sro: Visitor) -> None:
    chair.say("/brag share")
    for visitor in (chair, sro):
        shared = [each for each in messages_in(visitor.reload()) if "68.75" in each]
        assert len(shared) == 1
        assert "Shared with everyone here" in shared[0]
    assert "68.75" in Visitor(demo, "observer@example.org").page


def test_the_same_request_sent_twice_is_answered_once(sro: Visitor, example_dispatcher: Dispatcher) -> None:
    receipt = re.findall(r'name="receipt" value="([^"]+)"', sro.page)[0]
    sro.say(LINE, receipt=receipt)
    sro.say(LINE, receipt=receipt)
    assert len(answers_in(sro.reload())) == 1
    with example_dispatcher.database.read() as session:
        recorded = select(func.count()).select_from(Update).where(col(Update.by_person_id) == sro.person)
        assert session.exec(recorded).one() == 1


def test_pages_give_every_pressing_a_receipt_of_its_own(sro: Visitor) -> None:
    receipts = re.findall(r'name="receipt" value="([^"]+)"', sro.say("/update"))
    assert len(receipts) == len(set(receipts)) > 5


def test_a_form_with_mistakes_comes_back_as_it_was_typed_and_can_be_mended(sro: Visitor) -> None:
    path, page = sro.open_form("/update 2.4")
    assert "Update 2.4" in page
    typed = {"activity": "red", "impact": "red", "commentary": "The fair is <b>booked</b>.", "recovery_date": "soonish"}
    again = sro.post(path, **typed)
    assert "The fair is &lt;b&gt;booked&lt;/b&gt;." in again
    assert 'value="soonish"' in again
    assert "A Red needs a cause." in again
    assert answers_in(sro.reload()) == []
    mended = sro.post(
        path, **typed | {"cause": "No officer.", "corrective_action": "Hire one.", "recovery_date": "2023-09-30"}
    )
    assert "Recorded: 2.4" in answers_in(mended)[0]
    assert sro.client.get(sro.base + path).status_code == 404, "a form that was sent is gone"
    assert "30 September 2023" in sro.say("/action 2.4")


def test_a_form_put_aside_keeps_what_was_typed_until_it_is_thrown_away(sro: Visitor) -> None:
    path, _ = sro.open_form("/update 2.4")
    page = sro.post(f"{path}/keep", activity="amber", impact="red", commentary="half a sent")
    assert "Not sent yet" in page
    again, form = sro.open_form("/update 2.4")
    assert "half a sent</textarea>" in form
    page = sro.post(f"{again}/drop")
    assert 'aria-labelledby="unfinished-title" hidden' in page
    _, form = sro.open_form("/update 2.4")
    assert "half a sent" not in form


def test_a_form_opened_and_closed_untouched_leaves_nothing_behind(sro: Visitor) -> None:
    path, form = sro.open_form("/update 2.4")
    fields = dict(re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>\n(.*?)</textarea>', form, re.DOTALL))
    fields |= dict(re.findall(r'<input[^>]* name="(\w+)"[^>]* type="(?:text|date)" value="([^"]*)"', form))
    fields |= dict(re.findall(r'type="radio" name="(\w+)" value="(\w+)"[^>]* checked', form))
    assert 'aria-labelledby="unfinished-title" hidden' in sro.post(f"{path}/keep", **fields)


def test_a_form_belongs_to_the_person_who_opened_it(sro: Visitor, chair: Visitor) -> None:
    path, _ = sro.open_form("/update 2.4")
    assert chair.client.get(chair.base + path).status_code == 404
    assert chair.client.post(sro.base + path, data={"activity": "green"}).status_code == 403


def test_an_answer_that_is_too_long_or_not_among_the_options_is_a_mistake_beside_its_field(sro: Visitor) -> None:
    path, _ = sro.open_form("/update 2.4")
    page = sro.post(path, activity="purple", impact="red", commentary="x" * 3001)
    assert "Choose one of the options." in page
    assert "This has 3,001 characters; 3,000 is the most it can have." in page
    assert "x" * 3001 in page


def test_a_reply_in_a_thread_is_an_update_and_stands_in_the_thread(sro: Visitor) -> None:
    page = sro.say("/action 2.4")
    began = re.findall(r'<article id="([^"]+)" class="message from-bot"', page)[-1]
    page = sro.say("amber/red recruitment fair booked; back to green 30 Sep", thread=began)
    thread = page[page.index(f'data-replies="{began}"') :]
    assert "Recorded: 2.4" in thread
    said, answered = thread.index("recruitment fair booked"), thread.index("Recorded: 2.4")
    assert said < answered < thread.index("Reply in this thread")


def test_a_reply_is_offered_to_those_who_may_update_only(sro: Visitor, chair: Visitor) -> None:
    assert "Reply in this thread" in sro.say("/action 2.4")
    assert "Reply in this thread" not in chair.say("/action 2.4")


def test_a_button_runs_its_handler_and_an_unknown_one_is_told_so(sro: Visitor) -> None:
    page = sro.post("/press", verb="update.no_change", value="2.3", receipt="r1")
    assert "No change recorded: 2.3" in page
    assert "older version" in sro.post("/press", verb="update.nonsense", value="2.4", receipt="r2")


def test_a_plan_file_is_read_and_shown_for_the_secretary_and_refused_to_others(demo: Served, chair: Visitor) -> None:
    secretary = Visitor(demo, "secretary@example.org")
    plan = files("papers.example").joinpath("plan.xlsx").read_bytes()
    shown = secretary.client.post(f"{secretary.base}/files", files={"file": ("plan.xlsx", plan)}).text
    assert "Sent the file plan.xlsx" in shown
    assert "Import</button>" in shown
    refused = chair.client.post(f"{chair.base}/files", files={"file": ("plan.xlsx", plan)}).text
    assert "Not open to you" in refused
    broken = secretary.client.post(f"{secretary.base}/files", files={"file": ("plan.xlsx", b"PK\x03\x04 no plan")}).text
    assert "That did not work" in broken
    unheaded = secretary.client.post(f"{secretary.base}/files", files={"file": ("plan.csv", b"no plan")}).text
    assert "Change the headings</button>" in unheaded


def test_a_file_beyond_the_limit_is_refused_with_or_without_an_announced_length(demo: Served) -> None:
    secretary = Visitor(demo, "secretary@example.org")
    head = b'--cut\r\nContent-Disposition: form-data; name="file"; filename="plan.xlsx"\r\n\r\n'
    parts = [head, *[b"x" * 2**20] * (LARGEST_BODY // 2**20), b"\r\n--cut--\r\n"]
    kind = {"Content-Type": "multipart/form-data; boundary=cut"}
    for content in (b"".join(parts), iter(parts)):
        answer = secretary.client.post(f"{secretary.base}/files", content=content, headers=kind)
        assert answer.status_code == 413
        assert "More than 25 MB cannot be sent." in answer.text
    assert messages_in(secretary.reload()) == []


def test_what_was_typed_is_shown_as_typed(sro: Visitor) -> None:
    page = sro.say("/action find <script>alert(1)</script> & <b>bold</b>")
    assert "<script>alert" not in page
    assert "<b>bold" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;bold&lt;/b&gt;" in messages_in(page)[0]


def test_the_home_page_has_what_is_owed(sro: Visitor) -> None:
    page = sro.client.get(f"{sro.base}/home").text
    assert "<h1" in page
    assert "All 11 updates are in for the board of 7 June 2023." in page
    assert "BRAG position for 7 June 2023" in page


def test_the_script_gets_fragments_and_no_pages(sro: Visitor) -> None:
    live = {"X-Live": "1"}
    answer = sro.client.post(f"{sro.base}/say", data={"text": "/action 2.4"}, headers=live).text
    assert "<html" not in answer
    assert len(re.findall(r'<article id="m', answer)) == 2
    assert 'id="unfinished"' in answer
    assert 'id="home"' in answer
    form = sro.client.post(f"{sro.base}/say", data={"text": "/update 2.4"}, headers=live).text
    assert "data-questions" in form
    gone = sro.client.get(f"{sro.base}/forms/none", headers=live)
    assert (gone.status_code, gone.text) == (404, "This form was sent or thrown away already.")


def test_a_conversation_keeps_its_last_messages_only(demo: Served, sro: Visitor) -> None:
    for number in range(MESSAGES_KEPT + 1):
        demo.conversations.wrote(sro.person, "Workforce SRO", f"line {number}")
    kept = [each.said for each in demo.conversations.seen_by(sro.person)]
    assert kept[0] == "line 1"
    assert len(kept) == MESSAGES_KEPT


def test_an_empty_message_is_no_message(sro: Visitor) -> None:
    assert messages_in(sro.say("   ")) == []


def test_somebody_who_is_not_in_the_plan_cannot_be_chosen(sro: Visitor) -> None:
    for number in ("999", "0", "x", ""):
        assert sro.client.post("/choose", data={"person": number}).status_code == 404


def test_a_seat_from_before_a_restart_leads_back_to_the_first_page(
    example_dispatcher: Dispatcher, sro: Visitor
) -> None:
    with serving(example_dispatcher) as restarted:
        sro.client.base_url = restarted.address
        assert "Who would you like to be?" in sro.reload()
