"""DataHub's RSM-012 in JSON and XML: the same values, and nothing that could unfold or mislead."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from contracts.gateways.datahub import metered_data
from contracts.gateways.market_file import ItemFailure, MarketFileRefused, MeteredPeriod
from tests.shared_folder import energy_file

GSRN = "571313000000002000"
EXPECTED = MeteredPeriod(
    gsrn=GSRN,
    kind="production",
    starts_at=datetime(2024, 6, 28, 22, tzinfo=UTC),
    minutes=60,
    kwh=(Decimal(242), Decimal("0.5"), None),
    quality=("A03", "", "A02"),
    registered_at=datetime(2022, 12, 17, 7, 30, tzinfo=UTC),
    transaction="4413675032_5080574373",
)


def message(*, resolution="PT1H", unit="KWH", kind="E66", points=None):
    points = points or [
        {"position": {"value": 1}, "quality": {"value": "A03"}, "quantity": 242},
        {"position": {"value": 2}, "quantity": 0.5},
        {"position": {"value": 3}, "quality": {"value": "A02"}},
    ]
    period = {
        "resolution": resolution,
        "timeInterval": {"start": {"value": "2024-06-28T22:00Z"}, "end": {"value": "2024-06-29T01:00Z"}},
        "Point": points,
    }
    series = {
        "mRID": "4413675032_5080574373",
        "marketEvaluationPoint.mRID": {"codingScheme": "A10", "value": GSRN},
        "marketEvaluationPoint.type": {"value": "E18"},
        "quantity_Measure_Unit.name": {"value": unit},
        "registration_DateAndOrTime.dateTime": "2022-12-17T07:30:00Z",
        "Period": period,
    }
    return {
        "NotifyValidatedMeasureData_MarketDocument": {
            "mRID": "111131835",
            "createdDateTime": "2024-07-30T07:30:54Z",
            "process.processType": {"value": "E23"},
            "sender_MarketParticipant.mRID": {"codingScheme": "A10", "value": "5790001330552"},
            "receiver_MarketParticipant.mRID": {"codingScheme": "A10", "value": "5790000432752"},
            "type": {"value": kind},
            "Series": [series],
        }
    }


XML = """<?xml version="1.0" encoding="UTF-8"?>
<cim:NotifyValidatedMeasureData_MarketDocument xmlns:cim="urn:ediel.org:measure:notifyvalidatedmeasuredata:0:1">
  <cim:mRID>111131835</cim:mRID><cim:type>E66</cim:type>
  <cim:process.processType>E23</cim:process.processType>
  <cim:sender_MarketParticipant.mRID codingScheme="A10">5790001330552</cim:sender_MarketParticipant.mRID>
  <cim:receiver_MarketParticipant.mRID codingScheme="A10">5790000432752</cim:receiver_MarketParticipant.mRID>
  <cim:createdDateTime>2024-07-30T07:30:54Z</cim:createdDateTime>
  <cim:Series>
    <cim:mRID>4413675032_5080574373</cim:mRID>
    <cim:marketEvaluationPoint.mRID codingScheme="A10">571313000000002000</cim:marketEvaluationPoint.mRID>
    <cim:marketEvaluationPoint.type>E18</cim:marketEvaluationPoint.type>
    <cim:registration_DateAndOrTime.dateTime>2022-12-17T07:30:00Z</cim:registration_DateAndOrTime.dateTime>
    <cim:quantity_Measure_Unit.name>KWH</cim:quantity_Measure_Unit.name>
    <cim:Period>
      <cim:resolution>PT1H</cim:resolution>
      <cim:timeInterval><cim:start>2024-06-28T22:00Z</cim:start><cim:end>2024-06-29T01:00Z</cim:end></cim:timeInterval>
      <cim:Point><cim:position>1</cim:position><cim:quantity>242</cim:quantity><cim:quality>A03</cim:quality></cim:Point>
      <cim:Point><cim:position>2</cim:position><cim:quantity>0.5</cim:quantity></cim:Point>
      <cim:Point><cim:position>3</cim:position><cim:quality>A02</cim:quality></cim:Point>
    </cim:Period>
  </cim:Series>
</cim:NotifyValidatedMeasureData_MarketDocument>"""


@pytest.mark.parametrize("data", [json.dumps(message()).encode("utf-8-sig"), XML.encode("utf-8-sig")])
def test_metered_data_is_the_same_in_json_and_xml(data):
    read = metered_data(data)
    assert (read.message_id, read.process, read.sender) == ("111131835", "E23", "5790001330552")
    assert (read.receiver, read.created_at) == ("5790000432752", datetime(2024, 7, 30, 7, 30, 54, tzinfo=UTC))
    assert list(read.series()) == [EXPECTED]


def test_metered_data_by_the_month_is_told_apart():
    read = metered_data(json.dumps(message(resolution="P1M")).encode())
    assert list(read.series()) == [ItemFailure(GSRN, "P1M", "Only values by hour or quarter can be used.")]


@pytest.mark.parametrize(
    "document, said",
    [
        (message(kind="D10"), r"\.type: 'D10' is not metered data \(E66\)$"),
        (message(unit="MTQ"), r"Series\[0\]\.quantity_Measure_Unit\.name: 'MTQ' is not kWh$"),
        (message(points=[{"position": {"value": 4}, "quantity": 1}]), r"position: is outside 1 to 3"),
        (message(points=[{"position": {"value": 1}}]), r"Point\[0\]\.quantity: is missing$"),
        ({"RequestChangeOfSupplier": {}}, "^NotifyValidatedMeasureData_MarketDocument: is missing$"),
    ],
)
def test_metered_data_refuses_with_place_and_reason(document, said):
    with pytest.raises(MarketFileRefused, match=said):
        list(metered_data(json.dumps(document).encode()).series())


@pytest.mark.parametrize(
    "xml, said",
    [
        ('<!DOCTYPE x [<!ENTITY a "aaa">]><x>&a;</x>', "line 1: declares a document type or an entity"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', "line 1: declares a document type or an entity"),
        ("<x>", "line 1, column 3: is not well-formed XML"),
        ("<x>&unknown;</x>", "line 1, column 3: is not well-formed XML"),
        ("<a>" * 30 + "</a>" * 30, "line 1: is nested too deep"),
        ("<x><y>1</y><y>2</y></x>", "line 1: has more than one y"),
        ('<?xml version="1.0" encoding="UTF-16"?><x/>', "NotifyValidatedMeasureData_MarketDocument: is missing"),
    ],
)
def test_metered_data_refuses_xml_of_strangers(xml, said):
    with pytest.raises(MarketFileRefused) as refusal:
        metered_data(xml.encode())
    assert str(refusal.value) == said


@pytest.mark.shared
def test_metered_data_reads_the_published_examples():
    (series,) = metered_data(energy_file("datahub/rsm/cim_json_ValidMeteredDataForMeteringPoint.json")).series()
    assert series.kwh[:6] == (242, 242, 222, 202, 191, None)
    assert series.quality[:7] == ("A03", "", "", "", "A05", "A02", None)
    (series,) = metered_data(energy_file("datahub/rsm/cim_xml_ValidMeteredDataForMeteringPoint.xml")).series()
    assert series.kwh == (56,) * 6 + (None,) * 18
