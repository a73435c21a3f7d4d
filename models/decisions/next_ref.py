"""The ref that a new action gets: the next one in the plan's own numbering."""

import re
from collections import defaultdict
from collections.abc import Collection

from models.plan.refs import LONGEST_REF, area_in, ref_order

_LAST_NUMBER = re.compile(r"(?P<before>.*?)(?P<number>\d+)(?P<after>\D*)", re.ASCII | re.DOTALL)


def next_ref(refs: Collection[str], area: int | None = None) -> str:
    """A ref that follows those of a plan: 2.8 after 2.7 in area 2, R41 after R40, 61 after 60, `FIN-08` after `FIN-07`.

    `refs` are all that the plan has had, ended actions included; none of them is given again. In a plan whose refs
    begin with the number of their area, the first one of an area is its number with .1.
    """
    if are_by_area(refs) and area is not None:
        own = [ref for ref in refs if area_in(ref) == area]
        following = _after(max(own, key=ref_order)) if own else f"{area}.1"
    else:
        series = defaultdict(list)
        for ref in refs:
            if found := _LAST_NUMBER.fullmatch(ref):
                series[found["before"].casefold()].append(ref)
        commonest = max(series.values(), key=len, default=["0"])
        following = _after(max(commonest, key=ref_order))
    taken = {ref_order(ref) for ref in refs}
    while ref_order(following) in taken or len(following) > LONGEST_REF:
        following = _after(following) if len(following) <= LONGEST_REF else "1"
    return following


def are_by_area(refs: Collection[str]) -> bool:
    """Whether the refs of a plan begin with the numbers of its areas."""
    return sum(area_in(ref) is not None for ref in refs) * 2 > len(refs)


def _after(ref: str) -> str:
    """The ref with its last number one higher, as many digits long."""
    found = _LAST_NUMBER.fullmatch(ref)
    if found is None:
        return f"{ref}1"
    number = found["number"]
    return f"{found['before']}{int(number) + 1:0{len(number)}}{found['after']}"
