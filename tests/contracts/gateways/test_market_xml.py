"""Market XML as a plain tree: namespaces and attributes left out, lists always lists, declarations refused."""

import pytest

from contracts.gateways.market_file import MarketFileRefused
from contracts.gateways.market_xml import read_xml

LISTS = {"Point"}


def test_read_xml_leaves_out_namespaces_and_attributes():
    xml = b'<a:Doc xmlns:a="urn:x"><a:mRID codingScheme="A10"> 57 </a:mRID><a:empty/></a:Doc>'
    assert read_xml(xml, lists=LISTS).value == {"Doc": {"mRID": "57", "empty": ""}}


@pytest.mark.parametrize("count", [1, 2])
def test_read_xml_gives_a_list_however_many_there_are(count):
    xml = b"<Doc>" + b"<Point>1</Point>" * count + b"</Doc>"
    assert read_xml(xml, lists=LISTS).value == {"Doc": {"Point": ["1"] * count}}


def test_read_xml_never_unfolds_an_entity():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><x>&l9;</x>'
    with pytest.raises(MarketFileRefused, match="line 1: declares a document type or an entity"):
        read_xml(bomb.encode(), lists=LISTS)


def test_read_xml_refuses_more_than_its_limit():
    with pytest.raises(MarketFileRefused, match="larger than 10 bytes"):
        read_xml(b"<x>12345678901</x>", lists=LISTS, max_bytes=10)
