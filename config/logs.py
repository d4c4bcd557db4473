"""Structured log lines: one JSON object each, with personal and card numbers masked."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from config.foundation.mask import mask

STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class Formatter(logging.Formatter):
    """Writes time, level, logger, event and the extra fields; free text passes through the mask."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": mask(record.getMessage()),
        }
        line.update({key: value for key, value in vars(record).items() if key not in STANDARD})
        line.pop("request", None)
        if record.exc_info:
            line["error"] = mask(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)
