"""A bot that crashes leaves no picture of its memory."""

import os
import subprocess
import sys

import pytest


@pytest.mark.skipif(os.name != "posix", reason="there are no such dumps elsewhere")
def test_g01_no_core_dump_is_written() -> None:
    """The limit is zero, for good."""
    told = subprocess.run(
        [sys.executable, "-c", "import resource; from bot.operating.dumps import forbid; forbid();"
         "print(resource.getrlimit(resource.RLIMIT_CORE))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert told.stdout.strip() == "(0, 0)"
