"""The outline of each kind of paper: its sections in their order, and which of them are written by people.

A generated section is printed from the frozen figures; a written one stands between them as somebody typed it. The
numbers of sections, and of the paragraphs of written ones, follow from the outline and from what is printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from models.packs.key_decisions import DECISION
from models.packs.papers import PaperKind
from papers.bound_figures import name_of


@dataclass(frozen=True)
class Part:
    """A section. `hint` says what belongs in it, for whoever writes it; a generated one has none.

    A `fact` is written like a section, and printed in a line of the table that a report begins with.
    """

    key: str
    title: str
    hint: str = ""
    fact: bool = False

    @property
    def called(self) -> str:
        """Its name as one types it: `climate impact`."""
        return self.key.replace("_", " ")

    @property
    def written(self) -> bool:
        """Whether people write it."""
        return bool(self.hint)


@dataclass(frozen=True)
class Outline:
    """The sections of a kind of paper."""

    kind: PaperKind
    parts: tuple[Part, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Part]:
        """Its sections by their names."""
        return {each.key: each for each in self.parts}

    @cached_property
    def named(self) -> Mapping[str, Part]:
        """Its sections by what a reference may call them: their names, and their titles as names."""
        return {name_of(each.title): each for each in self.parts} | dict(self.by_key)

    @cached_property
    def written(self) -> tuple[Part, ...]:
        """Those that people write."""
        return tuple(each for each in self.parts if each.written)

    def before(self, key: str) -> str:
        """The generated section before which a written one stands; of a fact none."""
        if self.by_key[key].fact:
            return ""
        keys = [each.key for each in self.parts]
        return next(each.key for each in self.parts[keys.index(key) :] if not each.written)


COVER = Outline(
    PaperKind.COVER,
    (
        Part(
            "introduction",
            "Introduction",
            "What the report is about: the sources of its data, the month that they are of, and what has changed in "
            "how they are gathered.",
        ),
        Part("headline", "Headline"),
        Part("total", "Change in the number of actions"),
        Part("movements", "Movements"),
        Part("reds", "Reds"),
        Part("business", "Items of business", "What else is before the board: papers, visits, letters, inspections."),
        Part("asked", "What the board is asked"),
        Part("presenting", "Presenting arrangements", "Who presents what, and how long it takes."),
        Part("highlights", "Highlights"),
        Part("likely", "Likely to slip"),
        Part("slow", "Slow to progress"),
        Part("gap", "Done without impact"),
        Part(
            "risk",
            "Risk implications",
            "New risks, and risks that have grown or lessened, with what is done about them.",
        ),
        Part("findings", "What the plan answers"),
        Part("evidence", "Evidence"),
        Part("returns", "Returns"),
        Part("progress", "Progress report"),
        Part("appendices", "Appendices"),
        Part("signoff", "Sign-off"),
        Part("acronyms", "Acronyms"),
    ),
)
"""The cover report of an improvement board (issue 13; `domain.md` 4.3)."""

COUNCIL = Outline(
    PaperKind.COUNCIL,
    (
        Part("title", "Title", "What the report is called, where that is not the plan and its position.", fact=True),
        Part("author", "Report by", "Who reports, by post: the director and the member who answers for it.", fact=True),
        Part("classification", "Classification", "Open, or confidential or exempt, and by which paragraph.", fact=True),
        Part(
            DECISION,
            "Decision type",
            "Key, not key, or not an executive decision. Of a key decision: why it is one, and the notice of it with "
            "day and reference, or the exception by which it is taken without.",
            fact=True,
        ),
        Part("wards", "Wards", "Which wards it affects.", fact=True),
        Part("purpose", "Purpose", "What the report is for, in a paragraph."),
        Part("recommendations", "Recommendations", "What the body is asked to do: note, endorse, approve, authorise."),
        Part("alternatives", "Alternative options", "What else was considered, and why it is not recommended."),
        Part("considerations", "Key considerations", "What the body should know and weigh before it decides."),
        Part("position", "Position"),
        Part("reds", "Reds"),
        Part("community", "Community impact", "Whom it affects, and how."),
        Part("environmental", "Environmental impact", "What it means for climate, nature and waste."),
        Part("equality", "Equality duty", "How the public sector equality duty was considered."),
        Part("resources", "Resources", "What it costs, from which budget, and in whose time."),
        Part("legal", "Legal", "Powers and duties, and what follows from them."),
        Part("risk", "Risk management", "New risks, and risks that have grown or lessened, with what is done."),
        Part("consultees", "Consultees", "Who was asked, when, and what they said."),
        Part("appendices", "Appendices"),
        Part("background", "Background papers", "Published papers on which the report rests."),
        Part("signoff", "Reviewers"),
        Part("acronyms", "Glossary"),
    ),
)
"""The report to a body that receives papers: Cabinet, Scrutiny, the Health and Wellbeing Board, the adviser (issue 13;
`domain.md` 4.3).
"""

_OF_A_SUPPLEMENT = ("recommendations", "resources", "equality", "legal", "risk")
SUPPLEMENT = Outline(
    PaperKind.SUPPLEMENT,
    (
        Part("title", "Title", "What the late item is called.", fact=True),
        COUNCIL.by_key["author"],
        COUNCIL.by_key["classification"],
        Part("item", "Late item", "What has come, from whom and when, and what the members should know of it."),
        Part(
            "late", "Why it could not wait", "Why it was not in the pack, and why it cannot wait for the next meeting."
        ),
        *(COUNCIL.by_key[each] for each in _OF_A_SUPPLEMENT),
        *(COUNCIL.by_key[each] for each in ("appendices", "signoff", "acronyms")),
    ),
)
"""A late item to a paper that is published, numbered on from that (issue 13)."""

SUPPLEMENT_REQUIRES = ("item", "late")
"""The sections without which no supplement is published: what it is, and why it comes late."""

OUTLINES = {each.kind: each for each in (COVER, COUNCIL, SUPPLEMENT)}


@dataclass(frozen=True)
class Audience:
    """What is usual for a kind of body: how its name shows which it is, its sections, and its kind of deadline."""

    words: tuple[str, ...]
    requires: tuple[str, ...]
    deadline: str


_REPORTED = ("purpose", "considerations", "risk")
_OF_A_COMMITTEE = (
    *("author", "classification", "purpose", "recommendations", "considerations"),
    *("equality", "resources", "legal", "risk"),
)
AUDIENCES = (
    Audience(
        ("cabinet", "executive"),
        (*_OF_A_COMMITTEE, DECISION, "wards", "alternatives", "community", "environmental", "consultees"),
        "statutory",
    ),
    Audience(("scrutiny", "overview"), (*_OF_A_COMMITTEE, "community", "consultees"), "statutory"),
    Audience(("wellbeing",), (*_OF_A_COMMITTEE, "community"), "statutory"),
    Audience(("adviser", "advisor", "ministry", "department"), _REPORTED, "house"),
    Audience(("inspectorate", "inspector", "ofsted"), _REPORTED, "house"),
)
OTHERS = Audience((), ("purpose", "recommendations", "considerations"), "house")


def audience_of(body: str) -> Audience:
    """What is usual for a body of this name. 5 clear days are statutory for the executive and committees of a council
    (`domain.md` 4.4); the rest is a usage of the house.
    """
    words = body.casefold().split()
    return next((each for each in AUDIENCES if any(word in each.words for word in words)), OTHERS)
