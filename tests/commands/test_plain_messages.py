"""What the program says to a person who mistyped something, and how its help is ordered."""

from pathlib import Path

import pytest

from support.program import run


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("letter.txt", "my words.txt"):
        Path(name).write_text("你好。\n", encoding="utf-8")
    Path("deck.apkg").write_bytes(b"PK\x03\x04")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["build", "--hsk", "abc"], "'--hsk': expected a whole number from 1 to 9, found 'abc'."),
        (["build", "--hsk", "12"], "'--hsk': expected a whole number from 1 to 9, found '12'."),
        (["build", "--top", "0"], "'--top': expected a whole number of 1 or more, found '0'."),
        (["report", "--per-day", "x"], "expected a whole number of 1 or more, found 'x'."),
        (["build", "--title", "letter.txt"], "(letter.txt was taken for the value of --title."),
        (["export", "--to", "csv", "--known", "letter.txt"], "for the value of --known."),
        (["build", "leter.txt"], "no such file or folder. Did you mean letter.txt?"),
        (["words", "letter"], "no such file or folder. Did you mean letter.txt?"),
        (["build", "my_words.txt"], "Did you mean my words.txt?"),
        (["build", "texts/letter.txt"], "There is no folder texts either"),
        (["build", "deck.apkg"], "is a deck of Anki, no text. Import it in Anki (File > Import)"),
        (["words", "deck.apkg"], "or see its cards: cika preview deck.apkg"),
        (
            ["build", "letter.txt", "--forget", "colour"],
            "--forget colour: a deck does not remember",
        ),
    ],
)
def test_mistake_is_told(typed: list[str], says: str) -> None:
    result = run(*typed)
    assert result.exit_code in (1, 2)
    assert says in " ".join(result.stderr.split())


def test_help_is_in_groups() -> None:
    """The commands of every day come first, and long lists of options stand under headings."""
    commands = run("--help").stdout
    daily, others = commands.index("Every day:"), commands.index("More commands:")
    places = [commands.index(f"\n  {name} ") for name in ("build", "words", "preview")]
    assert daily < places[0] < places[1] < places[2] < others
    assert "..." not in commands[daily:]
    options = run("build", "--help").stdout
    headings = ["What you know", "How cards look", "The text", "What is written"]
    found = [options.index(f"\n{heading}") for heading in headings]
    assert found == sorted(found)
    assert (
        found[0] < options.index("\n  --hsk N") < found[1] < options.index("\n  --tones") < found[2]
    )
    assert "x>=" not in options and "<=x" not in options


def test_push_still_knows_its_old_names() -> None:
    for names in (["--url", "--key"], ["--anki-url", "--anki-key"]):
        typed = ["push", "deck.apkg", names[0], "http://127.0.0.1:9", names[1], "x"]
        assert run(*typed).exit_code == 1
    shown = run("push", "--help").stdout
    assert "--anki-url" in shown and " --url" not in shown
