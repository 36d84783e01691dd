"""The build backend of pyproject.toml: setuptools from a clean start, and a wheel only.

setuptools packs whatever an earlier build left in `build/`, so a module that has since been deleted, or left out,
would still be in the wheel. There is no sdist: the source is the repository, and an sdist would be neither that nor
the wheel (ADR 0018).
"""

import shutil

from setuptools import build_meta
from setuptools.build_meta import (
    build_editable,
    get_requires_for_build_editable,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]


class UnsupportedOperation(Exception):
    """What PEP 517 calls an artefact that a backend does not make."""


def build_wheel(
    wheel_directory: str,
    config_settings: dict[str, str | list[str] | None] | None = None,
    metadata_directory: str | None = None,
) -> str:
    shutil.rmtree("build", ignore_errors=True)
    naam: str = build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)
    return naam


def build_sdist(sdist_directory: str, config_settings: dict[str, str | list[str] | None] | None = None) -> str:
    raise UnsupportedOperation("Meedoen heeft geen sdist; bouw een wheel met `make pakket`, de bron is de repository.")
