"""Pages per CPU second of `-a mode=render`, beside a bare loop and one that builds its Jinja environment per page.

python -m tests.benchmarks.render [--albums 5000]
"""

import argparse
import gc
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks.collection import fill
from tests.benchmarks.measure import cpu_seconds, usage_of
from tests.crawl import ROOT, start_crawl
from vinylcrawl.database import Database
from vinylcrawl.items import Kind
from vinylcrawl.rendering.renderer import TEMPLATES, context, environment

ROUNDS = 3
FOLDERS: dict[Kind, tuple[str, str]] = {"release": ("albums", "index.md"), "artist": ("artist", "_index.md")}


class Page(NamedTuple):
    path: Path
    template: str
    context: dict[str, Any]


class Result(NamedTuple):
    pages: int
    seconds: float

    @property
    def rate(self) -> float:
        return self.pages / self.seconds

    def cost(self) -> float:
        return self.seconds / max(1, self.pages)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.render", description=__doc__)
    parser.add_argument("--albums", type=int, default=5000)
    with tempfile.TemporaryDirectory() as directory:
        output, empty = Path(directory, "output"), Path(directory, "empty")
        fill(output, parser.parse_args().albums)
        rounds = [measured(output, empty) for _ in range(ROUNDS)]
    # the round that the machine's other work disturbed least, for each
    start_up, rendered, bare, per_page = (min(results, key=Result.cost) for results in zip(*rounds, strict=True))
    rendering = rendered._replace(seconds=rendered.seconds - start_up.seconds)
    show("scrapy crawl collection -a mode=render", rendered)
    show("  the same, less its start-up", rendering)
    show("bare loop, ready contexts", bare)
    show("Jinja environment per page", per_page)
    share, gain = rendering.rate / bare.rate, rendering.rate / per_page.rate
    print(
        f"less start-up: {share:.2f} of the bare loop (at least 0.5), {gain:.1f} times an environment per page "
        f"(at least 8); with it: {rendered.rate / bare.rate:.2f} and {rendered.rate / per_page.rate:.1f}"
    )
    sys.exit(share < 0.5 or gain < 8)


def measured(output: Path, empty: Path) -> list[Result]:
    """One after the other in every round, so that what slows the machine down for a while slows all of them."""
    return [crawl(empty), crawl(output), in_a_process(bare_loop, output), in_a_process(environment_per_page, output)]


def crawl(output: Path) -> Result:
    seconds = cpu_seconds(usage_of(start_crawl(output, None, "mode=render")))
    pages = sum(1 for _ in (output / "content").rglob("*index.md"))
    put_away(output / "content")
    return Result(pages, seconds)


def in_a_process(loop: Callable[[Path], Result], output: Path) -> Result:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as executor:
        result = executor.submit(loop, output).result()
    put_away(output / "content")
    return result


def put_away(content: Path) -> None:
    # moved, not removed: right after many files went, ext4 takes ten times as long to make new ones
    if content.exists():
        content.rename(tempfile.mkdtemp(dir=content.parent.parent))


def bare_loop(output: Path) -> Result:
    jinja = environment(ROOT / "templates")
    templates = {name: jinja.get_template(name) for name in TEMPLATES.values()}
    return timed(ready_pages(output), lambda page: templates[page.template].render(page.context))


def environment_per_page(output: Path) -> Result:
    """Every tenth page will do: it is slow."""
    return timed(
        ready_pages(output)[::10],
        lambda page: environment(ROOT / "templates").get_template(page.template).render(page.context),
    )


def ready_pages(output: Path) -> list[Page]:
    database = Database(output / "collection.db")
    pages = []
    for kind, (section, name) in FOLDERS.items():
        for item, aliases, _ in database.pages.items(kind):
            path = output / "content" / section / item["slug"] / name
            pages.append(Page(path, TEMPLATES[kind], context(item, aliases)))
    database.close()
    return pages


def timed(pages: list[Page], render: Callable[[Page], str]) -> Result:
    gc.collect()
    gc.freeze()  # the ready contexts would make every collection dear
    started = time.process_time()
    for page in pages:
        text = render(page)
        page.path.parent.mkdir(parents=True)
        page.path.write_text(text, "utf-8")
    return Result(len(pages), time.process_time() - started)


def show(name: str, result: Result) -> None:
    print(f"{name:<40} {result.pages:>6,} pages {result.seconds:>7.2f} s CPU {result.rate:>7,.0f} pages/s")


if __name__ == "__main__":
    main()
