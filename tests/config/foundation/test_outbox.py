"""The outbox folder: a file appears whole, under its own name, however often it is put there."""

import os

import pytest

from config.foundation import outbox


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_file_lies_in_a_folder_made_for_it(tmp_path):
    outbox.put(tmp_path / "gron" / "new", name="a.json", content=b"one")
    assert (tmp_path / "gron" / "new" / "a.json").read_bytes() == b"one"


def test_the_same_file_again_replaces_it_and_leaves_nothing_beside(tmp_path):
    outbox.put(tmp_path, name="a.json", content=b"one")
    outbox.put(tmp_path, name="a.json", content=b"two")
    assert (names(tmp_path), (tmp_path / "a.json").read_bytes()) == (["a.json"], b"two")


def test_whoever_dies_in_the_middle_leaves_no_half_under_the_name(tmp_path, monkeypatch):
    outbox.put(tmp_path, name="a.json", content=b"whole")

    def die(_file):
        raise SystemExit

    monkeypatch.setattr(os, "fsync", die)
    with pytest.raises(SystemExit):
        outbox.put(tmp_path, name="a.json", content=b"half")
    assert (tmp_path / "a.json").read_bytes() == b"whole"
    assert all(name.startswith(".") for name in names(tmp_path) if name != "a.json")
