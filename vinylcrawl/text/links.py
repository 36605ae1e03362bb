"""Web addresses that can stand in Markdown, YAML and HTML attributes alike."""

import re
from urllib.parse import quote

_URL = re.compile(r"(https?)://([^\s/?#@:\\]+)(?::([0-9]{1,5}))?([/?#].*)?", re.IGNORECASE | re.ASCII)
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?")
_SITE_PATH = re.compile(r"/(?![/\\])|\.\.?/")
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def safe_url(url: str) -> str:
    """An absolute http(s) URL, percent-encoded; "" for anything else.

    Refused: credentials, IPv6 literals, and characters that cannot be seen. Parentheses, quotes and
    semicolons (they end entities) are encoded too, so that nothing in it ends the construct around it.
    """
    match = _URL.fullmatch(url.strip(" "))
    if not match or not url.isprintable():
        return ""
    scheme, host, port, rest = match.groups(default="")
    host = _ascii_host(host)
    if not host or int(port or 0) > 65535:
        return ""
    return f"{scheme.lower()}://{host}{port and ':' + port}{_encode(rest)}"


def link_target(url: str) -> str:
    """`safe_url`, or a path within the site ("/artist/x/", "../x/"), encoded in the same way."""
    if _SITE_PATH.match(url) and url.isprintable():
        return _encode(url)
    return safe_url(url)


def _ascii_host(host: str) -> str:
    try:
        host = host.encode("idna").decode().lower()
    except UnicodeError:
        return ""
    return host if _HOST.fullmatch(host) else ""


def _encode(rest: str) -> str:
    encoded = quote(_BARE_PERCENT.sub("%25", rest), safe="/?#:@!$&*+,=~%")
    return encoded.replace("HAHAHUGO", "HAHAHUG%4F").replace("__h", "%5F_h")  # Hugo's own, see `clean`
