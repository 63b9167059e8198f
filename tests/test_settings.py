"""``cika.toml``: what wins over what, and what is said of a file that is wrong."""

import json
from pathlib import Path

import pytest

import cli
from generator.commands.settings_file import settable
from support.program import run

TEXT = "今天天气很好。\n我们去公园。\n---\nThe weather is good today.\nWe go to the park.\n"


@pytest.fixture
def text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A text in a folder of its own; the person's own settings lie in ``home``."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("click.get_app_dir", lambda name: str(tmp_path / "home" / name))
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "park.txt").write_text(TEXT, encoding="utf-8")
    return folder / "park.txt"


def own(text: Path, content: str) -> Path:
    path = text.parents[1] / "home" / "cika" / "cika.toml"
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    return path


def beside(text: Path, content: str) -> Path:
    path = text.with_name("cika.toml")
    path.write_text(content, encoding="utf-8")
    return path


def looks(text: Path, folder: Path) -> str:
    """The line of a deck's description that says how its cards look."""
    from generator.anki import kept_card_options, paths

    return kept_card_options(paths(folder, text.stem)[0]).line()


@pytest.mark.slow
def test_flags_win_over_the_folder_over_the_person_over_the_deck(
    text: Path, tmp_path: Path
) -> None:
    decks = tmp_path / "decks"
    run(
        "build",
        text,
        "-o",
        decks,
        "--size",
        "large",
        "--tones",
        "mdbg",
        "--phonetic",
        "both",
        "--script",
        "both",
    )
    own(text, 'tones = "pleco"\nphonetic = "zhuyin"\nscript = "traditional"\n')
    beside(text, 'phonetic = "pinyin"\nscript = "simplified"\n')
    assert run("build", text, "-o", decks, "--script", "text").exit_code == 0
    assert looks(text, decks) == "Built with: --tones pleco --size large"


@pytest.mark.slow
def test_paths_count_from_the_file_and_tables_from_their_command(text: Path) -> None:
    beside(
        text,
        'output = "made"\nknown = "mine.txt"\ncards = ["production", "cloze"]\n[words]\nknown ='
        " []\n",
    )
    text.with_name("mine.txt").write_text("公园\n", encoding="utf-8")
    assert run("build", text).exit_code == 0
    twin = (text.parent / "made" / "park.tsv").read_text(encoding="utf-8-sig")
    assert "天气" in twin and "\t公园|" not in twin
    assert "公园" in {
        row["word"]
        for row in json.loads(run("words", text, "--decks", text.parent / "none", "--json").stdout)
    }


def test_settings_says_what_is_in_force_and_whence(text: Path) -> None:
    mine, theirs = own(text, 'tones = "pleco"\nsize = "large"\n'), beside(text, 'tones = "mdbg"\n')
    rows = json.loads(run("settings", text, "--json").stdout)
    found = {(row["command"], row["option"]): (row["shown"], row["from"]) for row in rows}
    assert found["build", "tones"] == found["preview", "tones"] == ('"mdbg"', str(theirs))
    assert found["build", "size"] == ('"large"', str(mine))
    mine.write_text('hsk = "3"\nsize = "large"\n', encoding="utf-8")
    assert "hsk = 3 " in run("settings", text).stdout
    missing = run("settings", text.with_name("no.txt"))
    assert missing.exit_code == 1 and "no such file or folder" in missing.stderr
    shown = run("settings", text).stdout
    assert str(mine) in shown and str(theirs) in shown and 'tones = "mdbg"' in shown
    assert "No file sets anything" not in shown


def test_the_template_is_read_back_and_every_option_can_be_set(text: Path) -> None:
    template = run("settings", "--new").stdout
    beside(text, template)
    assert json.loads(run("settings", text, "--json").stdout) == []
    assert {'#size = "normal"', '#hsk-standard = "2025"', "#known-days = 21", "#hsk = 1"} <= set(
        template.splitlines()
    )
    names = {
        line[1:].partition(" = ")[0]
        for line in template.splitlines()
        if line[:1] == "#" and line[:2] != "# "
    }
    assert names == {
        max(o.opts, key=len)[2:]
        for command in cli.main.commands.values()
        for o in settable(command)
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("tones: pleco", "this is not TOML"),
        (f"known = {'[' * 50_000}", "this is not TOML"),
        ("anki-url = 'http://example.com'", "anki-url can stand in your own settings only"),
        ("known-from-anki = 'deck:x'", "known-from-anki can stand in your own settings only"),
        ("[words]\nknown-from-anki = ['deck:x']", "because texts may come from others"),
        ('audio = "edge"', "Or give it for one call: --audio"),
        ('audio = "edge:zh-CN-XiaoxiaoNeural"', "audio can stand in your own settings only"),
        ('audio = "folder:../sounds"', "names ../sounds, which is not in the folder"),
        ('output = "../elsewhere"', "names ../elsewhere, which is not in the folder"),
        ('output = "/tmp"', "output can stand in your own settings only"),
        ('known = ["mine.txt", "~/words.txt"]', "names ~/words.txt, which is not in the folder"),
        ('stop = "a/../../words.txt"', "stop can stand in your own settings only"),
        ("[report]\nhtml = 'page.html'", "there is no option 'html'"),
        ('tone = "pleco"', "Did you mean 'tones'?"),
        ('tones = "blue"', "is not one of"),
        ("force = true", "there is no option 'force'"),
        ('more-contexts = "yes"', "expected true or false"),
        ("tones = true", "expected a value"),
        ('[bild]\nsize = "large"', r"[bild] is no command. Did you mean 'build'?"),
        ('[preview]\naudio = "espeak"', "there is no option 'audio'"),
        (b"\xff\xfe\x00".decode("latin-1"), "this is not TOML"),
    ],
)
def test_a_wrong_file_is_named_with_its_fault(text: Path, content: str, said: str) -> None:
    file = beside(text, content)
    done = run("build", text, "-o", text.parent / "decks")
    assert done.exit_code == 1 and not (text.parent / "decks").exists()
    assert str(file) in done.stderr and said in done.stderr


def test_texts_with_different_settings_are_not_mixed(text: Path, tmp_path: Path) -> None:
    beside(text, 'size = "large"')
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / "sea.txt"
    other.write_text(TEXT, encoding="utf-8")
    other.with_name("cika.toml").write_text('size = "small"', encoding="utf-8")
    done = run("build", text, other, "-o", tmp_path / "decks")
    assert done.exit_code == 1 and "different settings" in done.stderr


def test_the_folder_that_decks_go_to_has_no_say(
    text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its settings counted as those of a second text as long as there was no folder of decks."""
    monkeypatch.chdir(text.parents[1])
    beside(text, 'size = "large"')
    Path("cika.toml").write_text('size = "small"', encoding="utf-8")
    done = run("settings", text.relative_to(text.parents[1]), "--json")
    assert done.exit_code == 0, done.stderr
    values = {row["shown"] for row in json.loads(done.stdout) if row["option"] == "size"}
    assert values == {'"large"'}


def test_a_class_set_speaks_for_itself(text: Path) -> None:
    own(text, 'tones = "pleco"\nsize = "large"\ncards = ["cloze"]\nhsk = 6\nphonetic = "both"\n')
    text.with_name("set.toml").write_text(
        'title = "Walks"\n[looks]\ntones = "mdbg"\n[[lesson]]\ntexts = ["park.txt"]\n',
        encoding="utf-8",
    )
    decks = text.parents[1] / "decks"
    assert run("build", text.parent, "-o", decks, "--phonetic", "zhuyin").exit_code == 0
    home = decks / text.parent.name
    assert (
        looks(home / f"{text.parent.name}.txt", home)
        == "Built with: --tones mdbg --phonetic zhuyin --size large --cards cloze"
    )
    assert "天气|" in (home / f"{text.parent.name}.tsv").read_text(encoding="utf-8-sig"), (
        "its students need not know HSK 6"
    )


def test_a_list_of_known_words_in_the_folder_is_no_text(text: Path) -> None:
    beside(text, 'known = "mine.txt"\n')
    text.with_name("mine.txt").write_text("公园\n", encoding="utf-8")
    decks = text.parent / "decks"
    assert run("build", text.parent, "-o", decks).exit_code == 0
    assert {path.name for path in decks.glob("*.apkg")} == {"park.apkg"}
