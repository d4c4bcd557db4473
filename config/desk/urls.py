"""Addresses of the desk's own pages, beside those of the admin and behind the same door."""

from django.contrib import admin
from django.urls import URLPattern, path

from config.desk import design, front, health, parked, runs


def patterns() -> list[URLPattern]:
    """Return the pages; admin_view lets in nobody but staff."""
    inside = admin.site.admin_view
    return [
        path("admin/", inside(front.front), name="desk-front"),
        path("admin/desk/design/", inside(design.design), name="desk-design"),
        path("admin/desk/runs/", inside(runs.runs), name="desk-runs"),
        path("admin/desk/runs/start/", inside(runs.start), name="desk-start"),
        path("admin/desk/runs/<int:pk>/retry/", inside(runs.retry), name="desk-retry"),
        path("admin/desk/parked/", inside(parked.parked), name="desk-parked"),
        path("admin/desk/parked/<slug:kind>/<int:pk>/", inside(parked.decide), name="desk-decide"),
        path("admin/desk/health/", inside(health.health), name="desk-health"),
        path("admin/desk/alarm/<int:pk>/close/", inside(health.close_alarm), name="desk-alarm-close"),
    ]
