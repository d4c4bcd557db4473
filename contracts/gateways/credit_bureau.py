"""
A credit bureau over HTTP: asked about one customer at a time, and believed only when it answers in full.

Wire format: `POST {url}/credit/checks` with a bearer key and JSON `{reference, kind, name, street, postcode, city,
company_number}`; 200 with `{reference, outcome, class}`, where outcome is "approved" or "refused". The same
reference asked again is answered again. Everything else, silence first of all, is no answer.
"""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass
from typing import Any, Protocol

import httpx

from contracts.enums import CreditOutcome

logger = logging.getLogger(__name__)

TIMEOUT = httpx.Timeout(8.0, connect=3.0)
LONGEST_ANSWER = 10_000
LONGEST_CLASS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditQuestion:
    """Whom the bureau is asked about; a household has no company number."""

    reference: str
    kind: str
    name: str
    street: str
    postcode: str
    city: str
    company_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditAnswer:
    """What the bureau said; the class is its own word for how good the customer is."""

    outcome: CreditOutcome
    result_class: str = ""


NO_ANSWER = CreditAnswer(outcome=CreditOutcome.UNKNOWN)


class CreditBureau(Protocol):
    """Whoever answers about credit; `name` is kept with the answer."""

    name: str

    def check(self, question: CreditQuestion) -> CreditAnswer:
        """Return the answer; never raises, for silence is an answer of its own."""
        ...


class HttpCreditBureau:
    """The bureau at an address; without an address it never answers, and a person decides."""

    def __init__(self, *, url: str, key: str, timeout: httpx.Timeout = TIMEOUT) -> None:
        self.name = httpx.URL(url).host if url else ""
        self._url, self._key, self._timeout = url.rstrip("/"), key, timeout

    def check(self, question: CreditQuestion) -> CreditAnswer:
        if not self._url:
            return NO_ANSWER
        try:
            answer = httpx.post(
                f"{self._url}/credit/checks",
                json=asdict(question),
                headers={"Authorization": f"Bearer {self._key}"},
                timeout=self._timeout,
            )
        except httpx.HTTPError as error:
            logger.warning("credit bureau: %s", type(error).__name__)
            return NO_ANSWER
        return _read(answer, question)


def _read(answer: httpx.Response, question: CreditQuestion) -> CreditAnswer:
    if answer.status_code != httpx.codes.OK or len(answer.content) > LONGEST_ANSWER:
        logger.warning("credit bureau: status %s", answer.status_code)
        return NO_ANSWER
    try:
        told: Any = answer.json()
        outcome = CreditOutcome(told["outcome"])
        mine = told["reference"] == question.reference
    except (ValueError, KeyError, TypeError):
        logger.warning("credit bureau: not as documented")
        return NO_ANSWER
    if not mine:
        logger.warning("credit bureau: an answer about somebody else")
        return NO_ANSWER
    return CreditAnswer(outcome=outcome, result_class=str(told.get("class", ""))[:LONGEST_CLASS])
