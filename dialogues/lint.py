"""The editor: reads every wording and says where it breaks the house rules, and how to mend it.

Rules are data (`lint_rules.toml`); what cannot be a pattern (variables, length, reading grade,
near twins, endings) is a function here.
A lint catches wording, not stance: it is a floor.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz, process

from dialogues.phrasing import VARIABLES, Line, read_lines, variables_of

LONGEST = 200
"""Characters one wording may have in conversation."""
GRADE = 7.0
"""The highest Flesch-Kincaid grade a file may have on average (Kincaid et al., 1975)."""
TWIN = 92.0
"""rapidfuzz ratio (0-100) from which two wordings count as twins."""
_NOTICES = ("notice", "button")
_CLAUSES = ("gist", "topic", "target", "list", "feeling_word")
_SENTENCES = ("reflection", "affirmation", "emphasis", "question", "summary")


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing to mend."""

    path: str
    line: int
    rule: str
    fix: str

    def __str__(self) -> str:
        """Return file:line, the rule and the mend."""
        return f"{self.path}:{self.line}: {self.rule}: {self.fix}"


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    pattern: re.Pattern[str]
    fix: str
    only: tuple[str, ...]
    exempt: tuple[str, ...]


@cache
def _rules() -> tuple[_Rule, ...]:
    table = tomllib.loads(files("dialogues").joinpath("lint_rules.toml").read_text("utf-8"))
    return tuple(
        _Rule(
            name, re.compile(row["pattern"], re.IGNORECASE), row["fix"],
            tuple(row.get("only", ())), tuple(row.get("exempt", ())),
        )
        for name, row in table.items()
    )  # fmt: skip


def lint(language: str = "en", only: Iterable[str] = ()) -> list[Complaint]:
    """Return every complaint about the wordings of `language`.

    `only` keeps complaints whose path holds one of the given parts.
    """
    lines = read_lines(language)
    complaints = [complaint for line in lines for complaint in _line(line)]
    complaints.extend(_grades(lines))
    complaints.extend(_twins(lines))
    wanted = tuple(only)
    return [c for c in complaints if not wanted or any(part in c.path for part in wanted)]


def broken_rules(text: str, template: str) -> list[str]:
    """Return the names of the pattern rules that `text`, said as `template`, breaks."""
    return [rule.name for rule in _rules() if _binds(rule, template) and rule.pattern.search(text)]


def broken(text: str, template: str) -> Iterator[tuple[int, str, str]]:
    """Yield every place where `text`, said as `template`, breaks a rule: where, what, the mend."""
    for rule in _rules():
        if _binds(rule, template):
            for found in rule.pattern.finditer(text):
                yield found.start(), f"{rule.name} “{found.group()}”", rule.fix


def _binds(rule: _Rule, template: str) -> bool:
    if any(template.startswith(part) for part in rule.exempt):
        return False
    return not rule.only or any(template.startswith(part) for part in rule.only)


def _line(line: Line) -> Iterator[Complaint]:
    text = re.sub(r"\{\{.*?\}\}", "this", line.text)
    for _, rule, fix in broken(text, line.template):
        yield Complaint(line.path, line.number, rule, fix)
    unknown = sorted(variables_of(line.text) - VARIABLES)
    if unknown:
        yield Complaint(line.path, line.number, "unknown variable", ", ".join(unknown))
    move = line.template.partition("/")[0]
    if move in _NOTICES:
        return
    if len(text) > LONGEST:
        yield Complaint(line.path, line.number, "too long", f"{len(text)} of {LONGEST} characters")
    if move in _SENTENCES and not re.search(r"[.?:]$", line.text):
        yield Complaint(line.path, line.number, "no end", "close the sentence with a full stop")
    if move == "question" and not line.text.endswith(("?", ".")):
        yield Complaint(line.path, line.number, "not a question", "end with a question mark")
    if move in _CLAUSES and re.search(r"[.?:]$|^[A-Z]", line.text):
        yield Complaint(line.path, line.number, "not a clause", "lower case, no full stop")


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of `text` (0 is the easiest)."""
    sentences = max(1, len(re.findall(r"[.?!:]+", text)))
    words = re.findall(r"[A-Za-z']+", text)
    if not words:
        return 0.0
    syllables = sum(_syllables(word) for word in words)
    return max(0.0, 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59)


def _syllables(word: str) -> int:
    plain = re.sub(r"[^a-z]", "", word.lower())
    plain = re.sub(r"(?<=[^aeiouy])(es|ed|e)$", "", plain) or plain
    return max(1, len(re.findall(r"[aeiouy]+", plain)))


def _grades(lines: list[Line]) -> Iterator[Complaint]:
    by_file: dict[str, list[Line]] = {}
    for line in lines:
        by_file.setdefault(line.path, []).append(line)
    for path, own in by_file.items():
        text = " ".join(re.sub(r"\{\{.*?\}\}", "it", line.text).rstrip(".") + "." for line in own)
        reading = grade(text)
        if reading > GRADE and own[0].template.partition("/")[0] not in (*_CLAUSES, "button"):
            yield Complaint(path, own[0].number, f"grade {reading:.1f}", "shorter words")


def _twins(lines: list[Line]) -> Iterator[Complaint]:
    """Compare wordings of the same length class only; a twin is hardly longer than its twin."""
    said = [
        line for line in lines if line.template.partition("/")[0] not in (*_NOTICES, *_CLAUSES)
    ]
    plain = [re.sub(r"[^a-z' ]", "", line.text.lower()) for line in said]
    order = sorted(range(len(said)), key=lambda place: len(plain[place]))
    ranked = [plain[place] for place in order]
    for rank, text in enumerate(ranked):
        if len(text) < 12:
            continue
        until = rank + 1
        while until < len(ranked) and len(ranked[until]) <= len(text) * 1.17:
            until += 1
        for _, score, offset in process.extract(
            text, ranked[rank + 1 : until], scorer=fuzz.ratio, score_cutoff=TWIN, limit=None
        ):
            one, other = said[order[rank]], said[order[rank + 1 + offset]]
            yield Complaint(
                one.path, one.number, f"twin ({score:.0f})", f"of {other.path}:{other.number}"
            )


def main(paths: list[str]) -> int:
    """Print every complaint about paths that hold one of `paths`; return how many."""
    import sys

    complaints = lint(only=paths)
    for complaint in complaints:
        sys.stdout.write(f"{complaint}\n")
    sys.stdout.write(f"{len(complaints)} complaints\n")
    return len(complaints)


if __name__ == "__main__":
    import sys

    sys.exit(1 if main(sys.argv[1:]) else 0)
