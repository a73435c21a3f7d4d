"""Turns: the alternation of those who report, whatever meetings are added and cancelled (`domain.md` 3.3 and 4.2)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from models.boards.rota import NOBODY, Group, Sitting, groups_of, in_turn, with_meeting, without_meeting

A, B, C = frozenset({1, 2}), frozenset({3, 4}), frozenset({5})
START = date(2023, 6, 7)
WEEKS = 20


def week(number: int) -> date:
    return START + timedelta(weeks=number)


class Calendar:
    """Meetings in the order in which they were planned, a letter a week: `a.B.A`; a small letter is a fixed one.

    Without a turn they are `-`, or `=` when fixed.
    """

    def __init__(self, written: str) -> None:
        groups = {"A": A, "B": B, "C": C, "-": NOBODY, "=": NOBODY}
        self.sittings = [
            Sitting(week(number), groups[letter.upper()], fixed=letter.islower() or letter == "=")
            for number, letter in enumerate(written)
            if letter != "."
        ]

    def __str__(self) -> str:
        letters = {A: "A", B: "B", C: "C", NOBODY: "-"}
        written = ["."] * WEEKS
        for each in self.standing:
            letter = letters.get(each.group, "?")
            fixed = "=" if letter == "-" else letter.lower()
            written[(each.on - START).days // 7] = fixed if each.fixed else letter
        return "".join(written).rstrip(".")

    @property
    def standing(self) -> list[Sitting]:
        """Those that are not cancelled, by day."""
        return sorted((each for each in self.sittings if not each.cancelled), key=lambda each: each.on)

    def add(self, number: int, given: Group | None = None) -> None:
        """Add a meeting in a week, or take up the one that was cancelled."""
        on = week(number)
        group, changed = with_meeting(self.sittings, on, given)
        if not any(each.on == on for each in self.sittings):
            self.sittings.append(Sitting(on, group))
        self._change({on: group} | changed)
        self._set(on, cancelled=False)

    def cancel(self, number: int) -> None:
        """Cancel the meeting of a week."""
        kept, changed = without_meeting(self.sittings, week(number))
        self._change({week(number): kept} | changed)
        self._set(week(number), cancelled=True)

    def has(self, number: int) -> bool:
        """Whether there is a meeting in a week that is not cancelled."""
        return any(each.on == week(number) for each in self.standing)

    def _change(self, changed: dict[date, Group]) -> None:
        for on, group in changed.items():
            self._set(on, group=group)

    def _set(self, on: date, **values: object) -> None:
        self.sittings = [replace(each, **values) if each.on == on else each for each in self.sittings]  # type: ignore[arg-type]


def after(written: str, *changes: tuple[str, int]) -> str:
    """The calendar after meetings were added (`+`), added without a turn (`-`) and cancelled (`x`)."""
    calendar = Calendar(written)
    for what, number in changes:
        apply(calendar, what, number)
    return str(calendar)


def apply(calendar: Calendar, what: str, number: int) -> None:
    if what == "x":
        calendar.cancel(number)
    else:
        calendar.add(number, NOBODY if what == "-" else None)


def test_the_next_is_who_reported_longest_ago() -> None:
    assert in_turn(Calendar("A.B.A").sittings, week(5)) == [B, A]
    assert in_turn(Calendar("A.B.C").sittings, week(3)) == [C, A, B], "who has not reported yet comes first"
    assert in_turn([], week(1)) == []


def test_a_meeting_at_the_end_takes_the_next_turn() -> None:
    assert after("A.B.A", ("+", 6)) == "A.B.A.B"
    assert after("A.B.C", ("+", 6), ("+", 8)) == "A.B.C.A.B"


def test_an_extra_meeting_does_not_break_the_alternation() -> None:
    assert after("A.B.A.B", ("+", 1)) == "ABA.B.A"
    assert after("a.B.A.B", ("+", 1)) == "aBA.B.A"


def test_a_cancelled_meeting_does_not_break_the_alternation() -> None:
    assert after("A.B.A.B", ("x", 0)) == "..A.B.A"
    assert after("A.B.A.B", ("x", 2)) == "A...B.A"
    assert after("A.B.A.B", ("x", 6)) == "A.B.A"


def test_a_meeting_that_is_taken_up_again_has_its_turn_back() -> None:
    for number in (0, 2, 4, 6):
        assert after("A.B.A.B", ("x", number), ("+", number)) == "A.B.A.B"


def test_a_meeting_without_a_turn_changes_nothing_and_keeps_none() -> None:
    assert after("A.B.A", ("-", 1)) == "A-B.A"
    assert after("A-B.A", ("x", 1)) == "A.B.A"
    assert after("A-B.A", ("x", 0)) == ".-A.B"


def test_a_calendar_that_does_not_alternate_is_left_so_while_no_turn_changes() -> None:
    assert after("A.A.B", ("-", 1)) == "A-A.B"
    assert after("A-A.B", ("x", 1)) == "A.A.B"
    assert after("A.A.B", ("+", 1)) == "ABA.B"


def test_nobody_is_forgotten_when_meetings_get_scarce() -> None:
    assert after("A.B", ("x", 0)) == "..A"
    assert after("A.B", ("x", 0), ("+", 4)) == "..A.B"
    assert after("A.B.A.B", ("x", 0), ("x", 2), ("x", 4), ("+", 8)) == "......A.B"
    for taken_up in (0, 2, 4):
        for others in ((6, 8), (8, 6)):
            found = after("A.B.C", ("x", 0), ("x", 2), ("x", 4), ("+", taken_up), *(("+", week) for week in others))
            assert set(found) == set("A.B.C"), found


def test_a_commissioned_turn_stays_and_the_others_go_on_from_it() -> None:
    assert after("b.a.B.A", ("+", 1)) == "b-a.B.A", "an extra meeting before it takes no turn"
    assert after("b.a.B.A", ("x", 2)) == "b...A.B"
    assert after("A.b.A.B", ("x", 0)) == "..b.A.B"
    assert after("b.a.B.A", ("x", 2), ("+", 1)) == "bA..B.A", "what is cancelled holds nobody back"
    assert after("b.=.A.B", ("+", 1)) == "bA=.B.A", "nor does a meeting without a turn"


def test_an_ad_hoc_report_takes_no_turn() -> None:
    calendar = Calendar("A.B.A.B")
    calendar.add(1, frozenset({1}))
    calendar.add(3, frozenset({2, 3}))
    assert str(calendar) == "A?B?A.B"
    calendar.add(8)
    assert str(calendar) == "A?B?A.B.A"


def test_a_turn_given_to_a_group_moves_the_others() -> None:
    calendar = Calendar("A.B.A.B")
    calendar.add(1, A)
    assert str(calendar) == "AAB.A.B"
    calendar = Calendar("A.B.A.B")
    calendar.add(1, B)
    assert str(calendar) == "ABA.B.A"


def test_a_new_group_takes_turns_from_its_first_report() -> None:
    calendar = Calendar("A.B.A.B")
    calendar.add(3, C)
    assert str(calendar) == "A.BCA.B"
    calendar.add(8)
    assert str(calendar) == "A.BCA.B.C"
    calendar = Calendar("A.B.A.B.A")
    calendar.add(1, C)
    assert str(calendar) == "ACB.A.C.B", "the meetings that are planned already go on with it"


def test_the_oftener_planned_of_two_overlapping_sets_is_the_group() -> None:
    overlapping = frozenset({1})
    sets: Iterable[Group] = (overlapping, A, B, A, B)
    assert groups_of(Sitting(week(number), group) for number, group in enumerate(sets)) == [A, B]


TURNS = st.integers(2, 3).flatmap(lambda count: st.integers(count, 8).map(lambda length: ("ABC"[:count] * 8)[:length]))
CHANGES = st.lists(st.tuples(st.sampled_from("+-x"), st.integers(0, WEEKS - 1)), max_size=25)


def possible(calendar: Calendar, what: str, number: int) -> bool:
    return calendar.has(number) == (what == "x")


@given(TURNS, CHANGES)
@example("ABC", [("x", 0), ("-", 0), ("+", 1)])
def test_the_alternation_goes_on_whatever_is_added_and_cancelled(turns: str, changes: list[tuple[str, int]]) -> None:
    calendar = Calendar(".".join(turns))
    for what, number in changes:
        if not possible(calendar, what, number):
            continue
        apply(calendar, what, number)
        count = len(groups_of(calendar.sittings))  # one whose only meeting is given to nobody takes no turn any more
        order = [each.group for each in calendar.standing if each.group]
        for at in range(len(order)):
            window = order[at : at + count]
            assert len(set(window)) == len(window), f"{calendar} after {what} {number}"


@given(TURNS, CHANGES.map(lambda changes: [each for each in changes if each[0] != "-"]))
def test_no_group_is_ever_forgotten(turns: str, changes: list[tuple[str, int]]) -> None:
    calendar = Calendar(".".join(turns))
    for what, number in changes:
        if possible(calendar, what, number):
            apply(calendar, what, number)
            assert len(groups_of(calendar.sittings)) == len(set(turns)), f"{calendar} after {what} {number}"


@given(TURNS, st.integers(0, 15), CHANGES)
def test_what_is_commissioned_never_moves_and_the_rest_goes_on_from_it(
    turns: str, fixed: int, changes: list[tuple[str, int]]
) -> None:
    calendar = Calendar(".".join(turns))
    calendar.sittings = [replace(each, fixed=each.on <= week(fixed)) for each in calendar.sittings]
    for what, number in changes:
        if not possible(calendar, what, number):
            continue
        before = {each.on: each for each in calendar.standing}
        apply(calendar, what, number)
        groups = groups_of(calendar.sittings)
        reported = dict.fromkeys(groups, date.min)
        for each in calendar.standing:
            was = before.get(each.on)
            if was and each.group != was.group:
                assert not each.fixed
                assert reported[each.group] == min(reported.values()), f"{calendar} after {what} {number}"
            if each.group in reported:
                reported[each.group] = each.on
