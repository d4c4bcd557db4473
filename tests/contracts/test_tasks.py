"""Every task of contracts says its limits, takes ids only and calls one run."""

import inspect
from datetime import UTC, date, datetime

import pytest

import contracts.tasks as ours
from config.celery import app
from config.foundation import clock
from contracts.runs import credit_check, market_message, order_document
from tests.builders import account

TASKS = {task.name: task for task in vars(ours).values() if hasattr(task, "run") and hasattr(task, "name")}


def test_tasks_are_registered_under_explicit_names():
    app.loader.import_default_modules()
    assert sorted(name for name in app.tasks if name.startswith("contracts.")) == sorted(TASKS)


@pytest.mark.parametrize("name", sorted(TASKS))
def test_task_is_bounded_and_takes_ids_only(name):
    task = TASKS[name]
    assert app.amqp.router.route({}, name)["queue"].name == ("pdf" if "make" in name else "money")
    assert task.max_retries == 3
    assert 0 < task.soft_time_limit < task.time_limit < app.conf.broker_transport_options["visibility_timeout"] / 2
    assert task.acks_late
    named = [one for one in inspect.signature(task.run).parameters.values() if one.kind is not one.VAR_KEYWORD]
    assert all(one.name.endswith("_id") for one in named)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name, module, run",
    [
        ("contracts.handle_market_messages", market_message, "handle_due"),
        ("contracts.send_market_messages", market_message, "send_due"),
        ("contracts.check_credit", credit_check, "ask_due"),
        ("contracts.make_order_documents", order_document, "make_missing"),
    ],
)
def test_task_runs_for_its_supplier_on_the_suppliers_date(name, module, run, monkeypatch):
    seen = []
    monkeypatch.setattr(module, run, lambda *, supplier, as_of: seen.append((supplier, as_of)))
    with clock.frozen(datetime(2026, 5, 20, 23, 30, tzinfo=UTC)):
        TASKS[name].run(supplier_id=account.supplier().pk, more="ignored")
    assert seen == [(account.supplier(), date(2026, 5, 21))]
