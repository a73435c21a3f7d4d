"""How a part of a paper is classified: open, confidential, or exempt by a paragraph of schedule 12A, and why."""

from handlers.errors import Mistake

EXAMPLE = "/pack classify risk exempt paragraph 3 because it names a supplier’s prices"
LONGEST_WHY = 300
CLASSES = (("open", "Open: everybody"), ("confidential", "Confidential"), ("exempt", "Exempt, by a paragraph"))


def restriction(what: str, paragraph: str, why: str) -> tuple[str, str]:
    """A classification as it is printed, empty of what is open, and the reason for it. `what` is "open" or "public",
    "confidential" or "exempt"; `paragraph` is "1" to "7" or empty. Raises `Mistake`;
    whether the reason is private is for the caller to see.
    """
    why = " ".join(why.split())
    if what in ("open", "public"):
        if paragraph or why:
            raise Mistake("What is open needs no paragraph and no reason. Nothing was changed.")
        return "", ""
    if what == "exempt" and not paragraph:
        raise Mistake("By which paragraph, 1 to 7, is it exempt? Nothing was changed.")
    if what == "confidential" and paragraph:
        raise Mistake("Only what is exempt has a paragraph. Nothing was changed.")
    if not why:
        raise Mistake(f"Why is it {what}? The full version prints that. Nothing was changed.")
    if len(why) > LONGEST_WHY:
        raise Mistake(f"The reason has {len(why)} characters; {LONGEST_WHY} at most. Nothing was changed.")
    return (f"exempt (paragraph {paragraph})" if paragraph else what), why
