"""What the bot does when Slack brings something: acknowledge in time, ask the dispatcher, send the answer.

Registered with Bolt by `app.py`. There is one listener for all commands, one for all buttons, one for all forms: which
handler runs is the dispatcher's business. The dispatcher is asked in a thread; whatever it takes, Slack hears within
its 3 seconds.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any

from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.doors.failing import telling_of_failure
from bot.doors.form_questions import GO_ON, FormQuestion, go_on_card
from bot.doors.members import Members
from bot.doors.threads import Threads
from bot.slack import PLATFORM, forms
from bot.slack.acknowledging import Acknowledgement
from bot.slack.blocks import OPEN_LINK, home_view, messages, verb_of
from bot.slack.files import NotFetched, fetch
from bot.slack.member_names import names
from bot.slack.members import SlackDirectory
from bot.slack.pictures import pictures_of
from bot.slack.refusals import word_of
from bot.slack.sending import Sender, SlackPlace
from bot.slack.unescaping import as_typed, mentioned, unescaped
from handlers.cards import Answer, Card, Modal, Text
from handlers.dispatcher import Dispatcher, Reply
from handlers.plain_text import in_words
from handlers.requests import Origin
from schedules.outbox_worker import Carrier

_TOO_LATE = {"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"}
_SPOKEN = {None, "file_share", "thread_broadcast"}


class Listeners:
    """The listeners of one process. `patience`: how many seconds an answer may take to ride in the acknowledgement."""

    def __init__(
        self, dispatcher: Dispatcher, client: AsyncWebClient, outbox_worker: Carrier, patience: float, threads: int
    ) -> None:
        self.dispatcher = dispatcher
        self.outbox_worker = outbox_worker
        self.client = client
        self.patience = patience
        self._in_thread = Threads(threads, "slack-dispatcher")
        self.members = Members(dispatcher.accounts, SlackDirectory(client))
        self.sender = Sender(dispatcher, client, self._in_thread)

    async def command(self, ack: Acknowledgement, body: Mapping[str, Any]) -> None:
        """A slash command. An answer for the asker alone rides in the acknowledgement if it is ready in time."""
        channel = body["channel_id"]
        place = SlackPlace(body["user_id"], channel, _is_direct(channel), body["response_url"])
        question = FormQuestion("command", body["command"], unescaped(body.get("text") or ""))
        async with self._telling_of_failure(ack, place):
            with ack.within(self.patience):
                reply = await self._ask(question, place, body["trigger_id"])
            if reply is None:
                await ack.if_not_given()
                return
            if not ack.given and isinstance(reply.answer, Card) and _can_ride(reply.answer, place):
                first, *others = messages(reply.answer)
                ack.with_json(first.for_the_asker)
                for message in others:
                    await self.sender.whisper(place, message)
            else:
                await ack.if_not_given()
                await self._answer(place, reply.answer, body["trigger_id"], question)
            await self._deliver(reply)

    async def press(self, ack: Acknowledgement, body: Mapping[str, Any]) -> None:
        """A button that was pressed or an option that was chosen, in a message or on the Home tab."""
        await ack()
        action = body["actions"][0]
        verb = verb_of(action["action_id"])
        if verb == OPEN_LINK:
            return
        channel = body.get("channel", {}).get("id", "")
        thread = body.get("message", {}).get("thread_ts")
        place = SlackPlace(body["user"]["id"], channel, _is_direct(channel), body.get("response_url", ""), thread)
        value = action.get("value") or (action.get("selected_option") or {}).get("value") or ""
        async with self._telling_of_failure(ack, place):
            if verb == GO_ON:
                await self._go_on(place, FormQuestion.by(value), body["trigger_id"])
                return
            question = FormQuestion("press", verb, value)
            reply = await self._ask(question, place, body["trigger_id"])
            if reply is None:
                return
            await self._answer(place, reply.answer, body["trigger_id"], question)
            if not channel and isinstance(reply.answer, Card):
                await self._publish_home(place.user)
            await self._deliver(reply)

    async def submission(self, ack: Acknowledgement, body: Mapping[str, Any]) -> None:
        """A form that was sent. Mistakes stand beside their fields; if it takes long, the window says so and stays."""
        view = body["view"]
        carried = forms.Carried.by(view)
        place = SlackPlace(body["user"]["id"], carried.channel, _is_direct(carried.channel), carried.response_url)
        async with self._telling_of_failure(ack, place):
            asked = asyncio.ensure_future(self._ask_form(carried, view, place, body["trigger_id"]))
            if not await self._is_ready(asked):
                await ack(response_action="update", view=forms.waiting_view(view["title"]["text"], "Saving…"))
            reply = await asked
            if reply is None:
                await ack.if_not_given()
                return
            if ack.given:
                await self._replace_window(place, view["id"], reply.answer)
            elif isinstance(reply.answer, Modal):
                await self._give_back(ack, reply.answer, view, carried)
            elif not reply.done and (field := forms.first_field(view)):  # what was typed stays in the window
                await ack(response_action="errors", errors={field: in_words(reply.answer)})
            else:
                await ack()
                await self.sender.answer(place, reply.answer)
            if not carried.channel and isinstance(reply.answer, Card):
                await self._publish_home(place.user)
            await self._deliver(reply)

    async def message(self, ack: Acknowledgement, event: Mapping[str, Any]) -> None:
        """A direct message, a reply in a thread, or a file in a direct message. Other talk is none of our business."""
        direct = event.get("channel_type") == "im"
        thread = event.get("thread_ts") if event.get("thread_ts") != event["ts"] else None
        spoken = event.get("subtype") in _SPOKEN and "bot_id" not in event and event.get("user")
        if not spoken or not (direct or thread):
            return
        place = SlackPlace(event["user"], event["channel"], direct, thread=thread)
        async with self._telling_of_failure(ack, place):
            if direct and event.get("files"):
                for file in event["files"]:
                    await self._take_file(place, file, event["ts"])
                return
            await self._take_message(place, event, thread)

    async def mention(self, ack: Acknowledgement, event: Mapping[str, Any], context: AsyncBoltContext) -> None:
        """A message in a channel that names the bot. In a thread of ours it may have been answered as a reply."""
        thread = event.get("thread_ts") if event.get("thread_ts") != event["ts"] else None
        if "bot_id" in event or not event.get("user"):
            return
        place = SlackPlace(event["user"], event["channel"], thread=thread)
        async with self._telling_of_failure(ack, place):
            if not await self._take_message(place, event, thread, context.bot_user_id) and thread:
                await self._take_message(place, event, None, context.bot_user_id)

    async def home_opened(self, ack: Acknowledgement, event: Mapping[str, Any]) -> None:
        """Somebody opened the Home tab."""
        async with self._telling_of_failure(ack, SlackPlace(event["user"])):
            if event.get("tab", "home") == "home":
                await self._publish_home(event["user"])

    async def user_changed(self, ack: Acknowledgement, event: Mapping[str, Any]) -> None:  # noqa: ARG002
        """Somebody's account has changed: they may have become a guest, or have been deactivated."""
        await self.members.changed(event["user"]["id"])

    # Asking the dispatcher

    async def _is_ready(self, asked: "asyncio.Future[Any]") -> bool:
        done, _ = await asyncio.wait({asked}, timeout=self.patience)
        return bool(done)

    async def _ask(
        self, question: FormQuestion, place: SlackPlace, receipt: str, addressed: bool = False
    ) -> Reply | None:
        """Put a question to the dispatcher as the person behind the account."""
        origin = Origin(PLATFORM, place.channel or None, _is_private(place), receipt, question.parent, addressed)
        return await self.members.answer(
            place.user,
            lambda person: question.ask(self.dispatcher, person, origin),
            self._in_thread,
            kept=lambda person: question.kept(self.dispatcher, person, origin),
        )

    async def _ask_form(
        self, carried: forms.Carried, view: Mapping[str, Any], place: SlackPlace, receipt: str
    ) -> Reply | None:
        origin = Origin(PLATFORM, place.channel or None, _is_private(place), receipt)
        values = forms.values_of(view)
        return await self._as_person(
            place.user, lambda person: self.dispatcher.submit(person, carried.verb, carried.state, values, origin)
        )

    async def _as_person(self, user: str, ask: Callable[[int | None], Reply | None]) -> Reply | None:
        """Run `ask` in a thread with the person behind the account, None when it does not count."""
        return await self.members.answer(user, ask, self._in_thread)

    async def _take_message(
        self, place: SlackPlace, event: Mapping[str, Any], thread: str | None, bot_user: str | None = None
    ) -> bool:
        """Answer what somebody wrote; false when the dispatcher has nothing to say to it."""
        text = event.get("text", "")
        if bot_user:
            text = text.replace(f"<@{bot_user}>", "").strip()
        # Of somebody who does not count nothing is looked up: what they write is not stored.
        counts = await self.members.person(place.user) is not None
        typed = as_typed(text, await names(self.client, mentioned(text)) if counts else {})
        question = FormQuestion("message", text=typed, parent=thread)
        # Slack brings a reply that names the bot twice, as a message and as a mention: one receipt for both.
        reply = await self._ask(question, place, f"{event['channel']} {event['ts']}", addressed=bot_user is not None)
        if reply is None:
            return False
        await self._answer(place, reply.answer, None, question)
        await self._deliver(reply)
        return True

    async def _take_file(self, place: SlackPlace, file: Mapping[str, Any], ts: str) -> None:
        receipt, name = f"{place.channel} {ts} {file['id']}", file.get("name", "")
        try:
            # Of somebody who does not count nothing is fetched: the dispatcher refuses them all the same.
            content = b"" if await self.members.person(place.user) is None else await fetch(self.client, file)
        except NotFetched as reason:
            title = "That file did not reach me"
            await self.sender.answer(place, Card(title, (Text(f"{name or 'The file'}: {reason}"),)))
            return
        origin = Origin(PLATFORM, place.channel, True, receipt)
        reply = await self._as_person(place.user, lambda person: self.dispatcher.file(person, name, content, origin))
        if reply is not None:
            await self._answer(place, reply.answer, None, None)
            await self._deliver(reply)

    # Answering

    async def _answer(
        self, place: SlackPlace, answer: Answer, trigger: str | None, question: FormQuestion | None
    ) -> None:
        """Send a card, or open a form; without a trigger, or too late for it, a button to go on with `question`."""
        if isinstance(answer, Card):
            await self.sender.answer(place, answer)
            return
        if trigger:
            try:
                await self.client.views_open(
                    trigger_id=trigger, view=forms.form_view(answer, place.channel, place.response_url)
                )
                return
            except SlackApiError as error:
                if word_of(error) not in _TOO_LATE:
                    raise
        await self.sender.answer(place, go_on_card(answer, question, late="Slack" if trigger else ""))

    async def _go_on(self, place: SlackPlace, question: FormQuestion, trigger: str) -> None:
        """Open a window at once, while the trigger is fresh, and put the form into it when it is ready."""
        try:
            opened = await self.client.views_open(
                trigger_id=trigger, view=forms.waiting_view("One moment", "The form is on its way.")
            )
        except SlackApiError as error:
            if word_of(error) not in _TOO_LATE:
                raise
            await self.sender.answer(place, go_on_card(None, question, late="Slack"))
            return
        reply = await self._ask(question, place, trigger)
        if reply is not None:
            await self._replace_window(place, opened["view"]["id"], reply.answer)
            await self._deliver(reply)

    async def _give_back(
        self, ack: Acknowledgement, modal: Modal, view: Mapping[str, Any], carried: forms.Carried
    ) -> None:
        errors = forms.field_errors(modal, view)
        if errors:
            await ack(response_action="errors", errors=errors)
        else:
            again = forms.form_view(modal, carried.channel, carried.response_url)
            await ack(response_action="update", view=again)

    async def _replace_window(self, place: SlackPlace, view_id: str, answer: Answer) -> None:
        """Put an answer into an open window; if it was closed meanwhile, send it instead: nothing typed is lost."""
        if isinstance(answer, Modal):
            view = forms.form_view(answer, place.channel, place.response_url)
        else:
            view = forms.answer_view(answer)
        try:
            await self.client.views_update(view_id=view_id, view=view)
            closed = False
        except SlackApiError as error:
            if word_of(error) not in {"not_found", "hash_conflict"}:
                raise
            closed = True
        if isinstance(answer, Card) and (closed or answer.shared or forms.has_buttons(answer)):
            await self.sender.answer(place, answer)
        elif closed:
            await self.sender.answer(place, Card(answer.title, (Text(in_words(answer)),)))

    async def _deliver(self, reply: Reply) -> None:
        """Send at once what the request has queued for other people."""
        if reply.queued:
            await self.outbox_worker.deliver()

    async def _publish_home(self, user: str) -> None:
        reply = await self._as_person(user, lambda person: Reply(self.dispatcher.home(person)))
        if reply is not None and isinstance(reply.answer, Card):
            await self.client.views_publish(user_id=user, view=home_view(reply.answer))

    def _telling_of_failure(self, ack: Acknowledgement, place: SlackPlace) -> AbstractAsyncContextManager[None]:
        """What goes wrong at the door itself is told to who asked, and their request acknowledged."""

        async def tell(card: Card) -> None:
            await ack.if_not_given()
            await self.sender.whisper(place, messages(card)[0])

        return telling_of_failure(self.dispatcher, PLATFORM, tell, _refusal)


def _refusal(error: Exception) -> str | None:
    return word_of(error) if isinstance(error, SlackApiError) else None


def _can_ride(card: Card, place: SlackPlace) -> bool:
    """Whether an answer may be the acknowledgement itself: for the asker alone, and with nothing to upload before."""
    return not (card.shared or place.direct or pictures_of(card))


def _is_direct(channel: str) -> bool:
    return channel.startswith("D")


def _is_private(place: SlackPlace) -> bool:
    return place.direct or not place.channel
