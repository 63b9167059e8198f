"""What is fuzzed: the readers of everything that a person may give to Cika, each with good files to
begin with: those of tests/cases, of seeds/, of the oldest release, and files made to do harm."""

from prelude import ROOT

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import click

from fuzz_mutations import (
    MAX_SIZE,
    Mutation,
    changed_archive,
    changed_markup,
    changed_pdf,
    changed_text,
    changed_xml,
    zipped,
)
from fuzz_packages import changed_package
from fuzz_samples import (
    ARTICLE,
    CORRECTIONS,
    DECLARED,
    EN,
    FORMATS,
    GOLDEN,
    LISTS,
    MAIL,
    MARKDOWN,
    MEMORY,
    PAIRS,
    PLECO,
    SET,
    SETTINGS,
    TABLE,
    TURNS,
    ZH,
    files,
    hostile,
    seed_file,
    seed_texts,
    workbook_of_words,
)
from generator import anki, cli, texts
from generator.anki import preview
from generator.anki.twin import read_notes
from generator.anki.unpack import caught_up
from generator.base.errors import InputError
from generator.commands.settings_file import settings_of
from generator.pipeline import BuildOptions, Resources, Source, build, known_words
from generator.texts.class_list import read_class_list

NOW = 1_795_300_000
"""The time of builds."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something that reads files of strangers."""

    name: str
    file: str
    """Name of the file."""
    samples: tuple[bytes, ...]
    change: Mutation
    read: Callable[[Path], object]
    share: int = 10
    """How many inputs it gets, beside those of the others."""


def input_of(target: Target, seed: int, number: int) -> bytes:
    """Make the input of a number: always the same."""
    random = Random(f"{seed} {target.name} {number}")
    return target.change(random, random.choice(target.samples))[:MAX_SIZE]


def targets() -> list[Target]:
    """Return all that is fuzzed."""
    return [*_formats(), *_lists(), *_tables(), *_decks(), *_builds()]


def _formats() -> Iterator[Target]:
    """Yield the readers of texts."""
    plain = (ARTICLE, TURNS, *seed_texts())
    memories = (MEMORY.encode(), DECLARED + MEMORY.encode("gb2312"))
    kinds = [
        ("text", "a.txt", plain, changed_text),
        ("Markdown", "a.md", (MARKDOWN,), changed_text),
        ("TSV", "a.tsv", files("pairs.tsv"), changed_text),
        ("CSV", "a.csv", (TABLE,), changed_text),
        ("SRT", "a.srt", files("film.srt"), changed_text),
        ("WebVTT", "a.vtt", files("film.vtt"), changed_text),
        ("ASS", "a.ass", files("film.ass"), changed_text),
        ("HTML", "a.html", files("page.html", "libreoffice.html", "pandoc.html"), changed_markup),
        ("MHTML", "a.mht", (MAIL,), changed_markup),
        ("TMX", "a.tmx", memories, changed_xml),
        ("EPUB", "a.epub", files("turns.epub", "calibre.epub", "book.zh.epub"), changed_archive),
        ("DOCX", "a.docx", files("turns.docx", "table.docx", "calibre.zh.docx"), changed_archive),
        ("XLSX", "a.xlsx", files("sheet.xlsx"), changed_archive),
        ("PDF", "a.pdf", files("chromium.pdf", "libreoffice.pdf"), changed_pdf),
    ]
    for name, file, samples, change in kinds:
        harm = hostile(Path(file).suffix)
        yield Target(name, file, (*samples * 8, *harm), change, texts.read_text)
    archive = {"a.txt": ARTICLE, "b/c.zh.txt": ZH.encode(), "b/c.en.txt": EN.encode()}
    yield Target("ZIP of texts", "a.zip", (zipped(archive),), changed_archive, _read_all)
    films = files("film.zh.srt")
    yield Target("two subtitles", "a.zh.srt", films, changed_text, _read_pair)


def _lists() -> Iterator[Target]:
    """Yield the readers of known words."""
    plain = tuple(one.encode() for one in LISTS)
    cards = (PLECO.encode(), DECLARED + PLECO.encode("gb2312"))
    yield Target("list of words", "k.txt", plain, changed_text, _known)
    yield Target("list of Pleco", "k.xml", cards, changed_xml, _known)
    yield Target("list in XLSX", "k.xlsx", (workbook_of_words(),), changed_archive, _known)
    yield Target("known package", "k.apkg", (GOLDEN.read_bytes(),), changed_package, _known)


def _tables() -> Iterator[Target]:
    """Yield the readers of what lies beside texts."""
    corrections = (CORRECTIONS.encode(), seed_file("2-buying-trousers.words.tsv"))
    words = (seed_file("2-buying-trousers.list.tsv"),)
    kinds = [
        ("corrections", "t.words.tsv", corrections, _corrections),
        ("glossary", "glossary.tsv", (seed_file("glossary.tsv"),), _corrections),
        ("sentence pairs", "t.aligned.tsv", (PAIRS.encode(),), _aligned),
        ("words of a lesson", "l.list.tsv", words, _class_list),
        ("class set", "set.toml", (seed_file("set.toml"),), _set),
        ("settings", "cika.toml", (SETTINGS.encode(),), _settings),
    ]
    for name, file, samples, read in kinds:
        yield Target(name, file, samples, changed_text, read)


def _decks() -> Iterator[Target]:
    """Yield the readers of decks."""
    package = (GOLDEN.read_bytes(),)
    twin = (GOLDEN.with_suffix(".tsv").read_bytes(),)
    yield Target("package, shown", "t.apkg", package, changed_package, _show)
    yield Target("package, its table lost", "t.apkg", package, changed_package, _rebuild)
    yield Target("package, built again", "t.apkg", package, changed_package, _options)
    yield Target("table of a deck", "t.tsv", twin, changed_text, _ledger)


def _builds() -> Iterator[Target]:
    """Yield whole builds: slow, so they get fewer inputs."""
    short = f"{ZH}\n---\n{EN}\n".encode()
    lend = GOLDEN.with_suffix(".tsv").read_bytes()
    yield Target("whole build", "t.txt", (short, TURNS), changed_text, _build, share=2)
    yield Target("build beside a table", "o.tsv", (lend,), changed_text, _build_beside, share=1)


# -- readers


@cache
def _resources() -> Resources:
    return Resources(vectors=False)


def _known(path: Path) -> None:
    known_words.of_file(path, 21, _resources().dictionary)


def _class_list(path: Path) -> None:
    read_class_list(path)


def _read_all(path: Path) -> None:
    texts.find_sets([path])
    for zh, en in texts.find_texts([path]):
        if en:
            texts.read_pair(zh, en)
        else:
            texts.read_text(zh)
        texts.read_corrections(zh)


def _read_pair(path: Path) -> None:
    english = path.with_name("a.en.srt")
    shutil.copy(FORMATS / "film.en.srt", english)
    texts.read_pair(path, english)


def _corrections(path: Path) -> None:
    texts.read_corrections(path.with_name("t.txt"))


def _aligned(path: Path) -> None:
    texts.read_aligned(path.with_name("t.txt"))


def _set(path: Path) -> None:
    for file in SET.iterdir():
        if file.name != path.name:
            shutil.copy(file, path.parent)
    texts.read_set(path)


def _settings(path: Path) -> None:
    text = path.with_name("t.txt")
    text.write_bytes(ARTICLE)
    commands = list(cli.main.commands.values())
    with click.Context(cli.main, info_name="cika"):
        for command in commands:
            settings_of(command, [str(text)] if command.name == "build" else [], commands)


def _show(path: Path) -> None:
    preview.page(preview.of_package(path))


def _rebuild(path: Path) -> None:
    anki.rebuild_twin(path)
    twin = path.with_suffix(".tsv")
    anki.read_ledger(twin)
    list(read_notes(twin))


def _options(path: Path) -> None:
    """Read a package as a build does, which then replaces it, whatever is in it."""
    shutil.copy(GOLDEN.with_suffix(".tsv"), path.with_suffix(".tsv"))
    path.with_suffix(".txt").write_bytes(ARTICLE)
    anki.kept_card_options(path)
    caught_up(anki.read_ledger(path.with_suffix(".tsv")), path)


def _ledger(path: Path) -> None:
    anki.read_others(path.parent, "x")
    anki.read_ledger(path)
    list(read_notes(path))


def _build(path: Path) -> None:
    options = BuildOptions(include_unsure=True, cards=frozenset(anki.SWITCHES))
    built = build(_resources(), Source(path), path.with_name("decks"), options, NOW)
    try:
        _show(built.package)
    except InputError as error:
        raise RuntimeError(f"what Cika built, it refuses: {error}") from error


def _build_beside(path: Path) -> None:
    text = path.with_name("t.txt")
    text.write_text("公园在河左边。\n---\nThe park is on the left of the river.\n", "utf-8")
    options = BuildOptions(more_contexts=True)
    build(_resources(), Source(text), path.parent, options, NOW)
