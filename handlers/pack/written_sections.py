"""The written sections of a paper for its pack: figures and numbers in place of their names, and what is missing.

Called when a pack is compiled, with its frozen figures. What has no figure any more stays as it was typed, and is found
by the checks (`handlers.pack.completeness`).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date

from models.packs.appendices import Appendix
from models.packs.papers import SectionVersion, Written
from models.record.working_days import WorkingDays
from papers.bound_figures import bound_in, name_of, resolved
from papers.decision_words import decision_said
from papers.pack.attached_files import AppendixEntry
from papers.pack.contents import PackContents
from papers.pack.section_numbers import parts_of
from papers.pack.written import PassageTaken, WrittenParagraph, WrittenSection, paragraphs_of
from papers.wording import day


def with_written(
    contents: PackContents,
    written: Mapping[str, Written],
    required: Collection[str],
    figures: Mapping[str, str],
    passages: Mapping[str, str],
    days: WorkingDays,
) -> PackContents:
    """The contents with what was written (by section), and the titles of sections that are required and are not there.

    `figures` and `passages` are printed in place of their names. `days` is the calendar in which the notice of a key
    decision is counted, up to the meeting of the contents.
    """
    outline = contents.outline
    missing = tuple(each.title for each in outline.written if each.key in required and each.key not in written)
    bare = [
        WrittenSection(each.key, 0, each.title, outline.before(each.key), 0, ())
        for each in outline.written
        if each.key in written
    ]
    numbers = {each.key: each.number for each in parts_of(replace(contents, written=tuple(bare)))}
    named = {name: f"section {numbers[each.key]}" for name, each in outline.named.items() if each.key in numbers}
    if contents.supplement:
        named |= {f"appendix_{at}": f"Appendix {at}" for at in range(1, contents.supplement.appendices + 1)}
    named |= {name_of(each.called): each.called for each in contents.appendices}

    def printed(typed: str) -> str:
        return resolved(typed, figures, named, passages)

    sections = tuple(
        replace(
            each,
            number=numbers.get(each.key, 0),
            version=written[each.key].version.number,
            paragraphs=_paragraphs(written[each.key], numbers.get(each.key, 0), printed, contents.meeting, days),
            nothing=written[each.key].version.nothing,
            restricted=written[each.key].version.restricted,
            why=written[each.key].version.why,
            passages=_taken(written[each.key], passages),
        )
        for each in bare
    )
    return replace(contents, written=sections, sections_missing=missing)


def appendix_entries(attached: Sequence[Appendix], before: int = 0) -> tuple[AppendixEntry, ...]:
    """Appendices as a pack lists them, numbered from 1, or on from those `before` a supplement."""
    return tuple(AppendixEntry(number, **asdict(each)) for number, each in enumerate(attached, 1 + before))


def _taken(written: Written, passages: Mapping[str, str]) -> tuple[PassageTaken, ...]:
    """The passages that a section names and that there are."""
    named = [] if written.version.nothing else [each.passage for each in bound_in(written.version.text)]
    return tuple(PassageTaken(each, passages[each]) for each in dict.fromkeys(named) if each in passages)


def _paragraphs(
    written: Written, number: int, resolve: Callable[[str], str], meeting: date, days: WorkingDays
) -> tuple[WrittenParagraph, ...]:
    version = written.version
    before = f"{number}." if number else ""  # a fact stands in the table above the sections
    if version.nothing:
        return (WrittenParagraph(f"{before}1", nothing_said(version), version.text),)
    text = decision_said(version.decided, meeting, days) if version.decided else version.text
    said = [
        (printed, "" if more else typed)
        for typed in paragraphs_of(text)
        for more, printed in enumerate(paragraphs_of(resolve(typed)))
    ]
    return tuple(WrittenParagraph(f"{before}{at}", printed, typed) for at, (printed, typed) in enumerate(said, 1))


def nothing_said(version: SectionVersion) -> str:
    """That there is nothing to say, as it is printed: `None: no new risks (Service Director, 1 June 2023).`"""
    said = version.text.strip().rstrip(".")
    why = f": {said}" if said.casefold() not in ("", "none", "nothing") else ""
    on = f", {day(version.stated_on)}" if version.stated_on else ""
    return f"None{why} ({version.post}{on})."
