"""The people of the demo as its first page shows them: grouped by role, with their posts and with what each may do.

Read from the record by the web door. What a role may do is asked of `handlers.access`, not written down again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.requests import Asker
from models.people.people import HeldPost, Person, Role, people_in_post
from models.record.organisation import Organisation

RIGHTS = {
    Permission.READ: "read the plan and its ratings",
    Permission.TRACK_RECORDS: "see how often ratings held, of any post",
    Permission.SHARE: "share an answer with the board",
    Permission.UPDATE: "record updates of the actions they own",
    Permission.NOMINATE: "nominate highlights",
    Permission.PROPOSE: "propose changes of the plan",
    Permission.ESCALATE: "escalate what needs somebody higher",
    Permission.DELEGATE: "let somebody answer for them",
    Permission.SEE_DRAFTS: "see packs before they are published",
    Permission.AUDIT: "see who changed what",
    Permission.KEEP_THE_RECORD: "compile packs, import plans and keep the list of people",
}

TITLES = {
    Role.CHAIR: "Chairs",
    Role.SRO: "Senior responsible officers",
    Role.SECRETARIAT: "Secretariat",
    Role.DIRECTOR: "Directors",
    Role.VICE_CHAIR: "Vice chairs",
    Role.ADVISER: "Advisers",
    Role.REVIEWER: "Reviewers",
    Role.SERVICE_LEAD: "Service leads",
    Role.PROJECT_MANAGER: "Project managers",
    Role.OBSERVER: "Observers",
}
"""The order is that of the page; a person with several roles stands under the first of them."""


@dataclass(frozen=True)
class Somebody:
    """One person, the posts they hold, and what they may do beyond what their group may."""

    id: int
    name: str
    email: str
    posts: tuple[HeldPost, ...]
    also: str = ""


@dataclass(frozen=True)
class Group:
    """People of one role."""

    title: str
    may: str
    people: tuple[Somebody, ...]


@dataclass(frozen=True)
class Roster:
    """The organisation and everybody who holds a post in it on one day."""

    organisation: str
    zone: ZoneInfo
    groups: tuple[Group, ...]

    def somebody(self, person: int) -> Somebody | None:
        """The person with this id, if they hold a post."""
        return next((each for group in self.groups for each in group.people if each.id == person), None)


def roster(session: Session, organisation_id: int | None, now: datetime) -> Roster:
    """Everybody who holds a post in an organisation at `now` (aware UTC). Without one the roster is empty."""
    organisation = session.get_one(Organisation, organisation_id) if organisation_id is not None else None
    if organisation is None:
        return Roster("No organisation yet", ZoneInfo("UTC"), ())
    zone = ZoneInfo(organisation.zone)
    people = _people(session, organisation, now.astimezone(zone).date())
    groups = []
    for role, title in TITLES.items():
        members = [each for each in people if _first_role(each.posts) is role]
        if members:
            usual = rights([HeldPost(0, "", role, None)])
            groups.append(Group(title, _sentence(usual), tuple(_with_more(each, usual) for each in members)))
    return Roster(organisation.name, zone, tuple(groups))


def rights(posts: Iterable[HeldPost]) -> list[Permission]:
    """What the holder of these posts may do."""
    asker = Asker(0, "", "", 0, tuple(posts))
    return [permission for permission in RIGHTS if may(asker, permission)]


def _people(session: Session, organisation: Organisation, day: date) -> list[Somebody]:
    held: dict[int, list[HeldPost]] = {}
    persons: dict[int, Person] = {}
    for person, post in people_in_post(session, organisation.id, day):
        persons[person.id] = person
        held.setdefault(person.id, []).append(post)
    return [Somebody(id, each.name, each.email, tuple(held[id])) for id, each in persons.items()]


def _first_role(posts: Iterable[HeldPost]) -> Role:
    roles = {post.role for post in posts}
    return next(role for role in TITLES if role in roles)


def _with_more(somebody: Somebody, usual: list[Permission]) -> Somebody:
    more = [right for right in rights(somebody.posts) if right not in usual]
    return Somebody(somebody.id, somebody.name, somebody.email, somebody.posts, _sentence(more))


def _sentence(rights: list[Permission]) -> str:
    words = [RIGHTS[right] for right in rights]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
