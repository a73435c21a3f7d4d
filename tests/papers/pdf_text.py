"""What a PDF says, page by page, as a reader that is not ours and is quick tells it."""

import pypdfium2  # type: ignore[import-untyped]


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, lines as they stand, without the marks that only say where a long word may break. A hyphen
    at the end of a line, which the reader takes for one of a broken word and marks, is a hyphen.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = [page.get_textpage().get_text_range() for page in document]
        return [each.replace("\r\n", "\n").replace("\u200b", "").replace("\ufffe", "-") for each in texts]
    finally:
        document.close()
