import logging
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Self

from scrapy import signals

from vinylcrawl.paths import output_dir

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

HUGO_CONFIGS = [f"{stem}.{suffix}" for stem in ("hugo", "config") for suffix in ("yaml", "yml", "toml", "json")]


class Site:
    """Lays a Hugo site around the pages, once: where there is a Hugo config already, nothing is touched."""

    def __init__(self, skeleton: Path, output: Path) -> None:
        self.skeleton = skeleton
        self.output = output

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        site = cls(Path(crawler.settings["PROJECT_DIR"], "templates", "site"), output_dir(crawler.settings))
        crawler.signals.connect(site.spider_opened, signal=signals.spider_opened)
        return site

    def spider_opened(self) -> None:
        if any((self.output / name).exists() for name in [*HUGO_CONFIGS, "config"]):
            return
        # the config comes last: a copy that was cut short is made again
        configs = shutil.ignore_patterns(*HUGO_CONFIGS)
        shutil.copytree(self.skeleton, self.output, dirs_exist_ok=True, ignore=configs)
        for name in HUGO_CONFIGS:
            if (self.skeleton / name).exists():
                shutil.copy(self.skeleton / name, self.output / name)
        logger.info("Laid a Hugo site in %s", self.output)
