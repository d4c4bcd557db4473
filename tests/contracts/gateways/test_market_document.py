"""Our description of the documents against DataHub's published schemas and samples."""

import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from contracts.enums import MarketMessageKind, MarketProcess
from contracts.gateways.market_document import ABOUT, DOCUMENTS, PROCESS_CODES, request_for
from contracts.gateways.market_file import Node
from contracts.gateways.market_message import read, written
from contracts.gateways.market_shape import Shape, check
from tests.builders import market
from tests.builders.market import OURS
from tests.contracts.gateways import published_schema
from tests.contracts.gateways.test_market_message import REQUEST
from tests.shared_folder import energy_file

PUBLISHED = {
    f"{document}ChangeOfSupplier_MarketDocument": f"{file}-Change-of-Supplier-assembly-model.schema.json"
    for document, file in {
        "Request": "Request",
        "ConfirmRequest": "Confirm-request",
        "RejectRequest": "Reject-request",
    }.items()
}


def test_every_process_is_asked_for_and_answered():
    names = {f"{word}Request{about}" for word in ("", "Confirm", "Reject") for about in set(ABOUT.values())}
    assert {name.removesuffix("_MarketDocument") for name in DOCUMENTS} == names | {"GenericNotification"}
    for process in MarketProcess:
        assert request_for(process).kind is MarketMessageKind.REQUEST
        assert PROCESS_CODES[process] in request_for(process).parts["process.processType"].codes


def compared(ours, schema, home, place=""):
    """Say where we allow what is not published, or ask for less than it does."""
    published, home = published_schema.resolved(schema, home)
    yield from (f"{place}.{name} is not published" for name in ours.keys() - published["properties"].keys())
    yield from (
        f"{place}.{name} must be asked for"
        for name in published["required"]
        if name not in ours or not ours[name].required
    )
    for name in ours.keys() & published["properties"].keys():
        part = ours[name]
        field, at = published_schema.resolved(published["properties"][name], home)
        yield from compared_part(part, field, at, f"{place}.{name}")


def compared_part(part, schema, home, place):
    if part.shape is Shape.LIST:
        assert schema["type"] == "array"
        yield from compared(part.parts, schema["items"], home, place)
        return
    if part.shape in {Shape.TEXT, Shape.MOMENT}:
        if schema["type"] != "string":
            yield f"{place} is no text"
        return
    value, at = published_schema.resolved(schema["properties"]["value"], home)
    if set(schema["required"]) != schema["properties"].keys():
        yield f"{place} has fields that may be left out"
    if part.shape is Shape.CODE:
        yield from _unknown(part.codes, value, at, place)
        return
    yield from _unknown(part.codes or {"A10"}, schema["properties"]["codingScheme"], home, place)
    if {Shape.PARTY: 13, Shape.POINT: 18}[part.shape] > value["maxLength"]:
        yield f"{place} is longer than published"


def _unknown(codes, schema, home, place):
    return (f"{place}: {code} is no code" for code in codes if published_schema.faults(code, schema, home))


@pytest.mark.shared
@pytest.mark.parametrize("name, file", PUBLISHED.items())
def test_our_description_allows_nothing_that_is_not_published(name, file):
    home = published_schema.load(file)
    assert list(compared(DOCUMENTS[name].parts, home["properties"][name], home)) == []


@pytest.mark.shared
@pytest.mark.parametrize("name, file", PUBLISHED.items())
def test_we_know_every_published_field_but_the_shipper_of_gas(name, file):
    home = published_schema.load(file)
    body, _ = published_schema.resolved(home["properties"][name], home)
    record, _ = published_schema.resolved(body["properties"]["MktActivityRecord"]["items"], home)
    ours = DOCUMENTS[name].parts
    unknown = {
        *(body["properties"].keys() - ours.keys()),
        *(record["properties"].keys() - ours["MktActivityRecord"].parts.keys()),
    }
    assert unknown <= {"marketEvaluationPoint.shipper_MarketParticipant.mRID"}


LISTS = {
    "type": "MessageTypeList",
    "process.processType": "ProcessTypeList",
    "businessSector.type": "BusinessSectorTypeList",
    "sender_MarketParticipant.marketRole.type": "RoleTypeList",
    "receiver_MarketParticipant.marketRole.type": "RoleTypeList",
    "reason.code": "ReasonCodeTypeList",
}


@pytest.mark.shared
@pytest.mark.parametrize("field, codes", LISTS.items())
def test_every_code_of_every_document_stands_in_the_published_lists(field, codes):
    home = published_schema.load("urn-entsoe-eu-wgedi-codelists.schema.json")
    used = {
        code for document in DOCUMENTS.values() if field in document.parts for code in document.parts[field].codes
    }
    assert list(_unknown(used, home["definitions"][codes], home, field)) == []
    assert list(_unknown({"X"}, home["definitions"][codes], home, field)) == [f"{field}: X is no code"]


@pytest.mark.shared
@pytest.mark.parametrize("process", ["SUPPLIER_SWITCH", "MOVE_IN"])
@pytest.mark.parametrize(
    "named", [{}, {"cpr": "", "cvr": "42133434"}, {"cpr": "", "customer_name": "", "balance_gln": ""}]
)
def test_what_we_send_passes_the_published_schema(process, named):
    home = published_schema.load(PUBLISHED["RequestChangeOfSupplier_MarketDocument"])
    sent = json.loads(written(replace(REQUEST, process=MarketProcess(process), **named)))
    assert published_schema.faults(sent, home, home) == []


@pytest.mark.shared
@pytest.mark.parametrize("made", [market.confirmation, market.rejection])
def test_what_our_tests_call_an_answer_passes_the_published_schema(made):
    document = made("ours")
    home = published_schema.load(PUBLISHED[next(iter(document))])
    assert published_schema.faults(document, home, home) == []
    assert read(market.sent(document), receiver=OURS)[0].refers_to == "ours"


@pytest.mark.shared
@pytest.mark.parametrize(
    "path, value, fault",
    [
        (("mRID",), 5, "is no string"),
        (("extra",), "x", "is too much"),
        (("type",), {"value": "X99"}, "is not one of the codes"),
        (("sender_MarketParticipant.mRID",), {"codingScheme": "A10", "value": "5" * 17}, "is too long"),
        (("createdDateTime",), "2026", "is not as written"),
        (("MktActivityRecord",), [], "is empty"),
        (("type",), {}, "is missing"),
    ],
)
def test_the_check_by_the_published_schema_can_fail(path, value, fault):
    home = published_schema.load(PUBLISHED["RequestChangeOfSupplier_MarketDocument"])
    document = json.loads(written(REQUEST))
    market.body_of(document)[path[0]] = value
    assert any(fault in found for found in published_schema.faults(document, home, home))


@pytest.mark.shared
def test_the_published_sample_is_a_document_as_we_describe_it():
    """The sample is XML; its elements are the fields of the JSON, and attributes the coding schemes."""
    root = ElementTree.fromstring(energy_file("datahub/rsm/cim_xml_RequestChangeOfSupplier.xml"))
    name = root.tag.rpartition("}")[2]
    check(Node(_as_json(root, DOCUMENTS[name].parts), name), DOCUMENTS[name].parts)


def _as_json(element, parts):
    found = {}
    for child in element:
        name = child.tag.rpartition("}")[2]
        part = parts[name]
        if part.shape is Shape.LIST:
            found.setdefault(name, []).append(_as_json(child, part.parts))
        elif part.shape in {Shape.TEXT, Shape.MOMENT}:
            found[name] = child.text
        else:
            found[name] = {**child.attrib, "value": child.text}
    return found
