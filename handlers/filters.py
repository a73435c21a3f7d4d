"""Reading filters: board, area, SRO, ref or rating in any order, as in `/brag workforce red` or `/brag 2.4 area:7`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlmodel import Session, col, select

from handlers.button_values import number_of
from handlers.errors import Mistake
from handlers.grammar import nearest, pair_of, ref_of
from handlers.requests import Asker
from models.boards.boards import Board, board_names
from models.people.people import Holding, Person, Post, Role
from models.plan.actions import Action, Area, Plan
from models.plan.ratings import Rating
from models.position.counting import Scope
from papers.wording import joined, shortened

RATINGS: Mapping[str, Rating] = {
    word: rating for rating in Rating for word in (rating.value, rating.value[0] if rating is not Rating.GREY else "gr")
} | {"reds": Rating.RED, "g": Rating.GREEN, "gray": Rating.GREY, "-": Rating.GREY}
"""The words and letters that mean a rating; G is Green."""


@dataclass(frozen=True)
class ReadScope:
    """A scope, and the words that say what it covers."""

    scope: Scope
    covers: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What is covered, for a heading: "Workforce Board, Red"; empty for everything."""
        return ", ".join(self.covers)


def read_scope(
    session: Session, plan: Plan, asker: Asker, words: Sequence[str], others: Sequence[str] = ()
) -> ReadScope:
    """The scope that `words` ask for. Raises `Mistake`, with what was understood, at the first word without meaning.

    `others` are words that are no filters, and may have been meant by one that is mistyped.
    """
    reader = _Reader(session, plan, asker, others)
    at = 0
    while at < len(words):
        at += reader.take(words, at)
    return reader.finish()


class _Reader:
    """Asks the record once for each kind of thing, however many words there are."""

    def __init__(self, session: Session, plan: Plan, asker: Asker, others: Sequence[str]) -> None:
        self.session, self.plan, self.asker = session, plan, asker
        self.others = others
        self.boards = board_names(session, plan.organisation_id)
        self.found: dict[str, set[object]] = {}
        self.covers: list[str] = []

    def take(self, words: Sequence[str], at: int) -> int:
        """Read the word at `at`, or the longest board name that starts there; gives how many words were used."""
        word = words[at]
        folded = word.casefold().strip(",;")
        if folded in RATINGS:
            return self._add("ratings", RATINGS[folded], RATINGS[folded].word)
        if ref := ref_of(word):
            return self._action(ref)
        if folded == "area" and at + 1 < len(words) and words[at + 1].isdecimal():
            self._area(words[at + 1])
            return 2
        for length in range(min(6, len(words) - at), 0, -1):
            name = " ".join(words[at : at + length]).casefold().strip(",;")
            if name in self.boards:
                self._board(self.boards[name])
                return length
        if pair := pair_of(word):
            return self._pair(*pair)
        if folded in ("mine", "my"):
            for post in self.asker.posts:
                self._add("owner_post_ids", post.post_id, post.title)
            return 1
        return self._somebody(word)

    def finish(self) -> ReadScope:
        """The scope of all words taken."""
        kinds = {name: frozenset(values) for name, values in self.found.items()}
        return ReadScope(Scope(**kinds), tuple(self.covers))  # type: ignore[arg-type]

    def _add(self, kind: str, value: object, covers: str) -> int:
        if value not in self.found.setdefault(kind, set()):
            self.found[kind].add(value)
            self.covers.append(covers)
        return 1

    def _board(self, board_id: int) -> None:
        self._add("board_ids", board_id, self._titles[board_id])

    def _action(self, ref: str) -> int:
        if ref not in self._refs:
            raise self._not_understood(f"The plan has no action {ref}.")
        return self._add("refs", ref, f"action {ref}")

    def _area(self, number: str) -> int:
        wanted = number_of(number)
        if wanted not in self._areas:
            raise self._not_understood(f"The plan has no area {shortened(number, 20)}.")
        return self._add("area_numbers", wanted, f"area {wanted}")

    def _pair(self, key: str, value: str) -> int:
        if key == "area" and value.isdecimal():
            return self._area(value)
        if key == "board":
            return self._named_board(value)
        if key in ("sro", "owner", "lead"):
            return self._somebody(value, boards=False)
        if key == "rating" and value.casefold() in RATINGS:
            rating = RATINGS[value.casefold()]
            return self._add("ratings", rating, rating.word)
        if key == "ref" and (ref := ref_of(value)):
            return self._action(ref)
        raise self._not_understood(f"I do not understand “{key}:{value}”.")

    def _named_board(self, word: str) -> int:
        matches = {board_id for name, board_id in self.boards.items() if word.casefold() in name}
        if not matches:
            raise self._not_understood(f"“{word}” is no board here.")
        if len(matches) > 1:
            raise self._not_understood(f"“{word}” could be {self._either(matches)}.")
        self._board(matches.pop())
        return 1

    def _somebody(self, word: str, boards: bool = True) -> int:
        """A word of a board's name, else of an SRO's post or e-mail; unclear words are not guessed at."""
        folded = word.casefold().strip(",;")
        if boards and len(folded) > 2:
            matches = {board_id for name, board_id in self.boards.items() if folded in name.split()}
            if len(matches) == 1:
                self._board(matches.pop())
                return 1
            if matches:
                raise self._not_understood(f"“{word}” could be {self._either(matches)}.")
        owners = self._owners
        named = {(post, title) for post, title, email in owners if folded in (title.casefold(), email)}
        named = named or {(post, title) for post, title, _ in owners if folded in title.casefold().split()}
        if len(named) == 1:
            post, title = named.pop()
            return self._add("owner_post_ids", post, title)
        known = [*self.others, *RATINGS, *self.boards, *(part for name in self.boards for part in name.split())]
        likely = nearest(folded, known)
        hint = f" Did you mean {' or '.join(likely)}?" if likely else ""
        if named:
            hint = f" It could be {', '.join(sorted(title for _, title in named))}."
        raise self._not_understood(f"I do not understand “{word}”.{hint}")

    def _either(self, board_ids: set[int]) -> str:
        return joined(sorted(self._titles[board_id] for board_id in board_ids), "or")

    @cached_property
    def _titles(self) -> dict[int | None, str]:
        found = select(Board.id, Board.name).where(Board.organisation_id == self.plan.organisation_id)
        return dict(self.session.exec(found).all())

    @cached_property
    def _refs(self) -> frozenset[str]:
        return frozenset(self.session.exec(select(Action.ref).where(Action.plan_id == self.plan.id)))

    @cached_property
    def _areas(self) -> frozenset[int | None]:
        return frozenset(self.session.exec(select(Area.number).where(Area.plan_id == self.plan.id)))

    @cached_property
    def _owners(self) -> Sequence[tuple[int | None, str, str | None]]:
        """Each SRO's post: its number, title, and the address of whoever holds it or has held it."""
        return self.session.exec(
            select(Post.id, Post.title, Person.email)
            .outerjoin(Holding, col(Holding.post_id) == Post.id)
            .outerjoin(Person, col(Person.id) == Holding.person_id)
            .where(Post.organisation_id == self.plan.organisation_id, Post.role == Role.SRO)
        ).all()

    def _not_understood(self, what: str) -> Mistake:
        return Mistake(what, understood=(*self.covers,), example="/brag workforce red")
