"""Random walks of proposals and decisions: whatever is proposed, decided and undone, the record stays in order."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from models.decisions.decisions import DecidedChange, Decision
from models.decisions.effects import as_json
from models.plan.actions import Action
from models.plan.endings import Ending
from models.plan.findings import FindingAction
from models.plan.measures import measure_of
from models.plan.refs import ref_order
from models.record.events import Event, first_broken
from tests.asking import Clock, Somebody, somebody
from tests.databases import Engine, fill_example, the_stricter_alone

KINDS = st.sampled_from(
    ["date", "close", "withdraw", "merge", "split", "reword", "owner", "board", "new", "reopen", "measure"]
)
OUTCOMES = st.sampled_from(["agreed", "agreed", "agreed", "not agreed", "deferred", "amended"])
STEPS = st.lists(st.tuples(st.integers(0, 5), KINDS, OUTCOMES, st.integers(0, 10_000)), min_size=5, max_size=25)
SRO, SECRETARY = "workforce.sro@example.org", "secretary@example.org"


def proposal(kind: str, ref: str, other: str, number: int) -> str:
    """A line that proposes a change of this kind."""
    match kind:
        case "date":
            return f"/action {ref} date {date(2023, 9, 1) + timedelta(number % 400):%d %b %Y} because {number}"
        case "close":
            return f"/action {ref} close; evidence: https://example.org/{number}"
        case "merge":
            return f"/action {ref} merge into {other} because {number}"
        case "split":
            return f'/action {ref} split "One {number}" and "Two {number}" because {number}'
        case "reword":
            return f'/action {ref} reword "Words {number}" because {number}'
        case "owner":
            return f"/action {ref} owner {'Practice' if number % 2 else 'Workforce'} SRO because {number}"
        case "board":
            return f"/action {ref} board {'HSCP' if number % 2 else 'Workforce Board'} because {number}"
        case "measure":
            return f'/action {ref} measure "Share {number}" baseline:{number % 50}% target:{50 + number % 50}%'
        case "new":
            return f'/action new "New {number}" area:{number % 10 + 1} board:workforce due:31 Dec 2023'
        case _:
            return f"/action {ref} {kind} because {number}"


def walk(secretary: Somebody, clock: Clock, steps: list[tuple[int, str, str, int]], refs: list[str]) -> None:
    """Take the steps: mostly propose and decide, sometimes undo or let a day pass."""
    proposed = 0
    for what, kind, outcome, number in steps:
        if what <= 2:
            line = proposal(kind, refs[number % len(refs)], refs[number // 7 % len(refs)], number)
            proposed += "proposal" in secretary.types(line).data
        elif what <= 4 and proposed:
            how = f"{outcome} 30 Nov 2023" if outcome == "amended" else outcome
            secretary.types(f"/board decide P{number % proposed + 1} {how}")
        elif what == 5:
            secretary.types("/board decide undo")
    clock.set("2023-07-20 09:00")


@the_stricter_alone
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_whatever_is_decided_the_record_stays_in_order(engine: Engine, steps: list[tuple[int, str, str, int]]) -> None:
    clock = Clock("2023-07-19 14:00")
    with engine.fresh(fill_example) as database:
        with database.read() as session:
            began = {each.id: each.model_dump() for each in session.exec(select(Action))}
            refs = [each["ref"] for each in began.values() if str(each["ref"]).startswith(("2.", "3.", "5."))]
        secretary = somebody(Dispatcher(database, registry, clock), SECRETARY)
        walk(secretary, clock, steps, refs)
        with database.read() as session:
            now = {each.id: each for each in session.exec(select(Action))}
            orders = [each.ref_order for each in now.values()]
            assert len(set(orders)) == len(orders) == len({ref_order(each.ref) for each in now.values()})
            assert all(each.board_id is not None for each in now.values()), "no action without a board"
            assert first_broken(session, 1) is None
            replayed(session, began, now)
            decided_once(session)
            findings_passed_on(session, now)
        card = secretary.types("/brag")
        change = card.data["total_change"]
        before, after = card.data["previous"]["total"], card.data["current"]["total"]
        assert before + len(change["joined"]) - len(change["left"]) == after, in_words(card)
        assert change["unexplained"] == []
        same = card.data["like_for_like"]
        assert same["total"] == after - len(change["joined"]) == before - len(change["left"])


def replayed(session: Session, began: dict[int, dict[str, object]], now: dict[int, Action]) -> None:
    """What stands is what was there before any decision, with what the decisions that stand have changed."""
    rows = session.exec(
        select(DecidedChange, Decision)
        .join(Decision, col(Decision.id) == DecidedChange.decision_id)
        .where(col(Decision.undone_at).is_(None))
        .order_by(col(DecidedChange.id))
    ).all()
    changed: dict[int, dict[str, object]] = {}
    for change, _ in rows:
        changed.setdefault(change.action_id, {}).update(change.after)
    for action_id, action in now.items():
        for name, value in changed.get(action_id, {}).items():
            assert as_json(action, frozenset({name}))[name] == value, (action.ref, name)
        if action_id in began and action_id not in changed:
            assert action.model_dump() == began[action_id], action.ref
    told = session.exec(select(Event).where(Event.what == "action.changed").order_by(col(Event.id))).all()
    said: dict[str, dict[str, object]] = {}
    for event in told:
        said.setdefault(event.subject.removeprefix("action "), {}).update(event.after or {})
    by_ref = {action.ref: action for action in now.values()}
    for ref, after in said.items():
        agreed = after.pop("measure_agreed", None)
        its_own = {name: value for name, value in after.items() if name not in ("decision", "decided_on")}
        assert as_json(by_ref[ref], frozenset(its_own)) == its_own, ref
        measure = measure_of(session, by_ref[ref])
        assert agreed is None or agreed is bool(measure and measure.agreed), ref


def findings_passed_on(session: Session, now: dict[int, Action]) -> None:
    """What an action was split or merged into answers what it answered."""
    answers: dict[int, set[int]] = {}
    for link in session.exec(select(FindingAction).where(col(FindingAction.removed_at).is_(None))):
        answers.setdefault(link.action_id, set()).add(link.finding_id)
    parts: dict[str, list[int]] = {}
    for each in now.values():
        if each.ended is not Ending.WITHDRAWN:
            parts.setdefault(each.reason or "", []).append(each.id)
    for gone in now.values():
        heirs = [gone.merged_into_id] if gone.ended is Ending.MERGED else parts.get(f"split from {gone.ref}", [])
        for heir in heirs if gone.ended in (Ending.MERGED, Ending.SPLIT) else ():
            assert answers.get(gone.id, set()) <= answers.get(heir or 0, set()), gone.ref


def decided_once(session: Session) -> None:
    """A number is given once to what stands in a meeting, and a proposal is decided once."""
    standing = session.exec(select(Decision).where(col(Decision.undone_at).is_(None))).all()
    assert len({(each.body, each.on, each.number) for each in standing}) == len(standing)
    final = [each.proposal_id for each in standing if each.outcome.value != "deferred"]
    assert len(set(final)) == len(final)
