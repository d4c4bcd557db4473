"""Danish and Swedish say everything the product says, fit what they translate, and are compiled as they stand."""

import html
import re
from datetime import date, timedelta
from functools import cache
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import override

from billing.models import Invoice
from billing.runs import cost, invoice
from config.translation import catalogue, fault
from config.translation.catalogue import Translation
from config.translation.gather import gather
from config.translation.source import Found, Key
from contracts import terms
from tests.builders import account, complaint, energy
from tests.source import ROOT, only

LANGUAGES = ("da", "sv")
# Words that are the same in both languages, or names; every other equal text is a translation forgotten.
SAME_AS_ENGLISH = {
    "da": {
        "Binding",
        "E-mail",
        "E-mail: %(email)s",
        "For %(period)s",
        "Force majeure",
        "Job",
        "Send",
        "Transport",
        "a conto",
        "alarm",
        "bank",
        "bureau",
        "data",
        "e-Boks",
        "e-mail",
        "force majeure",
        "gas",
        "invitation",
        "job",
        "kWh",
        "kr./kWh",
        "mine",
        "note",
        "plan",
        "reference",
        "system",
        "transmission",
        "version",
    },
    "sv": {
        "Force majeure",
        "Period",
        "Transport",
        "bank",
        "data",
        "e-Boks",
        "force majeure",
        "gas",
        "kWh",
        "plan",
        "system",
        "text",
        "version",
    },
}
# Short words that no Danish or Swedish sentence holds.
ENGLISH = re.compile(r"\b(?:the|and|of|your|you|with|is|are|not|from|or|when|it|has|been|payment|invoice)\b", re.I)
NAMES = re.compile(
    r"Elnät|Grøn|Ørsted|Ankenævnet på Energiområdet|Forsyningstilsynet"
    r"|\b[a-z-]+:17\b"  # what a reference looks like
    r"|\b[A-Z]{2}[A-Z-]*-\d+\.\w+"  # the id of a clause
)
OTHER_LETTERS = {"da": re.compile(r"[äö]", re.I), "sv": re.compile(r"[æø]", re.I)}


@cache
def words(language: str) -> dict[Key, Translation]:
    return catalogue.read(catalogue.folder_of(ROOT, language) / "django.po", language=language)


@cache
def messages() -> Found:
    return gather(ROOT)


def forms(language: str) -> list[str]:
    """Return every text of a language without its names, references, places to fill in and tags."""
    return [
        NAMES.sub("", fault.TAG.sub("", fault.PLACE.sub("", form)))
        for translation in words(language).values()
        for form in translation.forms
    ]


def test_the_languages_are_those_of_the_settings():
    assert {code for code, _name in settings.LANGUAGES} == {"en", *LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_fits(language):
    """After a new or changed text: manage.py words --update, fill the gaps, manage.py words --compile."""
    only(fault.faults(messages(), words(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_words_are_fresh(language):
    kept = (catalogue.folder_of(ROOT, language) / "django.mo").read_bytes()
    assert kept == catalogue.compiled(words(language), language=language), "run manage.py words --compile"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_left_in_english(language):
    only(fault.same_as_english(words(language)), known=SAME_AS_ENGLISH[language])
    only([form for form in forms(language) if ENGLISH.search(form)])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_languages_are_not_mixed(language):
    only([form for form in forms(language) if OTHER_LETTERS[language].search(form)])


def test_every_clause_can_be_read_in_both_languages():
    there = {key.text for key in messages()}
    said = {
        text
        for each in terms.ALL
        for clause in terms.clauses_of(each.code)
        for text in (clause.title, clause.text)
    }
    assert len(said) > 400
    only(said - there)


def test_the_check_tells_of_nothing(capsys):
    call_command("words", "--check")
    number = len(messages())
    assert capsys.readouterr().out == f"da: {number} messages, 0 faults\nsv: {number} messages, 0 faults\n"


JAN, FEB = date(2026, 1, 1), date(2026, 2, 1)


def grouped(number: int, mark: str) -> str:
    """Return a whole number with a mark between the thousands, worked out apart from the product."""
    return re.sub(r"(?<=\d)(?=(?:\d{3})+$)", mark, str(number))


@pytest.fixture
def january():
    """Return a household's reader and its first invoice: 50 kWh in every hour of January."""
    energy.figures_of_the_law()
    energy.charges(grid=[100_000] * 24)
    energy.spot(JAN, FEB, micro=[500_000])
    home = energy.supply()
    energy.values(home, JAN, FEB - timedelta(days=1), wh=[50_000])
    cost.compute_due(supplier=home.supplier, as_of=FEB)
    invoice.issue_due(supplier=home.supplier, as_of=date(2026, 2, 15))
    return account.signed_in(account.holder(home.agreement.customer)), Invoice.objects.get()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "language, thousands, decimal, money, month, day",
    [
        ("da", ".", ",", "{}\u00a0kr.", "Januar 2026", "15. februar 2026"),
        ("sv", "\u00a0", ",", "{}\u00a0DKK", "Januari 2026", "15 februari 2026"),
        ("en", ",", ".", "DKK\u00a0{}", "January 2026", "15 February 2026"),
    ],
)
def test_a_page_writes_money_dates_and_energy_as_its_reader_does(
    january, language, thousands, decimal, money, month, day
):
    client, made = january
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get("/regninger/")
    page = answer.content.decode()
    assert made.gross > 100_000  # so that there are thousands to group
    total = f"{grouped(made.gross // 100, thousands)}{decimal}{made.gross % 100:02}"
    energy_used = f"{grouped(31 * 24 * 50, thousands)}\u00a0kWh"
    for text in (f'lang="{language}"', month, day, money.format(total), energy_used):
        assert text in page, text


def shown(page: str) -> list[str]:
    """Return the texts of a page, those for a screen reader too, without the names of the languages."""
    heard = re.findall(r'(?:aria-label|alt|title|placeholder)="([^"]+)"', page)
    bare = re.sub(r"<(script|style|title).*?</\1>|<[^>]*>", "\n", page, flags=re.DOTALL)
    lines = [line.strip(" :·,") for line in html.unescape(bare).splitlines()]
    return [line for line in (*lines, *heard) if line and line not in ("Dansk", "Svenska", "English")]


def english_in(texts: list[str], language: str) -> list[str]:
    """Return the texts that are a message nobody translated, or that hold a word only English has."""
    own = {form for translation in words(language).values() for form in translation.forms}
    left = {key.text for key in words(language)} - own
    return [text for text in texts if text in left or ENGLISH.search(NAMES.sub("", text))]


def test_english_on_a_page_is_noticed():
    page = '<title>x</title><h1>Regninger</h1><a href="/" aria-label="Main menu">See the days</a> English, OR-6.2b'
    assert shown(page) == ["Regninger", "See the days", "English, OR-6.2b", "Main menu"]
    assert english_in(shown(page), "da") == ["See the days", "Main menu"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_a_customer_can_reach_holds_an_english_text(january, language):
    client, made = january
    complaint.complaint(made.billing_account.customer)
    complaint.enquiry(made.billing_account.customer)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    ahead, seen, left = ["/"], {}, []
    while ahead:
        url = ahead.pop(0)
        answer = client.get(url, follow=True)
        seen[urlsplit(url).path] = answer.status_code
        if answer.headers["Content-Type"].startswith("text/html"):
            page = answer.content.decode()
            left += [f"{url}: {text}" for text in english_in(shown(page), language)]
            links = {html.unescape(link) for link in re.findall(r'href="(/(?!static/)[^"#]*)', page)}
            known = {*seen, *(urlsplit(each).path for each in ahead)}
            ahead += [link for link in sorted(links) if urlsplit(link).path not in known]
    only(left)
    assert len(seen) > 25
    assert set(seen.values()) == {200}


@pytest.mark.django_db
def test_a_swedish_supplier_speaks_swedish_on_its_open_page(client):
    complaint.borgholm()
    answer = client.get("/hjalp/", headers={"host": "borgholm.localhost"})
    page = NAMES.sub("", re.sub(r"<[^>]+>", " ", answer.content.decode()))
    assert answer.headers["Content-Language"] == "sv"
    assert "Så klagar du" in page
    assert OTHER_LETTERS["sv"].search(page) is None
    assert ENGLISH.search(page.replace("English", "")) is None


def test_readers_of_english_get_the_message_itself_never_the_default_language():
    with override("en"):
        assert str(terms.clause("OR-6.2b").title) == "Eight days' notice"
