"""Who you are and what we told you."""

from accounts.models.alarm import Alarm, InvariantResult
from accounts.models.approval import Approval, ApprovalItem
from accounts.models.consent import Consent
from accounts.models.customer import Access, Customer, DateRange
from accounts.models.deadline import Deadline, DeadlinePause
from accounts.models.document import Document
from accounts.models.email_change import EmailChange
from accounts.models.enquiry import Enquiry
from accounts.models.event import Event
from accounts.models.imported_file import ImportedFile
from accounts.models.invitation import Invitation
from accounts.models.job_run import JobRun, SimulatedNow
from accounts.models.message import Message
from accounts.models.number_series import NumberSeries
from accounts.models.receipt import Receipt
from accounts.models.recovery import Recovery, RecoveryFact
from accounts.models.scoped_link import ScopedLink
from accounts.models.staff import StaffRole, StaffTask
from accounts.models.supplier import Supplier
from accounts.models.upload import Upload
from accounts.models.user import User

__all__ = [
    "Access",
    "Alarm",
    "Approval",
    "ApprovalItem",
    "Consent",
    "Customer",
    "DateRange",
    "Deadline",
    "DeadlinePause",
    "Document",
    "EmailChange",
    "Enquiry",
    "Event",
    "ImportedFile",
    "InvariantResult",
    "Invitation",
    "JobRun",
    "Message",
    "NumberSeries",
    "Receipt",
    "Recovery",
    "RecoveryFact",
    "ScopedLink",
    "SimulatedNow",
    "StaffRole",
    "StaffTask",
    "Supplier",
    "Upload",
    "User",
]
