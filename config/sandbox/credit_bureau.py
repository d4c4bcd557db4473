"""The credit bureau: approves everybody, but refuses and keeps silent about names that ask for it."""

import time

from config.sandbox.exchange import LOST, Request, Response, as_json
from config.sandbox.problem import Problem, invalid
from config.sandbox.world import World

REFUSES, SILENT = "afvist", "tavs"
SILENT_SECONDS = 0.2


def check(_world: World, request: Request) -> Response:
    """Answer one question; the same one is answered the same way, whenever it is asked."""
    if not request.headers.get("authorization", "").startswith("Bearer "):
        raise Problem(401, "authentication_error", "A key is needed.", saved=False)
    reference, name = str(request.params.get("reference", "")), str(request.params.get("name", ""))
    if not reference or not name:
        raise invalid("reference and name are needed.")
    if SILENT in name.lower():
        time.sleep(SILENT_SECONDS)
        return LOST
    refused = REFUSES in name.lower()
    outcome, grade = ("refused", "E") if refused else ("approved", "B")
    return as_json({"reference": reference, "outcome": outcome, "class": grade})
