"""Records the demo's cassettes: crawls the demo collection from the test server under the services' public names."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.demo.build import build
from tests.server.process import ServerProcess

USERNAME = "vinylcrawl-demo"
TOKEN = "demo-token"


def record(cassettes: Path) -> None:
    shutil.rmtree(cassettes, ignore_errors=True)
    with tempfile.TemporaryDirectory() as directory:
        bodies, output = Path(directory, "bodies"), Path(directory, "output")
        build(bodies)
        with ServerProcess("--bodies", str(bodies), "--username", USERNAME, "--token", TOKEN, "--public") as server:
            # slow enough that the pages from the list come first: their smaller covers belong on the cassettes too
            server.fault("slow", path="^/releases/", seconds=0.3)
            settings = {
                "DISCOGS_USERNAME": USERNAME,
                "DISCOGS_TOKEN": TOKEN,
                "OUTPUT_DIR": str(output),
                "LOG_DIR": str(Path(directory, "logs")),
                "BETAMAX_CASSETTES": str(cassettes.resolve()),
                "BETAMAX_RECORD": "all",
                "BETAMAX_UPSTREAM": server.url,
            }
            subprocess.run(
                [sys.executable, "-m", "scrapy", "crawl", "collection"], env=os.environ | settings, check=True
            )


if __name__ == "__main__":
    record(Path(sys.argv[1]))
