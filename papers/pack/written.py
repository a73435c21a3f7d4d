"""Written sections as a pack prints them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WrittenParagraph:
    """A paragraph with its number in the paper ("2.3"), its figures in it, and as it was typed; of a passage of several
    paragraphs this is empty but in the first.
    """

    number: str
    text: str
    typed: str


@dataclass(frozen=True)
class PassageTaken:
    """A passage as a section prints it: its name, and its words as they were when the pack was compiled."""

    name: str
    text: str


@dataclass(frozen=True)
class WrittenSection:
    """A section that was written: its name in the outline, its number, and the generated one before which it stands.

    `version` is that of the section, `nothing` says that it is a statement that there is nothing to say. `restricted`
    is empty of what is open, else "confidential" or "exempt (paragraph 3)", and `why` the reason; `withheld`: it is not
    in this version of the pack, and its paragraph says so. `passages` are those that it has taken.
    """

    key: str
    number: int
    title: str
    before: str
    version: int
    paragraphs: tuple[WrittenParagraph, ...]
    nothing: bool = False
    restricted: str = ""
    why: str = ""
    withheld: bool = False
    passages: tuple[PassageTaken, ...] = ()


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a typed text: an empty line is between two. Lines within one stay."""
    blocks: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip():
            blocks[-1].append(line.rstrip())
        elif blocks[-1]:
            blocks.append([])
    return ["\n".join(each) for each in blocks if each]
