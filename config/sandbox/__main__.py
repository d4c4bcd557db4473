"""`python -m config.sandbox`: run the sandbox until it is told to stop."""

import argparse
import signal
import sys
import threading
from pathlib import Path

from config.sandbox.server import ProductionRefused, start


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    try:
        handle = start(
            port=options.port,
            smtp_port=options.smtp_port,
            directory=options.state,
            webhook_url=options.webhook_url,
            webhook_secret=options.webhook_secret,
            api_key=options.api_key,
        )
    except (ProductionRefused, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    sys.stdout.write(f"Sandbox on {handle.base_url}/operator, mailbox on {handle.base_url}/mailbox\n")
    sys.stdout.flush()
    stopping.wait()
    handle.stop()
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m config.sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8800)
    parser.add_argument("--smtp-port", type=int, default=8825)
    parser.add_argument(
        "--state", type=Path, default=None, help="folder of the journal; nothing is kept without it"
    )
    parser.add_argument("--webhook-url", default="")
    parser.add_argument("--webhook-secret", default="whsec_sandbox")
    parser.add_argument("--api-key", default="sk_test_sandbox")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
