"""Every page needs a login but these; a page that is open by mistake fails here."""

from django.urls import URLPattern, URLResolver, get_resolver

OPEN = {
    "account_confirm_login_code",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "account_email_verification_sent",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_password_reset_completed",
    "account_reset_password",
    "account_signup",
    "accounts:activation",
    "accounts:activation-code",
    "accounts:activation-password",
    "accounts:email-taken-back",  # whoever has the link sent to the old address
    "accounts:invitation",  # whoever has the link sent to the invited address
    "accounts:invitation-code",
    "accounts:recovery-stopped",  # whoever has the link sent to the old contact
    "billing:card-events",  # the card provider's signed messages
    "contracts:market-messages",  # the market's signed messages
    "complaints:route",  # how to complain stands open for everybody
    # somebody new orders without a login; an order that was begun opens in its own browser, or for its customer
    "contracts:order",
    "contracts:order-done",
    "contracts:order-one",
    "contracts:order-pdf",
    "contracts:order-person",
    "contracts:order-place",
    "contracts:withdrawal-link",  # whoever has the link of the confirmation
    "csp-report",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "mfa_trust",
    "set_language",
}


def open_pages(patterns, space="") -> set[str]:
    found = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found |= open_pages(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern) and not getattr(pattern.callback, "login_required", True):
            found.add(f"{space}{pattern.name}")
    return found


def test_only_these_pages_are_open_at_a_supplier():
    assert open_pages(get_resolver("config.urls").url_patterns) == OPEN


def test_only_the_door_is_open_on_the_admin_host():
    door = {name for name in OPEN if ":" not in name}
    assert open_pages(get_resolver("config.urls_admin").url_patterns) == door | {"admin:login"}
