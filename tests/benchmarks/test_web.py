"""
How fast the overview and the list of invoices are, against a bare page behind the same middleware.

Both are asked for over loopback, in turns, from the same server, with the cookies a browser has after its first
page; the bare page makes seven queries and answers as many bytes. What is printed is the ratio of requests per
second, that of the CPU time of the server's Python processes, which a busy machine blurs less, and how long the
slowest hundredth waits: of all requests of a page together, because one round has too few of them. Nothing timed
is asserted: a machine that does something else beside must not fail the run.
"""

import cProfile
import json
import os
import pstats
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.foundation import clock
from tests.builders import bench

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]

PAGES = {"overview": "/overblik/", "invoice list": "/regninger/"}
HOST = "gron.localhost"
HOMES, CONNECTIONS, ROUNDS, SECONDS = 16, 8, 9, 3.0
MOST_QUERIES, BARE_QUERIES = 12, 7
SERVER = ("--worker-class", "gthread", "--workers", "2", "--threads", "4")
OWN = ("accounts", "billing", "complaints", "config", "contracts")


def test_pages_against_a_bare_page(capsys):
    homes = bench.households(HOMES)
    known = f"{settings.CSRF_COOKIE_NAME}={'c' * 32}"
    cookies = [f"sessionid={home.client.cookies['sessionid'].value}; {known}" for home in homes]
    with capsys.disabled(), served() as (port, server):
        print(f"\n{CONNECTIONS} connections, gunicorn {' '.join(SERVER)}, {ROUNDS} rounds of {SECONDS} s each")
        for name, path in PAGES.items():
            compare(name, path, server=server, port=port, cookies=cookies)
        print(f"load of the machine: {', '.join(f'{load:.1f}' for load in os.getloadavg())}")


@pytest.mark.parametrize("path", PAGES.values())
def test_pages_ask_the_database_little(path):
    home = bench.households(1)[0]
    with clock.frozen(bench.NOW):
        assert home.client.get(path).status_code == 200
        with CaptureQueriesContext(connection) as asked:
            home.client.get(path)

    assert len(asked) <= MOST_QUERIES


def test_where_the_time_of_a_page_goes(capsys):
    home = bench.households(1)[0]
    with capsys.disabled(), clock.frozen(bench.NOW):
        for name, path in PAGES.items():
            all_calls, rows = profile(lambda path=path: home.client.get(path))
            print(f"\n{name}: {all_calls:.0f} calls; share of the time of a request (cumulative, our functions):")
            for share, calls, place in rows:
                print(f"  {share:4.0%} {calls:6.1f} calls  {place}")


def compare(name: str, path: str, *, server: psutil.Process, port: int, cookies: list[str]) -> None:
    """Ask for both pages in turns and print the ratio of their speeds."""
    asked = {"port": port, "host": HOST, "cookies": cookies, "connections": CONNECTIONS}
    size = statistics.median_low(load(**asked, path=path, seconds=1)["sizes"])
    bare = f"/bare/?bytes={size}"
    load(**asked, path=bare, seconds=1)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(measured(server, **asked, path=path, seconds=SECONDS))
        theirs.append(measured(server, **asked, path=bare, seconds=SECONDS))
    for each in (*ours, *theirs):
        assert all(abs(got - size) < size / 100 for got in each["sizes"])
    ratios = [speed(one) / speed(other) for one, other in zip(ours, theirs, strict=True)]
    print(f"{name} / bare page of {BARE_QUERIES} queries, {size} bytes:")
    print(f"  requests/s: median {statistics.median(ratios):.2f}, {min(ratios):.2f}–{max(ratios):.2f}")
    print(f"  CPU time of Python: {cpu(theirs) / cpu(ours):.2f}")
    print(f"  {told(ours)}\n  bare page: {told(theirs)}")


def measured(server: psutil.Process, **asked: object) -> dict:
    """Ask, and note the CPU seconds of the server's workers too."""
    before = worked(server)
    done = load(**asked)
    return {**done, "cpu": worked(server) - before}


def worked(server: psutil.Process) -> float:
    return sum(sum(each.cpu_times()[:2]) for each in server.children())


def cpu(rounds: list[dict]) -> float:
    """Return CPU seconds of the server's Python processes per request."""
    return sum(each["cpu"] for each in rounds) / sum(len(each["took"]) for each in rounds)


def told(rounds: list[dict]) -> str:
    """Say how fast a page is, from all its requests."""
    took = [seconds for each in rounds for seconds in each["took"]]
    p50, p99 = middle_and_tail(took)
    tails = [p99 / p50 for p50, p99 in (middle_and_tail(each["took"]) for each in rounds)]
    own = sum(each["own"] for each in rounds) / len(took)
    return (
        f"{statistics.median(map(speed, rounds)):.0f} requests/s, {cpu(rounds) * 1000:.1f} ms of CPU each,"
        f" p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms, p99/p50 {p99 / p50:.2f} of {len(took)} requests"
        f" (median of the rounds {statistics.median(tails):.2f});"
        f" asking took {own * 1000:.2f} ms of CPU each"
    )


def load(**asked: object) -> dict:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.web_load"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
        cwd=settings.BASE_DIR,
    )
    return json.loads(done.stdout)


def speed(done: dict) -> float:
    return len(done["took"]) / done["seconds"]


def middle_and_tail(took: list[float]) -> tuple[float, float]:
    return statistics.median(took), statistics.quantiles(took, n=100)[98]


def profile(work, *, requests: int = 20, most: int = 15) -> tuple[float, list[tuple[float, float, str]]]:
    """Run the work; return all calls per request, and share of the time, calls and place of our costliest."""
    for _ in range(3):
        work()
    kept = cProfile.Profile()
    kept.enable()
    for _ in range(requests):
        work()
    kept.disable()
    stats = pstats.Stats(kept)
    own = []
    for (file, line, function), (_, calls, _, cumulative, _) in stats.stats.items():
        place = Path(file)
        if place.is_relative_to(settings.BASE_DIR) and place.relative_to(settings.BASE_DIR).parts[0] in OWN:
            where = f"{place.relative_to(settings.BASE_DIR)}:{line} {function}"
            own.append((cumulative / stats.total_tt, calls / requests, where))
    # What only passes the request on holds everything below it and says nothing.
    telling = [row for row in own if "/middleware/" not in row[2]]
    return stats.total_calls / requests, sorted(telling, reverse=True)[:most]


@contextmanager
def served() -> Iterator[tuple[int, psutil.Process]]:
    """Let gunicorn serve the site of `bare_site` from the test's own database."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = urlsplit(settings.DATABASE_URL)._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    command = [sys.executable, "-m", "gunicorn", "tests.benchmarks.bare_site:application", *SERVER]
    command += ["--bind", f"127.0.0.1:{port}", "--no-control-socket", "--log-level", "warning"]
    server = subprocess.Popen(command, cwd=settings.BASE_DIR, env={**os.environ, "DATABASE_URL": url})
    try:
        wait_for(port)
        yield port, psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("gunicorn does not answer")
