"""The proof of a published pack through the doors: who gets it, what it holds, and `secretariat verify`."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlmodel import col, select

from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from models.outbox.deliveries import Delivery
from models.packs.packs import PackFile, PackFormat
from models.packs.signing_keys import SigningKey
from models.record.database import Database
from models.record.events import Event, first_broken
from papers.pack.proof import check_proof, fingerprint_of, new_key
from tests.asking import Clock, Somebody, table
from tests.bot.command_line import CommandLine
from tests.bot.pages_stage import Guest, link_for, serving_pages
from tests.databases import Engine, filling_asked_for, no_sql_differs
from tests.handlers.test_pack import fill_published, finish, publish

Asked = Callable[[str], Somebody]
SECRETARY, CHAIR, OBSERVER = (f"{each}@example.org" for each in ("secretary", "chair", "observer"))


@pytest.fixture
def example(engine: Engine, request: pytest.FixtureRequest) -> Iterator[Database]:
    """The example, or what `published` is."""
    with engine.fresh(filling_asked_for(request, published=fill_published)) as database:
        yield database


@pytest.fixture
def published() -> None:
    """The pack for 7 June, published: `example` has it."""


def proofs(database: Database) -> list[PackFile]:
    with database.read() as session:
        return list(session.exec(select(PackFile).where(PackFile.format == PackFormat.PROOF)))


@pytest.mark.usefixtures("published")
def test_whoever_reads_gets_the_proof_of_what_was_published(as_person: Asked, example: Database) -> None:
    card = as_person(OBSERVER).types("/pack proof")
    (made,) = proofs(example)
    assert card.title == "On its way"
    found = check_proof(made.content, str(card.data["fingerprint"]))
    assert (found.holds, found.as_made, card.data["sha256"]) == (True, True, made.sha256)
    assert found.manifest is not None
    assert found.manifest.title == "Board pack for 7 June 2023, version 1"
    with example.read() as session:
        written = session.exec(select(PackFile).where(~col(PackFile.draft), PackFile.format != PackFormat.PROOF)).all()
        assert {each.name: each.sha256 for each in written} == {each.name: each.sha256 for each in found.manifest.files}
        (key,) = session.exec(select(SigningKey)).all()
        assert fingerprint_of(key.public) == found.fingerprint
        assert key.private not in "".join(map(repr, (key, *session.exec(select(Event)))))
        (sent,) = session.exec(select(Delivery).where(col(Delivery.key).like("pack % proof %")))
        assert str(made.id) in json.dumps(sent.card)
        assert first_broken(session, 1) is None
    assert len(written) == 4


@no_sql_differs
def test_one_of_before_is_proved_when_it_is_asked_for(
    as_person: Asked, example: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.pack.messages.prove", lambda *_: None)
    as_person(SECRETARY).types("/pack compile")
    finish(example, clock)
    publish(as_person(SECRETARY), example, clock)
    assert proofs(example) == []
    clock.set("2023-06-08 10:00")
    as_person(CHAIR).types("/pack proof 7 June 2023")
    as_person(CHAIR).types("/pack proof")
    (made,) = proofs(example)
    found = check_proof(made.content)
    assert found.holds
    assert found.manifest is not None
    assert found.manifest.signed_at == "2023-06-08T09:00:00+00:00"


@no_sql_differs
def test_a_draft_has_none_and_a_new_key_does_not_touch_what_was_signed(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    assert "when the first pack is published" in in_words(secretary.types("/pack key"))
    secretary.types("/pack compile")
    finish(example, clock)
    assert "No pack has been published yet" in in_words(secretary.types("/pack proof"))
    publish(secretary, example, clock)
    before = secretary.types("/pack proof").data["fingerprint"]
    card = secretary.types("/pack key new")
    now, then = table(card).rows
    assert (now[2], then[2], then[0]) == ("in use", "before", before)
    (made,) = proofs(example)
    assert check_proof(made.content).fingerprint == before != now[0]
    assert f"fingerprint is {before}" in in_words(secretary.types("/pack proof"))


@no_sql_differs
@pytest.mark.usefixtures("published")
def test_the_page_has_it_and_a_stranger_sees_the_fingerprint(example: Database, example_dispatcher: Dispatcher) -> None:
    (made,) = proofs(example)
    with serving_pages(example_dispatcher) as address:
        reader = Guest(address, link_for(example_dispatcher, CHAIR))
        assert made.name in reader.get("/packs")
        answer = reader.client.get(f"/packs/files/{made.id}")
        assert (answer.content, answer.headers["Content-Type"]) == (made.content, "application/zip")
        stranger = Guest(address)
        assert check_proof(made.content).fingerprint in stranger.get("/key")
        assert stranger.client.get(f"/packs/files/{made.id}").status_code == 401


@no_sql_differs
@pytest.mark.usefixtures("published")
def test_verify_needs_no_record_and_says_what_is_not_as_published(
    example: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (made,) = proofs(example)
    run = CommandLine("postgresql://nobody@127.0.0.1:1/nothing", tmp_path, monkeypatch)
    (tmp_path / "pack.zip").write_bytes(made.content)
    said = run("verify", "pack.zip").stdout
    assert "everything is as it was signed" in said
    assert "anybody can sign with a key of their own" in said
    key = check_proof(made.content).fingerprint
    assert "which is the one that you asked for" in run("verify", "pack.zip", "--key", key).stdout
    other = fingerprint_of(new_key()[1])
    assert "somebody else’s" in run("verify", "pack.zip", "--key", other, status=1).stdout
    (tmp_path / "from-mail.pdf").write_bytes(b"pdf")
    (tmp_path / "other.pdf").write_bytes(b"pdf!")
    beside = run("verify", "pack.zip", "from-mail.pdf").stdout
    assert "from-mail.pdf is board-pack-2023-06-07-v1.pdf, as the list has it." in beside
    strange = run("verify", "pack.zip", "other.pdf", status=1).stdout
    assert "other.pdf is none of the files on the list." in strange
    assert strange.startswith("pack.zip: everything is as it was signed, but other.pdf is not from it")
    assert "cannot be read" in run("verify", "pack.zip", "gone.pdf", status=2).stderr
    at = made.content.index(b"word")
    (tmp_path / "pack.zip").write_bytes(made.content[:at] + b"w0rd" + made.content[at + 4 :])
    assert "Changed since: 1" in run("verify", "pack.zip", status=1).stdout
    found = json.loads(run("verify", "pack.zip", "--json", status=1).stdout)
    assert (found["holds"], found["signature"], len(found["changed"])) == (False, True, 1)
    (tmp_path / "pack.zip").write_bytes(b"no zip")
    assert "no zip file" in run("verify", "pack.zip", status=2).stderr
    assert "cannot be read" in run("verify", "none.zip", status=2).stderr
    assert "name it" in run("verify", "--key", key, status=2).stderr
