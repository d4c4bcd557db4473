"""What the card holder reads on the hosted pages, in Danish, Swedish and English."""

TEXTS = {
    "banner": {
        "da": "TEST – der flyttes ingen penge",
        "sv": "TEST – inga pengar flyttas",
        "en": "TEST – no money moves",
    },
    "card_title": {"da": "Gem dit kort", "sv": "Spara ditt kort", "en": "Save your card"},
    "card_lead": {
        "da": "Kortet gemmes hos betalingsudbyderen. Der trækkes ikke penge nu.",
        "sv": "Kortet sparas hos betalleverantören. Inga pengar dras nu.",
        "en": "The card is kept by the payment provider. No money is taken now.",
    },
    "number": {"da": "Kortnummer", "sv": "Kortnummer", "en": "Card number"},
    "expiry": {"da": "Udløb (MM/ÅÅ)", "sv": "Giltigt till (MM/ÅÅ)", "en": "Expiry (MM/YY)"},
    "cvc": {
        "da": "Kontrolcifre (3 tal bag på kortet)",
        "sv": "Säkerhetskod (3 siffror på baksidan)",
        "en": "Security code (3 digits on the back)",
    },
    "name": {"da": "Navn på kortet", "sv": "Namn på kortet", "en": "Name on the card"},
    "save": {"da": "Gem kortet", "sv": "Spara kortet", "en": "Save the card"},
    "back": {"da": "Gå tilbage uden at gemme", "sv": "Gå tillbaka utan att spara", "en": "Go back without saving"},
    "return": {"da": "Gå tilbage", "sv": "Gå tillbaka", "en": "Go back"},
    "bad_number": {
        "da": "Kortnummeret er ikke gyldigt. Se efter en tastefejl.",
        "sv": "Kortnumret är inte giltigt. Kontrollera om du har skrivit fel.",
        "en": "The card number is not valid. Please look for a typing mistake.",
    },
    "unknown_number": {
        "da": "Her virker kun testkort, for eksempel 4242 4242 4242 4242.",
        "sv": "Här fungerar bara testkort, till exempel 4242 4242 4242 4242.",
        "en": "Only test cards work here, for example 4242 4242 4242 4242.",
    },
    "bad_expiry": {
        "da": "Skriv måned og år, for eksempel 08/29. Kortet må ikke være udløbet.",
        "sv": "Skriv månad och år, till exempel 08/29. Kortet får inte ha gått ut.",
        "en": "Write month and year, for example 08/29. The card must not have expired.",
    },
    "bad_cvc": {
        "da": "Skriv de 3 kontrolcifre.",
        "sv": "Skriv de 3 siffrorna i säkerhetskoden.",
        "en": "Write the 3 digits of the security code.",
    },
    "declined": {
        "da": "Banken afviste kortet. Prøv et andet kort.",
        "sv": "Banken nekade kortet. Prova ett annat kort.",
        "en": "The bank declined the card. Please try another card.",
    },
    "not_approved": {
        "da": "Du godkendte ikke. Kortet er ikke gemt. Du kan prøve igen.",
        "sv": "Du godkände inte. Kortet är inte sparat. Du kan försöka igen.",
        "en": "You did not approve. The card is not saved. You can try again.",
    },
    "gone_title": {
        "da": "Siden gælder ikke længere",
        "sv": "Sidan gäller inte längre",
        "en": "This page has ended",
    },
    "gone": {
        "da": "Kortet er gemt, eller tiden er gået. Gå tilbage til Min side.",
        "sv": "Kortet är sparat eller så har tiden gått ut. Gå tillbaka till Min sida.",
        "en": "The card is saved, or the time has run out. Please go back to My page.",
    },
    "approve_title": {"da": "Godkend hos din bank", "sv": "Godkänn hos din bank", "en": "Approve with your bank"},
    "approve_save": {
        "da": "Din bank beder dig godkende, at kortet gemmes.",
        "sv": "Din bank ber dig godkänna att kortet sparas.",
        "en": "Your bank asks you to approve that the card is saved.",
    },
    "approve_pay": {
        "da": "Din bank beder dig godkende betalingen på",
        "sv": "Din bank ber dig godkänna betalningen på",
        "en": "Your bank asks you to approve the payment of",
    },
    "card": {"da": "Kort", "sv": "Kort", "en": "Card"},
    "approve": {"da": "Godkend", "sv": "Godkänn", "en": "Approve"},
    "reject": {"da": "Afvis", "sv": "Neka", "en": "Decline"},
    "help": {
        "da": "Testkort: 4242 4242 4242 4242 virker. 4000 0025 0000 3155 beder om godkendelse. "
        "4000 0000 0000 0341 gemmes, men kan ikke betale.",
        "sv": "Testkort: 4242 4242 4242 4242 fungerar. 4000 0025 0000 3155 ber om godkännande. "
        "4000 0000 0000 0341 sparas men kan inte betala.",
        "en": "Test cards: 4242 4242 4242 4242 works. 4000 0025 0000 3155 asks for approval. "
        "4000 0000 0000 0341 is saved but cannot pay.",
    },
}
LANGUAGES = ("da", "sv", "en")


def language(locale: str | None, accepted: str) -> str:
    """The session's language, or the first one the browser asks for that we have."""
    if locale in LANGUAGES:
        return locale
    for part in accepted.lower().split(","):
        if part.strip()[:2] in LANGUAGES:
            return part.strip()[:2]
    return "en"


def say(name: str, spoken: str) -> str:
    return TEXTS[name][spoken]


def amount(minor: int, currency: str, spoken: str) -> str:
    """1234567 dkk is 12.345,67 kr. in Danish."""
    whole, part = divmod(minor, 100)
    figures = f"{whole:,}"
    if spoken == "en":
        return f"{currency.upper()} {figures}.{part:02}"
    return f"{figures.replace(',', '.' if spoken == 'da' else ' ')},{part:02} kr{'.' if spoken == 'da' else ''}"
