"""Evidence in words, for the card and the page of an action, the register and the pack; and who sees what is
confidential: whoever keeps the action or the record, chairs, the director and the adviser.
"""

from collections.abc import Iterable, Sequence

from handlers.access import Permission, may
from handlers.requests import Asker
from models.plan.actions import Action
from models.plan.evidence import Evidence, EvidenceKind, Used
from papers.wording import day, plural, shortened

TITLE_SHOWN = 200


def is_seen_by(asker: Asker, used: Used) -> bool:
    """Whether somebody sees an item: all that is not confidential, and of the rest what they have to do with."""
    return not used.evidence.confidential or may(asker, Permission.AUDIT) or _has_to_do_with(asker, used)


def may_take_back(asker: Asker, used: Used) -> bool:
    """Whether somebody may take an item back: the secretariat, and who added it as long as they keep an action that it
    is of.
    """
    mine = used.evidence.by_person_id == asker.id and _has_to_do_with(asker, used)
    return mine or may(asker, Permission.KEEP_THE_RECORD)


def _has_to_do_with(asker: Asker, used: Used) -> bool:
    """Whether somebody keeps an action that an item is of; of none that is left it is who added it."""
    if not used.actions:
        return used.evidence.by_person_id == asker.id
    return any(may(asker, Permission.PROPOSE, each) for each in used.actions)


def seen_by(asker: Asker, found: Iterable[Used]) -> tuple[list[Used], int]:
    """The items that somebody sees, and how many there are besides."""
    everything = list(found)
    seen = [each for each in everything if is_seen_by(asker, each)]
    return seen, len(everything) - len(seen)


def evidence_about(item: Evidence) -> str:
    """What an item is: "audit, 12 May 2023, from the audit team"."""
    about = [item.kind.value]
    about += [day(item.dated)] if item.dated else []
    about += [f"from {item.source}"] if item.source else []
    return ", ".join(about)


def evidence_said(item: Evidence) -> str:
    """An item in a line, without its link: "E3: “Audit of case files” (audit, 12 May 2023, from the audit team)"."""
    about = f"{evidence_about(item)}{', confidential' if item.confidential else ''}"
    return f"{item.name}: “{shortened(item.what, TITLE_SHOWN)}” ({about})"


def used_said(used: Used) -> str:
    """The same with its link."""
    return f"{evidence_said(used.evidence)}{f', {used.evidence.link}' if used.evidence.link else ''}"


def hidden_said(hidden: int, how: str) -> str:
    """That confidential items are not there: `how` is "shown to you" or "printed"; empty where there are none."""
    return f"{plural(hidden, 'confidential item')} {'is' if hidden == 1 else 'are'} not {how}." if hidden else ""


def others_of(used: Used, action: Action) -> list[str]:
    """The refs of the other actions that an item is of."""
    return [each.ref for each in used.actions if each.id != action.id]


def evidence_as_data(used: Used) -> dict[str, object]:
    """An item as JSON."""
    item = used.evidence
    return {
        "id": item.name,
        "kind": item.kind.value,
        "what": item.what,
        "source": item.source,
        "link": item.link,
        "day": item.dated.isoformat() if item.dated else None,
        "confidential": item.confidential,
        "actions": [each.ref for each in used.actions],
    }


def evidence_data(seen: Sequence[Used], hidden: int) -> dict[str, object]:
    """The items that are seen, and the number of those that are not, as JSON."""
    return {"evidence": [evidence_as_data(each) for each in seen], "confidential_not_shown": hidden}


KINDS = {
    **{each.value: each for each in EvidenceKind},
    "quote": EvidenceKind.QUOTATION,
    "report": EvidenceKind.DOCUMENT,
    "figures": EvidenceKind.DATA,
    "documents": EvidenceKind.DOCUMENT,
    "audits": EvidenceKind.AUDIT,
    "surveys": EvidenceKind.SURVEY,
    "quotations": EvidenceKind.QUOTATION,
    "quotes": EvidenceKind.QUOTATION,
}
"""The kinds by the words for them."""
