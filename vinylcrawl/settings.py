"""Settings of the project, each read from the environment variable, or the line in `.env`, of the same name.

`-s NAME=VALUE` on the command line beats both. What is read from where stands in the README.
"""

import os
from pathlib import Path

from dotenv import dotenv_values

PROJECT_DIR = str(Path(__file__).resolve().parent.parent)
try:
    _environment = {**dotenv_values(Path(PROJECT_DIR, ".env")), **os.environ}
except UnicodeDecodeError:
    raise SystemExit("vinylcrawl: .env is not UTF-8: save it as UTF-8") from None


def _env(name: str, default: str = "") -> str:
    return _environment.get(name) or default


BOT_NAME = "vinylcrawl"
SPIDER_MODULES = ["vinylcrawl.spiders"]
NEWSPIDER_MODULE = "vinylcrawl.spiders"
COMMANDS_MODULE = "vinylcrawl.commands"

# The collection and where it goes
DISCOGS_USERNAME = _env("DISCOGS_USERNAME")
DISCOGS_TOKEN = _env("DISCOGS_TOKEN")
DISCOGS_API_URL = _env("DISCOGS_API_URL", "https://api.discogs.com")
DISCOGS_RATELIMIT_WINDOW = _env("DISCOGS_RATELIMIT_WINDOW", "60.0")
DISCOGS_RATELIMIT_MARGIN = _env("DISCOGS_RATELIMIT_MARGIN", "2")
CONTACT = _env("CONTACT")
OUTPUT_DIR = _env("OUTPUT_DIR", "output")
DATABASE_PATH = _env("DATABASE_PATH")
LOG_DIR = _env("LOG_DIR", "logs")
MARKDOWN_TEMPLATES = _env("MARKDOWN_TEMPLATES", "templates")
BETAMAX_CASSETTES = _env("BETAMAX_CASSETTES")
BETAMAX_RECORD = _env("BETAMAX_RECORD", "none")
BETAMAX_UPSTREAM = _env("BETAMAX_UPSTREAM")

# Pace: the quota slots have a floor of their own (extensions/pacing.py), AutoThrottle keeps the other hosts
# images go straight to the downloader: what may wait there must leave room for the rest
CONCURRENT_REQUESTS = 128
CONCURRENT_REQUESTS_PER_DOMAIN = 8
DOWNLOAD_SLOTS = {"discogs": {"concurrency": 16, "delay": 0, "jitter": 0}}
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_DELAY_JITTER = 0
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 0.05
AUTOTHROTTLE_TARGET_CONCURRENCY = 4.0
AUTOTHROTTLE_MAX_DELAY = 10.0

# Documented APIs, not pages; secure where Scrapy's own defaults are open
ROBOTSTXT_OBEY = False
COOKIES_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
DOWNLOAD_VERIFY_CERTIFICATES = True
# our URLs are nobody else's business (the middleware itself must stay: redirects rely on it)
REFERRER_POLICY = "no-referrer"

DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "vinylcrawl.middlewares.QuotaRetryMiddleware": 550,
    # last before the handler, first behind it: a retried or redirected request never carries a token on
    "vinylcrawl.middlewares.CredentialsMiddleware": 950,
}
ITEM_PIPELINES = {
    "vinylcrawl.pipelines.validate.ValidatePipeline": 50,
    "vinylcrawl.pipelines.dedupe.DedupePipeline": 100,
    "vinylcrawl.pipelines.images.ArtworkPipeline": 200,
    "vinylcrawl.pipelines.store.StorePipeline": 300,
    "vinylcrawl.pipelines.markdown.MarkdownPipeline": 400,
}
EXTENSIONS = {
    "scrapy.extensions.throttle.AutoThrottle": None,
    "scrapy.extensions.logstats.LogStats": None,
    "vinylcrawl.extensions.logfile.LogFile": 10,
    "vinylcrawl.extensions.pacing.Pacing": 20,
    "vinylcrawl.extensions.site.Site": 30,
    "vinylcrawl.extensions.progress.Progress": 40,
    "vinylcrawl.extensions.report.Report": 50,
}
IMAGES_MIN_WIDTH = 100
IMAGES_MIN_HEIGHT = 100
IMAGES_MAX_BYTES = _env("IMAGES_MAX_BYTES", "20000000")
# Items that may wait for their image at once; others get their page first and their image later
IMAGES_WAITING = _env("IMAGES_WAITING", "32")

# Everything goes to LOG_DIR; the terminal shows the progress, what the user should know and the summary
LOG_ENABLED = False
LOG_FORMATTER = "vinylcrawl.extensions.logfile.ShortLogFormatter"
