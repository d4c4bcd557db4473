"""A download is saved under its name, and cannot run."""

import pytest

from config.foundation.download import download


@pytest.mark.parametrize(
    "name,header",
    [
        ("regning.pdf", 'attachment; filename="regning.pdf"'),
        ("Ærø.pdf", "attachment; filename*=utf-8''%C3%86r%C3%B8.pdf"),
        ('a"b.pdf', 'attachment; filename="a\\"b.pdf"'),
    ],
)
def test_file_is_an_attachment_under_its_name(name, header):
    assert download(b"x", content_type="application/pdf", file_name=name)["Content-Disposition"] == header


def test_file_cannot_run_and_is_kept_by_nobody():
    answer = download(b"<script>", content_type="text/html", file_name="a.html")
    assert (answer.content, answer["Content-Type"]) == (b"<script>", "text/html")
    assert {
        name: answer[name] for name in ("X-Content-Type-Options", "Content-Security-Policy", "Cache-Control")
    } == {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "no-store",
    }
