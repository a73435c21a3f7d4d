"""Free text: a direct message, or a reply in a thread. Decides which command it is, and says when it is none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from handlers.access import Permission
from handlers.action_verb_words import action_verb_in
from handlers.brag.sentences import COMPARING, DIRECTIONS
from handlers.cards import Card, Listing, Text
from handlers.days import begins_time
from handlers.fillers import asks, is_courtesy, is_filler, plain, without_thanks
from handlers.filters import BOARDS
from handlers.grammar import first_word, nearest
from handlers.help_lines import meant_perhaps
from handlers.plan_change_words import asked_first
from handlers.rating_spellings import rating_filters, rating_names, whole_ratings
from handlers.refs import known_refs, leading_ref, ref_of
from handlers.registry import UNKNOWN, registry
from handlers.requests import Request
from handlers.update.line import begun, change_of_plan
from handlers.update.taking_back_words import asks_to_take_back
from models.plan.ratings import RatingClass, scale
from papers.wording import joined

NOT_UNDERSTOOD = "not_understood"

TELLING = 6
"""Words of a question that are no fillers; with more of them somebody tells something, and asks for nothing."""

_REST = "(?:all(?: the rest)?|the rest|everything(?: else)?)"
_NO_CHANGE_FOR_THE_REST = re.compile(
    rf"(?:{_REST}[\s:,]+(?:no change|unchanged)|no change for {_REST})[\s.!]*", re.IGNORECASE
)


_OF_A_PROPOSAL = re.compile(
    r"(?:please\s+)?(?:take\s+back|undo|withdraw|remove|cancel|delete)\s+(?:(?:the|my)\s+)?(?:proposal\s+)?(p\d{1,6})"
    r"[\s.!]*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Understood:
    """The command and its words. `implied` is the ref that the message did not name, but the thread it is in.

    `question`: it is put in a sentence. `lost`: it is no command, and no question that can be answered.
    """

    command: str
    text: str
    implied: str | None = None
    question: bool = False
    lost: bool = False


def understand(text: str, about: tuple[str, ...], addressed: bool) -> Understood | None:
    """What a message asks for. `about` are the refs that the thread it replies to is about.

    A message that names a command without its slash is that command (with it, it does not come here: the dispatcher
    knows it by itself). A question is answered, if it is put to
    the bot. What starts with a ref else is an update, and so is a reply in a thread about one action. When the bot is
    `addressed`, other words with a slash are a command that there is none of, and anything else is `lost`; when it is
    not, they are other people's talk: None.
    """
    text = text.strip()
    first, rest = first_word(text)
    name = "/" + first.lstrip("/").casefold()
    named = registry.has_command(name) and not about
    if named and (registry.typed(name, rest).verb.name != UNKNOWN or not addressed):
        return Understood(name, rest)
    bare = without_thanks(text)
    if about or addressed:  # what the bot's own buttons say
        if _NO_CHANGE_FOR_THE_REST.fullmatch(bare):
            return Understood("/return", "no change")
        if asks_to_take_back(bare):
            return Understood("/update", "undo")
        if (proposal := _OF_A_PROPOSAL.fullmatch(bare)) and not ref_of(proposal[1]):
            return Understood("/action", f"proposal {proposal[1]} take back")
    if asked := _question(text, about):
        return asked if addressed else None
    if named:  # a command that has no such verb says so
        return Understood(name, rest)
    if changes := _change_of_the_plan(text, about):
        return Understood("/action", changes) if addressed else None
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if any(map(begun, lines)):
        return Understood("/update", "\n".join(lines))
    if len(about) == 1:
        return Understood("/update", f"{about[0]} {text}", implied=about[0])
    if not addressed:
        return None
    if about:
        return Understood("/update", text)
    return Understood(name, rest) if text.startswith("/") else Understood("", text, lost=True)


@registry.button(NOT_UNDERSTOOD, right=Permission.READ)
def not_understood(_session: Session, request: Request) -> Card:
    """Three lines, for what is no command, no update and no question that can be answered."""
    if all(map(is_courtesy, request.text.split())):
        title = "Hello" if without_thanks(request.text).strip() else "With pleasure"
        return replace(in_three_lines("Nothing was asked, so nothing was done.", title=title), done=True)
    said = "I do not know what to do with that, so nothing was done or recorded."
    words = [plain(word) for word in request.text.split() if not is_filler(word)]
    if len(words) < TELLING and (perhaps := meant_perhaps(request.asker, request.text)):
        return in_three_lines(said, perhaps=perhaps)
    known = {word: f"{name} {word}" for name, command in registry.commands.items() for word in command.words}
    near = (each for word in words[:3] for each in ([word] if word in known else nearest(word, known, 0.8)))
    likely = [known[each] for each in near] if len(words) < TELLING else []
    meant = f" Did you mean {joined(list(dict.fromkeys(likely))[:2], 'or')}?" if likely else ""
    return in_three_lines(f"{said}{meant}")


def in_three_lines(said: str, example: str = "", title: str = "Not understood", perhaps: Listing | None = None) -> Card:
    """What is answered to words in a sentence that cannot be used: why, an example or what was `perhaps` meant, and
    where help is.
    """
    reds = scale().many(RatingClass.OFF_TRACK).casefold()
    answer = scale().answer(RatingClass.AT_RISK, RatingClass.ON_TRACK)
    ref = known_refs().example
    known = f"“show me the {reds}”, “what is the status of {ref}?” or “{ref} {answer} what changed”"
    example_of_it = (Text("Perhaps you mean:"), perhaps) if perhaps else (Text(f"For example: {example or known}."),)
    body = (
        Text(said),
        *example_of_it,
        Text("“help” lists everything that you can ask for."),
    )
    return replace(Card(title, body), done=False)


def _question(text: str, about: Sequence[str]) -> Understood | None:
    """What a question asks for; None for what tells something. In a thread about one action it may be that one."""
    telling = [word for word in whole_ratings(text.split(), rating_filters()) if not is_filler(word)]
    folded = [plain(word) for word in telling]
    refs = [ref for word in folded if (ref := ref_of(word))]
    several = len(refs) > 1 and len(refs) == len(telling)
    if "\n" in text or len(telling) > TELLING or (begun(text) and not text.endswith("?") and not several):
        return None
    if about and not text.endswith("?"):
        return None
    if about and not telling:
        return Understood("/action", about[0]) if len(about) == 1 else None
    if telling and len(refs) == len(telling):
        return Understood("/action", refs[0]) if len(refs) == 1 else Understood("/brag", " ".join(refs))
    if asked := registry.question(text):
        return Understood(*asked, question=True)
    brag = registry.command_named("/brag")
    views = {*(brag.words if brag else ()), *rating_names(), *DIRECTIONS, *COMPARING} - {"share"}
    if about or not telling:
        return Understood("/brag", text) if telling and views.issuperset(folded) else None
    dated = begins_time(telling[1:] if folded[0] in BOARDS and telling[1:] else telling)
    if asks(text) or folded[0] in views or dated or {*views, "my", "mine"}.issuperset(folded):
        return Understood("/brag", text, question=True)
    return Understood("/brag", text) if folded[:2] in (["last", "board"], ["previous", "board"]) else None


def _change_of_the_plan(text: str, about: Sequence[str]) -> str | None:
    """`2.4 close`, `2.4 value 71% May 2023`, or “close” in a thread about 2.4: the words after `/action`; None for an
    update.
    """
    if found := asked_first(text):
        ref, verb, said = found
        return f"{ref} {verb} {said}".strip()
    of = leading_ref(text) or ((about[0], text) if len(about) == 1 else None)
    if of is None:
        return None
    ref, told = of
    if asked := change_of_plan(told):
        return f"{ref} {asked.change.typed[0]} {asked.said}".strip()
    if "\n" not in text.strip() and action_verb_in(told):
        return f"{ref} {told}"
    words = [word for word in without_thanks(told).split() if not is_filler(word)]
    of_a_ref = len(words) == 1 and registry.typed("/action", f"{ref} {words[0]}").verb.of_a_ref
    return f"{ref} {words[0]}" if of_a_ref else None
