"""Which way something is written to a customer, and what a letter costs that the customer asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from contracts.terms.parts.complaint import Communication
from contracts.terms.parts.payment import Fees

LETTER = "letter"


class NoChannel(LookupError):
    """The customer can be reached in no way the terms allow: a gap in our data to be mended first."""


def written_channel(*, part: Communication, reachable: Collection[str], preferred: str = "") -> str:
    """
    Return the way to write: the one preferred where the terms allow it, else the first of theirs that reaches.

    A letter is written when it is preferred, or nothing digital reaches the customer, where letters are allowed.

    Source: GE-VF-4.24 (an e-mail address is had), GE-VF-4.25; OR-15.3.

    >>> from contracts import terms
    >>> part = terms.by_code("gron_variable_2024").communication
    >>> written_channel(part=part, reachable={"email", "sms"}, preferred="sms")
    'sms'

    :raises NoChannel: when none is left
    """
    letters = part.letters_allowed is not None and part.letters_allowed.value
    allowed = [*part.channels.value, *([LETTER] if letters else [])]
    ways = [way for way in allowed if way in reachable]
    if preferred in ways:
        return preferred
    if not ways:
        raise NoChannel(f"{part.channels.clause} leaves no way to write: {sorted(reachable)}.")
    return ways[0]


def paper_fee(*, fees: Fees, asked_by_customer: bool, own: int | None, sheet: Mapping[str, int]) -> int:
    """
    Return what one letter costs the customer in minor units: something only where they asked for it.

    What the agreement states ranks before the price sheet; where neither names it, it is what the terms say
    then, which is nothing. Terms without such a fee charge none.

    Source: GE-VF-4.26 with X-60.
    """
    if fees.paper is None or not asked_by_customer:
        return 0
    return own if own is not None else sheet.get(fees.paper.key, fees.paper.missing_minor)
