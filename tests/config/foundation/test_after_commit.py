import logging

import pytest
from django.db import transaction
from kombu.exceptions import OperationalError

from config.foundation import after_commit
from config.foundation.after_commit import send_task_after_commit


@pytest.fixture
def sent(monkeypatch):
    calls = []
    monkeypatch.setattr(
        after_commit.current_app, "send_task", lambda name, **options: calls.append((name, options))
    )
    return calls


def test_task_is_sent_by_name_on_commit(db, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        send_task_after_commit("accounts.send_message", message_id=5)
        assert sent == []
    assert len(callbacks) == 1
    assert sent == [("accounts.send_message", {"kwargs": {"message_id": 5}, "retry": False})]


def test_nothing_is_sent_after_a_rollback(transactional_db, sent):
    with transaction.atomic():
        send_task_after_commit("accounts.send_message", message_id=5)
        transaction.set_rollback(True)
    assert sent == []


def test_outside_a_transaction_it_is_sent_at_once(transactional_db, sent):
    send_task_after_commit("accounts.send_message", message_id=5)
    assert [name for name, _ in sent] == ["accounts.send_message"]


@pytest.mark.parametrize("error", [OperationalError("no broker"), ConnectionRefusedError()])
def test_a_broker_that_is_down_is_logged_and_forgotten(transactional_db, monkeypatch, caplog, error):
    def refuse(name, **options):
        raise error

    monkeypatch.setattr(after_commit.current_app, "send_task", refuse)
    with caplog.at_level(logging.WARNING, logger=after_commit.__name__):
        send_task_after_commit("accounts.send_message", message_id=5)
    assert caplog.messages == [
        f"task accounts.send_message was not sent, the sweep will find its work: {type(error).__name__}"
    ]


def test_a_mistake_of_ours_is_not_swallowed(transactional_db, monkeypatch):
    def fail(name, **options):
        raise TypeError("not a task")

    monkeypatch.setattr(after_commit.current_app, "send_task", fail)
    with pytest.raises(TypeError, match="not a task"):
        send_task_after_commit("accounts.send_message")
