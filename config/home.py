"""Composes the overview from all four apps."""

from django.http import HttpResponse
from django.shortcuts import render

from config.foundation.request import Request


def home(request: Request) -> HttpResponse:
    return render(request, "config/home.html", {})
