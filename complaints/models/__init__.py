"""When something went wrong."""

from complaints.models.complaint import Complaint, Statement

__all__ = ["Complaint", "Statement"]
