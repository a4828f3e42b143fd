"""Reads a trained model that ships with the program, once for each language."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import IO, TypeVar

from dialogues.errors import DataError

Model = TypeVar("Model")


def shipped(
    package: str, name: str, read: Callable[[IO[bytes], str], Model]
) -> Callable[[str], Model]:
    """Return a function that gives the model of a language, from `name` in the data of `package`.

    `read` is given the open file and what to call it. The function raises DataError whenever
    there is no model; why is found out once, not at every message.
    """

    @cache
    def tried(language: str) -> Model | DataError:
        path = files(package).joinpath(f"data/{language}/{name}")
        try:
            with path.open("rb") as file:
                return read(file, str(path))
        except OSError as error:
            return DataError(f"{path}: {error}")
        except DataError as error:
            return error

    def found(language: str) -> Model:
        model = tried(language)
        if isinstance(model, DataError):
            raise model
        return model

    return found
