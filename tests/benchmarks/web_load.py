"""
Asks a server for a page over several kept-open connections at once, in a process of its own.

Reads what to ask as JSON from standard input and answers with seconds per request; see `ask`.
"""

import http.client
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor


def ask(*, port: int, host: str, path: str, cookies: list[str], connections: int, seconds: float) -> dict:
    """Return the duration of each request, the size of the answers, and how long it took in all."""
    took, sizes = [], set()
    begun = time.perf_counter()

    def one_connection(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        turn = number
        while time.perf_counter() < begun + seconds:
            asked = time.perf_counter()
            connection.request("GET", path, headers={"Host": host, "Cookie": cookies[turn % len(cookies)]})
            answer = connection.getresponse()
            body = answer.read()
            took.append(time.perf_counter() - asked)
            if answer.status != 200:
                raise RuntimeError(f"{path} answered {answer.status}")
            sizes.add(len(body))
            turn += connections
        connection.close()

    with ThreadPoolExecutor(connections) as threads:
        list(threads.map(one_connection, range(connections)))
    return {"took": took, "sizes": sorted(sizes), "seconds": time.perf_counter() - begun}


if __name__ == "__main__":
    json.dump(ask(**json.load(sys.stdin)), sys.stdout)
