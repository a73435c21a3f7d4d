"""Links and sessions on both databases: once only, for a while, and nothing but hashes kept."""

import multiprocessing
from datetime import UTC, datetime, timedelta
from multiprocessing.synchronize import Barrier

import pytest
from sqlmodel import Session, select

from models.people.people import Person
from models.people.signing_in import (
    KEPT,
    LINK_LASTS,
    LINKS_AT_MOST,
    SESSION_LASTS,
    WITHIN,
    Purpose,
    SignInLink,
    TooManyLinks,
    WebSession,
    forget_old_sign_ins,
    make_link,
    person_of_link,
    sign_out,
    signed_in,
    use_link,
)
from models.record.database import Database
from models.record.events import Actor, Event

NOW = datetime(2023, 6, 7, 9, 0, tzinfo=UTC)
EMAIL = "workforce.sro@example.org"


def the_person(session: Session) -> Person:
    return session.exec(select(Person).where(Person.email == EMAIL)).one()


def a_link(database: Database, purpose: Purpose = Purpose.PAGES, at: datetime = NOW) -> str:
    with database.write() as session:
        person = the_person(session)
        actor = Actor(person.organisation_id, person.id, at, "test")
        return make_link(session, actor, person.id, purpose, at + LINK_LASTS)


def used(database: Database, secret: str, at: datetime = NOW) -> str | None:
    with database.write() as session:
        begun = use_link(session, secret, at, "test")
        return begun[0] if begun else None


def test_a_session_is_found_by_its_secret_until_it_ends(example: Database) -> None:
    secret = used(example, a_link(example, Purpose.RETURN))
    assert secret
    found = signed_in(example, secret, NOW)
    assert found is not None
    assert (found.purpose, found.ends_at) == (Purpose.RETURN, NOW + SESSION_LASTS)
    assert signed_in(example, secret, NOW + SESSION_LASTS - timedelta(seconds=1)) == found
    assert signed_in(example, secret, NOW + SESSION_LASTS) is None
    assert signed_in(example, secret + "x", NOW) is None
    with example.read() as session:
        assert found.person_id == the_person(session).id
        assert found.link_id == session.exec(select(WebSession)).one().link_id


def test_a_link_that_was_looked_at_is_still_good_and_one_that_was_used_is_not(example: Database) -> None:
    link = a_link(example)
    with example.read() as session:
        assert person_of_link(session, link, NOW) == the_person(session)
        assert person_of_link(session, link, NOW + LINK_LASTS) is None
    assert used(example, link, NOW + LINK_LASTS) is None
    assert used(example, link)
    assert used(example, link) is None
    with example.read() as session:
        assert person_of_link(session, link, NOW) is None


def test_only_hashes_are_kept(example: Database) -> None:
    link = a_link(example)
    secret = used(example, link)
    assert secret
    with example.read() as session:
        kept = [*session.exec(select(SignInLink)), *session.exec(select(WebSession)), *session.exec(select(Event))]
        said = " ".join(each.model_dump_json() for each in kept)
    assert link not in said
    assert secret not in said


def test_a_new_link_retires_the_older_ones_of_its_kind(example: Database) -> None:
    old, other = a_link(example), a_link(example, Purpose.RETURN)
    used_up = a_link(example)
    secret = used(example, used_up)
    assert secret
    new = a_link(example)
    assert used(example, old) is None
    assert signed_in(example, secret, NOW), "who is signed in stays so"
    assert used(example, other)
    assert used(example, new)
    with example.read() as session:
        (retired,) = session.exec(select(Event).where(Event.what == "link.retired")).all()
        first = session.exec(select(SignInLink).order_by("id")).first()
    assert first is not None
    assert retired.subject == f"link {first.id}"
    assert retired.after == {"expires": NOW.isoformat()}


def test_links_are_five_in_ten_minutes(example: Database) -> None:
    made = [a_link(example, at=NOW + timedelta(seconds=each)) for each in range(LINKS_AT_MOST)]
    with pytest.raises(TooManyLinks) as refused:
        a_link(example, at=NOW + WITHIN - timedelta(seconds=1))
    assert refused.value.again_at == NOW + WITHIN
    assert a_link(example, Purpose.RETURN, NOW + timedelta(seconds=9)), "of another kind"
    assert used(example, made[-1]), "the newest still works"
    assert a_link(example, at=NOW + WITHIN)


def test_signing_out_twice_is_one_event(example: Database) -> None:
    secret = used(example, a_link(example))
    assert secret
    for _ in range(2):
        with example.write() as session:
            sign_out(session, secret, NOW, "test")
    assert signed_in(example, secret, NOW) is None
    with example.read() as session:
        assert len(session.exec(select(Event).where(Event.what == "session.ended")).all()) == 1


def test_old_links_and_sessions_are_forgotten_and_others_are_not(example: Database) -> None:
    old, unused = used(example, a_link(example)), a_link(example)
    later = NOW + KEPT + SESSION_LASTS + timedelta(minutes=1)
    young = used(example, a_link(example, at=later), later)
    assert old
    assert young
    with example.write() as session:
        forget_old_sign_ins(session, later)
    with example.read() as session:
        assert len(session.exec(select(WebSession)).all()) == 1
        assert len(session.exec(select(SignInLink)).all()) == 1
        assert person_of_link(session, unused, NOW) is None
    assert signed_in(example, young, later)


def _use(url: str, link: str, ready: Barrier, found: "multiprocessing.Queue[str | None]") -> None:
    database = Database(url)
    with database.read() as session:
        session.exec(select(Person)).first()
    ready.wait(60)
    found.put(used(database, link))
    database.close()


@pytest.mark.parametrize("processes", [3])
def test_of_several_processes_at_once_one_is_let_in(example: Database, processes: int) -> None:
    link = a_link(example)
    spawn = multiprocessing.get_context("spawn")
    ready, found = spawn.Barrier(processes), spawn.Queue()
    url = example.url.render_as_string(hide_password=False)
    running = [spawn.Process(target=_use, args=(url, link, ready, found)) for _ in range(processes)]
    for each in running:
        each.start()
    answers = [found.get(timeout=120) for _ in running]
    for each in running:
        each.join(60)
    (secret,) = [each for each in answers if each]
    assert signed_in(example, secret, NOW)
    with example.read() as session:
        assert len(session.exec(select(WebSession)).all()) == 1
        assert len(session.exec(select(Event).where(Event.what == "session.began")).all()) == 1
