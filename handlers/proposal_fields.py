"""What each kind of proposal asks for: its fields, in one list from which form, line, checks and words follow.

Source: `domain.md` 4.1, 5. What is `needed` is asked for before it is a proposal; anything else may be given later, and
is printed as not given until then.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from models.decisions.proposals import Proposal, ProposalKind

LONGEST_WORDS = 1000
LONGEST_TITLE = 300


@dataclass(frozen=True)
class Field:
    """One thing that is asked: `label` in the form, `title` where it is told of, `named` what a line may call it.

    `typed`: it is what the board is to decide, and no explanation of that.
    """

    name: str
    label: str
    title: str
    needed: bool = False
    hint: str = ""
    type: Literal["line", "paragraph"] = "paragraph"
    named: tuple[str, ...] = ()
    typed: bool = False
    longest: int = LONGEST_WORDS

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called in a line: as it is told of, too."""
        return tuple(dict.fromkeys((self.name, self.title.casefold(), *self.named)))


_REASON = Field("reason", "Why?", "reason", True, named=("because", "cause", "why"))
_REASON_IF_ANY = Field("reason", "Why?", "reason", named=("because", "cause", "why"))
_EFFECT = Field("effect", "What happens if it is not agreed?", "effect if not agreed")

FIELDS: Mapping[ProposalKind, tuple[Field, ...]] = {
    ProposalKind.NEW: (
        Field("title", "What is to be done?", "action", True, named=("action",), typed=True, longest=LONGEST_TITLE),
        Field("ref", "Its ref", "ref", hint="The next one of the plan; another may be given.", type="line", typed=True),
        Field("area", "Its area", "area", hint="By number or name.", type="line", typed=True),
        Field("board", "The board that it reports to", "board", type="line", typed=True),
        Field(
            "owner",
            "Its senior responsible officer",
            "SRO",
            hint="E-mail address, or the title of the post.",
            type="line",
            named=("sro", "lead"),
            typed=True,
        ),
        Field(
            "due",
            "By when?",
            "deadline",
            hint="31 Oct 2023, October 2023 or Q2 2023/24.",
            type="line",
            named=("by",),
            typed=True,
        ),
        _REASON_IF_ANY,
    ),
    ProposalKind.DATE: (
        Field(
            "until",
            "The new date",
            "new date",
            True,
            hint="31 Oct 2023, October 2023 or Q2 2023/24.",
            type="line",
            named=("date",),
            typed=True,
        ),
        Field("reason", "What is the cause?", "cause", True, named=("because", "cause", "why")),
        _EFFECT,
        Field("milestone", "What is the next milestone, and when?", "next milestone"),
    ),
    ProposalKind.CLOSE: (
        Field("evidence", "What shows that it is done?", "evidence", True, hint="A link, or where it can be seen."),
        Field("reason", "What was done?", "what was done", named=("done", "because")),
        Field("learnt", "What was learnt?", "what was learnt", named=("learned", "lesson", "lessons")),
        Field("keeper", "Who keeps it going?", "who keeps it going", named=("keeps", "owner")),
        Field("seen", "How will it be seen that it lasts?", "how it will be seen"),
    ),
    ProposalKind.WITHDRAW: (_REASON, _EFFECT),
    ProposalKind.MERGE: (
        Field("into", "Into which action?", "merged into", True, hint="Its ref.", type="line", typed=True),
        _REASON,
        Field("becomes", "What becomes of each part?", "what becomes of each part"),
    ),
    ProposalKind.SPLIT: (
        Field("parts", "Into which actions?", "parts", True, hint="One a line, two at least.", typed=True),
        _REASON,
        Field("becomes", "What becomes of each part?", "what becomes of each part"),
    ),
    ProposalKind.REOPEN: (_REASON,),
    ProposalKind.REWORD: (
        Field("title", "The new words", "new words", True, named=("words",), typed=True, longest=LONGEST_TITLE),
        _REASON_IF_ANY,
    ),
    ProposalKind.OWNER: (
        Field(
            "owner",
            "The new senior responsible officer",
            "new SRO",
            True,
            hint="E-mail address, or the title of the post.",
            type="line",
            named=("sro",),
            typed=True,
        ),
        _REASON_IF_ANY,
    ),
    ProposalKind.MEASURE: (
        Field(
            "definition",
            "What shows that people are better off?",
            "measure",
            True,
            hint="What is counted, of whom.",
            named=("measure",),
            typed=True,
        ),
        Field(
            "baseline",
            "Where does it stand?",
            "baseline",
            hint="For example: 52%, March 2023.",
            type="line",
            typed=True,
        ),
        Field("target", "What is it to be?", "target", True, hint="For example: 75%.", type="line", typed=True),
        Field("by", "By when?", "day of the target", hint="For example: 31 Dec 2023.", type="line", typed=True),
        Field("unit", "Its unit", "unit", True, hint="% or days, unless it stands above.", type="line", typed=True),
        Field(
            "direction",
            "Which way is better?",
            "which way is better",
            True,
            hint="Up or down.",
            type="line",
            typed=True,
        ),
        Field(
            "frequency",
            "How often is it taken?",
            "how often",
            hint="Week, month, quarter, term, half year or year.",
            type="line",
            named=("every", "often"),
            typed=True,
        ),
        Field("source", "Where is it from?", "source", hint="A system or a survey.", type="line", typed=True),
        Field(
            "owner",
            "Who measures it, if not the action’s SRO?",
            "who measures it",
            hint="E-mail address, or the title of the post.",
            type="line",
            typed=True,
        ),
        _REASON_IF_ANY,
    ),
    ProposalKind.BOARD: (
        Field("board", "The board that it reports to from then on", "new board", True, type="line", typed=True),
        _REASON_IF_ANY,
    ),
}
"""The fields of each kind, in their order; a request has none of these."""


_COLUMNS: Mapping[ProposalKind, Mapping[str, tuple[str, ...]]] = {
    ProposalKind.NEW: {
        "board": ("board_id", "board_written"),
        "owner": ("owner_post_id", "owner_written"),
        "due": ("due_precision",),
    },
    ProposalKind.MERGE: {"into": ("merged_into_id",)},
    ProposalKind.SPLIT: {"parts": ("parts",)},
}
"""What a proposal may be without, as one that a file makes: each with the columns that have it."""


def undecided(proposal: Proposal, amended: Mapping[str, Any]) -> Field | None:
    """What a board has to say before this can be done: into what is merged or split; `amended` are columns of it."""
    if proposal.kind not in (ProposalKind.MERGE, ProposalKind.SPLIT):
        return None
    columns, needed = {**proposal.after, **amended}, _COLUMNS[proposal.kind]
    lacking = (each for each in FIELDS[proposal.kind] if each.name in needed)
    return next((each for each in lacking if not any(map(columns.get, needed[each.name]))), None)


def missing(asked: Sequence[Field], given: Mapping[str, str]) -> list[Field]:
    """The needed ones of the fields that are `asked` which are not given."""
    return [each for each in asked if each.needed and not given.get(each.name, "").strip()]


_OF_MEASURE: Mapping[str, str] = {
    "baseline": "baseline",
    "by": "target_by",
    "frequency": "frequency",
    "source": "source",
}
"""The part of a measure that says what a field asks; who measures it goes without saying: the action's SRO."""


def not_given(proposal: Proposal) -> list[Field]:
    """What may be said of a proposal and is not: of a new action whose it is and by when, of a measure its parts,
    of an ending into what is merged or split.
    """

    def lacks(field: Field) -> bool:
        if not field.typed:
            return not proposal.said.get(field.name, "").strip()
        if proposal.kind is ProposalKind.MEASURE:
            part = _OF_MEASURE.get(field.name)
            return part is not None and proposal.after["measure"].get(part) is None
        columns = _COLUMNS.get(proposal.kind, {}).get(field.name, ())
        return bool(columns) and not any(map(proposal.after.get, columns))

    return [each for each in FIELDS.get(proposal.kind, ()) if lacks(each)]
