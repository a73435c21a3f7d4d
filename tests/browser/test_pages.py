"""The pages in a real browser: by axe on a desk and on a phone, without scripts, by keyboard alone, in print."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlmodel import select

from handlers.dispatcher import Dispatcher
from models.boards.boards import Meeting
from models.packs.packs import Pack, PackFormat, PackState, mark_made, take_building
from models.people.people import Person
from models.position.snapshots import snapshot_of
from models.record.events import Actor, Change, record
from tests.asking import Clock, freeze_for, somebody
from tests.bot.pages_stage import SECRETARY, SRO, link_for, serving_pages
from tests.bot.web_stage import Served
from tests.browser.conftest import becomes, no_wider_than, widen
from tests.browser.test_accessibility import assert_accessible
from tests.handlers.test_deciding import PROPOSED

PAGES = (
    "/",
    "/?board=Workforce+Board&sort=-due",
    "/?words=zzz",
    "/actions/2.4",
    "/actions/5.6",
    "/returns",
    "/requests",
    "/decisions",
    "/versions",
    "/findings",
    "/measures",
    "/evidence",
    "/calendar",
    "/packs",
    "/papers",
    "/papers/appendix",
)
FORMS = (
    "/forms/plan.freeze_form?value=&back=/versions",
    "/forms/plan.finding_form?value=&back=/findings",
    "/forms/action.evidence_form?value=2.4&back=/actions/2.4",
    "/forms/action.propose?value=date+2.4&back=/actions/2.4",
    "/forms/action.propose?value=new&back=/requests",
    "/forms/board.request_form?value=Improvement+Board&back=/requests",
    "/forms/pack.write_form?value=8+introduction&back=/papers",
    "/forms/pack.none_form?value=8+risk&back=/papers",
    "/forms/pack.paper_form?value=&back=/packs",
)
PLACES = (*PAGES, *FORMS, "/returns/2.4", "/nothing")


@pytest.fixture
def demo(example_dispatcher: Dispatcher, clock: Clock) -> Iterator[Served]:
    """`serve` with its pages, in the place of the demo; returns for 19 July are being collected."""
    compile_a_pack(example_dispatcher, clock)
    clock.set("2023-06-22 10:00")
    for line in PROPOSED:
        somebody(example_dispatcher, SRO).types(line)
    secretary = somebody(example_dispatcher, SECRETARY)
    secretary.types("/plan freeze v0.11")
    secretary.types("/board decide P8 agreed with thanks")
    secretary.types("/board arising D1 report owner:workforce.sro@example.org due:2023-06-20")
    with serving_pages(example_dispatcher) as address:
        yield Served(address, None, None)  # type: ignore[arg-type]


def compile_a_pack(dispatcher: Dispatcher, clock: Clock) -> None:
    """A pack of 7 June with one file."""
    freeze_for(dispatcher.database, clock, date(2023, 6, 7))
    with dispatcher.database.write() as session:
        meeting = session.exec(select(Meeting).where(Meeting.on == date(2023, 6, 7))).one()
        snapshot = snapshot_of(session, meeting.id)
        organisation_id = session.exec(select(Person.organisation_id)).first()
        assert snapshot is not None
        assert organisation_id is not None
        made = Pack(
            organisation_id=organisation_id,
            snapshot_id=snapshot.id,
            asked_at=clock.now,
            state=PackState.PUBLISHING,
            contents={"changed": ["2.4 was Red on activity and is Green now."]},
            done=[],
        )
        session.add(made)
        session.flush()
        taken = take_building(session, 1, clock.now, timedelta(minutes=1))
        assert taken is not None
        page = b"<!doctype html><html lang=en><head><title>Pack</title><style>p{color:rgb(1,2,3)}</style></head>"
        page += b"<body><main><h1>Pack</h1><p>Words</p></main></body></html>"
        mark_made(session, taken, {PackFormat.WEB: ("pack.html", page), PackFormat.PDF: ("pack.pdf", b"%PDF-1.7")})
        record(session, Actor(organisation_id, None, clock.now, "test"), Change("pack.ready", "pack"))


@pytest.fixture
def enter(new_context: Callable[..., BrowserContext], example_dispatcher: Dispatcher) -> Callable[..., Page]:
    """Sign in by a link, in a new browser."""

    def enter(email: str = SRO, **options: Any) -> Page:
        page = new_context(**options).new_page()
        page.goto(link_for(example_dispatcher, email))
        page.get_by_role("button", name="Sign in as").click()
        page.get_by_role("heading", name="Children's Services Improvement Plan").wait_for()
        return page

    return enter


def test_axe_finds_nothing_on_any_page(
    enter: Callable[..., Page], new_context: Callable[..., BrowserContext], example_dispatcher: Dispatcher
) -> None:
    stranger = new_context().new_page()
    for path in ("/", link_for(example_dispatcher, SRO), "/sign-in/used"):
        stranger.goto(path)
        assert_accessible(stranger)
    page = enter()
    for path in PLACES:
        page.goto(path)
        assert_accessible(page)
    page.goto("/returns/2.4")
    page.get_by_role("textbox", name="Evidence").fill("no link")
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("alert").wait_for()
    assert_accessible(page)
    page.get_by_role("textbox", name="Evidence").fill("")
    page.get_by_label("What changed").fill("The fair is booked.")
    page.get_by_label("Recovery date").fill("2023-09-30")
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_text("Recorded for 2.4").wait_for()
    assert_accessible(page)
    page.goto("/forms/action.propose?value=close+2.4&back=/actions/2.4")
    page.get_by_role("button", name="Propose").click()
    page.get_by_role("alert").wait_for()
    assert_accessible(page)
    page.get_by_label("What shows that it is done?").fill("https://example.org/fair")
    page.get_by_role("button", name="Propose").click()
    expect(page.get_by_role("status")).to_contain_text("Proposed as P9: Closing 2.4.")
    assert_accessible(page)


def test_axe_finds_nothing_where_decisions_are_entered(enter: Callable[..., Page], clock: Clock) -> None:
    page = enter(SECRETARY)
    page.goto("/requests")
    expect(page.get_by_role("heading", name="The board has not met yet")).to_be_visible()
    assert_accessible(page)
    page.goto("/decisions")
    assert_accessible(page)
    page.get_by_role("link", name="Action arising").click()
    page.get_by_role("button", name="Add").click()
    page.get_by_role("alert").wait_for()
    assert_accessible(page)
    clock.set("2023-07-19 14:00")
    page = enter(SECRETARY)
    page.goto("/requests")
    page.get_by_role("button", name="Agreed as amended").click()
    expect(page.get_by_role("radio", name="Agreed as amended")).to_be_checked()
    assert_accessible(page)
    page.goto("/requests")
    page.get_by_role("button", name="Agreed", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("A new date for 2.4: agreed")
    assert_accessible(page)


def test_everything_works_without_scripts(enter: Callable[..., Page]) -> None:
    page = enter(java_script_enabled=False)
    page.get_by_label("Board", exact=True).select_option("Workforce Board")
    page.get_by_label("Words").fill("foster")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".all-actions tbody tr")).not_to_have_count(64)
    expect(page.get_by_label("Board", exact=True)).to_have_value("Workforce Board")
    page.locator(".all-actions").get_by_role("link", name="Due").click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Due")
    page.locator(".all-actions").get_by_role("link", name="Action 2.4").click()
    page.get_by_role("link", name="Update 2.4").click()
    page.get_by_role("radio", name="Amber: overdue").check()
    page.get_by_role("textbox", name="What changed").fill("The stall is booked.")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Recovery date: A Red needs a recovery date.")
    expect(page.get_by_role("textbox", name="What changed")).to_have_value("The stall is booked.")
    page.get_by_label("Recovery date").fill("2023-09-30")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Recorded for 2.4")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are not signed in")


def test_no_page_scrolls_sideways(enter: Callable[..., Page]) -> None:
    page = enter(viewport={"width": 320, "height": 640})
    for path in PLACES:
        page.goto(path)
        for width in (320, 360, 768, 1360):
            widen(page, width)
            no_wider_than(page, width)


def test_the_keyboard_reaches_everything_and_is_seen(enter: Callable[..., Page]) -> None:
    page = enter(viewport={"width": 1000, "height": 700})
    for path in ("/", "/returns", "/returns/2.4", "/requests", "/decisions"):
        page.goto(path)
        seen = []
        for _ in range(60):
            page.keyboard.press("Tab")
            stop = page.evaluate(
                """() => {
                  const one = document.activeElement, style = getComputedStyle(one);
                  const box = (one.closest(".option") || one);
                  const around = getComputedStyle(box);
                  const outline = style.outlineStyle !== "none" ? style : around;
                  const words = one.textContent.trim() || one.name || one.tagName;
                  if (one === document.body) return null;
                  if (one.type === "date") return ["", "the parts' own", 2];
                  return [words, outline.outlineStyle, parseFloat(outline.outlineWidth)];
                }"""
            )
            if stop is None:
                break
            words, style, width = stop
            assert style != "none", (path, words)
            assert width >= 2, (path, words)
            seen.append(words)
        assert seen[0].startswith("Skip to")
        assert "Returns" in seen
        assert len(seen) > 12


def test_the_current_page_is_said(enter: Callable[..., Page]) -> None:
    page = enter()
    for path, name in (
        ("/", "Dashboard"),
        ("/returns", "Returns"),
        ("/requests", "Requests"),
        ("/decisions", "Decisions"),
        ("/calendar", "Calendar"),
        ("/packs", "Packs"),
    ):
        page.goto(path)
        marked = page.get_by_role("navigation", name="Pages", exact=True).locator("[aria-current=page]")
        expect(marked).to_have_text(name)


def test_the_web_page_of_a_pack_has_its_style(enter: Callable[..., Page]) -> None:
    page = enter()
    page.goto("/packs")
    page.get_by_role("link", name="Web page of").click()
    expect(page.get_by_text("Words")).to_have_css("color", "rgb(1, 2, 3)")


def test_print_leaves_out_what_paper_cannot_do(enter: Callable[..., Page]) -> None:
    page = enter()
    page.emulate_media(media="print")
    for hidden in ("Sign out", "Show"):
        expect(page.get_by_role("button", name=hidden, exact=True)).to_have_count(0)
    expect(page.locator(".all-actions tbody tr")).to_have_count(64)
    region = page.locator(".table-region").last
    becomes(region, "part => part.scrollHeight <= part.clientHeight + 1")
