"""What a deck was built with holds for its next build, until a person names otherwise."""

import json
from pathlib import Path

import pytest
from click.testing import Result

from generator.anki import read_ledger
from support.program import run

TEXT = "今天下雨了。我带着雨伞去学校。我的朋友没有雨伞。我们一起走回家。妈妈给我们做了热汤。\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "my words.txt").write_text("雨伞\n", encoding="utf-8")
    return tmp_path


def build(*options: str) -> Result:
    made = run("build", "story.txt", *options)
    assert made.exit_code == 0, made.output
    return made


def words() -> set[str]:
    return {word.headword for word in read_ledger(Path("decks/story.tsv")).words}


@pytest.mark.slow
def test_the_next_build_takes_the_same(home: Path) -> None:
    first = build("--hsk", "1", "--known", "my words.txt", "--title", "Rain", "--tones", "pleco")
    typed = '--tones pleco --title Rain --known "my words.txt" --hsk 1'
    assert f"built with {typed}; the next build keeps this (--forget tones,title" in first.stdout
    chosen = words()
    assert not chosen & {"雨伞", "我们"}
    assert "decks/story.apkg: up to date" in build().stdout
    build("--force")
    assert words() == chosen
    assert run("words", "story.txt").stdout.count("\n") - 1 == len(chosen)
    build("--hsk", "2")
    assert words() < chosen
    again = build("--forget", "hsk")
    assert "我们" in words() and "雨伞" not in words()
    assert "--hsk" not in again.stdout.partition("built with")[2].partition("\n")[0]
    build("--forget", "all")
    assert "雨伞" in words()
    assert run("build", "story.txt", "--forget", "colour").exit_code == 1


@pytest.mark.slow
def test_sheets_exports_and_reports_have_the_words_of_the_deck(home: Path) -> None:
    """Levels, lists and title hold wherever a text is shown, and each command says so."""
    build("--hsk", "1", "--known", "my words.txt", "--title", "Rain", "--max-words", "9")
    chosen = words()
    exported = run("export", "story.txt", "--to", "csv", "-o", "-")
    assert {line.split(",")[0] for line in exported.stdout.split()} >= chosen
    assert exported.stdout.count("\n") - 1 == len(chosen)
    typed = '--title Rain --known "my words.txt" --hsk 1 --max-words 9'
    undo = "without: --forget title,known,hsk,max-words"
    assert f"note: story: as its deck was built: {typed} ({undo})" in exported.stderr
    run("handout", "story.txt", "--kinds", "words")
    sheet = Path("handouts/story.words.html").read_text(encoding="utf-8")
    assert "<title>Rain" in sheet and "汤" in sheet and "雨伞" not in sheet
    report = run("report", "story.txt", "--json")
    assert json.loads(report.stdout)["knowledge_given"]
    assert "--title" not in report.stderr
    whole = run("export", "story.txt", "--to", "csv", "-o", "-", "--forget", "all")
    assert whole.stdout.count("\n") > exported.stdout.count("\n") and not whole.stderr
    named = run("export", "story.txt", "--to", "csv", "-o", "-", "--hsk", "3", "--max-words", "2")
    assert named.stdout.count("\n") == 3


@pytest.mark.slow
def test_texts_are_compared_for_one_reader(home: Path) -> None:
    """A text is not easier because its deck was built for somebody who knows more."""
    (home / "other.txt").write_text(TEXT.replace("雨", "雪"), encoding="utf-8")
    build("--hsk", "2")
    mixed = run("report", "story.txt", "other.txt")
    assert "were built with different levels or lists" in mixed.stderr
    assert "you named no words that you know" in mixed.stdout
    run("build", "other.txt", "--hsk", "2", "--title", "Snow")
    alike = run("report", "story.txt", "other.txt")
    assert (
        "note: these texts: as the deck was built: --hsk 2 (without: --forget hsk)" in alike.stderr
    )
    assert "you named no words" not in alike.stdout


@pytest.mark.slow
def test_spreadsheet_keeps_the_memory(home: Path) -> None:
    """A spreadsheet that saved the deck's table put its cells into quotation marks."""
    build("--known", "my words.txt", "--title", 'The "big" rain & I')
    twin = Path("decks/story.tsv")
    lines = twin.read_text(encoding="utf-8-sig").split("\n")
    place = next(i for i, line in enumerate(lines) if line.startswith("#cika built with:"))
    lines[place] = "\t".join(f'"{cell}"' for cell in lines[place].split("\t"))
    twin.write_text("\n".join(lines), encoding="utf-8-sig")
    assert '--title "The "big" rain & I"' in build("--force").stdout
    assert "雨伞" not in words()


@pytest.mark.slow
def test_list_that_is_gone(home: Path) -> None:
    build("--known", "my words.txt")
    (home / "my words.txt").unlink()
    refused = run("build", "story.txt")
    assert refused.exit_code == 1
    assert "my words.txt: the deck was built with this list (--known)" in refused.stderr
    assert refused.stderr.strip().endswith("or: --forget known")
    build("--forget", "known")
    assert "雨伞" in words()


@pytest.mark.slow
def test_unsure_pairs_stay_in_the_deck(home: Path) -> None:
    """Whoever said once that two texts belong together need not say it again."""
    english = (
        "The stock market fell. Bees make honey. Trains run late. Nobody sings here. Paint it."
    )
    (home / "story.txt").write_text(TEXT + "---\n" + english + "\n", encoding="utf-8")
    assert run("build", "story.txt").exit_code == 1
    first = build("--include-unsure")
    assert "built with --include-unsure; the next build keeps this" in first.stdout
    again = build("--force")
    assert "makes no cards" not in again.stdout and "unchanged" in again.stdout
    assert run("build", "story.txt", "--forget", "include-unsure").exit_code == 1


@pytest.mark.slow
def test_deck_keeps_the_name_that_learners_have(home: Path) -> None:
    """A title found later makes no second deck; a title that is asked for is explained."""
    build()
    (home / "story.txt").write_text("标题：下雨\n\n" + TEXT, encoding="utf-8")
    kept = build()
    assert set(read_ledger(Path("decks/story.tsv")).deck_of.values()) == {"Cika::story"}
    assert "rename" not in kept.stdout
    renamed = build("--title", "Rain")
    assert "rename the deck 'Cika::story' in Anki to 'Rain'" in renamed.stdout
    assert set(read_ledger(Path("decks/story.tsv")).deck_of.values()) == {"Cika::Rain"}
    own = build("--forget", "title")
    assert "rename the deck 'Cika::Rain' in Anki to '下雨'" in own.stdout


@pytest.mark.slow
def test_what_a_level_would_leave_is_what_it_leaves(home: Path) -> None:
    (home / "story.txt").write_text(TEXT + LONG, encoding="utf-8")
    report = build().stdout
    line = next(line for line in report.splitlines() if "--hsk 3 leaves" in line)
    for level in ("1", "3", "5"):
        left = int(line.partition(f"--hsk {level} leaves ")[2].split(",")[0].split(";")[0])
        made = run("build", "story.txt", "--hsk", level, "-o", f"level{level}")
        assert f"to learn: {left} words" in made.stdout
    assert "leaves" not in build("--hsk", "1").stdout


LONG = (
    "老师问大家最喜欢的季节是什么。有的同学说春天最美丽，因为花都开了。"
    "有的人觉得秋天更舒服，天气不冷也不热。小王却说他最爱冬天，可以跟爷爷一起在湖上滑冰。"
    "老师笑着告诉我们，每个季节都有自己的特点，重要的是珍惜现在的时光。"
    "放学以后，我们讨论了周末的计划，决定去郊区的果园摘苹果。\n"
)
