import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .generate import Generator
from .service import json_bytes

KINDS = ("releases", "masters", "artists", "labels")


class Bodies:
    """Bodies by path such as `releases/123`: set at run time, else from a folder, else synthesised.

    A file is named `<id>.json` or `<id>__anything.json`.
    """

    def __init__(self, folder: Path | None = None, generator: Generator | None = None) -> None:
        self._folder = folder
        self._generator = generator
        self._set: dict[str, bytes | None] = {}
        self._files = dict(self._indexed())

    def get(self, path: str) -> bytes | None:
        if path in self._set:
            return self._set[path]
        if path in self._files:
            return self._files[path].read_bytes()
        body = self._generated(path)
        return None if body is None else json_bytes(body)

    def set(self, path: str, body: Any) -> None:
        self._set[path.strip("/")] = None if body is None else json_bytes(body)

    def load(self, path: str) -> Any:
        body = self.get(path)
        return None if body is None else json.loads(body)

    def optional(self, name: str) -> Any:
        """A single file beside the folders, such as `folders`, or None."""
        file = self._folder / f"{name}.json" if self._folder else None
        return json.loads(file.read_bytes()) if file and file.is_file() else None

    def stored(self, kind: str) -> Iterator[Any]:
        """All bodies of a kind but the synthesised ones."""
        for path in {**self._files, **self._set}:
            body = self.load(path) if path.startswith(f"{kind}/") else None
            if body is not None:
                yield body

    def _generated(self, path: str) -> Any:
        kind, _, number = path.partition("/")
        return self._generator.body(kind, int(number)) if self._generator and number.isdigit() else None

    def _indexed(self) -> Iterator[tuple[str, Path]]:
        for kind in KINDS if self._folder else ():
            # Backwards, so that of two files for one id the plain name wins.
            for file in sorted((self._folder / kind).glob("*.json"), reverse=True):  # type: ignore[operator]
                yield f"{kind}/{file.stem.partition('__')[0]}", file
