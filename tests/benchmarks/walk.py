"""Memory and pace of a crawl that walks a big collection and makes its pages, asking for one release's details.

python -m tests.benchmarks.walk [--releases 20000] [--no-images]
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.measure import usage_of
from tests.crawl import start_crawl
from tests.server.process import ServerProcess

ENDLESS = "100000000"


class Walk(NamedTuple):
    releases: int
    megabytes: float
    seconds: float


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.walk", description=__doc__)
    parser.add_argument("--releases", type=int, default=20000)
    parser.add_argument("--no-images", action="store_true", help="crawl without a token, which hides the images")
    options = parser.parse_args()
    token = "" if options.no_images else "test-token"
    walks = [walk(count, token) for count in (options.releases // 10, options.releases)]
    for each in walks:
        print(
            f"{each.releases:>7,} releases  {each.megabytes:>5,.0f} MB at most  {each.seconds:>6.1f} s  "
            f"{each.releases / each.seconds:>5,.0f} releases/s"
        )
    small, big = walks
    growth = (big.megabytes - small.megabytes) * 1024 / (big.releases - small.releases)
    print(f"{growth:.2f} kB for each further release; at most {big.megabytes:.0f} MB (allowed: 400)")
    sys.exit(big.megabytes > 400)


def walk(releases: int, token: str) -> Walk:
    limits = ("--limit", ENDLESS, "--anonymous-limit", ENDLESS)
    with tempfile.TemporaryDirectory() as directory, ServerProcess("--generate", str(releases), *limits) as server:
        output = Path(directory, "output")
        started = time.monotonic()
        usage = usage_of(start_crawl(output, server, "mode=new", "limit=1", DISCOGS_TOKEN=token))
        seconds = time.monotonic() - started
        found = sum(1 for _ in (output / "content" / "albums").iterdir())
    if found != releases:
        raise SystemExit(f"the walk of {releases} releases left {found} pages")
    return Walk(releases, usage.ru_maxrss / 1024, seconds)


if __name__ == "__main__":
    main()
