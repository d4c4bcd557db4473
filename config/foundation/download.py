"""Answers with a file to be saved, in a way that lets nothing in it run."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

CANNOT_RUN = "sandbox; default-src 'none'"


def download(content: bytes, *, content_type: str, file_name: str) -> HttpResponse:
    """Return the file as an attachment: never shown inline, never sniffed, sandboxed if opened all the same."""
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file_name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = CANNOT_RUN
    answer["Cache-Control"] = "no-store"
    return answer
