"""From a file of another program to a deck: the whole way."""

import json
import shutil
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import cli

FILES = Path(__file__).resolve().parents[1] / "cases" / "formats"


def run(*arguments: object, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(
        cli.main, [str(a) for a in arguments], input=stdin, catch_exceptions=False
    )


@pytest.mark.slow
def test_a_zip_with_a_pair_and_a_table_builds_and_keeps_its_corrections(tmp_path: Path) -> None:
    archive = tmp_path / "lessons.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for name in ("film.zh.srt", "film.en.srt", "sheet.xlsx"):
            file.write(FILES / name, f"term/{name}")
        file.writestr("term/film.zh.words.tsv", "word\tgloss\n公园\tgreen place\n")
        file.writestr("term/README.txt", "Lessons")
    reports = json.loads(run("build", archive, "-o", tmp_path / "decks", "--json").stdout)
    assert [Path(report["package"]).name for report in reports] == ["film.apkg", "sheet.apkg"]
    assert "green place" in (tmp_path / "decks" / "film.tsv").read_text(encoding="utf-8")
    again = run("build", archive, "-o", tmp_path / "decks")
    assert again.stdout.count("up to date") == 2


@pytest.mark.slow
def test_standard_input_is_named_by_its_title(tmp_path: Path) -> None:
    data = (FILES / "turns.docx").read_bytes()
    assert run("build", "-", "-o", tmp_path, stdin=data).exit_code == 2
    made = run("build", "-", "--title", "春天", "--from", "docx", "-o", tmp_path, stdin=data)
    assert made.exit_code == 0, made.stderr
    assert (tmp_path / "春天.apkg").is_file()


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    refused = run("build", FILES / "film.srt", "--from", "doc", "-o", tmp_path)
    assert refused.exit_code == 2
    assert "there is no format named 'doc'. The formats are: article, turns" in refused.stderr


@pytest.mark.parametrize("library", ["pysubs2", "docx"])
def test_a_missing_library_says_how_to_install_it(
    library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = {"pysubs2": "film.srt", "docx": "turns.docx"}[library]
    shutil.copy(FILES / name, tmp_path)
    monkeypatch.setitem(sys.modules, library, None)
    refused = run("build", tmp_path / name, "-o", tmp_path)
    assert refused.exit_code == 1
    assert (
        f"needs {'python-docx' if library == 'docx' else library}, which is not installed"
        in refused.stderr
    )
    assert f'Install it: "{sys.executable}" -m pip install ' in refused.stderr
