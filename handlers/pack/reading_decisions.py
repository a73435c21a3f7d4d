"""Reading the decision type of a council report, from a line or from the fields of a form, and what each must have."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from handlers.days import read_day
from handlers.errors import Mistake
from handlers.private_text import refuse_private
from models.packs.key_decisions import Decision, DecisionType, Route
from papers.decision_words import THE_CHAIR
from papers.wording import day

LONGEST = 300
"""Characters of each of its words."""

KEY = "/pack decision for Cabinet key because it spends more than £500,000; notice 24 May 2023 as KD/2023/14"
EXCEPTION = (
    "/pack decision for Cabinet general exception 5 June 2023 as GE/7 because the grant was offered on 1 June 2023"
)
URGENT = (
    "/pack decision for Cabinet special urgency agreed by Councillor Ann Example, Chair of Scrutiny, on 7 June 2023 "
    "because the offer ends on 30 June 2023"
)
NOT_KEY = "/pack decision for Cabinet not key"

_DECISION = r"(?:\s+decision)?"
_WHY = r"(?:(?:\s*[,:]|\s+because|\s+as|\s+since)+\s+(?P<reason>\S.*))?"
_TYPES = (
    (DecisionType.NOT_KEY, re.compile(rf"(?:not\s+(?:a\s+)?|non[-\s]?)key{_DECISION}{_WHY}", re.I | re.S)),
    (
        DecisionType.NOT_EXECUTIVE,
        re.compile(rf"(?:(?:not\s+(?:an\s+)?|non[-\s]?)executive{_DECISION}|no\s+decision){_WHY}", re.I | re.S),
    ),
    (DecisionType.NOT_EXECUTIVE, re.compile(r"(?P<reason>for\s+(?:information|noting))", re.I)),
    (DecisionType.NOT_EXECUTIVE, re.compile(r"(?:not\s+applicable|n/a)(?P<reason>)", re.I)),
    (DecisionType.KEY, re.compile(rf"(?:an?\s+)?key{_DECISION}{_WHY}", re.I | re.S)),
)
_ROUTES = (
    (Route.NONE, re.compile(r"(?:no|without)\s+notice", re.I)),
    (
        Route.NOTICE,
        re.compile(
            r"notice\s+(?:(?:was\s+)?(?:published|given)\s+)?(?:(?:of|on)\s+)?(?P<on>.*?)\s+(?:as|under|ref\.?|reference)\s+"
            r"(?P<reference>\S.*)",
            re.I | re.S,
        ),
    ),
    (
        Route.NOTICE,
        re.compile(r"notice\s+(?P<reference>\S+)\s+(?:was\s+)?(?:(?:published|given)\s+)?(?:of|on)\s+(?P<on>.+)", re.I),
    ),
    (
        Route.GENERAL_EXCEPTION,
        re.compile(
            r"general\s+exception:\s+notice(?:\s+(?P<reference>\S+))?\s+was\s+given\s+to\s+(?P<by>\S.*?)\s+on\s+(?P<on>.*?)"
            r"[\s,]+because\s+(?P<why>\S.*)",
            re.I | re.S,
        ),
    ),
    (
        Route.GENERAL_EXCEPTION,
        re.compile(
            r"(?:by\s+(?:the\s+)?)?general\s+exception[\s:,]+(?:notice\s+)?(?:(?:of|on)\s+)?(?P<on>.*?)"
            r"(?:\s+(?:as|under)\s+(?P<reference>\S+))?(?:\s+to\s+(?P<by>\S.*?))?[\s,]+because\s+(?P<why>\S.*)",
            re.I | re.S,
        ),
    ),
    (
        Route.SPECIAL_URGENCY,
        re.compile(
            r"(?:by\s+)?special\s+urgency[\s:,]+agreed\s+(?:by|with)\s+(?P<by>\S.*?)[\s,]+on\s+(?P<on>[^\s(][^(]*?)"
            r"(?:\s+\((?P<reference>[^)]*)\))?[\s,]+because\s+(?P<why>\S.*)",
            re.I | re.S,
        ),
    ),
)
_BEGINS = (
    (re.compile(r"notice\b", re.I), "Of its notice I need the day and the reference.", KEY),
    (
        re.compile(r"(?:by\s+(?:the\s+)?)?general\s+exception\b", re.I),
        f"Of the general exception I need the day on which {THE_CHAIR} was informed, and the reason.",
        EXCEPTION,
    ),
    (
        re.compile(r"(?:by\s+)?(?:special\s+)?urgen", re.I),
        f"Of special urgency I need who agreed, as a rule {THE_CHAIR}, on which day, and the reason.",
        URGENT,
    ),
)
_PARTS = re.compile(r";|(?<=\.)\s+(?=(?:notice|general\s+exception|special\s+urgency)\b)", re.I)
_REASON = re.compile(r"\.\s+reason:\s+", re.I)
_COUNTED = re.compile(r",\s+\d+ clear (?:working )?days? before the meeting", re.I)
"""As a report prints them, for what comes back from Word or is corrected."""

_NOTHING = " Nothing was changed."


def read_decision(text: str, stands: Decision | None, today: date) -> Decision:
    """The decision type that a line says; `stands` is the one before, which a notice alone is added to. `today` is
    local. Raises `Mistake`, naming what was not understood.
    """
    parts = (each.strip(" .") for each in _PARTS.split(_REASON.sub(" because ", _COUNTED.sub("", text))))
    first, *others = [each for each in parts if each] or [""]
    found = next(((type_, its) for type_, read in _TYPES if (its := read.fullmatch(first))), None)
    if found:
        read = Decision(found[0], _spaced(found[1]["reason"]))
        if read.key and stands and stands.key:
            read = replace(stands, reason=read.reason or stands.reason)
    elif stands and stands.key and any(begins.match(first) for begins, _, _ in _BEGINS):
        read, others = stands, [first, *others]
    else:
        raise Mistake(
            f"Is it a key decision, not a key decision, or not an executive decision? That comes first.{_NOTHING}",
            typed=first,
            example=NOT_KEY if first.casefold().startswith("no") else KEY,
        )
    for each in others:
        if not read.key:
            raise Mistake(f"Only a key decision has a notice or an exception.{_NOTHING}", typed=each, example=KEY)
        read = _with_route(read, each, today)
    if wrong := problem(read, today):
        raise Mistake(f"{wrong[1]}{_NOTHING}", example=KEY)
    return read


def _with_route(decision: Decision, text: str, today: date) -> Decision:
    for route, read in _ROUTES:
        if its := read.fullmatch(text):
            said = {"on": "", "reference": "", "by": "", "why": ""} | {k: v or "" for k, v in its.groupdict().items()}
            on = _day(said["on"].strip(" ,"), today) if said["on"] else None
            reference, by, why = (_spaced(said[name]) for name in ("reference", "by", "why"))
            if route is Route.GENERAL_EXCEPTION and by == THE_CHAIR:
                by = ""
            return replace(decision, route=route, on=on, reference=reference, by=by, why=why)
    what, example = next(
        ((what, example) for begins, what, example in _BEGINS if begins.match(text)),
        ("What is that? After the decision type comes its notice, or the exception.", KEY),
    )
    raise Mistake(f"{what}{_NOTHING}", typed=text, understood=("key decision",), example=example)


def from_fields(values: Mapping[str, str], today: date) -> tuple[Decision, tuple[str, str] | None]:
    """The decision type that a form says, and the first problem with it as `problem` gives it."""
    said = {name: _spaced(value) for name, value in values.items()}
    types, routes = {each.value: each for each in DecisionType}, {each.value: each for each in Route}
    read = Decision(types.get(said.get("type", ""), DecisionType.NOT_KEY), said.get("reason", ""))
    given = {name: said[name] for name in ("on", "reference", "by", "why") if said.get(name)}
    if not read.key:
        other = routes.get(said.get("route", ""), Route.NONE) is not Route.NONE
        wrong = ("route", "Only a key decision has a notice or an exception.") if other or given else None
        return read, wrong or problem(read, today)
    route, reference = routes.get(said.get("route", ""), Route.NONE), given.get("reference", "")
    read = replace(read, route=route, reference=reference, by=given.get("by", ""), why=given.get("why", ""))
    try:
        read = replace(read, on=_day(given["on"], today) if "on" in given else None)
    except Mistake as mistake:
        return read, ("on", mistake.what)
    if read.route is Route.NONE and given:
        return read, ("route", "Of what is that: of the notice, or of an exception?")
    return read, problem(read, today)


def problem(decision: Decision, today: date) -> tuple[str, str] | None:
    """What a decision type lacks or cannot be, by the name of the field and in words; None where it is whole."""
    texts = {name: getattr(decision, name) for name in ("reason", "reference", "by", "why")}
    for name, text in texts.items():
        if len(text) > LONGEST:
            return name, f"That has {len(text)} characters; {LONGEST} at most."
        try:
            refuse_private(text, today)
        except Mistake as mistake:
            return name, mistake.what
    if decision.key and not decision.reason:
        return "reason", "Why is it a key decision? The report prints that."
    if decision.route is Route.NONE:
        return None
    if decision.on is None:
        return "on", "On which day?"
    if decision.on > today:
        return "on", f"{day(decision.on)} lies ahead: it is recorded once it has been done."
    if decision.route is Route.NOTICE and not decision.reference:
        return "reference", "Which reference has the notice?"
    if decision.route is Route.NOTICE and decision.why:
        return "why", "A notice in time needs no reason."
    if decision.route is Route.SPECIAL_URGENCY and not decision.by:
        return "by", f"Who agreed? As a rule that is {THE_CHAIR}, by name."
    if decision.route is not Route.NOTICE and not decision.why:
        return "why", "What is the reason for the exception? The report prints that."
    return None


def _day(typed: str, today: date) -> date:
    """A day that is over; without its year it is the last one. Raises `Mistake`."""
    on, rest = read_day(typed.split(), today, KEY)
    if rest:
        raise Mistake(f"What is “{' '.join(rest)}”?{_NOTHING}", understood=(day(on),), typed=typed, example=KEY)
    if on > today and not re.search(r"\d{4}", typed):
        before = on.replace(year=on.year - 1, day=min(on.day, 28)) if (on.month, on.day) == (2, 29) else None
        on = before or on.replace(year=on.year - 1)
    return on


def _spaced(text: str | None) -> str:
    return " ".join((text or "").split()).rstrip(".")
