"""The charges of Energinet and of the state that every Danish metering point bears, by owner and code."""

ENERGINET_GLN = "5790000432752"
SYSTEM_TARIFF = "41000"
TRANSMISSION_TARIFF = "40000"
ELECTRICITY_TAX = "EA-001"
"""Codes of the market's price list; their prices are dated rows. Source: formats.md §2."""
