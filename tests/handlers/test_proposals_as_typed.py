"""Proposals in the words that people type: labels as they are printed, sentences, semicolons, typing mistakes."""

from collections.abc import Callable

import pytest

from handlers.plain_text import in_words
from handlers.plan_change_words import CHANGES
from models.decisions.proposals import ProposalKind
from tests.asking import Clock, Somebody
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
WORKFORCE, SECRETARY = "workforce.sro@example.org", "secretary@example.org"
pytestmark = no_sql_differs


@pytest.fixture(autouse=True)
def after_the_board(clock: Clock) -> None:
    """The day after the board of 7 June; the next one is on 19 July."""
    clock.set("2023-06-08 10:00")


AS_TYPED = [
    (
        "2.3 date 30 Sep 2023 officer ill; next milestone: fair on 5 Aug; effect if not agreed: fewer carers",
        ("Cause: officer ill\n", "Next milestone: fair on 5 Aug", "Effect if not agreed: fewer carers"),
    ),
    (
        "2.3 close evidence: audit; what was done: all of it; what was learnt: much; who keeps it going: Head of HR",
        ("Evidence: audit\n", "What was done: all of it", "What was learnt: much", "Who keeps it going: Head of HR"),
    ),
    ("2.3 close, evidence is the survey of May", ("Evidence: the survey of May",)),
    ("2.3 withdraw please, it is not needed any more", ("Reason: it is not needed any more",)),
    (
        "4.1 split into two: train managers; train practitioners because there are two audiences",
        ("split into 4.8 train managers and 4.9 train practitioners", "Reason: there are two audiences"),
    ),
    (
        "4.1 split 1. Train managers; 2. Train all others; because of it",
        ("4.8 Train managers and 4.9 Train all others",),
    ),
    ("2.3 reword to Plan the exit of each placement", ("Proposed: Plan the exit of each placement",)),
    ('2.3 reword as "Plan the exit"', ("Proposed: Plan the exit",)),
    ("2.3 reword 'Plan each agency's exit'", ("Proposed: Plan each agency's exit",)),
    (
        "2.3 owner change to the commissioning.sro@example.org, she leads it",
        ("Proposed: Commissioning SRO", "she leads it"),
    ),
    ("2.3 board to the Practice Board because it is theirs", ("Practice and Service Delivery Board", "it is theirs")),
    ("2.3 move to the practice board as it is theirs", ("Practice and Service Delivery Board", "it is theirs")),
    ("2.3 move the date to end of October 2023 because the officer started late", ("October 2023", "started late")),
    (
        "2.3 date Q1 2024 the contract starts then",
        ("Proposed: Q1 2024\nThat is: to 31 March 2024, by the calendar year", "Cause: the contract starts then"),
    ),
    ("2.3 date to quarter 4, 2023: late", ("Proposed: Q4 2023\nThat is: to 31 December 2023", "Cause: late")),
    ("2.3 date 2023/24 Q4 late", ("Proposed: Q4 2023/24\nCause: late",)),
    ("2.3 push back to 31 Oct 2023, the officer started late", ("31 October 2023", "Cause: the officer started late")),
    (
        'new "Recruit twelve" area 2 board workforce due 30 Sep 2023 because they are short',
        (
            "2.8 Recruit twelve; 2 Suff",
            "Workforce Board; due 30 September 2023",
            "Reason: they are short",
            "Not given: SRO.",
        ),
    ),
    (
        "new Train staff, board members and partners, area 2, board Workforce, sro workforce.sro@example.org",
        ("2.8 Train staff, board members and partners; 2 Suff", "Workforce SRO", "Not given: deadline and reason."),
    ),
]


@pytest.mark.parametrize(("line", "parts"), AS_TYPED)
def test_what_people_type_is_read(as_person: Asked, line: str, parts: tuple[str, ...]) -> None:
    said = in_words(as_person(SECRETARY).types(f"/action {line}"))
    assert said.startswith("Proposed as P1: "), said
    for part in parts:
        assert part in f"{said}\n"


SAID = [
    ("can you change the owner of 2.1 to commissioning.sro@example.org please", "Proposed: Commissioning SRO"),
    ("please extend 8.3 to 31 December because the trainers are booked out until autumn", "Proposed: 31 December 2023"),
    ("can we push 2.4 back to 31 October, the marketing officer started late", "Proposed: 31 October 2023"),
    (
        "withdraw 2.7 please, it is not needed any more by anybody at all",
        "Reason: it is not needed any more by anybody",
    ),
    ("move 8.1 to the practice board because it is theirs", "Proposed: Practice and Service Delivery Board"),
]


@pytest.mark.parametrize(("text", "part"), SAID)
def test_what_people_say_in_a_sentence_is_read(as_person: Asked, text: str, part: str) -> None:
    said = in_words(as_person(WORKFORCE).says(text))
    assert said.startswith("Proposed as P1: "), said
    assert part in said


def test_a_name_that_nobody_has_is_asked_about_in_all_its_words(as_person: Asked) -> None:
    said = in_words(as_person(WORKFORCE).types("/action 2.1 owner Jane of Housing, she knows it"))
    assert "No senior responsible officer is known as “Jane of Housing”" in said
    said = in_words(as_person(WORKFORCE).types("/action 2.1 board Practise Bord it is theirs"))
    assert "There is no board “Practise Bord”. Did you mean Practice" in said


def test_parts_in_a_form_are_divided_by_semicolons_or_numbered(as_person: Asked) -> None:
    sro = as_person(WORKFORCE)
    card = sro.submits(sro.opens("/action 4.1 split"), parts="1. Train managers\n2. Train all", reason="two audiences")
    assert "4.8 Train managers and 4.9 Train all" in in_words(card)
    card = sro.submits(sro.opens("/action 2.7 split"), parts="Hold talks; act on them", reason="two things")
    assert "2.8 Hold talks and 2.9 act on them" in in_words(card)


def test_a_new_action_without_owner_or_date_says_so_until_they_are_given(as_person: Asked) -> None:
    sro = as_person(WORKFORCE)
    card = sro.types('/action new "Recruit ten carers" area:2 board:workforce')
    assert "Not given: SRO, deadline and reason. The board is told so." in in_words(card)
    assert "SRO, deadline, reason" in in_words(sro.types("/board requests"))
    form = sro.presses_for_form(card, "Say more")
    assert [each.name for each in form.inputs] == ["owner", "due", "reason"]
    wrong = sro.submits_wrongly(form, owner="", due="soon")
    assert "“soon” is not a date" in wrong.errors["due"]
    told = in_words(sro.submits(form, owner="Workforce SRO", due="30 Sep 2023", reason=""))
    assert "Workforce Board; Workforce SRO; due 30 September 2023" in told
    assert "Not given: reason." in told


def test_what_one_has_proposed_is_listed_told_more_of_and_taken_back_by_lines(as_person: Asked) -> None:
    sro = as_person(WORKFORCE)
    for question in ("/action proposals", "what have I proposed?", "my proposals"):
        answer = sro.types(question) if question.startswith("/") else sro.says(question)
        assert "Nothing that you have proposed waits" in in_words(answer), question
    sro.types("/action 2.4 date 31 Oct 2023 the officer started late")
    sro.types("/action 2.6 withdraw overtaken")
    told = in_words(sro.types("/action proposal P1 next milestone: the fair; effect if not agreed: fewer carers"))
    assert "Next milestone: the fair" in told
    assert "Not given" not in told
    listed = in_words(sro.says("what have I proposed?"))
    assert "2 proposals of yours wait" in listed
    assert "P2" in listed
    refused = in_words(sro.types("/action proposal P2 fewer carers"))
    assert "It lacks effect if not agreed. Nothing was added." in refused
    assert "fewer carers" in refused
    assert sro.types("/action proposal P1 take back").title == "P1 is taken back"
    assert sro.says("please take back P2").title == "P2 is taken back"
    assert "was taken back on" in in_words(sro.types("/action proposal P2"))
    assert "There is no proposal P99." in in_words(sro.types("/action proposal P99 take back"))
    refused = in_words(as_person("practice.sro@example.org").types("/action proposal P1"))
    assert "is not yours" in refused


@pytest.mark.parametrize("kind", ["new", *(each.typed[0] for each in CHANGES if each.kind is not ProposalKind.REOPEN)])
def test_where_there_are_no_forms_the_line_that_says_the_same_is_shown(as_person: Asked, kind: str) -> None:
    secretary = as_person(SECRETARY)
    form = secretary.opens(f"/action {kind}" if kind == "new" else f"/action 2.3 {kind}")
    typed = form.line
    values = {each.name: f"“{each.name} of it”" for each in form.inputs}
    for name, value in values.items():
        typed = typed.replace(f"{name}: …", f"{name}: {value}")
    assert "…" not in typed
    said = in_words(secretary.types(typed))
    for each in form.inputs:
        if each.name not in ("until", "into", "owner", "board", "due"):
            assert f"{each.name} of it" in said or each.error, (typed, said)
