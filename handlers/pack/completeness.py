"""What a pack lacks: a pack that is not complete cannot be published (`domain.md` 1 and 4.3)."""

from papers.pack.contents import PackContents
from papers.plan.contents import Meaning


def what_is_missing(contents: PackContents) -> list[str]:
    """Each thing that is missing, with its place and how it is mended; empty when the pack is complete.

    A return that did not arrive is printed as a nil return, so it is complete without it.
    """
    reds = [
        f"Red {each.ref} has no commentary (“/update {each.ref}” takes it, then “/pack compile with {each.ref}”)"
        for each in contents.reds
        if not each.commentary
    ]
    how = f"a plan file with a column “{Meaning.REASON.value}” brings it, then “/pack compile”"
    unexplained = [
        f"no reason is recorded for {ref} coming or going ({how})" for ref in contents.total_change.unexplained
    ]
    return [*reds, *unexplained]
