"""Addresses of complaints: how to complain, one's own cases, and writing to us."""

from django.urls import URLPattern, path

from complaints.views import complaint, enquiry, route
from config.foundation.path_word import Word


def patterns(word: Word) -> list[URLPattern]:
    """Return the pages of Help and complaints, in the namespace complaints."""
    cases, questions = word("complaint"), word("question")
    return [
        path(f"{word('help')}/", route.route, name="route"),
        path(f"{cases}/", complaint.complaint_list, name="complaint-list"),
        path(f"{cases}/{word('new')}/", complaint.complaint_new, name="complaint-new"),
        path(f"{cases}/<uuid:public_id>/", complaint.complaint, name="complaint"),
        path(f"{questions}/{word('new')}/", enquiry.enquiry_new, name="enquiry-new"),
        path(f"{questions}/<uuid:public_id>/", enquiry.enquiry, name="enquiry"),
    ]
