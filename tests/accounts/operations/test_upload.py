"""Files come in by what they are: a small museum of bad ones is refused, pictures are drawn anew."""

import struct
import zlib
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from accounts.enums import UploadState
from accounts.models import Event, Upload
from accounts.operations import upload
from tests.builders import account

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def picture(kind="PNG", size=(30, 20), **saving) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "red").save(out, format=kind, **saving)
    return out.getvalue()


def bomb_png(width: int, height: int) -> bytes:
    """A PNG that claims to be enormous."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def take(content: bytes, name: str = "photo.png") -> Upload:
    return upload.take_in(customer=account.customer(), name=name, content=content, by="test", as_of=TODAY)


@pytest.mark.parametrize(
    "content,kind",
    [(PDF, "application/pdf"), (picture(), "image/png"), (picture("JPEG"), "image/jpeg")],
)
def test_pdf_and_pictures_come_in(content, kind):
    taken = take(content)
    assert (taken.state, taken.content_type, taken.verdict) == (UploadState.AVAILABLE, kind, "clean")
    assert Event.objects.get(kind="accounts.upload.taken").subject_id == taken.pk


@pytest.mark.parametrize(
    "content,word",
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "kind-not-taken"),
        (b"<html><script>alert(1)</script>", "kind-not-taken"),
        (b"PK\x03\x04 a zip", "kind-not-taken"),
        (b"MZ a program", "kind-not-taken"),
        (b"GIF89a;", "kind-not-taken"),
        (PDF.replace(b"%%EOF", b""), "damaged"),
        (PDF.replace(b"/Type", b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>/Type"), "active-content"),
        (PDF.replace(b"/Type", b"/S/J#61vaScript/Type"), "active-content"),
        (PDF.replace(b"/Type", b"/S/Launch/Type"), "active-content"),
        (PDF.replace(b"/Type", b"/EmbeddedFiles 3 0 R/Type"), "active-content"),
        (PDF.replace(b"/Type", b"/Encrypt 3 0 R/Type"), "active-content"),
        (PDF + b"PK\x05\x06", "two-kinds-at-once"),
        (PDF + b"X5O!P%@AP EICAR-STANDARD-ANTIVIRUS-TEST-FILE", "virus"),
        (b"\x89PNG\r\n\x1a\nnot a picture", "damaged"),
        (b"\xff\xd8\xff cut off", "damaged"),
        (bomb_png(50_000, 50_000), "damaged"),
        (picture()[:60], "damaged"),
    ],
)
def test_bad_file_is_refused_emptied_and_written_down(content, word):
    with pytest.raises(upload.FileNotTaken) as refused:
        take(content)
    kept = Upload.objects.get()
    assert (refused.value.code, kept.state, kept.verdict, bytes(kept.content)) == (word, "REFUSED", word, b"")
    assert Event.objects.get(kind="accounts.upload.refused").reason == word


def test_file_over_ten_megabytes_is_refused_before_it_is_stored():
    with pytest.raises(upload.FileNotTaken) as refused:
        take(b"%PDF-" + b"0" * 10 * 1024 * 1024)
    assert (refused.value.code, Upload.objects.count()) == ("too-large", 0)


def test_picture_loses_what_was_hidden_in_it():
    hidden = picture("JPEG", exif=Image.Exif().tobytes(), comment=b"<?php system($_GET['c']); ?>")
    hidden += b"PK\x03\x04 and a zip behind it"
    taken = take(hidden, name="../../etc/passwd\x00.jpg")
    assert b"php" in hidden
    assert (b"php" in bytes(taken.content), b"PK" in bytes(taken.content)) == (False, False)
    assert Image.open(BytesIO(bytes(taken.content))).size == (30, 20)


def test_a_file_that_came_first_is_said_to_belong_to_its_subject():
    made = take(picture())
    upload.attach(upload=made, subject=made.customer)
    made.refresh_from_db()
    assert (made.subject_type, made.subject_id) == ("accounts.customer", made.customer_id)
