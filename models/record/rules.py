"""The rules that an organisation may change: times, offsets and the working calendar. Each has a default.

`domain.md` 3.4 and 4.2 are where the defaults come from. A rule that was changed is a row; `/secretariat settings`
lists them all and changes one, with an event. Offsets are in working days, times local to the organisation.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import datetime, time
from functools import cached_property
from typing import Annotated, Any, get_type_hints

from sqlalchemy import Select
from sqlalchemy import select as columns
from sqlmodel import Field, Session, col

from models.record.columns import Row
from models.record.events import Actor, Change, record
from models.record.once import forget, once
from models.record.pack_checks import Weight, weights
from models.record.statements import asked, kept
from models.record.working_days import WorkingDays, working_days


class Setting(Row, table=True):
    """A rule that the organisation has changed; `value` as people write it."""

    organisation_id: int = Field(foreign_key="organisation.id", primary_key=True)
    name: str = Field(primary_key=True)
    value: str


TOP_RUNG = "board"
"""The rung of the improvement board, at whose next meeting an answer is due."""

Steps = tuple[int, ...]
Words = tuple[str, ...]

PROPOSED = ("new", "date", "close", "withdraw", "merge", "split", "reword", "owner", "board", "reopen", "measure")
"""The changes of a plan that can be proposed, by the words that are typed for them."""

SECTIONS = ("introduction", "business", "presenting", "risk")
"""The written sections of a cover report, as `papers.outlines` has them."""


KINDS_OF_DEADLINE = ("statutory", "constitutional", "house")
"""Where a deadline comes from (`domain.md` 4)."""


@dataclass(frozen=True)
class Rules:
    """Every rule with its value. Values that cannot stand together raise ValueError, in words for people."""

    calendar: Annotated[str, "whose bank holidays count; GB-ENG is England and Wales"] = "GB-ENG"
    opens_at: Annotated[time, "when messages may begin to go out on a working day"] = time(8)
    closes_at: Annotated[time, "when messages stop going out"] = time(18)
    morning_at: Annotated[time, "when reminders go out, one message a person"] = time(9, 30)
    summary_at: Annotated[time, "when the summary before a board goes out"] = time(9)
    summary_before: Annotated[int, "working days before a board on which its summary goes out"] = 1
    commission_before: Annotated[int, "working days before a board on which its cycle opens"] = 20
    return_before: Annotated[int, "working days before a board by which returns are due"] = 10
    check_before: Annotated[int, "working days before a board by which returns are checked"] = 8
    freeze_before: Annotated[int, "working days before a board on which the position is frozen"] = 7
    publish_before: Annotated[int, "working days before a board by which its pack is out; 6 leave 5 clear ones"] = 6
    publish_kind: Annotated[str, "what kind of deadline that is: statutory, constitutional or house"] = "house"
    sign_off_days: Annotated[
        int, "working days between the reviewers, who are asked in turn, back from publication"
    ] = 1
    return_steps: Annotated[Steps, "working days from its due day on which a return is asked for"] = (-3, 0, 1, 2)
    copy_vice_chair: Annotated[int, "the step at which the board's vice chair is copied in"] = 1
    copy_director: Annotated[int, "the step at which the director and the chair are copied in"] = 2
    deadline_steps: Annotated[Steps, "working days before a deadline on which its owner is reminded"] = (10, 0)
    overdue_every: Annotated[
        int, "days without a message after which what is overdue is called to mind, once a cycle"
    ] = 14
    deadline_messages: Annotated[
        int, "messages that deadlines, what is overdue and what was escalated may bring by themselves in a cycle"
    ] = 3
    messages_kept_days: Annotated[int, "days for which the text of a message that was sent is kept"] = 400
    delivery_boards_decide: Annotated[
        Words,
        f"proposals that an action's own board decides, of {' '.join(PROPOSED)}; the others the improvement board",
    ] = ("reword", "owner")
    escalation_ladder: Annotated[
        Words,
        "who is asked for help in turn, each with its working days to answer: sro, chair (of the action’s board), "
        "director, board (the improvement board, at its next meeting), or the name of a board or post in one word",
    ] = ("sro:3", "chair:3", "director:5", "clt:5", "board")
    cover_requires: Annotated[
        Words, f"sections without which a cover report is not published, of {' '.join(SECTIONS)}"
    ] = ()
    cover_checks: Annotated[
        Words,
        "checks of papers that weigh other than by default, as claims:blocker, or for one body cabinet/claims:off; "
        "“/pack checks” lists them all",
    ] = ()

    def __post_init__(self) -> None:
        working_days(self.calendar)
        if self.publish_kind not in KINDS_OF_DEADLINE:
            raise ValueError(f"A deadline is {', '.join(KINDS_OF_DEADLINE)}: “{self.publish_kind}” is none of these.")
        if not 0 <= self.sign_off_days <= 10:
            raise ValueError("Reviewers who are asked in turn have 0 to 10 working days each.")
        if not self.opens_at < self.closes_at:
            raise ValueError("Messages must begin to go out before they stop.")
        for name in ("morning_at", "summary_at"):
            if not self.opens_at <= getattr(self, name) < self.closes_at:
                raise ValueError(f"{name} must lie between opens_at ({self.opens_at:%H:%M}) and closes_at.")
        back = [getattr(self, f"{name}_before") for name in ("commission", "return", "check", "freeze", "publish")]
        if not back[0] > back[1] >= back[2] >= back[3] >= back[4] >= 1:
            raise ValueError(
                "Commission, return, check, freeze and publication must follow each other before the board."
            )
        if not 1 <= self.summary_before <= back[4] or back[0] > 60:
            raise ValueError("The summary goes out after the pack, and a cycle is 60 working days at most.")
        if not self.return_steps or any(self.return_before - step <= self.freeze_before for step in self.return_steps):
            raise ValueError("A return is asked for before the freeze, or not at all.")
        if any(self.return_before - step > self.commission_before for step in self.return_steps):
            raise ValueError("A return is not asked for before its cycle opens.")
        if any(not 0 <= step <= 60 for step in self.deadline_steps) or not 1 <= self.overdue_every <= 90:
            raise ValueError("Reminders come 0 to 60 working days before a deadline, then after 1 to 90 silent days.")
        if not 0 <= self.deadline_messages <= 30:
            raise ValueError("Deadlines bring 0 to 30 messages by themselves in a cycle.")
        if unknown := [word for word in self.delivery_boards_decide if word not in PROPOSED]:
            raise ValueError(f"“{unknown[0]}” is no proposal: there are {', '.join(PROPOSED)}.")
        if unknown := [word for word in self.cover_requires if word not in SECTIONS]:
            raise ValueError(f"“{unknown[0]}” is no written section: there are {', '.join(SECTIONS)}.")
        weights(self.cover_checks)
        if not self.rungs:
            raise ValueError("The ladder needs a rung.")
        if not 30 <= self.messages_kept_days <= 3650:
            raise ValueError("The text of messages is kept for 30 to 3650 days.")

    @cached_property
    def rungs(self) -> tuple[tuple[str, int | None], ...]:
        """The ladder of escalations from below: each rung's word, and its working days to answer; None at the board."""
        rungs: list[tuple[str, int | None]] = []
        for written_down in self.escalation_ladder:
            name, _, days = written_down.partition(":")
            at_the_board = name == TOP_RUNG and not days
            if not name or not (at_the_board or (days.isascii() and days.isdecimal() and 1 <= int(days) <= 60)):
                raise ValueError(f"“{written_down}” is no rung: it has a name and 1 to 60 working days, as director:5.")
            if name == TOP_RUNG and written_down != self.escalation_ladder[-1]:
                raise ValueError(f"“{TOP_RUNG}” is the last rung: nobody is asked after it.")
            if name in dict(rungs):
                raise ValueError(f"“{name}” is on the ladder twice.")
            rungs.append((name, None if name == TOP_RUNG else int(days)))
        return tuple(rungs)

    def weights(self, body: str = "") -> Mapping[str, Weight]:
        """How much each check of a paper to a body weighs, by its name; without one, where nothing else is set."""
        return weights(self.cover_checks, body)

    @property
    def days(self) -> WorkingDays:
        """The working calendar."""
        return working_days(self.calendar)


WHAT_FOR: Mapping[str, str] = {
    name: hint.__metadata__[0] for name, hint in get_type_hints(Rules, include_extras=True).items()
}
"""Every rule by name, with what it is for."""


def rules_of(session: Session, organisation_id: int) -> Rules:
    """The organisation's rules: the defaults with what it has changed over them.

    What was changed under an earlier version and cannot be any more is left out, so that nothing stands still for it.
    """
    return once(session, ("rules", organisation_id), lambda: _rules_and_others(session, organisation_id)[0])


def without_effect(session: Session, organisation_id: int) -> Mapping[str, str]:
    """What was changed and has no effect: settings that there are no more, or that cannot stand beside the others."""
    return _rules_and_others(session, organisation_id)[1]


@kept
def _changed(organisation_id: int) -> Select[str, str]:
    mine = columns(col(Setting.name), col(Setting.value)).where(col(Setting.organisation_id) == organisation_id)
    return mine.order_by(col(Setting.name))


def _rules_and_others(session: Session, organisation_id: int) -> tuple[Rules, Mapping[str, str]]:
    written_down = {each.name: each.value for each in asked(session, _changed(organisation_id))}
    known: dict[str, Any] = {}
    for name in written_down.keys() & WHAT_FOR.keys():
        with suppress(ValueError):
            known[name] = _read(name, written_down[name])
    try:
        rules = Rules(**known)
    except ValueError:
        rules, kept = Rules(), dict[str, Any]()
        for name in sorted(known):
            with suppress(ValueError):
                rules = Rules(**kept, **{name: known[name]})
                kept[name] = known[name]
        known = kept
    return rules, {name: value for name, value in written_down.items() if name not in known}


def written(value: Any) -> str:
    """A rule's value as people write it: `09:30`, `-3 0 1 2`."""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return (" ".join(map(str, value)) or "none") if isinstance(value, tuple) else str(value)


def set_rule(session: Session, actor: Actor, name: str, text: str) -> Rules:
    """Change one rule; gives all of them. Raises ValueError, in words for people, when that cannot be."""
    if name not in WHAT_FOR:
        raise ValueError(f"There is no setting “{name}”.")
    before = rules_of(session, actor.organisation_id)
    after = replace(before, **{name: _read(name, text)})
    if after == before:
        return after
    setting = session.get(Setting, (actor.organisation_id, name))
    setting = setting or Setting(organisation_id=actor.organisation_id, name=name, value="")
    setting.value = written(getattr(after, name))
    session.add(setting)
    forget(session, ("rules", actor.organisation_id))
    was = {name: written(getattr(before, name))}
    record(session, actor, Change("setting.changed", f"setting {name}", was, {name: setting.value}))
    return after


_DEFAULTS = {each.name: each.default for each in fields(Rules)}
_KINDS = get_type_hints(Rules)


def _read(name: str, text: str) -> Any:
    """The value that `text` means, in the type of the rule's default."""
    text = text.strip()
    default = _DEFAULTS[name]
    try:
        if isinstance(default, tuple) and text.casefold() == "none":
            return ()
        if isinstance(default, time):
            return datetime.strptime(text.replace(".", ":"), "%H:%M").time()  # noqa: DTZ007 (a time has no zone)
        if _KINDS[name] == Words:
            return tuple(dict.fromkeys(text.casefold().replace(",", " ").split()))
        if isinstance(default, tuple):
            numbers = {int(word) for word in text.replace(",", " ").split()}
            return tuple(sorted(numbers, reverse=default[0] > default[-1]))
        return int(text) if isinstance(default, int) else text.casefold() if name == "publish_kind" else text.upper()
    except ValueError:
        kinds = {time: "a time such as 09:30", tuple: "numbers such as -3 0 1 2", int: "a whole number"}
        raise ValueError(f"“{text}” will not do for {name}: I need {kinds[type(default)]}.") from None
