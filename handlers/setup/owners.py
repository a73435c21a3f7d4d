"""The form that asks who the owners in the plan are: a field for each, or one for a pasted list where they are many."""

import hashlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sqlmodel import Session

from handlers.access import Permission
from handlers.cards import Answer, Input, Modal, Text
from handlers.grammar import nearest
from handlers.own_plan import plan_of
from handlers.requests import Request
from handlers.secretariat.command import secretariat
from handlers.secretariat.linked_names import link_person
from handlers.setup.command import done, setup
from handlers.still_open import Step, offered_by, still_open
from models.privacy.private_text import looks_private
from models.record.lengths import FIELD
from papers.plan.addresses import Listed, listed
from papers.spacing import folded
from papers.wording import plural

FIELDS = 10
"""So many owners have a field each."""

LIST = "list"
_ADDRESS_LENGTH = 40
"""Room that is left for an address behind each name of a list."""


@secretariat.button("setup_owners", right=Permission.KEEP_THE_RECORD)
def ask(session: Session, request: Request) -> Answer:
    """The form, or that nothing is open."""
    owners = still_open(session, plan_of(session, request), request.today).owners
    return _form(owners, {}, {}, offered_by(request.text)) if owners else setup(session, request)


@secretariat.form("setup_owners.submit", right=Permission.KEEP_THE_RECORD)
def submit(session: Session, request: Request) -> Answer:
    """Link every owner for whom an address was given, in one transaction; those without one stay open."""
    plan = plan_of(session, request)
    owners = still_open(session, plan, request.today).owners
    found, errors = _read(owners, request)
    late = _too_late(owners, request.values)
    if errors:
        return _form(owners, request.values, errors, late=late)
    for owner, given in found.items():
        link_person(session, plan, request, owner, given.address, given.name)
    said = [f"{owner}: {given.address.lower()}, from today" for owner, given in found.items()]
    title = f"{plural(len(found), 'owner')} linked" if found else "Nobody was linked"
    return done(session, request, Step.OWNERS, title, (*said, *late))


def _too_late(owners: Mapping[str, int], values: Mapping[str, str]) -> tuple[str, ...]:
    """What was typed for owners who are not open any more, since somebody has said meanwhile who they are."""
    known = {field_of(owner) for owner in owners}
    late = [typed.strip() for name, typed in values.items() if name.startswith("owner_") and name not in known]
    return tuple(f"“{typed}” was not taken: somebody has said meanwhile who that owner is." for typed in late if typed)


def field_of(owner: str) -> str:
    """The name of an owner's field, the same whoever else is open."""
    return f"owner_{hashlib.sha256(folded(owner).encode()).hexdigest()[:12]}"


def _form(
    owners: Mapping[str, int],
    values: Mapping[str, str],
    errors: Mapping[str, str],
    offered: Mapping[str, str] = MappingProxyType({}),
    late: Sequence[str] = (),
) -> Modal:
    """The form with what was typed and what was wrong with it; at first with the addresses that a file has."""
    if LIST in values or len(owners) > FIELDS:
        said = "A line for each, with the name and an e-mail address; a line without an address is left for later."
        text, hidden = _lines(owners, offered)
        more = f" {hidden} more come when these are done." if hidden else ""
        field = Input(
            LIST,
            "Owners",
            "paragraph",
            values.get(LIST, text),
            f"Workforce SRO, w@example.org.{more}",
            error=errors.get(LIST, ""),
        )
        body = (Text(said), *map(Text, late))
        return Modal("Who are the owners?", "secretariat.setup_owners.submit", "", body, (field,), "Link")
    inputs = tuple(
        Input(
            name := field_of(owner),
            f"{owner} ({plural(count, 'action')})",
            value=values.get(name, offered.get(owner, "")),
            error=errors.get(name, ""),
            max_length=320,
        )
        for owner, count in owners.items()
    )
    said = "An e-mail address each. Whoever is left out is asked for later."
    said += " Those that stand in the file are filled in: please look through them." if offered else ""
    body = (Text(said), *map(Text, late))
    return Modal("Who are the owners?", "secretariat.setup_owners.submit", "", body, inputs, "Link")


def _lines(owners: Mapping[str, int], offered: Mapping[str, str]) -> tuple[str, int]:
    """A list to be filled in, as long as a field takes, and how many owners are not in it."""
    lines: list[str] = []
    room = FIELD
    for owner in owners:
        room -= len(owner) + max(_ADDRESS_LENGTH, len(offered.get(owner, "")) + 3)
        if room < 0:
            break
        lines.append(f"{owner}: {offered.get(owner, '')}")
    return "\n".join(lines), len(owners) - len(lines)


def _read(owners: Mapping[str, int], request: Request) -> tuple[dict[str, Listed], dict[str, str]]:
    """Who each owner is said to be, and what is wrong, by field. In a field of their own a name is the person's."""
    found: dict[str, Listed] = {}
    errors: dict[str, str] = {}
    for owner in owners:
        typed = request.values.get(field_of(owner), "").strip()
        given = listed(typed)
        if given:
            found[owner] = given
        elif typed:
            errors[field_of(owner)] = f"“{typed}” is no e-mail address."
    by_name = {folded(owner): owner for owner in owners}
    wrong = []
    for line in request.values.get(LIST, "").splitlines():
        given, name = listed(line), folded(line.strip(" \t,;:"))
        known = by_name.get(folded(given.name)) if given else None
        if given and known:
            found[known] = Listed("", given.address)
        elif name and name not in by_name:
            likely = [by_name[each] for each in nearest(given.name if given else name, by_name)]
            hint = f" Did you mean {likely[0]}?" if likely else ""
            why = "is no owner who is open" if given else "has no e-mail address, or several"
            wrong.append(f"“{given.name if given and given.name else line.strip()}” {why}.{hint}")
    if wrong:
        errors[LIST] = " ".join(wrong)
    for owner, given in found.items():
        if what := looks_private(f"{owner} {given.name}", request.today):
            errors[field_of(owner) if field_of(owner) in request.values else LIST] = f"{owner}: this looks like {what}."
    return found, errors
