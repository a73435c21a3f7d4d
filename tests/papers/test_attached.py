"""Files that are attached to a paper: what is taken, and what is refused, in words."""

import io
import zipfile

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from papers.attached import LARGEST, NotAttachable, check_attached
from papers.pack.spreadsheet import write_spreadsheet
from tests.papers.checking.made import Made
from tests.papers.pack_contents import empty

DOCX = Made().file
XLSX = write_spreadsheet(empty())


def pdf(script: str = "", password: str = "", attachment: bool = False) -> bytes:
    """A PDF of one page."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if script:
        action = DictionaryObject(
            {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(script)}
        )
        writer.root_object[NameObject("/OpenAction")] = action
    if attachment:
        writer.add_attachment("x.exe", b"MZ")
    if password:
        writer.encrypt(password)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """An Office file with another part in it, well packed."""
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, part)
    return buffer.getvalue()


def noted() -> bytes:
    """A PDF with a file within, in a note on a page, whose stream does not say what it is."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    stream = DecodedStreamObject()
    stream.set_data(b"MZ")
    within = DictionaryObject({NameObject("/EF"): DictionaryObject({NameObject("/F"): writer._add_object(stream)})})
    note = DictionaryObject({NameObject("/Subtype"): NameObject("/FileAttachment"), NameObject("/FS"): within})
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def instead(content: bytes, old: bytes, new: bytes, encoding: str = "utf-8") -> bytes:
    """An Office file with other words in the part that says what its parts are."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as was, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for each in was.infolist():
            part = was.read(each)
            if each.filename == "[Content_Types].xml":
                assert old in part
                part = part.replace(old, new).decode().replace("UTF-8", encoding).encode(encoding)
            file.writestr(each, part)
    return buffer.getvalue()


FROM_ELSEWHERE = (
    b'<Relationships><Relationship Id="r1" TargetMode="External" Target="https://example.org/t.dotm" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
)
PREFIXED = FROM_ELSEWHERE.replace(b"<Relationships", b'<x:Relationships xmlns:x="u"')
PREFIXED = PREFIXED.replace(b"</Relationships", b"</x:Relationships").replace(b"<Relationship ", b"<x:Relationship ")
DECLARED = b'<!DOCTYPE a [<!ENTITY e "x">]>' + FROM_ELSEWHERE.replace(b"External", b"Internal")
WITHIN = FROM_ELSEWHERE.replace(b"External", b"Internal").replace(b"attachedTemplate", b"oleObject")
VBA = b'<Override PartName="/word/settings.bin" ContentType="application/vnd.ms-office.vbaProject"/>'


@pytest.mark.parametrize(("name", "content"), [("a.docx", DOCX), ("a.XLSX", XLSX), ("a.pdf", pdf())])
def test_a_plain_file_is_taken(name: str, content: bytes) -> None:
    check_attached(name, content)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.docm", DOCX, "can hold macros"),
        ("a.docx", with_part(DOCX, "word/vbaProject.bin", b"x"), "holds macros"),
        ("a.docx", with_part(DOCX, "word/embeddings/oleObject1.bin", b"x"), "objects of other programs"),
        ("a.docx", with_part(DOCX, "word/_rels/settings.xml.rels", FROM_ELSEWHERE), "from elsewhere"),
        *(
            ("a.docx", with_part(DOCX, name, part), "from elsewhere")
            for name, part in (
                ("word/_rels/settings.xml.RELS", FROM_ELSEWHERE),
                ("word/_rels/a.xml.rels", FROM_ELSEWHERE.decode().encode("utf-16")),
                ("word/_rels/a.xml.rels", PREFIXED),
                ("word/_rels/a.xml.rels", FROM_ELSEWHERE.replace(b"External", b"Externa&#108;")),
                ("word/_rels/a.xml.rels", FROM_ELSEWHERE.replace(b"attachedT", b"attached&#x54;")),
            )
        ),
        ("a.docx", with_part(DOCX, "word/_rels/a.xml.rels", FROM_ELSEWHERE[:-9]), "damaged"),
        ("a.docx", with_part(DOCX, "word/_rels/a.xml.rels", DECLARED), "damaged"),
        ("a.docx", with_part(DOCX, "word/_rels/a.xml.rels", b'<?xml version="1.0" encoding="rot13"?><a/>'), "damaged"),
        ("a.docx", with_part(DOCX, "word/_rels/a.xml.rels", WITHIN), "objects of other programs"),
        (
            "a.docx",
            instead(DOCX, b"<Override", b'<Default Extension="q" ContentType="a.macro&#69;nabled"/><Override'),
            "macros",
        ),
        ("a.docx", instead(DOCX, b"<Override", VBA + b"<Override"), "macros"),
        ("a.docx", instead(DOCX, b"<Override", VBA + b"<Override", "utf-16"), "macros"),
        ("a.docx", with_part(DOCX, "word/media/bomb.xml", bytes(30 * 2**20)), "unpacks to far more"),
        ("a.docx", b"\xd0\xcf\x11\xe0 locked", "locked with a password"),
        ("a.docx", XLSX, "not that of a .docx file"),
        ("a.docx", DOCX[:-40], "damaged"),
        ("a.xlsx", pdf(), "not that of a .xlsx file"),
        ("a.pdf", DOCX, "not that of a .pdf file"),
        ("a.pdf", b"%PDF-1.7 nothing", "damaged"),
        ("a.pdf", pdf(password="x"), "locked with a password"),
        ("a.pdf", pdf(script="app.alert(1)"), "holds a script"),
        ("a.pdf", pdf(attachment=True), "a file within"),
        ("a.pdf", noted(), "a file within"),
        (
            "a.pdf",
            pdf(script="app.alert(1)").replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/J#53"),
            "holds a script",
        ),
        ("a.pdf", bytes(LARGEST + 1), "10 MB at most"),
        ("a.pdf", b"", "It is empty"),
        ("a.exe", b"MZ", "is a PDF (.pdf), a Word document (.docx) or a spreadsheet (.xlsx)"),
    ],
)
def test_what_could_do_harm_is_refused_in_words(name: str, content: bytes, why: str) -> None:
    with pytest.raises(NotAttachable) as refused:
        check_attached(name, content)
    assert why in str(refused.value)
