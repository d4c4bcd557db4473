"""Finding payment intents: by id, by list and by search, and the routes of payment intents."""

import re

from config.sandbox import payment
from config.sandbox.exchange import Obj
from config.sandbox.listing import PAGING, page
from config.sandbox.problem import invalid
from config.sandbox.route import Route
from config.sandbox.world import Call, World

_CLAUSE = re.compile(
    r"""^(?:metadata\[['"](?P<name>[\w.-]+)['"]\]|(?P<field>status|customer)):['"](?P<value>[^'"]*)['"]$"""
)
_CREATE = frozenset(
    {
        "amount", "currency", "customer", "payment_method", "off_session", "confirm", "metadata", "description",
        "statement_descriptor_suffix", "automatic_payment_methods", "payment_method_types", "return_url",
        "error_on_requires_action",
    }
)  # fmt: skip
_CONFIRM = frozenset({"payment_method", "off_session", "return_url", "use_stripe_sdk"})


def retrieve(world: World, call: Call) -> Obj:
    return world.need("payment_intent", call.ids["id"])


def listed(world: World, call: Call) -> Obj:
    rows = world.store.all("payment_intent")
    if "customer" in call.params:
        rows = [row for row in rows if row["customer"] == call.params["customer"]]
    return page(rows, call.params, "/v1/payment_intents")


def search(world: World, call: Call) -> Obj:
    """`metadata['name']:'value' AND status:'succeeded'`."""
    rows = world.store.all("payment_intent")
    for clause in str(call.params.get("query", "")).split(" AND "):
        found = _CLAUSE.match(clause.strip())
        if not found:
            raise invalid(f"Invalid search query: {clause[:80]}", param="query")
        rows = [row for row in rows if _value(row, found) == found["value"]]
    params = {name: value for name, value in call.params.items() if name == "limit"}
    result = page(rows, params, "/v1/payment_intents/search")
    return result | {"object": "search_result", "next_page": None}


def _value(row: Obj, found: re.Match[str]) -> str | None:
    value: str | None = row["metadata"].get(found["name"]) if found["name"] else row[found["field"]]
    return value


ROUTES = (
    Route("POST", "/v1/payment_intents", payment.create, _CREATE, "charge"),
    Route("GET", "/v1/payment_intents", listed, PAGING | {"customer"}, "read"),
    Route("GET", "/v1/payment_intents/search", search, frozenset({"query", "limit", "page"}), "read"),
    Route("GET", "/v1/payment_intents/<id>", retrieve, frozenset({"client_secret"}), "read"),
    Route("POST", "/v1/payment_intents/<id>/confirm", payment.confirm, _CONFIRM, "confirm"),
    Route("POST", "/v1/payment_intents/<id>/cancel", payment.cancel, frozenset({"cancellation_reason"}), "cancel"),
)
