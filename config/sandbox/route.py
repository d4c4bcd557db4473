"""Which handler answers which path, and which parameters it knows."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from config.sandbox.exchange import Obj
from config.sandbox.problem import Problem, invalid
from config.sandbox.world import Call, World


@dataclass(frozen=True)
class Route:
    """`/v1/customers/<id>`: angle brackets name what becomes Call.ids. Unknown parameters are refused."""

    method: str
    path: str
    handler: Callable[[World, Call], Obj]
    accepts: frozenset[str] = frozenset()
    operation: str = "other"
    pattern: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        pattern = re.sub(r"<(\w+)>", r"(?P<\1>[\\w.-]+)", self.path)
        object.__setattr__(self, "pattern", re.compile(f"^{pattern}$"))

    def check(self, params: Obj) -> None:
        for name in params:
            if name not in self.accepts and name != "expand":
                raise invalid(f"Received unknown parameter: {name}", code="parameter_unknown", param=name)


def match(routes: Sequence[Route], method: str, path: str) -> tuple[Route, dict[str, str]]:
    """The route and the identifiers in the path; the provider's 404 when there is none."""
    for route in routes:
        found = route.pattern.match(path)
        if found and route.method == method:
            return route, found.groupdict()
    message = f"Unrecognized request URL ({method}: {path})."
    raise Problem(404, "invalid_request_error", message, saved=False)
