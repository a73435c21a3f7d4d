"""What two versions of a pack say differently, word by word: in chat and on the page."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from models.record.database import Database
from papers.versions.marked import in_words as marked_in_words
from papers.versions.marked import pieces
from papers.versions.packs import marked_changes
from tests.asking import Clock, Somebody
from tests.bot.pages_stage import Guest, link_for, serving_pages
from tests.databases import no_sql_differs
from tests.handlers.test_pack import compiled, finish, publish

Asked = Callable[[str], Somebody]
SECRETARY, CHAIR, WORKFORCE = (f"{each}@example.org" for each in ("secretary", "chair", "workforce.sro"))
SAID = "; cause no officer; action hire one; help none; back to green 30 Sep"


@pytest.fixture
def versions(as_person: Asked, example: Database, clock: Clock) -> None:
    """Two versions of the pack for 7 June; in the second 2.4 is worded otherwise and has moved. It is published, and
    corrected.
    """
    as_person(WORKFORCE).types(f"/update 2.4 red/red 4 of 7 posts are <b>filled</b>{SAID}")
    as_person(SECRETARY).types("/pack compile")
    finish(example, clock)
    clock.set("2023-06-07 11:00")
    as_person(WORKFORCE).types(f"/update 2.4 amber/red 5 of 7 posts are <b>filled</b>{SAID}")
    as_person(SECRETARY).types("/pack compile with 2.4")
    finish(example, clock)


@no_sql_differs
@pytest.mark.usefixtures("versions")
def test_a_line_shows_the_words_that_were_taken_out_and_put_in(
    as_person: Asked, example: Database, clock: Clock, example_dispatcher: Dispatcher
) -> None:
    secretary = as_person(SECRETARY)
    card = secretary.types("/pack diff 1 2")
    said = in_words(card)
    by_place = {each["place"]: each["pieces"] for each in card.data["changes"]}
    assert "Progress report, 2.4, commentary: [taken out: 4] [put in: 5] of 7 posts are <b>filled</b>" in said
    assert "Progress report, 2.4, activity: [taken out: Red] [put in: Amber]" in said
    assert "BRAG table, Red, current activity: [taken out: 2 (3.13%)] [put in: 1 (1.56%)]" in said
    assert by_place["Progress report, 2.4, commentary"] == [
        {"how": "del", "text": "4"},
        {"how": "ins", "text": "5"},
        {"how": "equal", "text": " of 7 posts are <b>filled</b>; back to green 30 Sep"},
    ]
    assert not [each for each in by_place if "2.1" in each or "10.1" in each], "what is alike is not shown"
    for same in ("/pack diff", "/pack diff 7 June 2023 versions 1 and 2", "/pack diff 2 1", "/pack compare v1 with v2"):
        assert secretary.types(same).data == card.data
    for wrong, told in (
        ("/pack diff 1 3", "There is no version 3"),
        ("/pack diff 1 2 3", "does not name two versions"),
        ("/pack diff 1 2 apples", "“apples” does not name"),
        ("/pack diff 7 June 2023 apples", "“apples” does not name"),
        ("/pack diff 19 July 2023", "There is no pack for 19 July 2023"),
    ):
        assert told in in_words(secretary.types(wrong))
    assert "There is no pack to compare" in in_words(as_person("observer@example.org").types("/pack diff"))
    publish(secretary, example, clock)
    assert "is the only version" in in_words(as_person("observer@example.org").types("/pack diff"))
    with serving_pages(example_dispatcher) as address:
        page = Guest(address, link_for(example_dispatcher, SECRETARY)).get("/packs/changes?after=2")
        assert '<del><span class="unseen">taken out: </span>4<span class="unseen">; </span></del>' in page
        assert '<ins><span class="unseen">put in: </span>5<span class="unseen">; </span></ins> of 7 posts' in page
        assert "&lt;b&gt;filled" in page
        observer = Guest(address, link_for(example_dispatcher, "observer@example.org"))
        for hidden in ("after=2", "before=1&after=2", "after=1", "after=99", ""):
            assert "filled" not in observer.get(f"/packs/changes?{hidden}", 404)
    secretary.types('/pack correct 2.4 "5 of 7" is "6 of 7" because a return was misread')
    finish(example, clock)
    corrected = in_words(secretary.types("/pack diff 2 2.1"))
    assert "[taken out: 5] [put in: 6] of 7 posts" in corrected
    assert "First page, how it was published: [put in:" in corrected


@no_sql_differs
@pytest.mark.usefixtures("versions")
def test_a_version_and_itself_say_the_same_and_what_is_in_one_alone_is_marked_whole(example: Database) -> None:
    with example.read() as session:
        first, second = compiled(session), compiled(session, 2)
    assert marked_changes(first, first) == ()
    there, back = marked_changes(first, second), marked_changes(second, first)
    assert {each.place for each in there} == {each.place for each in back}
    only_there = [each for each in there if {how for how, _ in each.pieces} == {"ins"}]
    only_back = [each for each in back if {how for how, _ in each.pieces} == {"del"}]
    assert [each.place for each in only_there] == [each.place for each in only_back]


@given(st.text("ab \n.", max_size=40), st.text("ab \n.", max_size=40))
def test_the_pieces_are_both_texts_to_the_letter(was: str, now: str) -> None:
    found = list(pieces(was, now))
    assert "".join(text for how, text in found if how != "ins") == was
    assert "".join(text for how, text in found if how != "del") == now
    assert all(text for _, text in found)
    assert not [text for how, text in found[1:-1] if how == "equal" and not text.strip()]
    assert ("taken out" in marked_in_words(found)) is any(how == "del" for how, _ in found)
