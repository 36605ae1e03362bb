from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings


def project_path(settings: "BaseSettings", name: str) -> Path:
    """The path setting `name`; a relative one starts at the folder of scrapy.cfg, wherever scrapy was called."""
    return Path(settings["PROJECT_DIR"]) / Path(settings[name]).expanduser()


def output_dir(settings: "BaseSettings") -> Path:
    return project_path(settings, "OUTPUT_DIR")


def database_path(settings: "BaseSettings") -> Path:
    if settings["DATABASE_PATH"]:
        return project_path(settings, "DATABASE_PATH")
    return output_dir(settings) / "collection.db"
