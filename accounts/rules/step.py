"""Which state of a message, job, deadline, task, approval, upload or recovery may follow which."""

from accounts.enums import (
    ApprovalState,
    DeadlineState,
    EmailChangeState,
    EnquiryState,
    InvitationState,
    JobState,
    MessageState,
    RecoveryState,
    TaskState,
    UploadState,
)

Steps = dict[str, set[str]]

MESSAGE_STEPS: Steps = {
    MessageState.QUEUED: {MessageState.SENDING, MessageState.PARKED},
    MessageState.SENDING: {MessageState.SENT, MessageState.QUEUED, MessageState.PARKED},
    MessageState.SENT: {MessageState.DELIVERED, MessageState.BOUNCED},
    MessageState.DELIVERED: {MessageState.BOUNCED},
    MessageState.PARKED: {MessageState.QUEUED, MessageState.SENT},
}

JOB_STEPS: Steps = {
    JobState.PLANNED: {JobState.RUNNING},
    JobState.RUNNING: {JobState.DONE, JobState.PLANNED, JobState.PARKED},
    JobState.PARKED: {JobState.PLANNED},
}

DEADLINE_STEPS: Steps = {
    DeadlineState.OPEN: {
        DeadlineState.SUSPENDED,
        DeadlineState.MET,
        DeadlineState.MISSED,
        DeadlineState.CANCELLED,
    },
    DeadlineState.SUSPENDED: {DeadlineState.OPEN, DeadlineState.MET, DeadlineState.CANCELLED},
    DeadlineState.MISSED: {DeadlineState.MET},
}

TASK_STEPS: Steps = {
    TaskState.OPEN: {TaskState.TAKEN, TaskState.SNOOZED, TaskState.DONE},
    TaskState.TAKEN: {TaskState.OPEN, TaskState.SNOOZED, TaskState.DONE},
    TaskState.SNOOZED: {TaskState.OPEN, TaskState.TAKEN, TaskState.DONE},
}

APPROVAL_STEPS: Steps = {
    ApprovalState.DRAFT: {ApprovalState.WAITING, ApprovalState.REJECTED},
    ApprovalState.WAITING: {ApprovalState.APPROVED, ApprovalState.REJECTED},
    ApprovalState.APPROVED: {ApprovalState.RUNNING},
    ApprovalState.RUNNING: {ApprovalState.DONE},
}

UPLOAD_STEPS: Steps = {UploadState.QUARANTINED: {UploadState.AVAILABLE, UploadState.REFUSED}}

ENQUIRY_STEPS: Steps = {
    EnquiryState.RECEIVED: {EnquiryState.ANSWERED, EnquiryState.CLOSED},
    EnquiryState.ANSWERED: {EnquiryState.CLOSED},
}

INVITATION_STEPS: Steps = {
    InvitationState.WAITING: {InvitationState.ACCEPTED, InvitationState.DECLINED, InvitationState.TAKEN_BACK},
}

EMAIL_CHANGE_STEPS: Steps = {EmailChangeState.MADE: {EmailChangeState.TAKEN_BACK}}

RECOVERY_STEPS: Steps = {RecoveryState.WAITING: {RecoveryState.DONE, RecoveryState.STOPPED}}
