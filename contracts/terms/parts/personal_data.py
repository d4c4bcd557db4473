"""What a document says about the customer's data, marketing, disconnection cases and third parties."""

from __future__ import annotations

from dataclasses import dataclass

from contracts.terms.parts.figure import Count, Policy, Stated


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """Purposes, rights, marketing limits and the closed store for disconnection cases."""

    purposes: Stated[tuple[str, ...]]
    disclosed_when_necessary: Stated[bool] | None
    privacy_policy: Stated[str]
    access_fee_minor: Policy[int] | None
    marketing_consent: Policy[str]
    newsletters_least_a_year: Count | None
    newsletters_most_a_year: Count | None
    opt_out_any_time: Stated[bool] | None
    cookies: Stated[bool] | None
    credit_registers: Stated[tuple[str, ...]] | None
    disconnection_case_data: Stated[tuple[str, ...]] | None
    disconnection_case_review_months: Policy[int] | None
    child_at_risk_told_to: Stated[str] | None
    animals_at_risk_told_to: Stated[str] | None
    card_data_only_at: Stated[str] | None
