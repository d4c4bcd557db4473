"""The bare address of a development machine: which suppliers are here, and how to log in to them."""

from django.urls import path

from config.front_door import front_door

urlpatterns = [path("", front_door, name="home")]
