"""The one key names are sorted by, because the database compares bytes."""

import unicodedata

# The three characters that follow z when bytes are compared.
ORDER = {"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"}


def sort_name(*, name: str) -> str:
    """
    Return a key that sorts names the Danish way: æ, ø, å last in this order, ä as æ, ö as ø, aa as å.

    >>> sorted(["Åse", "Aage", "Ørum", "Æbelø", "Zoffmann", "Émile"], key=lambda name: sort_name(name=name))
    ['Émile', 'Zoffmann', 'Æbelø', 'Ørum', 'Aage', 'Åse']

    Source: design.md §1 (æøå, åäö, aa = å).
    """
    folded = name.casefold().replace("aa", "å")
    letters = (ORDER.get(letter) or _plain(letter) for letter in unicodedata.normalize("NFC", folded))
    return "".join(letters)


def _plain(letter: str) -> str:
    """Drop the accent of a letter that has no place of its own in the alphabet."""
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
