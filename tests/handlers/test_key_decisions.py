"""Key decisions of council reports: notice with clear days, the two exceptions, and the gate that refuses without."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from alembic import command
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlmodel import col, select

from handlers.pack.notices import by_when, how_mended, lacking, notice_due, notice_wanted, who_mends
from handlers.pack.reading_decisions import read_decision
from handlers.plain_text import in_words
from models.boards.boards import Board, BoardKind, Meeting
from models.outbox.deliveries import Delivery
from models.packs.key_decisions import CLEAR_DAYS, Decision, DecisionType, Route, clear_days, decision_from, last_day
from models.packs.papers import Paper, PaperKind, SectionVersion
from models.packs.reports_ahead import ReportAhead
from models.record.database import Database, alembic_config
from models.record.events import Event, first_broken
from models.record.working_days import working_days
from papers.decision_words import decision_said
from tests.asking import Clock, Somebody, buttons
from tests.databases import no_sql_differs
from tests.handlers.test_pack import finish, publish
from tests.handlers.test_reports import newest, only_purpose
from tests.handlers.test_sections import other

__all__ = ["other"]

Asked = Callable[[str], Somebody]
SECRETARY = "secretary@example.org"
KEY = "/pack decision for Cabinet key because it spends more than £500,000"
DAYS = working_days("GB-ENG")
AHEAD = st.dates(date(2019, 1, 1), date(2030, 1, 1))


@pytest.fixture
def planned(as_person: Asked) -> Somebody:
    """The secretary on 7 June 2023, with a report to Cabinet on 22 June planned."""
    secretary = as_person(SECRETARY)
    secretary.types("/pack paper add Cabinet 22 June 2023")
    return secretary


def test_the_days_that_the_domain_names() -> None:
    assert last_day(Route.NOTICE, date(2021, 10, 28), DAYS) == date(2021, 9, 29)
    assert last_day(Route.GENERAL_EXCEPTION, date(2023, 8, 30), DAYS) == date(2023, 8, 21), "a bank holiday between"


@given(AHEAD, st.integers(-40, 400))
def test_clear_days_count_neither_end_and_the_last_day_is_the_last(meeting: date, before: int) -> None:
    notice = meeting - timedelta(days=before)
    between = [on for n in range(1, before) if notice < (on := notice + timedelta(days=n)) < meeting]
    assert clear_days(Route.NOTICE, notice, meeting, DAYS) == len(between)
    working = [on for on in between if on.isoweekday() < 6 and not DAYS.rest(on)]
    assert clear_days(Route.GENERAL_EXCEPTION, notice, meeting, DAYS) == len(working)
    for route, count in ((Route.NOTICE, len(between)), (Route.GENERAL_EXCEPTION, len(working))):
        decision = Decision(DecisionType.KEY, "it costs", route, notice, "KD/1", why="late")
        assert decision.is_taken_too_soon(meeting, DAYS) == (notice > meeting or count < CLEAR_DAYS[route])
        last = last_day(route, meeting, DAYS)
        next_one = last + timedelta(days=1) if route is Route.NOTICE else DAYS.shifted(last, 1)
        assert clear_days(route, last, meeting, DAYS) == CLEAR_DAYS[route]
        assert clear_days(route, next_one, meeting, DAYS) == CLEAR_DAYS[route] - 1
        assert decision_from(decision.as_json()) == decision
    assert not Decision(DecisionType.NOT_KEY).is_taken_too_soon(meeting, DAYS)


@given(
    st.sampled_from(DecisionType), st.sampled_from(Route), st.dates(date(2022, 1, 1), date(2023, 6, 7)), st.booleans()
)
def test_what_is_printed_is_read_as_it_was_meant(kind: DecisionType, route: Route, on: date, named: bool) -> None:
    """So a decision type goes to Word and comes back."""
    decision = Decision(kind, "it spends more than £500,000")
    if kind is DecisionType.KEY and route is not Route.NONE:
        by = "Councillor Ann Example, Chair of Scrutiny" if named or route is Route.SPECIAL_URGENCY else ""
        exception = {} if route is Route.NOTICE else {"by": by, "why": "the offer ends on 30 June"}
        decision = Decision(kind, decision.reason, route, on, "KD/2023/14", **exception)
    assert read_decision(decision_said(decision), None, date(2023, 6, 7)) == decision


def test_the_gate_refuses_a_key_decision_without_notice_in_time_and_names_who_mends_it(
    planned: Somebody, other: Somebody, example: Database, clock: Clock
) -> None:
    said = in_words(planned.types(KEY))
    assert "Key decision because it spends more than £500,000." in said
    assert "no notice of it is recorded" in said
    planned.types("/pack compile")
    finish(example, clock)
    publish(planned, example, clock)
    only_purpose(planned)
    planned.types("/pack write for Cabinet purpose To report.")
    planned.types("/pack compile for Cabinet")
    finish(example, clock)
    (refused,) = planned.types("/pack publish for Cabinet").data["blockers"]
    assert refused["said"] == (
        "it is for a key decision, and no notice of it is recorded (notice had to be published by Wednesday 24 May "
        "2023 (28 clear days, statutory); by the general exception the chair of overview and scrutiny is informed by "
        "Wednesday 14 June 2023 (5 clear working days))"
    )
    assert refused["who"] == "the secretariat, who informs the chair of overview and scrutiny"
    assert "leaves 22 clear days; 28 are needed" in in_words(planned.types(f"{KEY}; notice 30 May as KD/2023/14"))
    said = "\n".join(planned.types("/pack check for Cabinet").data["blockers"])
    assert "leaves 22 clear days" in said
    assert "“Decision type” was written since version 1 was compiled" in said
    card = planned.types(
        "/pack decision for Cabinet general exception 5 June 2023 as GE/7 because the grant was offered on 1 June"
    )
    assert "Nothing is lacking for a key decision on that day." in in_words(card)
    planned.types("/pack compile for Cabinet")
    finish(example, clock)
    assert planned.types("/pack check for Cabinet").data["blockers"] == []
    assert [each.label for each in buttons(planned.types("/pack decision"))] == ["Decision of Cabinet"]
    (printed,) = [each for each in newest(example).written if each.key == "decision"]
    assert [each.text for each in printed.paragraphs] == [
        "Key decision because it spends more than £500,000. General exception: notice GE/7 was given to the chair of "
        "overview and scrutiny on 5 June 2023, 12 clear working days before the meeting. Reason: the grant was offered "
        "on 1 June."
    ]
    form = planned.opens("/pack decision for Cabinet")
    assert planned.types("/pack publish for Cabinet").title.endswith("is being published")
    finish(example, clock)
    assert "written no more" in in_words(other.types("/pack decision for Cabinet not key"))
    assert "written no more" in planned.submits_wrongly(form).errors["reason"]
    assert buttons(planned.types("/pack decision")) == []
    with example.read() as session:
        told = session.exec(select(Event).where(Event.what == "section.decision_type").order_by(col(Event.id))).all()
        assert first_broken(session, 1) is None
    assert [each.after for each in told] == [
        {"type": "key", "route": "none", "on": None},
        {"type": "key", "route": "notice", "on": "2023-05-30"},
        {"type": "key", "route": "general exception", "on": "2023-06-05"},
    ]
    assert told[2].before == told[1].after
    assert "500,000" not in str([each.after for each in told]), "no typed text in the log"


@no_sql_differs
def test_the_decisions_of_reports_ahead_are_listed_with_their_last_day_of_notice(
    planned: Somebody, as_person: Asked, clock: Clock
) -> None:
    added = planned.types("/pack paper add Executive 20 July 2023")
    wanted = (
        "nobody has said whether it is for a key decision; if it is, notice has to be published by Wednesday 21 June"
    )
    assert wanted in in_words(added)
    planned.types("/pack decision for Executive key because it spends a lot; notice 5 June 2023 as KD/2023/15")
    for line in ("key, it spends more", "key"):  # its notice stays, and its reason
        said = in_words(planned.types(f"/pack decision for Executive {line}"))
        assert "Key decision because it spends more. Notice KD/2023/15 was published on 5 June 2023" in said
    planned.types("/pack decision for Cabinet for information")
    assert "That comes first" in in_words(planned.types("/pack decision for Cabinet notice 5 June 2023 as KD/1"))
    card = planned.types("/pack decision")
    assert [(each["for"], each["key"], each["notice_by"], each["lacks"]) for each in card.data["decisions"]] == [
        ("Cabinet", False, "2023-05-24", ""),
        ("Executive", True, "2023-06-21", ""),
    ]
    assert "Not an executive decision: for information." in in_words(card)
    assert "Notice of key decisions" not in in_words(planned.types("/pack papers"))
    assert "Decision of Cabinet" in [each.label for each in buttons(card)]
    assert as_person("chair@example.org").types("/pack decision").data["decisions"] == [], "of another body"
    planned.types("/pack reviewers add for Cabinet Legal by legal@example.org")
    seen = as_person("legal@example.org").types("/pack decision")
    assert ([each["for"] for each in seen.data["decisions"]], buttons(seen)) == (["Cabinet", "Executive"], [])
    assert "In a line" not in in_words(seen)
    for on, ahead in (("2023-06-22 10:00", ["Cabinet", "Executive"]), ("2023-06-23 10:00", ["Executive"])):
        clock.set(on)
        assert [each["for"] for each in planned.types("/pack decision").data["decisions"]] == ahead


@no_sql_differs
def test_the_form_says_the_same_and_gives_back_what_is_wrong(planned: Somebody) -> None:
    form = planned.opens("/pack write for Cabinet decision")
    key = {"type": "key", "reason": "it closes a home", "route": "notice", "on": "2023-06-05"}
    again = planned.submits_wrongly(form, **key)
    assert again.errors == {"reference": "Which reference has the notice?"}
    assert {each.name: each.value for each in again.inputs}["reason"] == "it closes a home"
    unread = planned.submits_wrongly(form, **key | {"on": "soon"})
    assert ({*unread.errors}, {each.name: each.value for each in unread.inputs}["on"]) == ({"on"}, "soon")
    for name, words, why in (
        ("reason", "Jamie Smith, born 3 May 2012, moves", "looks like a date of birth"),
        ("reason", "it is {{ nothing }}", "There is no figure “nothing”"),
    ):
        again = planned.submits_wrongly(form, **{"type": "key", "reason": "it costs", "route": "none", name: words})
        assert why in again.errors[name]
        assert {each.name: each.value for each in again.inputs}[name] == words
    assert planned.submits_wrongly(form, type="key", reason="it costs", reference="KD/1").errors.keys() == {"route"}
    assert planned.submits_wrongly(form, **key | {"on": "2023-06-30"}).errors == {
        "on": "30 June 2023 lies ahead: it is recorded once it has been done."
    }
    assert planned.submits_wrongly(form, type="not key", route="notice", on="2023-06-05").errors.keys() == {"route"}
    assert planned.submits_wrongly(form, type="not key", route="notice").errors.keys() == {"route"}
    card = planned.submits(form, **key, reference="KD/1")
    assert "Key decision because it closes a home. Notice KD/1 was published on 5 June 2023." in in_words(card)
    late = planned.submits_wrongly(form, **key, reference="KD/2")
    assert late.errors == {"type": "Somebody else has said it since you opened this."}
    urgent = {"route": "special urgency", "by": "Councillor Ann Example, Chair of Scrutiny", "why": "the court sits"}
    urgent = key | urgent | {"reference": ""}
    for lacks, field in (
        (key | {"reference": "KD/1", "why": "it was late"}, "why"),
        (urgent | {"by": ""}, "by"),
        (urgent | {"by": "Jamie Smith, born 3 May 2012"}, "by"),
        (urgent | {"why": ""}, "why"),
        (key | {"on": ""}, "on"),
    ):
        assert planned.submits_wrongly(form, **lacks).errors.keys() == {field}
    said = in_words(planned.submits(planned.opens("/pack decision for Cabinet"), **urgent))
    assert "Special urgency, agreed by Councillor Ann Example, Chair of Scrutiny on 5 June 2023." in said
    assert "Reason: the court sits." in said


@no_sql_differs
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("not a key decision.", "Not a key decision."),
        ("Non-key: it spends nothing", "Not a key decision: it spends nothing."),
        ("no decision", "Not an executive decision."),
        (f"key because {'x' * 300}", f"because {'x' * 300}."),
        ("Not applicable.", "Not an executive decision."),
        ("key because it spends; notice 7 June as KD/1", "was published on 7 June 2023"),
        ("key because it spends; notice 8 June as KD/1", "was published on 8 June 2022"),
        (
            "Key decision because it spends; notice KD/9 published on 2 May 2023",
            "Notice KD/9 was published on 2 May 2023",
        ),
        (
            "key, it spends; special urgency agreed by Cllr Lamb on 6 June because it is",
            "agreed by Cllr Lamb on 6 June",
        ),
        ("key because it spends; general exception of 5 June to Cllr Lamb because of a grant", "given to Cllr Lamb"),
        ("key because it spends; notice 2 May as KD/1; no notice", "no notice of it is recorded"),
    ],
)
def test_a_decision_type_is_read_as_it_is_said(planned: Somebody, typed: str, said: str) -> None:
    assert said in in_words(planned.types(f"/pack write for Cabinet decision {typed}"))


@no_sql_differs
def test_what_is_not_understood_or_private_changes_nothing(planned: Somebody) -> None:
    for typed, said in (
        ("perhaps", "Is it a key decision, not a key decision, or not an executive decision?"),
        ("key", "Why is it a key decision?"),
        ("not key; notice 2 May 2023 as KD/1", "Only a key decision has a notice"),
        ("key because it spends; notice 2 May 2023", "I need the day and the reference"),
        ("key because it spends; notice 2 May 2023 perhaps as KD/1", "What is “perhaps”?"),
        ("key because it spends; general exception 2 May 2023", "I need the day on which the chair of overview"),
        ("key because it spends; urgent", "I need who agreed"),
        ("key because it spends; tomorrow", "After the decision type comes its notice"),
        ("notice 2 May 2023 as KD/1", "That comes first"),
        (f"key because {'x' * 301}", "That has 301 characters; 300 at most."),
        ("key because Jamie Smith, born 3 May 2012, moves", "looks like"),
        ("key because {{ nothing }} is spent", "nothing"),
    ):
        card = planned.types(f"/pack decision for Cabinet {typed}")
        assert said in in_words(card), typed
    assert "Nobody has written it yet" in in_words(planned.types("/pack section for Cabinet decision"))
    assert "always has a decision type" in in_words(planned.types("/pack none for Cabinet decision nothing to decide"))
    assert "no decision type" in in_words(planned.types("/pack decision key because it spends"))


@no_sql_differs
def test_words_of_somebody_else_are_seen_before_they_are_written_over(
    planned: Somebody, other: Somebody, example: Database
) -> None:
    planned.types(KEY)
    form = other.opens("/pack decision for Cabinet not key")
    assert "Board Secretary wrote this (version 1)" in in_words(form)
    assert form.submit == "Put it in its place"
    assert "Not a key decision." in in_words(other.submits(form))
    with example.read() as session:
        (told,) = session.exec(select(Delivery).where(col(Delivery.key).like("section %")))
    assert "has put other words in the place of yours" in str(told.card)


def test_words_from_before_it_was_read_keep_and_the_gate_asks_which_they_are(
    planned: Somebody, example: Database, clock: Clock
) -> None:
    """A record made by the version before: words alone, and what the form of today makes of them."""
    planned.types("/pack compile")
    finish(example, clock)
    planned.types("/pack write for Cabinet purpose To report.")
    with example.engine.connect() as connection:
        command.downgrade(alembic_config(connection), "0036")
        connection.execute(
            text(
                "INSERT INTO section_version (paper_id, section, number, text, post, at, door) "
                "SELECT paper_id, 'decision', 1, 'Key decision, notice of 9 May.', post, at, door "
                "FROM section_version WHERE section = 'purpose'"
            )
        )
        connection.commit()
    example.migrate()
    with example.read() as session:
        (kept,) = session.exec(select(SectionVersion).where(SectionVersion.section == "decision"))
        assert (kept.text, kept.decided) == ("Key decision, notice of 9 May.", None)
    planned.types("/pack compile for Cabinet")
    finish(example, clock)
    said = [each["said"] for each in planned.types("/pack publish for Cabinet").data["blockers"]]
    how = "“/pack decision for Cabinet 22 June 2023 …” says it"
    assert f"whether it is a key decision is said in words alone ({how})" in said
    assert "Key decision, notice of 9 May." in in_words(planned.types("/pack decision"))
    form = planned.opens("/pack decision for Cabinet")
    planned.submits(form, type="not key", route="none")
    assert "words alone" not in in_words(planned.types("/pack check for Cabinet"))
    with pytest.raises(ValueError, match="knows no decision types"), example.engine.connect() as connection:
        command.downgrade(alembic_config(connection), "0036")


def test_the_words_of_a_decision_say_only_what_is_known() -> None:
    assert decision_said(Decision(DecisionType.NOT_KEY)) == "Not a key decision."
    notice = Decision(DecisionType.KEY, "it spends", Route.NOTICE, date(2023, 5, 24), "KD/1")
    assert decision_said(notice, date(2023, 6, 22), DAYS) == (
        "Key decision because it spends. Notice KD/1 was published on 24 May 2023, 28 clear days before the meeting."
    )
    urgent = Decision(
        DecisionType.KEY, "it spends", Route.SPECIAL_URGENCY, date(2023, 6, 20), "SU/1", "Cllr Lamb", "so"
    )
    agreed = "Key decision because it spends. Special urgency, agreed by Cllr Lamb on 20 June 2023 (SU/1). Reason: so."
    assert decision_said(urgent, date(2023, 6, 22), DAYS) == agreed, "which needs no days between"
    late = Decision(DecisionType.KEY, "it spends", Route.NOTICE, date(2023, 6, 22), "KD/1")
    assert decision_said(late, date(2023, 6, 22), DAYS).endswith("was published on 22 June 2023.")
    assert "reason" not in urgent.told()


def test_what_can_still_be_done_about_a_notice_changes_with_the_last_day_of_each() -> None:
    meeting, chair = date(2023, 6, 22), "the chair of overview and scrutiny"
    by = "published by Wednesday 24 May 2023 (28 clear days, statutory)"
    for on, said, who in (
        (date(2023, 5, 24), f"notice has to be {by}", "us, who publishes the notice"),
        (date(2023, 5, 25), f"notice had to be {by}; by the general exception {chair}", f"us, who informs {chair}"),
        (date(2023, 6, 14), "is informed by Wednesday 14 June 2023 (5 clear working days)", f"us, who informs {chair}"),
        (date(2023, 6, 15), f"{chair} can agree to special urgency, or a later meeting decides it", chair),
    ):
        assert said in how_mended(meeting, on, DAYS), on
        assert who_mends(meeting, on, DAYS, "us") == who, on
    on_a_sunday = date(2023, 6, 26)
    assert notice_due(on_a_sunday, DAYS) == date(2023, 5, 26)
    rest = "28 clear days, statutory, and the last working day before that is Friday 26 May 2023"
    assert by_when(on_a_sunday, DAYS) == f"by Sunday 28 May 2023 ({rest})"
    for days, why in ((0, "leaves 0 clear days; 28 are needed"), (1, "is after the meeting")):
        late = Decision(DecisionType.KEY, "it spends", Route.NOTICE, meeting + timedelta(days=days), "KD/1")
        assert lacking(late, meeting, DAYS).endswith(why)


def test_only_a_report_that_is_to_have_a_decision_type_and_is_not_out_wants_notice() -> None:
    paper = Paper(meeting_id=1, kind=PaperKind.COUNCIL, body="")
    meeting = Meeting(board_id=1, on=date(2023, 6, 22))
    board = Board(organisation_id=1, name="Cabinet", kind=BoardKind.BODY)
    report = ReportAhead(paper, meeting, board, None, False)
    today = date(2023, 6, 7)
    assert notice_wanted(report, today, DAYS).startswith("nobody has said whether it is for a key decision; if it is,")
    assert notice_wanted(report._replace(published=True), today, DAYS) == ""
    for required in ([], ["purpose"]):
        paper.requires = required
        assert notice_wanted(report, today, DAYS) == "", "that may do without"


def test_a_correction_of_a_decision_type_goes_through_the_same_gate(
    planned: Somebody, example: Database, clock: Clock
) -> None:
    planned.types(f"{KEY}; notice 24 May 2023 as KD/2023/14")
    planned.types("/pack compile")
    finish(example, clock)
    publish(planned, example, clock)
    only_purpose(planned)
    planned.types("/pack write for Cabinet purpose To report.")
    planned.types("/pack compile for Cabinet")
    finish(example, clock)
    assert planned.types("/pack publish for Cabinet").title.endswith("is being published")
    finish(example, clock)

    def corrects(was: str, becomes: str) -> str:
        said = in_words(planned.types(f'/pack correct for Cabinet decision "{was}" is "{becomes}" because of a slip'))
        if said.startswith("Corrected"):
            finish(example, clock)
        return said

    assert "Is it a key decision, not a key decision" in corrects("Key decision", "Perhaps a decision")
    assert "Only a key decision has a notice" in corrects("Key decision", "Not a key decision")
    should = "Notice KD/2023/14 was published on 23 May 2023, 29 clear days before the meeting."
    assert f"{should}” Nothing was corrected." in corrects("24 May 2023", "23 May 2023"), "the days are counted"
    assert planned.types("/pack check for Cabinet").data["blockers"] == []
    was, now = "24 May 2023, 28 clear days", "26 May 2023, 26 clear days"
    assert corrects(was, now).startswith("Corrected: Council report for Cabinet")
    (blocker,) = planned.types("/pack publish for Cabinet").data["blockers"]
    assert blocker["said"].startswith("it is for a key decision, and its notice of 26 May 2023 leaves 26 clear days")
    assert corrects(now, "23 May 2023, 29 clear days").startswith("Corrected")
    assert planned.types("/pack publish for Cabinet").title.endswith("is being published")
