"""The board pack as a Word document, in the council's own template or in the one that is here.

`writing` fills a template in with the `fields`, whose values `filling` makes; `check` says what is wrong with one and
what it lacks, `breaks` keeps its breaks, `numbering` makes the contents page and the numbers of captions. `template`
makes the default one of `blocks`, dressed in `styles`; its sections are in `position_layouts` and `report_layouts`.
"""

from papers.pack.word.writing import (
    check_report_template,
    check_template,
    default_report_template,
    default_template,
    missing_from,
    write_word,
)

__all__ = [
    "check_report_template",
    "check_template",
    "default_report_template",
    "default_template",
    "missing_from",
    "write_word",
]
