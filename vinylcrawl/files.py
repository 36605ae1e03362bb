"""Files written so that a kill leaves the old one or the new one, never half of one.

Paths are strings: with thousands of pages, pathlib takes as long as the disk.
"""

import hashlib
import os
import shutil
from contextlib import suppress


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def digest_of(path: str) -> str:
    """Of the file's bytes; "" where there is no file."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123  # see above
            return digest(file.read())
    except FileNotFoundError:
        return ""


def is_same(one: str, other: str) -> bool:
    """Whether both are names of one file, which spares reading it."""
    try:
        return os.path.samefile(one, other)  # noqa: PTH121  # see above
    except FileNotFoundError:
        return False


def write(path: str, content: bytes) -> None:
    temporary = f"{path}.tmp"
    with open(temporary, "wb", buffering=0) as file:  # noqa: PTH123  # see above
        file.write(content)
    os.replace(temporary, path)  # noqa: PTH105  # see above


def share(source: str, target: str) -> None:
    """Make `target` a second name of the file `source`, or a copy where the file system has no hard links."""
    if _link(source, target):
        return
    temporary = f"{target}.new"
    with suppress(FileNotFoundError):  # a kill left it
        os.unlink(temporary)  # noqa: PTH108  # see above
    if not _link(source, temporary):
        shutil.copyfile(source, temporary)
    os.replace(temporary, target)  # noqa: PTH105  # see above


def _link(source: str, target: str) -> bool:
    try:
        os.link(source, target)
    except OSError:  # there is a file, or there are no hard links
        return False
    return True
