"""Whether a file a customer sends may come in: by what it is, never by what it is called."""

from __future__ import annotations

import re
from dataclasses import dataclass

LARGEST_FILE = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
_BEGINNINGS = ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG))

# What makes a PDF do something by itself, open something else or carry a file.
_ACTIVE = (
    "JavaScript", "JS", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "OpenAction", "AA", "XFA",
    "SubmitForm", "ImportData", "GoToR", "GoToE", "Encrypt",
)  # fmt: skip
_NAME = re.compile(rb"/([A-Za-z0-9#]+)")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_VIRUS_TEST_FILE = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the file is, and "clean" or the word for why it is refused."""

    content_type: str
    word: str

    @property
    def is_clean(self) -> bool:
        return self.word == "clean"


def kind_of(*, content: bytes) -> str:
    """
    Return the content type by the first bytes, or "" for anything we do not take.

    >>> kind_of(content=b"%PDF-1.7 ..."), kind_of(content=b"<svg onload=alert(1)>")
    ('application/pdf', '')
    """
    return next((kind for beginning, kind in _BEGINNINGS if content.startswith(beginning)), "")


def first_verdict(*, content: bytes) -> Verdict:
    """
    Judge size, kind and, of a PDF, what it would do when opened; pictures are judged by re-encoding them.

    This is no virus scanner: it lets in three kinds of file and refuses whatever in them is not passive.
    Compressed object streams of a PDF are not unpacked, which is why a PDF is only ever handed out as a
    download. Source: reliability.md S9.
    """
    kind = kind_of(content=content)
    if not content:
        return Verdict(content_type=kind, word="empty")
    if len(content) > LARGEST_FILE:
        return Verdict(content_type=kind, word="too-large")
    if not kind:
        return Verdict(content_type="", word="kind-not-taken")
    if _VIRUS_TEST_FILE in content:
        return Verdict(content_type=kind, word="virus")
    return Verdict(content_type=kind, word=_pdf_word(content) if kind == PDF else "clean")


def _pdf_word(content: bytes) -> str:
    if b"%%EOF" not in content[-1024:]:
        return "damaged"
    if b"PK\x03\x04" in content[:1024] or b"PK\x05\x06" in content[-1024:]:
        return "two-kinds-at-once"
    names = {_HEX.sub(_unhex, name).decode("latin-1") for name in _NAME.findall(content)}
    return "active-content" if names & set(_ACTIVE) else "clean"


def _unhex(found: re.Match[bytes]) -> bytes:
    """Undo #4A for J: names may be written so to hide them."""
    return bytes([int(found.group(1), 16)])
