"""Whether a council's own Word template can be filled in, and if not, where the mistake is, in words for its author.

`word.check_template` and `word.write_word` call `check`. It reads the paragraphs as Word shows them, so that a place is
one that a person finds: the heading, the table and row, the paragraph. Nothing here fills anything in.
"""

import io
import re
import zipfile
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, NamedTuple

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from jinja2 import Environment, TemplateSyntaxError, nodes

from models.plan.ratings import RatingClass, scale
from papers.pack.word.breaks import BREAKS
from papers.pack.word.field_kinds import element, is_fields, kinds
from papers.pack.word.fields import PackFields, SectionFields
from papers.pack.word.numbering import empty_contents, heading_levels
from papers.pack.wrong_template import WrongTemplate
from papers.wording import shortened


def opened(template: bytes) -> WordDocument:
    """The template as a document. Raises WrongTemplate where it is not a Word file."""
    try:
        return Document(io.BytesIO(template))
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise WrongTemplate(
            "The template is not a Word document. Open it in Word, save it as “Word Document (.docx)”, and try again."
        ) from error


def check(document: WordDocument, environment: Environment, fields: Any = PackFields) -> None:
    """Raises WrongTemplate for the first mistake in the tags: their spelling, their nesting, the fields they name,
    which are those of a pack or of a report.
    """
    paragraphs = _all_paragraphs(document)
    for paragraph in paragraphs:
        _check_whole(paragraph)
        _check_alone(paragraph)
        _check_spelling(paragraph)
    _check_nesting([tag for paragraph in paragraphs for tag in paragraph.tags])
    _check_elsewhere(document)
    source = _source(paragraphs)
    try:
        tree = environment.parse(source)
        environment.compile(source)
        whose = "the pack" if fields is PackFields else "the report"
        _check_names(tree, {}, _Known(kinds(fields), environment.globals, whose))
    except TemplateSyntaxError as error:
        paragraph = paragraphs[error.lineno - 1]
        raise WrongTemplate(f"{paragraph.place} cannot be understood: {_in_words(error)}") from error
    except _Unknown as error:
        raise WrongTemplate(f"{paragraphs[error.line - 1].place} {error.said}") from error


def must_have() -> dict[str, tuple[str, ...]]:
    """What every pack says (`domain.md` 1 and 4.1), with the fields that print it: lists in a loop, or a sentence."""
    return {
        f"the {scale().name} table": ("brag.rows",),
        "the key of the ratings": ("key",),
        f"the {scale().many(RatingClass.OFF_TRACK)}": ("reds",),
        "the returns": ("returns.rows", "returns.said"),
        "what was written for the paper": ("sections",),
        "who signed it off": ("sign_offs",),
        "how it was published": ("published_said",),
    }


def without(document: WordDocument, environment: Environment) -> list[str]:
    """What of `must_have` a template that can be used does not print, each with a tag that would."""
    used = _used(document, environment)
    return [f"{what} ({_example(names[0])})" for what, names in must_have().items() if not used.intersection(names)]


def prints_sections(document: WordDocument, environment: Environment) -> bool:
    """Whether a template that can be used prints the sections that people write."""
    return "sections" in _used(document, environment)


def _used(document: WordDocument, environment: Environment) -> set[str]:
    """The fields that a template prints, lists where it goes through them."""
    tree = environment.parse(_source(_all_paragraphs(document)))
    gone_through = [each.iter for each in tree.find_all(nodes.For)]
    gone_through += [each.node for each in tree.find_all(nodes.Assign)]
    used = {_written(each) for part in gone_through for each in (part, *part.find_all(nodes.Expr))}
    return used | ({_written(each) for each in tree.find_all(nodes.Getattr)} - {"brag.rows", "returns.rows"})


def _example(name: str) -> str:
    kind: Any = PackFields
    for part in name.split("."):
        kind = kinds(kind)[part]
    around = "tr" if is_fields(element(kind)) and element(kind) is not SectionFields else "p"
    named = element(kind).named if is_fields(element(kind)) else "line"
    return f"{{%{around} for {named} in {name} %}}"


def _all_paragraphs(document: WordDocument) -> list["_Paragraph"]:
    empty_contents(document)
    headings = heading_levels(document)
    return [each for part, root in _parts(document) for each in _paragraphs(part, root, headings)]


def _source(paragraphs: Sequence["_Paragraph"]) -> str:
    """One line a paragraph: the line in an error of Jinja is the number of the paragraph."""
    return "\n".join(" ".join(tag.plain for tag in paragraph.tags) for paragraph in paragraphs)


@dataclass(frozen=True)
class _Tag:
    """`{{ … }}` or `{% … %}` as Word shows it. `around` is what it is put in place of: p, tr, tc, r or nothing."""

    text: str
    around: str
    paragraph: "_Paragraph"

    @property
    def plain(self) -> str:
        """As Jinja reads it, without what docxtpl adds."""
        if self.text.startswith("{#") or re.fullmatch(r"\{%\s*[vh]m\s*%\}", self.text):
            return ""
        text = re.sub(r"^(\{[{%])(p|tr|tc|r) ", r"\1 ", self.text)
        return re.sub(r"^\{%\s*(?:cellbg|colspan)\s+(.*?)\s*%\}$", r"{{ \1 }}", text)

    @property
    def keyword(self) -> str:
        """`for`, `endif`…; empty for a field."""
        found = re.match(r"\{%-?\s*(\w+)", self.plain)
        return found[1] if found else ""

    @property
    def container(self) -> Any:
        """The element in which the tag's beginning and end must both stand."""
        paragraph = self.paragraph.element
        levels = {"tr": qn("w:tr"), "tc": qn("w:tc")}
        if self.around not in levels:
            return paragraph.getparent()
        return next(paragraph.iterancestors(levels[self.around])).getparent()


class _Paragraph:
    """A paragraph of the template with its place and its tags."""

    def __init__(self, element: Any, place: str) -> None:
        self.element = element
        self.pieces = [each for each in element.iter(qn("w:t")) if next(each.iterancestors(qn("w:p"))) is element]
        self.text = "".join(each.text or "" for each in self.pieces)
        self.place = place
        self.spans = [match.span() for match in _TAG.finditer(self.text)]
        self.tags = [
            _Tag(text, found[1] if (found := re.match(r"\{[{%#](p|tr|tc|r) ", text)) else "", self)
            for text in (_straight(self.text[begin:end]) for begin, end in self.spans)
        ]


_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_HALF = re.compile(r"\{\{|\}\}|\{%|%\}")


def _straight(tag: str) -> str:
    """The quotes that Word curls, straight; on one line."""
    return " ".join(tag.translate(str.maketrans("“”‘’", "\"\"''")).split())


def _parts(document: WordDocument) -> Iterator[tuple[str, Any]]:
    """Every part of the file that is filled in, with its name; the body has none."""
    yield "", document.element.body
    names = {
        RELATIONSHIP_TYPE.HEADER: "the page header",
        RELATIONSHIP_TYPE.FOOTER: "the page footer",
        RELATIONSHIP_TYPE.FOOTNOTES: "the footnotes",
    }
    for relation in document.part.rels.values():
        if relation.reltype in names:
            yield names[relation.reltype], parse_xml(relation.target_part.blob)


def _paragraphs(part: str, root: Any, headings: Container[str]) -> Iterator[_Paragraph]:
    tables = {table: number for number, table in enumerate(root.iter(qn("w:tbl")), 1)}
    heading = ""
    for each in root.iter(qn("w:p")):
        text = "".join(piece.text or "" for piece in each.iter(qn("w:t")))
        style = each.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        where = f"In {part}, t" if part else "T"
        row = next(each.iterancestors(qn("w:tr")), None)
        if row is not None:
            table = next(row.iterancestors(qn("w:tbl")))
            rows = [other for other in table.iter(qn("w:tr")) if next(other.iterancestors(qn("w:tbl"))) is table]
            where += f"able {tables[table]}, row {rows.index(row) + 1} (“{shortened(text, 70)}”)"
        else:
            where += f"he paragraph “{shortened(text, 70)}”"
        yield _Paragraph(each, f"{where} under the heading “{heading}”" if heading else where)
        if style is not None and style.get(qn("w:val")) in headings:
            heading = shortened(text, 60)


def _check_whole(paragraph: _Paragraph) -> None:
    """Every tag begins and ends in its paragraph, and no link or tracked change cuts it in two."""
    if half := _HALF.search(_TAG.sub("", paragraph.text)):
        raise WrongTemplate(
            f"{paragraph.place} has “{half[0]}” without its other half: a field is written {{{{ … }}}} and a loop or a "
            "condition {% … %}, all within one paragraph."
        )
    begins = 0
    ends: list[tuple[int, int, Any]] = []
    for piece in paragraph.pieces:
        length = len(piece.text or "")
        ends.append((begins, begins + length, next(piece.iterancestors(qn("w:r")), piece).getparent()))
        begins += length
    for begin, end in paragraph.spans:
        parents = {id(parent) for first, last, parent in ends if first < end and last > begin}
        if len(parents) > 1:
            raise WrongTemplate(
                f"{paragraph.place}: “{_straight(paragraph.text[begin:end])}” is cut in two by a link or a tracked "
                "change. Accept the changes, take the link away, or type the field again in one go."
            )


def _check_alone(paragraph: _Paragraph) -> None:
    """What docxtpl takes out around a tag, its paragraph, cell or row, holds nothing else that would get lost."""
    kinds_of_place = {"p": ("w:p", "paragraph"), "tc": ("w:tc", "cell"), "tr": ("w:tr", "row")}
    for tag in paragraph.tags:
        if tag.around not in kinds_of_place:
            continue
        name, word = kinds_of_place[tag.around]
        taken = paragraph.element if name == "w:p" else next(paragraph.element.iterancestors(qn(name)), None)
        if taken is None:
            raise WrongTemplate(
                f"{paragraph.place}: “{tag.text}” is for tables, and it stands in none. Write {{%p … %}}."
            )
        if _straight("".join(piece.text or "" for piece in taken.iter(qn("w:t")))) != tag.text:
            raise WrongTemplate(
                f"{paragraph.place}: “{tag.text}” is taken out together with its {word} when the pack is made, so "
                f"nothing else may stand in that {word}. Give it a {word} of its own."
            )
        if taken.xpath(".//w:drawing | .//w:pict | .//w:object"):
            raise WrongTemplate(
                f"{paragraph.place}: “{tag.text}” is taken out together with its {word} when the pack is made, and the "
                f"picture in it would go, too. Give it a {word} of its own."
            )
        if tag.keyword in ("else", "elif") and taken.xpath(BREAKS):
            raise WrongTemplate(
                f"{paragraph.place}: “{tag.text}” has a page or section break in its {word}, which would come in one "
                "case only. Put the break before the condition or after it."
            )


def _check_spelling(paragraph: _Paragraph) -> None:
    """What is more than text stands where Word expects it: a label as a run, a colour as the colour of a cell."""
    for tag in paragraph.tags:
        what = ""
        if tag.text.startswith("{{"):
            label = re.search(r"\.label\s*\}\}$", tag.text) is not None
            if label and tag.around != "r":
                what = "is a rating's label, which needs an r directly after the braces: {{r action.impact.label }}"
            elif tag.around and not label:
                what = f"begins with “{{{{{tag.around}”, which is for the labels of ratings alone. Write {{{{ … }}}}"
        elif re.match(r"\{%\s*cellbg\b", tag.text) and not _COLOURED.fullmatch(tag.text):
            what = "needs a colour: {% cellbg action.impact.fill %} or six digits, as in {% cellbg 'F2F4F7' %}"
        if what:
            raise WrongTemplate(f"{paragraph.place}: “{tag.text}” {what}.")


_COLOURED = re.compile(r"""\{%\s*cellbg\s+(?:[\w.]+\.fill|(["'])[0-9A-Fa-f]{6}\1)\s*%\}""")


def _check_nesting(tags: Sequence[_Tag]) -> None:
    """Every loop and condition is closed, in the table, row or cell in which it was opened."""
    opened: list[_Tag] = []
    for tag in tags:
        if tag.keyword in ("for", "if"):
            opened.append(tag)
        elif tag.keyword in ("endfor", "endif", "else", "elif"):
            if not opened or (tag.keyword.startswith("end") and tag.keyword != f"end{opened[-1].keyword}"):
                expected = f": “end{opened[-1].keyword}” is expected first" if opened else ""
                raise WrongTemplate(f"{tag.paragraph.place}: “{tag.text}” closes nothing that is open{expected}.")
            first = opened[-1]
            if first.around != tag.around or first.container is not tag.container:
                raise WrongTemplate(
                    f"{tag.paragraph.place}: “{tag.text}” belongs to “{first.text}”, which stands elsewhere or is "
                    "written otherwise. Both must be in the same table, row or cell and begin alike, as in "
                    "{%tr for … %} and {%tr endfor %}."
                )
            if tag.keyword.startswith("end"):
                opened.pop()
    if opened:
        tag = opened[-1]
        raise WrongTemplate(
            f"{tag.paragraph.place}: “{tag.text}” is not closed: “{{%{tag.around} end{tag.keyword} %}}” is missing."
        )


def _check_elsewhere(document: WordDocument) -> None:
    """No tag stands in a part of the file that is not filled in, such as a comment."""
    for part in document.part.package.iter_parts():
        found = re.match(r"/(?:word|docProps)/(comments|endnotes|core)\d*\.xml$", part.partname)
        if found and _HALF.search(re.sub(r"<[^>]+>", "", part.blob.decode("utf-8", "replace"))):
            what = "properties" if found[1] == "core" else found[1]
            raise WrongTemplate(f"A field stands in the {what} of the template, where none is filled in. Take it out.")


def _in_words(error: TemplateSyntaxError) -> str:
    message = (error.message or "").rstrip(".")
    if found := re.match(r"Encountered unknown tag '(p|tr|tc|r)'", message):
        return f"“{found[1]}” must follow the percent sign without a space, as in {{%{found[1]} for … %}}."
    return f"{message}."


class _Unknown(Exception):
    def __init__(self, line: int, said: str) -> None:
        super().__init__(said)
        self.line, self.said = line, said


class _Known(NamedTuple):
    """What a template may name anywhere: the fields of a paper, which is called so, and what Jinja has by itself."""

    fields: Mapping[str, Any]
    jinjas: Container[str]
    whose: str


def _check_names(node: nodes.Node, scope: dict[str, Any], known: _Known) -> None:
    """Raises _Unknown for a name that no paper has; `scope` is what the loops and {% set %} around it name."""
    if isinstance(node, nodes.For):
        kind = _kind(node.iter, scope, known)
        if kind is not None and element(kind) is None:
            raise _Unknown(node.lineno, f"goes through “{_written(node.iter)}” in a loop, but that is not a list.")
        names = {each.name: None for each in node.target.find_all(nodes.Name)}
        if isinstance(node.target, nodes.Name):
            names = {node.target.name: element(kind)}
        inner = scope | names | {"loop": None}
        for each in (*node.body, *([node.test] if node.test else [])):
            _check_names(each, inner, known)
        for each in node.else_:
            _check_names(each, scope, known)
        return
    if isinstance(node, nodes.EvalContextModifier):
        raise _Unknown(node.lineno, "switches escaping on or off, which would print what somebody typed as markup.")
    if isinstance(node, nodes.Assign | nodes.AssignBlock | nodes.Macro | nodes.With | nodes.CallBlock):
        scope |= {each.name: None for each in node.find_all(nodes.Name) if each.ctx != "load"}
        if isinstance(node, nodes.Macro):
            scope[node.name] = None
    if isinstance(node, nodes.Name | nodes.Getattr):
        _kind(node, scope, known)
        return
    for child in node.iter_child_nodes():
        _check_names(child, scope, known)


def _kind(node: nodes.Node, scope: dict[str, Any], known: _Known) -> Any:
    """What an expression is: a class of fields, a `Sequence` of something, a plain type, or None where unknown."""
    if isinstance(node, nodes.Name):
        if node.ctx != "load" or node.name in known.jinjas:
            return None
        return _named(node, node.name, {**known.fields, **scope}, known.whose)
    if isinstance(node, nodes.Getattr):
        kind = _kind(node.node, scope, known)
        if is_fields(kind):
            return _named(node, node.attr, kinds(kind), f"“{_written(node.node)}”")
        if element(kind) is not None:
            raise _Unknown(
                node.lineno,
                f"asks for “{node.attr}” of “{_written(node.node)}”, which is a list: go through it in a loop first.",
            )
        if kind is str and not hasattr(str, node.attr):
            raise _Unknown(node.lineno, f"asks for “{node.attr}” of “{_written(node.node)}”, which is only a text.")
        return None
    if isinstance(node, nodes.Getitem):
        kind = _kind(node.node, scope, known)
        return element(kind) if isinstance(node.arg, nodes.Const) else None
    _check_names(node, scope, known)
    return None


def _named(node: nodes.Node, name: str, known: Any, whose: str) -> Any:
    if name in known:
        return known[name]
    close = get_close_matches(name, known, 1)
    advice = f" Did you mean “{close[0]}”?" if close else ""
    raise _Unknown(node.lineno, f"has “{name}”, which {whose} does not know.{advice}")


def _written(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"
