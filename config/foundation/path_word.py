"""The words of our addresses, in the language of the supplier's own pages: /regninger/ here, /fakturor/ there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

Word = Callable[[str], str]
"""Gives the word that stands in a path for an English key, e.g. word("invoices") is "regninger"."""

DANISH = "da"
SWEDISH = "sv"

# Each key with its Danish and its Swedish word.
_WORDS: Mapping[str, tuple[str, str]] = {
    "activation": ("foerste-gang", "forsta-gangen"),
    "access": ("adgang", "tilltrade"),
    "again": ("igen", "igen"),
    "agreement": ("aftale", "avtal"),
    "answer": ("svar", "svar"),
    "cancel": ("annuller", "avbryt"),
    "card": ("kort", "kort"),
    "change": ("ret", "andra"),
    "chart": ("graf", "diagram"),
    "closed": ("lukket", "stangt"),
    "code": ("kode", "kod"),
    "complaint": ("klage", "klagomal"),
    "confirm": ("bekraeft", "bekrafta"),
    "consumption": ("forbrug", "forbrukning"),
    "customer": ("kunde", "kund"),
    "cut-off": ("afbryd", "koppla-fran"),
    "document": ("dokument", "dokument"),
    "done": ("faerdig", "klart"),
    "email": ("e-mail", "e-post"),
    "event": ("haendelse", "handelse"),
    "heating": ("afgift", "skatt"),
    "help": ("hjaelp", "hjalp"),
    "hindrance": ("forhindring", "hinder"),
    "history": ("historik", "historik"),
    "invitation": ("invitation", "inbjudan"),
    "instalment": ("rate", "delbetalning"),
    "invoices": ("regninger", "fakturor"),
    "language": ("sprog", "sprak"),
    "life-event": ("livsbegivenhed", "livshandelse"),
    "login": ("log-ind", "logga-in"),
    "logout": ("log-ud", "logga-ut"),
    "message": ("beskeder", "meddelanden"),
    "meter-fault": ("maalerfejl", "matarfel"),
    "method": ("metode", "metod"),
    "move": ("flytning", "flytt"),
    "new": ("ny", "ny"),
    "order": ("bestil", "bestall"),
    "outage": ("afbrud", "avbrott"),
    "overview": ("overblik", "oversikt"),
    "passkey": ("adgangsnoegle", "passnyckel"),
    "password": ("adgangskode", "losenord"),
    "payment": ("betaling", "betalning"),
    "place": ("sted", "plats"),
    "price": ("pris", "pris"),
    "profile": ("profil", "profil"),
    "question": ("spoergsmaal", "fraga"),
    "reading": ("aflaesning", "avlasning"),
    "receipt": ("kvittering", "kvitto"),
    "reopening": ("genaabning", "aterinkoppling"),
    "restore": ("adgang-igen", "tilltrade-igen"),
    "return": ("retur", "retur"),
    "second-factor": ("ekstra-sikkerhed", "extra-sakerhet"),
    "session": ("enheder", "enheter"),
    "signup": ("opret", "skapa"),
    "start": ("begynd", "borja"),
    "switch": ("skift", "byt"),
    "tell": ("besked-til-os", "meddela-oss"),
    "terminate": ("opsig", "sag-upp"),
    "terms": ("vilkaar", "villkor"),
    "upload": ("fil", "fil"),
    "values": ("tal", "varden"),
    "withdraw": ("fortryd", "angra"),
    "year": ("aar", "ar"),
}


def word_of(key: str, *, language: str) -> str:
    """
    Return the path word of `key`; a supplier that is not Swedish writes its paths in Danish.

    >>> word_of("invoices", language="da"), word_of("invoices", language="sv")
    ('regninger', 'fakturor')

    :raises KeyError: when the table has no such word
    """
    danish, swedish = _WORDS[key]
    return swedish if language == SWEDISH else danish


def words_in(language: str) -> Word:
    """Return the table in one language, as the apps' `patterns(word)` take it."""
    return partial(word_of, language=language)
