"""The report: one page that needs nothing else, with plots, and without a client's words."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.cli import main
from bot.reports.charts import bars, lines, stacked, steps
from bot.reports.page import page
from bot.simulation.runs import Talked, simulate


class Page(HTMLParser):
    """Gathers tags and what they point at."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of one."""
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]


@pytest.fixture(scope="module")
def talks() -> list[Talked]:
    """Three talks of eight turns."""
    return simulate(3, 8, seed=3, jobs=1)


def test_the_page_stands_alone_and_runs_nothing(talks: list[Talked]) -> None:
    """No script, no link, no picture from elsewhere; it fits a phone."""
    text = page([one.turns for one in talks])
    read = Page()
    read.feed(text)

    assert read.links == []
    assert {"script", "link", "img", "iframe"}.isdisjoint(read.tags)
    assert read.tags.count("figure") == 4 + len(talks)
    assert "width=device-width" in text


def test_no_message_and_no_reply_stands_on_it(talks: list[Talked]) -> None:
    """A reply says a client's words back, so it is as private as they are."""
    text = page([one.turns for one in talks])
    said = [turn[key] for one in talks for turn in one.turns for key in ("client", "reply")]

    assert not [one for one in said if len(one) > 12 and one in text]


def test_most_used_and_never_used_wordings_are_listed(talks: list[Talked]) -> None:
    """By the file they stand in."""
    text = page([one.turns for one in talks])

    assert "reflection/any/mirror</td>" in text
    assert "Never used in these talks" in text


def test_plots_are_told_apart_without_colour() -> None:
    """By dashes and by hatching; and their numbers are there for those who do not see them."""
    two = lines("Two", {"a": [1, 2], "b": [2, 1]}, top=2, aim=1)
    parts = stacked("Parts", {"a": [1, 0], "b": [1, 2]})

    assert 'stroke-dasharray=""' in two
    assert 'stroke-dasharray="6 3"' in two
    assert "<desc>a: 1.00, 2.00; b: 2.00, 1.00</desc>" in two
    assert 'fill="url(#hatch)"' in parts
    assert 'fill="#222"' in parts


def test_nothing_to_draw_is_drawn_as_nothing() -> None:
    """Empty counts make an empty plot, not an error."""
    assert "<rect" not in stacked("Parts", {})
    assert "<rect" not in bars("Bars", {})
    assert "<polyline" in steps("Path", ["a", "b"], ["a"])


def test_the_command_writes_it_and_names_a_bad_file(
    talks: list[Talked], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file without turns gets one line."""
    folder, out = tmp_path / "talks", tmp_path / "out.html"
    main(["simulate", "--people", "1", "--turns", "2", "--worst", "0", "--out", str(folder)])
    capsys.readouterr()
    (tmp_path / "bad.jsonl").write_text("[]\n", "utf-8")

    assert main(["report", str(folder / "00000.jsonl"), "-o", str(out)]) == 0
    assert out.read_text("utf-8").startswith("<!doctype html>")
    assert main(["report", str(tmp_path / "bad.jsonl"), "-o", str(out)]) == 2
    assert "no turn as" in capsys.readouterr().err


def test_without_a_name_it_stands_here_and_writes_over_nothing_but_itself(
    talks: list[Talked],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`porchlight report FILE...` is enough; somebody else's file under that name stays."""
    monkeypatch.chdir(tmp_path)
    Path("talk.jsonl").write_text("\n".join(map(json.dumps, talks[0].turns)) + "\n", "utf-8")
    own = tmp_path / "report.html"

    assert main(["report", "talk.jsonl"]) == 0
    assert capsys.readouterr().out.startswith(f"{own}: 1 talk")
    assert main(["report", "talk.jsonl"]) == 0
    own.write_text("<!doctype html><title>mine</title>", "utf-8")
    assert main(["report", "talk.jsonl"]) == 2
    assert "name another with -o" in capsys.readouterr().err
    assert "mine" in own.read_text("utf-8")
    assert main(["report", "talk.jsonl", "-o", "talk.jsonl"]) == 2
