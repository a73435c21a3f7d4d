"""How the default Word template looks: fonts, spaces, colours and lists, all in styles that a council changes in Word.

`template` dresses the document in them before it writes the first heading. No text stands here.
"""

from typing import NamedTuple

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from models.plan.ratings import Colour
from papers.rating_colours import FILLS

_FONT = "Arial"
_INK = "1D2939"
_ACCENT = "1F4E9E"
_MUTED = "475467"
_LINE = "D0D5DD"
_PAPER = "F2F4F7"
_ALARM = FILLS[Colour.RED][0].removeprefix("#")


def dress(document: WordDocument) -> None:
    """Take away what python-docx brings along, and put the styles, lists and language of the pack in its place."""
    _strip(document)
    _style(document)


def _strip(document: WordDocument) -> None:
    """Take out what python-docx's own template brings along: a hundred styles, a thumbnail, American English."""
    for rels in (document.part.rels, document.part.package.rels):
        for name in [name for name, each in rels.items() if each.reltype.rsplit("/", 1)[-1] in _UNWANTED]:
            rels.pop(name)
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in ("Normal", "DefaultParagraphFont", "TableNormal", "NoList"):
            styles.remove(style)
    settings = document.settings.element
    settings.find(qn("w:zoom")).attrib.clear()
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    settings.find(qn("w:themeFontLang")).attrib.clear()
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), "en-GB")
    for name in ("w:rsids", "w:savePreviewPicture", "w:shapeDefaults"):
        settings.remove(settings.find(qn(name)))
    compatibility = settings.find(qn("w:compat"))
    compatibility.remove(compatibility.find(qn("w:useFELayout")))
    compatibility[0].set(qn("w:val"), "15")


_UNWANTED = ("stylesWithEffects", "customXml", "thumbnail", "webSettings", "extended-properties")


class _Style(NamedTuple):
    """A paragraph style: its name in Word, the style it is based on, and what is different from that.

    Spaces and indents are in twentieths of a point, `size` is in points. `leader` is where dots lead to.
    """

    name: str
    size: float
    before: int = 0
    after: int = 120
    bold: bool = False
    ink: str = ""
    based_on: str = "Normal"
    keep: bool = False
    indent: int = 0
    hanging: int = 0
    outline: int | None = None
    number: int | None = None
    right: bool = False
    border: str = ""
    leader: int = 0
    tight: bool = False


_STYLES = {
    "Title": _Style("Title", 11, 120, 0, ink=_MUTED, tight=True),
    "Subtitle": _Style("Subtitle", 20, 0, 80, bold=True, ink=_ACCENT, tight=True),
    "Heading1": _Style("heading 1", 17, 480, 160, True, _ACCENT, keep=True, outline=0, number=1, tight=True),
    "Heading2": _Style("heading 2", 13.5, 320, 120, True, _INK, keep=True, outline=1, tight=True),
    "Heading3": _Style("heading 3", 11.5, 280, 100, True, _INK, keep=True, outline=2, tight=True),
    "TOCHeading": _Style("TOC Heading", 17, 0, 240, True, _ACCENT, keep=True),
    "TOC1": _Style("toc 1", 11, 120, 60, True, indent=567, hanging=567, leader=9411),
    "TOC2": _Style("toc 2", 10.5, 0, 40, indent=567, leader=9411),
    "Caption": _Style("caption", 9.5, 240, 80, True, _MUTED, keep=True),
    "ListBullet": _Style("List Bullet", 11, 0, 60, number=2),
    "Header": _Style("header", 8.5, after=0, ink=_MUTED),
    "Footer": _Style("footer", 8.5, after=0, ink=_MUTED),
    "Organisation": _Style("Organisation", 11, 0, 60, True, _MUTED, tight=True),
    "Facts": _Style("Facts", 9, 0, 120, tight=True),
    "FrontText": _Style("Front text", 9.5, 0, 40, tight=True),
    "FrontLead": _Style("Front lead", 9.5, 0, 60, based_on="FrontText", keep=True, tight=True),
    "FrontBullet": _Style("Front bullet", 9.5, 0, 30, based_on="ListBullet", tight=True),
    "FrontHeading": _Style("Front heading", 12, 140, 60, True, _ACCENT, keep=True, outline=0, tight=True),
    "Headline": _Style("Headline", 11.5, 60, 120, True, _INK, indent=284, border=_ACCENT),
    "Introduction": _Style("Introduction", 11, keep=True),
    "NumberedParagraph": _Style("Numbered paragraph", 11, indent=720, hanging=720),
    "FrontWarning": _Style("Front warning", 9.5, 0, 60, based_on="Warning", tight=True),
    "Warning": _Style("Warning", 11, bold=True, ink=_ALARM),
    "TableText": _Style("Table text", 9.5, 20, 40, tight=True),
    "TableFigure": _Style("Table figure", 9.5, 20, 40, based_on="TableText", right=True, tight=True),
    "TableHeading": _Style("Table heading", 9.5, 20, 40, True, "FFFFFF", "TableText", keep=True, tight=True),
    "TableFigureHeading": _Style(
        "Table figure heading", 9.5, 20, 40, True, "FFFFFF", "TableHeading", right=True, tight=True
    ),
    "ByTheRules": _Style("By the rules", 9.5, 20, 40, True, based_on="TableText", tight=True),
    "SmallPrint": _Style("Small print", 8.5, 20, 40, ink=_MUTED, tight=True),
    "NoReturn": _Style("No return", 8.5, 20, 40, True, _ALARM, "SmallPrint", tight=True),
}


_OF_WORD = (
    *("Title", "Subtitle", "heading 1", "heading 2", "heading 3", "TOC Heading", "toc 1", "toc 2", "caption"),
    *("List Bullet", "header", "footer"),
)
"""Styles that Word knows by these names; the others are ours."""


def _style_xml(identity: str, style: _Style) -> str:
    """In the order that the schema asks for."""
    border = f'<w:pBdr><w:left w:val="single" w:sz="36" w:space="10" w:color="{style.border}"/></w:pBdr>'
    number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{style.number}"/></w:numPr>'
    tight = ' w:line="240" w:lineRule="auto"' * style.tight
    spacing = f'<w:spacing w:before="{style.before}" w:after="{style.after}"{tight}/>'
    tabs = [f'<w:tab w:val="left" w:pos="{style.indent}"/>'] if style.hanging else []
    tabs += [f'<w:tab w:val="right" w:leader="dot" w:pos="{style.leader}"/>'] if style.leader else []
    paragraph = (
        "<w:keepNext/><w:keepLines/>" * style.keep,
        number if style.number else "",
        border if style.border else "",
        f"<w:tabs>{''.join(tabs)}</w:tabs>" if tabs else "",
        spacing,
        f'<w:ind w:left="{style.indent}" w:hanging="{style.hanging}"/>' if style.indent else "",
        '<w:jc w:val="right"/>' * style.right,
        "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>',
    )
    size = round(style.size * 2)
    own = "" if style.name in _OF_WORD else ' w:customStyle="1"'
    following = '<w:next w:val="Normal"/>' * (style.outline is not None)
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="{identity}"{own}><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based_on}"/>{following}<w:qFormat/><w:pPr>{"".join(paragraph)}</w:pPr><w:rPr>'
        + "<w:b/><w:bCs/>" * style.bold
        + (f'<w:color w:val="{style.ink}"/>' if style.ink else "")
        + f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _style(document: WordDocument) -> None:
    """Fonts, spaces and colours, all in styles, so that a council changes each in one place."""
    styles = document.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    styles.replace(
        defaults,
        parse_xml(
            f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>"
            f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" w:cs="{_FONT}"/>'
            '<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>'
            "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
            '<w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        ),
    )
    for identity, style in _STYLES.items():
        styles.append(parse_xml(_style_xml(identity, style)))
    styles.append(parse_xml(_LINK_STYLE))
    styles.append(parse_xml(_TABLE_STYLE))
    numbering = document.part.numbering_part.element
    numbering[:] = list(parse_xml(_NUMBERING))


_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:color="{_LINE}"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)

_LINK_STYLE = f"""
<w:style {nsdecls("w")} w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>
<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:unhideWhenUsed/>
<w:rPr><w:color w:val="{_ACCENT}"/><w:u w:val="single"/></w:rPr></w:style>
"""

_TABLE_STYLE = f"""
<w:style {nsdecls("w")} w:type="table" w:styleId="PackTable" w:customStyle="1"><w:name w:val="Pack table"/>
<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders>
<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="30" w:type="dxa"/>
<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{_INK}"/></w:tcPr></w:tblStylePr>
<w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr><w:tcPr>
<w:shd w:val="clear" w:color="auto" w:fill="{_PAPER}"/></w:tcPr></w:tblStylePr>
<w:tblStylePr w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>
"""

_NUMBERING = f"""
<w:numbering {nsdecls("w")}>
<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/><w:lvlText w:val="%1"/><w:lvlJc w:val="left"/>
<w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="hybridMultilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>
<w:pPr><w:ind w:left="397" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
</w:numbering>
"""
