"""What holds for every verb of the registry: who may, what waits for whom, and what is answered that is no verb."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from handlers.access import Permission, may
from handlers.cards import Card, Text
from handlers.commands import PLACES, modules_of, registry
from handlers.dispatcher import Dispatcher
from handlers.errors import Refused
from handlers.plain_text import in_words
from handlers.registry import Registry, Unsaid, Verb, Way
from handlers.requests import Asker, Origin
from models.people.people import HeldPost, Person, Role
from models.plan.ratings import BRAG
from models.record.database import Database
from papers.outlines import COVER
from papers.sections_file import write_sections
from tests.asking import Clock, Somebody, somebody
from tests.databases import no_sql_differs, somebody_writing
from tests.handlers.test_pack import finish
from tests.papers.checking.made import Made

Asked = Callable[[str], Somebody]

SECRETARY, WORKFORCE = "secretary@example.org", "workforce.sro@example.org"
SECTIONS_FILE = write_sections("Cover report", COVER, 7, (), datetime(2023, 6, 7, tzinfo=UTC))
FILES = {
    "import.show": ("plan.csv", b"Ref,Action\n1.1,Renamed\n"),
    "paper.check": ("paper.docx", Made().file),
    "pack.appendix_file": ("appendix minutes.docx", Made().file),
    "pack.sections_file": ("sections-2023-06-07.docx", SECTIONS_FILE),
}
VALUES = {
    "action.show": "2.4",
    "update.open": "2.4",
    "page.action": "2.4",
    **dict.fromkeys(("page.pack_file", "page.pack_version", "page.pack_page", "page.pack_figure"), "1"),
    "update.submit": "2.4",
    "update.no_change": "2.4",
    "pack.again": "2023-06-07",
    "pack.compile_early": "2023-06-07",
    "pack.publish_now": "2023-06-07 version 2 correction 1",
    **dict.fromkeys(("pack.write_form", "pack.none_form"), "1 risk"),
    **dict.fromkeys(("pack.write_submit", "pack.none_submit"), "1 risk 0 0"),
    "pack.decision_submit": "1 decision 0 0",
    **{f"pack.publish_{name}": "2023-06-07 version 2 correction 1" for name in ("now", "form", "submit")},
    **{f"pack.{name}_{way}": "1 2" for name in ("approve", "not_required", "return") for way in ("form", "submit")},
    **dict.fromkeys(("pack.approve_now", "pack.handed_now"), "1 1"),
    "pack.use_figures": "1 risk 1 0",
    **dict.fromkeys(("pack.passage_form", "pack.passage_submit"), "0"),
    "pack.passage_stands": "1",
    "pack.take_back_correction": "2023-06-07 version 2 correction 1",
    **dict.fromkeys(("pack.supplement_form", "pack.supplement_submit"), "2023-06-07 version 2"),
    **{f"pack.correct_{way}": "2023-06-07 version 2" for way in ("form", "submit")},
    **{f"pack.comment_{way}": "2" for way in ("form", "submit")},
    "highlight.replace": "2.4 0123456789ab It has begun.",
    "import.answer": "1 0123456789ab 0",
    "secretariat.level": "amber",
    "import.columns": "1",
    "import.columns.submit": "1",
    **dict.fromkeys(("import.headings", "import.headings.submit", "import.words", "import.words.submit"), "1"),
    "import.confirm": "1",
    "import.decided": "1",
    "import.decided.submit": "1",
    "import.overwrite": "1",
    "action.propose": "date 2.4",
    "action.propose_submit": "date 2.4",
    **dict.fromkeys(("action.escalate_form", "action.escalate_submit"), "2.4"),
    **{f"action.{name}_{way}": "1" for name in ("answer", "take_on", "pass_up") for way in ("form", "submit")},
    **dict.fromkeys(("action.take_back_escalation", "action.resolve_escalation"), "1"),
    "action.give_value": "2.4",
    "plan.ask_for_measures": "2023-06-30",
    "action.value_submit": "2.4",
    "board.outcome": "1 agreed",
    **dict.fromkeys(("action.explain", "action.explain_submit", "action.take_back_proposal"), "1"),
    **dict.fromkeys(("board.amend", "board.amend_submit", "board.defer", "board.defer_submit"), "1"),
    **dict.fromkeys(("board.entry", "board.entry_submit"), "1"),
    **dict.fromkeys(("board.undo_decision", "board.arising_form", "board.arising_submit", "board.arising_done"), "1"),
    **dict.fromkeys(("action.evidence_form", "action.evidence_submit"), "2.4"),
    "page.view": "matrix",
    **dict.fromkeys(("action.needs_form", "action.needs_submit"), "2.4"),
    "action.evidence_off": "2.4 1",
    "action.evidence_take_back": "1",
    **dict.fromkeys(
        ("plan.finding_link_form", "plan.finding_link_submit", "plan.finding_take_back", "plan.finding_put_back"), "1"
    ),
    "import.discard": "1",
    "return.seen": "1",
    "secretariat.setup_later": "owners",
    "return.snooze": "2023-06-08",
    **{name: "2.4" for name, verb in registry.verbs.items() if verb.of_a_ref and not verb.usage and not verb.bare},
}
"""What a button, a form or a page of the verb could say; a typed one says what its help does."""


def test_a_command_is_loaded_with_all_its_verbs() -> None:
    for name, verb in registry.verbs.items():
        beginning = name.partition(".")[0]
        assert beginning not in PLACES or verb.handler.__module__ in (modules_of(beginning) or ()), (name, verb)


ADDRESSES = {"page.pack_changes": {"after": "2"}, "page.pack_figure": {"name": "current.on_track"}}
"""Values in the address of a page."""

FILES_OF_PACKS = ("page.pack_file", "page.pack_named_file")
"""What gives a file, and needs its bytes to be there."""


def asked(dispatcher: Dispatcher, person: int | None, verb: Verb) -> object:
    """What a verb answers, asked for in its own way."""
    origin, value = Origin("test", "C1", receipt=f"{verb.name} {person}"), VALUES.get(verb.name, "")
    match verb.way:
        case Way.PAGE:
            return dispatcher.view(person, verb.name, text=value, values=ADDRESSES.get(verb.name, {}))
        case Way.FORM:
            reply = dispatcher.submit(person, verb.name, value, {}, origin)
        case Way.FILE:
            reply = dispatcher.file(person, *FILES[verb.name], origin)
        case Way.TYPED if verb.usage:
            name, _, words = BRAG.in_words(verb.usage[0][0]).partition(" ")
            reply = dispatcher.command(person, name, words, origin)
        case _:
            reply = dispatcher.press(person, verb.name, value, origin)
    assert reply is not None
    return reply.answer


def verbs(chosen: Callable[[Verb], bool]) -> list[str]:
    return [name for name, verb in registry.verbs.items() if chosen(verb)]


@no_sql_differs
@pytest.mark.parametrize("name", registry.verbs)
def test_who_has_not_the_right_is_refused(example: Database, as_person: Asked, name: str) -> None:
    verb, observer = registry.verbs[name], as_person("observer@example.org")
    asker = Asker(0, "", "", 1, (HeldPost(0, "Observer", Role.OBSERVER, None),))
    assert verb.right is Permission.READ or not may(asker, verb.right)
    with example.write() as session:
        without_a_post = Person(organisation_id=1, name="Former Lead", email="former.lead@example.org")
        session.add(without_a_post)
        session.flush()
    strangers = (None, 9999, without_a_post.id)
    for person in strangers if verb.right is Permission.READ else (*strangers, observer.id):
        if verb.way is Way.PAGE:
            with pytest.raises(Refused):
                asked(observer.dispatcher, person, verb)
            continue
        answer = asked(observer.dispatcher, person, verb)
        assert isinstance(answer, Card)
        assert answer.title == "Not open to you", person


def test_a_question_waits_for_nobody_who_writes(example: Database, clock: Clock, as_person: Asked) -> None:
    who = {Permission.UPDATE: as_person(WORKFORCE), Permission.DELEGATE: as_person(WORKFORCE)}
    who[Permission.PROPOSE] = as_person(WORKFORCE)
    secretary = as_person(SECRETARY)
    secretary.sends("plan.csv", b"Ref,Action,Lead\n1.1,Renamed,Clerk\n")  # whose columns are asked for
    who[Permission.ESCALATE] = as_person(WORKFORCE)
    who[Permission.PROPOSE].types("/action 2.4 date 31 Oct the officer started late")
    secretary.types('/board request endorse "the review"')
    secretary.types('/action 2.4 escalate director "two posts"')
    secretary.types("/board decide 2 agreed")
    secretary.types(f"/pack reviewers add Legal by {SECRETARY}")
    secretary.types("/pack compile")
    finish(example, clock)
    secretary.types("/pack write introduction The data are of May.")
    secretary.types("/pack compile")  # the second version, with which the first is compared
    finish(example, clock)
    secretary.types("/pack review")
    assert secretary.types("/pack return Legal: the date is wrong").title.startswith("Returned")
    secretary.types("/pack publish anyway because it is asked for; urgent because it is late")
    finish(example, clock)
    secretary.types('/pack correct 10.7 "2 in primary" is "3 in primary" because it was misread')
    finish(example, clock)  # of which the second version is asked for below
    with somebody_writing(example):
        for name in verbs(lambda verb: not verb.writes and verb.name not in FILES_OF_PACKS):
            verb = registry.verbs[name]
            answer = asked(secretary.dispatcher, who.get(verb.right, secretary).id, verb)
            if isinstance(answer, Card):
                assert answer.title not in ("Not open to you", "The record is away", "That did not work"), name
                assert "Something went wrong" not in in_words(answer), name


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)  # on SQLite every writer waits from the start
def test_who_changes_the_record_takes_the_turn_once_and_does_not_wait_for_ever(example: Database, clock: Clock) -> None:
    url = example.url.update_query_dict({"options": "-c statement_timeout=300ms"})
    database = Database(url.render_as_string(hide_password=False))
    taken: list[str] = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def seen(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "pg_advisory_xact_lock" in statement:
            taken.append(statement)

    try:
        sro = somebody(Dispatcher(database, registry, clock), WORKFORCE)
        with somebody_writing(example):
            assert sro.types("/update 2.4 amber/green fair booked").title == "The record is away"
        taken.clear()
        assert sro.types("/update 2.4 amber/green fair booked").title.startswith("Recorded")
        assert len(taken) == 1
    finally:
        database.close()


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/board calender", "/board calendar"),
        ("/pack complie", "/pack compile"),
        ("/return staus", "/return status"),
        ("/secretariat peple", "/secretariat people"),
        ("/secretariat deliverys", "/secretariat deliveries"),
        ("/action 2.4 higlight it works", "/action 2.4 highlight"),
        ("/pakc", "/pack"),
    ],
)
def test_what_is_mistyped_is_answered_the_same_way_everywhere(as_person: Asked, typed: str, meant: str) -> None:
    card = as_person(SECRETARY).types(typed)
    assert card.title == "That did not work"
    assert "Did you mean" in in_words(card)
    assert meant in in_words(card).partition("Did you mean")[2].partition("?")[0]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", verbs(lambda verb: verb.bare and verb.way is Way.TYPED and bool(verb.usage)))
def test_what_takes_no_more_words_says_so(as_person: Asked, name: str) -> None:
    command, _, typed = BRAG.in_words(registry.verbs[name].usage[0][0]).partition(" ")
    who = as_person(WORKFORCE if registry.verbs[name].right is Permission.UPDATE else SECRETARY)
    verb = typed or name.partition(".")[2]
    card = who.types(f"{command} {verb} zeppelin")
    assert card.title == "That did not work"
    assert "zeppelin" in in_words(card)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("command", ["/action", "/board", "/brag", "/pack", "/return", "/secretariat", "/update"])
def test_every_command_has_help(as_person: Asked, command: str) -> None:
    words = in_words(as_person(WORKFORCE).types(f"{command} help"))
    assert f"• {command}" in words
    assert words.count("/return delegate off") == (command in ("/return", "/secretariat"))


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_is_prepared_is_prepared_before_the_record_is_locked(example: Database, clock: Clock) -> None:
    """And by nobody who may not."""
    kept = Registry()
    prepared: list[str] = []

    def read(_session: object, _request: object) -> str:
        with example.write():  # nobody has the lock
            prepared.append("read")
        return "what it says"

    verb = kept.command("/read", "Reads").verb
    verb("all", right=Permission.KEEP_THE_RECORD, writes=True, unsaid=tuple(Unsaid), prepare=read)(
        lambda _session, request: Card("Read", (Text(request.prepared),))
    )
    dispatcher = Dispatcher(example, kept, clock)
    assert somebody(dispatcher, WORKFORCE).types("/read").title == "Not open to you"
    assert prepared == []
    assert in_words(somebody(dispatcher, SECRETARY).types("/read")) == "Read\nwhat it says"
