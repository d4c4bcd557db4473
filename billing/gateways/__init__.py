"""The world outside billing: bytes and values, no models."""
