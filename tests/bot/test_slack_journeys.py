"""The example plan in Slack: what chairs, senior responsible officers and the secretary see and do, in both modes."""

from collections.abc import AsyncIterator, Iterator
from datetime import date

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from handlers import dispatcher
from handlers.commands import registry
from models.people.people import Holding, Person, Post
from models.plan.actions import Action
from models.plan.endings import Ending
from models.record.database import Database
from models.updates.updates import Update
from tests.bot.slack_office import clean
from tests.bot.slack_world import MODES, World, world
from tests.databases import Engine, everything_stored, fill_example

pytestmark = pytest.mark.anyio

LINE = "2.4 amber/amber recruitment fair booked <!channel> *today* https://example.org/fair"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def example(sqlite: Engine) -> Iterator[Database]:
    with sqlite.fresh(fill_example) as database:
        yield database


@pytest.fixture(params=MODES)
async def board(request: pytest.FixtureRequest, example: Database) -> AsyncIterator[World]:
    async with world(str(request.param), example, registry) as made:
        yield made


def updates_of(board: World, ref: str) -> list[Update]:
    def read(session: Session) -> list[Update]:
        found = select(Update).join(Action, col(Action.id) == Update.action_id).where(Action.ref == ref)
        return list(session.exec(found.order_by(col(Update.id))))

    return list(board.rows(read))


async def test_the_chair_reads_the_golden_figures(board: World) -> None:
    answer = clean(await board.slack.slash(board.chair, board.channel, "/brag")).answer
    assert answer.only_for == board.chair
    (table,) = answer.shown.tables
    assert table[1:] == [
        ["Grey", "1 (1.54%)", "0 (0.00%)", "33 (50.77%)", "29 (45.31%)"],
        ["Blue", "28 (43.08%)", "32 (50.00%)", "0 (0.00%)", "0 (0.00%)"],
        ["Red", "8 (12.31%)", "2 (3.13%)", "1 (1.54%)", "2 (3.13%)"],
        ["Amber", "4 (6.15%)", "18 (28.13%)", "20 (30.77%)", "22 (34.38%)"],
        ["Green", "24 (36.92%)", "12 (18.75%)", "11 (16.92%)", "11 (17.19%)"],
        ["Total", "65", "64", "65", "64"],
    ]
    for figure in ("44 of 64 (68.75%)", "52 of 65 (80.00%)", "18 (28.13%)", "33 (50.77%)"):
        assert figure in answer.text
    assert "table" in {block["type"] for block in answer.blocks}


async def test_the_chair_looks_into_it_and_shares_it(board: World) -> None:
    answer = clean(await board.slack.slash(board.chair, board.channel, "/brag")).answer
    reds = clean(await board.slack.press(board.chair, answer, "Reds")).answer
    assert all(f"{ref} " in reds.shown.text for ref in ("2.1", "2.4", "7.5"))
    assert reds.shown.text.count("68 days overdue") == 3
    moves = clean(await board.slack.press(board.chair, answer, "What moved")).answer
    assert "data_table" in {block["type"] for block in moves.blocks}
    shared = clean(await board.slack.press(board.chair, answer, "Share here")).answer
    assert (shared.only_for, shared.channel) == (None, board.channel)


async def test_an_update_in_one_line_is_recorded_and_shown_as_typed(board: World) -> None:
    answer = clean(await board.slack.slash(board.sro, board.channel, "/update", LINE)).answer
    said = "recruitment fair booked <!channel> *today* https://example.org/fair"
    assert said in answer.shown.text
    assert not answer.shown.links
    assert updates_of(board, "2.4")[-1].commentary == said
    history = clean(await board.slack.slash(board.chair, board.channel, "/action", "2.4")).answer
    assert said in history.shown.text


async def test_an_update_by_form_is_prefilled_corrected_and_recorded(board: World) -> None:
    before = len(updates_of(board, "2.4"))
    form = clean(await board.slack.slash(board.sro, board.channel, "/update", "2.4")).form
    inputs = {block["block_id"]: block["element"] for block in form.content["blocks"] if block["type"] == "input"}
    assert inputs["activity"]["initial_option"]["value"] == "red"
    assert inputs["commentary"]["initial_value"] == updates_of(board, "2.4")[-1].commentary
    mistaken = clean(await board.slack.submit(board.sro, {"commentary": "Post filled <@U1>", "cause": ""}))
    assert set(mistaken.errors) == {"cause", "recovery_date"}
    again = {"commentary": "Post filled <@U1>", "cause": "No strategy", "recovery_date": "2023-09-30"}
    sent = clean(await board.slack.submit(board.sro, again))
    assert sent.view is None
    assert "Post filled <@U1>" in sent.answer.shown.text
    assert len(updates_of(board, "2.4")) == before + 1
    assert updates_of(board, "2.4")[-1].recovery_date == date(2023, 9, 30)


async def test_a_reply_in_a_thread_of_the_bot_is_an_update(board: World) -> None:
    direct = board.slack.direct_channel(board.sro)
    shown = clean(await board.slack.message(board.sro, direct, "action 2.4")).answer
    reply = clean(await board.slack.message(board.sro, direct, "amber/amber fair booked", shown.ts)).answer
    assert reply.thread_ts == shown.ts
    assert updates_of(board, "2.4")[-1].commentary == "fair booked"


async def test_a_second_holder_of_the_post_answers_too_and_both_are_kept_and_told(board: World) -> None:
    with board.dispatcher.database.write() as session:
        holding = session.exec(
            select(Holding).join(Person, col(Person.id) == Holding.person_id).where(Person.email == "chair@example.org")
        ).first()
        post = session.exec(select(Post).where(Post.title == "Workforce SRO")).one()
        assert holding is not None
        session.add(Holding(post_id=post.id, person_id=holding.person_id, starts=date(2023, 1, 1)))
    kept = len(updates_of(board, "2.4"))
    for somebody in (board.sro, board.chair):
        clean(await board.slack.slash(somebody, board.channel, "/update", "2.4"))
    first = clean(await board.slack.submit(board.sro, {"activity": "amber", "impact": "amber", "commentary": "First"}))
    second = clean(
        await board.slack.submit(board.chair, {"activity": "green", "impact": "amber", "commentary": "Second"})
    )
    assert [each.commentary for each in updates_of(board, "2.4")[kept:]] == ["First", "Second"]
    assert first.answer.only_for == board.sro
    (told,), (answered,) = second.posted, second.whispered
    assert told.channel == board.slack.direct_channel(board.sro)
    assert "2.4" in told.shown.text
    assert answered.only_for == board.chair


async def test_the_home_tab_shows_what_is_owed_and_to_chairs_the_position(board: World) -> None:
    clean(await board.slack.open_home(board.sro))
    clean(await board.slack.open_home(board.chair))
    assert "Your return for the board of 7 June 2023" in board.slack.home(board.sro).shown.text
    assert "44 of 64 (68.75%)" in board.slack.home(board.chair).shown.text


async def test_what_is_owed_opens_the_form_of_the_chosen_action(board: World) -> None:
    owed = clean(await board.slack.slash(board.sro, board.channel, "/update")).answer
    menu = owed.shown.labelled("Change an answer…")
    label = next(each["text"]["text"] for each in menu.element["options"] if each["value"] == "2.4")
    opened = clean(await board.slack.press(board.sro, owed, "Change an answer…", label))
    assert opened.form.title == "Update 2.4"


async def test_the_secretary_sends_a_plan_and_sees_what_it_says_before_anything_is_kept(board: World) -> None:
    direct = board.slack.direct_channel(board.secretary)
    content = b"Ref,Action,SRO\n2.4,Recruit more foster carers,Workforce SRO\n"
    report = clean(await board.slack.share_file(board.secretary, direct, "plan.csv", content)).answer
    assert "Nothing is written yet" in report.shown.text
    assert {"Import", "Discard"} <= {each.label for each in report.shown.pressables}
    clean(await board.slack.press(board.secretary, report, "Import"))
    shown = clean(await board.slack.slash(board.chair, board.channel, "/action", "2.4")).answer
    assert "Recruit more foster carers" in shown.shown.text


async def test_a_file_of_somebody_else_is_not_taken(board: World) -> None:
    direct = board.slack.direct_channel(board.sro)
    refused = clean(await board.slack.share_file(board.sro, direct, "plan.csv", b"Ref,Action\n2.4,x\n")).answer
    assert "it is for the secretariat" in refused.shown.text


async def test_a_long_filter_is_answered_without_the_buttons_that_could_not_carry_it(board: World) -> None:
    answer = clean(await board.slack.slash(board.chair, board.channel, "/brag", "2.4 " * 600)).answer
    assert "BRAG position for 7 June 2023: action 2.4" in answer.text
    assert "too long for a button" in answer.shown.text


async def test_a_sign_in_link_asked_for_in_a_direct_message_is_not_in_the_record(board: World) -> None:
    board.dispatcher.web_address = "https://pages.example.org"
    own = board.slack.direct_channel(board.secretary)
    for asked in ("secretariat web", "return link workforce.sro@example.org"):
        answer = clean(await board.slack.message(board.secretary, own, asked)).answer
        assert "/sign-in/" in str(answer)
    assert "/sign-in/" not in everything_stored(board.dispatcher.database)


async def test_what_was_typed_stays_in_a_form_that_is_not_taken(board: World) -> None:
    clean(await board.slack.slash(board.sro, board.channel, "/update", "2.4"))
    with board.dispatcher.database.write() as session:
        action = session.exec(select(Action).where(Action.ref == "2.4")).one()
        action.ended = Ending.CLOSED
        session.add(action)
    before = len(updates_of(board, "2.4"))
    sent = clean(await board.slack.submit(board.sro, {"activity": "amber", "commentary": "Post filled"}))
    assert "takes no more updates" in sent.errors["activity"]
    assert sent.view is not None
    assert len(updates_of(board, "2.4")) == before


async def test_what_was_recorded_is_not_in_doubt_when_the_bot_cannot_remember_its_own_answer(
    board: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatcher, "note_posted", away)
    seen = clean(await board.slack.message(board.sro, board.slack.direct_channel(board.sro), LINE))
    assert seen.answer.shown.text.startswith("Recorded: 2.4")


def away(*_: object) -> None:
    raise OperationalError("BEGIN IMMEDIATE", None, Exception("database is locked"))
