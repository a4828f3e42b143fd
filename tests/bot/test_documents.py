"""The pages a client may see are held to the words of the house; what others said is theirs."""

from pathlib import Path

import pytest

from bot import cli, documents

CAUGHT = [
    ("## Addicts who relapse, you should stop\n", {"1 L01", "1 L06", "1 M01"}),
    ("Fine.\n\nIt is made for people\nwho suffer\nfrom it.\n", {"4 L19"}),
    ("Nobody here **abuses drugs**.\nStay clean.\n\nIt is 100 % safe.\n", {"2 L05", "4 M16"}),
    ("| a | b |\n|---|---|\n| one | it gets better |\n", {"3 M10"}),
    ('Say "so" to\n"an addict",\nand the junkies laugh.\n', {"3 L01"}),
    ("```text\nyou: im a junkie\n     and dirty\nbot: A junkie, then.\n     Well done.\n```\n",
     {"4 L01", "5 M09"}),
    ("> an addict\n\nAn addict.\n\n> an addict\n", {"3 L01"}),
]  # fmt: skip
LEFT = [
    'We never say "addict" or “junkie”,\nnor `user`, nor <!-- abuser --> it.\n',
    '"You should\nstop", said the doctor.\n',
    "> I'm an addict and I relapsed\n",
    "```sh\nsudo --user addict\n```\n",
    "  ```sh\n  adduser junkie --comment 'user: addict'\n  ```\n",
    "It hears [more](https://example.org/addict), and why? And how? In 2026, 100 % of 350.\n",
]


@pytest.mark.parametrize(("page", "mends"), CAUGHT)
def test_what_breaks_a_rule_is_named_with_its_line(page: str, mends: set[str]) -> None:
    """Across line ends, in headings, tables, and what the bot says in a talk."""
    found = {f"{one.line} {one.rule.split()[0]}" for one in documents.complaints("x.md", page)}

    assert found == mends


@pytest.mark.parametrize("page", LEFT)
def test_what_somebody_else_said_is_left_alone(page: str) -> None:
    """Quotes, code, blockquotes, comments and addresses are not the page's own voice."""
    assert list(documents.complaints("x.md", page)) == []


def test_the_pages_have_nothing_to_mend() -> None:
    """Every page, with those a client is sent to among them."""
    read = {page.name for pattern in documents.PAGES for page in documents.ROOT.glob(pattern)}

    assert read >= {
        "README.md", "SECURITY.md", "privacy.md", "crisis-protocol.md", "legal-requests.md",
        "conversations.md", "data-inventory.md", "directory.sample.toml",
    }  # fmt: skip
    assert [str(one) for one in documents.lint()] == []


def test_a_list_of_services_is_read_when_it_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a service calls itself is its own; where and when it is open is shown as ours."""
    local = tmp_path / "services.toml"
    sample = (documents.ROOT / "docs" / "directory.sample.toml").read_text("utf-8")
    sample = sample.replace("The Open Door", "Addicts Together")
    local.write_text(sample.replace("back room of the library", "where the junkies sit"), "utf-8")
    line = 1 + next(n for n, one in enumerate(sample.splitlines()) if "back room" in one)

    assert cli.main(["lint", "--services", str(local), "docs/directory"]) == 1
    assert f"{local}:{line}: L01 “junkies”: say" in capsys.readouterr().out
