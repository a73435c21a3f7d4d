"""What a pack and its files are called in messages, pages and the log."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.cards import Button, File, Files
from models.packs.packs import Pack, PackFile, PackFormat, PackState
from papers.pack.contents import PackContents, from_json
from papers.pack.public import public_version
from papers.wording import day, plural

LABELS = {
    PackFormat.WORD: "Word document",
    PackFormat.PDF: "PDF",
    PackFormat.WEB: "Web page",
    PackFormat.SPREADSHEET: "Spreadsheet",
    PackFormat.APPENDICES: "Appendices (zip)",
    PackFormat.FULL: "Full version, with what is not public (zip)",
    PackFormat.PROOF: "All of them with the signed list (zip)",
}

_SUFFIXES = {PackFormat.WORD: "docx", PackFormat.PDF: "pdf", PackFormat.WEB: "html", PackFormat.SPREADSHEET: "xlsx"}
_SUFFIXES |= dict.fromkeys((PackFormat.PROOF, PackFormat.APPENDICES, PackFormat.FULL), "zip")
_BESIDE = {PackFormat.APPENDICES: "-appendices", PackFormat.FULL: "-full"}


def contents_of(pack: Pack) -> PackContents:
    """A pack's contents as they are printed now: as a draft, with all of it, until its files are made for publication;
    then as the public version, whoever asks.
    """
    return as_printed(full_contents_of(pack))


def as_printed(full: PackContents) -> PackContents:
    """The same of contents with all parts."""
    return full if full.draft else public_version(full)


def full_contents_of(pack: Pack) -> PackContents:
    """The same with the parts that are not public, for the full version alone."""
    return replace(from_json(pack.contents), draft=pack.state not in (PackState.PUBLISHING, PackState.PUBLISHED))


def file_name(contents: PackContents, format: PackFormat) -> str:
    """The name of a file of a pack: `board-pack-2023-06-07-v1.pdf`, of a draft `board-pack-2023-06-07-v1-draft.pdf`."""
    draft = "-draft" if contents.draft else ""
    corrected = f"-corrected-{len(contents.corrections)}" if contents.corrections else ""
    what = f"council-report{in_a_name(contents.board) or '-body'}" if contents.report else "board-pack"
    what = f"supplement-{contents.supplement.number}-to-{what}" if contents.supplement else what
    name = f"{what}-{contents.meeting.isoformat()}-v{contents.version}"
    return f"{name}{corrected}{draft}{_BESIDE.get(format, '')}.{_SUFFIXES[format]}"


def in_a_name(words: str) -> str:
    """Words as the name of a file has them behind others: `-health-and-wellbeing-board`; nothing of none."""
    plain = re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")
    return f"-{plain}" if plain else ""


def progress_key(pack: Pack, person_id: int | str, publishing: bool = False) -> str:
    """The key of the message that tells somebody how the building of a pack, or its publication, goes."""
    return f"pack {pack.id} {'publishing' if publishing else 'progress'} {person_id}"


def subject_of(contents: PackContents) -> str:
    """What the events of a pack are about."""
    corrected = f" correction {len(contents.corrections)}" if contents.corrections else ""
    body = f"{contents.board} " if contents.report else ""
    return f"pack {body}{contents.meeting.isoformat()}{_supplement(contents)} {contents.version}{corrected}"


def meeting_value(contents: PackContents) -> str:
    """The words of a button about the pack for a meeting: `2023-06-07`, of a body `for Cabinet 2023-06-20`; of a
    supplement with ` supplement 1` behind that.
    """
    body = f"for {contents.board} " if contents.report else ""
    return f"{body}{contents.meeting.isoformat()}{_supplement(contents)}"


def whose(contents: PackContents) -> str:
    """Whose paper it is, as one types it after `for`: `7 June 2023`, of a body `Cabinet 20 June 2023`; of a supplement
    with ` supplement 1` behind that.
    """
    return f"{f'{contents.board} ' if contents.report else ''}{day(contents.meeting)}{_supplement(contents)}"


def behind_verb(contents: PackContents) -> str:
    """What one types behind a verb to mean this paper and not the next board's: ` for Cabinet`, ` supplement`."""
    body = f" for {contents.board}" if contents.report else ""
    return f"{body}{' supplement' if contents.supplement else ''}"


def _supplement(contents: PackContents) -> str:
    return f" supplement {contents.supplement.number}" if contents.supplement else ""


def version_value(meeting: date, version: int, correction: int = 0, body: str = "", supplement: int = 0) -> str:
    """The words of a button about a version of a pack: `2023-06-07 version 1`, or ` correction 2` behind that of one
    with so many; `for Cabinet ` before that of a report to a body, ` supplement 1` behind the day of a supplement.
    """
    corrected = f" correction {correction}" if correction else ""
    its = f" supplement {supplement}" if supplement else ""
    return f"{f'for {body} ' if body else ''}{meeting.isoformat()}{its} version {version}{corrected}"


def value_of(contents: PackContents) -> str:
    """The same of what is in a pack."""
    body = contents.board if contents.report else ""
    supplement = contents.supplement.number if contents.supplement else 0
    return version_value(contents.meeting, contents.version, len(contents.corrections), body, supplement)


def title_of(contents: PackContents) -> str:
    """`Board pack for 7 June 2023, version 1`, `Council report for Cabinet of 20 June 2023, version 1`, or
    `Supplement 1 to the board pack for 7 June 2023, version 1`; of one that was corrected, ` with 1 correction`.
    """
    corrected = f" with {plural(len(contents.corrections), 'correction')}" if contents.corrections else ""
    said = paper_of(contents)
    return f"{said[:1].upper()}{said[1:]}, version {contents.version}{corrected}"


def paper_of(contents: PackContents) -> str:
    """The paper in the midst of a sentence, whatever its version: `board pack for 7 June 2023`."""
    what = f"council report for {contents.board} of" if contents.report else "board pack for"
    to = f"supplement {contents.supplement.number} to the " if contents.supplement else ""
    return f"{to}{what} {day(contents.meeting)}"


def send_files_button(contents: PackContents) -> Button:
    """Has the files of this version sent to whoever presses it."""
    return Button("Send me the files", "pack.files", value_of(contents))


def take_back_button(contents: PackContents) -> Button:
    """Takes the draft of a correction back."""
    return Button("Take the correction back", "pack.take_back_correction", value_of(contents))


def files_element(files: Sequence[PackFile]) -> Files:
    """The files as a card names them."""
    return Files(tuple(File(each.id, each.name, LABELS[each.format], each.size) for each in files))
