"""Words that ship beside the code that hears them: `data/<language>/<name>.toml` of a package."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from importlib.resources import files
from typing import Any, TypeVar

from dialogues.errors import DataError

Made = TypeVar("Made")


def read(package: str, name: str, language: str, make: Callable[[dict[str, Any]], Made]) -> Made:
    """Return what `make` makes of the file's table; of the English one if the language has none.

    Raises:
        DataError: The file is no TOML, or `make` raised KeyError, TypeError, AttributeError,
            ValueError or re.error over what is in it; the message names the file.
    """
    folder = files(package).joinpath("data")
    if not folder.joinpath(language, f"{name}.toml").is_file():
        language = "en"
    path = f"{package.replace('.', '/')}/data/{language}/{name}.toml"
    try:
        return make(tomllib.loads(folder.joinpath(language, f"{name}.toml").read_text("utf-8")))
    except KeyError as error:
        raise DataError(f"{path}: {error} is missing") from error
    except (OSError, TypeError, AttributeError, ValueError, re.error) as error:
        raise DataError(f"{path}: {error}") from error
