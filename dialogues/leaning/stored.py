"""Model files: arrays by name, as training writes them."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import IO, Any, TypeVar

import numpy as np

from dialogues.errors import DataError

Arrays = dict[str, Any]
Model = TypeVar("Model")


def read_arrays(file: IO[bytes], name: str, what: str, version: int) -> Arrays:
    """Return the arrays of an open model file; raises DataError naming `name` and `what` it is."""
    try:
        with np.load(file, allow_pickle=False) as opened:
            arrays = {key: opened[key] for key in opened.files}
        found = int(arrays["version"])
    except Exception as error:  # whatever a damaged file makes its readers raise
        raise DataError(f"{name}: not a {what} model, or a damaged one") from error
    if found != version:
        raise DataError(
            f"{name}: of version {found}, and this program reads {version}: train it anew"
        )
    return arrays


def shipped(package: str, path: str, read: Callable[[IO[bytes], str], Model]) -> Model:
    """Return what `read` makes of a model file that ships in `package`; raises DataError."""
    place = files(package).joinpath(path)
    try:
        with place.open("rb") as file:
            return read(file, str(place))
    except OSError as error:
        raise DataError(f"{place}: {error}") from error
