"""The addresses of the pages: what each shows and takes, to whom, and what is said when it cannot be.

Reading goes through `Dispatcher.view` and writing through `Dispatcher.submit` and `Dispatcher.press`, as from a chat:
the same rights, the same checks, the same events.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from urllib.parse import quote

from anyio.to_thread import run_sync
from jinja2 import Environment
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.web.forms import answers, checked, filled
from bot.web.pages.changes import BUTTONS, FORMS, Place, Recorded, asks_back, place_of, typed_in
from bot.web.pages.downloads import note_download
from bot.web.pages.showing import Page, Showing, query
from bot.web.pages.visitors import Entrance, Visitor, is_from
from handlers.cards import Card, Modal, Text
from handlers.dispatcher import Dispatcher, Reply
from handlers.errors import Mistake, Refused
from handlers.failures import note_failure, what_failed
from handlers.pages.decided import FILTERS as DECISION_FILTERS
from handlers.pages.listing import FILTERS
from handlers.pages.packs import PackedFile
from handlers.pages.returns import THE_REST
from handlers.plain_text import in_words
from handlers.registry import OLD_BUTTON
from handlers.requests import Origin
from models.packs.packs import PackFormat, content_of
from models.people.signing_in import Purpose
from models.record.database_errors import is_away

DASHBOARD = Page("page.dashboard", "dashboard.html", "dashboard")
ACTION = Page("page.action", "action.html", "dashboard")
CALENDAR = Page("board.calendar", "calendar.html", "calendar")
ASKED = Page("page.asked", "asked.html", "requests")
DECIDED = Page("page.decided", "decided.html", "decisions")
VERSIONS = Page("page.versions", "versions.html", "versions")
MEASURES = Page("page.measures", "measures.html", "measures")
EVIDENCE = Page("page.evidence", "evidence.html", "measures")
FINDINGS = Page("page.findings", "findings.html", "findings")
PACKS = Page("page.packs", "packs.html", "packs")
PACK_VERSION = Page("page.pack_version", "pack_version.html", "packs")
PACK_FIGURE = Page("page.pack_figure", "pack_figure.html", "packs")
PACK_CHANGES = Page("page.pack_changes", "pack_changes.html", "packs")
VIEW = Page("page.view", "view.html", "dashboard")
PAPERS = Page("page.papers", "papers.html", "packs")
RETURNS = Page("page.returns", "returns.html", "returns")
OWN_RETURN = Page("page.own_return", "returns.html", "returns")
NO_CHANGE = Page("return.no_change", "no_change.html", "returns")
UPDATE = Page("update.open", "update.html", "returns")
FORM = Page("", "form.html", "")
FILE = Page("", "file.html", "packs")
ANSWER = Page("", "answer.html", "")

KINDS = {
    PackFormat.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PackFormat.PDF: "application/pdf",
    PackFormat.WEB: "text/html; charset=utf-8",
    PackFormat.SPREADSHEET: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    **dict.fromkeys((PackFormat.APPENDICES, PackFormat.PROOF, PackFormat.FULL), "application/zip"),
}

ONLY_THE_RETURN = (
    "The link that you came by is for your return and for nothing else. Everything else is for people who have a link "
    "of their own: /secretariat web, typed to the bot, gives one."
)

DAMAGED = (
    "It is not what was made and signed, so it is not given out. Whoever runs the record can restore it from a backup: "
    "“secretariat verify” looks for more."
)

SECTIONS_FILE, APPENDIX_FILE = "/papers/sections", "/papers/appendix"
"""Where files are sent to."""

NO_FILE = "Choose a file first. Nothing was taken in."

RETRY_AFTER = {"Retry-After": "30"}
"""Seconds after which a browser may ask again when the record was away."""

Endpoint = Callable[[Request, Visitor, FormData], Response]
"""Synchronous, run in a thread: it may call the dispatcher. The form is empty for a GET."""

Again = Callable[..., Response]
"""Gives a form back: with its mistakes, or with the card that says why it could not be taken."""

Then = Callable[[Reply | None], Response]
"""Where a visitor goes when something was recorded; without a reply where it was recorded before."""


class Pages:
    """The pages of one application, below `prefix`."""

    def __init__(self, dispatcher: Dispatcher, templates: Environment, entrance: Entrance, prefix: str = "") -> None:
        self.dispatcher, self.templates, self.entrance, self.prefix = dispatcher, templates, entrance, prefix
        self.showing = Showing(dispatcher, templates)

    @property
    def routes(self) -> list[Route]:
        """The addresses. A session that is for a return opens those of them that say so."""

        def page(path: str, endpoint: Endpoint, *, for_return: bool = False) -> Route:
            return Route(self.prefix + path, partial(self._got, endpoint, for_return), methods=["GET"])

        def form(path: str, endpoint: Endpoint, *, for_return: bool = False, files: int = 0) -> Route:
            return Route(self.prefix + path, partial(self._posted, endpoint, for_return, files), methods=["POST"])

        return [
            page("/", self.dashboard),
            page("/actions/{ref:path}", self.action),
            page("/requests", self.asked),
            page("/decisions", self.decided),
            page("/versions", self.versions),
            page("/versions/changes.docx", self.changes_in_word),
            page("/findings", self.findings),
            page("/measures", self.measures),
            page("/evidence", self.evidence),
            page("/views/{name}", self.view),
            page("/calendar", self.calendar),
            page("/packs", self.packs),
            page("/packs/files/{id}", self.file),
            page("/packs/changes", self.pack_changes),
            page("/packs/{id:int}", self.pack_version),
            page("/packs/{id:int}/page", self.pack_page),
            page("/packs/{id:int}/figures/{name}", self.pack_figure),
            page("/packs/{id:int}/{name}", self.named_file),
            page("/papers", self.papers),
            page("/papers/sections.docx", self.sections_in_word),
            form(SECTIONS_FILE, self.sections_came, files=1),
            page(APPENDIX_FILE, self.appendix),
            form(APPENDIX_FILE, self.appendix_came, files=1),
            page("/returns", self.returns, for_return=True),
            page("/returns/no-change", self.the_rest, for_return=True),
            form("/returns/no-change", self.no_change_for_the_rest, for_return=True),
            form("/returns/{ref:path}/no-change", self.no_change, for_return=True),
            page("/returns/{ref:path}", self.update, for_return=True),
            form("/returns/{ref:path}", self.submit, for_return=True),
            page("/forms/{verb}", self.form),
            form("/forms/{verb}", self.form_sent),
            form("/press", self.pressed),
            form("/sign-out", self.leave, for_return=True),
        ]

    def _got(self, endpoint: Endpoint, for_return: bool, request: Request) -> Response:
        return self._answered(endpoint, for_return, request, FormData())

    async def _posted(self, endpoint: Endpoint, for_return: bool, files: int, request: Request) -> Response:
        async with request.form(max_fields=50, max_files=files) as sent:
            return await run_sync(self._answered, endpoint, for_return, request, sent)

    def _answered(self, endpoint: Endpoint, for_return: bool, request: Request, sent: FormData) -> Response:
        """Who asks, whether they may, and the page or, in words, why not. What was typed is given back."""
        visitor = None
        try:
            visitor = self.entrance.visitor(request)
            if visitor is None:
                return self.problem(401, *self.entrance.not_in, sent=sent)
            if visitor.purpose is Purpose.RETURN and not for_return:
                return self.problem(403, "That is not open to you", ONLY_THE_RETURN, visitor)
            if request.method == "POST" and not is_from(visitor, sent):
                again = "This form was made for another session. Open the page again, and send it from there."
                return self.problem(403, "Nothing was changed", again, visitor, sent=sent)
            return endpoint(request, visitor, sent)
        except Refused as refused:
            return self.problem(403, "That is not open to you", str(refused), visitor, sent=sent)
        except Mistake as mistake:
            title = "There is nothing here" if request.method == "GET" else "That did not work"
            return self.problem(404, title, mistake.what, visitor, mistake.understood, sent)
        except Exception as error:
            who = visitor.person if visitor else None
            failure = note_failure("page failed", error, person=who, door="pages", handler=endpoint.__name__)
            self.dispatcher.observer.failure("pages")
            status = 503 if is_away(error) else 500
            return self.problem(status, *what_failed(error, failure), visitor, sent=sent)

    # What can be read

    def dashboard(self, request: Request, visitor: Visitor, _sent: FormData) -> Response:
        """The position, and the list of actions by the filters in the address."""
        values = _said(request, *FILTERS, "sort", "page")
        return HTMLResponse(self.showing.html(DASHBOARD, visitor, values=values))

    def action(self, request: Request, visitor: Visitor, _sent: FormData) -> Response:
        """One action, its updates from the newest on or from the one after `before`; and what was just `recorded`."""
        values = _said(request, "before", "recorded")
        return HTMLResponse(self.showing.html(ACTION, visitor, request.path_params["ref"], values))

    def asked(self, request: Request, visitor: Visitor, _sent: FormData) -> Response:
        """What a meeting is asked to decide, and the walk through it."""
        return HTMLResponse(self.showing.html(ASKED, visitor, values=_said(request, "meeting", "item", "recorded")))

    def decided(self, request: Request, visitor: Visitor, _sent: FormData) -> Response:
        """What was decided, by the filters in the address."""
        values = _said(request, *DECISION_FILTERS, "page", "recorded")
        return HTMLResponse(self.showing.html(DECIDED, visitor, values=values))

    def versions(self, request: Request, visitor: Visitor, _sent: FormData) -> Response:
        """The versions of the plan, and what is different between two of them."""
        values = _said(request, "before", "after", "recorded")
        return HTMLResponse(self.showing.html(VERSIONS, visitor, values=values))

    def changes_in_word(self, request: Request, visitor: Visitor, _sent: FormData) -> Response:
        """The same as a Word file with the changes marked."""
        asked = _said(request, "before", "after")
        found = self.dispatcher.view(visitor.person, "page.versions_word", values=asked)
        if found is None:
            raise Mistake("The plan has no version yet.")
        return _word_file(*found)

    def findings(self, request: Request, visitor: Visitor, _sent: FormData) -> Response:
        """What the plan answers."""
        return HTMLResponse(self.showing.html(FINDINGS, visitor, values=_said(request, "show", "recorded")))

    def measures(self, request: Request, visitor: Visitor, _sent: FormData) -> Response:
        """How the measure of each action stands."""
        return HTMLResponse(self.showing.html(MEASURES, visitor, values=_said(request, "show", "recorded")))

    def evidence(self, request: Request, visitor: Visitor, _sent: FormData) -> Response:
        """The register of evidence."""
        return HTMLResponse(self.showing.html(EVIDENCE, visitor, values=_said(request, "kind")))

    def view(self, request: Request, visitor: Visitor, _sent: FormData) -> Response:
        """What chat answers with a card: the view of this name, of what the address has `asked`."""
        name, values = request.path_params["name"], _said(request, "asked", "recorded")
        return HTMLResponse(self.showing.html(VIEW, visitor, name, values))

    def calendar(self, _request: Request, visitor: Visitor, _sent: FormData) -> Response:
        """The meetings, with the days that are planned back from them."""
        return HTMLResponse(self.showing.html(CALENDAR, visitor))

    def papers(self, request: Request, visitor: Visitor, _sent: FormData) -> Response:
        """The sections of the next board's cover report."""
        return HTMLResponse(
            self.showing.html(PAPERS, visitor, values=_said(request, "recorded", "meeting", "supplement"))
        )

    def sections_in_word(self, request: Request, visitor: Visitor, _sent: FormData) -> Response:
        """The sections that are written, as a Word file to write in."""
        return _word_file(*self.dispatcher.view(visitor.person, "page.sections_word", values=_said(request, "meeting")))

    def packs(self, request: Request, visitor: Visitor, _sent: FormData) -> Response:
        """What was compiled."""
        return HTMLResponse(self.showing.html(PACKS, visitor, values={"page": request.query_params.get("page", "")}))

    def pack_changes(self, request: Request, visitor: Visitor, _sent: FormData) -> Response:
        """What two versions of a pack say differently."""
        return HTMLResponse(self.showing.html(PACK_CHANGES, visitor, values=_said(request, "before", "after")))

    def pack_version(self, request: Request, visitor: Visitor, _sent: FormData) -> Response:
        """One version of a pack, at an address that never means another."""
        return HTMLResponse(self.showing.html(PACK_VERSION, visitor, str(request.path_params["id"])))

    def pack_page(self, request: Request, visitor: Visitor, _sent: FormData) -> Response:
        """The web page of a version with figures that lead to where they come from."""
        which, values = str(request.path_params["id"]), {"base": visitor.base}
        content: bytes = self.dispatcher.view(visitor.person, "page.pack_page", text=which, values=values)
        note_download(self.dispatcher, visitor, int(which), PackFormat.WEB)
        headers = {"Cache-Control": "private, no-cache", "Content-Security-Policy": _only_its_own_style(content)}
        return Response(content, media_type=KINDS[PackFormat.WEB], headers=headers)

    def pack_figure(self, request: Request, visitor: Visitor, _sent: FormData) -> Response:
        """The rows, updates and people that a figure of a version comes from."""
        values = {"name": request.path_params["name"], **_said(request, "page")}
        return HTMLResponse(self.showing.html(PACK_FIGURE, visitor, str(request.path_params["id"]), values))

    def named_file(self, request: Request, visitor: Visitor, _sent: FormData) -> Response:
        """A file of a version by its name: an address that never gives other bytes."""
        which, values = str(request.path_params["id"]), {"name": request.path_params["name"][:200]}
        found = self.dispatcher.view(visitor.person, "page.pack_named_file", text=which, values=values)
        return self._packed(request, visitor, found)

    def file(self, request: Request, visitor: Visitor, _sent: FormData) -> Response:
        """A file of a pack by its number."""
        found = self.dispatcher.view(visitor.person, "page.pack_file", text=request.path_params["id"])
        return self._packed(request, visitor, found)

    def _packed(self, request: Request, visitor: Visitor, found: PackedFile) -> Response:
        """A file of a pack: the web page to look at, the others to keep. What is not what was made is not given. That
        it was taken is recorded.
        """
        note_download(self.dispatcher, visitor, found.pack_id, found.format, found.draft)
        etag = f'"{found.sha256}"'
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers={"ETag": etag})
        with self.dispatcher.database.read() as session:
            content = content_of(session, found.id)
        if sha256(content).hexdigest() != found.sha256:
            return self.problem(500, "This file is damaged", DAMAGED, visitor)
        headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
        if found.format is PackFormat.WEB:
            headers["Content-Security-Policy"] = _only_its_own_style(content)
        else:
            headers["Content-Disposition"] = f"attachment; filename*=utf-8''{quote(found.name)}"
        return Response(content, media_type=KINDS[found.format], headers=headers)

    def returns(self, request: Request, visitor: Visitor, _sent: FormData) -> Response:
        """What the visitor owes, and who has answered."""
        page = OWN_RETURN if visitor.purpose is Purpose.RETURN else RETURNS
        values = {"recorded": request.query_params.get("recorded", "")[:20]}
        return HTMLResponse(self.showing.html(page, visitor, values=values))

    def update(self, request: Request, visitor: Visitor, _sent: FormData) -> Response:
        """The form of an update, prefilled."""
        return HTMLResponse(self.showing.html(UPDATE, visitor, request.path_params["ref"]))

    def form(self, request: Request, visitor: Visitor, _sent: FormData) -> Response:
        """The form of a change that a page has a way to."""
        place = self._place(request)
        opened = self._opened(visitor, place)
        page = self.showing.made_now(FORM, visitor, shown=opened, address=place.address, back=place.back)
        return HTMLResponse(page)

    # What can be asked

    def form_sent(self, request: Request, visitor: Visitor, sent: FormData) -> Response:
        """Take what was filled in, and go back to the page that had the way to the form."""
        place = self._place(request)
        again = partial(self._again, visitor, FORM, address=place.address, back=place.back)
        recorded = FORMS[place.verb]
        then: Then = (
            partial(self._changed, visitor, place, recorded) if recorded else partial(self._told, visitor, place)
        )
        return self._submitted(visitor, self._opened(visitor, place), sent, again, then)

    def pressed(self, _request: Request, visitor: Visitor, sent: FormData) -> Response:
        """Do what a button of a page says, and go back to that page."""
        place = place_of(sent.get("verb"), sent.get("value"), sent.get("back"))
        if place.verb not in BUTTONS:
            raise Mistake(OLD_BUTTON)
        reply = self.dispatcher.press(visitor.person, place.verb, place.value, self._origin(visitor, sent))
        recorded = BUTTONS[place.verb]
        answer = reply.answer if reply else None
        if reply and isinstance(answer, Card) and not reply.done and not (recorded is None and asks_back(answer)):
            status = 403 if reply.refused else 503 if answer.data.get("away") else 409
            said = " ".join(each.text for each in answer.body if isinstance(each, Text))
            return self.problem(status, answer.title, said, visitor, back=visitor.base + place.back)
        if recorded is None and reply:
            return self._told(visitor, place, reply)
        return self._changed(visitor, place, recorded or _nothing, reply)

    def submit(self, request: Request, visitor: Visitor, sent: FormData) -> Response:
        """Record an update. With mistakes the form comes back as it was typed."""
        modal = self._form(visitor, request.path_params["ref"])
        again, recorded = partial(self._again, visitor, UPDATE), partial(self._recorded, visitor, modal.state)
        return self._submitted(visitor, modal, sent, again, recorded)

    def sections_came(self, request: Request, visitor: Visitor, sent: FormData) -> Response:
        """Take in the written sections of a Word file."""
        asked = _said(request, "meeting")
        place = place_of("", "", f"/papers{query(asked) if asked['meeting'] else ''}")
        found = _file_in(sent)
        if found is None:
            raise Mistake(NO_FILE)
        origin = self._origin(visitor, sent)
        reply = self.dispatcher.file(visitor.person, *found, origin, verb="pack.sections_file")
        return self._told(visitor, place, reply)

    def appendix(self, _request: Request, visitor: Visitor, _sent: FormData) -> Response:
        """The form by which a file is attached to the board's own paper."""
        shown = self.dispatcher.view(visitor.person, "page.appendix")
        return HTMLResponse(
            self.showing.made_now(FILE, visitor, shown=shown, address=APPENDIX_FILE, back="/papers", file_error="")
        )

    def appendix_came(self, _request: Request, visitor: Visitor, sent: FormData) -> Response:
        """Attach it. With mistakes the form comes back as it was typed."""
        modal: Modal = self.dispatcher.view(visitor.person, "page.appendix")
        values, found = answers(modal, sent), _file_in(sent)
        modal = checked(modal, values)
        missing = "" if found else NO_FILE
        again = partial(self._again, visitor, FILE, address=APPENDIX_FILE, back="/papers", file_error=missing)
        if modal.errors or found is None:
            return again(modal)
        origin = self._origin(visitor, sent)
        reply = self.dispatcher.file(visitor.person, *found, origin, verb="pack.appendix_file", values=values)
        return _gone_on(reply, modal, again, partial(self._told, visitor, place_of("", "", "/papers")))

    def no_change(self, request: Request, visitor: Visitor, sent: FormData) -> Response:
        """Record that nothing has changed since the last answer."""
        ref = request.path_params["ref"]
        modal = self._form(visitor, ref)
        reply = self.dispatcher.press(visitor.person, "update.no_change", modal.state, self._origin(visitor, sent))
        return _gone_on(
            reply, modal, partial(self._again, visitor, UPDATE), partial(self._recorded, visitor, modal.state)
        )

    def the_rest(self, _request: Request, visitor: Visitor, _sent: FormData) -> Response:
        """What "no change" would be recorded for, to look through before it is."""
        return HTMLResponse(self.showing.html(NO_CHANGE, visitor))

    def no_change_for_the_rest(self, _request: Request, visitor: Visitor, sent: FormData) -> Response:
        """Record "no change" for what was listed; where that has changed since, list it anew."""
        mark, origin = sent.get("mark"), self._origin(visitor, sent)
        reply = self.dispatcher.press(visitor.person, "return.no_change_confirmed", str(mark or ""), origin)
        if reply and isinstance(reply.answer, Card) and not reply.done:
            if "mark" not in reply.answer.data:
                return self.problem(409, reply.answer.title, in_words(reply.answer), visitor)
            return HTMLResponse(self.showing.made_now(NO_CHANGE, visitor, shown=reply.answer), 409)
        return self._recorded(visitor, THE_REST, reply)

    def leave(self, request: Request, _visitor: Visitor, _sent: FormData) -> Response:
        """Sign out."""
        return self.entrance.leave(request)

    # How it is answered

    def problem(
        self,
        status: int,
        title: str,
        text: str,
        visitor: Visitor | None = None,
        understood: Sequence[str] = (),
        sent: FormData | None = None,
        back: str = "",
    ) -> Response:
        """A page that says what cannot be done and what can; with what was typed, so that it is not lost."""
        typed = typed_in(sent or {})
        if visitor and not back:
            back = f"{visitor.base}/returns" if visitor.purpose is Purpose.RETURN else f"{visitor.base}/"
        template = self.templates.get_template("pages/problem.html")
        page = template.render(title=title, text=text, understood=understood, typed=typed, back=back)
        return HTMLResponse(page, status, RETRY_AFTER if status == 503 else None)

    def _place(self, request: Request) -> Place:
        """The form that an address names. Raises `Mistake` where pages have no such form."""
        asked = request.query_params
        place = place_of(request.path_params["verb"], asked.get("value"), asked.get("back"))
        if place.verb not in FORMS:
            raise Mistake("There is no such form.")
        return place

    def _opened(self, visitor: Visitor, place: Place) -> Modal:
        """A form as the dispatcher opens it. Raises `Refused` and `Mistake`."""
        verb = self.dispatcher.registry.verb_named(place.verb)
        if verb is None or not verb.takes(place.value):
            raise Mistake("There is no such form.")
        form: Modal = self.dispatcher.view(visitor.person, place.verb, text=place.value)
        return form

    def _submitted(self, visitor: Visitor, modal: Modal, sent: FormData, again: Again, then: Then) -> Response:
        """What becomes of a form that was filled in."""
        values = answers(modal, sent)
        modal = checked(modal, values)
        if modal.errors:
            return again(modal)
        reply = self.dispatcher.submit(visitor.person, modal.verb, modal.state, values, self._origin(visitor, sent))
        return _gone_on(reply, filled(modal, values), again, then)

    def _told(self, visitor: Visitor, place: Place, reply: Reply | None) -> Response:
        """What was answered, as a page; back to the other where this was sent before."""
        if reply is None:
            return self._changed(visitor, place, _nothing, reply)
        if reply.queued:
            self.entrance.on_the_way()
        status = 200 if reply.done else 409
        return HTMLResponse(self.showing.made_now(ANSWER, visitor, shown=reply.answer, back=place.back), status)

    def _changed(self, visitor: Visitor, place: Place, recorded: Recorded, reply: Reply | None) -> Response:
        """Back to the page, with what was recorded; without it where this was sent before."""
        if reply and reply.queued:
            self.entrance.on_the_way()
        card = reply.answer if reply else None
        path = place.after(recorded, card.data) if isinstance(card, Card) else place.back
        return RedirectResponse(visitor.base + path, 303)

    def _form(self, visitor: Visitor, ref: str) -> Modal:
        """The form for an action that the visitor may update. Raises `Refused` and `Mistake`."""
        form: Modal = self.dispatcher.view(visitor.person, "update.open", text=ref)
        return form

    def _origin(self, visitor: Visitor, sent: FormData) -> Origin:
        receipt = sent.get("receipt")
        return Origin(visitor.door, private=True, receipt=receipt if isinstance(receipt, str) and receipt else None)

    def _again(self, visitor: Visitor, page: Page, modal: Modal, why: Card | None = None, **place: str) -> Response:
        """The form once more: with its mistakes, or with why it could not be taken."""
        said = in_words(why).splitlines() if why else ()
        html = self.showing.made_now(page, visitor, shown=modal, said=said, **place)
        return HTMLResponse(html, 503, RETRY_AFTER) if why and why.data.get("away") else HTMLResponse(html, 422)

    def _recorded(self, visitor: Visitor, ref: str, reply: Reply | None) -> Response:
        if reply and reply.queued:
            self.entrance.on_the_way()
        return RedirectResponse(f"{visitor.base}/returns?recorded={quote(ref)}", 303)


def _file_in(sent: FormData) -> tuple[str, bytes] | None:
    """The name and the content of the file in a form; None where none was chosen."""
    file = sent.get("file")
    return (file.filename, file.file.read()) if isinstance(file, UploadFile) and file.filename else None


def _word_file(name: str, content: bytes) -> Response:
    """A Word file to download."""
    headers = {"Content-Disposition": f"attachment; filename*=utf-8''{quote(name)}"}
    return Response(content, media_type=KINDS[PackFormat.WORD], headers=headers)


def _said(request: Request, *names: str) -> dict[str, str]:
    """What the address says, by these names."""
    return {name: request.query_params.get(name, "")[:200] for name in names}


def _nothing(_value: str, _data: object) -> str:
    """What is told of a button that was pressed before."""
    return ""


def _gone_on(reply: Reply | None, modal: Modal, again: Again, then: Then) -> Response:
    """The form again where the answer is one, or where nothing was recorded; else what comes then."""
    if reply and isinstance(reply.answer, Modal):
        return again(reply.answer)
    if reply and isinstance(reply.answer, Card) and not reply.done:
        return again(modal, reply.answer)
    return then(reply)


def _only_its_own_style(page: bytes) -> str:
    """The policy of a pack's web page: the style in its head and nothing else. An old pack has the style of its day."""
    found = re.search(rb"<style>(.*?)</style>", page, re.DOTALL)
    style = f"'sha256-{b64encode(sha256(found[1]).digest()).decode()}'" if found else "'none'"
    return f"default-src 'none'; style-src {style}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
