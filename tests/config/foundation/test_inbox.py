import pytest

from config.foundation.inbox import REFUSED, TAKEN_IN, dropped


@pytest.fixture
def folder(tmp_path):
    for name in ("values--b.json", "values--a.json", "notes.txt", ".values--hidden.json"):
        (tmp_path / name).write_text(name)
    (tmp_path / "values--folder").mkdir()
    return tmp_path


def test_files_are_read_in_order_of_name_and_by_kind(folder):
    found = list(dropped(folder))
    assert [(file.path.name, file.kind) for file in found] == [
        ("values--a.json", "values"),
        ("values--b.json", "values"),
    ]
    assert found[0].read() == b"values--a.json"


def test_a_folder_that_is_not_there_is_an_empty_one(tmp_path):
    assert list(dropped(tmp_path / "none")) == []


@pytest.mark.parametrize("aside", [TAKEN_IN, REFUSED])
def test_a_file_put_aside_is_kept_and_not_found_again(folder, aside):
    first, second = dropped(folder)
    first.put_aside(aside)
    assert [file.path.name for file in dropped(folder)] == [second.path.name]
    assert (folder / aside / "values--a.json").read_text() == "values--a.json"
