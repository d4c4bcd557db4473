"""Contact and opening hours, the complaint ladder, external bodies, court and law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from contracts.terms.parts.figure import Policy, Stated, Statutory


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningHours:
    """Weekdays (Monday is 1) and hours; the closing moment itself is closed."""

    weekdays: tuple[int, ...]
    opens: time
    closes: time
    closed_on_public_holidays: Stated[bool] | Policy[bool]
    timezone: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How customers reach the supplier; empty text where the document names nothing."""

    name: str
    address: str
    phone: str
    email: str
    website: str
    hours: OpeningHours | None
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintLevel:
    """One step inside the company; `after_decision_of` names the levels that must have decided first."""

    key: str
    name: str
    about: str
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    after_decision_of: tuple[str, ...] = ()
    final_for_company: bool = False
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalBody:
    """A body outside the company: what it does, for whom, until when, and what it costs."""

    key: str
    name: str
    role: str
    households_only: bool
    decides_disputes: bool
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    shown_from: date | None = None
    hidden_from: date | None = None
    fee: Statutory | None = None
    fee_refunded_if_upheld: bool = False
    minimum_value: Statutory | None = None
    never_for: tuple[str, ...] = ()
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Court:
    """Law and court as the document names them."""

    law: str
    court: str
    home_court_possible: bool
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintRoute:
    """Where a complaint goes, step by step, and what it does to payments."""

    levels: tuple[ComplaintLevel, ...]
    external: tuple[ExternalBody, ...]
    external_needs_level: Stated[str] | Policy[str]
    suspends_payment: Stated[bool] | None
    hold_by_express_agreement: Stated[bool] | None
    answer_wording: Stated[str] | None
    answer_limit_days: Policy[int]
    answer_target_workdays: Policy[int]
    court: Court | None
    assessed_on: Stated[tuple[str, ...]] | None = None
    upheld_requires: Stated[tuple[str, ...]] | None = None
    first_contact_is_phone_call: Stated[bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Communication:
    """How messages reach the customer and when they count as delivered."""

    channels: Stated[tuple[str, ...]]
    letters_allowed: Stated[bool] | None
    phone_allowed: Stated[bool] | None
    deemed_received_when_sent: Stated[bool] | None
    contact_data_kept_current: Stated[bool]
    bounce_counts_as_delivered: Stated[bool] | Policy[bool]
