"""What you have agreed, and where."""

from contracts.models.agreement import Agreement
from contracts.models.assignment import Assignment
from contracts.models.credit_check import CreditCheck
from contracts.models.force_majeure import ForceMajeure
from contracts.models.life_event import LifeEvent
from contracts.models.market import GridCompany, StatuteFigure
from contracts.models.market_message import MarketMessage
from contracts.models.metered_day import MeteredDay, MeteredDayHistory
from contracts.models.metering_point import MeteringPoint, Supply
from contracts.models.move import Move, MoveSupply
from contracts.models.notice import MeterReading, Notice
from contracts.models.order import Order
from contracts.models.owner_event import OwnerEvent
from contracts.models.product import PriceTerm, Product
from contracts.models.product_change import ProductChange
from contracts.models.termination import Termination
from contracts.models.terms_change import TermsChange, TermsChangeNotice
from contracts.models.withdrawal import Withdrawal

__all__ = [
    "Agreement",
    "Assignment",
    "CreditCheck",
    "ForceMajeure",
    "GridCompany",
    "LifeEvent",
    "MarketMessage",
    "MeterReading",
    "MeteredDay",
    "MeteredDayHistory",
    "MeteringPoint",
    "Move",
    "MoveSupply",
    "Notice",
    "Order",
    "OwnerEvent",
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
