"""What you have agreed, and where."""

from contracts.models.agreement import Agreement
from contracts.models.credit_check import CreditCheck
from contracts.models.market import GridCompany, StatuteFigure
from contracts.models.market_message import MarketMessage
from contracts.models.metered_day import MeteredDay, MeteredDayHistory
from contracts.models.metering_point import MeteringPoint, Supply
from contracts.models.move import Move, MoveSupply
from contracts.models.notice import MeterReading, Notice
from contracts.models.order import Order
from contracts.models.product import PriceTerm, Product
from contracts.models.product_change import ProductChange
from contracts.models.termination import Termination
from contracts.models.terms_change import TermsChange, TermsChangeNotice
from contracts.models.withdrawal import Withdrawal

__all__ = [
    "Agreement",
    "CreditCheck",
    "GridCompany",
    "MarketMessage",
    "MeterReading",
    "MeteredDay",
    "MeteredDayHistory",
    "MeteringPoint",
    "Move",
    "MoveSupply",
    "Notice",
    "Order",
    "PriceTerm",
    "Product",
    "ProductChange",
    "StatuteFigure",
    "Supply",
    "Termination",
    "TermsChange",
    "TermsChangeNotice",
    "Withdrawal",
]
