"""What stands in the messages of a cycle: the commission, what is printed without an answer, what needs no reminder."""

from datetime import UTC, date, datetime

from handlers.cards import Card, Divider, from_json
from handlers.plain_text import in_words
from models.people.leave import Delegation
from models.record.organisation import Organisation
from tests.asking import buttons, freeze_for
from tests.schedules.a_year import Entry, House, at
from tests.schedules.test_who_hears import is_due


def message(house: House, to: str, moment: str) -> Entry:
    """The message that somebody gets at this moment."""
    house.passes([at(moment)])
    (found,) = [
        entry for entry in house.sent() if entry.to == to and entry.local.isoformat(" ", "minutes")[:16] == moment
    ]
    return found


def test_a_red_with_a_recovery_date_ahead_is_asked_for_in_its_turn_and_not_before(house: House) -> None:
    """And so is, once a board has met, what was answered for it."""
    sro = house.at("2023-06-07 11:00").as_("workforce.sro")
    sro.types("/update 2.1 amber/red two offers made; back to green 30 Sep")
    assert message(house, "workforce.sro", "2023-06-08 09:30").refs == ("2.4", "8.4")
    commission = message(house, "workforce.sro", "2023-06-21 09:30")
    assert "due 31 March 2023, 82 days overdue; recovery date 30 September 2023." in commission.words


def test_the_commission_says_by_when_and_has_the_form(house: House) -> None:
    commission = message(house, "cpb.sro", "2023-06-21 09:30")
    assert "commission" in commission.because
    assert commission.words.startswith("7 updates owed for the board of 19 July 2023\n")
    assert "your updates are due on Wednesday 5 July 2023, in 10 working days." in commission.words
    card = from_json(commission.card or {})
    assert {"Update 7.5", "No change"} <= {each.label for each in buttons(card)}
    assert house.as_("cpb.sro").presses_for_form(card, "Update 7.5").title == "Update 7.5"


def test_a_message_says_how_long_there_is_until_updates_are_due_and_since_when_they_were(house: House) -> None:
    for moment, said in (
        ("2023-06-30 09:30", "your updates are due on Wednesday 5 July 2023, in 3 working days."),
        ("2023-07-05 09:30", "your updates are due today."),
        (
            "2023-07-06 09:30",
            "were due on Wednesday 5 July 2023. What is not in by the freeze, Monday 10 July 2023, is",
        ),
    ):
        assert said in message(house, "cpb.sro", moment).words


def test_a_deadline_is_near_ten_working_days_before_it_and_not_eleven(house: House) -> None:
    """7.1, which is CPB's, is due on 30 June."""
    assert "7.1" not in message(house, "cpb.sro", "2023-06-15 09:30").refs
    assert "7.1" in message(house, "cpb.sro", "2023-06-16 09:30").refs


def test_on_its_due_day_itself_an_action_is_near_and_not_past_its_deadline(house: House) -> None:
    """31 July is that of 3.6 and 9.4, which are Practice's, and of 10.4 and 10.5, which are SEND's."""
    house.passes([at("2023-07-17 09:30")])
    assert message(house, "send.sro", "2023-07-31 09:30").words.startswith("2 deadlines are near\n")
    (practice,) = [entry for entry in house.sent() if entry.to == "practice.sro" and entry.day.day == 31]
    assert practice.words.startswith("3 actions are past their deadline, and 2 near\n")
    assert practice.words.count("; due today.") == 2


def test_the_day_after_its_due_day_an_action_is_past_its_deadline(house: House) -> None:
    is_due(house, "06-15", "10.4")
    words = message(house, "send.sro", "2023-06-16 09:30").words
    assert words.startswith("1 action is past its deadline\n")
    assert "no change”" not in words, "what is overdue is no example of it"


def test_whoever_has_a_delegate_hears_of_a_late_return_on_the_day_after_it_was_due(house: House) -> None:
    """Here the Workforce SRO, who is a delegate as well and so has a message on both days."""
    workforce, fostering, cpb = (house.as_(name).id or 0 for name in ("workforce.sro", "fostering", "cpb.sro"))
    with house.database.write() as session:
        session.add(Delegation(person_id=workforce, delegate_id=fostering, starts=date(2023, 6, 8)))
        session.add(Delegation(person_id=cpb, delegate_id=workforce, starts=date(2023, 6, 8)))
    house.at("2023-06-20 11:00").as_("practice.sro").types(
        '/action 4.2 escalate workforce.sro@example.org "lend us a trainer" by 14 Jul 2023'
    )
    house.passes([at("2023-06-21 09:30")])
    due = message(house, "workforce.sro", "2023-07-05 09:30")
    assert "For your information" not in due.words
    assert set(due.refs) == {"1.1", "1.2", "1.3", "1.6", "7.1", "7.2", "7.5"}, "those of CPB alone"
    assert "lend us a trainer" not in due.words
    (stand_in,) = [each for each in house.sent() if each.to == "fostering" and each.day == due.day]
    assert "lend us a trainer" in stand_in.words
    late = message(house, "workforce.sro", "2023-07-06 09:30").words
    assert "due on Wednesday 5 July 2023 and are not in, 1 working day later" in late
    assert "Workforce Board: Workforce SRO (delegated to Head of Fostering) owes 11 updates" in late


def test_a_message_that_is_late_says_since_when(house: House) -> None:
    house.passes([at("2023-06-15 09:30"), at("2023-06-16 11:31")])
    (found,) = [entry for entry in house.sent() if entry.to == "cpb.sro" and entry.day.day == 16]
    assert "This message is late: it should have reached you earlier today." in found.words


def test_a_rule_divides_the_parts_of_a_message_and_begins_none(house: House) -> None:
    own_and_copied = from_json(message(house, "practice.sro", "2023-07-06 09:30").card or {}).body
    copied_alone = from_json(message(house, "director", "2023-07-07 09:30").card or {}).body
    rules = [number for number, each in enumerate(own_and_copied) if isinstance(each, Divider)]
    assert len(rules) == 1
    assert (
        in_words(Card("", own_and_copied[rules[0] + 1 :])).strip().startswith("For your information: this return was")
    )
    assert not any(isinstance(each, Divider) for each in copied_alone)


def test_two_days_after_it_was_due_the_director_and_the_boards_chair_are_told_of_all_that_is_late_and_nobody_else(
    house: House,
) -> None:
    house.passes([at("2023-07-06 09:30")])
    house.at("2023-07-06 11:00").as_("practice.sro").types(
        '/action 4.2 escalate hscp.chair@example.org "lend us a trainer" by 20 Jul 2023'
    )
    house.passes([at("2023-07-07 09:30")])
    words = {entry.to: entry.words for entry in house.sent() if entry.day == date(2023, 7, 7)}
    assert {"cpb.sro", "hscp.chair"} <= words.keys()
    assert {to for to, said in words.items() if "For your information" in said} == {"director", "chair"}


def test_every_deadline_stands_beside_its_action_also_without_buttons(house: House) -> None:
    words = message(house, "practice.sro", "2023-06-21 09:30").words
    for ref in house.as_("practice.sro").types("/return").data["owed"]:
        line = next(line for line in words.splitlines() if line.removeprefix("• ").startswith(f"{ref} "))
        stands = line if line.startswith("•") else words.splitlines()[words.splitlines().index(line) + 1]
        assert "; due " in stands, line


def test_what_is_likely_to_slip_is_told_its_sro_first(house: House) -> None:
    words = message(house, "workforce.sro", "2023-06-21 09:30").words
    assert (
        "One action of yours is likely to slip. You hear it first; the board sees at the freeze what still is:" in words
    )
    assert "(due 30 June 2023): its own forecast is 31 July 2023." in words
    assert "its own forecast is 31 July 2023" not in message(house, "practice.sro", "2023-06-21 09:30").words


def test_after_the_freeze_who_gave_nothing_hears_how_it_is_printed(house: House) -> None:
    house.passes([at("2023-06-21 09:30")])
    sro = house.at("2023-06-22 11:00").as_("cpb.sro")
    owed = sro.types("/return").data["owed"]
    sro.says("\n".join(f"{ref} amber/grey all goes as planned" for ref in owed[:-1]))
    house.passes([at("2023-07-10 18:00")])
    sro = house.at("2023-07-10 19:00").as_("hscp.sro")
    sro.says("3.1 amber/grey a day late")
    one = message(house, "cpb.sro", "2023-07-11 09:30")
    assert one.words.startswith("1 update was not received for the board of 19 July 2023\n")
    assert one.refs == (owed[-1],)
    assert (
        "The figures for the board of 19 July 2023 were fixed on Monday 10 July 2023. One update of yours was not in: "
        "it is printed as “No return received”, with the last rating marked as carried. What you answer from now on "
        "counts for the board of 30 August 2023, unless the secretariat takes it in."
    ) in one.words
    (late,) = [entry for entry in house.sent() if entry.to == "hscp.sro" and entry.day == one.day]
    assert "7 updates of yours were not in: they are printed as “No return received”" in late.words
    assert set(late.refs) == {"3.3", "3.4", "3.5", "5.1", "5.2", "5.3"}, "3.1 was answered since, for the next board"
    (secretary,) = [entry for entry in house.sent() if entry.to == "secretary" and entry.day == one.day]
    assert secretary.words.startswith("The board of 19 July 2023 has no pack yet\n")


def test_on_which_day_figures_were_fixed_is_said_by_the_clock_of_the_organisation(house: House) -> None:
    """Eight in the morning of the 10th in Auckland is the evening of the 9th in UTC."""
    with house.database.write() as session:
        session.get_one(Organisation, 1).zone = "Pacific/Auckland"
    house.clock.now = datetime(2023, 7, 9, 20, tzinfo=UTC)
    freeze_for(house.database, house.clock, date(2023, 7, 19))
    house.passes([datetime(2023, 7, 10, 21, 30, tzinfo=UTC)])
    (told,) = [each.words for each in house.sent() if each.to == "hscp.sro"]
    assert "The figures for the board of 19 July 2023 were fixed on Monday 10 July 2023." in told


def test_whoever_proposed_something_hears_once_what_became_of_it_in_a_message_that_goes_out_anyway(
    house: House,
) -> None:
    workforce = house.at("2023-06-07 11:00").as_("workforce.sro")
    workforce.types("/action 2.4 date 31 Oct 2023 the officer started late")
    workforce.types("/action 2.6 withdraw the hubs are the health trust’s now")
    before = len(house.sent())
    house.as_("secretary").types("/board decide 1 not agreed the date stays")
    house.as_("secretary").types("/board decide 2 agreed")
    assert len(house.sent()) == before, "no message goes out for a decision alone"
    said = message(house, "workforce.sro", "2023-06-08 09:30").words
    assert "What became of your proposals:" in said
    assert "A new date for 2.4: not agreed (D1, Improvement Board, 7 June 2023). “the date stays”" in said
    assert "Withdrawing 2.6: agreed (D2, Improvement Board, 7 June 2023)." in said
    house.at("2023-06-08 09:30").as_("workforce.sro").types("/action 2.5 date 31 Oct 2023 the academy opens late")
    house.as_("secretary").types("/board decide P3 agreed")
    later = message(house, "workforce.sro", "2023-06-21 09:30").words
    assert "What became of your proposal:" in later
    assert "A new date for 2.4" not in later
    assert "A new date for 2.5: agreed" in later, "the demo's clock stands still at 09:30 while people decide"
    assert "What became of" not in message(house, "cpb.sro", "2023-06-21 09:30").words
