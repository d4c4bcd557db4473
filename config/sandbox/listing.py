"""Lists as the provider pages them, and the replacing of identifiers by whole objects on request."""

from typing import Any

from config.sandbox.exchange import Obj
from config.sandbox.form import integer
from config.sandbox.problem import invalid
from config.sandbox.store import Store

PAGING = frozenset({"limit", "starting_after", "ending_before", "created"})
_LARGEST_PAGE = 100


def page(rows: list[Obj], params: Obj, url: str) -> Obj:
    """One page of rows (given oldest first), newest first, cut by created and by cursor."""
    limit = integer(params, "limit", 10)
    if not 1 <= limit <= _LARGEST_PAGE:
        raise invalid("This value must be between 1 and 100.", param="limit")
    kept = [row for row in reversed(rows) if _in_time(row["created"], params.get("created"))]
    if "starting_after" in params:
        kept = kept[_place(kept, params["starting_after"], "starting_after") + 1 :]
    elif "ending_before" in params:
        kept = kept[: _place(kept, params["ending_before"], "ending_before")][-limit:]
    return {"object": "list", "data": kept[:limit], "has_more": len(kept) > limit, "url": url}


def expanded(store: Store, obj: Obj, paths: list[str]) -> Obj:
    """A copy in which each named identifier is replaced by its object (`setup_intent.payment_method`)."""
    for path in paths:
        obj = _expand(store, obj, path.split("."))
    return obj


def _expand(store: Store, obj: Any, names: list[str]) -> Any:
    if not names or not isinstance(obj, dict):
        return obj
    value = obj.get(names[0])
    if isinstance(value, list):
        return obj | {names[0]: [_expand(store, row, names[1:]) for row in value]}
    if isinstance(value, str):
        value = store.find(value) or value
    return obj | {names[0]: _expand(store, value, names[1:])}


def _in_time(created: int, limits: Any) -> bool:
    if limits is None:
        return True
    if isinstance(limits, str):
        return created == int(limits)
    tests = {
        "gte": created.__ge__,
        "gt": created.__gt__,
        "lte": created.__le__,
        "lt": created.__lt__,
    }
    if not set(limits) <= set(tests):
        raise invalid("Invalid created filter.", param="created")
    return all(tests[name](int(limit)) for name, limit in limits.items())


def _place(rows: list[Obj], identifier: str, param: str) -> int:
    for place, row in enumerate(rows):
        if row["id"] == identifier:
            return place
    raise invalid(f"No such object: '{identifier}'", code="resource_missing", param=param)
