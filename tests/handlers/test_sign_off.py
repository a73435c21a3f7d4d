"""Signing a draft off: who reviews, who is asked when, what a change withdraws, and what cannot be published."""

import threading
from collections.abc import Callable, Iterator

import pytest
from sqlmodel import col, select

from handlers.cards import Card
from handlers.cards import from_json as card_from_json
from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from models.outbox.deliveries import Delivery
from models.packs.packs import Pack
from models.packs.sign_offs import SignOff, SignOffState
from models.people.people import Person
from models.record.database import Database
from models.record.events import Event, first_broken
from papers.pack.contents import from_json
from tests.asking import Clock, Somebody, button, buttons, somebody, table
from tests.databases import Engine, after, fill_example, filling_asked_for, no_sql_differs
from tests.handlers.test_pack import finish
from tests.handlers.test_sections import other

__all__ = ["other"]

Asked = Callable[[str], Somebody]
SECRETARY, CHAIR, GOVERNANCE = "secretary@example.org", "chair@example.org", "governance@example.org"
FINANCE, LEGAL, DIRECTOR = "finance.lead@example.org", "legal@example.org", "director@example.org"
WORKFORCE = "workforce.sro@example.org"
IN_TIME = "2023-05-26 10:00"
"""The day of the freeze: the pack is to be out by 30 May."""


@pytest.fixture
def clock() -> Clock:
    """The morning of the freeze."""
    return Clock(IN_TIME)


@after(fill_example)
def fill_reviewed(database: Database) -> None:
    """Governance looks at the whole paper, Finance at what the board is asked and Legal at the Reds; then the director
    approves.
    """
    secretary = somebody(Dispatcher(database, registry, Clock(IN_TIME)), SECRETARY)
    for line in (
        f"Governance by {GOVERNANCE}",
        f"Finance by {FINANCE} for what the board is asked",
        f"Legal by {LEGAL} for reds",
        "Approver by Director of Children's Services",
    ):
        assert "reviewed by" in secretary.types(f"/pack reviewers add {line}").title, line


@after(fill_reviewed)
def fill_draft(database: Database) -> None:
    """The pack for 7 June with its files."""
    clock = Clock(IN_TIME)
    somebody(Dispatcher(database, registry, clock), SECRETARY).types("/pack compile")
    finish(database, clock)


@after(fill_draft)
def fill_in_review(database: Database) -> None:
    """The same with its reviewers."""
    somebody(Dispatcher(database, registry, Clock(IN_TIME)), SECRETARY).types("/pack review")


@pytest.fixture
def example(engine: Engine, request: pytest.FixtureRequest) -> Iterator[Database]:
    """The example, or what one of `reviewed`, `draft` and `in_review` is."""
    fill = filling_asked_for(request, reviewed=fill_reviewed, draft=fill_draft, in_review=fill_in_review)
    with engine.fresh(fill) as database:
        yield database


@pytest.fixture
def reviewed() -> None:
    """Reviewers are set: `example` has them."""


@pytest.fixture
def draft() -> None:
    """The pack for 7 June with its files: `example` has it."""


@pytest.fixture
def in_review() -> None:
    """The same with its reviewers: `example` has it."""


def messages(example: Database, word: str = "sign-off") -> dict[str, list[Card]]:
    """What has gone to people about sign-offs, by address, in its order."""
    found: dict[str, list[Card]] = {}
    with example.read() as session:
        rows = session.exec(
            select(Person.email, Delivery.card)
            .join(Delivery, col(Delivery.person_id) == Person.id)
            .where(col(Delivery.key).like(f"pack % {word} %"))
            .order_by(col(Delivery.id))
        )
        for email, card in rows:
            found.setdefault(email, []).append(card_from_json(card or {}))
    return found


def states(person: Somebody) -> dict[str, str]:
    return {each["review"]: each["state"] for each in person.types("/pack signoffs").data["sign_offs"]}


@pytest.mark.usefixtures("reviewed")
def test_reviewers_are_set_by_address_or_post_with_their_parts_and_the_approver_last(as_person: Asked) -> None:
    card = as_person(CHAIR).types("/pack reviewers")
    assert table(card).rows == (
        ("Governance", "Governance Reviewer", "Head of Governance", "1", "the whole paper"),
        ("Finance", "Finance Reviewer", "Finance Lead", "1", "What the board is asked"),
        ("Legal", "Legal Reviewer", "Legal", "1", "Reds"),
        ("Approver", "Director of Children's Services", "Director of Children's Services", "2", "the whole paper"),
    )
    assert buttons(card) == []
    secretary = as_person(SECRETARY)
    assert "Legal is reviewed no more" in secretary.types("/pack reviewers remove legal").title
    assert [row[0] for row in table(secretary.types("/pack reviewers")).rows] == ["Governance", "Finance", "Approver"]


@no_sql_differs
def test_the_usual_eight_are_set_in_one_step(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    card = secretary.types("/pack reviewers")
    assert "published without a sign-off" in in_words(card)
    form = secretary.presses_for_form(card, "Set the usual seven and the approver")
    assert {each.name: each.value for each in form.inputs}["governance"] == "Governance Reviewer"
    wrong = secretary.submits_wrongly(form, finance="the cat", approver="nobody@")
    assert set(wrong.errors) == {"finance", "approver"}
    addresses = {each.name: f"{each.name}@example.org" for each in form.inputs if each.name != "governance"}
    card = secretary.submits(form, **addresses)
    assert card.title == "8 reviews set for the Improvement Board"
    assert [(row[0], row[3], row[4]) for row in table(card).rows][-3:] == [
        ("Procurement", "1", "Resources"),
        ("Risk", "1", "Reds, Likely to slip and Risk implications"),
        ("Approver", "2", "the whole paper"),
    ]


@no_sql_differs
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("add Finance", "Which review is it, and who gives it?"),
        ("add Finance by the cat", "There is no post “the cat”."),
        ("add Finance by finance@example.org for the weather", "“the weather” is no part of a paper."),
        ("add Finance by finance@example.org in place ten", "a number from 1 to 9"),
        ("add Finance by practice.sro@example.org", "holds several posts: name"),
        ("remove Finance", "There is no “Finance”: none is set."),
    ],
)
def test_what_cannot_be_set_is_said(as_person: Asked, typed: str, said: str) -> None:
    card = as_person(SECRETARY).types(f"/pack reviewers {typed}")
    assert card.title == "That did not work"
    assert said in in_words(card)


@pytest.mark.usefixtures("in_review")
def test_each_whose_turn_it_is_gets_one_message_with_the_files_and_three_answers(
    as_person: Asked, example: Database
) -> None:
    sent = messages(example)
    assert {email: len(cards) for email, cards in sent.items()} == {GOVERNANCE: 1, FINANCE: 1, LEGAL: 1}
    (card,) = sent[FINANCE]
    words = in_words(card)
    assert "You are asked for Finance (Finance Reviewer), by Friday 26 May 2023." in words
    assert "What it is about: What the board is asked." in words
    assert "board-pack-2023-06-07-v1-draft.pdf" in words
    assert [each.label for each in buttons(card)] == ["Approve", "Not required", "Return", "Send me the files"]
    again = as_person(SECRETARY).types("/pack review")
    assert "Nobody was asked again: it waits for Governance" in in_words(again)
    assert "When these are settled, Approver (Director of Children's Services) comes next." in in_words(again)
    assert {len(cards) for cards in messages(example).values()} == {1}


@no_sql_differs
@pytest.mark.usefixtures("in_review")
def test_the_last_of_a_place_brings_it_to_the_next_and_all_of_them_open_the_gate(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    refused = secretary.types("/pack publish")
    assert refused.title == "Board pack for 7 June 2023, version 1 cannot be published yet"
    words = in_words(refused)
    assert "Finance has not signed it off. Who can mend it: the Finance Reviewer." in words
    assert "by Tuesday 30 May 2023 (a house deadline): 1 working day left." in words
    assert as_person(GOVERNANCE).types("/pack approve").title.startswith("Approved: Governance")
    card = as_person(LEGAL).types("/pack not required because no contract is touched")
    assert card.title.startswith("Not required: Legal")
    assert DIRECTOR not in messages(example)
    assert "It is not your turn yet" in in_words(as_person(DIRECTOR).types("/pack approve"))
    card = as_person(FINANCE).presses(messages(example)[FINANCE][0], "Approve")
    assert "Asked: Approver (Director of Children's Services); due on 30 May 2023." in in_words(card)
    (asked,) = messages(example)[DIRECTOR]
    card = as_person(DIRECTOR).presses(asked, "Approve")
    assert "All reviews are settled: it can be published." in in_words(card)
    (told,) = messages(example, "signed")[SECRETARY]
    assert states(secretary) == {
        "Governance": "approved",
        "Finance": "approved",
        "Legal": "not required",
        "Approver": "approved",
    }
    assert secretary.types("/pack check").data["blockers"] == []
    published = secretary.presses(told, "Publish")
    if "publish it without these?" in published.title:
        published = secretary.presses(published, "Publish without them")
    assert published.title == "Board pack for 7 June 2023, version 1 is being published"
    finish(example, clock)
    with example.read() as session:
        contents = from_json(session.exec(select(Pack)).one().contents)
        assert first_broken(session, 1) is None
    assert [(each.review, each.state, each.by, each.words) for each in contents.sign_offs] == [
        ("Governance", "approved", "Governance Reviewer (Head of Governance)", ""),
        ("Finance", "approved", "Finance Reviewer (Finance Lead)", ""),
        ("Legal", "not required", "Legal Reviewer (Legal)", "no contract is touched"),
        ("Approver", "approved", "Director of Children's Services", ""),
    ]
    assert {(str(each.on), each.version) for each in contents.sign_offs} == {("2023-05-26", 1)}
    assert contents.published_said == ()


@no_sql_differs
@pytest.mark.usefixtures("in_review")
def test_a_change_withdraws_the_approvals_of_the_parts_that_it_touches_and_asks_again(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    for email in (GOVERNANCE, FINANCE, LEGAL):
        assert as_person(email).types("/pack approve").title.startswith("Approved")
    clock.set("2023-05-26 12:00")
    as_person(WORKFORCE).types(
        "/update 2.4 red/red the officer starts on 12 June; cause: none; action: hire; back to green 30 Sep"
    )
    card = as_person(SECRETARY).types("/pack compile with 2.4")
    words = in_words(card)
    assert "Withdraws the approvals of Governance and Legal." in words
    assert "Legal (Legal Reviewer): Reds has changed." in words
    assert states(as_person(SECRETARY))["Legal"] == "withdrawn"
    finish(example, clock)
    sent = messages(example)
    assert {email: len(cards) for email, cards in sent.items()} == {GOVERNANCE: 2, FINANCE: 1, LEGAL: 2, DIRECTOR: 1}
    assert "The approval of version 1 is withdrawn: Reds has changed since." in in_words(sent[LEGAL][-1])
    assert states(as_person(SECRETARY)) == {
        "Governance": "pending",
        "Finance": "approved",
        "Legal": "pending",
        "Approver": "pending",
    }
    old = as_person(LEGAL).presses(sent[LEGAL][0], "Approve")
    assert "There is a version 2 by now, in which Reds has changed." in in_words(old)
    refused = in_words(as_person(DIRECTOR).presses(sent[DIRECTOR][0], "Approve"))
    assert "There is a version 2 by now" in refused
    for email in (GOVERNANCE, LEGAL):
        assert as_person(email).presses(sent[email][-1], "Approve").title.startswith("Approved")
    assert len(messages(example)[DIRECTOR]) == 2
    assert as_person(DIRECTOR).presses(messages(example)[DIRECTOR][-1], "Approve").title.startswith("Approved")
    assert set(states(as_person(SECRETARY)).values()) == {"approved"}


@no_sql_differs
@pytest.mark.usefixtures("in_review")
def test_a_change_elsewhere_lets_an_approval_stand_and_its_old_button_counts(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    clock.set("2023-05-26 12:00")
    as_person(WORKFORCE).types("/update 2.4 red/red it goes on; cause: none; action: hire; back to green 30 Sep")
    as_person(SECRETARY).types("/pack compile with 2.4")
    finish(example, clock)
    assert len(messages(example)[FINANCE]) == 1
    card = as_person(FINANCE).presses(messages(example)[FINANCE][0], "Approve")
    assert card.title == "Approved: Finance (Finance Reviewer), Board pack for 7 June 2023, version 2"


@pytest.mark.usefixtures("in_review")
def test_a_return_has_a_comment_with_its_place_which_is_answered_and_asked_again(
    as_person: Asked, example: Database
) -> None:
    secretary, legal = as_person(SECRETARY), as_person(LEGAL)
    form = legal.presses_for_form(messages(example)[LEGAL][0], "Return")
    assert "at most" in legal.submits_wrongly(form, place="Reds, 2.4", words="x" * 2000).errors["words"]
    card = legal.submits(form, place="Reds, 2.4", words="Says nothing of the notice")
    assert card.title.startswith("Returned: Legal")
    (told,) = messages(example, "returned")[SECRETARY]
    assert "Reds, 2.4: Says nothing of the notice" in in_words(told)
    refused = secretary.types("/pack publish")
    assert "Legal returned it: “Says nothing of the notice” (Reds, 2.4)." in in_words(refused)
    comments = secretary.types("/pack comments")
    number = 1  # in its paper, whatever else was signed before
    assert comments.data["comments"] == [{"number": number, "review": "Legal", "version": 1, "open": True}]
    assert "1. Legal, version 1 at Reds, 2.4" in in_words(comments)
    unknown = in_words(secretary.types("/pack comments answer 2 it is in the appendix"))
    assert "There is no comment 2: the board pack for 7 June 2023 has 1 comment." in unknown
    assert "it is in the appendix" in unknown, "nothing typed is lost"
    assert "It stands open." in in_words(comments)
    assert secretary.presses_for_form(told, "Answer it").title == "Answer a comment"
    card = secretary.types(f"/pack comments answer for 7 June 2023 {number} it is in the appendix")
    assert card.title == "Answered: comment 1 on the board pack for 7 June 2023"
    assert "Asked: Legal (Legal Reviewer)" in in_words(card)
    again = messages(example)[LEGAL][-1]
    assert "Version 1 was returned: “Says nothing of the notice” (Reds, 2.4)." in in_words(again)
    assert "Answered: “it is in the appendix”" in in_words(again)
    assert "It was answered" in in_words(secretary.types(f"/pack comments answer {number} twice"))
    assert "Answered by Board Secretary" in in_words(legal.types("/pack comments"))
    assert legal.presses(again, "Approve").title.startswith("Approved")
    with example.read() as session:
        rows = session.exec(select(SignOff).order_by(col(SignOff.id))).all()
        assert [each.state for each in rows if each.words] == [SignOffState.RETURNED]
        assert "pack" in session.exec(select(Event.subject).where(Event.what == "sign_off.returned")).one()


@no_sql_differs
@pytest.mark.parametrize(
    ("typed", "place", "words"),
    [
        ("Legal at Reds, 2.4: the date is wrong", "Reds, 2.4", "the date is wrong"),
        ("2.4: the date is wrong", "2.4", "the date is wrong"),
        ("legal: the date is wrong", None, "the date is wrong"),
        ("the date is wrong", None, "the date is wrong"),
    ],
)
@pytest.mark.usefixtures("in_review")
def test_a_comment_in_a_line(as_person: Asked, example: Database, typed: str, place: str | None, words: str) -> None:
    assert as_person(LEGAL).types(f"/pack return {typed}").title.startswith("Returned: Legal")
    with example.read() as session:
        row = session.exec(select(SignOff).where(SignOff.state == SignOffState.RETURNED)).one()
        assert (row.place, row.words) == (place, words)


@no_sql_differs
def test_who_compiled_does_not_sign_off_unless_a_reason_is_given_and_printed(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    secretary.types(f"/pack reviewers add Approver by {SECRETARY}")
    secretary.types("/pack compile")
    finish(example, clock)
    secretary.types("/pack review")
    (card,) = messages(example)[SECRETARY]
    refused = secretary.types("/pack approve")
    assert "who writes a paper does not sign it off, unless a reason is given" in in_words(refused)
    form = secretary.presses_for_form(card, "Approve")
    assert [each.required for each in form.inputs] == [True]
    assert secretary.submits(form, words="the director is on leave").title.startswith("Approved: Approver")
    assert secretary.types("/pack publish").title.endswith("is being published")
    with example.read() as session:
        (entry,) = from_json(session.exec(select(Pack)).one().contents).sign_offs
    assert entry.words == "An author of the paper, too: the director is on leave"


@no_sql_differs
@pytest.mark.usefixtures("reviewed")
def test_who_wrote_a_section_that_it_prints_is_an_author_of_it(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    secretary.types(f"/pack reviewers add Risk by {SECRETARY} for risk implications")
    secretary.types("/pack write risk The market is thin.")
    secretary.types("/pack compile")
    finish(example, clock)
    secretary.types("/pack review")
    with example.write() as session:
        session.exec(select(Pack)).one().by_person_id = None  # an operator compiled it
    refused = secretary.types("/pack approve Risk")
    assert "who writes a paper does not sign it off" in in_words(refused)
    form = secretary.presses_for_form(refused, "Give the reason")
    assert secretary.submits(form, words="nobody else knows the market").data["by_author"] is True


@no_sql_differs
@pytest.mark.usefixtures("in_review")
def test_nobody_signs_for_others_but_their_delegate(as_person: Asked, example: Database) -> None:
    (card,) = messages(example)[FINANCE]
    for email in (WORKFORCE, SECRETARY, LEGAL):
        refused = as_person(email).presses(card, "Approve")
        assert refused.title == "Not open to you"
        assert "it is for the Finance Reviewer, or their delegate" in in_words(refused)
    assert as_person(FINANCE).types(f"/return delegate {WORKFORCE}").done
    assert as_person(WORKFORCE).types("/pack approve").title.startswith("Approved: Finance")
    with example.read() as session:
        row = session.exec(select(SignOff).where(SignOff.state == SignOffState.APPROVED)).one()
        who = session.get_one(Person, row.by_person_id)
    assert who.email == WORKFORCE


@no_sql_differs
@pytest.mark.usefixtures("draft")
def test_what_is_asked_goes_to_the_delegate_and_they_see_the_draft(as_person: Asked, example: Database) -> None:
    as_person(FINANCE).types(f"/return delegate {WORKFORCE}")
    as_person(SECRETARY).types("/pack review")
    assert set(messages(example)) == {GOVERNANCE, WORKFORCE, LEGAL}
    assert "come in a message to you" in in_words(as_person(WORKFORCE).types("/pack files"))
    assert "No pack has been published yet" in in_words(as_person("send.sro@example.org").types("/pack files"))


@no_sql_differs
@pytest.mark.usefixtures("in_review")
def test_an_override_has_a_name_and_a_reason_and_is_printed(as_person: Asked, example: Database) -> None:
    secretary = as_person(SECRETARY)
    assert "Why anyway?" in in_words(secretary.types("/pack publish anyway"))
    form = secretary.presses_for_form(secretary.types("/pack publish"), "Publish all the same")
    assert [each.name for each in form.inputs] == ["anyway"]
    assert "looks like" in secretary.submits_wrongly(form, anyway="Jamie Brown, 14/02/2012, waits").errors["anyway"]
    card = secretary.types("/pack publish anyway because the ministry has asked for it today")
    assert card.title.endswith("is being published")
    with example.read() as session:
        contents = from_json(session.exec(select(Pack)).one().contents)
        event = session.exec(select(Event).where(Event.what == "pack.overridden")).one()
    assert contents.overridden == (
        "Published on 26 May 2023 by Board Secretary although Governance has not signed it off; Finance has not signed "
        "it off; Legal has not signed it off; Approver has not signed it off, and is asked when it is their turn. "
        "Reason: the ministry has asked for it today."
    )
    assert {each.state for each in contents.sign_offs} == {"not signed off"}
    assert event.after == {"gaps": 4, "sign_offs": ["Governance", "Finance", "Legal", "Approver"]}
    assert contents.urgency == ""


@no_sql_differs
def test_a_late_paper_needs_the_chairs_reason_for_urgency(as_person: Asked, example: Database, clock: Clock) -> None:
    secretary = as_person(SECRETARY)
    secretary.types(f"/pack reviewers add Governance by {GOVERNANCE}")
    secretary.types("/secretariat settings publish_kind statutory")
    secretary.types("/pack compile")
    finish(example, clock)
    secretary.types("/pack review")
    as_person(GOVERNANCE).types("/pack approve")
    assert "It needs no reason for urgency." in in_words(secretary.types("/pack publish urgent because it is"))
    clock.set("2023-06-01 10:00")
    refused = secretary.types("/pack publish")
    assert "out by Tuesday 30 May 2023 (a statutory deadline): 2 working days ago." in in_words(refused)
    form = secretary.presses_for_form(refused, "Give the reason and publish")
    assert [each.name for each in form.inputs] == ["urgent"]
    card = secretary.submits(form, urgent="the inspection letter came on 31 May")
    assert card.title.endswith("is being published")
    with example.read() as session:
        contents = from_json(session.exec(select(Pack)).one().contents)
    assert contents.published_said == (
        "Published on 1 June 2023, after its deadline of 30 May 2023 (statutory). The chair’s reason for urgency: the "
        "inspection letter came on 31 May.",
    )


@no_sql_differs
def test_without_reviewers_a_pack_is_published_as_before(as_person: Asked, example: Database, clock: Clock) -> None:
    secretary = as_person(SECRETARY)
    clock.set("2023-06-06 10:00")
    secretary.types("/pack compile")
    finish(example, clock)
    assert "Nobody is set to review papers" in in_words(secretary.types("/pack review"))
    assert "can be published without a sign-off" in in_words(secretary.types("/pack signoffs"))
    card = secretary.types("/pack publish")
    assert button(card, "Publish without them") if "without these?" in card.title else card.title.endswith("published")


@pytest.mark.usefixtures("in_review")
def test_of_all_who_sign_at_once_each_counts_once_and_the_next_is_asked_once(
    as_person: Asked, example: Database
) -> None:
    told: list[str] = []

    def one(email: str) -> None:
        told.append(as_person(email).types("/pack approve").title)

    all_ = [threading.Thread(target=one, args=(email,)) for email in (GOVERNANCE, FINANCE, FINANCE, LEGAL, LEGAL)]
    for each in all_:
        each.start()
    for each in all_:
        each.join()
    assert len([each for each in told if each.startswith("Approved")]) == 3, told
    with example.read() as session:
        signed = session.exec(select(SignOff.state)).all()
    assert signed.count(SignOffState.APPROVED) == 3
    assert len(messages(example)[DIRECTOR]) == 1


@pytest.mark.usefixtures("in_review")
def test_who_was_asked_is_not_rid_of_by_taking_the_review_off(as_person: Asked, example: Database) -> None:
    secretary = as_person(SECRETARY)
    as_person(LEGAL).types("/pack return Legal at 2.4: it is wrong")
    assert "one for which it was asked still needs it" in in_words(secretary.types("/pack reviewers remove Legal"))
    refused = in_words(secretary.types("/pack publish"))
    assert "Legal (taken off only after it was asked for) returned it: “it is wrong” (2.4)" in refused
    assert [each["open"] for each in secretary.types("/pack comments").data["comments"]] == [True]
    secretary.types("/pack publish anyway because the ministry meets tomorrow")
    with example.read() as session:
        printed = from_json(session.exec(select(Pack)).one().contents)
    assert ("Legal", "not signed off") in [(each.review, each.state) for each in printed.sign_offs]
    assert "Legal (taken off only after it was asked for) returned it" in printed.overridden


@no_sql_differs
@pytest.mark.usefixtures("in_review")
def test_a_review_that_another_gives_by_now_is_asked_for_once_and_a_vacant_post_is_named(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/pack reviewers add Legal by Head of Early Help for reds")
    assert states(secretary) == {
        "Governance": "pending",
        "Finance": "pending",
        "Legal": "not asked yet",
        "Approver": "not asked yet",
    }
    said = in_words(secretary.types("/pack publish"))
    assert "Nobody can sign it off for Legal: the post Head of Early Help is vacant." in said
    assert "the secretariat: “/pack reviewers add Legal by …” gives it to somebody else" in said
    assert "Governance has not signed it off. Who can mend it: the Governance Reviewer." in said


@no_sql_differs
@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize(
    ("typed", "anyway", "urgent"),
    [
        ("anyway because it is urgent because they wait", "it is urgent because they wait", None),
        ("anyway because a; urgent because b", "a", "b"),
        ("urgent because b, and anyway because a", "a", "b"),
        ("anyway because it is urgent as they wait; urgent because b", "it is urgent as they wait", "b"),
        ("anyway because a; anyway because b", "a; anyway because b", None),
    ],
)
def test_a_reason_that_says_urgent_is_not_the_chairs(
    as_person: Asked, example: Database, clock: Clock, typed: str, anyway: str, urgent: str | None
) -> None:
    clock.set("2023-06-02 10:00")
    secretary = as_person(SECRETARY)
    card = secretary.types(f"/pack publish {typed}")
    if urgent is None:
        assert "It needs the chair’s reason for urgency" in in_words(card)
        secretary.types(f"/pack publish {typed}; urgent because b")
    with example.read() as session:
        printed = from_json(session.exec(select(Pack)).one().contents)
    assert printed.overridden.endswith(f"Reason: {anyway}.")
    assert printed.urgency.endswith("reason for urgency: b.")


@no_sql_differs
def test_what_a_review_is_about_may_stand_before_who_gives_it(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    card = secretary.types("/pack reviewers add Equality for equality duty by governance@example.org")
    assert card.title == "Equality is reviewed by the Governance Reviewer"
    assert [row[0] for row in table(card).rows] == ["Equality"]
    assert "Equality duty" in [row[-1] for row in table(card).rows]
    wrong = secretary.types("/pack reviewers add Audit for tea by governance@example.org")
    assert "“tea” is no part of a paper." in in_words(wrong)


@no_sql_differs
@pytest.mark.usefixtures("reviewed")
def test_who_wrote_a_section_is_its_author_also_after_somebody_else_has_classified_it(
    as_person: Asked, other: Somebody, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    secretary.types(f"/pack reviewers add Risk by {SECRETARY} for risk implications")
    secretary.types("/pack write risk The market is thin.")
    other.types("/pack classify risk exempt paragraph 3 because it names a price")
    other.types("/pack compile")
    finish(example, clock)
    other.types("/pack review")
    assert "who writes a paper does not sign it off" in in_words(secretary.types("/pack approve Risk"))


@no_sql_differs
@pytest.mark.parametrize(
    "line", ["classify risk exempt paragraph 3 because of another", "sections rename risk to There is no risk"]
)
@pytest.mark.usefixtures("reviewed")
def test_the_heading_and_why_it_is_not_public_are_of_what_was_approved(
    as_person: Asked, example: Database, clock: Clock, line: str
) -> None:
    secretary = as_person(SECRETARY)
    secretary.types(f"/pack reviewers add Risk by {LEGAL} for risk implications")
    secretary.types("/pack write risk The market is thin.")
    secretary.types("/pack classify risk exempt paragraph 3 because it names a price")
    secretary.types("/pack compile")
    finish(example, clock)
    secretary.types("/pack review")
    as_person(LEGAL).types("/pack approve Risk")
    assert states(secretary)["Risk"] == "approved"
    secretary.types(f"/pack {line}")
    assert "Withdraws the approval of Risk." in in_words(secretary.types("/pack compile"))


@pytest.mark.usefixtures("in_review")
def test_who_entered_a_correction_is_an_author_of_what_corrects_more(
    as_person: Asked, other: Somebody, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    other.types("/pack write risk The market is thin. It is dear.")
    other.types(f"/pack reviewers add Risk by {SECRETARY} for risk implications")
    other.types("/pack compile")
    finish(example, clock)
    assert other.types("/pack publish anyway because the ministry meets tomorrow").title.endswith("is being published")
    finish(example, clock)
    secretary.types('/pack correct risk "thin" is "small" because of a slip')
    finish(example, clock)
    other.types('/pack correct risk "dear" is "cheap" because of another')
    finish(example, clock)
    other.types("/pack review")
    assert "who writes a paper does not sign it off" in in_words(secretary.types("/pack approve Risk"))
