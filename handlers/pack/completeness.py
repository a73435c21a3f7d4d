"""What a pack lacks: a pack that is not complete cannot be published (`domain.md` 1 and 4.3)."""

from dataclasses import dataclass

from handlers.cards import Button
from papers.pack.contents import PackContents, Red
from papers.plan.contents import Meaning
from papers.wording import joined, plural


@dataclass(frozen=True)
class Gap:
    """Something that a pack lacks, in words; `button` takes the last step that mends it, once the others are taken."""

    said: str
    button: Button


def what_is_missing(contents: PackContents) -> list[Gap]:
    """Each thing that is missing, with its place and how it is mended; empty when the pack is complete.

    A return that did not arrive is printed as a nil return, so it is complete without it.
    """
    on = contents.meeting.isoformat()
    reds = [
        Gap(
            f"{_called(contents, each)} has no commentary "
            f"(“/update {each.ref}” takes it, then “/pack compile with {each.ref}”)",
            Button(f"Take in {each.ref}", "pack.compile", f"{on} with {each.ref}"),
        )
        for each in contents.reds
        if not each.commentary
    ]
    how = f"a plan file with a column “{Meaning.REASON.value}” brings it, then “/pack compile”"
    compiles = Button("Compile again", "pack.compile", on)
    unexplained = [
        Gap(f"no reason is recorded for {ref} coming or going ({how})", compiles)
        for ref in contents.total_change.unexplained
    ]
    return [*reds, *unexplained]


def _called(contents: PackContents, red: Red) -> str:
    """An action that is off track, by the rating that says so: "Red 2.4"."""
    return f"{contents.scale[red.activity if red.activity.is_off_track else red.impact].name} {red.ref}"


def missing_updates(contents: PackContents) -> str:
    """How many updates are missing, whose and of which actions; empty when none is. They do not refuse a pack."""
    owing = [each for each in contents.returns.rows if each.outstanding]
    if not owing:
        return ""
    out, expected = sum(len(each.outstanding) for each in owing), sum(each.expected for each in contents.returns.rows)
    said = "; ".join(f"{each.answerer}: {joined(each.outstanding)}" for each in owing)
    return f"{out} of {plural(expected, 'update')} {'is' if out == 1 else 'are'} missing: {said}."
