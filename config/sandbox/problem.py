"""What the provider answers when it refuses: an HTTP status and the documented error object."""

from typing import Any


class Problem(Exception):
    """One refused request. `saved` says whether an idempotency key remembers this answer."""

    def __init__(
        self,
        status: int,
        kind: str,
        message: str,
        *,
        code: str | None = None,
        param: str | None = None,
        saved: bool = True,
        **more: Any,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.saved = saved
        self.error: dict[str, Any] = {"type": kind, "message": message}
        self.error |= {name: value for name, value in (("code", code), ("param", param)) if value}
        self.error |= more


def invalid(message: str, *, code: str | None = None, param: str | None = None) -> Problem:
    """A request whose parameters are wrong: execution never began, so no key remembers it."""
    return Problem(400, "invalid_request_error", message, code=code, param=param, saved=False)


def refused(message: str, *, code: str | None = None, param: str | None = None, **more: Any) -> Problem:
    """A request that was understood and executed as far as finding out that it cannot be done."""
    return Problem(400, "invalid_request_error", message, code=code, param=param, **more)


def missing(noun: str, identifier: str, *, param: str = "id") -> Problem:
    """A request about something that does not exist."""
    return Problem(
        404,
        "invalid_request_error",
        f"No such {noun}: '{identifier}'",
        code="resource_missing",
        param=param,
        saved=False,
    )


def declined(error: dict[str, Any], **more: Any) -> Problem:
    """HTTP 402 with the issuer's answer, as card.decline writes it."""
    details = {name: value for name, value in error.items() if name not in ("type", "message")}
    return Problem(402, error["type"], error["message"], **details, **more)
