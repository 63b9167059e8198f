"""Parameters that say which texts are meant, and how they are found."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.base.program import STANDARD_INPUT
from generator.commands.options import A_FILE, with_options
from generator.commands.output import show_notes

if TYPE_CHECKING:
    from generator.pipeline import Source
    from generator.pipeline.sources import Failed

ZH_OPTION = click.option(
    "--zh", type=A_FILE, help="The Chinese, when the translation is in a file of its own."
)
EN_OPTION = click.option("--en", type=A_FILE, help="The English translation of --zh.")
FROM_OPTION = click.option(
    "--from",
    "format",
    default="",
    metavar="FORMAT",
    help=(
        "Read TEXT as this format, whatever it looks like: article, turns, table, tmx, srt, vtt,"
        " ass, epub, docx, xlsx, html, markdown, pdf."
    ),
)
two_files = with_options(ZH_OPTION, EN_OPTION, FROM_OPTION)
"""Adds the options that name two files instead of a text, and its format."""


def format_of(name: str) -> str:
    """Check --from."""
    from generator.texts import FORMATS

    if name and name.lower() not in FORMATS:
        known = ", ".join(FORMATS)
        raise click.BadParameter(
            f"there is no format named {name!r}. The formats are: {known}.", param_hint="--from"
        )
    return name.lower()


def named_texts(
    paths: tuple[Path, ...],
    options: Mapping[str, Any],
    *,
    label: str = "",
    not_texts: Iterable[Path] = (),
) -> "tuple[list[Source], list[Failed]]":
    """Return the texts that a person named, by paths or as two files; and what cannot be read, with
    the reason. ``label`` names standard input. Raises UsageError where nothing was named."""
    from generator.pipeline.sources import sources_of

    pair = _pair(options)
    if not paths and not pair:
        raise click.UsageError(
            f"Nothing to read: give a TEXT, a folder, or --zh and --en.{_swallowed(options)}"
        )
    if STANDARD_INPUT in paths and not label:
        raise click.UsageError(
            "A deck is named after its file, which standard input (-) is not. Name it with --title."
        )
    form = format_of(options["format"])
    found = sources_of(paths, pair, format=form, label=label, not_texts=not_texts)
    show_notes(found.notes)
    return list(found.sources), list(found.failed)


def _swallowed(options: Mapping[str, Any]) -> str:
    """Say which option took a file for its value, because it was given none."""
    for name, value in options.items():
        named = value if isinstance(value, tuple) else (value,)
        for one in named:
            if isinstance(one, (str, Path)) and str(one) and Path(one).is_file():
                option = f"--{name.replace('_', '-')}"
                return f" ({one} was taken for the value of {option}. Give {option} its own value.)"
    return ""


def named_text(files: tuple[Path, ...], format: str, english: Path | None = None) -> "Source":
    """Return the text that a person named by one file or by two. Raises UsageError for more."""
    from generator.pipeline.sources import source_of

    named = (*files, english) if english else files
    if len(named) > 2:
        raise click.UsageError("Give one TEXT, or the two files of a text, Chinese and English.")
    source, notes = source_of(named, format_of(format))
    show_notes(notes)
    return source


def _pair(options: Mapping[str, Any]) -> "Source | None":
    """Return the text that --zh and --en name; None without them."""
    from generator.pipeline.sources import pair_of

    zh, en, beads = options["zh"], options["en"], options.get("beads")
    if bool(zh) != bool(en):
        raise click.UsageError("--zh and --en go together.")
    if beads and not zh:
        raise click.UsageError("--beads goes with --zh and --en.")
    if not zh:
        return None
    source, notes = pair_of(zh, en, beads, format_of(options["format"]))
    show_notes(notes)
    return source


def named_sets_and_texts(
    paths: tuple[Path, ...], options: Mapping[str, Any], not_texts: Iterable[Path]
) -> "tuple[list[Path], list[Source], list[Failed]]":
    """Return the class sets and the texts that a person named, and what cannot be read. Raises
    UsageError where nothing was named, or one title for several texts."""
    from generator.pipeline.sources import sets_of

    title = options["title"]
    sets, rest, failed = sets_of(paths)
    sources: list[Source] = []
    is_text_named = rest or options["zh"] or options["en"] or options.get("beads")
    if is_text_named or not (sets or failed):
        sources, unread = named_texts(rest, options, label=title, not_texts=not_texts)
        failed += unread
    if title and (sets or len(sources) > 1):
        raise click.UsageError(
            f"--title is for one text; {len(sources)} texts and {len(sets)} sets were given. A set"
            " has it in set.toml."
        )
    return sets, sources, failed
