"""The bare address of a development machine: who is here, how to log in, and where the card sandbox knocks."""

from django.urls import path

from billing.views.webhook import card_events
from config.front_door import front_door

urlpatterns = [
    path("", front_door, name="home"),
    path("webhooks/card", card_events, name="card-events"),
]
