"""JSON Schemas of the items.

Draft 7 with exactly the `$schema` below: scrapy-jsonschema takes any other for draft 4.
"""

import json
from importlib.resources import files
from typing import Any


def load(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((files(__package__) / f"{name}.json").read_text("utf-8"))
    return schema
