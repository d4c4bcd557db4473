"""The embedded stores on real servers: first start, restart, sharing, and every accident we know of."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import textwrap
import time
from collections import namedtuple
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import psutil
import psycopg
import pytest
import redis

from config import embedded
from config.embedded import address, place, process

NAME = "trial"
ROOT = os.geteuid() == 0


@pytest.fixture
def checkout(tmp_path):
    yield tmp_path
    embedded.remove(tmp_path, name=NAME)


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """One running pair of stores for the tests that only look."""
    base = tmp_path_factory.mktemp("looked-at")
    with embedded.running(base, name=NAME, durable=False) as found:
        yield base, found
    embedded.remove(base, name=NAME)


def ask(found, statement):
    with psycopg.connect(found.database_url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        while cursor.nextset():
            continue
        return cursor.fetchone()


def start(checkout, **options):
    return embedded.running(checkout, name=NAME, **options)


def data_folder(checkout):
    return (checkout / ".data" / NAME / "data").resolve()


def servers(checkout):
    data = data_folder(checkout)
    return process.holders(data / "postgres") + process.holders(data / "valkey")


def kill(processes):
    for found in processes:
        with suppress(psutil.NoSuchProcess):  # a child may have gone with its parent
            found.kill()
    process._left_after(processes, 10)


def test_running_postgres_is_18_in_c_utf8(running):
    _, found = running
    row = ask(
        found,
        "SELECT current_setting('server_version_num')::int / 10000, pg_encoding_to_char(encoding),"
        " datlocprovider::text, datlocale FROM pg_database WHERE datname = current_database()",
    )
    assert row == (18, "UTF8", "b", "C.UTF-8")


def test_running_postgres_role_is_no_superuser_but_may_make_databases(running):
    _, found = running
    row = ask(found, "SELECT rolname, rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user")
    assert row == ("minside", False, True)


def test_running_postgres_gives_the_extensions_we_use(running):
    _, found = running
    ask(found, "CREATE EXTENSION btree_gist; CREATE EXTENSION pg_trgm; SELECT 1")
    assert ask(found, "SELECT similarity('Ærøskøbing', 'ærøskøbing')") == (1.0,)


def test_running_stores_listen_on_no_network(running):
    base, found = running
    assert ask(found, "SHOW listen_addresses") == ("",)
    with redis.Redis.from_url(found.redis_url) as client:
        assert client.config_get("port") == {"port": "0"}
    folder = address.socket_folder(base, NAME)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_running_valkey_never_drops_work_to_make_room(running):
    _, found = running
    with redis.Redis.from_url(found.redis_url) as client:
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


def test_running_twice_keeps_the_data(checkout):
    with start(checkout) as found:
        ask(found, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7); SELECT 1")
        with redis.Redis.from_url(found.redis_url) as client:
            client.set("queued", "yes")
    assert servers(checkout) == []
    with start(checkout) as found:
        assert ask(found, "SELECT n FROM kept") == (7,)
        with redis.Redis.from_url(found.redis_url) as client:
            assert client.get("queued") == b"yes"


def test_empty_forgets_rows_and_queue(checkout):
    with start(checkout, durable=False) as found:
        ask(found, "CREATE TABLE kept (n int); SELECT 1")
        with redis.Redis.from_url(found.redis_url) as client:
            client.set("queued", "yes")
            embedded.empty(checkout, name=NAME)
            assert client.dbsize() == 0
        assert ask(found, "SELECT to_regclass('kept')") == (None,)


def test_last_user_out_stops_the_servers(checkout):
    with start(checkout, durable=False) as found:
        first = {server.pid for server in servers(checkout)}
        with start(checkout, durable=False):
            assert {server.pid for server in servers(checkout)} >= first
        assert ask(found, "SELECT 1") == (1,)
    assert servers(checkout) == []


def test_killed_user_leaves_servers_to_the_next(checkout):
    script = f"""
        import sys, time
        from pathlib import Path
        from config import embedded
        with embedded.running(Path({str(checkout)!r}), name={NAME!r}, durable=False):
            print("up", flush=True)
            time.sleep(60)
    """
    user = subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE)
    user.stdout.readline()
    user.kill()
    user.wait()
    user.stdout.close()
    left = {server.pid for server in servers(checkout)}
    with start(checkout, durable=False) as found:
        assert ask(found, "SELECT 1") == (1,)
        assert left <= {server.pid for server in servers(checkout)}
    assert servers(checkout) == []


def test_killed_servers_recover(checkout):
    with start(checkout) as found:
        ask(found, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7); SELECT 1")
        kill(servers(checkout))
    with start(checkout) as found:
        assert ask(found, "SELECT n FROM kept") == (7,)


def test_pid_file_naming_a_stranger_does_not_stop_the_start(checkout):
    with start(checkout, durable=False):
        kill(servers(checkout))
    pid_file = data_folder(checkout) / "postgres" / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    with start(checkout, durable=False) as found:
        assert ask(found, "SELECT 1") == (1,)


def test_interrupted_first_start_is_begun_again(checkout):
    with start(checkout, durable=False):
        pass
    made = data_folder(checkout) / "postgres"
    (made / "global" / "pg_control").unlink()
    made.rename(made.with_name("postgres.new"))
    with start(checkout, durable=False) as found:
        assert ask(found, "SELECT 1") == (1,)
    assert not made.with_name("postgres.new").exists()


def test_data_removed_under_running_servers_begins_afresh(checkout):
    with start(checkout, durable=False) as found:
        ask(found, "CREATE TABLE kept (n int); SELECT 1")
        old = {server.pid for server in servers(checkout)}
        shutil.rmtree(data_folder(checkout))
        (checkout / ".data" / NAME / "data").unlink(missing_ok=True)
        with start(checkout, durable=False) as again:
            assert ask(again, "SELECT to_regclass('kept')") == (None,)
            assert not old & {pid for pid in psutil.pids() if _alive(pid)}


def _alive(pid):
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_path_of_150_characters_starts(tmp_path):
    deep = tmp_path / ("d" * (150 - len(str(tmp_path)) - 1))
    deep.mkdir()
    try:
        with start(deep, durable=False) as found:
            assert (len(str(deep)), ask(found, "SELECT 1")) == (150, (1,))
    finally:
        embedded.remove(deep, name=NAME)


@pytest.mark.skipif(not ROOT, reason="only root runs the servers as another user")
def test_root_only_folder_keeps_data_outside_and_says_where(checkout):
    checkout.chmod(0o700)
    with start(checkout, durable=False):
        pass
    link = checkout / ".data" / NAME / "data"
    assert link.readlink() == place.outside_folder(checkout, NAME) / "data"
    assert link.stat().st_uid != 0


@pytest.mark.skipif(not ROOT, reason="only root runs the servers as another user")
def test_data_outside_without_its_link_is_not_taken_over(checkout):
    checkout.chmod(0o700)
    with start(checkout, durable=False) as found:
        ask(found, "CREATE TABLE kept (n int); SELECT 1")
    shutil.rmtree(checkout / ".data")
    with start(checkout, durable=False) as found:
        assert ask(found, "SELECT to_regclass('kept')") == (None,)


def test_those_who_begin_at_the_same_moment_make_the_data_folder_one_after_another(checkout, monkeypatch):
    """Two found none and both made it, and the slower one's stores were refused for the whole session."""
    makes, together, inside, most = place._data_folder, Barrier(4), [], []

    def watched(*given):
        inside.append(given)
        most.append(len(inside))
        time.sleep(0.05)
        try:
            return makes(*given)
        finally:
            inside.pop()

    def prepare(_number):
        together.wait()
        return place.prepare(checkout, NAME).data

    monkeypatch.setattr(place, "_data_folder", watched)
    with ThreadPoolExecutor(4) as pool:
        assert len({*pool.map(prepare, range(4))}) == 1
    assert most == [1, 1, 1, 1]


def test_full_disk_is_told_before_anything_is_made(checkout, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(place.shutil, "disk_usage", lambda _: usage(1, 1, 20 * 1024 * 1024))
    with pytest.raises(embedded.StoresProblem, match="20 MiB left and the stores need at least 300 MiB"):
        start(checkout).__enter__()


def test_sockets_folder_of_somebody_else_is_refused(checkout, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    folder = address.socket_folder(checkout, NAME)
    folder.symlink_to(elsewhere)
    try:
        with pytest.raises(embedded.StoresProblem, match="must lie in a private folder"):
            start(checkout).__enter__()
    finally:
        folder.unlink()


def test_stop_ends_servers_whoever_uses_them(checkout):
    with start(checkout, durable=False):
        embedded.stop(checkout, name=NAME)
        assert servers(checkout) == []


def test_stop_without_stores_does_nothing(checkout):
    embedded.stop(checkout, name=NAME)
    assert list(checkout.iterdir()) == []


def test_stubborn_process_is_killed_when_its_time_is_up():
    stubborn = subprocess.Popen(
        [sys.executable, "-c", "import signal, time; signal.signal(15, 1); print(flush=True); time.sleep(60)"],
        stdout=subprocess.PIPE,
    )
    stubborn.stdout.readline()
    began = time.monotonic()
    process.end([psutil.Process(stubborn.pid)], politely=signal.SIGTERM, within=0.3)
    assert stubborn.wait() == -signal.SIGKILL
    assert time.monotonic() - began < 5
    stubborn.stdout.close()
