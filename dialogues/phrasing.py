"""The phrasebook: every wording of a language, compiled at start, never said twice.

A template id is the path of its file (`reflection/frame/helps_sleep`); each line of the file is
one wording.
A wording can be said when everything it names is known; client text enters only as a variable,
so nothing a client types is ever run.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from jinja2 import StrictUndefined, Template
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment

from dialogues.errors import DataError, UnknownLanguage, UnknownTemplate, UnspokenVariable

VARIABLES = frozenset(
    {
        "mirror", "thing", "who", "whose", "substance", "feeling", "when", "number", "lower",
        "higher", "topic", "topic2", "gist", "gist2", "gist3", "sustain", "change", "target",
        "strength", "plan_change", "plan_why", "plan_step", "plan_when", "plan_who",
        "plan_obstacle", "plan_if", "plan_different", "emergency", "emergency_au", "emergency_eu",
        "emergency_gb", "emergency_nz", "emergency_us", "call", "call_name", "text_line",
        "text_name", "web", "substance2", "service", "hours", "place",
        "name", "name2", "link", "turns", "reflections", "questions", "complex", "open", "off",
        "taken", "limit", "kinds", "until", "answer", "asked",
    }
)  # fmt: skip
"""Every variable a wording may name; templates/README.md says what each is."""
BARE = "{{ mirror }}."
"""A wording with no word of ours: kept from repeating by what it says, not by its line."""
_NAMED = re.compile(r"\{\{ *([a-z_0-9]+) *\}\}")
BARE_WEIGHT = 400
"""How much likelier the bare mirror is than one with a few words around it."""
_ENVIRONMENT = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined, autoescape=False, keep_trailing_newline=False
)


@dataclass(frozen=True, slots=True)
class Line:
    """One wording as it stands in its file."""

    template: str
    path: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording, ready to be said."""

    template: str
    code: str
    """Six characters that stand for this wording in a session."""
    needs: frozenset[str]
    source: str = field(repr=False)

    @property
    def bare(self) -> bool:
        """Return whether the wording adds no word of ours to the client's."""
        return self.source == BARE


@dataclass(frozen=True, slots=True)
class Said:
    """One rendered wording."""

    template: str
    code: str
    text: str


def templates_folder() -> Path | Traversable:
    """Return the folder of all languages: in the wheel beside this file, else in the checkout."""
    packed = files("dialogues").joinpath("_templates")
    return packed if packed.is_dir() else Path(__file__).parents[1] / "templates"


@cache
def variables_of(text: str) -> frozenset[str]:
    """Return the variables a wording names; raises TemplateSyntaxError."""
    return frozenset(find_undeclared_variables(_ENVIRONMENT.parse(text)))


@lru_cache(maxsize=1024)
def _body(source: str) -> Template:
    """Return the compiled wording; compiled when first said, so that the start stays quick."""
    return _ENVIRONMENT.from_string(source)


def languages() -> tuple[str, ...]:
    """Return the languages there are wordings for."""
    folders = (entry for entry in templates_folder().iterdir() if entry.is_dir())
    return tuple(sorted(entry.name for entry in folders))


def read_lines(language: str = "en") -> list[Line]:
    """Return every wording of a language with its file and line; raises UnknownLanguage."""
    root = templates_folder().joinpath(language)
    if not re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", language) or not root.is_dir():
        known = ", ".join(languages())
        raise UnknownLanguage(f"no wordings for language {language!r}; there are: {known}")
    lines: list[Line] = []
    _collect(root, "", f"templates/{language}", lines)
    return lines


def _collect(folder: Path | Traversable, prefix: str, shown: str, lines: list[Line]) -> None:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            _collect(entry, f"{prefix}{entry.name}/", f"{shown}/{entry.name}", lines)
            continue
        if not entry.name.endswith(".j2"):
            continue
        template = prefix + entry.name.removesuffix(".j2")
        text = entry.read_text("utf-8")
        path = f"{shown}/{entry.name}"
        if template.startswith("notice/"):
            body = re.sub(r"\A\{#.*?#\}\n?", "", text, flags=re.DOTALL).strip()
            lines.append(Line(template, path, 1, body))
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip() and not line.lstrip().startswith("{#"):
                lines.append(Line(template, path, number, line.strip()))


class Phrasebook:
    """Every wording of one language."""

    def __init__(self, language: str = "en") -> None:
        """Read and compile all wordings; raises UnknownLanguage or DataError (file and line)."""
        self.language = language
        self._wordings: dict[str, list[Wording]] = {}
        for line in read_lines(language):
            self._wordings.setdefault(line.template, []).append(_checked(line))

    def has(self, template: str) -> bool:
        """Return whether there is a file for `template`."""
        return template in self._wordings

    def templates(self, prefix: str = "") -> tuple[str, ...]:
        """Return the ids that begin with `prefix`, sorted."""
        return tuple(sorted(name for name in self._wordings if name.startswith(prefix)))

    def wordings(self, template: str) -> tuple[Wording, ...]:
        """Return the wordings of one id; raises UnknownTemplate."""
        if template not in self._wordings:
            raise UnknownTemplate(f"no file for template {template!r}")
        return tuple(self._wordings[template])

    def say(
        self,
        template: str,
        slots: Mapping[str, str],
        *,
        used: Collection[str] = (),
        rng: random.Random,
        asking: bool | None = None,
    ) -> Said | None:
        """Return an unused wording of `template` that `slots` can fill, or None.

        With `asking`, those that do (True) or do not (False) hold a question come first.
        A wording that says more of what was heard (more variables) is twice as likely.
        """
        ready = [
            wording
            for wording in self._wordings.get(template, ())
            if wording.needs <= slots.keys() and (wording.bare or wording.code not in used)
        ]
        if asking is not None:
            ready = [one for one in ready if ("?" in one.source) == asking] or ready
        while ready:
            weights = [BARE_WEIGHT if one.bare else 1 + len(one.needs) for one in ready]
            chosen = rng.choices(ready, weights)[0]
            text = render(chosen, slots)
            if not chosen.bare or code_of("", text) not in used:
                code = code_of("", text) if chosen.bare else chosen.code
                return Said(template, code, text)
            ready.remove(chosen)
        return None

    def first(self, template: str, used: Collection[str]) -> Said | None:
        """Return the first wording of `template` if it has not been said yet."""
        wording = self.wordings(template)[0]
        if wording.code in used:
            return None
        return Said(template, wording.code, render(wording, {}))

    def notice(self, template: str, slots: Mapping[str, str] | None = None) -> str:
        """Return the one text of a notice; raises UnknownTemplate or UnspokenVariable."""
        return render(self.wordings(template)[0], slots or {})


def render(wording: Wording, slots: Mapping[str, str]) -> str:
    """Return the text of a wording, opened with a capital; raises UnspokenVariable."""
    missing = wording.needs - slots.keys()
    if missing:
        raise UnspokenVariable(f"{wording.template} needs {', '.join(sorted(missing))}")
    text = wording.source  # most name nothing, and then there is nothing to run
    if wording.needs:
        text = _body(text).render({name: slots[name] for name in wording.needs})
    text = re.sub(r"([.?])\s+([a-z])", lambda found: f"{found[1]} {found[2].upper()}", text)
    return text[:1].upper() + text[1:]


def code_of(template: str, text: str) -> str:
    """Return six characters that stand for a wording; stable over versions and machines."""
    return hashlib.blake2b(f"{template}\n{text}".encode(), digest_size=4).hexdigest()[:6]


def _checked(line: Line) -> Wording:
    """Return the wording of a line: plain text and `{{ name }}` of known names, nothing else."""
    rest = _NAMED.sub("", line.text)
    if "{" in rest or "}" in rest:
        raise DataError(f"{line.path}:{line.number}: use only {{{{ name }}}}, no other braces")
    needs = frozenset(_NAMED.findall(line.text))
    unknown = sorted(needs - VARIABLES)
    if unknown:
        raise DataError(
            f"{line.path}:{line.number}: unknown variable {', '.join(unknown)}; "
            "templates/README.md lists the ones there are"
        )
    return Wording(line.template, code_of(line.template, line.text), needs, line.text)
