"""The written sections of a paper as a Word file that goes out and comes back: headings and what stands under them.

Only the sections that people write are in it, as they were typed, with the names of figures. Which version of each went
out is in a property of the file, so that what somebody else has written meanwhile is not written over.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from docx import Document
from docx.shared import Cm

from papers.checking.paper import NotReadable
from papers.checking.word import body_paragraphs
from papers.outlines import Outline
from papers.pack.word.styles import dress
from papers.pack.word.writing import printable, undated
from papers.pack.written import paragraphs_of

NAME = "sections"
_OF_THE_FILE = re.compile(r"sections of (\d{1,9}):((?: [a-z0-9_]+ \d{1,6};)*)")
_VERSION = re.compile(r" ([a-z0-9_]+) (\d{1,6});")
ABOVE = (
    "Write under the headings and leave these as they are. What is sent back to the bot is taken in as it stands, each "
    "section for itself; {{ on_track.current }} prints a figure. Nothing above the first heading is read."
)


@dataclass(frozen=True)
class SectionGoingOut:
    """A section by its name, as it was typed; `version` is 0 and the text empty where there is none."""

    key: str
    text: str
    version: int


@dataclass(frozen=True)
class SectionsFile:
    """What came back: for which meeting, by its id, what stands under each heading, and which version went out; and the
    headings under which there are `tables`, which are not read. Which section a heading is of is for the paper to say:
    an organisation may have sections of its own.
    """

    name: str
    meeting_id: int
    headed: tuple[tuple[str, str], ...]
    versions: dict[str, int]
    tables: tuple[str, ...] = ()

    def has_table(self, title: str) -> bool:
        """Whether there is a table under the heading of a section."""
        return title.casefold() in (" ".join(each.split()).casefold() for each in self.tables)

    def texts(self, outline: Outline) -> dict[str, str]:
        """What stands under the heading of each section, by its name. Raises `NotReadable`."""
        known = {each.title.casefold(): each.key for each in outline.written}
        texts: dict[str, str] = {}
        for heading, text in self.headed:
            key = known.get(" ".join(heading.split()).casefold(), "")
            if not key and texts:
                raise NotReadable(
                    f"{self.name} has a heading “{heading.strip()[:80]}” that is no section. Nothing was taken in: "
                    "make it plain text, or add the section first (“/pack sections add”), and send the file again."
                )
            if key in texts:
                raise NotReadable(f"{self.name} has the heading “{heading.strip()}” twice. Nothing was taken in.")
            if key:
                texts[key] = text
        return texts


def write_sections(
    title: str, outline: Outline, meeting_id: int, sections: Sequence[SectionGoingOut], at: datetime
) -> bytes:
    """The file (.docx); the same bytes for the same sections. `at` is aware UTC."""
    document = Document()
    dress(document)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    document.add_paragraph(printable(title), "Title")
    document.add_paragraph(ABOVE, "Small print")
    for each in sections:
        document.add_heading(outline.by_key[each.key].title)
        for paragraph in paragraphs_of(each.text) or [""]:
            document.add_paragraph(printable(paragraph))
    versions = "".join(f" {each.key} {each.version};" for each in sections)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = printable(title)[:255], "", ""
    properties.keywords, properties.language = NAME, "en-GB"
    for each in properties._element.iter("{*}keywords"):
        each.text = f"{NAME} of {meeting_id}:{versions}"  # longer than the library lets it be, where all is written
    properties.created = properties.modified = at
    saved = io.BytesIO()
    document.save(saved)
    return undated(saved.getvalue(), zipfile.ZIP_DEFLATED)


def read_sections(content: bytes, name: str) -> SectionsFile:
    """The sections in a file that has come back: insertions stand, deletions do not. Raises `NotReadable`."""
    paragraphs, keywords = body_paragraphs(content, name)
    found = _OF_THE_FILE.search(keywords)
    if found is None:
        raise NotReadable(f"{name} is no file of sections from here: the page “Sections” gives one to write in.")
    versions = {key: int(number) for key, number in _VERSION.findall(found[2])}
    headed: list[tuple[str, list[str]]] = []
    tables: list[str] = []
    for is_heading, text, in_table in paragraphs:
        if in_table:
            tables += [headed[-1][0]] if headed else []
        elif is_heading and text.strip():
            headed.append((text, []))
        elif headed:
            headed[-1][1].append(text)
    read = tuple((heading, as_read("\n\n".join(lines))) for heading, lines in headed)
    return SectionsFile(name, int(found[1]), read, versions, tuple(tables))


def as_read(text: str) -> str:
    """A text as it reads when it comes back: by this, what nobody has changed is known again."""
    plain = printable(text).translate(_ALIKE)
    return "\n\n".join("\n".join(line.strip() for line in each.split("\n")) for each in paragraphs_of(plain))


_ALIKE = str.maketrans({"\u00a0": " ", "\u00ad": "", "\u2011": "-"})
"""Signs that Word puts in by itself, as a paper is read without them."""
