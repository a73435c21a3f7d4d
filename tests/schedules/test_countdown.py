"""The reminder counts down: after each answer it shows what is left, and what was answered with its rating."""

from sqlmodel import select

from handlers.cards import from_json
from models.people.people import Holding, Person, Post
from schedules.ticking import decide_what_is_due
from tests.asking import buttons, deliver
from tests.schedules.a_year import Entry, House, at

SRO = "workforce.sro"


def reminder(house: House, to: str = SRO) -> Entry:
    """The last morning's message of somebody, as it stands now."""
    deliver(house.dispatcher)
    return [each for each in house.sent() if each.to == to and each.because][-1]


def commission(house: House) -> None:
    house.passes([at("2023-06-21 09:30")])
    house.at("2023-06-21 10:00")


def test_each_answer_is_counted_down_where_the_reminder_stands(house: House) -> None:
    commission(house)
    before, sro = reminder(house), house.as_(SRO)
    assert before.words.startswith("12 updates owed for the board of 19 July 2023\n")
    assert before.refs
    sro.types("/update 2.2 amber/green posts are advertised")
    after = reminder(house)
    assert after.words.startswith("11 updates owed for the board of 19 July 2023\n")
    assert "Answered since this message came:" in after.words
    assert "Amber on activity, Green on impact" in after.words
    labels = {each.label for each in buttons(from_json(after.card or {}))}
    assert "Update 2.2" not in labels
    assert "No change for the rest" in labels
    assert set(after.refs) == set(before.refs)
    sro.types("/update undo")
    assert reminder(house).words == before.words


def test_the_one_that_was_sent_is_counted_down_while_the_next_still_waits(house: House) -> None:
    commission(house)
    house.at("2023-06-30 09:30")
    decide_what_is_due(house.dispatcher, ["web"])
    house.as_(SRO).types("/update 2.2 amber/green posts are advertised")
    deliver(house.dispatcher)
    first, second = [each for each in house.sent() if each.to == SRO and each.because]
    assert first.because == {"commission"}
    assert second.because == {"deadline 0", "return -3"}
    for each in (first, second):
        assert each.words.startswith("11 updates owed for the board of 19 July 2023\n")


def test_when_all_is_in_it_says_thank_you_and_nothing_more_is_sent(house: House) -> None:
    commission(house)
    sent, sro = len(house.outbox()), house.as_(SRO)
    asked = sro.types("/return no change")
    sro.presses(asked, f"Record no change for {len(asked.data['no_change'])}")
    for ref in [each["ref"] for each in asked.data["left"]]:
        sro.types(f"/update {ref} amber/amber on the way; recovery: 30 Sep; forecast: 30 Sep")
    done = reminder(house)
    assert done.words.startswith("Nothing more is owed for the board of 19 July 2023\n")
    assert "Thank you: nothing more is owed." in done.words
    assert "no change" in done.words
    assert len(house.outbox()) == sent


def test_who_shares_the_post_has_it_counted_down_too(house: House) -> None:
    with house.database.write() as session:
        post = session.exec(select(Post.id).where(Post.title == "Workforce SRO")).one()
        second = session.exec(select(Person.id).where(Person.email == "fostering@example.org")).one()
        session.add(Holding(post_id=post, person_id=second))
    commission(house)
    assert reminder(house, "fostering").words.startswith("12 updates owed")
    house.as_(SRO).types("/update 2.2 amber/green posts are advertised")
    assert reminder(house, "fostering").words.startswith("11 updates owed")


def test_the_reminder_of_somebody_else_stays_as_it_was(house: House) -> None:
    commission(house)
    other = reminder(house, "cpb.sro")
    house.as_(SRO).types("/update 2.2 amber/green posts are advertised")
    assert reminder(house, "cpb.sro") == other


def test_a_reminder_for_a_board_whose_figures_are_fixed_stays_as_it_was(house: House) -> None:
    commission(house)
    before = reminder(house)
    house.passes([at("2023-07-10 18:00")])
    house.as_(SRO).types("/update 2.2 amber/green posts are advertised")
    deliver(house.dispatcher)
    stayed = [each for each in house.sent() if each.to == SRO and each.local.isoformat()[:10] == "2023-06-21"]
    assert [each.words for each in stayed] == [before.words]
