"""What the page chooses becomes the options of the command line, and nothing else."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from generator.base.errors import InputError
from generator.studio.build_choices import arguments, in_force, wanted
from generator.studio.list_shelf import lists_of
from generator.studio.workspace import Workspace
from support.program import run

LISTS = {"a1": "lists/mine.list.txt", "b2": "../outside.txt"}
Values = dict[str, tuple[str, ...]]


@pytest.mark.parametrize(
    ("before", "after", "typed"),
    [
        ({}, {}, ""),
        ({}, {"hsk": ("3",), "hsk-standard": ("2025",)}, "--hsk 3"),
        ({}, {"hsk": ("3",), "hsk-standard": ("2.0",)}, "--hsk-standard 2.0 --hsk 3"),
        (
            {"hsk": ("3",), "hsk-standard": ("2.0",)},
            {"hsk": ("4",), "hsk-standard": ("2.0",)},
            "--hsk-standard 2.0 --hsk 4",
        ),
        (
            {"hsk": ("3",), "hsk-standard": ("2.0",)},
            {"hsk": ("3",), "hsk-standard": ("2025",)},
            "--hsk 3",
        ),
        (
            {"hsk": ("3",), "hsk-standard": ("2025",)},
            {},
            "--forget hsk-standard,hsk",
        ),
        ({"names": ("yes",)}, {}, "--no-names"),
        ({}, {"names": ("yes",), "include-unsure": ("yes",)}, "--names --include-unsure"),
        ({"cards": ("listening",)}, {"cards": ("writing", "cloze")}, "--cards writing,cloze"),
        ({"cards": ("listening",)}, {}, "--forget cards"),
        ({"known": ("a", "b")}, {"known": ("b",)}, "--known b"),
        ({"known": ("a", "b")}, {"known": ("b", "a")}, ""),
        ({"tones": ("pleco",)}, {"tones": ("none",)}, "--tones none"),
        ({}, {"known-days": ("7",)}, "--known-days 7"),
        ({"known-days": ("7",)}, {}, "--forget known-days"),
        ({"more-contexts": ("yes",)}, {"more-contexts": ("yes",)}, "--more-contexts"),
        ({"more-contexts": ("yes",)}, {}, ""),
    ],
)
def test_only_what_changes_is_typed(before: Values, after: Values, typed: str) -> None:
    assert " ".join(arguments(before, after)) == typed


def test_paths_are_named_by_ids_alone() -> None:
    assert wanted({"known": ["a1"]}, LISTS, {}) == {"known": ("lists/mine.list.txt",)}
    for path in ("lists/mine.list.txt", "/etc/passwd", "../outside.txt", "c3"):
        with pytest.raises(InputError):
            wanted({"known": [path]}, LISTS, {})


@pytest.mark.parametrize(
    "given",
    [
        {"force": "yes"},
        {"output": "/tmp"},
        {"hsk": "0"},
        {"hsk": "x"},
        {"hsk": ["3", "--output=/tmp"]},
        {"coverage": "0"},
        {"coverage": "101"},
        {"coverage": "nan"},
        {"cards": ["all"]},
        {"tones": "rainbow"},
        {"names": "no"},
        {"title": ["a" * 1000]},
        {"hsk": 3},
        {"hsk": {"a": 1}},
    ],
)
def test_what_the_page_cannot_send_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(InputError):
        wanted(given, LISTS, {})


@pytest.mark.slow
def test_what_is_typed_is_in_force_after_the_build(texts_folder: Path) -> None:
    """The way round: choose, type, build, and find the same choices again."""
    here = Workspace(texts_folder)
    ((_, source),) = here.look().texts.items()
    (texts_folder / "lists").mkdir()
    (texts_folder / "lists" / "mine.list.txt").write_text("河\n", encoding="utf-8")
    lists = {path: key for key, path in lists_of(here, ()).items()}
    chosen = {
        "hsk": "1",
        "hsk-standard": "2.0",
        "known": [lists["lists/mine.list.txt"]],
        "names": "yes",
        "coverage": "95",
        "title": "河",
        "cards": ["cloze"],
        "tones": "mdbg",
        "audio": "silent",
    }
    for given in (chosen, chosen | {"hsk": "", "known": [], "cards": [], "names": ""}):
        before = in_force(here, source)
        after = wanted(given, lists_of(here, ()), before)
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(texts_folder)
            assert run("build", "river.txt", *arguments(before, after)).exit_code == 0
        found = in_force(here, source)
        for name in {*before, *after}:
            assert found.get(name, ()) == after.get(name, found.get(name, ())), name
        assert arguments(found, {**found, **after}) == []


@pytest.mark.slow
def test_numbers_change_with_what_is_chosen(visitor: FlaskClient, texts_folder: Path) -> None:
    (id,) = Workspace(texts_folder).look().texts
    said = []
    for values in ({}, {"hsk": ["2"]}, {"max-words": ["1"]}):
        answer = visitor.post(f"/api/build/{id}/estimate", json={"values": values})
        assert answer.status_code == 200, answer.text
        said.append(answer.json["numbers"] if answer.json else {})
    assert said[0]["words"] > said[1]["words"] > 1 == said[2]["words"]
    levels = visitor.post(f"/api/build/{id}/levels", json={"values": {"hsk": ["4"]}})
    assert levels.json and levels.json["levels"]["2"] == said[1]["words"]


@pytest.mark.slow
def test_sentences_on_cards_of_other_decks_stay_until_they_are_taken_back(
    texts_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(texts_folder)
    assert run("build", "river.txt").exit_code == 0
    (texts_folder / "more.txt").write_text("河很大。\n\n---\n\nThe river is big.\n", "utf-8")
    here = Workspace(texts_folder)
    (source,) = (one for one in here.look().texts.values() if one.name == "more")
    after: Values = {"more-contexts": ("yes",)}
    for wished in (after, {}):
        typed = arguments(in_force(here, source), wished)
        assert run("build", "more.txt", *typed).exit_code == 0
        assert in_force(here, source).get("more-contexts") == wished.get("more-contexts")
