"""
Asks a server for a page over several kept-open connections at once, in a process of its own.

Reads what to ask as JSON from standard input and answers with seconds per request; see `ask`. One thread and
plain sockets, because it shares the machine with what it measures; its own half millisecond a request is told.
"""

import json
import re
import selectors
import socket
import sys
import time

LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)
END_OF_HEADERS = b"\r\n\r\n"


class Connection:
    """One browser: asks, reads to the end, asks again with the next cookie."""

    def __init__(self, port: int, requests: list[bytes]) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.requests, self.turn, self.asked, self.got = requests, 0, 0.0, b""

    def ask(self) -> None:
        self.got, self.asked = b"", time.perf_counter()
        self.socket.sendall(self.requests[self.turn % len(self.requests)])
        self.turn += 1

    def read(self) -> int | None:
        """Return how long the answer is when it is complete."""
        part = self.socket.recv(1 << 18)
        if not part:
            raise RuntimeError("the server hung up")
        self.got += part
        headers, end, body = self.got.partition(END_OF_HEADERS)
        if not end:
            return None
        length = LENGTH.search(headers + b"\r\n")
        if not headers.startswith(b"HTTP/1.1 200") or length is None:
            raise RuntimeError(f"answered {headers[:200]!r}")
        return len(body) if len(body) >= int(length[1]) else None


def ask(*, port: int, host: str, path: str, cookies: list[str], connections: int, seconds: float) -> dict:
    """Return the duration of each request, the sizes of the answers, how long it took, and our own CPU seconds."""
    sent = [f"GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n".encode() for cookie in cookies]
    took, sizes = [], set()
    own, begun = time.process_time(), time.perf_counter()
    with selectors.DefaultSelector() as ready:
        for number in range(connections):
            each = Connection(port, sent[number:] + sent[:number])
            ready.register(each.socket, selectors.EVENT_READ, each)
            each.ask()
        while ready.get_map():
            for key, _events in ready.select():
                size = key.data.read()
                if size is None:
                    continue
                now = time.perf_counter()
                took.append(now - key.data.asked)
                sizes.add(size)
                if now < begun + seconds:
                    key.data.ask()
                else:
                    ready.unregister(key.data.socket)
                    key.data.socket.close()
    done = time.perf_counter()
    return {"took": took, "sizes": sorted(sizes), "seconds": done - begun, "own": time.process_time() - own}


if __name__ == "__main__":
    json.dump(ask(**json.load(sys.stdin)), sys.stdout)
