"""The board pack in all four formats: against the two libraries that set its papers, and as a plan grows.

Ours is everything but keeping it in the record: the contents gathered from a frozen snapshot and the four files.
Theirs is what docxtpl and typst do with what the writers would hand them, made ready beforehand.
"""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from datetime import datetime
from io import BytesIO, StringIO
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest.mock import patch

import typst
from docxtpl import DocxTemplate, InlineImage  # type: ignore[import-untyped]
from sqlmodel import Session, col, select

from bot.process import open_dispatcher
from bot.settings import Settings
from bot.terminal.packs import pack
from bot.terminal.plans import take_plan
from handlers.dispatcher import Dispatcher
from handlers.pack.compiling import compile_pack
from handlers.pack.gathering import Compiling, pack_contents
from models.boards.boards import Board, BoardKind, Meeting
from models.packs.packs import pack_of
from models.plan.actions import living_plan
from models.position.snapshots import Snapshot
from models.record.events import Actor
from models.record.organisation import the_organisation
from models.record.rules import rules_of
from papers.pack import trend
from papers.pack.contents import PackContents
from papers.pack.fonts import typefaces
from papers.pack.pdf import write_pdf
from papers.pack.trend import trend_png, trend_words
from papers.pack.word import default_template
from papers.pack.word.filling import fields_of
from schedules.pack_builder import writers, written
from tests.bench.measuring import Measurement, most_memory, side_by_side
from tests.bench.plans import NOW, example_over_and_over

LOCALITIES = 79
"""So many times the example's 64 actions are 5,056."""

GIBIBYTE = 1024 * 1024
"""In kilobytes."""


def four_formats(folder: Path) -> Measurement:
    """The example's 64 actions."""
    dispatcher = _compiled(folder / "pack.db", 1)
    what = "pack of 64 actions in four formats"
    against = "docxtpl and typst alone, Word and PDF"
    alone = _libraries_alone(_gathered(dispatcher))
    return side_by_side(what, against, 1.1, lambda: _pack(dispatcher), alone, 15, _typst_forgets)


def five_thousand_actions(folder: Path) -> Measurement:
    """As much for each action."""
    large, small = _compiled(folder / "large.db", LOCALITIES), _compiled(folder / "small.db", 1)
    what = "pack of 5,056 actions in four formats"
    return side_by_side(what, "64 actions", 100, lambda: _pack(large), lambda: _pack(small), 3, _typst_forgets)


def memory_of_5_000(folder: Path) -> Measurement:
    """The most memory of `secretariat pack` in a process of its own: compiling, building, the record, the files."""
    _dispatcher(folder / "memory.db", LOCALITIES)
    with ProcessPoolExecutor(1, get_context("spawn")) as fresh:
        most = fresh.submit(_whole_pack, folder).result()
    what = "most memory for a pack of 5,056 actions, MiB"
    return Measurement(what, "1 GiB", most / 1024 / 1000, GIBIBYTE / 1024 / 1000, most / GIBIBYTE, 1)


def _whole_pack(folder: Path) -> int:
    """The command, in this process; gives the kilobytes used at the most."""
    os.environ["SECRETARIAT_DATABASE_URL"] = f"sqlite:///{folder / 'memory.db'}"
    out = folder / "pack"
    with redirect_stdout(StringIO()):
        pack(datetime(2023, 6, 7), out, as_json=True, at=NOW.replace(tzinfo=None), organisation=None)  # noqa: DTZ001
    assert len(list(out.iterdir())) == 4
    return most_memory()


def _dispatcher(database: Path, localities: int) -> Dispatcher:
    """A dispatcher on a new record with the example so many times over."""
    settings = Settings(database_url=f"sqlite:///{database}")
    with open_dispatcher(settings, NOW, begins=True) as dispatcher:
        take_plan(dispatcher, settings, example_over_and_over(localities), "bench")
    return dispatcher


def _compiled(database: Path, localities: int) -> Dispatcher:
    """The same after `/pack compile` by an operator, for the board of 7 June 2023."""
    dispatcher = _dispatcher(database, localities)
    with dispatcher.database.write() as session:
        organisation, meeting = the_organisation(session), _meeting(session)
        assert organisation is not None
        plan = living_plan(session, organisation.id)
        assert plan is not None
        compile_pack(session, organisation, plan, meeting, Actor(organisation.id, None, dispatcher.clock(), "bench"))
    return dispatcher


def _gathered(dispatcher: Dispatcher) -> PackContents:
    """The contents of the pack that was compiled, gathered anew."""
    with dispatcher.database.read() as session:
        organisation, meeting = the_organisation(session), _meeting(session)
        assert organisation is not None
        plan, compiled = living_plan(session, organisation.id), pack_of(session, meeting.id)
        assert plan is not None
        assert compiled is not None
        snapshot = session.get_one(Snapshot, compiled.snapshot_id)
        rules = rules_of(session, organisation.id)
        return pack_contents(session, Compiling(organisation, plan, meeting, snapshot, "The secretariat", rules))


def _meeting(session: Session) -> Meeting:
    board = select(Board.id).where(Board.kind == BoardKind.IMPROVEMENT)
    return session.exec(select(Meeting).where(Meeting.on == NOW.date(), col(Meeting.board_id).in_(board))).one()


def _pack(dispatcher: Dispatcher) -> None:
    contents = _gathered(dispatcher)

    async def write() -> list[bytes | Exception]:
        return [content async for _, content in written(writers(), contents)]

    assert [type(content) for content in asyncio.run(write())] == [bytes] * 4


def _libraries_alone(contents: PackContents) -> Callable[[], None]:
    """Word and PDF by docxtpl and typst with nothing round them: the same templates, fields, SVG and JSON."""
    template = default_template()
    fields = fields_of(contents, None, trend_words(contents.trend))
    paper, picture = _typst_call(lambda: write_pdf(contents)), _typst_call(lambda: trend_png(contents.trend, 1200))

    def alone() -> None:
        document = DocxTemplate(BytesIO(template))
        drawn = BytesIO(typst.compile(*picture.args, **picture.kwargs))
        document.render(fields | {"trend": InlineImage(document, drawn)}, autoescape=True)
        document.save(BytesIO())
        assert typst.compile(*paper.args, **paper.kwargs)

    return alone


def _typst_call(write: Callable[[], bytes]) -> Any:
    """What a writer hands to typst."""
    trend._png.cache_clear()
    with patch("typst.compile", wraps=typst.compile) as compile:
        write()
    return compile.call_args_list[0]


def _typst_forgets() -> None:
    """Before each round: typst keeps what it worked out for the next ten papers, and we the last pictures of a trend;
    these papers are all the same.
    """
    trend._png.cache_clear()
    for _ in range(11):
        typst.compile(b"", format="svg", font_paths=typefaces())


ALL = (four_formats, five_thousand_actions, memory_of_5_000)
