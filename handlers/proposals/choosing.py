"""What there is to choose from in the form of a proposal: the boards, areas and owners of the record.

What a line named in other words, such as a short name, stands in the form as it was typed.
"""

from collections.abc import Iterable, Mapping

from sqlmodel import Session

from models.boards.boards import boards_of
from models.people.people import Role, posts_with_addresses
from models.plan.actions import Plan, areas_of

MOST = 100
"""Of more than so many a part of the name is typed sooner than one is found."""

_LONGEST = 75
"""Characters of a value, at most: no platform takes a longer one."""

Options = tuple[tuple[str, str], ...]


def choices(session: Session, plan: Plan) -> Mapping[str, Options]:
    """The options by the names of the fields that have them, each as value and label."""
    posts: dict[int, tuple[str, list[str]]] = {}
    for id, title, email in posts_with_addresses(session, plan.organisation_id, Role.SRO):
        posts.setdefault(id, (title, []))[1].extend([email] if email else [])
    titles = [title for title, _ in posts.values()]
    owners = [
        (title, title) if titles.count(title) == 1 else (emails[-1] if emails else "", f"{title} ({', '.join(emails)})")
        for title, emails in posts.values()
    ]
    areas = ((str(each.number) if each.number is not None else each.title, each) for each in areas_of(session, plan.id))
    found = {
        "board": [(each.name, each.name) for each in boards_of(session, plan.organisation_id)],
        "area": [(value or "", each.heading) for value, each in areas],
        "owner": sorted(owners),
    }
    return {name: tuple(options) for name, options in found.items() if options and _all_fit(options)}


def _all_fit(options: Iterable[tuple[str, str]]) -> bool:
    values = [value for value, _ in options]
    return len(values) <= MOST and all(value and len(value) <= _LONGEST for value in values)
