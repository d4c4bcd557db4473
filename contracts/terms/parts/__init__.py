"""The small frozen parts a terms document is made of, by topic."""
