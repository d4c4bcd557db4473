"""What every address answers to everybody: the table that a new address must be written into.

Answers are a status, LOGIN (sent to log in) or ON (sent on to another page). `get` and `post` name a column
of COLUMNS; an address without `post` answers 405 to it. `row` says whose row its id names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LOGIN, ON = "login", "on"
Answer = int | str
Column = Mapping[str, Answer]

HOMES = ("other", "former", "newcomer")
GUESTS = ("reader", "payer")
HOMELESS = ("ended", "nobody")
OUTSIDE = ("foreign", "owner_elsewhere", "staff", "anonymous")
INSIDE = ("owner", *HOMES, *GUESTS, *HOMELESS)


def column(
    owner: Answer,
    *,
    homes: Answer,
    homeless: Answer,
    outside: Answer,
    payer: Answer | None = None,
    reader: Answer | None = None,
) -> Column:
    """Write down one column; whoever reads or pays for the owner gets the owner's answer unless told otherwise."""
    answers: dict[str, Answer] = {"owner": owner}
    answers |= dict.fromkeys(HOMES, homes) | dict.fromkeys(HOMELESS, homeless) | dict.fromkeys(OUTSIDE, outside)
    return answers | {"payer": owner if payer is None else payer, "reader": owner if reader is None else reader}


def everybody(answer: Answer, *, outside: Answer | None = None) -> Column:
    """Write down a column without ownership: one answer, and another for those who are not signed in here."""
    inside = dict.fromkeys(INSIDE, answer)
    return inside | dict.fromkeys(OUTSIDE, answer if outside is None else outside)


COLUMNS: Mapping[str, Column] = {
    "open": everybody(200),
    "open step": everybody(ON),
    "door": everybody(ON, outside=200),
    "way in": everybody(ON, outside=LOGIN),
    # whoever has the link may use it, on the host of its supplier
    "link": everybody(200) | {"owner_elsewhere": 404},
    "sent by link": everybody(ON) | {"owner_elsewhere": 404},
    # ordering is open to somebody new; an order that was begun is its customer's, or the browser's it was begun in
    "order": column(200, homes=200, homeless=200, outside=200, payer=403, reader=403),
    "order form": column(422, homes=422, homeless=422, outside=422, payer=403, reader=403),
    "own order": column(200, homes=404, homeless=404, outside=404, payer=403, reader=403),
    "own order's form": column(422, homes=404, homeless=404, outside=404, payer=403, reader=403),
    "own order's step": column(ON, homes=404, homeless=404, outside=404, payer=403, reader=403),
    "step": everybody(ON, outside=LOGIN),
    "signed in": everybody(200, outside=LOGIN),
    "own page": column(200, homes=200, homeless=404, outside=LOGIN),
    "own row": column(200, homes=404, homeless=404, outside=LOGIN),
    "own page to complain": column(200, homes=200, homeless=404, outside=LOGIN, payer=403, reader=403),
    "own row to pay": column(200, homes=404, homeless=404, outside=LOGIN, reader=403),
    "own row to change": column(200, homes=404, homeless=404, outside=LOGIN, payer=403, reader=403),
    "way back of a payment": column(ON, homes=404, homeless=404, outside=LOGIN, reader=403),
    "only post, open": everybody(405),
    "only post": everybody(405, outside=LOGIN),
    "only get, own key": column(405, homes=404, homeless=404, outside=LOGIN, payer=404, reader=404),
    # what a form answers to being sent empty
    "form": everybody(200, outside=LOGIN),
    "open form": everybody(422),
    "done": everybody(ON),
    "form of the door": everybody(ON, outside=200),
    "left": everybody(LOGIN),
    "own key": column(200, homes=404, homeless=404, outside=LOGIN, payer=404, reader=404),
    "own key's act": column(ON, homes=404, homeless=404, outside=LOGIN, payer=404, reader=404),
    "own key's form": column(200, homes=404, homeless=404, outside=LOGIN, payer=404, reader=404),
    "own form": column(422, homes=422, homeless=404, outside=LOGIN, payer=403, reader=403),
    "own row's form": column(422, homes=404, homeless=404, outside=LOGIN, payer=403, reader=403),
    "own row's act": column(ON, homes=404, homeless=404, outside=LOGIN, reader=403),
    "own row's act to change": column(ON, homes=404, homeless=404, outside=LOGIN, payer=403, reader=403),
    "own act to change": column(ON, homes=ON, homeless=404, outside=LOGIN, payer=403, reader=403),
    "own row's form to pay": column(422, homes=404, homeless=404, outside=LOGIN, reader=403),
    "own form to pay": column(422, homes=422, homeless=404, outside=LOGIN, reader=403),
    "nothing to pay": column(404, homes=404, homeless=404, outside=LOGIN, reader=403),
    "nothing chosen": everybody(404, outside=LOGIN),
    "not a report": everybody(400),
}


@dataclass(frozen=True)
class Line:
    """One address: its answers to GET and POST, and the attribute of the owner's home its id comes from."""

    get: str
    post: str = ""
    row: str = ""


DOOR: Mapping[str, Line] = {
    "set_language": Line("only post, open", "done"),
    "csp-report": Line("only post, open", "not a report"),
    "account_login": Line("door", "form of the door"),
    "account_confirm_login_code": Line("step", "step"),
    "account_inactive": Line("open"),
    "account_logout": Line("signed in", "left"),
    "account_signup": Line("door", "form of the door"),
    "account_reauthenticate": Line("signed in", "form"),
    "account_email": Line("signed in", "step"),
    "account_email_verification_sent": Line("step", "step"),
    "account_change_password": Line("signed in", "form"),
    "account_set_password": Line("step", "step"),
    "account_reset_password": Line("open", "open"),
    "account_confirm_password_reset_code": Line("left", "left"),
    "account_complete_password_reset": Line("open step", "done"),
    "account_password_reset_completed": Line("open"),
    "usersessions_list": Line("signed in", "step"),
    "mfa_index": Line("signed in"),
    "mfa_authenticate": Line("step", "step"),
    "mfa_reauthenticate": Line("step", "step"),
    "mfa_trust": Line("step", "step"),
    "mfa_activate_totp": Line("signed in", "form"),
    "mfa_deactivate_totp": Line("own key", "own key's act", row="app"),
    "mfa_view_recovery_codes": Line("own key", row="codes"),
    "mfa_generate_recovery_codes": Line("signed in", "form"),
    "mfa_download_recovery_codes": Line("own key", "only get, own key", row="codes"),
    "mfa_list_webauthn": Line("signed in"),
    "mfa_add_webauthn": Line("signed in", "form"),
    "mfa_reauthenticate_webauthn": Line("step", "step"),
    "mfa_remove_webauthn": Line("own key", "own key's act", row="key"),
    "mfa_edit_webauthn": Line("own key", "own key's form", row="key"),
    "mfa_login_webauthn": Line("way in", "way in"),
}

SITE: Mapping[str, Line] = {
    **DOOR,
    "front": Line("step", "step"),
    "home": Line("own page"),
    "accounts:activation": Line("open", "open form"),
    "accounts:activation-code": Line("open step", "done"),
    "accounts:activation-password": Line("open step", "done"),
    "accounts:access": Line("own page", "own form"),
    "accounts:access-ended": Line("only post", "own row's act to change", row="ended access"),
    "accounts:invitation-taken-back": Line("only post", "own row's act to change", row="invitation"),
    "accounts:invitation": Line("link", "sent by link", row="invitation link"),
    "accounts:invitation-code": Line("open step", "done"),
    "accounts:email-taken-back": Line("link", "sent by link", row="email link"),
    "accounts:recovery-stopped": Line("link", "sent by link", row="recovery link"),
    "accounts:message-list": Line("own page"),
    "accounts:message": Line("own row", row="message"),
    "accounts:profile": Line("own page", "own form"),
    "accounts:customer-choose": Line("only post", "nothing chosen"),
    "accounts:document": Line("own row", row="document"),
    "accounts:receipt": Line("own row", row="receipt"),
    "accounts:receipt-pdf": Line("own row", row="receipt"),
    "accounts:upload": Line("own row", row="upload"),
    "contracts:agreement": Line("own page"),
    "contracts:agreement-one": Line("own row", row="agreement"),
    "contracts:terms": Line("own row", row="agreement"),
    "contracts:terminate": Line("own row to change", "own row's form", row="agreement"),
    "contracts:terminate-confirmed": Line("only post", "own row's act to change", row="agreement"),
    "contracts:termination-undone": Line("only post", "own row's act to change", row="agreement"),
    "contracts:owner-event": Line("own row's act to change", "own row's act to change", row="agreement"),
    "contracts:cut-off": Line("only post", "own row's act to change", row="agreement"),
    "contracts:terms-change": Line("own row", "own row's form", row="change_notice"),
    "contracts:market-messages": Line("only post, open", "not a report"),
    "contracts:withdraw": Line("own row to change", "own row to change", row="agreement"),
    "contracts:withdraw-confirmed": Line("only post", "own row's act to change", row="agreement"),
    "contracts:withdrawal-link": Line("link", "sent by link", row="withdrawal link"),
    "contracts:move": Line("own page to complain", "own form"),
    "contracts:move-confirmed": Line("only post", "own act to change"),
    "contracts:move-undone": Line("only post", "own row's act to change", row="move"),
    "contracts:move-reading": Line("own row to change", "own row's form", row="moved"),
    "contracts:product-change": Line("own row to change", "own row's form", row="agreement"),
    "contracts:product-change-confirmed": Line("only post", "own row's act to change", row="agreement"),
    "contracts:product-change-undone": Line("only post", "own row's act to change", row="agreement"),
    "contracts:product-change-withdrawn": Line("only post", "own row's act to change", row="agreement"),
    "contracts:order": Line("order", "order form"),
    "contracts:order-one": Line("own order", "own order's form", row="order"),
    "contracts:order-place": Line("own order", "own order's form", row="order"),
    "contracts:order-person": Line("own order's step", "own order's step", row="order"),
    "contracts:order-done": Line("own order's step", "only post, open", row="order"),
    "contracts:order-pdf": Line("own order's step", "only post, open", row="order"),
    "contracts:tell-us": Line("own page"),
    "contracts:tell-us-consumption": Line("own page to complain", "own form"),
    "contracts:tell-us-meter-fault": Line("own page to complain", "own form"),
    "contracts:tell-us-reading": Line("own page to complain", "own form"),
    "contracts:tell-us-heating": Line("own page to complain", "own form"),
    "contracts:tell-us-access": Line("own page to complain", "own form"),
    "contracts:tell-us-reopening": Line("own page to complain", "own form"),
    "contracts:life-event": Line("own page to complain", "own form"),
    "contracts:life-event-taken-back": Line("only post", "own row's act to change", row="life_event"),
    "contracts:tell-us-hindrance": Line("own page to complain", "own form"),
    "billing:card-events": Line("only post, open", "not a report"),
    "billing:consumption": Line("own page"),
    "billing:consumption-csv": Line("own page"),
    "billing:invoice-list": Line("own page"),
    "billing:invoice": Line("own row", row="invoice"),
    "billing:invoice-pdf": Line("own row", row="invoice"),
    "billing:payment": Line("own page"),
    "billing:pay": Line("only post", "nothing to pay"),
    "billing:approve": Line("only post", "own row's act", row="payment"),
    "billing:approved": Line("way back of a payment", row="payment"),
    "billing:payment-method": Line("own page", "own form to pay"),
    "billing:card-saved": Line("way back of a payment", row="account"),
    "billing:withdraw": Line("own row to pay", "own row's form to pay", row="method"),
    "billing:product-cost": Line("own page"),
    "complaints:route": Line("open"),
    "complaints:complaint-list": Line("own page"),
    "complaints:complaint-new": Line("own page to complain", "own form"),
    "complaints:complaint": Line("own row", "own row's form", row="complaint"),
    "complaints:enquiry-new": Line("own page to complain", "own form"),
    "complaints:enquiry": Line("own row", row="enquiry"),
}

# --- the desk: every model of the admin, and which jobs may do what with the rows of their own supplier

EVERY_JOB = frozenset(
    {"SUPPORT", "BILLING", "COLLECTIONS", "COMPLAINTS", "RESTRICTED", "COMPLIANCE", "SUPERVISOR"}
)
NOBODY: frozenset[str] = frozenset()
SUPERVISOR = frozenset({"SUPERVISOR"})
WATCH = frozenset({"COMPLIANCE", "SUPERVISOR"})


@dataclass(frozen=True)
class Desk:
    """
    Who may look at a model, type into it and add to it.

    `shared` rows belong to no supplier. The jobs of `late` decide on such rows, but the one that is asked for
    is decided already: they are sent back to read that.
    """

    view: frozenset[str] = EVERY_JOB
    change: frozenset[str] = NOBODY
    add: frozenset[str] = NOBODY
    late: frozenset[str] = NOBODY
    shared: bool = False


DESKS: Mapping[str, Desk] = {
    "accounts_access": Desk(),
    "accounts_alarm": Desk(view=WATCH),
    "accounts_approval": Desk(view=frozenset({"BILLING", "SUPERVISOR"}), late=SUPERVISOR),
    "accounts_consent": Desk(),
    "accounts_customer": Desk(change=frozenset({"SUPPORT", "SUPERVISOR"})),
    "accounts_deadline": Desk(),
    "accounts_deadlinepause": Desk(),
    "accounts_document": Desk(),
    "accounts_enquiry": Desk(change=frozenset({"SUPPORT", "COMPLAINTS", "SUPERVISOR"})),
    "accounts_event": Desk(),
    "accounts_importedfile": Desk(view=SUPERVISOR),
    "accounts_invitation": Desk(),
    "accounts_invariantresult": Desk(view=WATCH, shared=True),
    "accounts_jobrun": Desk(view=WATCH),
    "accounts_message": Desk(late=SUPERVISOR),
    "accounts_numberseries": Desk(view=SUPERVISOR),
    "accounts_receipt": Desk(),
    "accounts_recovery": Desk(
        change=frozenset({"SUPPORT", "SUPERVISOR"}), add=frozenset({"SUPPORT", "SUPERVISOR"})
    ),
    "accounts_scopedlink": Desk(view=SUPERVISOR),
    "accounts_staffrole": Desk(view=SUPERVISOR, change=SUPERVISOR, add=SUPERVISOR),
    "accounts_stafftask": Desk(change=EVERY_JOB - {"RESTRICTED", "COMPLIANCE"}),
    "accounts_supplier": Desk(view=SUPERVISOR, change=SUPERVISOR),
    "accounts_upload": Desk(),
    "accounts_user": Desk(view=SUPERVISOR),
    "billing_acontoinstalment": Desk(),
    "billing_acontoplan": Desk(),
    "billing_billedsupply": Desk(),
    "billing_billingaccount": Desk(),
    "billing_chargeprice": Desk(shared=True),
    "billing_costmonth": Desk(),
    "billing_dueitem": Desk(),
    "billing_entry": Desk(),
    "billing_incomingpayment": Desk(),
    "billing_invoice": Desk(),
    "billing_invoiceline": Desk(),
    "billing_payment": Desk(),
    "billing_paymentattempt": Desk(),
    "billing_paymenthold": Desk(change=frozenset({"BILLING", "SUPERVISOR"})),
    "billing_paymentmethod": Desk(),
    "billing_providerevent": Desk(),
    "billing_spotprice": Desk(shared=True),
    "billing_transaction": Desk(),
    "complaints_complaint": Desk(change=frozenset({"COMPLAINTS", "SUPERVISOR"})),
    "complaints_statement": Desk(),
    "contracts_agreement": Desk(change=frozenset({"SUPPORT", "SUPERVISOR"})),
    "contracts_assignment": Desk(add=SUPERVISOR),
    "contracts_forcemajeure": Desk(change=SUPERVISOR, add=SUPERVISOR),
    "contracts_creditcheck": Desk(change=frozenset({"BILLING", "SUPERVISOR"})),
    "contracts_gridcompany": Desk(shared=True),
    "contracts_lifeevent": Desk(
        change=frozenset({"SUPPORT", "SUPERVISOR"}), add=frozenset({"SUPPORT", "SUPERVISOR"})
    ),
    "contracts_marketmessage": Desk(),
    "contracts_metereddayhistory": Desk(),
    "contracts_meteringpoint": Desk(),
    "contracts_move": Desk(change=frozenset({"SUPPORT", "SUPERVISOR"}), add=frozenset({"SUPPORT", "SUPERVISOR"})),
    "contracts_meterreading": Desk(),
    "contracts_notice": Desk(),
    "contracts_order": Desk(add=frozenset({"SUPPORT", "SUPERVISOR"})),
    "contracts_priceterm": Desk(),
    "contracts_product": Desk(),
    "contracts_productchange": Desk(),
    "contracts_statutefigure": Desk(shared=True),
    "contracts_supply": Desk(),
    "contracts_termination": Desk(late=frozenset({"SUPPORT", "SUPERVISOR"})),
    "contracts_termschange": Desk(add=frozenset({"BILLING", "SUPERVISOR"})),
    "contracts_termschangenotice": Desk(),
    "contracts_withdrawal": Desk(change=frozenset({"BILLING", "SUPERVISOR"})),
}

ALL_STAFF = EVERY_JOB | {"JOBLESS"}
STAFF_HOST: Mapping[str, tuple[frozenset[str], Answer]] = {
    "home": (ALL_STAFF, ON),
    "[admin/password_change/]": (ALL_STAFF, ON),
    "desk-front": (ALL_STAFF, 200),
    "desk-design": (ALL_STAFF, 200),
    "desk-runs": (WATCH, 200),
    "desk-parked": (WATCH, 200),
    "desk-health": (WATCH, 200),
    "desk-start": (ALL_STAFF, 405),
    "desk-retry": (ALL_STAFF, 405),
    "desk-alarm-close": (ALL_STAFF, 405),
    "desk-decide": (ALL_STAFF, 405),
    "admin:index": (ALL_STAFF, 200),
    "admin:login": (ALL_STAFF, ON),
    "admin:logout": (ALL_STAFF, 405),
    "admin:password_change": (ALL_STAFF, ON),
    "admin:password_change_done": (ALL_STAFF, 200),
    "admin:autocomplete": (NOBODY, 403),
    "admin:jsi18n": (ALL_STAFF, 200),
    "admin:app_list": (EVERY_JOB, 200),
    "admin:view_on_site": (NOBODY, 404),
    "[admin/(?P<url>.*)$]": (NOBODY, 404),
}
"""The other pages of the admin host: the jobs that get the answer; staff of other jobs get 403."""
