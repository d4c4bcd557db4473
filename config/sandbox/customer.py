"""Customers as the API keeps them."""

from config.sandbox.exchange import Obj
from config.sandbox.listing import PAGING, page
from config.sandbox.route import Route
from config.sandbox.store import fresh
from config.sandbox.world import Call, World

_FIELDS = frozenset({"email", "name", "phone", "description", "metadata", "preferred_locales"})


def create(world: World, call: Call) -> Obj:
    customer: Obj = {
        "id": fresh("cus"),
        "object": "customer",
        "created": world.clock.now(),
        "currency": None,
        "delinquent": False,
        "invoice_settings": {"default_payment_method": None},
        "livemode": False,
    }
    customer |= dict.fromkeys(_FIELDS - {"metadata", "preferred_locales"})
    customer |= {"metadata": {}, "preferred_locales": []}
    return world.store.put(customer | call.params)


def retrieve(world: World, call: Call) -> Obj:
    return world.need("customer", call.ids["id"])


def update(world: World, call: Call) -> Obj:
    customer = world.need("customer", call.ids["id"])
    changes = dict(call.params)
    changes["metadata"] = customer["metadata"] | changes.get("metadata", {})
    return world.store.put(customer | changes)


def listed(world: World, call: Call) -> Obj:
    rows = world.store.all("customer")
    if "email" in call.params:
        rows = [row for row in rows if row["email"] == call.params["email"]]
    return page(rows, call.params, "/v1/customers")


ROUTES = (
    Route("POST", "/v1/customers", create, _FIELDS, "enrol"),
    Route("GET", "/v1/customers", listed, PAGING | {"email"}, "read"),
    Route("GET", "/v1/customers/<id>", retrieve, operation="read"),
    Route("POST", "/v1/customers/<id>", update, _FIELDS | {"invoice_settings"}),
)
