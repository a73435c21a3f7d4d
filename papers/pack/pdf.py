"""The pack as PDF/UA-1, set by typst from `templates/pack.typ`. Called when a pack is built; it reads no clock and no
network.

The contents reach the template as JSON, never as typst code, so that `#import` or `*bold*` in somebody's commentary is
only text. What the fonts cannot print is named in words (`papers.pack.fonts`).
"""

import ctypes
import json
import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import typst

from models.plan.ratings import Rating, scale
from models.position.counting import Count
from models.updates.answer import LACKING_OF_A_RED
from papers.pack.contents import AreaEntry, PackContents, in_its_scale
from papers.pack.fonts import FAMILIES, printable, typefaces
from papers.pack.front_page import TITLE as TITLE_OF_FRONT
from papers.pack.front_page import front_page
from papers.pack.report_parts import ReportItem, ReportTable, facts, footer_said, report_parts, title_said
from papers.pack.sparkline import Sparkline, sparkline_svg
from papers.pack.trend import TITLE, trend_svg, trend_words
from papers.rating_colours import fill_of
from papers.wording import NOT_COUNTED_BEFORE, NOT_COUNTED_NOW, day, joined, moment, share

_TEMPLATE = Path(__file__).parent / "templates" / "pack.typ"
_REPORT = _TEMPLATE.with_name("report.typ")
_RUNS_REMEMBERED = 10
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
"""What `mallopt(3)` calls so."""
_PIECE_GIVEN_BACK = 128 * 1024
_CHIP = 47.0
"""The least width of a rating on its colour, in points."""
_LONG_WORD = re.compile(r"[^\s/-]{25,}")
_PIECE = re.compile(r".{12}(?=.)")


@in_its_scale
def write_pdf(contents: PackContents) -> bytes:
    """The pack as a tagged PDF, A4, in British English. The same contents give the same bytes."""
    printed = json.dumps(_pack(contents) if contents.has_position else _report(contents))
    _give_back()
    paper = typst.compile(
        _TEMPLATE if contents.has_position else _REPORT,
        root=_TEMPLATE.parent,
        format="pdf",
        pdf_standards=["ua-1"],
        font_paths=typefaces(),
        timestamp=int(contents.frozen_at.timestamp()),
        sys_inputs={"pack": printed},
    )
    _forget()
    return paper


def _forget() -> None:
    """Let typst drop what it worked out: it keeps that for its next ten runs, 150 kB an action, in case they are alike.

    So many runs of nothing take a millisecond or two; without them a process that prints large packs grows tenfold.
    """
    compiler = typst.Compiler(font_paths=typefaces())
    for _ in range(_RUNS_REMEMBERED + 1):
        compiler.compile(b"", format="svg")
    _give_back()


def _give_back() -> None:
    """Have the C library return what is free, and whatever is freed from then on in pieces of some size.

    Only the GNU one hoards it, and has to be told. It begins with the same thresholds, and raises them with the largest
    piece that was freed: typst's, which grow and move, then leave holes of a tenth of all that it takes.
    """
    with suppress(AttributeError, OSError):
        library = ctypes.CDLL(None)
        for threshold in (_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD):
            library.mallopt(threshold, _PIECE_GIVEN_BACK)
        library.malloc_trim(0)


def _pack(contents: PackContents) -> dict[str, Any]:
    """What the template prints: the contents in words, and the ratings and the picture as they are drawn."""
    zone = ZoneInfo(contents.zone)
    words: dict[str, Any] = _in_words(replace(contents, areas=()), zone)
    reds = zip(words["reds"], contents.reds, strict=True)
    return words | {
        "reds": [told | {"help_told": _in_words(red.help_told, zone)} for told, red in reds],
        "areas": [_area(each, zone) for each in contents.areas],
        "title": printable(contents.title),
        "name": contents.name,
        "draft_said": contents.draft_said,
        "published_said": [_in_words(each, zone) for each in contents.published_said],
        "front": _in_words(front_page(contents), zone) | {"title": TITLE_OF_FRONT},
        "appendices_said": [_in_words(each.said, zone) for each in contents.appendices],
        "missing": LACKING_OF_A_RED,
        "not_counted_before": NOT_COUNTED_BEFORE,
        "not_counted_now": NOT_COUNTED_NOW,
        "data_month": f"{contents.data_month:%B %Y}",
        "unexplained": printable(joined(contents.total_change.unexplained)),
        "trend": {"title": TITLE, "words": trend_words(contents.trend), "svg": trend_svg(contents.trend)},
        "rates_impact": contents.scale.rates_impact,
        "reds_title": printable(contents.reds_title),
        "red_by": printable(contents.red_by),
        **_drawn(),
    }


def _area(area: AreaEntry, zone: ZoneInfo) -> dict[str, Any]:
    """An area of the progress report. Of its actions with what the template asks for and nothing else: typst takes some
    10 kB for the rest of each.
    """
    of_action, of_measure = _asked_of("action"), _asked_of("action.measure")

    def told(of: Any, names: Collection[str]) -> dict[str, Any]:
        return {each.name: _in_words(getattr(of, each.name), zone) for each in fields(of) if each.name in names}

    actions = [
        told(each, of_action) | {"measure": told(each.measure, of_measure) if each.measure else None}
        for each in area.actions
    ]
    return {**_in_words(replace(area, actions=()), zone), "actions": actions}


@cache
def _asked_of(what: str) -> frozenset[str]:
    """The fields that the template names of something."""
    return frozenset(re.findall(rf"\b{re.escape(what)}\.(\w+)", _TEMPLATE.read_text(encoding="utf-8")))


def _report(contents: PackContents) -> dict[str, Any]:
    """What the template of a council report prints."""
    zone = ZoneInfo(contents.zone)
    parts = report_parts(contents)
    return {
        "organisation": printable(contents.organisation),
        "name": contents.name,
        "title": printable(title_said(contents)),
        "author": printable(contents.author),
        "footer": printable(footer_said(contents)),
        "draft_said": contents.draft_said,
        "published_said": _in_words(contents.published_said, zone),
        "changed": _in_words(contents.changed, zone),
        "facts": _in_words(facts(contents), zone),
        "sections_before": contents.supplement.sections if contents.supplement else 0,
        "pages_before": contents.supplement.pages if contents.supplement else 0,
        "parts": [
            _in_words(replace(each, table=None, items=()), zone)
            | {"table": _table(each.table, zone), "items": [_item(one, zone) for one in each.items]}
            for each in parts
        ],
        **_drawn(),
    }


def _item(item: ReportItem, zone: ZoneInfo) -> dict[str, Any]:
    """An action that is reported, with its ratings as they are drawn."""
    ratings = [(of, {"rating": rating.value}) for of, rating in item.ratings]
    return {"title": _in_words(item.title, zone), "ratings": ratings, "said": _in_words(item.said, zone)}


def _table(table: ReportTable | None, zone: ZoneInfo) -> dict[str, Any] | None:
    """A table with the shares of the page that its columns have: by their longest words, within bounds."""
    if table is None:
        return None
    longest = [max(len(str(row[at])) for row in (table.heads, *table.rows)) for at in range(len(table.heads))]
    widths = [1] * len(longest) if table.figures else [min(max(each + 3, 8), 40) for each in longest]
    return {
        "caption": _in_words(table.caption, zone),
        "heads": _in_words(table.heads, zone),
        "rows": [
            [{"rating": each.value} if isinstance(each, Rating) else _in_words(each, zone) for each in row]
            for row in table.rows
        ],
        "widths": widths,
        "figures": table.figures,
    }


def _drawn() -> dict[str, Any]:
    """The typefaces, and how the ratings are drawn."""
    return {
        "families": FAMILIES,
        "chip": _chip_width(),
        "ratings": {
            each.value: {
                "letter": printable(each.letter),
                "word": printable(each.word),
                "fill": fill_of(each)[0],
                "ink": fill_of(each)[1],
            }
            for each in scale().ratings
        },
    }


def _chip_width() -> float:
    """The width in points in which the letter and word of every level have room, up to that of a third of the page."""
    longest = max(len(f"{each.letter} {each.word}") for each in scale().ratings)
    return min(max(_CHIP, 8 + 5.4 * longest), 3 * _CHIP)


def _in_words(value: Any, zone: ZoneInfo) -> Any:
    """The value as JSON in which every text is printable, and every date, time and count in words."""
    if isinstance(value, str):
        return _LONG_WORD.sub(_breakable, printable(value))
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | Decimal):
        return f"{value:,}"
    if isinstance(value, Sparkline):
        return {"svg": sparkline_svg(replace(value, words=printable(value.words))), "words": printable(value.words)}
    if isinstance(value, datetime):
        return moment(value, zone)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Count):
        return share(value)
    if isinstance(value, Mapping):
        return {key: _in_words(each, zone) for key, each in value.items()}
    if is_dataclass(value):
        return {each.name: _in_words(getattr(value, each.name), zone) for each in fields(value)}
    return [_in_words(each, zone) for each in value]


def _breakable(word: re.Match[str]) -> str:
    """A word that no narrow column can hold, with places (zero-width spaces) where a line may end."""
    return _PIECE.sub("\\g<0>\u200b", word[0])
