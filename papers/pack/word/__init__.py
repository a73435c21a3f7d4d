"""The board pack as a Word document, in the council's own template or in the one that is here.

`writing` fills a template in with the `fields`, `check` says what is wrong with one and what it lacks, `sections` keeps
its breaks, `numbering` makes the contents page and the numbers of captions, `template` and `look` the default template.
"""

from papers.pack.word.writing import check_template, default_template, missing_from, write_word

__all__ = ["check_template", "default_template", "missing_from", "write_word"]
