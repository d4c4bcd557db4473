"""A stand-in for the outside world in its own process: card provider, mail, SMS and letters."""
