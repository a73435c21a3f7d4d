"""Building packs in the background: from kept contents to four files, with progress in the message to who asked; and
once more, without the word draft, when they are published.

Any number of processes share the packs that are to be built: whoever takes one has it for a lease. Its files and the
messages that bring them are written in one transaction, so there is no half pack; one that fails says why.
"""

import asyncio
import gc
from collections.abc import AsyncGenerator, Callable, Collection, Mapping
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from functools import partial

from handlers.dispatcher import Dispatcher
from handlers.failures import note_failure
from handlers.log import log
from handlers.pack.messages import post_made, show_failed, show_progress
from handlers.pack.naming import LABELS, as_printed, file_name, full_contents_of
from models.packs.appendices import files_attached
from models.packs.packs import Pack, PackFormat, files_of, mark_done, mark_failed, mark_made, take_building
from models.record.timeouts import take_time
from papers.pack.attached_files import zipped
from papers.pack.contents import PackContents
from papers.pack.public import has_restricted
from papers.pack.wrong_template import WrongTemplate
from schedules.outbox_worker import Carrier

LEASE = timedelta(minutes=10)
"""How long one format of the largest plan may take to write, with much to spare."""
MOST_TRIES = 3
"""So often it is begun: what stops the process that builds it would stop each that follows."""
NEVER_ENDED = (
    f"It was begun {MOST_TRIES} times and never ended: the process that built it was stopped each time, "
    "perhaps for want of memory. Whoever runs the service can see why."
)

AT_ONCE = 2
"""So many files are written side by side: the PDF, and one of the others, which all need the interpreter."""

SIDE_BY_SIDE = 500
"""Up to so many actions; of more, one after the other, for the memory: the PDF last, which needs most and keeps some
of it.
"""

Writers = Mapping[PackFormat, Callable[[PackContents], bytes]]


def writers(template: bytes | None = None, of_reports: bytes | None = None) -> Writers:
    """What writes each format, in the order in which they are made; `template` is the organisation's own for Word, and
    `of_reports` that for council reports.

    Raises `WrongTemplate`.
    """
    # The libraries of all formats, which a process does without until it builds its first pack.
    from papers.pack.pdf import write_pdf
    from papers.pack.spreadsheet import write_spreadsheet
    from papers.pack.web import write_web
    from papers.pack.word import check_report_template, check_template, write_word

    if template is not None:
        check_template(template)
    if of_reports is not None:
        check_report_template(of_reports)
    return {
        PackFormat.PDF: write_pdf,  # works beside the interpreter, so it begins first
        PackFormat.WORD: partial(write_word, template=template, of_reports=of_reports),
        PackFormat.WEB: write_web,
        PackFormat.SPREADSHEET: write_spreadsheet,
    }


async def written(
    writers: Writers, contents: PackContents
) -> AsyncGenerator[tuple[PackFormat, bytes | Exception], None]:
    """Each file as soon as it is ready, or what went wrong with it. Whoever stops listening waits for none."""
    large = sum(len(area.actions) for area in contents.areas) > SIDE_BY_SIDE
    turns = asyncio.Semaphore(1 if large else AT_ONCE)

    async def write_one(write: Callable[[PackContents], bytes]) -> bytes:
        async with turns:
            if large:
                await asyncio.to_thread(gc.collect)  # documents are full of circles
            return await asyncio.to_thread(write, contents)

    in_turn = list(writers.items())[:: -1 if large else 1]
    writing = {asyncio.create_task(write_one(write)): format for format, write in in_turn}
    try:
        while writing:
            ready, _ = await asyncio.wait(writing, return_when=asyncio.FIRST_COMPLETED)
            for task in ready:
                error = task.exception()
                if error is not None and not isinstance(error, Exception):
                    raise error
                yield writing.pop(task), error or task.result()
    finally:
        for task in writing:
            task.cancel()


class PackBuilder:
    """One of a process, for the dispatcher's organisation."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        writers: Callable[[], Writers],
        *,
        lease: timedelta = LEASE,
        machine_clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`writers` is called for each pack; `machine_clock` measures leases, while the dispatcher's clock says when
        something happened.
        """
        self.dispatcher, self._writers = dispatcher, writers
        self._lease, self._clock = lease, machine_clock

    async def build(self, carrier: Carrier) -> None:
        """Build every pack that waits and that nobody has in hand; `carrier` brings what is said of it."""
        while pack := await asyncio.to_thread(self._take):
            await self._build(pack, carrier)

    def _take(self) -> Pack | None:
        own = self.dispatcher.organisation.id
        if own is None:
            return None
        with self.dispatcher.database.write() as session:
            return take_building(session, own, self._clock(), self._lease)

    async def _build(self, pack: Pack, carrier: Carrier) -> None:
        full = await asyncio.to_thread(self._contents, pack)
        contents = as_printed(full)
        if pack.tries > MOST_TRIES:
            await self._failed(pack, contents, NEVER_ENDED, carrier)
            return
        writers = await asyncio.to_thread(self._writers)
        made: dict[PackFormat, tuple[str, bytes]] = {}
        async with aclosing(written(writers, contents)) as files:
            async for format, content in files:
                if isinstance(content, WrongTemplate):
                    await self._failed(pack, contents, str(content), carrier)
                    return
                if isinstance(content, Exception):
                    failure = note_failure("pack failed", content, pack=pack.id, format=format.value)
                    reason = f"A file could not be made: {LABELS[format]} ({failure})."
                    await self._failed(pack, contents, reason, carrier)
                    return
                made[format] = file_name(contents, format), content
                done = [each for each in writers if each in made]
                if not await asyncio.to_thread(self._progressed, pack, contents, done):
                    return  # its lease ran out, and another process builds it now
                await carrier.deliver()
        in_order = {format: made[format] for format in writers}
        in_order |= await asyncio.to_thread(self._beside, full, contents, writers)
        await asyncio.to_thread(self._made, pack, contents, in_order, carrier.door_names)
        await carrier.deliver()

    def _contents(self, pack: Pack) -> PackContents:
        with self.dispatcher.database.read() as session:
            return full_contents_of(session.get_one(Pack, pack.id))

    def _beside(
        self, full: PackContents, contents: PackContents, writers: Writers
    ) -> Mapping[PackFormat, tuple[str, bytes]]:
        """The appendices in a zip; and of a pack that is published and has parts that are not public, the full version
        in another.
        """
        if not (contents.appendices or has_restricted(full)):
            return {}
        with self.dispatcher.database.read() as session:
            attached = files_attached(session, [each.file_id for each in full.appendices])
        found = {}
        if its := {each.stored_as: attached[each.file_id] for each in contents.appendices if each.file_id}:
            found[PackFormat.APPENDICES] = its
        if has_restricted(full) and not contents.draft:
            written = {file_name(full, format): write(full) for format, write in writers.items()}
            found[PackFormat.FULL] = written | {each.stored_as: attached[each.file_id] for each in full.appendices}
        return {format: (file_name(contents, format), zipped(files)) for format, files in found.items()}

    def _progressed(self, pack: Pack, contents: PackContents, done: list[PackFormat]) -> bool:
        with self.dispatcher.database.write() as session:
            ours = mark_done(session, pack, [each.value for each in done], self._clock() + self._lease)
            if ours:
                show_progress(session, pack, contents, done)
            return ours

    def _made(
        self,
        pack: Pack,
        contents: PackContents,
        made: Mapping[PackFormat, tuple[str, bytes]],
        doors: Collection[str],
    ) -> None:
        with self.dispatcher.database.write() as session:
            take_time(session.connection())
            if mark_made(session, pack, made):
                files = files_of(session, pack.id, contents.draft)
                post_made(session, pack, contents, files, self.dispatcher.clock(), doors)

    async def _failed(self, pack: Pack, contents: PackContents, reason: str, carrier: Carrier) -> None:
        def mark() -> None:
            with self.dispatcher.database.write() as session:
                if mark_failed(session, pack, reason):
                    show_failed(session, pack, contents, reason, self.dispatcher.clock())

        log.warning("pack failed", pack=pack.id)
        await asyncio.to_thread(mark)
        await carrier.deliver()
