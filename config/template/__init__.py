"""Django's templates as they are, with what never changes worked out when a page is first read."""
