import hashlib
import logging
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Self, cast

from PIL import Image
from scrapy import Request
from scrapy.http.request import NO_CALLBACK
from scrapy.pipelines.images import ImagesPipeline
from scrapy.pipelines.media import FileException

from vinylcrawl import files
from vinylcrawl.database import Database
from vinylcrawl.items import Item
from vinylcrawl.paths import output_dir

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.pipelines.media import FileInfo, FileInfoOrError, MediaPipeline

logger = logging.getLogger(__name__)

STORE = "artwork"
FAILURES_IN_A_ROW = 10
TIMEOUT = 15  # seconds: there are other candidates
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
MAX_PIXELS = 50_000_000


class ArtworkPipeline(ImagesPipeline):
    """Fetches the best picture of an item: candidates are tried in order until one is a real image.

    Where too many items wait already, or images fail one after the other, an item goes on without (`image_due`)
    and comes again when there is room: a slow image never holds the pages back.
    """

    EXPIRES = 0

    def __init__(self, store_uri: str, *, crawler: "Crawler") -> None:
        super().__init__(store_uri, crawler=crawler)
        self.output = Path(store_uri).parent
        self.limit = crawler.settings.getint("IMAGES_WAITING")
        self.max_bytes = crawler.settings.getint("IMAGES_MAX_BYTES")
        self.waiting = 0
        self.failed_in_a_row = 0

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(str(output_dir(crawler.settings) / STORE), crawler=crawler)

    def open_spider(self) -> None:  # type: ignore[override]  # Scrapy's own still takes the old spider argument
        super().open_spider()
        self.database = Database.from_crawler(self.crawler)

    async def process_item(self, item: Item) -> Item:  # type: ignore[override]  # the same
        item["image"] = self.database.pages.image(item.kind, item.id)
        untried = self._untried(item)
        item["image_due"] = bool(untried) and not self._has_room()
        if untried and not item["image_due"]:
            self.waiting += 1
            try:
                await self._fetch_best(item, untried)
            finally:
                self.waiting -= 1
        return item

    def _has_room(self) -> bool:
        return self.waiting < self.limit and self.failed_in_a_row < FAILURES_IN_A_ROW

    def _untried(self, item: Item) -> list[dict[str, str]]:
        """The candidates that are better than the picture there is."""
        candidates: list[dict[str, str]] = item["image_candidates"]
        image = item["image"]
        if not image or not (self.output / image["path"]).exists():
            return candidates
        urls = [candidate["url"] for candidate in candidates]
        return candidates[: urls.index(image["url"])] if image["url"] in urls else candidates

    async def _fetch_best(self, item: Item, candidates: list[dict[str, str]]) -> None:
        for candidate in candidates:
            if self.failed_in_a_row >= FAILURES_IN_A_ROW:
                item["image_due"] = True
                return
            item["image_candidates"], kept = [candidate], item["image_candidates"]
            try:
                await super().process_item(item)
            finally:
                item["image_candidates"] = kept
            image = item["image"]
            if image and image["url"] == candidate["url"]:
                item["image_due"] = False
                return

    def get_media_requests(self, item: Item, info: "MediaPipeline.SpiderInfo") -> list[Request]:  # noqa: ARG002
        meta = {
            "download_maxsize": self.max_bytes,
            "download_warnsize": 0,
            "download_timeout": TIMEOUT,
            "max_retry_times": 1,
        }
        return [Request(c["url"], callback=NO_CALLBACK, meta=meta) for c in item["image_candidates"]]

    def media_to_download(self, *_: object, **__: object) -> None:
        # what is on disk already was asked of the database, which knows whether it was written to its end
        return None

    def media_failed(self, failure: Any, request: Request, info: "MediaPipeline.SpiderInfo") -> NoReturn:  # noqa: ARG002
        # Scrapy's own raises an exception without the reason
        if isinstance(failure.value, FileException):
            raise failure.value
        raise ConnectionError(f"{type(failure.value).__name__} {failure.getErrorMessage()}".strip())

    async def media_downloaded(
        self, response: "Response", request: Request, info: "MediaPipeline.SpiderInfo", *, item: Any = None
    ) -> "FileInfo":
        if response.status >= 500:
            raise ConnectionError(f"status {response.status}")
        if response.status != 200:
            raise FileException(f"status {response.status}")
        try:
            return await super().media_downloaded(response, request, info, item=item)
        except Exception as error:
            if getattr(error, "errno", None) is not None:  # the disk's fault, not the picture's
                raise
            raise FileException(f"no picture: {error}"[:200]) from error

    def file_path(
        self,
        request: Request,
        response: "Response | None" = None,  # noqa: ARG002  # Scrapy's signature
        info: "MediaPipeline.SpiderInfo | None" = None,  # noqa: ARG002
        *,
        item: Any = None,  # noqa: ARG002
    ) -> str:
        name = hashlib.sha1(request.url.encode(), usedforsecurity=False).hexdigest()
        return f"{name[:2]}/{name}.jpg"

    def get_images(
        self,
        response: "Response",
        request: Request,
        info: "MediaPipeline.SpiderInfo",
        *,
        item: Any = None,
    ) -> "Iterator[tuple[str, Image.Image, BytesIO]]":
        # by the header alone: Pillow would hand other formats to other programs, and unpack any size
        with Image.open(BytesIO(response.body), formats=FORMATS) as header:
            if header.width * header.height > MAX_PIXELS:
                raise FileException(f"{header.width} x {header.height} pixels are too many")
        for path, image, buffer in super().get_images(response, request, info, item=item):
            image.load()  # Pillow reads no further than the header: a cut-off file shows here
            Path(cast("Any", self.store).basedir, path).unlink(missing_ok=True)  # pages may share the old file
            yield path, image, buffer

    def item_completed(self, results: "list[FileInfoOrError]", item: Item, info: "MediaPipeline.SpiderInfo") -> Item:  # noqa: ARG002
        stats = self.crawler.stats
        for (fetched, result), candidate in zip(results, item["image_candidates"], strict=True):
            if fetched:
                self.failed_in_a_row = 0
                item["image"] = self._image(cast("FileInfo", result), candidate)
                stats.inc_value("images/fetched")
                self.database.answers.forget_failure(item.kind, item.id, "images")
            else:
                self._failed(item, candidate, result)
        self.spiderinfo.downloaded.clear()  # Scrapy remembers every image of the crawl; SQLite does that for us
        return item

    def _image(self, result: "FileInfo", candidate: dict[str, str]) -> dict[str, Any]:
        path = self.output / STORE / result["path"]
        with Image.open(path) as picture:
            width, height = picture.size
        return {
            "url": candidate["url"],
            "service": candidate["service"],
            "path": f"{STORE}/{result['path']}",
            "checksum": files.digest_of(str(path)),
            "width": width,
            "height": height,
        }

    def _failed(self, item: Item, candidate: dict[str, str], failure: Any) -> None:
        # a service that answers, if only "no such image", is up; one that does not may be up the next time
        is_final = failure.check(FileException)
        item["image_due"] = item["image_due"] or not is_final
        self.failed_in_a_row = 0 if is_final else self.failed_in_a_row + 1
        self.crawler.stats.inc_value("images/failed")
        reason = failure.getErrorMessage() or failure.type.__name__
        logger.info("No image from %s: %s", candidate["url"], reason)
        self.database.answers.save_failure(item.kind, item.id, "images", candidate["url"], reason)
        if self.failed_in_a_row == FAILURES_IN_A_ROW:
            self.crawler.stats.set_value("images/off", True)
            logger.warning("Images are off for this run: %s failed in a row (%s)", FAILURES_IN_A_ROW, reason)
