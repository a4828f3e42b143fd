"""The editor of the pages: reads what a client may see beside the talk, and says where to mend it.

The rules are those of the wordings (`dialogues/lint_rules.toml`), bound under the name `document`.
What somebody else said is theirs and left alone: quotes, code, blockquotes, and in a talk the
lines of the client.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from dialogues.lint import Complaint, broken

ROOT = Path(__file__).parents[1]
"""Where the pages lie; in an installed package there are none, and none are read."""
PAGES = ("README.md", "SECURITY.md", "docs/*.md", "docs/*.toml")
_FENCE = re.compile(r"^[ \t]*```.*?^[ \t]*```$", re.DOTALL | re.MULTILINE)
_THEIRS = re.compile(
    r"""^>[^\n]* | <!--.*?--> | ``?(?:[^`\n]|\n(?!\n))+``? | \]\([^)\n]*\)
    | "(?:[^"\n]|\n(?!\n))*" | “(?:[^”\n]|\n(?!\n))*” """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
_TOLD = re.compile(r'^(?:where|hours) *= *"(.*)"')
"""What is shown of a service in a local list; its name is its own."""
_WRAP = re.compile(r"\n(?=[^\n|#>*\-\d])")


def lint(only: Iterable[str] = ()) -> Iterator[Complaint]:
    """Yield every complaint about the pages, or about those whose path holds one of `only`."""
    wanted = tuple(only)
    for page in sorted(page for pattern in PAGES for page in ROOT.glob(pattern)):
        path = page.relative_to(ROOT).as_posix()
        if not wanted or any(part in path for part in wanted):
            yield from complaints(path, page.read_text("utf-8"))


def complaints(path: str, text: str) -> Iterator[Complaint]:
    """Yield what is to be mended in the page, or the list of local services, `text`."""
    ours = "\n".join(_told(text)) if path.endswith(".toml") else _ours(text)
    for at, rule, fix in broken(_WRAP.sub(" ", ours), "document"):
        yield Complaint(path, ours.count("\n", 0, at) + 1, rule, fix)


def _ours(page: str) -> str:
    """Return what the page says in its own voice, each line where it was."""
    page = _THEIRS.sub(_left_out, _FENCE.sub(lambda fence: "\n".join(_bot(fence[0])), page))
    return re.sub(r"^[ \t]+|\*+", "", page, flags=re.MULTILINE)


def _left_out(theirs: re.Match[str]) -> str:
    return "…" + "\n" * theirs[0].count("\n")


def _bot(talk: str) -> Iterator[str]:
    ours = False
    for line in talk.splitlines():
        speaker, colon, said = line.partition(": ")
        if colon and not line[0].isspace():
            ours, line = speaker == "bot", said
        yield line if ours and not line.lstrip().startswith("```") else ""


def _told(table: str) -> Iterator[str]:
    for line in table.splitlines():
        told = _TOLD.match(line)
        yield told[1] if told else ""
