"""Serve until stdin closes. The first line on stdout is the server's URL."""

import argparse
import sys
import threading
from typing import Any

from twisted.internet import reactor
from twisted.web.server import Site

from .app import SERVICES, App
from .wire import Wire


def main(reactor: Any) -> None:
    options = parser().parse_args()
    app = App.from_options(options)
    site = Site(Wire(app, reactor, latency=options.latency, compress=options.gzip))
    port = reactor.listenTCP(options.port, site, interface="127.0.0.1", backlog=512)
    url = f"http://127.0.0.1:{port.getHost().port}"
    app.origin = None if options.public else url
    print(url, flush=True)
    if not options.forever:
        threading.Thread(target=stop_with_stdin, args=[reactor], daemon=True).start()
    reactor.run()


def parser() -> argparse.ArgumentParser:
    result = argparse.ArgumentParser(prog="python -m tests.server", description=__doc__)
    result.add_argument("--port", type=int, default=0, help="0 takes a free one")
    result.add_argument("--forever", action="store_true", help="go on when stdin closes")
    result.add_argument("--public", action="store_true", help="leave the services' own addresses in the bodies")
    result.add_argument("--latency", type=float, default=0.0, metavar="SECONDS", help="before every answer")
    result.add_argument("--gzip", action="store_true", help="compress for clients that accept it")
    for service in SERVICES:
        service.add_options(result)
    return result


def stop_with_stdin(reactor: Any) -> None:
    sys.stdin.buffer.read()
    reactor.callFromThread(reactor.stop)


if __name__ == "__main__":
    main(reactor)
