"""Structured log lines: one JSON object each, without what tells who a customer is."""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

from config.foundation.mask import HIDDEN, mask

STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "request"}

_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_TOKEN = re.compile(
    r"(?<=/)[\w-]{43}(?=/)"
)  # of a link that works without login (accounts.operations.scoped_link)
_QUERY = re.compile(r"(?<=[^\s?])\?[^\s\"']*=[^\s\"']*")
# PostgreSQL repeats the refused row below its error: names, addresses, amounts. Its first line says enough.
_ROW = re.compile(r"^(?:DETAIL|CONTEXT|LINE \d+):.*$", re.MULTILINE)


class Formatter(logging.Formatter):
    """Writes time, level, logger, event and the extra fields; every text in them is scrubbed."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": scrubbed(record.getMessage()),
        }
        line.update({key: scrubbed(value) for key, value in vars(record).items() if key not in STANDARD})
        if record.exc_info:
            line["error"] = scrubbed(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def scrubbed(value: Any) -> Any:
    """
    Return `value` fit for a log: numbers and flags as they are, any text without personal data.

    Card and personal numbers are masked, e-mail addresses, query strings and the tokens of links hidden, and
    the rows PostgreSQL quotes are left out.
    """
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, dict):
        return {str(key): scrubbed(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [scrubbed(inner) for inner in value]
    text = _ROW.sub(HIDDEN, str(value))
    return mask(_QUERY.sub(f"?{HIDDEN}", _TOKEN.sub(HIDDEN, _EMAIL.sub(HIDDEN, text))))
