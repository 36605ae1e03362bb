"""What holds for the project as a whole."""

import ast
import importlib
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import vinylcrawl
from vinylcrawl import settings

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {
    call.args[0].value
    for call in ast.walk(ast.parse(Path(settings.__file__).read_text("utf-8")))
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "_env"
    if isinstance(call.args[0], ast.Constant)
}


def test_every_module_imports() -> None:
    for module in pkgutil.walk_packages(vinylcrawl.__path__, "vinylcrawl."):
        importlib.import_module(module.name)


def test_every_setting_is_in_the_readme() -> None:
    table = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE))
    assert table >= ENVIRONMENT
    assert all(hasattr(settings, name) for name in table)


def test_every_component_in_the_settings_exists() -> None:
    components = {**settings.ITEM_PIPELINES, **settings.EXTENSIONS, **settings.DOWNLOADER_MIDDLEWARES}
    for path in components:
        module, _, name = path.rpartition(".")
        assert hasattr(importlib.import_module(module), name), path


@pytest.mark.parametrize("name", sorted(ENVIRONMENT))
def test_setting_is_read_from_the_environment(name: str) -> None:
    program = f"from vinylcrawl import settings; print(settings.{name})"
    output = subprocess.check_output(
        [sys.executable, "-c", program], cwd=ROOT, env=os.environ | {name: "from-outside"}, text=True
    )
    assert output.strip() == "from-outside"


def test_command_line_beats_the_environment(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "scrapy", "settings", "-s", f"OUTPUT_DIR={tmp_path}", "--get", "OUTPUT_DIR"]
    output = subprocess.check_output(command, cwd=ROOT, env=os.environ | {"OUTPUT_DIR": "elsewhere"}, text=True)
    assert output.strip() == str(tmp_path)
