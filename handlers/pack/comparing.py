"""What is not as it was between two versions of a pack, in words for its cover. Values in, sentences out."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from models.plan.ratings import scale
from models.updates.answer import OF_A_RED, AnswerField, Kind
from papers.pack.contents import OF_AN_ACTION, ActionEntry, PackContents, Red
from papers.wording import joined

MOST_CHANGES = 40
"""How many lines say what changed between two versions; it says how many more there are."""


NOTHING, ONLY_DETAILS = "Nothing in the figures or the text", "No figure, only a detail of the text"


def what_changed(before: PackContents, now: PackContents) -> tuple[str, ...]:
    """What is not as it was in the version before, in words; it says so, too, when nothing is."""
    lines = [f"{before.headline} Now: {now.headline}"] if before.headline != now.headline else []
    was, is_now = _by_ref(before), _by_ref(now)
    red_was, red_now = ({each.ref: each for each in contents.reds} for contents in (before, now))
    lines += [f"{ref} was added." for ref in is_now if ref not in was]
    lines += [f"{ref} is no longer in the plan." for ref in was if ref not in is_now]
    for ref, action in is_now.items():
        if ref in was and (said := _action_changed((was[ref], action), (red_was.get(ref), red_now.get(ref)))):
            lines.append(f"{ref}: {said}.")
    if before.returns.said != now.returns.said:
        lines.append(f"Returns: {before.returns.said} Now: {now.returns.said}")
    lines += _highlights_changed(before, now)
    if before.asked != now.asked:
        lines.append("What the board is asked has changed.")
    if _answered(before) != _answered(now):
        lines.append("What the plan answers has changed.")
    if before.likely != now.likely:
        lines.append("What is likely to slip has changed.")
    if before.evidence_listed != now.evidence_listed:
        lines.append("The register of evidence has changed.")
    lines += _sections_changed(before, now)
    if (before.appendices, before.report) != (now.appendices, now.report):
        lines.append("The appendices have changed.")
    if before.own_sections != now.own_sections:
        lines.append("The list of sections has changed.")
    if before.data_month != now.data_month:
        lines.append(f"The data are of {now.data_month:%B %Y}, not of {before.data_month:%B %Y}.")
    if before.total_change.lines != now.total_change.lines:
        lines.append("Why the number of actions changed is said anew.")
    if before.acronyms != now.acronyms:
        lines.append("Acronyms are explained anew.")
    if not lines:
        return (f"{NOTHING if is_the_same(before, now) else ONLY_DETAILS} has changed since version {before.version}.",)
    more = len(lines) - MOST_CHANGES
    return (*lines[:MOST_CHANGES], f"And {more} more.") if more > 0 else tuple(lines)


def is_the_same(before: PackContents, now: PackContents) -> bool:
    """Whether a version would say nothing that the one before does not say."""
    return _as_now(before, now) == now


_OF_ONE_VERSION = ("version", "changed", "author", "frozen_at", "sign_offs", "overridden", "urgency", "corrections")


def _as_now(before: PackContents, now: PackContents) -> PackContents:
    """The version before, with what tells one version from another as it is now."""
    returns = replace(before.returns, frozen=now.returns.frozen)
    told = {name: getattr(now, name) for name in _OF_ONE_VERSION}
    return replace(before, returns=returns, **told)


def _answered(contents: PackContents) -> dict[str, tuple[str, tuple[str, ...]]]:
    """What each finding says, and which actions answer it."""
    return {each.name: (each.text, each.actions) for each in contents.findings.rows}


def _by_ref(contents: PackContents) -> dict[str, ActionEntry]:
    return {action.ref: action for area in contents.areas for action in area.actions}


_KINDS = (Kind.DAY, Kind.PROSE, Kind.LINK)


def _named(fields: Iterable[AnswerField]) -> dict[str, str]:
    """How fields that hold no rating are called in a sentence, days first."""
    told = sorted((each for each in fields if each.kind in _KINDS), key=lambda each: _KINDS.index(each.kind))
    return {each.name: each.title.lower() for each in told}


_RED_TEXTS: Mapping[str, str] = _named(each for each in OF_A_RED if each not in OF_AN_ACTION)
_TEXTS: Mapping[str, str] = {
    "title": "title",
    "owner": "owner",
    "board": "board",
    "original": "original deadline",
    "approved": "approved deadline",
    **_named(OF_AN_ACTION),
}


def _action_changed(actions: tuple[ActionEntry, ActionEntry], reds: tuple[Red | None, Red | None]) -> str:
    """How an action differs between two versions; `reds` is what they say of it as a Red, if it is one in both."""
    was, now = actions
    said = [
        f"{name} {getattr(was, name).word} → {getattr(now, name).word}"
        for name in scale().rated
        if getattr(was, name) is not getattr(now, name)
    ]
    changed = [words for name, words in _TEXTS.items() if getattr(was, name) != getattr(now, name)]
    if all(reds):
        changed += [words for name, words in _RED_TEXTS.items() if len({getattr(red, name) for red in reds}) > 1]
    if changed:
        said.append(f"{joined(changed)} changed")
    if was.no_return and not now.no_return:
        said.append("the update has arrived")
    return "; ".join(said)


def _sections_changed(before: PackContents, now: PackContents) -> list[str]:
    """Which written sections came, read otherwise or are for others; that only their numbers moved is no change."""
    was, is_now = (
        {each.key: (each.title, [one.text for one in each.paragraphs]) for each in contents.written}
        for contents in (before, now)
    )
    lines = [f"{title} was written." for key, (title, _) in is_now.items() if key not in was]
    lines += [f"{said[0]} was reworded." for key, said in is_now.items() if key in was and said != was[key]]
    for_whom = {each.key: each.restricted for each in before.written}
    return lines + [
        f"{each.title} is {each.restricted or 'open'} now."
        for each in now.written
        if for_whom.get(each.key, "") != each.restricted
    ]


def _highlights_changed(before: PackContents, now: PackContents) -> list[str]:
    was = {each.ref: each.text for each in before.highlights}
    is_now = {each.ref: each.text for each in now.highlights}
    lines = [f"Highlight added: {ref}." for ref in is_now if ref not in was]
    lines += [f"Highlight withdrawn: {ref}." for ref in was if ref not in is_now]
    return lines + [f"Highlight reworded: {ref}." for ref in is_now if ref in was and was[ref] != is_now[ref]]
