"""YAML lezen met libyaml, die hetzelfde geeft en tien keer zo vlug is; de tabellen worden bij elke run gelezen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

LEZER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def lees_yaml(pad: Path) -> Any:
    """Het ene document in dit bestand."""
    return yaml.load(pad.read_text(encoding="utf-8"), Loader=LEZER)  # noqa: S506 - a SafeLoader


def lees_documenten(tekst: str) -> Iterator[Any]:
    """Elk document in deze tekst."""
    return iter(yaml.load_all(tekst, Loader=LEZER))
