"""Reading filters: board, area, SRO, ref or rating in any order, as in `/brag workforce red` or `/brag 2.4 area:7`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from sqlmodel import Session

from handlers.button_values import number_of
from handlers.days import begins_day, begins_month, read_day
from handlers.errors import Mistake, NotUnderstood
from handlers.fillers import is_filler, plain
from handlers.grammar import nearest, pair_of, typed_again
from handlers.rating_spellings import COLOURS_OF_RATINGS, rating_filters, whole_ratings
from handlers.refs import known_refs, no_such_action, ref_of, refs_in
from handlers.requests import Asker
from models.boards.boards import board_names, boards_of
from models.people.people import Role, posts_with_addresses
from models.plan.actions import Area, Plan, areas_of, refs_of
from models.plan.ratings import RatingClass, scale
from models.position.counting import Scope
from papers.wording import day, joined, shortened


@dataclass(frozen=True)
class LastBoard:
    """The board before the one that is coming, whichever it is."""


@dataclass(frozen=True)
class Month:
    """The board that met in a month, the last one of that name where no year is said."""

    first: date

    @property
    def words(self) -> str:
        """`April 2023`."""
        return f"{self.first:%B %Y}"


@dataclass(frozen=True)
class ReadScope:
    """A scope, and the words that say what it covers.

    `boards` are the earlier ones that are asked about, each by its local day or its month; none for the position as it
    stands, and more than one only where they are compared.
    `typed` are the words that were of use without those that name a board.
    """

    scope: Scope
    covers: tuple[str, ...] = ()
    boards: tuple[date | Month | LastBoard, ...] = ()
    typed: str = ""

    @property
    def title(self) -> str:
        """What is covered, for a heading: "Workforce Board, Red"; empty for everything."""
        return ", ".join(self.covers)


def read_scope(
    session: Session,
    plan: Plan,
    asker: Asker,
    words: Sequence[str],
    others: Sequence[str] = (),
    spoken: date | None = None,
    compared: bool = False,
) -> ReadScope:
    """The scope that `words` ask for. Raises `Mistake`, with what was understood, at the first word without meaning.

    `others` are words that are no filters, and may have been meant by one that is mistyped. With `spoken`, which is
    today's local date, fillers are passed over, and the words may name an earlier board; several, if `compared`.
    """
    reader = _Reader(session, plan, asker, others, spoken, compared)
    words = whole_ratings(words, rating_filters())
    if spoken:
        words = [reader.without_possessive(each) for each in (word.rstrip("?!") for word in words) if each]
    at = 0
    while at < len(words):
        at += reader.take(words, at)
    return reader.finish()


def filter_of(area: Area) -> str:
    """What is typed to see the actions of an area."""
    return f"area {area.number}" if area.number is not None else typed_again([f"area:{area.title}"])


BOARDS = ("board", "boards", "meeting", "board's", "boards'")
_LAST = ("last", "previous", "earlier", "preceding")
_NEXT = ("next", "coming", "upcoming", "this", "current", "today's")


class _Reader:
    """Asks the record once for each kind of thing, however many words there are."""

    def __init__(
        self,
        session: Session,
        plan: Plan,
        asker: Asker,
        others: Sequence[str],
        spoken: date | None,
        compared: bool,
    ) -> None:
        self.session, self.plan, self.asker = session, plan, asker
        self.others, self.spoken, self.compared = others, spoken, compared
        self.of_boards: list[date | Month | LastBoard] = []
        self.typed: list[str] = []
        self.found: dict[str, set[object]] = {}
        self.covers: list[str] = []

    @cached_property
    def boards(self) -> dict[str, int]:
        """Every name of a board, case-folded, to its id."""
        return board_names(self.session, self.plan.organisation_id)

    def without_possessive(self, word: str) -> str:
        """`HSCP's` as `HSCP`, where no name here has the word as it is."""
        bare = re.sub(r"['’]s$", "", word, flags=re.IGNORECASE)
        if bare == word:
            return word
        names = [*self.boards, *(title.casefold() for _, title, _ in self._owners)]
        return word if any(word.casefold() in name.split() for name in names) else bare

    def take(self, words: Sequence[str], at: int) -> int:
        """Read the word at `at`, or as many as belong together; gives how many words were used."""
        used = self._said(words, at) if self.spoken else 0
        if not used:
            used = self._filter(words, at)
            self.typed += words[at : at + used]
        return used

    def _said(self, words: Sequence[str], at: int) -> int:
        """Read what people say and nothing is filtered by: an earlier board, or fillers. None of these: 0."""
        if used := self._earlier_board(words, at):
            return used
        asks_nothing = is_filler(words[at]) and not self._names_something(words, at)
        ratings = rating_filters()
        if plain(words[at]) in ratings:  # "a" is an article in a sentence, by itself the letter of a rating
            asks_nothing = asks_nothing and any(is_filler(each) for each in words if plain(each) not in ratings)
        return int(asks_nothing)

    def _earlier_board(self, words: Sequence[str], at: int) -> int:
        following = [plain(each) for each in words[at : at + 3]]
        if following[0] in _NEXT and following[1:2] and following[1] in BOARDS:  # whose position is shown anyway
            return 2
        if following[0] in _LAST and following[1:2] and following[1] in (*BOARDS, "time"):
            return self._of_board(LastBoard(), 2)
        if following[:3] == ["board", "before", "last"]:
            raise self._not_understood("Which board do you mean? I need its day.", "/brag 26 April 2023")
        if following[0] in BOARDS and following[1:2] in (["of"], ["on"], ["in"], ["from"]) and words[at + 2 :]:
            used = self._earlier_board(words, at + 2)
            return used and used + 2
        if self.spoken and (month := begins_month(words[at:], self.spoken)):
            first, used = month
            return self._of_board(Month(first), used + self._board_follows(words, at + used))
        is_ref = ref_of(words[at]) and not words[at].isdecimal()  # 26 April is a day, whatever action 26 is
        if not self.spoken or is_ref or not begins_day(words[at:]):
            return 0
        try:  # a day without a year is the last one that there was
            on, rest = read_day(list(words[at:]), self.spoken - timedelta(days=364), "/brag 26 April 2023")
        except Mistake as unreadable:
            raise self._not_understood(unreadable.what, unreadable.example) from None
        used = len(words) - at - len(rest)
        return self._of_board(on, used + self._board_follows(words, at + used))

    def _board_follows(self, words: Sequence[str], at: int) -> bool:
        """Whether the word after a day or a month is but that for a board: `April's board`."""
        return plain(" ".join(words[at : at + 1])) in BOARDS and not self._names_something(words, at)

    def _of_board(self, board: date | Month | LastBoard, used: int) -> int:
        if self.of_boards and board not in self.of_boards and not self.compared:
            raise self._not_understood("One board at a time, please.", "/brag last board")
        self.of_boards.append(board)
        return used

    def _names_something(self, words: Sequence[str], at: int) -> bool:
        """Whether a filler is part of what has a name: the first word of a board's, say."""
        return any(" ".join(words[at : at + length]).casefold() in self.boards for length in range(1, 7))

    def _filter(self, words: Sequence[str], at: int) -> int:
        word = words[at]
        folded = word.casefold().strip(",;")
        if folded in rating_filters():
            return self._rated(folded)
        if refs := refs_in(word):
            for ref in refs:
                self._action(ref)
            return 1
        if folded == "area" and at + 1 < len(words):
            return 1 + self._area_among(words[at + 1 : at + 7])
        for length in range(min(6, len(words) - at), 0, -1):
            name = " ".join(words[at : at + length]).casefold().strip(",;")
            if name.endswith(" sro") and (posts := self._titled(name)):
                self._add("owner_post_ids", *posts.pop())
                return length
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
        scope = Scope(**kinds)  # type: ignore[arg-type]
        return ReadScope(scope, tuple(self.covers), tuple(dict.fromkeys(self.of_boards)), typed_again(self.typed))

    def _add(self, kind: str, value: object, covers: str) -> int:
        if value not in self.found.setdefault(kind, set()):
            self.found[kind].add(value)
            self.covers.append(covers)
        return 1

    def _rated(self, word: str) -> int:
        for rating in scale().ratings:
            if rating in rating_filters()[word]:
                self._add("ratings", rating, rating.word)
        return 1

    def _board(self, board_id: int) -> None:
        self._add("board_ids", board_id, self._titles[board_id])

    def _action(self, ref: str) -> int:
        if ref not in self._refs:
            raise self._not_understood(no_such_action(ref))
        return self._add("refs", ref, f"action {ref}")

    def _area_among(self, words: Sequence[str]) -> int:
        """The area whose number, or a part of whose title, the words begin with; gives how many of them."""
        for length in range(len(words), 1, -1):
            if len(self._titled_areas(" ".join(words[:length]))) == 1:
                self._area(" ".join(words[:length]))
                return length
        return self._area(words[0])

    def _area(self, name: str) -> int:
        """The area with this number, or with this in its title."""
        wanted = self._areas.get(str(number_of(name)) if name.isdecimal() else name.casefold())
        titled = [] if name.isdecimal() else self._titled_areas(name)
        if wanted is None and len(titled) == 1:
            wanted = titled[0]
        if wanted is None:
            could = f"It could be {joined([f'“{area.title}”' for area in titled], 'or')}."
            raise self._not_understood(f"The plan has no area {shortened(name, 20)}. {could if titled else ''}".strip())
        return self._add("area_ids", wanted.id, wanted.name)

    def _titled_areas(self, words: str) -> list[Area]:
        """The areas that have these words in their titles, whole ones and side by side."""
        within = re.compile(rf"(?<!\w){re.escape(words.casefold())}(?!\w)")
        return [area for area in self._areas.values() if within.search(area.title.casefold())]

    def _pair(self, key: str, value: str) -> int:
        if key == "area":
            return self._area(value)
        if key == "board":
            return self._named_board(value)
        if key in ("sro", "owner", "lead"):
            return self._somebody(value, boards=False)
        if key == "rating" and value.casefold() in rating_filters():
            return self._rated(value.casefold())
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
        named = self._titled(folded)
        named = named or {(post, title) for post, title, _ in owners if folded in title.casefold().split()}
        if len(named) == 1:
            post, title = named.pop()
            return self._add("owner_post_ids", post, title)
        unnumbered = [area for area in self._titled_areas(folded) if area.number is None]
        if not named and len(folded) > 2 and len(unnumbered) == 1:
            return self._add("area_ids", unnumbered[0].id, unnumbered[0].name)
        known = [
            *self.others,
            *rating_filters(),
            *self.boards,
            *(part for name in self.boards for part in name.split()),
        ]
        likely = nearest(folded, known)
        hint = f" Did you mean {' or '.join(likely)}?" if likely else ""
        if word.isdecimal() and str(number_of(word)) in self._areas:
            hint = f" Did you mean area {number_of(word)}?"
        if folded.removesuffix("s") in COLOURS_OF_RATINGS:
            hint = f" {scale().given_said}"
        if folded.rstrip("s") in ("due", "deadline"):
            hint = " “/brag overdue” lists what has passed its deadline, and “/return” what you owe."
        if named:
            hint = f" It could be {', '.join(sorted(title for _, title in named))}."
        if word.isdecimal() and known_refs().numbers:
            raise self._not_understood(no_such_action(word))
        raise self._not_understood(f"I do not understand “{word}”.{hint}")

    def _titled(self, name: str) -> set[tuple[int | None, str]]:
        """The SROs' posts with this title, or held by who has this address; in lower case."""
        return {(post, title) for post, title, email in self._owners if name in (title.casefold(), email)}

    def _either(self, board_ids: set[int]) -> str:
        return joined(sorted(self._titles[board_id] for board_id in board_ids), "or")

    @cached_property
    def _titles(self) -> dict[int | None, str]:
        return {board.id: board.name for board in boards_of(self.session, self.plan.organisation_id)}

    @cached_property
    def _refs(self) -> frozenset[str]:
        return refs_of(self.session, self.plan.id)

    @cached_property
    def _areas(self) -> Mapping[str, Area]:
        """The plan's areas by number, and those without one by title; in lower case."""
        areas = areas_of(self.session, self.plan.id)
        return {(area.title if area.number is None else str(area.number)).casefold(): area for area in areas}

    @cached_property
    def _owners(self) -> Sequence[tuple[int | None, str, str | None]]:
        """Each SRO's post: its number, title, and the address of whoever holds it or has held it."""
        return posts_with_addresses(self.session, self.plan.organisation_id, Role.SRO)

    def _not_understood(self, what: str, example: str = "") -> Mistake:
        boards = (
            "the last board"
            if isinstance(each, LastBoard)
            else f"the board of {each.words if isinstance(each, Month) else day(each)}"
            for each in self.of_boards
        )
        example = example or f"/brag workforce {scale().typed(RatingClass.OFF_TRACK)}"
        return NotUnderstood(what, understood=(*self.covers, *boards), example=example)
