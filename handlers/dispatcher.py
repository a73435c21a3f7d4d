"""The dispatcher: where every request arrives, whatever door it came through, and where every answer leaves.

A door calls one method and gets one `Reply`. The dispatcher takes the receipt, finds out who asks and what they hold
today, finds the verb in the registry, asks for its right, opens one transaction of its kind, takes the turn at the
record if it writes, runs the verb, and turns errors into cards that help.
"""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.access import Permission, may, require
from handlers.accounts import Accounts
from handlers.cache import Cache
from handlers.cards import Answer, Card, Element, Listing, Text, from_json, to_json
from handlers.errors import Mistake, NotUnderstood, Refused
from handlers.failures import note_failure, what_failed
from handlers.grammar import first_word
from handlers.observer import Observer, observed
from handlers.outbox import queued_in
from handlers.own_organisation import OwnOrganisation
from handlers.receipts import Receipts
from handlers.refs import Refs, known_refs, speaking_of
from handlers.registry import FoundVerb, Registry, answered_by
from handlers.request_limits import require_short, within_buttons
from handlers.requests import Asker, Origin, Request, storable
from handlers.whom_to_ask import the_secretariat
from models.outbox.deliveries import (
    Delivery,
    claim,
    count_down,
    entered_in,
    messages_of_others,
    refs_of_message,
)
from models.outbox.entering import news_of, note_posted
from models.people.leave import answering_for, posts_of
from models.people.people import with_organisation
from models.plan.actions import find_action, living_plan, ref_called, refs_in
from models.plan.ratings import BRAG, Scale, in_scale
from models.plan.scales import scale_in
from models.privacy.retention import forget_what_is_over
from models.record.database import Database
from models.record.database_errors import is_away
from models.record.events import record_version, take_turn
from models.returns.taking_back import taken_back_in
from models.updates.recording import recorded_in
from papers.wording import shortened

RECEIPT = 200
"""Characters of a receipt that are kept; no platform's is as long, but a browser sends back what it likes."""

T = TypeVar("T")


@dataclass(frozen=True)
class Outgoing:
    """A message that waits to be sent, or was: to a person, or in a channel of a door. `at` is aware UTC.

    `revision` goes up when it says something else.
    """

    id: int
    person_id: int | None
    channel: str | None
    card: Card
    at: datetime
    revision: int = 0


@dataclass(frozen=True)
class Reply:
    """The answer to one request, and the messages to other people that it caused: the outbox worker sends them.

    `queued` says that there is something for the outbox worker, which may be more than the messages written already.
    `done` is false when the request was not carried out: a door then keeps what was typed. `refused`: it is not open to
    who asked.
    """

    answer: Answer
    deliveries: tuple[Outgoing, ...] = ()
    queued: bool = False
    done: bool = True
    refused: bool = False


class Dispatcher:
    """One for each process. Its methods are synchronous and may be called from any thread."""

    def __init__(
        self,
        database: Database,
        registry: Registry,
        clock: Callable[[], datetime],
        web_address: str = "",
        organisation_id: int | None = None,
    ) -> None:
        """`clock` gives the time as aware UTC: the wall clock, or the demo's; `web_address` is where the pages are.

        Its doors belong to the organisation `organisation_id`; it need not be said where there is one.
        """
        self.database = database
        self.registry = registry
        self.clock = clock
        self.web_address = web_address
        self.organisation = OwnOrganisation(database, organisation_id)
        self.accounts = Accounts(database, self.organisation, lambda: self.clock())
        self.observer = Observer()
        self.tidied_on: date | None = None
        """The day on which a tick last looked for garbage; None where that is left to Python."""
        self._cache: Cache[Reply] = Cache()
        self._typed: Cache[tuple[str, Reply]] = Cache()
        """Of commands as they were typed, before any word of them is read; with the name of the verb."""
        self._views: Cache[Any] = Cache()
        self._refs: Cache[Refs] = Cache()
        self._called: Cache[str] = Cache()
        self._scales: Cache[Scale] = Cache()
        self._receipts = Receipts()

    def command(self, person: int | None, name: str, text: str, origin: Origin) -> Reply | None:
        """Answer a slash command. None: this receipt was answered before."""
        key = self._as_typed(person, name, text, origin)
        with self.speaking() as version:
            asked = _found(partial(self.registry.typed, name), storable(text))
            reply = self._answer(asked, person, origin, version)
        is_question = not (asked.verb.writes or asked.verb.fresh or asked.flags)
        if is_question and version is not None and reply is not None and reply.done:
            self._typed.keep(key, version, (asked.verb.name, reply))
        return reply

    def kept(self, person: int, name: str, text: str, origin: Origin) -> Reply | None:
        """The answer to a slash command that was typed before in these words, if the record has not changed since.

        It takes one look-up, for which an event loop need not go to a thread where the record is a file. None: ask
        `command`, which knows why.
        """
        kept = self._typed.recall(self._as_typed(person, name, text, origin), record_version(self.database))
        if kept is None or not self._is_new(origin):
            return None
        verb, reply = kept
        with observed(self.observer, verb):
            return reply

    def _as_typed(self, person: int | None, name: str, text: str, origin: Origin) -> tuple[Hashable, ...]:
        return name, text, person, origin.private, origin.whole, _minute(self.clock())

    def press(self, person: int | None, verb: str, value: str, origin: Origin) -> Reply | None:
        """Answer a pressed button or a chosen option. None: this receipt was answered before."""
        with self.speaking() as version:
            return self._answer(_found(partial(self.registry.pressed, verb), value), person, origin, version)

    def submit(
        self, person: int | None, verb: str, state: str, values: Mapping[str, str], origin: Origin
    ) -> Reply | None:
        """Answer a submitted form: with a `Modal` that has errors, or with a card. None: answered before."""
        with self.speaking():
            return self._answer(self.registry.submitted(verb, state), person, origin, values=values)

    def message(
        self, person: int | None, text: str, origin: Origin, about: Sequence[str] | None = None
    ) -> Reply | None:
        """Answer a direct message or a reply in a thread of ours.

        `about` are the refs of the message that is replied to, from a door that has it; else the record is asked.
        None: answered before, or other people's talk in a channel: a reply in a thread that is not ours, that names no
        action where several are meant, or by somebody who could not update the action that is meant.
        """
        with self.speaking():
            return self._said(person, text, origin, about)

    def _said(self, person: int | None, text: str, origin: Origin, about: Sequence[str] | None) -> Reply | None:
        addressed = origin.private or origin.addressed
        if origin.replying_to and origin.channel:
            if about is None:
                with self.database.read() as session:
                    where = origin.door, origin.channel, origin.replying_to
                    about = refs_of_message(session, self.organisation.id, *where)
            if not about and not addressed:
                return None
        text = storable(text)
        slashed, rest = first_word(text)
        if slashed.startswith("/") and self.registry.has_command(command := f"/{slashed.lstrip('/').casefold()}"):
            return self._answer(_found(partial(self.registry.typed, command), rest), person, origin)
        from handlers.free_text import NOT_UNDERSTOOD, understand  # a command does not need what it loads

        understood = understand(text, tuple(about or ()), addressed)
        if understood is None:
            return None
        if understood.implied and not addressed and not self._may_update(person, understood.implied):
            return None
        if understood.lost:
            return self.press(person, NOT_UNDERSTOOD, understood.text[:RECEIPT], origin)
        asked = _found(partial(self.registry.typed, understood.command), understood.text)
        briefly = partial(self._briefly, person, text)
        return self._answer(asked, person, origin, mistaken=briefly if understood.question else _mistaken)

    def file(
        self, person: int | None, name: str, content: bytes, origin: Origin, verb: str = "", **said: Any
    ) -> Reply | None:
        """Answer a file that was sent to the bot: for the `verb` that a page names, with the `values` of its form, else
        for the one that takes files of its name. None: answered before.
        """
        meant = self.registry.verb_named(verb) if verb else None
        asked = FoundVerb(meant, name) if meant else self.registry.sent(name)
        return self._answer(asked, person, origin, content=content, **said)

    def home(self, person: int | None) -> Card:
        """What a person finds on opening the bot: what they owe and, for chairs, the position."""
        reply = self.press(person, "home", "", Origin(door="home"))
        assert reply is not None
        assert isinstance(reply.answer, Card)
        return reply.answer

    def posted(self, card: Card, door: str, channel: str, message_id: str | None = None) -> int | None:
        """Remember a message that a door has posted, so that replies in its thread are understood; gives its id.

        Where a platform has the message and its id, its words are not kept: they may be a sign-in link, or repeat what
        somebody typed; and a record that is away then takes nothing from an answer that is there, but replies to it.
        Without, the record is where it is read, and the delivery's id names it: `d` and its number.
        """
        organisation_id = self.organisation.id
        if organisation_id is None:
            return None
        try:
            with self.database.write() as session:
                kept, now = None if message_id else to_json(card), self.clock()
                return note_posted(session, organisation_id, door, channel, message_id, kept, list(card.about), now)
        except Exception as error:
            if message_id is None:
                raise
            note_failure("answer not remembered", error, door=door)
            return None

    def messages_of_others(self, door: str, channel: str, message_ids: Collection[str], delivery: int) -> set[str]:
        """Which of these messages in a channel are known to be those of other deliveries than this one."""
        with self.database.read() as session:
            return messages_of_others(session, door, channel, message_ids, delivery)

    def arrivals(
        self, person: int, door: str, channels: Sequence[str], known: Mapping[int, int], most: int
    ) -> list[Outgoing]:
        """Of the latest `most` messages that a door has brought to a person or in a channel, those that are news.

        `known` are the revisions that the door has shown, by the ids of the messages.
        """
        with self.database.read() as session:
            own = self.organisation.id
            return [_outgoing(row) for row in news_of(session, own, person, door, channels, known, most)]

    def view(
        self, person: int | None, name: str, make: Callable[[Any, Request], Any] | None = None, **said: Any
    ) -> Any:
        """What a page shows a person: the verb of this name in one reading transaction, kept until the record changes.

        `make` makes something else of it that is kept in its place, such as HTML; equal ones make the same. `said` are
        fields of the `Request`, such as `text` and `values`. Raises `Refused` and `Mistake`.
        """
        verb = self.registry.verb_named(name)
        if verb is None or verb.writes:
            raise ValueError(f"{name} is nothing that a page can show")
        now, version = self.clock(), record_version(self.database)
        said = {name: storable(value) for name, value in said.items()}
        key = (name, make, person, _minute(now), _hashable(said))
        require_short(said)
        with observed(self.observer, "page"), self.speaking(version):
            shown = self._views.recall(key, version)
            if shown is None:
                _know_refs(said)
                with self.database.read() as session:
                    request = self._request(session, FoundVerb(verb, ""), person, Origin(door="page"), now, said)
                    shown = verb.handler(session, request)
                    shown = make(shown, request) if make else shown
                self._views.keep(key, version, shown)
            return shown

    def tidy(self) -> None:
        """Forget what has been kept long enough; called when a process starts and, without a clock, once a day."""
        organisation_id = self.organisation.id
        with self.database.write() as session:
            forget_what_is_over(session, organisation_id, self.clock())

    @contextmanager
    def speaking(self, version: int | None = None) -> Iterator[int | None]:
        """Words are read and written as words about the plan, on its scale, as they are in this version of the record
        or in the present one. Gives the version, None when the record is away.
        """
        present = version
        try:
            present = record_version(self.database) if version is None else version
            scale = self._of_record(self._scales, present, scale_in)
        except Exception:  # the record is away, which the request itself will say
            scale = BRAG
        with speaking_of(partial(self._refs_of_plan, version), partial(self._ref_called, present)), in_scale(scale):
            yield present

    def _refs_of_plan(self, version: int | None) -> Refs:
        try:
            return self._of_record(self._refs, version, _refs_in)
        except Exception:  # the record is away, which the request itself will say
            return Refs()

    def _ref_called(self, version: int | None, word: str) -> str | None:
        def called(session: Session, own: int | None) -> str:
            return (None if own is None else ref_called(session, own, word)) or ""

        try:
            refs = None if version is None else self._refs.recall("", version)
            return refs.written(word) if refs else self._of_record(self._called, version, called, word) or None
        except Exception:  # the record is away, which the request itself will say
            return None

    def _of_record(
        self, known: Cache[T], version: int | None, read: Callable[[Session, int | None], T], key: str = ""
    ) -> T:
        """What is read of the organisation by its id, kept by a `key` until the record changes."""
        version = record_version(self.database) if version is None else version
        found = known.recall(key, version)
        if found is None:
            own = self.organisation.id
            with self.database.read() as session:
                found = read(session, own)
            known.keep(key, version, found)
        return found

    def _answer(
        self,
        asked: FoundVerb,
        person: int | None,
        origin: Origin,
        present: int | None = None,
        mistaken: Callable[[Mistake], Card] | None = None,
        **said: Any,
    ) -> Reply | None:
        """`present`: the version of the record, where it was asked for just now."""
        now, verb = self.clock(), asked.verb
        said = {name: storable(value) for name, value in (said | {"text": asked.text}).items()}
        try:
            with observed(self.observer, verb.name):
                version = self._begin(asked, origin, present)
                if version is None:
                    return None
                require_short(said)
                if verb.writes or verb.fresh:
                    return self._run(asked, person, origin, now, said)
                key = (
                    verb.name,
                    verb.handler,
                    person,
                    origin.private,
                    origin.whole,
                    _minute(now),
                    *asked.flags,
                    _hashable(said),
                )
                reply = self._cache.recall(key, version)
                if reply is None:
                    reply = self._run(asked, person, origin, now, said)
                    self._cache.keep(key, version, reply)
                return reply
        except Mistake as mistake:
            return Reply((mistaken or _mistaken)(mistake), done=False)
        except Refused as refusal:
            return Reply(Card("Not open to you", (Text(str(refusal)),)), done=False, refused=True)
        except Exception as error:
            failure = note_failure("request failed", error, person=person, door=origin.door, verb=verb.name)
            return Reply(_failed(error, failure), done=False)

    def _may_update(self, person: int | None, ref: str) -> bool:
        """Whether a reply that names no action can be meant as an update of `ref` by this person."""
        with self.database.read() as session:
            try:
                asker, _ = _asker(session, person, self.clock(), self.organisation)
            except Refused:
                return False
            plan = living_plan(session, asker.organisation_id)
            action = find_action(session, plan.id, ref) if plan else None
            return action is not None and may(asker, Permission.UPDATE, action)

    def _briefly(self, person: int | None, text: str, mistake: Mistake) -> Card:
        """A mistake in a question that was put in a sentence, with what may have been meant by it."""
        from handlers.free_text import in_three_lines
        from handlers.help_lines import meant_perhaps

        example = known_refs().in_example(mistake.example)
        if not isinstance(mistake, NotUnderstood):
            return in_three_lines(mistake.what, example, "That did not work")
        with self.database.read() as session:
            asker, _ = _asker(session, person, self.clock(), self.organisation)
        perhaps = meant_perhaps(asker, text)
        what = mistake.what.partition(" Did you mean ")[0] if perhaps else mistake.what
        return in_three_lines(what, example, perhaps=perhaps)

    def _begin(self, asked: FoundVerb, origin: Origin, present: int | None) -> int | None:
        """Take the receipt; gives the version of the record, or None when this request was answered before.

        The record keeps the receipts of what changes it, or shows in a channel: once, whichever process has it. That of
        a question is kept in this process, for a question waits for nobody who writes.
        """
        if origin.receipt:
            if asked.verb.writes or asked.flags:
                return claim(self.database, origin.door, _receipt(origin))
            if not self._is_new(origin):
                return None
        return record_version(self.database) if present is None else present

    def _is_new(self, origin: Origin) -> bool:
        """Take the receipt of a question; false where it was answered before."""
        return not origin.receipt or self._receipts.take(origin.door, _receipt(origin))

    def _run(
        self, asked: FoundVerb, person: int | None, origin: Origin, now: datetime, said: Mapping[str, Any]
    ) -> Reply:
        """One request, one transaction: who asks, whether they may, the turn at the record, and the verb."""
        verb = asked.verb
        _know_refs(said)
        prepared = None
        if verb.prepare:
            with self.database.read() as session:
                request = self._request(session, asked, person, origin, now, said)
                prepared = verb.prepare(session, request)
        with (self.database.write if verb.writes else self.database.read)() as session:
            request = self._request(session, asked, person, origin, now, said)
            if verb.writes:
                take_turn(session, request.actor)
            answer = within_buttons(verb.handler(session, replace(request, prepared=prepared)))
            written = tuple(_outgoing(each) for each in queued_in(session))
            if asked.told and isinstance(answer, Card):
                answer = replace(answer, body=(*answer.body, Text(asked.told, "muted")))
            done = answer.done if isinstance(answer, Card) else True
            reply = Reply(answer, written, queued=bool(written) or entered_in(session), done=done)
        moved = [each.for_post_id for each in (*recorded_in(session), *taken_back_in(session))]
        return replace(reply, queued=True) if moved and self._counted_down(request, moved) else reply

    def _counted_down(self, request: Request, posts: Sequence[int | None]) -> bool:
        """Whether reminders of those who answer for these posts are to say what is left: told apart from the answer,
        which is in the record whatever becomes of this.
        """
        try:
            with self.database.write() as session:
                answering = answering_for(session, {each for each in posts if each is not None}, request.today)
                return count_down(session, request.asker.organisation_id, {*answering, request.asker.id})
        except Exception as error:
            note_failure("reminder not counted down", error, person=request.asker.id, door=request.origin.door)
            return False

    def _request(
        self,
        session: Session,
        asked: FoundVerb,
        person: int | None,
        origin: Origin,
        now: datetime,
        said: Mapping[str, Any],
    ) -> Request:
        """What the verb is asked, by somebody who may."""
        asker, zone = _asker(session, person, now, self.organisation)
        if not asker.posts and not asker.stands_in_for:
            whom = the_secretariat(session, asker.organisation_id, now.astimezone(zone).date())
            raise Refused(f"You hold no post at present, so nothing is open to you. Ask {whom} for one.")
        require(asker, asked.verb.right)
        for flag in asked.flags.values():
            require(asker, flag.right)
        flags = frozenset(asked.flags)
        return Request(asker, now, zone, origin, web_address=self.web_address, flags=flags, **said)


def _found(find: Callable[[str], FoundVerb], text: str) -> FoundVerb:
    """The verb that a text asks for; of one that is too long no word is read."""
    try:
        require_short({"text": text})
    except Mistake as too_long:
        return answered_by(too_long)
    return find(text)


def _minute(now: datetime) -> datetime:
    """How long an answer is kept while the record does not change."""
    return now.replace(second=0, microsecond=0)


def _receipt(origin: Origin) -> str:
    receipt: str = storable(origin.receipt)
    return receipt[:RECEIPT]


def _refs_in(session: Session, organisation_id: int | None) -> Refs:
    return Refs() if organisation_id is None else Refs(refs_in(session, organisation_id))


def _know_refs(said: Mapping[str, Any]) -> None:
    """Where something is said, ask for refs before a transaction begins: one that waits for another may wait long."""
    if any(any(each.values()) if isinstance(each, Mapping) else each for each in said.values()):
        known_refs()


def _hashable(said: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple((name, tuple(value.items()) if isinstance(value, Mapping) else value) for name, value in said.items())


def _outgoing(row: Delivery) -> Outgoing:
    assert row.card is not None
    at = row.sent_at or row.queued_at
    return Outgoing(row.id, row.person_id, row.channel, from_json(row.card), at, row.shown_revision)


def _asker(session: Session, person: int | None, now: datetime, own: OwnOrganisation) -> tuple[Asker, ZoneInfo]:
    found = with_organisation(session, person)
    if found is None or not own.has(found[0].organisation_id):
        raise Refused(
            "I do not know this account. Ask the secretariat to add you, with the e-mail address of this account."
        )
    someone, organisation = found
    zone = ZoneInfo(organisation.zone)
    posts, stands_in_for = posts_of(session, someone.id, now.astimezone(zone).date())
    return Asker(someone.id, someone.name, someone.email, someone.organisation_id, posts, stands_in_for), zone


def _mistaken(mistake: Mistake) -> Card:
    body: list[Element] = [Text(mistake.what)]
    if mistake.typed:
        body.append(Text(f"What I could not use: “{shortened(mistake.typed, 200)}”."))
    if mistake.understood:
        body += [Text("What I understood", "heading"), Listing(mistake.understood)]
    if mistake.example:
        body.append(Text(f"For example: {known_refs().in_example(mistake.example)}"))
    return Card("That did not work", (*body, *mistake.next_step))


def _failed(error: Exception, failure: str) -> Card:
    title, said = what_failed(error, failure)
    return Card(title, (Text(said),), data={"failure": failure, "away": is_away(error)})
