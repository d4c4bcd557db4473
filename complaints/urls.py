"""Addresses of complaints."""

from django.urls import URLPattern

from config.foundation.path_word import Word


def patterns(word: Word) -> list[URLPattern]:
    return []
