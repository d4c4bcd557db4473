"""What you have agreed, and where."""

from contracts.models.agreement import Agreement
from contracts.models.market import GridCompany, StatuteFigure
from contracts.models.metered_day import MeteredDay, MeteredDayHistory
from contracts.models.metering_point import MeteringPoint, Supply
from contracts.models.notice import MeterReading, Notice
from contracts.models.product import PriceTerm, Product
from contracts.models.product_change import ProductChange
from contracts.models.termination import Termination

__all__ = [
    "Agreement",
    "GridCompany",
    "MeterReading",
    "MeteredDay",
    "MeteredDayHistory",
    "MeteringPoint",
    "Notice",
    "PriceTerm",
    "Product",
    "ProductChange",
    "StatuteFigure",
    "Supply",
    "Termination",
]
