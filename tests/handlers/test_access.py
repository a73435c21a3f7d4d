"""Who may do what, asked at every way in, on the day of the request and not on that of the card."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import col, select

from handlers.access import Permission, may
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from handlers.plan_change_words import CHANGES
from handlers.registry import Way
from handlers.requests import Asker, Origin
from handlers.still_open import Step
from models.people.people import HeldPost, Holding, Person, Post, Role
from models.plan.actions import Action
from models.plan.refs import ref_order
from models.record.database import Database
from models.record.events import Event
from models.updates.updates import Update
from tests.asking import Clock, Somebody
from tests.databases import Engine

Asked = Callable[[str], Somebody]

HOLDERS = {
    "chair@example.org": "chair",
    "practice.sro@example.org": "SRO and vice chair",
    "send.sro@example.org": "SRO",
    "secretary@example.org": "secretariat",
    "director@example.org": "director",
    "adviser@example.org": "adviser",
    "fostering@example.org": "service lead",
    "programme.manager@example.org": "project manager",
    "governance@example.org": "reviewer",
    "observer@example.org": "observer",
}
EVERYBODY = set(HOLDERS.values())
ASKED = EVERYBODY - {"adviser", "observer"}
SHARERS = {"chair", "SRO and vice chair", "secretariat", "director"}
PROPOSERS = {"chair", "SRO and vice chair", "SRO", "secretariat"}
RIGHTS: dict[str, set[str]] = {
    "/brag": EVERYBODY,
    **dict.fromkeys(
        [f"/brag {view}" for view in ("moves", "matrix", "gap", "slow", "overdue", "likely", "reds", "trend", "pace")],
        EVERYBODY,
    ),
    "/brag track record": {"chair", "secretariat", "director"},
    "/action track": EVERYBODY,
    "/brag share": SHARERS,
    "/brag reds share": SHARERS,
    "/action 2.4": EVERYBODY,
    "/action mine": EVERYBODY,
    "/action find carer": EVERYBODY,
    "/action 2.4 highlight": EVERYBODY,
    **{f"/action 2.4 {change.typed[0]}": {"secretariat"} for change in CHANGES},
    "/action new": PROPOSERS,
    "/action 2.4 move to 31 Oct 2023 it is late": {"secretariat"},
    "/action proposals": PROPOSERS,
    "/action proposal P7 take back": PROPOSERS,
    "/action 2.4 needs": EVERYBODY,
    "/action 2.4 values": EVERYBODY,
    "/action 2.4 value 71% May 2023": set(),
    "/action 2.4 needs 2.5": {"secretariat"},
    "/action 2.4 escalate": {"secretariat"},
    '/action 2.4 escalate CLT "release two posts" by 14 Jul': {"secretariat"},
    "/action 2.4 escalations": EVERYBODY,
    **dict.fromkeys(("/action 2.4 answer yes", "/action 2.4 take on by 31 Jul", "/action 2.4 pass up no"), EVERYBODY),
    "/board escalations": EVERYBODY,
    "/plan": EVERYBODY,
    "/plan diff": EVERYBODY,
    "/plan measures": EVERYBODY,
    "/plan measures missing": EVERYBODY,
    "/plan measures ask by 30 June 2023": {"secretariat"},
    "/plan freeze v0.12": {"secretariat"},
    "/plan adopt v0.12": PROPOSERS,
    "/action 2.4 evidence": EVERYBODY,
    '/action 2.4 evidence "Audit" audit': {"secretariat"},
    "/plan evidence": EVERYBODY,
    "/plan evidence missing": EVERYBODY,
    "/plan findings": EVERYBODY,
    "/plan findings uncovered": EVERYBODY,
    "/plan finding": {"secretariat"},
    '/plan finding "Audit" 1: late': {"secretariat"},
    "/board requests": EVERYBODY,
    "/board request endorse the review": PROPOSERS,
    "/board decide": {"secretariat"},
    "/board decisions": EVERYBODY,
    "/board arising": {"secretariat"},
    "/action 2.4 highlight It has begun.": {"secretariat"},
    "/pack": EVERYBODY,
    "/pack appendices": {"chair", "secretariat", "reviewer"},
    "/pack appendix rename 1 Minutes": {"secretariat"},
    "/pack appendix move 2 1": {"secretariat"},
    "/pack appendix remove 1": {"secretariat"},
    "/pack classify risk open": {"secretariat"},
    "/pack full": EVERYBODY,  # of whom: test_appendices
    "/pack check": EVERYBODY,
    "/pack checks": EVERYBODY,
    "/pack passages": EVERYBODY,
    "/pack supplements": EVERYBODY,
    "/pack supplement add Letter of the inspectorate": {"secretariat"},
    "/pack passage remove equality duty": {"secretariat"},
    "/pack passage equality duty by Workforce SRO review 1 June: Due regard was had.": {"secretariat"},
    "/pack checks claims blocker": {"secretariat"},
    **{key: {"chair", "secretariat", "reviewer"} for key in ("/pack sections", "/pack section risk", "/pack figures")},
    **{key: {"secretariat"} for key in ("/pack write risk", "/pack write risk It grew.", "/pack none risk it passed")},
    "/pack sections require introduction": {"secretariat"},
    "/pack sections optional introduction": {"secretariat"},
    "/pack sections add climate impact after business: what it does": {"secretariat"},
    "/pack sections rename risk to Risks and issues": {"secretariat"},
    "/pack sections move risk after introduction": {"secretariat"},
    "/pack sections remove presenting": {"secretariat"},
    "/pack sections restore presenting": {"secretariat"},
    **dict.fromkeys(("/pack files", "/pack proof", "/pack key", "/pack diff 1 2"), EVERYBODY),
    "/pack key new": {"secretariat"},
    "/pack recipients": EVERYBODY,
    "/pack recipients add Ministry adviser by hand": {"secretariat"},
    **{f"/pack {each}": {"secretariat"} for each in ("recipients remove Adviser", "handed Adviser", "given")},
    "/pack compile": {"secretariat"},
    "/pack papers": EVERYBODY,
    "/pack decision": {"chair", "secretariat", "reviewer"},
    "/pack decision for Cabinet not key": {"secretariat"},
    "/pack paper add Cabinet 22 June 2023": {"secretariat"},
    "/pack paper remove Cabinet 22 June 2023": {"secretariat"},
    "/pack publish": {"secretariat"},
    **dict.fromkeys(("/pack reviewers", "/pack signoffs", "/pack comments"), EVERYBODY),
    **dict.fromkeys(("/pack approve", "/pack not required", "/pack return"), EVERYBODY),  # of whom: test_sign_off
    "/pack reviewers add Finance by finance.lead@example.org": {"secretariat"},
    "/pack reviewers remove Finance": {"secretariat"},
    "/pack review": {"secretariat"},
    "/pack take back": {"secretariat"},
    '/pack correct 2.4 "4 of 7" is "5 of 7" because a return was misread': {"secretariat"},
    "/pack comments answer 3 it is": {"secretariat"},
    "/secretariat web": EVERYBODY,
    "/secretariat acronyms": {"secretariat"},
    "/secretariat acronyms MASH hub": {"secretariat"},
    "/return link hscp.sro@example.org": {"secretariat"},
    "/secretariat help": EVERYBODY,
    "/update": {"SRO", "SRO and vice chair"},
    "/update 2.4": set(),
    "/update 2.4 no change": set(),
    "/update undo": {"SRO", "SRO and vice chair"},
    "/return no change": {"SRO", "SRO and vice chair"},
    "/board": EVERYBODY,
    "/board new 10 Jan 2024": {"secretariat"},
    "/board cancel 19 Jul 2023 the chair is ill": {"secretariat"},
    "/board month 19 Jul 2023 May 2023": {"secretariat"},
    "/board channel": {"secretariat"},
    "/board channel off": {"secretariat"},
    "/return": EVERYBODY,
    "/return status": SHARERS | {"adviser"},
    "/return chase": {"secretariat"},
    "/return delegate hscp.manager@example.org": ASKED,
    "/return delegate workforce.sro@example.org to hscp.manager@example.org": {"secretariat"},
    "/secretariat leave": EVERYBODY,
    "/secretariat leave 12 Jun to 23 Jun": EVERYBODY,
    "/secretariat leave workforce.sro@example.org 12 Jun to 23 Jun": {"secretariat"},
    "/secretariat deliveries": {"secretariat"},
    "/secretariat settings": {"secretariat"},
    "/secretariat settings morning_at 09:00": {"secretariat"},
    "/secretariat scale": EVERYBODY,
    **{
        f"/secretariat scale {words}": {"secretariat"}
        for words in ("amber name:Behind", "rag", "impact off", "own A A on-track")
    },
    "/secretariat start": {"secretariat"},
    "/secretariat start now": {"secretariat"},
    "/secretariat audit 2.4": SHARERS | {"adviser"},
    "/secretariat people": {"secretariat"},
    "/secretariat boards": {"secretariat"},
    '/secretariat people link "Head of Nothing" chair@example.org': {"secretariat"},
    '/secretariat boards link "SEND Panel" SEND': {"secretariat"},
    "/secretariat people unlink chair@example.org": {"secretariat"},
    "/secretariat setup": {"secretariat"},
    '/secretariat boards add "Panel" delivery': {"secretariat"},
}


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    """Rights are decided from rows that other tests read on both databases; no SQL differs here."""
    return sqlite


def refused(dispatcher: Dispatcher, person: int | None, line: str) -> bool:
    name, _, text = line.partition(" ")
    reply = dispatcher.command(person, name, text, Origin("test", "C1"))
    assert reply is not None
    return "Not open to you" in in_words(reply.answer) or "is not yours to" in in_words(reply.answer)


@pytest.mark.parametrize("line", RIGHTS)
def test_commands(example_dispatcher: Dispatcher, as_person: Asked, line: str) -> None:
    allowed = {role for email, role in HOLDERS.items() if not refused(example_dispatcher, as_person(email).id, line)}
    assert allowed == RIGHTS[line]


BUTTONS: dict[tuple[str, str], set[str]] = {
    ("brag", "moves"): EVERYBODY,
    ("brag", "share"): SHARERS,
    ("not_understood", "hello"): EVERYBODY,
    ("action.show", "2.4"): EVERYBODY,
    ("highlight.replace", "2.4 0123456789ab It has begun."): {"secretariat"},
    ("update.open", "2.4"): set(),
    ("update.no_change", "2.4"): set(),
    ("update.take_back", "1"): {"SRO", "SRO and vice chair"},
    ("return.no_change_confirmed", "0123456789abcdef"): {"SRO", "SRO and vice chair"},
    ("update.clear", "2.4 cause"): set(),
    ("return.show", ""): EVERYBODY,
    ("return.snooze", "2023-06-08"): ASKED,
    ("return.delegate", ""): ASKED,
    ("return.seen", "1"): set(),
    ("pack.files", "2023-06-07 version 1"): EVERYBODY,
    ("pack.again", "2023-06-07"): {"secretariat"},
    ("pack.compile", "2023-06-07"): {"secretariat"},
    ("pack.publish", "2023-06-07 version 1"): {"secretariat"},
    ("pack.publish_now", "2023-06-07 version 1"): {"secretariat"},
    ("pack.publish_form", "2023-06-07 version 1"): {"secretariat"},
    ("pack.reviewers_form", ""): {"secretariat"},
    ("pack.correct_form", "2023-06-07 version 1"): {"secretariat"},
    ("pack.paper_form", ""): {"secretariat"},
    ("pack.take_back_correction", "2023-06-07 version 1 correction 1"): {"secretariat"},
    ("pack.comment_form", "1"): {"secretariat"},
    **{
        (f"pack.{name}", "1 1"): EVERYBODY  # of whom: test_sign_off
        for name in ("approve_now", "approve_form", "not_required_form", "return_form")
    },
    ("pack.compile_early", "2023-06-07"): {"secretariat"},
    ("pack.write_form", "1 risk"): {"secretariat"},
    ("pack.handed_now", "1 1"): {"secretariat"},
    ("pack.none_form", "1 risk"): {"secretariat"},
    ("pack.use_figures", "1 risk 1 0"): {"secretariat"},
    ("pack.checks_form", ""): {"secretariat"},
    ("pack.passage_form", "0"): {"secretariat"},
    ("pack.supplement_form", "2023-06-07 version 1"): {"secretariat"},
    ("pack.passage_stands", "1"): EVERYBODY,  # of whom: test_passages
    ("secretariat.start_when", "now"): {"secretariat"},
    ("secretariat.level", "amber"): {"secretariat"},
    ("secretariat.choose_scale", "RAG"): {"secretariat"},
    ("secretariat.rate_impact", "off"): {"secretariat"},
    ("action.propose", "date 2.4"): {"secretariat"},
    ("action.explain", "1"): PROPOSERS,
    ("plan.freeze_form", ""): {"secretariat"},
    ("plan.ask_for_measures", "2023-06-30"): {"secretariat"},
    ("plan.finding_link_form", "1"): {"secretariat"},
    ("action.evidence_form", "2.4"): {"secretariat"},
    ("action.evidence_off", "2.4 1"): {"secretariat"},
    ("action.evidence_take_back", "1"): PROPOSERS,
    ("plan.finding_take_back", "1"): {"secretariat"},
    ("plan.finding_put_back", "1"): {"secretariat"},
    ("action.needs_no_more", "1"): PROPOSERS,
    ("action.needs_form", "2.4"): {"secretariat"},
    ("action.give_value", "2.4"): set(),
    ("action.take_back_proposal", "1"): PROPOSERS,
    ("action.take_back_escalation", "1"): {"SRO", "SRO and vice chair", "secretariat"},
    **{
        (f"action.{name}", "1"): EVERYBODY  # of who is asked: test_escalations
        for name in ("answer_form", "take_on_form", "pass_up_form", "resolve_escalation")
    },
    **{
        (f"board.{name}", value): {"secretariat"}
        for name, value in (
            *(("outcome", "1 agreed"), ("amend", "1"), ("defer", "1")),
            ("entry", "1"),
            *(("undo_decision", "1"), ("arising_form", "1"), ("arising_done", "1")),
        )
    },
    ("board.request_form", ""): PROPOSERS,
    ("import.answer", "1 0123456789ab 0"): {"secretariat"},
    ("import.columns", "1"): {"secretariat"},
    ("import.headings", "1"): {"secretariat"},
    ("import.words", "1"): {"secretariat"},
    ("import.confirm", "1"): {"secretariat"},
    ("import.decided", "1"): {"secretariat"},
    ("import.overwrite", "1"): {"secretariat"},
    ("import.discard", "1"): {"secretariat"},
    ("secretariat.setup_later", "owners"): {"secretariat"},
    ("secretariat.setup_owners", ""): {"secretariat"},
    ("secretariat.setup_boards", ""): {"secretariat"},
    ("secretariat.setup_meeting", ""): {"secretariat"},
}


@pytest.mark.parametrize("press", BUTTONS)
def test_buttons(example_dispatcher: Dispatcher, as_person: Asked, press: tuple[str, str]) -> None:
    allowed = set()
    for email, role in HOLDERS.items():
        reply = example_dispatcher.press(as_person(email).id, *press, Origin("test", "C1"))
        assert reply is not None
        if reply.answer.title != "Not open to you":
            allowed.add(role)
    assert allowed == BUTTONS[press]


def test_every_button_and_form_is_in_a_table_of_rights(example_dispatcher: Dispatcher) -> None:
    registry = example_dispatcher.registry
    tried = {registry.typed(*line.split(maxsplit=1), *([""] if " " not in line else [])).verb.name for line in RIGHTS}
    tried |= {registry.pressed(*press).verb.name for press in BUTTONS}
    elsewhere = {"import.show", "update.submit", "return.delegate.submit", "home", "secretariat.level.submit"}
    elsewhere |= {"paper.check"}  # test_checking
    elsewhere |= {"import.columns.submit", "import.decided.submit"}  # test_import_questions, test_import_proposes
    elsewhere |= {"import.headings.submit", "import.words.submit"}  # test_import_by_hand
    elsewhere |= {f"secretariat.setup_{step}.submit" for step in Step}  # test_setup
    elsewhere |= {f"action.{name}_submit" for name in ("propose", "explain")}  # test_proposals
    elsewhere |= {f"action.{name}_submit" for name in ("escalate", "answer", "take_on", "pass_up")}  # test_escalations
    elsewhere |= {f"pack.{name}_submit" for name in ("reviewers", "publish", "comment", "correct")}  # test_sign_off
    elsewhere |= {f"pack.{name}_submit" for name in ("approve", "not_required", "return")}  # test_sign_off
    elsewhere |= {"action.value_submit"}  # test_measure_values
    elsewhere |= {"pack.checks_submit", "pack.passage_submit"}  # test_pack_check, test_passages
    elsewhere |= {"pack.supplement_submit"}  # test_supplements
    elsewhere |= {"pack.write_submit", "pack.none_submit", "pack.sections_file"}  # test_sections, test_sections_files
    elsewhere |= {"pack.appendix_file", "pack.paper_submit"}  # test_appendices, test_reports
    elsewhere |= {"pack.decision_submit"}  # test_key_decisions
    elsewhere |= {"plan.freeze_submit"}  # test_pages_versions
    elsewhere |= {"action.evidence_submit", "action.needs_submit"}  # test_pages_evidence, test_pages_views
    elsewhere |= {"plan.finding_submit", "plan.finding_link_submit"}  # test_pages_findings
    elsewhere |= {f"board.{name}_submit" for name in ("amend", "defer", "arising")}  # test_deciding
    elsewhere |= {f"board.{name}_submit" for name in ("entry", "request")}  # tests/bot/test_pages_deciding
    pages = {name for name, verb in registry.verbs.items() if verb.way is Way.PAGE}
    assert tried | elsewhere | pages == set(registry.verbs)


@pytest.mark.parametrize("email", [email for email, role in HOLDERS.items() if role != "secretariat"])
def test_a_file_is_taken_from_the_secretariat_only(as_person: Asked, email: str) -> None:
    answer = as_person(email).sends("plan.csv", b"Ref,Action\n1.1,Renamed\n")
    assert answer.title == "Not open to you"
    assert "it is for the secretariat" in in_words(answer)


def test_a_form_is_taken_from_the_owner_only(as_person: Asked, example: Database) -> None:
    form = as_person("workforce.sro@example.org").opens("/update 2.4")
    values = {"recovery_date": "1 October 2023"}
    for email in HOLDERS:
        assert as_person(email).submits(form, **values).title == "Not open to you", email
    with example.read() as session:
        action = session.exec(select(Action.id).where(Action.ref == "2.4")).one()
        assert len(session.exec(select(Update).where(Update.action_id == action)).all()) == 1
    assert as_person("workforce.sro@example.org").submits(form, **values).title.startswith("Recorded: 2.4")


def test_the_sro_of_another_action_is_told_whose_it_is_not(as_person: Asked) -> None:
    words = in_words(as_person("send.sro@example.org").types("/update 2.4 green/green all well"))
    assert "Action 2.4 is not yours to update" in words
    assert "2.4 green/green all well" in words, "what was typed is lost"


@pytest.mark.parametrize("way_in", ["/brag", "/update", "/action 2.4", "/secretariat help", "/update 2.4 green x"])
def test_an_unknown_account(example_dispatcher: Dispatcher, way_in: str) -> None:
    for stranger in (Somebody(example_dispatcher, None), Somebody(example_dispatcher, 9999)):
        card = stranger.types(way_in)
        assert card.title == "Not open to you"
        assert "Ask the secretariat to add you" in in_words(card)
        assert "64" not in in_words(card)


def test_an_unknown_account_at_every_other_way_in(example_dispatcher: Dispatcher, as_person: Asked) -> None:
    form = as_person("workforce.sro@example.org").opens("/update 2.4")
    stranger = Somebody(example_dispatcher, None)
    assert stranger.says("2.4 green all well").title == "Not open to you"
    assert stranger.sends("plan.csv", b"Ref,Action\n1.1,x\n").title == "Not open to you"
    assert stranger.submits(form).title == "Not open to you"
    assert example_dispatcher.home(None).title == "Not open to you"


def end_holding(database: Database, post: str, last_day: date) -> None:
    with database.write() as session:
        holding = session.exec(select(Holding).join(Post).where(Post.title == post)).one()
        holding.ends = last_day
        session.add(holding)


def test_a_post_gives_its_rights_on_its_last_day_and_not_after(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary = as_person("secretary@example.org")
    end_holding(example, "Board Secretary", date(2023, 6, 7))
    clock.set("2023-06-07 23:59")
    assert secretary.types("/secretariat people").title == "People"
    clock.set("2023-06-08 00:00")
    answer = secretary.types("/secretariat people")
    assert answer.title == "Not open to you"
    assert "You hold no post at present" in in_words(answer)
    assert secretary.types("/brag").title == "Not open to you"


def test_a_post_that_begins_tomorrow_gives_no_right_today(as_person: Asked, example: Database, clock: Clock) -> None:
    with example.write() as session:
        observer = session.exec(select(Person).where(Person.email == "observer@example.org")).one()
        post = session.exec(select(Post).where(Post.title == "Board Secretary")).one()
        session.add(Holding(post_id=post.id, person_id=observer.id, starts=date(2023, 6, 8)))
    assert as_person("observer@example.org").types("/secretariat people").title == "Not open to you"
    clock.set("2023-06-08 09:00")
    assert as_person("observer@example.org").types("/secretariat people").title == "People"


def test_an_old_button_pressed_after_the_right_was_lost(as_person: Asked, example: Database) -> None:
    sro, chair = as_person("workforce.sro@example.org"), as_person("chair@example.org")
    shown, position = sro.types("/action 2.4"), chair.types("/brag")
    end_holding(example, "Workforce SRO", date(2023, 6, 6))
    end_holding(example, "Independent Chair", date(2023, 6, 6))
    assert sro.presses(shown, "Update 2.4").title == "Not open to you"
    assert sro.presses(shown, "No change").title == "Not open to you"
    answer = chair.presses(position, "Share here")
    assert answer.title == "Not open to you"
    assert not answer.shared


def test_a_form_submitted_by_somebody_who_lost_the_action_meanwhile(as_person: Asked, example: Database) -> None:
    sro = as_person("workforce.sro@example.org")
    form = sro.opens("/update 2.4")
    with example.write() as session:
        action = session.exec(select(Action).where(Action.ref == "2.4")).one()
        action.owner_post_id = session.exec(select(Post.id).where(Post.title == "Practice SRO")).one()
        session.add(action)
    words = in_words(sro.submits(form, recovery_date="1 October 2023"))
    assert "Action 2.4 is not yours to update" in words
    assert (
        as_person("practice.sro@example.org").submits(form, recovery_date="1 October 2023").title.startswith("Recorded")
    )


def test_a_refusal_leaves_no_trace_but_what_it_must(as_person: Asked, example: Database) -> None:
    with example.read() as session:
        before = session.exec(select(Event.id).order_by(col(Event.id).desc())).first()
    for line in ("/brag share", "/update 2.4 green/green all well", "/secretariat people link X y@example.org"):
        as_person("observer@example.org").types(line)
    with example.read() as session:
        assert session.exec(select(Event.id).order_by(col(Event.id).desc())).first() == before


def test_in_doubt_no() -> None:
    nobody = Asker(1, "Somebody", "somebody@example.org", 1, ())
    assert not any(may(nobody, permission) for permission in Permission)
    sro = Asker(1, "Somebody", "somebody@example.org", 1, (HeldPost(7, "SRO", Role.SRO, None),))
    unowned = Action(plan_id=1, ref="1.1", ref_order=ref_order("1.1"), title="Nobody's")
    assert not may(sro, Permission.UPDATE, unowned)
    chair = Asker(1, "Somebody", "somebody@example.org", 1, (HeldPost(8, "Chair", Role.CHAIR, None),))
    assert not may(chair, Permission.NOMINATE, unowned)
