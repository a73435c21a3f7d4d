"""`/secretariat scale`: the plan's levels and what they mean; other names, another scale, impact beside activity.

The levels and the operations are in `models/plan/scales.py`. What a board has frozen keeps its words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.cards import Actions, Answer, Button, Card, Cell, Element, Input, Modal, RatingCell, Select, Table, Text
from handlers.errors import Mistake
from handlers.grammar import nearest, pair_of, said_once
from handlers.own_plan import plan_of
from handlers.private_text import refuse_private
from handlers.requests import Request
from handlers.secretariat.command import secretariat
from models.plan.actions import Plan
from models.plan.ratings import Colour, Level, RatingClass, Scale
from models.plan.scales import (
    LETTER,
    MEANING,
    NAME,
    SHIPPED,
    UnfitScale,
    change_level,
    colour_named,
    own_scale,
    scale_of,
)
from models.position.choosing_scale import begin_or_leave_impact, choose_scale, has_impact, has_ratings
from papers.wording import joined

EXAMPLE = '/secretariat scale {typed at_risk} name:"Some concern"'
_OWN = "/secretariat scale own Good G on-track; Mixed M at-risk; Poor P off-track"
_CHANGED = {
    "name": ("Name", NAME),
    "letter": ("Letter", LETTER),
    "colour": ("Colour", NAME),
    "activity": ("What it means for activity", MEANING),
    "impact": ("What it means for impact", MEANING),
}
"""What may be changed of a level: what it is called in a form, and its longest."""


@secretariat.verb(
    "scale",
    ("/secretariat scale", "the levels of the ratings, and what they mean"),
    right=Permission.READ,
    bare=True,
    asked=("what/which scale/levels/ratings/colours mean/means/there",),
)
def scale(session: Session, request: Request) -> Card:
    """The scale of the plan."""
    return _shown(session, request, "The scale of the ratings")


@secretariat.verb(
    "scale",
    (EXAMPLE, "change a level: its name:, letter:, colour:, or its meaning for activity: and impact:"),
    ("/secretariat scale rag", f"choose another, before the first rating: {joined([each.name for each in SHIPPED])}"),
    (_OWN, "or make one of your own, before the first rating: name, letter and class of each level"),
    ("/secretariat scale impact off", "rate activity alone; “impact on” rates both"),
    name="change_scale",
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def change(session: Session, request: Request) -> Card:
    """Choose a scale, make one, change a level, or rate impact beside activity or not."""
    plan, words = plan_of(session, request), request.words
    folded = [word.casefold() for word in words]
    if folded[:1] == ["impact"] and folded[1:] in (["on"], ["off"]):
        return _impact(session, request, plan, folded[1] == "on")
    if folded[:1] == ["own"]:
        return _choose(session, request, plan, _read_own(" ".join(words[1:])))
    of = scale_of(session, plan.id)
    names = [word for word in words if pair_of(word) is None]
    name = " ".join(names).casefold()
    shipped = next((each for each in SHIPPED if each.name.casefold() == name), None)
    if shipped is not None and len(names) == len(words):
        return _choose(session, request, plan, shipped)
    rating = of.called(name)
    if rating is None:
        raise _unknown(of, " ".join(names))
    changes = said_once((pair for word in words if (pair := pair_of(word))), "Nothing was changed.")
    if unknown := [each for each in changes if each not in _CHANGED]:
        raise Mistake(f"A level has no “{unknown[0]}”; it has {joined(list(_CHANGED))}.", example=of.in_words(EXAMPLE))
    if not changes:
        raise Mistake(
            f"What is to change of {of[rating].name}?", understood=(_told(of[rating]),), example=of.in_words(EXAMPLE)
        )
    return _change(session, request, plan, of[rating], changes)


@secretariat.button("choose_scale", right=Permission.KEEP_THE_RECORD, writes=True)
def choose(session: Session, request: Request) -> Card:
    """One of the shipped scales, by its name."""
    chosen = next((each for each in SHIPPED if each.name == request.text), None)
    if chosen is None:
        raise Mistake(f"There is no scale “{request.text}”.", example="/secretariat scale")
    return _choose(session, request, plan_of(session, request), chosen)


@secretariat.button("rate_impact", right=Permission.KEEP_THE_RECORD, writes=True)
def begin_impact(session: Session, request: Request) -> Card:
    """Rate impact beside activity ("on"), or activity alone ("off")."""
    return _impact(session, request, plan_of(session, request), request.text == "on")


@secretariat.button("level", right=Permission.KEEP_THE_RECORD)
def open_level(session: Session, request: Request) -> Answer:
    """The form of a level, by its name."""
    of = scale_of(session, plan_of(session, request).id)
    rating = of.called(request.text)
    if rating is None:
        raise _unknown(of, request.text)
    return _form(of, of[rating], {}, "")


@secretariat.form("level.submit", right=Permission.KEEP_THE_RECORD)
def submit_level(session: Session, request: Request) -> Answer:
    """Change a level as its form says."""
    plan = plan_of(session, request)
    of = scale_of(session, plan.id)
    rating = next((each.rating for each in of.levels if each.rating.value == request.text), None)
    if rating is None:
        raise _unknown(of, request.text)
    changes = {name: request.values[name] for name in _asked(of) if name in request.values}
    try:
        return _change(session, request, plan, of[rating], changes)
    except Mistake as wrong:
        return _form(of, of[rating], changes, wrong.what)


def _change(session: Session, request: Request, plan: Plan, level: Level, changes: Mapping[str, str]) -> Card:
    for value in changes.values():
        refuse_private(value, request.today)
    try:
        now = change_level(session, request.actor, plan, level.rating, changes)
    except UnfitScale as wrong:
        raise Mistake(f"{wrong} Nothing was changed.", example=scale_of(session, plan.id).in_words(EXAMPLE)) from None
    changed = now[level.rating]
    if changed == level:
        return _shown(session, request, f"{level.name} is so already")
    return _shown(session, request, f"{changed.name} is changed", "What boards have frozen keeps the words of its day.")


def _choose(session: Session, request: Request, plan: Plan, chosen: Scale) -> Card:
    try:
        choose_scale(session, request.actor, plan, chosen)
    except UnfitScale as wrong:
        raise Mistake(f"{wrong} Nothing was changed.", example=scale_of(session, plan.id).in_words(EXAMPLE)) from None
    return _shown(session, request, f"The plan is rated on the scale {chosen.name}")


def _impact(session: Session, request: Request, plan: Plan, rates: bool) -> Card:
    try:
        changed = begin_or_leave_impact(session, request.actor, plan, rates)
    except UnfitScale as wrong:
        raise Mistake(f"{wrong} Nothing was changed.", example="/secretariat scale") from None
    how = "for activity and for impact" if rates else "for activity alone"
    said = "Its first board with two ratings says so." if rates else "Impact is neither asked for nor printed."
    return _shown(session, request, f"Actions are rated {how}{'' if changed else ' already'}", said if changed else "")


def _shown(session: Session, request: Request, title: str, said: str = "") -> Card:
    plan = plan_of(session, request)
    of = scale_of(session, plan.id)
    rated = "for activity and for impact" if of.rates_impact else "for activity alone"
    body: list[Element] = [Text(said)] if said else []
    body.append(Text(f"{of.name}: actions are rated {rated}."))
    columns = ("Level", "Letter", "Class", "Colour", *(f"For {name} it means" for name in of.rated))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            *(RatingCell(each.rating, levels=(each,)), each.letter, each.rating.rating_class.said, each.colour.value),
            *(getattr(each, name) for name in of.rated),
        )
        for each in of.levels
    )
    body.append(Table("Levels", columns, rows))
    if unchosen := [each for each in of.levels if not each.given]:
        body.append(Text(_unchosen_said(unchosen), "muted"))
    if may(request.asker, Permission.KEEP_THE_RECORD):
        body += _next_steps(session, plan, of)
    data = {
        "scale": of.name,
        "rated": list(of.rated),
        "levels": [{"name": each.name, "class": each.rating.rating_class.value} for each in of.levels],
    }
    return Card(title, tuple(body), data=data)


def _unchosen_said(levels: Sequence[Level]) -> str:
    how = {
        RatingClass.DONE: "{} is what the plan’s own column of states or a decision of the board marks so.",
        RatingClass.NOT_STARTED: "{} is an action that has no rating yet.",
    }
    return " ".join(how[each.rating.rating_class].format(each.name) for each in levels)


def _next_steps(session: Session, plan: Plan, of: Scale) -> list[Element]:
    levels = tuple((each.as_data, each.name) for each in of.levels)
    elements: list[Button | Select] = [
        Select("Change a level", "secretariat.level", levels, act="Change", opens_form=True),
    ]
    if not of.rates_impact:
        elements.append(Button("Rate impact, too", "secretariat.rate_impact", "on"))
    elif not has_impact(session, plan.id):
        elements.append(Button("Rate activity alone", "secretariat.rate_impact", "off"))
    if not has_ratings(session, plan.id):
        others = tuple((each.name, f"{each.name}: {_levels_of(each)}") for each in SHIPPED if each.name != of.name)
        elements.append(Select("Choose another scale", "secretariat.choose_scale", others, act="Choose"))
    return [Actions(tuple(elements))]


def _levels_of(of: Scale) -> str:
    return ", ".join(each.name for each in of.given)


def _asked(of: Scale) -> list[str]:
    return [name for name in _CHANGED if name != "impact" or of.rates_impact]


def _form(of: Scale, level: Level, values: Mapping[str, str], wrong: str) -> Modal:
    inputs = []
    for name in _asked(of):
        label, longest = _CHANGED[name]
        value = values.get(name, str(getattr(level, name)))
        one = Input(name, label, value=value, required=True, max_length=longest)
        if name == "colour":
            one = replace(one, type="choice", options=tuple((each.value, each.value.capitalize()) for each in Colour))
        inputs.append(one)
    if wrong:
        at_fault = next((at for at, each in enumerate(inputs) if f"“{each.value}”" in wrong), 0)
        inputs[at_fault] = replace(inputs[at_fault], error=wrong)
    said = (
        f"By the rules it is “{level.rating.rating_class.said}”, which stays. Boards that were frozen keep its words."
    )
    return Modal(
        f"Level {level.name}", "secretariat.level.submit", level.rating.value, (Text(said),), tuple(inputs), "Change"
    )


def _read_own(text: str) -> Scale:
    """The levels as they are typed: `Good G on-track; Mixed M at-risk amber; ...`."""
    classes = {each.said.replace(" ", "-"): each for each in RatingClass}
    given = []
    for part in filter(None, (each.strip() for each in text.split(";"))):
        words = part.split()
        colour = words.pop() if len(words) > 3 and words[-1].casefold() in set(Colour) else ""
        if len(words) < 3 or words[-1].casefold() not in classes:
            raise Mistake(
                f"“{part}” is no level: it needs a name, a letter and a class ({joined([*classes], 'or')}).",
                example=_OWN,
            )
        of = classes[words[-1].casefold()]
        given.append((" ".join(words[:-2]), words[-2], of, colour_named(colour) if colour else None))
    try:
        return own_scale(given)
    except UnfitScale as wrong:
        raise Mistake(f"{wrong} Nothing was changed.", example=_OWN) from None


def _unknown(of: Scale, name: str) -> Mistake:
    likely = nearest(name, [each.name for each in of.levels])
    hint = f"Did you mean {of[rating].name}?" if likely and (rating := of.called(likely[0])) else ""
    levels = joined([each.name for each in of.levels])
    return Mistake(f"“{name}” is no level of this plan’s scale: {levels}. {hint}".strip(), example=of.in_words(EXAMPLE))


def _told(level: Level) -> str:
    return f"{level.name} ({level.letter}, {level.colour.value}): {level.activity}"
