"""Files that cannot be taken as a plan: each is refused with words that say what it is and what to do."""

import io
import random
import re
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from papers.plan import archive, sheets
from papers.plan.contents import PlanFileError
from papers.plan.reading import read_plan
from tests.papers.trackers import council_plan, new_sheet, rewritten, saved


def refusal(content: bytes, name: str = "plan.xlsx") -> str:
    """The words with which a file is refused."""
    with pytest.raises(PlanFileError) as refused:
        read_plan(content, name)
    return str(refused.value)


def with_sheet_xml(rows: bytes, before: bytes = b"") -> bytes:
    """A workbook whose only sheet has these rows below a row of headings, as raw XML."""
    workbook, sheet = new_sheet("Actions")
    sheet.append(["Ref", "Action", "Lead"])
    sheet.append(["1.1", "Agree the pledge", "SRO"])

    def change(name: str, xml: bytes) -> bytes:
        if not name.startswith("xl/worksheets/"):
            return xml
        return before + xml.replace(b"</sheetData>", rows + b"</sheetData>")

    return rewritten(saved(workbook), change)


def package(content_type: str) -> bytes:
    """A zip as Office writes it, of another kind of document."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as parts:
        parts.writestr("[Content_Types].xml", f'<Types><Override ContentType="application/{content_type}"/></Types>')
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"\r\n  \n", "The file is empty."),
        (b"\0" * 5000, "The file is empty."),
        (b"%PDF-1.7 and so on", "The file is a PDF, not a spreadsheet."),
        (b"\x89PNG\r\n\x1a\n", "The file is a picture (PNG), not a spreadsheet."),
        (b"\xff\xd8\xff\xe0", "The file is a picture (JPEG)"),
        (b"{\\rtf1 text}", "The file is a rich text document"),
        (b"<html><table><tr><td>Ref</td></tr></table></html>", "The file is a web page"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "The file is a web page or XML file"),
        (random.Random(1).randbytes(4000), "of a kind that is not known here"),
        (
            package("vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
            "The file is a Word document",
        ),
        (
            package("vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"),
            "a PowerPoint presentation",
        ),
        (package("vnd.ms-excel.sheet.binary.macroEnabled.main"), "a binary workbook (.xlsb)"),
        (OLE + "Workbook".encode("utf-16-le"), "The file is an old Excel workbook (.xls). Save it as .xlsx"),
        (OLE + "WordDocument".encode("utf-16-le"), "an old Word document (.doc)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
        (OLE, "an old Office file"),
    ],
)
def test_what_is_no_spreadsheet_is_named(content: bytes, words: str) -> None:
    assert words in refusal(content)


def test_every_refusal_says_what_to_do() -> None:
    for content in (b"", b"%PDF-1.7", OLE, random.Random(1).randbytes(4000)):
        assert refusal(content).endswith("Send the plan as an Excel workbook (.xlsx) or as .csv.")


def test_a_zip_of_something_else_is_named() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as parts:
        parts.writestr("readme.txt", "nothing")
    assert "The file is a zip archive, not a spreadsheet." in refusal(buffer.getvalue())
    with zipfile.ZipFile(buffer, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert "an OpenDocument file" in refusal(buffer.getvalue())


@pytest.mark.parametrize("part", [0.02, 0.3, 0.5, 0.9, 0.99])
def test_a_workbook_that_was_cut_off_is_damaged(part: float) -> None:
    content = council_plan().content
    assert "damaged or was cut off" in refusal(content[: int(len(content) * part)])


def test_a_workbook_with_bytes_overwritten_is_damaged_or_read_as_it_was() -> None:
    content = council_plan().content
    whole = read_plan(content, "plan.xlsx").rows
    luck = random.Random(7)
    refused = 0
    for _ in range(60):
        harmed = bytearray(content)
        for _ in range(20):
            harmed[luck.randrange(len(harmed))] = luck.randrange(256)
        try:
            assert read_plan(bytes(harmed), "plan.xlsx").rows == whole
        except PlanFileError:
            refused += 1
    assert refused > 10


def test_xml_cut_off_inside_a_sound_zip_is_damaged() -> None:
    def cut(name: str, xml: bytes) -> bytes:
        return xml[: len(xml) // 2] if name.startswith("xl/worksheets/") else xml

    assert "damaged or was cut off" in refusal(rewritten(council_plan().content, cut))


@pytest.mark.parametrize("missing", ["xl/workbook.xml", "[Content_Types].xml", "xl/worksheets/sheet1.xml"])
def test_a_workbook_without_one_of_its_parts_is_refused(missing: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(council_plan().content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            if name != missing:
                new.writestr(name, old.read(name))
    assert re.search("damaged|a zip archive|No column with the actions", refusal(buffer.getvalue()))


def test_a_zip_member_with_a_password_is_refused() -> None:
    content = bytearray(council_plan().content)
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    assert "protected with a password" in refusal(bytes(content))


def test_a_zip_bomb_is_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_UNPACKED", 4 * 2**20)
    # Were it opened, the missing parts would be told as damage instead.
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b"0" * 5 * 2**20)
        bomb.writestr("[Content_Types].xml", "<Types/>")
    assert len(buffer.getvalue()) < 10_000
    assert "unpacks to far more than a plan can hold" in refusal(buffer.getvalue())


def test_a_smaller_bomb_is_known_by_its_ratio() -> None:
    assert "unpacks to far more" in refusal(with_sheet_xml(b" " * 12 * 2**20))


def test_a_row_without_end_is_refused() -> None:
    cells = b"".join(b'<c s="%d"/>' % number for number in range(400_000))
    assert "unpacks to far more" in refusal(with_sheet_xml(b'<row r="3">' + cells + b"</row>"))


def test_a_part_with_far_too_many_tags_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(archive.MOST_TAGS, "other", 5_000)

    def swell(name: str, xml: bytes) -> bytes:
        fonts = b"".join(b"<font%d/>" % number for number in range(6_000))
        return xml.replace(b"</fonts>", fonts + b"</fonts>") if name == "xl/styles.xml" else xml

    assert "unpacks to far more" in refusal(rewritten(council_plan().content, swell))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/theme/theme1.xml", "xl/workbook.xml"]
)
def test_entities_are_refused_wherever_they_hide(part: str, encoding: str) -> None:
    laughs = '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lots "&lol;&lol;&lol;">]>'

    def hide(name: str, xml: bytes) -> bytes:
        if name != part:
            return xml
        text = re.sub(r"^<\?xml.*?\?>", "", xml.decode())
        return f'<?xml version="1.0" encoding="{encoding}"?><!--{" " * 2000}-->{laughs}{text}'.encode(encoding)

    assert "declares its own XML entities" in refusal(rewritten(council_plan().content, hide))


def test_a_million_padded_rows_are_refused_early() -> None:
    rows = b"".join(b'<row r="%d" spans="1:3" ht="15"/>' % number for number in range(3, 1_000_001))
    words = refusal(with_sheet_xml(rows))
    assert "goes on for more than 10,000 empty rows after row 2. Delete the rows below" in words


def test_one_cell_at_the_very_bottom_is_refused_too() -> None:
    bottom = b'<row r="1048576"><c r="A1048576" t="str"><v>x</v></c></row>'
    assert "goes on for more than 10,000 empty rows after row 2" in refusal(with_sheet_xml(bottom))


def test_a_few_hundred_formatted_rows_are_no_padding() -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (number, number) for number in range(3, 2000))
    assert [row.ref for row in read_plan(with_sheet_xml(rows), "plan.xlsx").rows] == ["1.1"]


@pytest.mark.parametrize("dimension", [b"A1", b"A1:XFD1048576", b"C7:D9"])
def test_what_a_sheet_says_of_its_own_size_is_not_believed(dimension: bytes) -> None:
    def lie(_: str, xml: bytes) -> bytes:
        return re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="' + dimension + b'"', xml)

    tracker = council_plan()
    assert read_plan(rewritten(tracker.content, lie), tracker.name).rows == tracker.rows


def test_a_strict_workbook_is_named() -> None:
    def make_strict(name: str, xml: bytes) -> bytes:
        if name != "xl/workbook.xml":
            return xml
        return xml.replace(b"schemas.openxmlformats.org/spreadsheetml/2006", b"purl.oclc.org/ooxml/spreadsheetml")

    assert "saved as “Strict Open XML”" in refusal(rewritten(council_plan().content, make_strict))


def test_a_csv_padded_with_empty_lines_is_refused() -> None:
    padded = b"Ref,Action,Lead\r\n1.1,Agree the pledge,SRO\r\n" + b",,\r\n" * 20_000
    assert "goes on for more than 10,000 empty rows after row 2" in refusal(padded, "plan.csv")


def test_more_rows_than_any_plan_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 500)
    lines = [b"1.%d,Act,SRO\r\n" % number for number in range(1, 501)]
    assert len(read_plan(b"Ref,Action,Lead\r\n" + b"".join(lines[:499]), "plan.csv").rows) == 499
    assert "has more than 500 rows" in refusal(b"Ref,Action,Lead\r\n" + b"".join(lines), "plan.csv")


def test_a_cell_longer_than_excel_allows_is_named() -> None:
    words = refusal(b"Ref,Action,Lead\r\n1.1,Agree,SRO\r\n1.2," + b"a" * 40_000 + b",SRO\r\n", "plan.csv")
    assert words.startswith("plan!B3 holds 40,000 characters")
    assert "a cell is too long" in refusal(b"Ref,Action\r\n1.1," + b"a" * 200_000, "plan.csv")
    workbook_words = refusal(
        with_sheet_xml(b'<row r="3"><c r="B3" t="inlineStr"><is><t>' + b"word " * 8_000 + b"</t></is></c></row>")
    )
    assert workbook_words.startswith("Actions!B3 holds 40,000 characters")


def test_a_quotation_mark_that_is_never_closed_is_named_by_its_line() -> None:
    words = refusal(b'Ref,Action,Lead\r\n1.1,"Agree the pledge,SRO\r\n1.2,Publish,SRO\r\n', "plan.csv")
    assert "cannot be read at line 3: a quotation mark is never closed" in words


@pytest.mark.parametrize(("column", "place"), [("A", "A3"), ("B", "B3"), ("F", "F3")])
def test_a_formula_without_its_result_is_refused(column: str, place: str) -> None:
    workbook, sheet = new_sheet("Actions")
    sheet.append(["Ref", "Action", "Lead", "Cost", "Due", "BRAG"])
    sheet.append(["1.1", "Agree the pledge", "SRO", 5, date(2023, 3, 31), "G"])
    sheet.append(["1.2", "Publish the offer", "SRO", 6, date(2023, 3, 31), "G"])
    sheet[f"{column}3"] = f"={column}2"
    words = refusal(saved(workbook))
    assert f"formulas whose results were never saved; the first is Actions!{place}" in words
    assert "Open the file in Excel or LibreOffice, save it there" in words


def test_a_formula_in_a_column_that_is_not_read_does_no_harm() -> None:
    workbook, sheet = new_sheet("Actions")
    sheet.append(["Ref", "Action", "Lead", "Cost"])
    sheet.append(["1.1", "Agree the pledge", "SRO", "=2+3"])
    assert len(read_plan(saved(workbook), "plan.xlsx").rows) == 1


def test_a_formula_whose_result_is_empty_text_is_calculated() -> None:
    rows = b'<row r="3"><c r="A3" t="str"><f>IF(TRUE,"1.2","")</f><v>1.2</v></c>' + (
        b'<c r="B3" t="str"><f>"Publish"</f><v>Publish</v></c><c r="C3" t="str"><f>IF(TRUE,"","x")</f><v></v></c></row>'
    )
    row = read_plan(with_sheet_xml(rows), "plan.xlsx").rows[1]
    assert (row.ref, row.title, row.owner) == ("1.2", "Publish", None)


def test_a_sheet_without_actions_says_what_was_seen_and_what_is_understood() -> None:
    workbook, sheet = new_sheet("Budget")
    sheet.append(["Cost line", "2021/22", "2022/23"])
    sheet.append(["Legal", 551, 551])
    words = refusal(saved(workbook))
    assert "No column with the actions was found" in words
    assert "Headings seen on the sheet “Budget”: “Cost line”, “2021/22”" in words
    assert "Action, Recommendation, Objective for the action" in words
    assert "Ref, Ref No., No for its number" in words


def test_prose_is_no_plan() -> None:
    assert "No column with the actions was found" in refusal(b"Dear all,\nplease find the plan.\n", "letter.csv")


def test_an_empty_workbook_is_no_plan() -> None:
    assert "Headings seen on the sheet “Sheet”: none" in refusal(saved(Workbook()))


def test_headings_without_actions_are_refused() -> None:
    assert "has headings in row 1, but no action below them" in refusal(b"Ref,Action,Lead\r\n", "plan.csv")
    words = refusal(b"Ref,Action,Lead\r\nn/a,Agree the pledge,SRO\r\n", "plan.csv")
    assert "The first doubt: plan!A2: “n/a” is not a ref" in words


def test_two_rows_with_one_ref_are_named_by_their_places() -> None:
    lines = b"Ref,Action,Lead\r\n2.4,Recruit,SRO\r\n2.5,Retain,SRO\r\nRef 2.4,Recruit more,SRO\r\n"
    assert refusal(lines, "plan.csv").startswith("Two rows have one ref: 2.4 in plan!A2 and plan!A4.")


def test_refs_that_excel_may_have_shortened_come_with_advice() -> None:
    workbook, sheet = new_sheet("Actions")
    sheet.append(["Ref", "Action"])
    sheet.append([2.1, "Recruit"])
    sheet.append([2.2, "Retain"])
    sheet.append([2.1, "Train"])
    words = refusal(saved(workbook))
    assert "2.1 in Actions!A2 and Actions!A4" in words
    assert "Excel shows the ref 2.10 as the number 2.1: format the column as text" in words


def test_many_collisions_are_counted() -> None:
    lines = b"Ref,Action\r\n" + b"".join(b"1.%d,Act\r\n" % (number % 8 + 1) for number in range(16))
    assert "; and 3 more" in refusal(lines, "plan.csv")


def test_a_ref_of_more_than_32_characters_is_none() -> None:
    longest = "A" * 31 + "1"
    plan = read_plan(f"Ref,Action\n{longest},Recruit\n{longest}2,Advertise\n".encode(), "plan.csv")
    assert [row.ref for row in plan.rows] == [longest]
    assert "is not a ref; the row was not taken. It has 32 characters at most." in plan.doubts[0].text


def test_a_cell_that_is_too_long_is_named_and_not_cut() -> None:
    rows = f"Ref,Action,Commentary\n1.1,Agree the pledge,{'x' * 3001}\n1.2,{'y' * 3001},Begun\n1.3,{'z' * 3000},Begun\n"
    plan = read_plan(rows.encode(), "plan.csv")
    assert [(row.ref, len(row.title)) for row in plan.rows] == [("1.1", 16), ("1.3", 3000)]
    assert plan.rows[0].commentary is None
    long = [each for each in plan.doubts if "3,001 characters; a field takes 3,000" in each.text]
    assert [each.place for each in long] == ["plan!C2", "plan!B3"]
