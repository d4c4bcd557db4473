"""Addresses of accounts: the door (login, codes, second factors), and who you are once inside."""

from allauth.account import views as door
from allauth.mfa import urls as mfa_urls
from allauth.usersessions import views as sessions
from django.urls import URLPattern, URLResolver, include, path

from accounts.views import (
    access,
    activation,
    document,
    email_change,
    invitation,
    message,
    profile,
    receipt,
    recovery,
)
from config.foundation.path_word import Word


def login_patterns(word: Word) -> list[URLPattern | URLResolver]:
    """Return allauth's pages under our own words; allauth finds them by name, outside any namespace."""
    login, password, email = word("login"), word("password"), word("email")
    return [
        path(f"{login}/", door.login, name="account_login"),
        path(f"{login}/{word('code')}/", door.confirm_login_code, name="account_confirm_login_code"),
        path(f"{login}/{word('closed')}/", door.account_inactive, name="account_inactive"),
        path(f"{word('logout')}/", door.logout, name="account_logout"),
        path(f"{word('signup')}/", door.signup, name="account_signup"),
        path(f"{login}/{word('again')}/", door.reauthenticate, name="account_reauthenticate"),
        path(f"{email}/", door.email, name="account_email"),
        path(f"{email}/{word('code')}/", door.email_verification_sent, name="account_email_verification_sent"),
        path(f"{password}/{word('change')}/", door.password_change, name="account_change_password"),
        path(f"{password}/{word('new')}/", door.password_set, name="account_set_password"),
        path(f"{password}/", door.password_reset, name="account_reset_password"),
        path(
            f"{password}/{word('code')}/",
            door.confirm_password_reset_code,
            name="account_confirm_password_reset_code",
        ),
        path(
            f"{password}/{word('return')}/",
            door.complete_password_reset,
            name="account_complete_password_reset",
        ),
        path(
            f"{password}/{word('done')}/",
            door.password_reset_from_key_done,
            name="account_password_reset_completed",
        ),
        path(f"{word('session')}/", sessions.list_usersessions, name="usersessions_list"),
        path(f"{word('second-factor')}/", include(mfa_urls)),
    ]


def _access_patterns(word: Word) -> list[URLPattern]:
    """Return the pages about who may act for a customer, and those a link opens without login."""
    mine, invited = f"{word('profile')}/{word('access')}", word("invitation")
    return [
        path(f"{mine}/", access.access_list, name="access"),
        path(f"{mine}/<uuid:public_id>/", access.access_ended, name="access-ended"),
        path(f"{mine}/{invited}/<uuid:public_id>/", access.invitation_taken_back, name="invitation-taken-back"),
        path(f"{invited}/{word('code')}/", invitation.invitation_code, name="invitation-code"),
        path(f"{invited}/<str:token>/", invitation.invitation, name="invitation"),
        path(
            f"{word('email')}/{word('return')}/<str:token>/",
            email_change.email_taken_back,
            name="email-taken-back",
        ),
        path(f"{word('restore')}/<str:token>/", recovery.recovery_stopped, name="recovery-stopped"),
    ]


def patterns(word: Word) -> list[URLPattern]:
    """Return our own pages, in the namespace accounts."""
    start, letters = word("activation"), word("message")
    return [
        path(f"{start}/", activation.activation, name="activation"),
        path(f"{start}/{word('code')}/", activation.activation_code, name="activation-code"),
        path(f"{start}/{word('password')}/", activation.activation_password, name="activation-password"),
        path(f"{letters}/", message.message_list, name="message-list"),
        path(f"{letters}/<uuid:public_id>/", message.message, name="message"),
        path(f"{word('profile')}/", profile.profile, name="profile"),
        *_access_patterns(word),
        path(f"{word('customer')}/", profile.choose_customer, name="customer-choose"),
        path(f"{word('document')}/<uuid:public_id>/", document.document, name="document"),
        path(f"{word('receipt')}/<uuid:public_id>/", receipt.receipt, name="receipt"),
        path(f"{word('receipt')}/<uuid:public_id>/pdf/", receipt.receipt_pdf, name="receipt-pdf"),
        path(f"{word('upload')}/<uuid:public_id>/", document.upload, name="upload"),
    ]
