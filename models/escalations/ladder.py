"""The ladder: whom an escalation asks first and whom next, and who is there on a day (`domain.md` 5).

The rungs are the setting `escalation_ladder`. A rung where nobody is cannot answer: what climbs passes it by.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from models.boards.boards import Board, BoardKind, board_names, boards_of
from models.people.people import HeldPost, Role, holders, people_in_post, posts_by_id
from models.plan.actions import Action
from models.record.rules import TOP_RUNG, rules_of

SRO, CHAIR, DIRECTOR, TOP = "sro", "chair", "director", TOP_RUNG
CALLED: Mapping[str, str] = {SRO: "SRO", DIRECTOR: "director", "clt": "Corporate Leadership Team"}
"""What a rung is called where the record has no better name for it."""

_OF_NO_BODY = (Role.ADVISER, Role.REVIEWER, Role.OBSERVER)


@dataclass(frozen=True)
class Addressee:
    """Who is asked: a rung of the ladder by its word, or a board, a post or a person by id; `called` names it."""

    called: str
    rung: str | None = None
    board_id: int | None = None
    post_id: int | None = None
    person_id: int | None = None


@dataclass(frozen=True)
class Ladder:
    """The rungs from below, each with its working days to answer (None: at the next meeting), and who is there."""

    rungs: Sequence[tuple[str, int | None]]
    posts: Mapping[int, HeldPost]
    held_by: Mapping[int, Sequence[int]]
    boards: Mapping[int, Board]
    board_called: Mapping[str, int]

    @classmethod
    def of(cls, session: Session, organisation_id: int, day: date) -> "Ladder":
        """As it is in an organisation on a local day; a fixed number of queries."""
        held: dict[int, list[int]] = defaultdict(list)
        for post_id, person_id, _ in holders(session, organisation_id, day):
            held[post_id].append(person_id)
        return cls(
            rules_of(session, organisation_id).rungs,
            posts_by_id(session, organisation_id),
            held,
            {board.id: board for board in boards_of(session, organisation_id)},
            board_names(session, organisation_id),
        )

    @property
    def top_board(self) -> Board | None:
        """The improvement board, as the last rung."""
        return next((each for each in self.boards.values() if each.kind is BoardKind.IMPROVEMENT), None)

    def days(self, rung: str | None) -> int | None:
        """The working days that a rung has to answer; of somebody who is on none, those of the first above the SRO."""
        known = dict(self.rungs)
        if rung in known:
            return known[rung]
        return next((days for name, days in self.rungs if days and name != SRO), None)

    def at(self, rung: str, action: Action) -> Addressee:
        """A rung as whom it means for an action."""
        return Addressee(self._called(rung, action), rung)

    def people(self, to: Addressee, action: Action) -> list[int]:
        """Who may answer for an addressee today, by id; nobody at the improvement board, which decides."""
        if to.person_id is not None:  # who holds no post any more is not there
            return [to.person_id] if any(to.person_id in held for held in self.held_by.values()) else []
        if to.post_id is not None:
            return list(self.held_by.get(to.post_id, ()))
        if to.board_id is not None:
            return self._of_board(to.board_id)
        return self._on(to.rung or "", action)

    def only_looks_on(self, to: Addressee, action: Action) -> bool:
        """Whether all who would answer for an addressee advise, review or observe, and are asked for nothing."""
        people = set(self.people(to, action))
        posts = [post for id, post in self.posts.items() if id == to.post_id or people & set(self.held_by.get(id, ()))]
        return bool(posts) and all(post.role in _OF_NO_BODY for post in posts)

    def above(
        self, rung: int, action: Action, without: Collection[int] = ()
    ) -> tuple[Addressee | None, list[Addressee]]:
        """The next rung above the one with this place (-1: from the bottom) where anybody is that is not in `without`;
        and those passed by, since nobody is there. None: there is none above.
        """
        empty: list[Addressee] = []
        for name, _ in self.rungs[rung + 1 :]:
            to = self.at(name, action)
            people = self.people(to, action)
            if (name == TOP and self.top_board) or set(people) - set(without):
                return to, empty
            if not people:
                empty.append(to)
        return None, empty

    def place_of(self, people: Collection[int], action: Action) -> int:
        """The place of the highest rung on which any of these people is for an action; -1 for none."""
        places = [at for at, (name, _) in enumerate(self.rungs) if set(people) & set(self._on(name, action))]
        return max(places, default=-1)

    def place(self, to: Addressee, action: Action) -> int:
        """The place of an addressee's rung; of one who is on none, that of the people who answer for it."""
        names = [name for name, _ in self.rungs]
        return names.index(to.rung) if to.rung in names else self.place_of(self.people(to, action), action)

    def named(self, session: Session, organisation_id: int, words: str, action: Action, day: date) -> Addressee | None:
        """Whom these words mean: a rung, a board by any name, a post by its title, or a person by name or address."""
        said = words.strip(" ,;:").casefold().removeprefix("the ")
        for name, _ in self.rungs:
            to = self.at(name, action)
            if said in (name, CALLED.get(name, name).casefold(), to.called.casefold()):
                return to
        if said in self.board_called:
            board = self.boards[self.board_called[said]]
            top = self.top_board
            on_top = top is not None and board.id == top.id and TOP in dict(self.rungs)
            return self.at(TOP, action) if on_top else Addressee(board.name, board_id=board.id)
        for post in self.posts.values():
            if said == post.title.casefold():
                return Addressee(post.title, post_id=post.post_id)
        for person, _ in people_in_post(session, organisation_id, day):
            if said in (person.email, person.name.casefold()):
                return Addressee(person.name, person_id=person.id)
        return Addressee(CALLED[said], said) if said in CALLED else _by_long_name(said)

    def _on(self, rung: str, action: Action) -> list[int]:
        if rung == SRO:
            return list(self.held_by.get(action.owner_post_id or 0, ()))
        if rung == TOP:
            return []
        if rung == CHAIR:
            return self._with_role(Role.CHAIR, action.board_id) if action.board_id else []
        if rung == DIRECTOR:
            return self._with_role(Role.DIRECTOR)
        board_id = self._board_of(rung)
        if board_id is not None:
            return self._of_board(board_id)
        post = self._post_of(rung)
        return list(self.held_by.get(post.post_id, ())) if post else []

    def _called(self, rung: str, action: Action) -> str:
        if rung == SRO:
            post = self.posts.get(action.owner_post_id or 0)
            return post.title if post else CALLED[SRO]
        if rung == CHAIR:
            board = self.boards.get(action.board_id or 0)
            return f"Chair of the {board.name}" if board else "Chair of the action’s board"
        if rung == DIRECTOR:
            titles = [post.title for post in self.posts.values() if post.role is Role.DIRECTOR]
            return titles[0] if len(titles) == 1 else "Director"
        if rung == TOP:
            return self.top_board.name if self.top_board else "Improvement Board"
        board_id, post = self._board_of(rung), self._post_of(rung)
        return self.boards[board_id].name if board_id else post.title if post else CALLED.get(rung, rung)

    def _board_of(self, rung: str) -> int | None:
        return self.board_called.get(rung) or self.board_called.get(CALLED.get(rung, rung).casefold())

    def _post_of(self, rung: str) -> HeldPost | None:
        names = (rung, CALLED.get(rung, rung).casefold())
        return next((post for post in self.posts.values() if post.title.casefold() in names), None)

    def _of_board(self, board_id: int) -> list[int]:
        """Who answers for a board: its chair, else its vice chair, else everybody who has a post on it."""
        for role in (Role.CHAIR, Role.VICE_CHAIR):
            if found := self._with_role(role, board_id):
                return found
        return self._held(
            post for post in self.posts.values() if post.board_id == board_id and post.role not in _OF_NO_BODY
        )

    def _with_role(self, role: Role, board_id: int | None = None) -> list[int]:
        return self._held(
            post
            for post in self.posts.values()
            if post.role is role and (board_id is None or post.board_id == board_id)
        )

    def _held(self, posts: Iterable[HeldPost]) -> list[int]:
        return sorted({person for post in posts for person in self.held_by.get(post.post_id, ())})


def _by_long_name(said: str) -> Addressee | None:
    return next((Addressee(called, rung) for rung, called in CALLED.items() if said == called.casefold()), None)
