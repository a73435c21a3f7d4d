"""The registry: everything that can be asked for, each registered once where its function is written.

A verb is a plain function `(session, request) -> Answer` with its right, whether it writes, and its help. It is typed
after a command, or it is a button, a form, a file or a page; the dispatcher finds it here, asks for the right, and
opens the transaction. Help, the README's command table and the platforms' app manifests are generated from it. Where
verbs are found is in `commands`: each command is loaded when it is first asked for.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from importlib import import_module
from threading import RLock
from typing import Any, TypeVar, get_args, get_type_hints

from sqlmodel import Session

from handlers.access import Permission
from handlers.button_values import any_text
from handlers.cards import Actions, Answer, Button, Modal
from handlers.errors import Mistake
from handlers.fillers import asks, is_courtesy, is_filler, plain, without_thanks
from handlers.grammar import nearest, typed_again, words_of
from handlers.questions import Question
from handlers.refs import known_refs, leading_ref, ref_called, ref_of
from handlers.requests import Request
from models.plan.ratings import scale
from papers.wording import joined, shortened

H = TypeVar("H", bound=Callable[[Session, Request], Any])

Usage = tuple[str, str]
"""A line of help: what to type, and what it does."""

UNKNOWN = "unknown"
"""The name of a verb that there is none of: it answers with a mistake."""

HELP = "/help"
"""What people type for help. It is no command of its own: a workspace has that one already."""

LEADING = 12
"""So many words of courtesy stand before a verb at most."""

MOST_NAMED = 12
"""So many verbs are named to whoever types one that there is none of; of more, the nearest, and the way to help."""

SHOWING = ("show", "list")
"""Verbs that are fillers before another verb or a ref: "show the status"."""

OLD_BUTTON = "That button is from an older version of the bot and does nothing any more."


class Way(Enum):
    """How a verb is asked for."""

    TYPED = auto()
    """As words after a command; a button may carry the same words."""
    BUTTON = auto()
    FORM = auto()
    FILE = auto()
    PAGE = auto()


class Unsaid(Enum):
    """What stands after a command whose verb is not typed: the verb that registers it is then meant."""

    NOTHING = auto()
    A_REF = auto()
    """The ref of an action, and no more words."""
    A_REF_AND_WORDS = auto()
    WORDS = auto()


@dataclass(frozen=True)
class Verb:
    """One thing that can be asked for. `name` is what buttons, forms and logs call it: `pack.compile`.

    `takes` says which texts can be its own where nobody types them; `bare` that no more words belong to it, `of_a_ref`
    that it is about an action, whose ref stands before it or after it, `prose` that what is typed after it is kept as
    typed, to its last word. `prepare` is what can be done before the record
    is locked: it runs in a reading transaction, and what it gives is in the request. An answer that writes nothing is
    kept until the next event; not a `fresh` one, of which more changes than the log of changes has.
    """

    name: str
    handler: Callable[[Session, Request], Any]
    right: Permission
    writes: bool
    way: Way
    usage: tuple[Usage, ...] = ()
    takes: Callable[[str], bool] = any_text
    bare: bool = False
    of_a_ref: bool = False
    prose: bool = False
    fresh: bool = False
    prepare: Callable[[Session, Request], Any] | None = None

    @property
    def may_open_form(self) -> bool:
        """Whether it may be answered by a form, as its handler says of what it gives."""
        given = get_type_hints(self.handler)["return"]
        return Modal in (get_args(given) or (given,))


@dataclass(frozen=True)
class Flag:
    """A word that changes how an answer is given, with a right of its own: `/brag moves share`."""

    usage: Usage
    right: Permission


@dataclass(frozen=True)
class FoundVerb:
    """The verb that was found, the text that is left for it, the flags that were typed, and what to tell besides."""

    verb: Verb
    text: str
    flags: Mapping[str, Flag] = field(default_factory=dict)
    told: str = ""


class Command:
    """A slash command and its verbs. Where they may stand `anywhere`, all other words are for the one that is typed."""

    def __init__(self, registry: "Registry", name: str, summary: str, anywhere: bool) -> None:
        self.name, self.summary = name, summary
        self._registry, self._anywhere = registry, anywhere
        self._verbs: list[Verb] = []
        self._typed: dict[str, list[Verb]] = {}
        self._unsaid: dict[Unsaid, Verb] = {}
        self._flags: dict[str, Flag] = {}

    @property
    def words(self) -> tuple[str, ...]:
        """The words of its verbs and flags."""
        return (*self._typed, *self._flags)

    @property
    def usage(self) -> tuple[Usage, ...]:
        """The lines of its help, the commonest first."""
        return tuple(line for line, _ in self.lines)

    @property
    def lines(self) -> tuple[tuple[Usage, Permission], ...]:
        """The lines of its help, in the order in which they are registered, each with the right that it needs."""
        first = self._unsaid.get(Unsaid.NOTHING)
        lines = [(line, verb.right) for verb in sorted(self._verbs, key=first.__ne__) for line in verb.usage]
        lines += [(flag.usage, flag.right) for flag in self._flags.values()]
        refs = known_refs()
        told = [
            ((refs.in_example(scale().in_words(typed)), scale().in_words(what)), right)
            for (typed, what), right in lines
        ]
        return tuple(each for each in told if scale().rates_impact or "impact" not in each[0][1])

    def verb(
        self,
        typed: str,
        *usage: Usage,
        right: Permission,
        writes: bool = False,
        name: str = "",
        unsaid: tuple[Unsaid, ...] = (),
        also: tuple[str, ...] = (),
        asked: tuple[str, ...] = (),
        bare: bool = False,
        of_a_ref: bool = False,
        prose: bool = False,
        fresh: bool = False,
        takes: Callable[[str], bool] = any_text,
        prepare: Callable[[Session, Request], Any] | None = None,
    ) -> Callable[[H], H]:
        """Register what is typed after the command, in one word or two, or `also` in others; `asked` are the words by
        which people ask for it in a sentence (`Question`).

        The request's text is what follows; of what is typed after a ref (`of_a_ref`), that ref comes first in it. The
        same word may be that of two verbs, of which the one that is `bare` is meant when nothing follows.
        """

        def register(handler: H) -> H:
            whole = f"{self.name[1:]}.{name or typed.replace(' ', '_')}"
            verb = Verb(whole, handler, right, writes, Way.TYPED, usage, takes, bare, of_a_ref, prose, fresh, prepare)
            self._registry.add(verb)
            if asked:
                silent = Unsaid.NOTHING in unsaid or Unsaid.A_REF in unsaid
                question = Question.of(asked, self.name, "" if silent else typed, bare=bare, changes_plan=of_a_ref)
                self._registry.ask(verb, question)
            self._verbs.append(verb)
            for each in (typed, *also):
                self._typed.setdefault(each, []).append(verb)
            self._unsaid |= dict.fromkeys(unsaid, verb)
            return handler

        return register

    def button(
        self,
        name: str,
        *,
        right: Permission,
        writes: bool = False,
        takes: Callable[[str], bool] = any_text,
        prepare: Callable[[Session, Request], Any] | None = None,
    ) -> Callable[[H], H]:
        """Register what only a button or a choice asks for; the request's text is its value, one that it `takes`."""
        return self._registry.button(
            f"{self.name[1:]}.{name}", right=right, writes=writes, takes=takes, prepare=prepare
        )

    def form(self, name: str, *, right: Permission, takes: Callable[[str], bool] = any_text) -> Callable[[H], H]:
        """Register what a submitted form asks for; the request's text is its state, its values are the answers."""
        return self._registry.form(f"{self.name[1:]}.{name}", right=right, takes=takes)

    def put_in_order(self, place: Callable[[Verb], int]) -> None:
        """List the verbs by their `place`, those of one place as they were registered."""
        self._verbs = sorted(self._verbs, key=place)
        typed = {word: sorted(verbs, key=place) for word, verbs in self._typed.items()}
        self._typed = dict(sorted(typed.items(), key=lambda each: place(each[1][0])))

    def place(self, place: Callable[[Verb], int]) -> int:
        """That of its first verb."""
        return min(map(place, self._verbs), default=0)

    def flag(self, word: str, what: str, *, right: Permission) -> None:
        """Let a word stand anywhere that is in the request's `flags`."""
        self._flags[word] = Flag((f"{self.name} {word}", what), right)

    def find(self, text: str) -> FoundVerb:
        """The verb that the words after the command ask for; one that answers with a `Mistake` if there is none."""
        plainly = without_thanks(text)
        plainly = plainly if self._anywhere else self._begun(plainly, is_filler)
        words = plainly.split()
        wants_help = bool(words) and words[0].casefold() in ("help", "?") and words[0].casefold() not in self._typed
        if wants_help and (helps := self._registry.help_with(self.name)):
            return replace(helps, told=_is_a_ref_too(words[:1]))
        if self._anywhere:
            return self._among(words_of(plainly))
        found = self._in_front(plainly)
        return self._in_front(self._begun(text, is_courtesy)) if found.verb.prose else found

    def begins(self, text: str) -> bool:
        """Whether a text begins with a verb or a ref."""
        first = [plain(word) for word in text.split(maxsplit=2)[:2]]
        return bool(first) and (first[0] in self._typed or " ".join(first) in self._typed or bool(leading_ref(text)))

    def _begun(self, text: str, passed_over: Callable[[str], bool]) -> str:
        """A text from its first verb or ref on, if all words before it are passed over; else as it is."""
        words = text.split(maxsplit=LEADING)
        for at, word in enumerate(words[:LEADING]):
            rest = _after(text, at)
            if plain(word) in SHOWING:
                later = self._begun(_after(text, at + 1), passed_over)
                rest = later if self.begins(later) else rest
            if self.begins(rest) or plain(word) == "help":
                return rest
            if not passed_over(word):
                return text
        return text if len(words) > LEADING else ""

    def _among(self, words: list[str]) -> FoundVerb:
        folded = {word: plain(word) for word in words}
        only_help = "help" in folded.values() and all(
            is_filler(word) or each == "help" for word, each in folded.items()
        )
        if only_help and (helps := self._registry.help_with(self.name)):
            return helps
        flags = {each: self._flags[each] for each in folded.values() if each in self._flags}
        typed = [word for word in words if folded[word] in self._typed]
        rest = typed_again([word for word in words if folded[word] not in (*flags, *self._typed)])
        views = {verb.name: verb for word in typed for verb in self._typed[folded[word]]}
        if len(views) > 1:
            example = f"{self.name} {folded[typed[0]]} {rest}".strip()
            understood = sorted({folded[word] for word in typed})
            return answered_by(Mistake("One view at a time, please.", understood=(*understood,), example=example))
        verb = next(iter(views.values()), self._unsaid[Unsaid.NOTHING])
        return FoundVerb(verb, rest, flags, _is_a_ref_too([*flags, *(folded[word] for word in typed)]))

    def _in_front(self, text: str) -> FoundVerb:
        words = text.split()
        lower = [plain(word) for word in words]
        about = leading_ref(text)
        ref, rest = about or ("", text)
        if about and len(words) - len(rest.split()) > 1:  # a ref of several words
            text = f"{typed_again([ref])} {rest}".strip()
        after = [plain(word) for word in rest.split(maxsplit=2)[:2]] if about else []
        for length in (2, 1):
            if verbs := self._typed.get(" ".join(lower[:length])):
                found = self._one_of(verbs, _without_courtesy(_after(text, length)))
                return self._or_of_a_ref(found, " ".join(lower[:length]), _after(text, length))
            of_ref = self._typed.get(" ".join(after[:length]), ())
            if any(verb.of_a_ref for verb in of_ref):
                return self._one_of([*of_ref], f"{typed_again([ref])} {_after(rest, length)}".strip())
        kind = Unsaid.WORDS
        if not words:
            kind = Unsaid.NOTHING
        elif about:
            kind = Unsaid.A_REF_AND_WORDS if rest else Unsaid.A_REF
        meant = self._unsaid.get(kind)
        return FoundVerb(meant, text) if meant else self._unknown(words)

    def _one_of(self, verbs: list[Verb], text: str) -> FoundVerb:
        """That of one or two verbs with the same word for which what follows is right."""
        more = words_of(text)[verbs[0].of_a_ref :]
        bare = next((verb for verb in verbs if verb.bare), None)
        worded = next((verb for verb in verbs if not verb.bare), None)
        if bare and (not more or worded is None):
            return FoundVerb(bare, text) if not more else _no_more_words(self.name, bare, " ".join(more))
        assert worded
        return FoundVerb(worded, text)

    def _or_of_a_ref(self, found: FoundVerb, word: str, more: str) -> FoundVerb:
        """A verb whose word is a ref, too: it says so, and where it writes or takes no more words it is asked first."""
        also = _is_a_ref_too([word]) if Unsaid.A_REF in self._unsaid else ""
        if not also:
            return found
        typed = f"{self.name} {word}"
        example = f"{self.name} #{word} {more}".strip()
        if found.verb not in self._verbs:
            return answered_by(Mistake(f"{also} “{typed}” takes no more words.", example=example))
        if found.verb.writes:
            said = f"{also} “{typed}” does something else, and nothing was done yet. Which do you mean?"
            opens_form = found.verb.may_open_form
            press = Actions((Button(typed, found.verb.name, found.text, opens_form=opens_form),))
            return answered_by(Mistake(said, example=example, next_step=(press,)))
        return replace(found, told=also)

    def _unknown(self, words: Sequence[str]) -> FoundVerb:
        word = words[0] if words else ""
        likely = nearest(word, self._typed)
        if two := nearest(" ".join(words[:2]), [each for each in self._typed if " " in each], likeness=0.8):
            likely, word = two, " ".join(words[:2])
        meant = [f"{self.name} {each}" for each in likely]
        hint = f" Did you mean {joined(meant, 'or')}?" if likely else ""
        if ref_of(word):
            hint = f" An update is given with “/update {ref_of(word)}”."
        by_verb: dict[str, str] = {}
        for typed, verbs in self._typed.items():
            for each in verbs:
                if each.usage:
                    by_verb.setdefault(each.name, f"{self.name} {typed}")
        known = list(dict.fromkeys(by_verb.values()))
        if len(known) > MOST_NAMED:
            hint += f" “{self.name} help” lists all that there is."
            known = meant[:1] or known[:MOST_NAMED]
        return answered_by(Mistake(f"I do not know “{word}” here.{hint}", example=joined(known, "or")))


class Registry:
    """What people can ask for: commands by name (`/brag`), and every verb by its own (`brag.moves`)."""

    def __init__(self) -> None:
        self._commands: dict[str, Command] = {}
        self._verbs: dict[str, Verb] = {}
        self._questions: list[tuple[Verb, Question]] = []
        self._modules_of: Callable[[str], Sequence[str] | None] = lambda _: ()
        self._loaded: set[str] = set()
        self._loading = RLock()

    def load_from(self, modules_of: Callable[[str], Sequence[str] | None]) -> None:
        """Load verbs when they are first asked for, from the modules that there are for the beginning of their names:
        of the empty one all, None where only all will do.
        """
        self._modules_of = modules_of

    @property
    def commands(self) -> dict[str, Command]:
        """All of them, by name."""
        self._load("")
        return self._commands

    @property
    def verbs(self) -> dict[str, Verb]:
        """Those of all commands, and those of none, by name."""
        self._load("")
        return self._verbs

    @property
    def questions(self) -> list[Question]:
        """By which all verbs are asked for in a sentence."""
        self._load("")
        return [question for _, question in self._questions]

    def command_named(self, name: str) -> Command | None:
        """One command, for which no other is loaded."""
        self._load(name[1:])
        return self._commands.get(name)

    def has_command(self, name: str) -> bool:
        """Whether there is a command of that name, help among them."""
        return name == HELP or self.command_named(name) is not None

    def verb_named(self, name: str) -> Verb | None:
        """One verb, for which no other command than its own is loaded."""
        self._load(name.partition(".")[0])
        return self._verbs.get(name)

    def ask(self, verb: Verb, question: Question) -> None:
        """Take in how a verb is asked for in a sentence."""
        self._questions.append((verb, question))

    def _load(self, beginning: str) -> None:
        """Have what verbs begin with registered, in the order of the modules, whichever others were loaded before."""
        if beginning in self._loaded or "" in self._loaded:
            return
        with self._loading:
            modules = self._modules_of(beginning)
            if modules is None:
                beginning, modules = "", self._modules_of("") or ()
            for module in modules:
                import_module(module)
            places = {module: at for at, module in enumerate(modules)}

            def place(verb: Verb) -> int:
                return places.get(verb.handler.__module__, len(places))

            for command in self._commands.values():
                if beginning in ("", command.name[1:]):
                    command.put_in_order(place)
            if not beginning:
                self._commands = dict(sorted(self._commands.items(), key=lambda each: each[1].place(place)))
                self._verbs = dict(sorted(self._verbs.items(), key=lambda each: place(each[1])))
                self._questions = sorted(self._questions, key=lambda each: place(each[0]))
            self._loaded.add(beginning)

    def command(self, name: str, summary: str, *, anywhere: bool = False) -> Command:
        """A new command, to register verbs with."""
        self._commands[name] = Command(self, name, summary, anywhere)
        return self._commands[name]

    def button(
        self,
        name: str,
        *,
        right: Permission,
        writes: bool = False,
        takes: Callable[[str], bool] = any_text,
        fresh: bool = False,
        prepare: Callable[[Session, Request], Any] | None = None,
    ) -> Callable[[H], H]:
        """Register a button that belongs to no command."""
        return self._register(Way.BUTTON, name, right, writes, takes=takes, fresh=fresh, prepare=prepare)

    def form(
        self,
        name: str,
        *,
        right: Permission,
        takes: Callable[[str], bool] = any_text,
        prepare: Callable[[Session, Request], Any] | None = None,
    ) -> Callable[[H], H]:
        """Register a form that belongs to no command."""
        return self._register(Way.FORM, name, right, True, takes=takes, prepare=prepare)

    def file(
        self,
        name: str,
        *,
        right: Permission,
        writes: bool = True,
        takes: Callable[[str], bool] = any_text,
        prepare: Callable[[Session, Request], Any] | None = None,
    ) -> Callable[[H], H]:
        """Register what a file asks for that is sent to the bot: its name is the request's text, by which the verb
        `takes` it before one that takes any.
        """
        return self._register(Way.FILE, name, right, writes, takes=takes, prepare=prepare, fresh=True)

    def page(self, name: str, *, right: Permission) -> Callable[[H], H]:
        """Register what a page shows: any value, of which a template makes the page."""
        return self._register(Way.PAGE, name, right, False)

    def add(self, verb: Verb) -> None:
        """Take in a verb; a name is given once."""
        if verb.name in self._verbs:
            raise ValueError(f"{verb.name} is registered twice")
        self._verbs[verb.name] = verb

    def typed(self, command: str, text: str) -> FoundVerb:
        """What a command and the words after it ask for."""
        found = self.command_named(command)
        if found and asks(text) and not found.begins(text) and (asked := self.question(text, at_least=2)):
            command, text = asked
            found = self.commands[command]
        if found:
            return found.find(text)
        if command == HELP and (helps := self.help_with(text)):
            return helps
        likely = nearest(command, self.commands)
        hint = f" Did you mean {joined(likely, 'or')}?" if likely else ""
        known = joined(sorted(self.commands), "or")
        return answered_by(Mistake(f"There is no command {command}.{hint}", example=known))

    def question(self, text: str, at_least: int = 1) -> tuple[str, str] | None:
        """The command that a sentence asks for and the words after it, by the most of its own words, and of
        two by that with fewer; None if by fewer than `at_least`, or if it tells something.
        """
        found = [(*matched, each) for each in self.questions if (matched := each.match(text))]
        own, typed, best = max(found, key=lambda one: (one[0], -len(one[2].known)), default=(0, "", None))
        return (best.command, typed) if best and own >= at_least else None

    def help_with(self, commands: str) -> FoundVerb | None:
        """Help with the commands that are named, or with all; None where nothing registers help."""
        helps = self.verb_named("secretariat.help")
        return FoundVerb(helps, commands) if helps else None

    def pressed(self, name: str, value: str) -> FoundVerb:
        """What a button asks for: a verb by its name with a value, or a command by its name with the words after it."""
        if command := self.command_named(f"/{name}"):
            return command.find(value)
        return self._by_name(name, value, Way.TYPED, Way.BUTTON)

    def submitted(self, name: str, state: str) -> FoundVerb:
        """What a form asks for."""
        return self._by_name(name, state, Way.FORM)

    def sent(self, name: str) -> FoundVerb:
        """What a file with a name asks for."""
        taking = [verb for verb in self.verbs.values() if verb.way is Way.FILE and verb.takes(name)]
        return FoundVerb(min(taking, key=lambda verb: verb.takes is any_text), name)

    def _by_name(self, name: str, text: str, *ways: Way) -> FoundVerb:
        verb = self.verb_named(name)
        if verb is None or verb.way not in ways or not verb.takes(text):
            return answered_by(Mistake(OLD_BUTTON, example="/secretariat help"), verb)
        return FoundVerb(verb, text)

    def _register(self, way: Way, name: str, right: Permission, writes: bool, **more: Any) -> Callable[[H], H]:
        def register(handler: H) -> H:
            self.add(Verb(name, handler, right, writes, way, **more))
            return handler

        return register


def answered_by(mistake: Mistake, instead_of: Verb | None = None) -> FoundVerb:
    """What is answered with a mistake, to whoever may ask for anything at all, or for what it stands `instead_of`."""

    def wrong(_session: Session, _request: Request) -> Answer:
        raise mistake

    verb = Verb(UNKNOWN, wrong, Permission.READ, False, Way.TYPED)
    return FoundVerb(replace(verb, name=instead_of.name, right=instead_of.right) if instead_of else verb, "")


def _no_more_words(command: str, verb: Verb, more: str) -> FoundVerb:
    typed = known_refs().in_example(scale().in_words(verb.usage[0][0])) if verb.usage else command
    said = f"“{typed}” takes no more words: I do not know what “{shortened(more, 80)}” is to mean here."
    return answered_by(Mistake(said, example=typed), verb)


def _is_a_ref_too(words: Iterable[str]) -> str:
    """That words of a command are the refs of actions as well; empty where none is."""
    refs = [ref for word in words if (ref := ref_called(word))]
    return " ".join(f"“{ref}” is an action of this plan, too: “#{ref}” is the action." for ref in refs)


def _without_courtesy(text: str) -> str:
    """What follows a verb, without "me" and "please" before it: "show me 2.4"."""
    first = text.split(maxsplit=1)[:1]
    return _without_courtesy(_after(text, 1)) if first and plain(first[0]) in ("me", "us", "please") else text


def _after(text: str, words: int) -> str:
    """What follows after so many words, as it was typed."""
    rest = text.split(maxsplit=words)
    return rest[words] if len(rest) > words else ""


registry = Registry()
"""The one registry, which `handlers.commands` tells where the verbs are."""
