"""The layout of a tracker: what somebody has told about it, where the file itself does not tell.

`reading` takes what was told; it comes from the terminal or from the answers to an import's questions. A column is told
by its heading, however that is spelled.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from papers.plan.contents import Held


@dataclass(frozen=True)
class Told:
    """`sheets` are the names of those to be read, none where that is left open; `columns` say what a heading holds (by
    `recognising.normal`), None for one that is not to be used.
    """

    sheets: tuple[str, ...] = ()
    columns: Mapping[str, Held | None] = field(default_factory=dict)


NOTHING_TOLD = Told()
