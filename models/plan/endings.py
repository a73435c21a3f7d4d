"""How an action leaves the plan: said by plan files and by the record in the same words."""

from enum import StrEnum


class Ending(StrEnum):
    """How an action left the plan; each needs a reason (`domain.md` 3.1)."""

    CLOSED = "closed"
    MERGED = "merged"
    SPLIT = "split"
    WITHDRAWN = "withdrawn"
