"""The example people of the demo: who they are, what they agreed, how they pay and what their meter sees."""

from dataclasses import dataclass

from contracts.rules.example_consumption import ExampleMeter
from contracts.rules.gsrn import check_digit

CARD_GOOD = "4242 4242 4242 4242"
CARD_FAILS_WHEN_CHARGED = "4000 0000 0000 0341"
CARD_NEEDS_APPROVAL_ONCE = "4000 0025 0000 3155"


@dataclass(frozen=True, kw_only=True)
class Example:
    """
    One customer of one supplier.

    `months_ago` is when supply starts, counted from the last day of the demo (0: nine days ago).
    `card` is a test card number, empty for Betalingsservice.
    """

    supplier: str
    name: str
    email: str
    street: str
    postcode: str
    city: str
    product: str
    grid: str
    meter: ExampleMeter
    phone: str = "+45 20 00 00 00"
    months_ago: int = 13
    resolution: int = 60
    card: str = CARD_GOOD
    card_expires: str = "12/39"
    electric_heating: bool = False
    gas: bool = False
    cvr: str = ""
    note: str = ""


def gsrn(number: int) -> str:
    """Return the example metering point with a running number, its check digit worked out."""
    body = f"5713131{number:010d}"
    return body + check_digit(body=body)


EXAMPLES: tuple[Example, ...] = (
    Example(
        supplier="gron",
        name="Karen Holm",
        email="karen@example.com",
        street="Skovvænget 12",
        postcode="8800",
        city="Viborg",
        product="variabel",
        grid="N1",
        meter=ExampleMeter(seed=11, persons=3),
        note="variable price, card on the last bank day",
    ),
    Example(
        supplier="gron",
        name="Peter Lund",
        email="peter@example.com",
        street="Havnegade 4, 2. tv",
        postcode="4200",
        city="Slagelse",
        product="variabel",
        grid="Cerius",
        meter=ExampleMeter(seed=12, persons=1),
        resolution=15,
        card="",
        note="variable price, Betalingsservice every quarter, meter by quarter-hour",
    ),
    Example(
        supplier="gron",
        name="Aisha Khan",
        email="aisha@example.com",
        street="Amagerbrogade 88, st.",
        postcode="2300",
        city="København S",
        product="fastpris",
        grid="Radius Elnet",
        meter=ExampleMeter(seed=13, persons=4),
        months_ago=5,
        note="fixed price, still in her binding",
    ),
    Example(
        supplier="gron",
        name="Thomas Dam",
        email="thomas@example.com",
        street="Bakkevej 7",
        postcode="8700",
        city="Horsens",
        product="variabel",
        grid="N1",
        meter=ExampleMeter(seed=14, persons=4, electric_heating=True, electric_car=True),
        resolution=15,
        electric_heating=True,
        note="electric heating with the reduced tax, and an electric car",
    ),
    Example(
        supplier="gron",
        name="Solvej Bro",
        email="solvej@example.com",
        street="Solsikkevej 3",
        postcode="9000",
        city="Aalborg",
        product="variabel",
        grid="N1",
        meter=ExampleMeter(seed=15, persons=2, solar_watt_peak=6_000),
        note="solar roof, sells her surplus",
    ),
    Example(
        supplier="gron",
        name="Gunnar Friis",
        email="gunnar@example.com",
        street="Gasværksvej 21",
        postcode="7000",
        city="Fredericia",
        product="variabel",
        grid="N1",
        meter=ExampleMeter(seed=16, persons=2),
        card="",
        gas=True,
        note="electricity and gas, two accounts, Betalingsservice",
    ),
    Example(
        supplier="gron",
        name="Mia Nygaard",
        email="mia@example.com",
        street="Studiestræde 15, 4. th",
        postcode="1455",
        city="København K",
        product="variabel",
        grid="Radius Elnet",
        meter=ExampleMeter(seed=17, persons=1),
        months_ago=0,
        note="has just moved in, no history yet",
    ),
    Example(
        supplier="gron",
        name="Bo Bak",
        email="bo@example.com",
        street="Engvej 30",
        postcode="8000",
        city="Aarhus C",
        product="variabel",
        grid="N1",
        meter=ExampleMeter(seed=18, persons=2),
        months_ago=3,
        card=CARD_FAILS_WHEN_CHARGED,
        note="his card was declined",
    ),
    Example(
        supplier="orsted",
        name="Jens Ørum",
        email="jens@example.com",
        street="Strandvejen 101",
        postcode="2900",
        city="Hellerup",
        product="variabel",
        grid="Radius Elnet",
        meter=ExampleMeter(seed=21, persons=2),
        note="variable price, card at the start of the month after eight days' notice",
    ),
    Example(
        supplier="orsted",
        name="Lise Toft",
        email="lise@example.com",
        street="Kirkestien 2",
        postcode="4300",
        city="Holbæk",
        product="fast",
        grid="Cerius",
        meter=ExampleMeter(seed=22, persons=3),
        card="",
        note="fixed price, Betalingsservice",
    ),
    Example(
        supplier="orsted",
        name="Nora Skov",
        email="nora@example.com",
        street="Fyrrebakken 9",
        postcode="3400",
        city="Hillerød",
        product="variabel",
        grid="Radius Elnet",
        meter=ExampleMeter(seed=23, persons=5, electric_heating=True),
        electric_heating=True,
        card=CARD_NEEDS_APPROVAL_ONCE,
        note="electric heating; her bank asked for approval when the card was saved",
    ),
    Example(
        supplier="orsted",
        name="Karen Holm",
        email="karen@example.com",
        street="Klitvej 40",
        postcode="9990",
        city="Skagen",
        product="variabel",
        grid="N1",
        meter=ExampleMeter(seed=24, persons=1),
        note="the same Karen, with her summer house at another supplier",
    ),
    Example(
        supplier="energiplus",
        name="Bageriet Nord ApS",
        email="bageriet@example.com",
        street="Møllegade 1",
        postcode="8600",
        city="Silkeborg",
        product="erhverv-15",
        grid="N1",
        meter=ExampleMeter(seed=31, persons=8, business=True),
        cvr="10000009",
        card="",
        note="business, Betalingsservice quarterly in advance",
    ),
    Example(
        supplier="energiplus",
        name="Værkstedet Syd I/S",
        email="vaerkstedet@example.com",
        street="Industrivej 14",
        postcode="4700",
        city="Næstved",
        product="erhverv-15",
        grid="Cerius",
        meter=ExampleMeter(seed=32, persons=5, business=True),
        resolution=15,
        cvr="20000007",
        note="business, card",
    ),
    Example(
        supplier="energiplus",
        name="Café Øst",
        email="cafe@example.com",
        street="Østergade 5",
        postcode="1100",
        city="København K",
        product="erhverv-15",
        grid="Radius Elnet",
        meter=ExampleMeter(seed=33, persons=3, business=True),
        months_ago=4,
        cvr="30000005",
        note="business, card, new this year",
    ),
)


def meter_numbers(index: int) -> dict[str, str]:
    """Return the metering points of the example at `index`: consumption, surplus and gas."""
    return {name: gsrn(100 * (index + 1) + n) for n, name in enumerate(("consumption", "surplus", "gas"))}
