"""Options that several commands share, and what is made of their values."""

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from generator.base.errors import CikaError

if TYPE_CHECKING:
    from generator.pipeline import Progress, Source

FOLDER = Path("decks")
FROM = (
    "Read TEXT as this format, whatever it looks like: article, turns, table, tmx, srt, vtt, ass,"
    " epub, docx, xlsx, html, markdown, pdf."
)

LOOK_OPTIONS = (
    click.option(
        "--tones",
        type=click.Choice(("none", "pleco", "mdbg", "hanping")),
        help="Colours of the tones.  [default: none]",
    ),
    click.option(
        "--phonetic",
        type=click.Choice(("pinyin", "zhuyin", "both")),
        help="How readings are written.  [default: pinyin]",
    ),
    click.option(
        "--speech",
        type=click.Choice(("citation", "spoken")),
        help="Tones over sentences: yī gè or yí gè.  [default: citation]",
    ),
    click.option(
        "--script",
        type=click.Choice(("text", "simplified", "traditional", "both")),
        help="Script of the cards.  [default: that of the text]",
    ),
    click.option(
        "--size",
        type=click.Choice(("small", "normal", "large")),
        help="Size of the type.  [default: normal]",
    ),
    click.option(
        "--strokes",
        type=click.Choice(("writing", "all")),
        help="Stroke order: with writing cards only, or for all words.",
    ),
    click.option(
        "--order",
        type=click.Choice(("text", "reading", "frequency", "level")),
        help=(
            "Order of study: as the text goes; so that sentences become readable after as few words"
            " as possible; common words first; or by HSK level. A sentence comes as soon as its"
            " words were learnt.  [default: text]"
        ),
    ),
)


TWO_FILES = (
    click.option(
        "--zh",
        type=click.Path(path_type=Path),
        help="The Chinese, when the translation is in a file of its own.",
    ),
    click.option("--en", type=click.Path(path_type=Path), help="The English translation of --zh."),
    click.option("--from", "format", default="", metavar="FORMAT", help=FROM),
)


def two_files(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that name two files instead of a text, and its format."""
    for option in reversed(TWO_FILES):
        command = option(command)
    return command


def look_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say how cards look."""
    for option in reversed(LOOK_OPTIONS):
        command = option(command)
    return command


def chosen(options: Mapping[str, Any]) -> dict[str, str]:
    """Of all options those that say how cards look and sound, as far as they were given."""
    from generator.anki import CHOICES

    return {name: value for name, value in options.items() if value and name in {"audio", *CHOICES}}


def settled(options: Mapping[str, Any]) -> frozenset[str]:
    """The options that no flag gave, but a file of settings."""
    context = click.get_current_context()
    return frozenset(
        name
        for name in options
        if context.get_parameter_source(name) is ParameterSource.DEFAULT_MAP
    )


def cards_of(names: str) -> frozenset[str]:
    """Read --cards."""
    from generator.anki import DEFAULT_CARDS, SWITCHES

    wanted = {name.strip().lower() for name in names.split(",") if name.strip()}
    if unknown := sorted(wanted - SWITCHES.keys() - {"all"}):
        raise click.BadParameter(
            f"there is no card named {unknown[0]!r}. The cards are: {', '.join(SWITCHES)}; or all.",
            param_hint="--cards",
        )
    return frozenset(SWITCHES) if "all" in wanted else DEFAULT_CARDS | wanted


def format_of(name: str) -> str:
    """Check --from."""
    from generator.texts import FORMATS

    if name and name.lower() not in FORMATS:
        raise click.BadParameter(
            f"there is no format named {name!r}. The formats are: {', '.join(FORMATS)}.",
            param_hint="--from",
        )
    return name.lower()


def sources_of(
    paths: tuple[Path, ...],
    zh: Path | None,
    en: Path | None,
    beads: Path | None,
    format: str,
    title: str,
    aside: Iterable[Path] = (),
) -> "tuple[list[Source], list[tuple[Path, CikaError]]]":
    """Collect what to build, each text once, in the order of their names; and what cannot be, with
    the reason.

    ``aside`` are files that are no texts although they lie in a folder of texts: lists of known
    words.
    """
    from generator import texts
    from generator.base.errors import InputError
    from generator.pipeline import Source

    if bool(zh) != bool(en):
        raise click.UsageError("--zh and --en go together.")
    if beads and not zh:
        raise click.UsageError("--beads goes with --zh and --en.")
    if not paths and not zh:
        raise click.UsageError("Nothing to build: give a TEXT, a folder, or --zh and --en.")
    by_name: dict[str, dict[Path, Source]] = {}
    failed: list[tuple[Path, CikaError]] = []
    if Path("-") in paths and not title:
        raise click.UsageError(
            "A deck is named after its file, which standard input (-) is not. Name it with --title."
        )
    found: list[Path] = []
    for path in paths:
        try:
            texts.find_texts([path])
            found.append(path)
        except CikaError as error:
            failed.append((path, error))
    no_texts = {path.resolve() for path in aside} - {path.resolve() for path in paths}
    for path, english in texts.find_texts(found) if found else ():
        if path.resolve() in no_texts:
            continue
        source = Source(path, english, format=format, label=title if path == Path("-") else "")
        by_name.setdefault(source.name, {})[path.resolve()] = source
    if zh and en:
        by_name.setdefault(texts.name_of(zh), {})[zh.resolve()] = Source(zh, en, beads, format)
    sources: list[Source] = []
    for name, same in sorted(by_name.items()):
        first, *others = sorted(same.values(), key=lambda source: source.path)
        if others:
            files = " and ".join(str(source.path) for source in (first, *others))
            failed.append(
                (
                    first.path,
                    InputError(
                        f"{files}: their decks would have one name, {name}. Rename all but one;"
                        " none was built."
                    ),
                )
            )
        else:
            sources.append(first)
    return sources, failed


def sets_of(
    paths: tuple[Path, ...],
) -> "tuple[list[Path], tuple[Path, ...], list[tuple[Path, CikaError]]]":
    """Part class sets (their files ``set.toml``) from what else is to be built; and name those that
    would have one name."""
    from generator import texts
    from generator.base.errors import InputError

    by_name: dict[str, dict[Path, Path]] = {}
    there = texts.find_sets(paths)
    for path in there:
        by_name.setdefault(texts.name_of_set(path), {}).setdefault(path.resolve(), path)
    sets: list[Path] = []
    failed: list[tuple[Path, CikaError]] = []
    for name, same in sorted(by_name.items()):
        first, *others = same.values()
        if others:
            files = " and ".join(map(str, same.values()))
            failed.append(
                (
                    first,
                    InputError(
                        f"{files}: both sets would be named {name}. Rename the folder of one; none"
                        " was built."
                    ),
                )
            )
        else:
            sets.append(first)
    found = {path.resolve() for path in there}
    rest = tuple(
        path
        for path in paths
        if path.resolve() not in found and (path / texts.CLASS_SET).resolve() not in found
    )
    return sets, rest, failed


def with_lessons(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """The paths, and the folders of the class sets in them: for commands that take the texts of a
    set one by one."""
    from generator import texts

    sets = texts.find_sets(paths)
    rest = [path for path in paths if path not in sets]
    return tuple(dict.fromkeys((*rest, *(path.parent for path in sets))))


def lists_in(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """The lists of words that class sets among the paths name: no texts, although they lie beside
    these."""
    from generator import texts

    sets = [texts.read_set(path) for path in texts.find_sets(paths)]
    known = [one.path.parent / entry for one in sets for entry in one.known]
    own = [lesson.word_list for one in sets for lesson in one.lessons if lesson.word_list]
    return (*known, *own, *(path for one in sets for path in one.stop))


def progress() -> "Progress":
    """A progress line on a terminal, nothing elsewhere."""

    def show(stage: str, done: int, total: int) -> None:
        if total >= 200 and (done % 50 == 0 or done == total):
            click.echo(f"\r  {stage}: {done} of {total}\x1b[K", nl=done == total, err=True)

    return show if sys.stderr.isatty() else lambda stage, done, total: None
