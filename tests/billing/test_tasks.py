"""Every task of billing says its limits, takes ids only and calls one run."""

import inspect

import pytest

import billing.tasks as ours
from config.celery import app

TASKS = {task.name: task for task in vars(ours).values() if hasattr(task, "run") and hasattr(task, "name")}


def test_tasks_are_registered_under_explicit_names():
    app.loader.import_default_modules()
    assert sorted(name for name in app.tasks if name.startswith("billing.")) == sorted(TASKS)


@pytest.mark.parametrize("name", sorted(TASKS))
def test_task_is_bounded_and_runs_on_its_queue(name):
    """Documents have a queue of their own, so that a storm of them delays no money."""
    task = TASKS[name]
    assert app.amqp.router.route({}, name)["queue"].name == (
        "pdf" if name == "billing.make_documents" else "money"
    )
    assert task.max_retries == 3
    assert 0 < task.soft_time_limit < task.time_limit < app.conf.broker_transport_options["visibility_timeout"] / 2
    assert task.acks_late


@pytest.mark.parametrize("name", sorted(TASKS))
def test_task_takes_ids_only_and_is_short(name):
    signature = inspect.signature(TASKS[name].run)
    named = [one for one in signature.parameters.values() if one.kind is not one.VAR_KEYWORD]
    assert all(one.name.endswith("_id") for one in named)
    body = inspect.getsource(TASKS[name].run).partition('"""')[2].partition('"""')[2]
    assert len(body.strip().splitlines()) <= 6
