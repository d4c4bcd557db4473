"""
What other apps register by themselves, and our desk does not show.

Their pages know no supplier and no job, log nothing, and let a superuser change an address, drop somebody's
second factor or end a session by typing. A person's ways in are that person's: see Min side's own profile.
"""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group

CLOSED = (Group, EmailAddress, Authenticator, UserSession)

admin.site.unregister(CLOSED)
