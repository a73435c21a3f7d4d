"""The demo's clock: it goes to the next thing due and no other way, and what comes by itself arrives on every page."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, date, datetime

import httpx
import pytest
from sqlmodel import col, select

from bot.web import conversations
from bot.web.demo_time import Clock
from handlers.dispatcher import Dispatcher
from models.outbox.deliveries import Delivery, Occasion
from models.people.leave import snooze
from models.plan.founding import found
from models.record.database import Database
from models.record.events import Actor
from tests.asking import LONDON
from tests.bot.web_stage import Served, Visitor, answers_in, messages_in, serving, strip_in, way_on
from tests.databases import Engine

SRO, CHAIR = "workforce.sro@example.org", "chair@example.org"


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    return sqlite


@pytest.fixture
def demo(example_dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setattr(conversations, "LOOK_EVERY", 3600.0)  # so what arrives in a test was pushed
    with serving(example_dispatcher) as served:
        yield served


@pytest.fixture
def sro(demo: Served) -> Visitor:
    return Visitor(demo, SRO)


@pytest.fixture
def chair(demo: Served) -> Visitor:
    return Visitor(demo, CHAIR)


def at(local: str) -> datetime:
    """A local time."""
    return datetime.fromisoformat(local).replace(tzinfo=LONDON)


def test_the_clock_cannot_go_back() -> None:
    clock = Clock(at("2023-06-07 10:00"))
    clock.move(at("2023-06-07 10:30"))
    with pytest.raises(ValueError, match="cannot go back"):
        clock.move(at("2023-06-07 10:29"))
    assert clock() == at("2023-06-07 10:30")
    assert clock().tzinfo is UTC


def test_every_page_says_what_time_it_is_and_what_comes_next(sro: Visitor) -> None:
    form = sro.open_form("/update 2.4")[0]
    for path in ("/", f"{sro.base}/", f"{sro.base}/home", sro.base + form):
        said = strip_in(sro.client.get(path).text)
        assert said.startswith("It is Wednesday 7 June 2023, 10:00 in this demo.")
        assert said.endswith("Go to the next thing due: Thursday 8 June, 09:30 — reminders for 6 people")


def test_going_on_brings_the_reminder_and_says_who_has_one(sro: Visitor, chair: Visitor) -> None:
    page = sro.goes_on().text
    assert strip_in(page).startswith(
        "It is Thursday 8 June 2023, 09:30 in this demo. Go to the next thing due: Friday 16"
    )
    assert strip_in(page).endswith(
        "You have a message now, and so have Change to CPB SRO , Change to HSCP SRO , Change to Practice SRO , "
        "Change to CYPP SRO and Change to Commissioning SRO ."
    )
    (reminder,) = messages_in(page)
    assert "Only you can see this" in reminder
    assert "Update 2.1</button>" in reminder
    others = chair.reload()
    assert messages_in(others) == []
    assert "6 people have a message now: Change to CPB SRO , Change to Workforce SRO" in strip_in(others)
    assert "6 people have a message now" in strip_in(chair.client.get("/").text)


def test_a_name_in_the_strip_leads_to_the_seat_of_that_person(sro: Visitor, chair: Visitor) -> None:
    sro.goes_on()
    assert f'value="{sro.person}"><span class="unseen">Change to </span>Workforce SRO</button>' in chair.reload()
    page = chair.client.post("/choose", data={"person": str(sro.person)}).text
    assert "Update 2.1</button>" in page


def test_who_moves_the_clock_stays_on_the_page(sro: Visitor) -> None:
    form = sro.open_form("/update 2.4")[0]
    for path in ("/home", form):
        before = demo_time(sro.client.get(sro.base + path).text)
        answer = sro.goes_on(sro.client.get(sro.base + path).text)
        assert answer.url.path == sro.base + path
        assert demo_time(answer.text) != before
    answer = sro.client.post("/clock", data=way_on(sro.client.get("/").text))
    assert answer.url.path == "/"
    assert demo_time(answer.text) == "Wednesday 21 June 2023, 09:30"


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org/", "/choose", ""])
def test_nobody_is_led_to_another_site(sro: Visitor, back: str) -> None:
    fields = {**way_on(sro.page), "back": back}
    answer = sro.client.post(f"{sro.base}/clock", data=fields, follow_redirects=False)
    assert answer.headers["Location"].startswith(f"{sro.base}/#d")


def test_a_button_that_is_out_of_date_moves_nothing(sro: Visitor) -> None:
    """Pressed twice, on an older page, or made up: the clock goes one step, and nowhere that nobody was shown."""
    page = sro.reload()
    sro.goes_on(page)
    assert demo_time(sro.goes_on(page).text) == "Thursday 8 June 2023, 09:30"
    for to in ("2023-06-01T09:30:00+01:00", "2030-01-01T09:30:00+00:00", "tomorrow", ""):
        sro.post("/clock", to=to, back="")
    assert demo_time(sro.reload()) == "Thursday 8 June 2023, 09:30"
    assert len(answers_in(sro.reload())) == 1


def test_two_who_press_at_once_go_one_step(demo: Served, sro: Visitor, chair: Visitor) -> None:
    fields = way_on(sro.page)

    async def press_both() -> list[httpx.Response]:
        def client(visitor: Visitor) -> httpx.AsyncClient:
            mine = visitor.client
            return httpx.AsyncClient(
                base_url=demo.address, headers=mine.headers, cookies=mine.cookies, timeout=60, trust_env=False
            )

        async with client(sro) as one, client(chair) as other:
            return await asyncio.gather(
                *(each.post(f"{who.base}/clock", data=fields) for each, who in ((one, sro), (other, chair)))
            )

    assert [each.status_code for each in asyncio.run(press_both())] == [303, 303]
    assert demo_time(sro.reload()) == "Thursday 8 June 2023, 09:30"


def test_the_days_on_the_way_are_lived_through(sro: Visitor, example_dispatcher: Dispatcher) -> None:
    """Nothing is late or left out: the outbox is that of a process that has run all the time."""
    for _ in range(3):
        sro.goes_on()
    with example_dispatcher.database.read() as session:
        mornings = session.exec(select(col(Occasion.day)).where(Occasion.what == "morning")).all()
        assert {8, 9, 12, 13, 14, 15, 16} <= {day.day for day in mornings}
        assert session.exec(select(Delivery).where(col(Delivery.late_since).is_not(None))).all() == []


def test_a_reply_in_the_thread_of_a_reminder_is_an_update(sro: Visitor) -> None:
    reminder = messages_in(sro.goes_on().text)[0]
    thread = reminder.split('<article id="', 1)[1].split('"')[0]
    assert thread.startswith("d")
    page = sro.say("2.4 amber/red recruitment fair booked; back to green 30 Sep\n8.4 no change", thread=thread)
    answer = page[page.index(f'data-replies="{thread}"') :]
    assert "1 update and 1 no change recorded, of 2 lines" in answer
    assert "the board of 19 July 2023" in answer


def test_a_delegate_hears_at_once_gets_the_next_reminder_and_may_answer_in_its_thread(
    demo: Served, sro: Visitor, chair: Visitor
) -> None:
    delegate = Visitor(demo, "fostering@example.org")
    with delegate.stream(after=0) as stream:
        sro.say("/return delegate fostering@example.org until 23 Jun")
        assert "You stand in for Workforce SRO" in stream.next()[1]
        chair.goes_on()
        _, reminder = stream.next()
    assert "Reply in this thread" in reminder
    thread = reminder.split('<article id="', 1)[1].split('"')[0]
    assert "Recorded: 2.4" in delegate.say("2.4 amber/red fair booked; back to green 30 Sep", thread=thread)
    assert len(answers_in(sro.reload())) == 1


def test_the_strip_of_open_pages_follows_the_clock_and_what_comes_next(sro: Visitor, chair: Visitor) -> None:
    with chair.stream(after=0) as stream:
        assert "Wednesday 7 June 2023, 10:00" in strip_in(stream.next_strip())
        sro.post("/press", verb="return.snooze", value="2023-06-12")
        assert "reminders for 5 people" in strip_in(stream.next_strip())
        sro.goes_on()
        fragments = stream.next_strip()
        assert "It is Thursday 8 June 2023, 09:30" in strip_in(fragments)
        assert 'id="home"' in fragments


def test_the_summary_is_in_the_channel_on_everybodys_page_and_with_the_chair_directly(
    demo: Served, sro: Visitor, chair: Visitor
) -> None:
    demo.clock.move(at("2023-07-17 10:00"))
    assert "Tuesday 18 July, 09:00 — the summary before the board of 19 July 2023" in strip_in(sro.reload())
    page = sro.goes_on().text
    assert "The summary is in the channel. 1 person has a message now: Change to Independent Chair" in strip_in(page)
    (summary,) = messages_in(page)
    assert "Shared with everyone here" in summary
    assert "44 of 64 (68.75%)" in summary
    shared, own = messages_in(chair.reload())
    assert "Shared with everyone here" in shared
    assert "Only you can see this" in own


def test_when_nothing_had_to_be_sent_after_all_the_strip_says_why(
    demo: Served, chair: Visitor, example_dispatcher: Dispatcher
) -> None:
    """Whose wish to be left in peace ends owes nothing."""
    observer = Visitor(demo, "observer@example.org")
    chair.goes_on()
    with example_dispatcher.database.write() as session:
        actor = Actor(1, observer.person, example_dispatcher.clock(), "test")
        snooze(session, actor, observer.person, date(2023, 6, 9))
    assert "Friday 9 June, 09:30 — a message for Scrutiny Observer" in strip_in(chair.reload())
    assert strip_in(chair.goes_on().text).endswith("Nothing had to be sent: Scrutiny Observer (nothing owed).")
    assert messages_in(observer.reload()) == []


def test_messages_of_different_days_stand_under_their_days(sro: Visitor) -> None:
    page = sro.say("/action 2.4")
    assert page.count('class="day"') == 1
    thread = answers_in(page)[0].split('<article id="', 1)[1].split('"')[0]
    sro.say("/action 2.1")
    sro.goes_on()
    page = sro.say("amber/red fair booked; back to green 30 Sep", thread=thread)
    days = [each.split("</span>")[0] for each in page.split('class="day"')[1:]]
    assert [day.rsplit(">", 1)[1] for day in days] == [
        "Wednesday 7 June 2023",
        "Thursday 8 June 2023",
        "Thursday 8 June 2023",
    ]
    in_thread = page.index(f'data-thread="{thread}"><span>Thursday 8 June 2023')
    assert page.index(f'id="{thread}"') < in_thread < page.index("Recorded: 2.4") < page.rindex('class="day"')


def test_another_site_cannot_move_the_clock(demo: Served, sro: Visitor) -> None:
    for address in ("/clock", f"{sro.base}/clock"):
        for site in ("cross-site", "same-site", "none"):
            answer = sro.client.post(address, data=way_on(sro.page), headers={"Sec-Fetch-Site": site})
            assert answer.status_code == 403
    assert demo.clock() == at("2023-06-07 10:00")


def test_nothing_due_says_so(database: Database, example_dispatcher: Dispatcher) -> None:
    with database.write() as session:
        found(session, "Council", "Europe/London", "Plan", at("2023-06-07 10:00"), "test")
    with serving(
        Dispatcher(database, example_dispatcher.registry, lambda: at("2023-06-07 10:00").astimezone(UTC))
    ) as demo:
        page = httpx.get(demo.address, trust_env=False, timeout=60).text
    assert strip_in(page) == (
        "It is Wednesday 7 June 2023, 10:00 in this demo. Nothing more is due in the next 45 days."
    )


def demo_time(page: str) -> str:
    """The time that a page shows."""
    return strip_in(page).removeprefix("It is ").split(" in this demo")[0]
