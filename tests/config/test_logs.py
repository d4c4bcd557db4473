"""Every log line is one JSON object, and none tells who a customer is (law.md §9, reliability.md §5)."""

import json
import logging
import sys

import pytest

from config.logs import Formatter, scrubbed


def line(message, *args, **extra):
    record = logging.LogRecord("billing", logging.INFO, "charge.py", 1, message, args, None)
    vars(record).update(extra)
    return Formatter().format(record)


def test_a_line_is_one_json_object_with_its_fields():
    written = json.loads(line("charged %s", "claim 17", job="collect", seconds=0.25, done=True, left=None))
    assert written.pop("at").endswith("+00:00")
    assert written == {
        "level": "INFO", "logger": "billing", "event": "charged claim 17",
        "job": "collect", "seconds": 0.25, "done": True, "left": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    "written, kept",
    [
        ("mail to karen.hansen+el@post.example failed", "mail to •••• failed"),
        ("card 4242 4242 4242 4242", "card •••• 4242"),
        ("CPR 010190-1234", "CPR 010190-••••"),
        ("GET /login/?email=karen&next=/profil/ 302", "GET /login/?•••• 302"),
        ("Not Found: /fortryd/y2oQimTWH0Kv-7MfBrx6SXfjNxExN_cMmUf9xVHO_hs/", "Not Found: /fortryd/••••/"),
        ("Which way?", "Which way?"),
        ("claim 17 of supplier 2", "claim 17 of supplier 2"),
        (
            "duplicate key value\nDETAIL:  Key (name)=(Karen Hansen) already exists.\nagain",
            "duplicate key value\n••••\nagain",
        ),
        ("null value\nDETAIL:  Failing row contains (1, Karen Hansen, Havevej 1).", "null value\n••••"),
    ],
)
def test_a_text_is_scrubbed(written, kept):
    assert scrubbed(written) == kept


def test_extra_fields_are_scrubbed_however_deep_they_lie():
    written = json.loads(line("x", data={"to": ["a@b.example"], "id": 7}, what=ValueError("c@d.example")))
    assert (written["data"], written["what"]) == ({"to": ["••••"], "id": 7}, "••••")


def test_a_request_is_never_written():
    assert "request" not in json.loads(line("x", request=object()))


def refused():
    raise ValueError("karen@post.example\nDETAIL:  Failing row contains (Karen).")


def test_the_error_of_a_line_is_scrubbed_and_keeps_its_traceback():
    try:
        refused()
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "failed", (), sys.exc_info())
    error = json.loads(Formatter().format(record))["error"]
    assert error.startswith("Traceback")
    assert error.endswith("ValueError: ••••\n••••")


def test_a_text_of_several_lines_stays_one_line():
    assert "\n" not in line("first\nsecond")
