"""Typst, which makes our PDF documents: a template and JSON in, tagged PDF/UA bytes out."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

STANDARD: Literal["ua-1"] = "ua-1"


class DocumentNotMade(Exception):
    """The document could not be made: a mistake in a template or in what it was given."""


class ForkedAfterUse(DocumentNotMade):
    """This process was forked from one that had used Typst; its compiler would hang for ever here."""


_state = {"used": False, "forked_after_use": False}


def _after_fork() -> None:
    _state["forked_after_use"] = _state["used"]


os.register_at_fork(after_in_child=_after_fork)


def make_pdf(*, template: Path, data: Mapping[str, Any]) -> bytes:
    """
    Return the PDF of a template with data; `data` reaches it as text and is never read as markup.

    Compile in a worker child only, never in a process that will fork: the compiler's threads do not
    survive a fork. A child of one that has compiled is refused at once instead of hanging.

    :raises ForkedAfterUse: in such a child
    :raises DocumentNotMade: when the template does not compile
    """
    if _state["forked_after_use"]:
        raise ForkedAfterUse("Typst was used before this process was forked.")
    import typst  # 60 MB that only the processes that make documents carry

    _state["used"] = True
    try:
        made = typst.compile(
            str(template),
            root=str(template.parent),
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            ignore_system_fonts=True,
            pdf_standards=[STANDARD],
        )
    except typst.TypstError as error:
        raise DocumentNotMade(str(error)) from error
    return bytes(made)
