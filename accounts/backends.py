"""Finds the login that belongs to an e-mail at the supplier whose page is open, and nobody else's."""

from allauth.account.auth_backends import AuthenticationBackend


class SupplierBackend(AuthenticationBackend):
    """Looks a login up by (supplier of the host, e-mail); on the admin host among staff."""
