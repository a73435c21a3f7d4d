"""Errata: what was wrong in a published pack, the corrected one beside the original, and who is told."""

from collections.abc import Callable, Iterator

import pytest
from sqlmodel import col, select

from handlers.cards import Card
from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from handlers.pack.quoting import whole
from handlers.plain_text import in_words
from models.packs.errata import Erratum
from models.packs.packs import Pack, PackFile, PackState
from models.position.snapshots import Snapshot
from models.record.database import Database
from models.record.events import first_broken
from papers.pack.contents import CORRECTED, from_json
from tests.asking import Clock, Somebody, buttons, somebody, table
from tests.databases import Engine, after, filling_asked_for, no_sql_differs
from tests.handlers.test_pack import finish, publish, told
from tests.handlers.test_reports import WRONG, fill_misread
from tests.handlers.test_sign_off import messages, states

Asked = Callable[[str], Somebody]
SECRETARY, CHAIR, WORKFORCE, OBSERVER = (
    f"{each}@example.org" for each in ("secretary", "chair", "workforce.sro", "observer")
)
RIGHT = "5 of 7 posts are filled"
LINE = f'/pack correct 2.4 "{WRONG}" is "{RIGHT}" because a return was misread'


@after(fill_misread)
def fill_published(database: Database) -> None:
    """The pack for 7 June, published with something wrong in the commentary of 2.4."""
    clock = Clock("2023-06-07 10:00")
    publish(somebody(Dispatcher(database, registry, clock), SECRETARY), database, clock)


@pytest.fixture
def example(engine: Engine, request: pytest.FixtureRequest) -> Iterator[Database]:
    """The example, or what `published` is."""
    with engine.fresh(filling_asked_for(request, published=fill_published)) as database:
        yield database


@pytest.fixture
def published(clock: Clock) -> None:
    """The pack for 7 June, published with something wrong, some days ago: `example` has it."""
    clock.set("2023-06-12 10:00")


def corrected(as_person: Asked, example: Database, clock: Clock) -> Card:
    """The same after it was corrected, with its files."""
    card = as_person(SECRETARY).types(LINE)
    assert card.title == "Corrected: Board pack for 7 June 2023, version 1 with 1 correction", in_words(card)
    finish(example, clock)
    return card


@no_sql_differs
@pytest.mark.usefixtures("published")
def test_the_original_stays_and_the_corrected_one_says_first_what_was_is_and_why(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    with example.read() as session:
        before = {each.id: each.content for each in session.exec(select(PackFile))}
        original = session.exec(select(Pack)).one().contents
    card = corrected(as_person, example, clock)
    assert card.data["places"] == ["Reds, 2.4, commentary", "Progress report, 2.4, commentary"]
    assert "Board Secretary" in card.data["had"]
    assert "Independent Chair" in card.data["had"]
    with example.read() as session:
        first, second = session.exec(select(Pack).order_by(col(Pack.id))).all()
        assert first.contents == original
        assert {each.id: each.content for each in session.exec(select(PackFile)) if each.id in before} == before
        contents = from_json(second.contents)
        row = session.exec(select(Erratum)).one()
        assert first_broken(session, 1) is None
    assert (row.pack_id, row.corrected_id, row.was, row.becomes) == (first.id, second.id, WRONG, RIGHT)
    assert contents.published_said == (
        CORRECTED,
        f"Correction 1 of 12 June 2023. Reds, 2.4, commentary; Progress report, 2.4, commentary: it said “{WRONG}”; "
        f"it is “{RIGHT}”. Reason: a return was misread.",
    )
    assert [f"{each.commentary}".partition(";")[0] for each in contents.reds if each.ref == "2.4"] == [RIGHT]
    assert contents.headline == from_json(original).headline


@pytest.mark.usefixtures("published")
def test_it_is_published_like_any_draft_and_everybody_who_had_a_version_is_told(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary, observer = as_person(SECRETARY), as_person(OBSERVER)
    observer.types("/pack files")
    corrected(as_person, example, clock)
    assert observer.types("/pack").data["packs"] == [
        {"meeting": "2023-06-07", "version": 1, "state": "published", "published": True}
    ]
    card = publish(secretary, example, clock)
    assert card.title == "Board pack for 7 June 2023, version 1 with 1 correction is being published"
    sent = told(example, "published")
    assert {CHAIR, OBSERVER} <= set(sent)
    with example.read() as session:
        assert [each.state for each in session.exec(select(Pack))] == [PackState.PUBLISHED] * 2
        assert len(session.exec(select(Snapshot).join(Pack)).all()) == 2, "both of the one snapshot"
        assert len({each.snapshot_id for each in session.exec(select(Pack))}) == 1
    rows = table(secretary.types("/pack")).rows
    assert [(row[1], row[2]) for row in rows] == [
        ("1, corrected", "published 12 June 2023, 10:00"),
        ("1", "published 7 June 2023, 10:00"),
    ]
    assert "was published on 12 June 2023" in in_words(secretary.types("/pack publish"))
    again = secretary.types('/pack correct 2.4 "5 of 7" is "6 of 7" because another was found')
    assert again.data["correction"] == 2
    assert "is not compiled again" in in_words(secretary.types("/pack compile 7 June 2023"))


@no_sql_differs
def test_a_correction_withdraws_the_approvals_of_what_it_touches(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    clock.set("2023-05-26 09:00")
    secretary = as_person(SECRETARY)
    for line in (
        "Legal by legal@example.org for reds",
        "Finance by finance@example.org for what the board is asked",
    ):
        secretary.types(f"/pack reviewers add {line}")
    as_person(WORKFORCE).types(
        f"/update 2.4 red/red {WRONG}; cause no officer; action hire one; help none; back to green 30 Sep"
    )
    secretary.types("/pack compile")
    finish(example, clock)
    secretary.types("/pack review")
    for email in ("legal@example.org", "finance@example.org"):
        as_person(email).types("/pack approve")
    shown = secretary.types("/pack publish")
    assert shown.title.endswith("is being published"), in_words(shown)
    finish(example, clock)
    clock.set("2023-06-12 10:00")
    corrected(as_person, example, clock)
    assert states(secretary) == {"Legal": "pending", "Finance": "approved"}
    assert len(messages(example)["legal@example.org"]) == 2
    refused = secretary.types("/pack publish")
    assert "Legal has not signed it off" in in_words(refused)
    assert "A correction has no deadline" in in_words(refused)
    as_person("legal@example.org").types("/pack approve")
    assert publish(secretary, example, clock).title.endswith("is being published")
    as_person("legal@example.org").types(f"/return delegate {WORKFORCE}")
    secretary.types('/pack correct 2.4 "5 of 7" is "6 of 7" because another was found')
    finish(example, clock)
    assert secretary.types("/pack take back").data["told"] == ["Legal Reviewer"], "Finance was not asked of it"
    assert set(told(example, "taken back")) == {WORKFORCE}, "who stands in"


@pytest.mark.usefixtures("published")
def test_a_correction_is_taken_back_until_it_is_published(as_person: Asked, example: Database, clock: Clock) -> None:
    secretary = as_person(SECRETARY)
    assert "no correction that could be taken back" in in_words(secretary.types("/pack take back"))
    secretary.types("/pack reviewers add Legal by legal@example.org for reds")
    assert secretary.types(LINE).title.startswith("Corrected")
    assert "is being made at this moment" in in_words(secretary.types("/pack take back"))
    finish(example, clock)
    secretary.types("/pack review")
    shown = told(example, "progress")[SECRETARY]
    card = secretary.presses(shown, "Take the correction back")
    assert card.title == "Taken back: Board pack for 7 June 2023, version 1 with 1 correction"
    assert "Board pack for 7 June 2023, version 1 stands as it was." in in_words(card)
    assert "It need not be signed off any more." in in_words(told(example, "taken back")["legal@example.org"])
    assert [each["state"] for each in secretary.types("/pack").data["packs"]] == ["published"]
    assert "was published on" in in_words(secretary.types("/pack publish"))
    assert "no correction that could be taken back" in in_words(secretary.presses(shown, "Take the correction back"))
    again = secretary.types(f'/pack correct 2.4 "{WRONG}" is "6 of 7 posts are filled" because it was misread twice')
    assert again.title.endswith("version 1 with 1 correction"), "the first that stands"
    finish(example, clock)
    secretary.types("/pack review")
    as_person("legal@example.org").types("/pack approve Legal")
    assert table(secretary.types("/pack signoffs")).rows[0][-1] == "1 with correction 1"
    assert publish(secretary, example, clock).title.endswith("is being published")
    assert "no correction that could be taken back" in in_words(secretary.types("/pack take back 7 June 2023"))
    with example.read() as session:
        kept = [each.taken_back_at is not None for each in session.exec(select(Pack).order_by(col(Pack.id)))]
        assert first_broken(session, 1) is None
    assert kept == [False, True, False], "its row stays"


@no_sql_differs
def test_what_was_typed_for_a_request_or_an_escalation_is_corrected_too(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary, sro = as_person(SECRETARY), as_person(WORKFORCE)
    sro.types('/action 2.4 escalate director "two posts are needed"')
    sro.types("/action 2.4 date 31 Oct the officer started late")
    secretary.types('/board request endorse "the review of partnerships"')
    secretary.types("/pack compile")
    finish(example, clock)
    publish(secretary, example, clock)
    places = []
    for was in ("two posts are needed", "started late", "review of partnerships"):
        card = secretary.types(f'/pack correct "{was}" is "something else" because it was misread')
        assert card.title.startswith("Corrected"), in_words(card)
        places += card.data["places"]
        finish(example, clock)
    assert places == ["Reds, 2.4, escalated", "What the board is asked, 1", "What the board is asked, 2"]
    with example.read() as session:
        newest = session.exec(select(Pack).order_by(col(Pack.id).desc())).first()
        assert newest is not None
        contents = from_json(newest.contents)
    assert "endorse: the something else" in " ".join(f"{each.what}: {each.after}" for each in contents.asked).casefold()
    assert "something else" in " ".join(line for each in contents.reds for line in each.escalated)


@no_sql_differs
@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("the figure of 2.4 is wrong", "Where it stands comes first, then both in quotation marks."),
        ('2.4 "9 of 9" is "8 of 9" because of it', "“9 of 9” does not stand at “2.4”"),
        (f'7.5 "{WRONG}" is "{RIGHT}" because of it', "It stands in: Reds, 2.4, commentary"),
        ('"44 of 64" is "43 of 64" because of it', "it is computed from the frozen figures"),
        (f'2.4 "{WRONG}" is "{WRONG}" because of it', "That is what it says already."),
        (f'2.4 "{WRONG}" is " " because of it', "What should it say? Nothing was corrected."),
        (f'2.4 "{WRONG}" is "{"x" * 1001}" because of it', "What should it say: that is more than 1000 characters."),
        (f'2.4 "{WRONG}" is "{RIGHT}" because Jamie Brown, 14/02/2012, waits', "looks like"),
        (f'2.4 "{WRONG}" is "Jamie Brown, 14/02/2012, waits" because of it', "looks like"),
    ],
)
def test_what_cannot_be_corrected_is_said_and_nothing_is_entered(
    as_person: Asked, example: Database, typed: str, said: str
) -> None:
    card = as_person(SECRETARY).types(f"/pack correct {typed}")
    assert card.title == "That did not work"
    assert said in in_words(card)
    with example.read() as session:
        assert session.exec(select(Erratum)).all() == []
        assert len(session.exec(select(Pack)).all()) == 1


@no_sql_differs
def test_a_draft_is_compiled_again_and_needs_no_erratum(as_person: Asked, example: Database, clock: Clock) -> None:
    as_person(SECRETARY).types("/pack compile")
    finish(example, clock)
    assert "is not published: until then it is compiled again" in in_words(as_person(SECRETARY).types(LINE))
    assert [each.label for each in buttons(as_person(SECRETARY).types("/pack"))] == ["Send me the files"]


@no_sql_differs
@pytest.mark.usefixtures("published")
def test_words_are_corrected_where_they_stand_for_themselves_and_in_whatever_lines(
    as_person: Asked, example: Database
) -> None:
    secretary = as_person(SECRETARY)
    named = secretary.types('/pack correct 2.4 "7 posts" is "{{ reds }} posts" because it read oddly')
    assert "no name of one" in in_words(named)
    for part in ("of 7 posts are f", "7 post", "illed"):
        assert "does not stand" in in_words(secretary.types(f'/pack correct "{part}" is "x" because of it')), part
    secretary.types('/pack correct 2.4 "filled; back to green" is "filled. Back to green" because it read oddly')
    with example.read() as session:
        newest = from_json(session.exec(select(Pack).order_by(col(Pack.id).desc())).first().contents)  # type: ignore[union-attr]
    assert [each.commentary for each in newest.reds if each.ref == "2.4"] == [f"{WRONG}. Back to green 30 Sep"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("4 of 7 are trained", True),
        ("so 4 of 7, which is", True),
        ("(4 of 7)", True),
        ("4\nof  7.", True),
        ("14 of 7", False),
        ("4 of 70", False),
        ("1.4 of 7", False),
        ("4 of 7.5", False),
        ("4 of 7th", False),
    ],
)
def test_a_figure_is_no_part_of_another(text: str, found: bool) -> None:
    assert (whole("4 of 7").search(text) is not None) is found


@pytest.mark.usefixtures("published")
def test_a_second_correction_is_another_pack_old_buttons_do_not_publish_it_and_who_returned_the_first_is_asked(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary, legal = as_person(SECRETARY), "legal@example.org"
    secretary.types(f"/pack reviewers add Legal by {legal} for reds")
    corrected(as_person, example, clock)
    seen = told(example, "progress")[SECRETARY]
    secretary.types("/pack review")
    assert as_person(legal).types("/pack return Legal at 2.4: it is 6 of 7").title.startswith("Returned: Legal")
    second = secretary.types('/pack correct 2.4 "5 of 7" is "6 of 7" because the reviewer found another')
    assert second.data["correction"] == 2
    finish(example, clock)
    refused = in_words(secretary.presses(seen, "Publish"))
    assert "There is a version 1 with correction 2 by now, so version 1 with correction 1 is not published." in refused
    assert states(secretary) == {"Legal": "pending"}
    asked = messages(example)[legal]
    assert len(asked) == 2
    assert "Version 1 with correction 1 was returned: “it is 6 of 7” (2.4)." in in_words(asked[1])
    assert as_person(legal).presses(asked[1], "Approve").title.startswith("Approved")
    assert table(secretary.types("/pack signoffs")).rows[0][-1] == "1 with correction 2"
    assert publish(secretary, example, clock).title.endswith("with 2 corrections is being published")


@pytest.mark.usefixtures("published")
def test_what_was_published_is_corrected_and_signed_when_the_next_board_has_a_draft(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    clock.set("2023-07-11 10:00")
    secretary.types("/pack reviewers add Legal by legal@example.org for reds")
    legal = as_person("legal@example.org")
    secretary.types("/pack compile")
    finish(example, clock)
    assert "corrected" not in secretary.types("/pack correct for 19 July 2023" + LINE[len("/pack correct") :]).title
    card = secretary.types("/pack correct for 7 June 2023" + LINE[len("/pack correct") :])
    assert card.title == "Corrected: Board pack for 7 June 2023, version 1 with 1 correction", in_words(card)
    finish(example, clock)
    secretary.types("/pack review 7 June 2023")
    assert legal.types("/pack return 2.4: it is 6").title.startswith(
        "Returned: Legal (Legal Reviewer), Board pack for 7"
    )
    assert secretary.types("/pack comments 7 June 2023").data["comments"] != []
    again = secretary.types('/pack correct 2.4 "5 of 7" is "6 of 7" because another was found')
    assert again.data["correction"] == 2


def test_what_a_pack_lacked_when_it_was_published_stays_printed_and_stops_no_correction(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    clock.set("2023-06-02 09:00")
    secretary.types("/pack reviewers add Legal by legal@example.org for reds")
    secretary.types("/pack compile")
    finish(example, clock)
    secretary.types("/pack publish anyway because it was asked for, and urgent because the letter came")
    finish(example, clock)
    secretary.types("/pack reviewers remove Legal")
    secretary.types('/pack correct 7.5 "health partners" is "partners in health" because they are called so')
    finish(example, clock)
    card = secretary.types("/pack publish")
    assert card.title.endswith("with 1 correction is being published"), in_words(card)
    with example.read() as session:
        original, now = (from_json(each.contents) for each in session.exec(select(Pack).order_by(col(Pack.id))))
    assert original.overridden.endswith("Reason: it was asked for.")
    assert original.urgency.endswith("reason for urgency: the letter came.")
    assert now.published_said[-2:] == (original.overridden, original.urgency)


@no_sql_differs
@pytest.mark.parametrize("restricted", ["open", "exempt paragraph 3 because it names a price"])
@pytest.mark.parametrize(
    ("was", "becomes"), [("44 of 64 (68.75%)", "41 of 64 (68.75%)"), ("44 of 64", "41 of 64"), ("68.75%", "64.06%")]
)
def test_a_figure_that_a_correction_makes_wrong_is_seen_wherever_it_stands(
    as_person: Asked, example: Database, clock: Clock, restricted: str, was: str, becomes: str
) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/pack write risk The market is thin: 44 of 64 (68.75%) are on track.")
    secretary.types(f"/pack classify risk {restricted}")
    secretary.types("/pack compile")
    finish(example, clock)
    publish(secretary, example, clock)
    assert secretary.types(f'/pack correct risk "{was}" is "{becomes}" because of a slip').done
    finish(example, clock)
    card = secretary.types("/pack publish")
    assert "cannot be published yet" in card.title
    assert all(each["said"].startswith("Risk implications, paragraph 1") for each in card.data["blockers"])


@no_sql_differs
def test_what_a_correction_makes_of_a_text_is_no_private_detail(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/pack write risk Date of birth: unknown.")
    secretary.types("/pack compile")
    finish(example, clock)
    publish(secretary, example, clock)
    said = in_words(secretary.types('/pack correct risk "unknown" is "3 May 2012" because it is known'))
    assert "What that makes of it looks like a date of birth" in said
    with example.read() as session:
        assert session.exec(select(Erratum)).first() is None


@no_sql_differs
def test_a_correction_makes_no_text_longer_than_one_is(as_person: Asked, example: Database, clock: Clock) -> None:
    secretary = as_person(SECRETARY)
    secretary.types(f"/pack write risk {'x ' * 1400}")
    secretary.types("/pack compile")
    finish(example, clock)
    publish(secretary, example, clock)
    said = in_words(secretary.types(f'/pack correct risk "x" is "{"y " * 400}" because it is more'))
    assert "That makes of it a text of 1,119,999 characters; 20,000 at most." in said
    assert secretary.types('/pack correct risk "x" is "y y" because it is more').done


@pytest.mark.usefixtures("published")
def test_what_is_published_stays_listed_while_a_correction_of_it_is_a_draft(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    observer = as_person(OBSERVER)
    before = observer.types("/pack papers 7 June 2023").data["papers"]
    assert before[0]["state"] == "published 7 June 2023, 10:00, version 1"
    corrected(as_person, example, clock)
    assert observer.types("/pack papers 7 June 2023").data["papers"] == before
    assert "corrected" in as_person(SECRETARY).types("/pack papers 7 June 2023").data["papers"][0]["state"]
