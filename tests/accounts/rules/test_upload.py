"""What a file is, is read from its bytes; more of the museum stands with the operation."""

import pytest

from accounts.rules.upload import LARGEST_FILE, first_verdict, kind_of

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.mark.parametrize(
    "content,kind",
    [
        (PDF, "application/pdf"),
        (b" " + PDF, ""),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"GIF89a", ""),
        (b"", ""),
    ],
)
def test_kind_is_told_by_the_first_bytes_only(content, kind):
    assert kind_of(content=content) == kind


def test_largest_file_is_taken_and_one_byte_more_is_not():
    fill = LARGEST_FILE - len(PDF)
    exact = PDF[:-7] + b"0" * fill + PDF[-7:]
    assert [len(exact), first_verdict(content=exact).word] == [LARGEST_FILE, "clean"]
    assert first_verdict(content=exact + b"0").word == "too-large"


@pytest.mark.parametrize(
    "name", ["JavaScript", "JS", "J#53", "#4aS", "AA", "OpenAction", "XFA", "GoToR", "RichMedia"]
)
def test_active_names_are_found_also_in_hiding(name):
    assert first_verdict(content=b"%PDF-1.7 /" + name.encode() + b" x\n%%EOF").word == "active-content"


@pytest.mark.parametrize("name", ["JSX", "AAA", "Type", "Open"])
def test_names_that_only_look_alike_are_let_in(name):
    assert first_verdict(content=b"%PDF-1.7 /" + name.encode() + b" x\n%%EOF").word == "clean"
