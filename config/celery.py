"""The Celery app: five queues, one timetable entry (the tick), and nothing that money depends on."""

import os

from celery import Celery
from kombu import Queue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("minside")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.task_queues = tuple(Queue(name, routing_key=name) for name in ("money", "mail", "pdf", "files", "tick"))
app.autodiscover_tasks()
app.autodiscover_tasks(["config"], related_name="tick")
