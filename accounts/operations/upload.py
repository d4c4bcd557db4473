"""Take in a file from a customer: into quarantine first, then let in or refused, each with its event."""

from __future__ import annotations

import hashlib
import warnings
from datetime import date
from io import BytesIO

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from accounts.enums import UploadState
from accounts.models import Customer, Upload
from accounts.operations import event
from accounts.rules.step import UPLOAD_STEPS
from accounts.rules.upload import JPEG, LARGEST_FILE, MOST_PIXELS, PDF, PNG, Verdict, first_verdict
from config.foundation.refusal import Refused
from config.foundation.transition import advance

_FORMATS = {JPEG: "JPEG", PNG: "PNG"}


class FileNotTaken(Refused):
    """The file is not one we take; the words say what we do take."""

    code = "file-not-taken"


def take_in(
    *, customer: Customer, name: str, content: bytes, by: event.Actor, as_of: date, subject: Model | None = None
) -> Upload:
    """
    Put the file into quarantine, judge it, and return it available.

    Pictures are drawn anew, so that nothing hidden in them or about the place comes along. The name the
    file came with is kept to be shown in words and used for nothing else.

    :raises FileNotTaken: when it is refused; the refusal and its reason stand in the timeline
    """
    if len(content) > LARGEST_FILE:
        raise FileNotTaken(_("The file is larger than 10 MB."), code="too-large")
    upload = _quarantine(customer, name, content, subject)
    verdict, clean = judged(content)
    with transaction.atomic():
        if verdict.is_clean:
            _release(upload, verdict, clean)
        else:
            advance(
                upload, to=UploadState.REFUSED, allowed=UPLOAD_STEPS, verdict=verdict.word, content=b"", size=0
            )
        event.record(
            "accounts.upload.taken" if verdict.is_clean else "accounts.upload.refused",
            supplier=customer.supplier,
            customer=customer,
            subject=upload,
            by=by,
            as_of=as_of,
            reason=verdict.word,
        )
    if not verdict.is_clean:
        raise FileNotTaken(
            _("We take PDF files and pictures (JPEG, PNG) without active content."), code=verdict.word
        )
    return upload


def attach(*, upload: Upload, subject: Model) -> None:
    """Say what a file belongs to that came before its subject was written down."""
    upload.subject_type, upload.subject_id = event.subject_type(subject), subject.pk
    upload.save(update_fields=["subject_type", "subject_id"])


def judged(content: bytes) -> tuple[Verdict, bytes]:
    """Return the verdict and the bytes to keep: a PDF as it came, a picture drawn anew."""
    verdict = first_verdict(content=content)
    if not verdict.is_clean or verdict.content_type == PDF:
        return verdict, content
    try:
        return verdict, _drawn_anew(content, _FORMATS[verdict.content_type])
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Verdict(content_type=verdict.content_type, word="damaged"), b""


def _drawn_anew(content: bytes, kind: str) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(BytesIO(content), formats=[kind]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValueError("too many pixels")
            upright = ImageOps.exif_transpose(picture)
            plain = upright.convert("RGB" if kind == "JPEG" or upright.mode not in {"L", "RGBA"} else upright.mode)
    out = BytesIO()
    clean = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    clean.save(out, format=kind, **({"quality": 88} if kind == "JPEG" else {"optimize": False}))
    return out.getvalue()


def _quarantine(customer: Customer, name: str, content: bytes, subject: Model | None) -> Upload:
    return Upload.objects.create(
        supplier=customer.supplier,
        customer=customer,
        subject_type=event.subject_type(subject) if subject else "",
        subject_id=subject.pk if subject else None,
        original_name="".join(letter for letter in name if letter.isprintable())[:200],
        content_type="application/octet-stream",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )


def _release(upload: Upload, verdict: Verdict, clean: bytes) -> None:
    advance(
        upload,
        to=UploadState.AVAILABLE,
        allowed=UPLOAD_STEPS,
        verdict=verdict.word,
        content_type=verdict.content_type,
        content=clean,
        size=len(clean),
        sha256=hashlib.sha256(clean).hexdigest(),
    )
