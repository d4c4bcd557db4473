"""What the market says about the quality of a value, in our own few words."""

from __future__ import annotations

from contracts.enums import Quality

MARKET_CODES = {
    "A01": Quality.CORRECTED,
    "A02": Quality.MISSING,
    "A03": Quality.ESTIMATED,
    "A04": Quality.MEASURED,
    "A05": Quality.INCOMPLETE,
    "A06": Quality.CALCULATED,
    "E01": Quality.MEASURED,
    "36": Quality.CORRECTED,
    "56": Quality.ESTIMATED,
}
"""CIM and eloverblik (A…), ebIX (E01, 36, 56). Source: formats.md §1 and §3."""

WORDS = {
    "målt": Quality.MEASURED,
    "measured": Quality.MEASURED,
    "korrigeret": Quality.CORRECTED,
    "justeret": Quality.CORRECTED,
    "adjusted": Quality.CORRECTED,
    "revised": Quality.CORRECTED,
    "beregnet": Quality.CALCULATED,
    "calculated": Quality.CALCULATED,
    "estimeret": Quality.ESTIMATED,
    "skønnet": Quality.ESTIMATED,
    "estimated": Quality.ESTIMATED,
    "ufuldstændig": Quality.INCOMPLETE,
    "incomplete": Quality.INCOMPLETE,
    "mangler": Quality.MISSING,
    "ikke tilgængelig": Quality.MISSING,
    "missing": Quality.MISSING,
    "not available": Quality.MISSING,
}
"""What downloads and answers write out; formats.md §1 names "Målt", the others are our reading."""


class QualityUnknown(ValueError):
    """A quality the market has not used before; taking it for measured would be a guess."""


def quality_of(*, code: str | None, has_quantity: bool = True) -> Quality | None:
    """
    Return our word for a market code: left out means measured, None (nothing sent) stays None.

    A value without a quantity is missing whatever its code says.

    Source: formats.md §3 (A04 is left out when it applies); GE-VF-4.3.

    :raises QualityUnknown: for a code nobody told us about
    """
    if code is None:
        return None
    if not has_quantity:
        return Quality.MISSING
    if not code:
        return Quality.MEASURED
    quality = MARKET_CODES.get(code) or WORDS.get(code.strip().casefold())
    if quality is None:
        raise QualityUnknown(f"{code[:40]!r} is no quality we know.")
    return quality
