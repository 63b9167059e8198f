"""Words and texts for other programs."""

import codecs
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.base.errors import CikaError, InputError
from generator.commands.options import (
    chosen,
    format_of,
    lists_in,
    look_options,
    progress,
    sources_of,
    two_files,
    with_lessons,
)
from generator.commands.word_options import lists_of, wish_options, wishes_of

if TYPE_CHECKING:
    from generator.export import Edition
    from generator.pipeline import BuildOptions, Resources, Source, Study

FORMATS = ("anki", "csv", "quizlet", "pleco", "pleco-xml", "jsonl", "html", "epub", "tmx")
FOLDER = Path("exports")


@click.command()
@click.argument("text", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--to",
    "formats",
    multiple=True,
    required=True,
    type=click.Choice(FORMATS),
    help="What to write; may be repeated.",
)
@two_files
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=FOLDER,
    show_default=True,
    help="Folder, or name of the file; - prints it.",
)
@click.option("--title", default="", help="Title (one text only); else the text's own.")
@click.option(
    "--sentences",
    is_flag=True,
    help="Sentences and their translations instead of words (anki, csv, quizlet).",
)
@click.option(
    "--bom",
    is_flag=True,
    help="Begin CSV with a byte order mark: Excel shows Chinese only with it.",
)
@click.option(
    "--ruby",
    type=click.Choice(("all", "new", "none")),
    help="Words with their reading over them (html, epub).  [default: all]",
)
@look_options
@wish_options
@click.option("--include-unsure", is_flag=True, help="Take sentence pairs that are unsure, too.")
def export(
    text: tuple[Path, ...],
    formats: tuple[str, ...],
    zh: Path | None,
    en: Path | None,
    format: str,
    output: Path,
    title: str,
    **options: Any,
) -> None:
    """Write the words or the sentences of each TEXT for other programs. TEXT is what it is for build; corrections beside it apply.

    \b
    anki       Anki's text import, for people without Cika's note types: the note type Basic
    csv        a table for spreadsheets (--bom for Excel): word, traditional, pinyin, gloss, part of speech, hsk, zipf, sentence …
    quizlet    text for Quizlet's import box
    pleco      flashcards for Pleco (text), with tone numbers; pleco-xml: the same as XML
    jsonl      all that is known, an object a line, for programs: the text, its words, its passages with their tokens
    html       the text as a page: tap a word for its note; needs no script, and prints
    epub       the text as a book: e-readers show the notes as pop-ups
    tmx        sentence pairs, for translators' programs

    A cell of a table that a spreadsheet could run as a formula gets an apostrophe before it.

    \b
    Examples:
      cli.py export letter.txt --to pleco
      cli.py export seeds --to epub --to html --ruby new -o books
      cli.py export letter.txt --to csv --sentences -o - | less
    """
    from generator import pipeline
    from generator.pipeline import BuildOptions, Resources

    _check(formats, options)
    sources, failed = sources_of(
        with_lessons(text),
        zh,
        en,
        None,
        format_of(format),
        title,
        (*lists_of(options), *lists_in(text)),
    )
    if title and len(sources) > 1:
        raise click.UsageError(f"--title is for one text, but {len(sources)} were given.")
    if _is_file(output, formats) and (len(sources) + len(failed)) * len(formats) > 1:
        raise click.UsageError(
            f"{output} is one file, but {(len(sources) + len(failed)) * len(formats)} are to be"
            " written. Name a folder."
        )
    wanted = BuildOptions(
        title,
        include_unsure=options["include_unsure"],
        looks=chosen(options),
        wishes=wishes_of(options),
    )
    workshop = Resources(progress())
    for _, error in failed:
        click.echo(f"Error: {error}", err=True)
    for source in sources:
        try:
            study = pipeline.study_text(workshop, source, options=wanted)
            for name in formats:
                suffix, content = _file(name, study, workshop, wanted, options)
                _write(
                    output if _is_file(output, formats) else output / f"{source.name}{suffix}",
                    content,
                    source,
                )
        except CikaError as error:
            failed.append((source.path, error))
            click.echo(f"Error: {error}", err=True)
    if failed:
        sys.exit(1)


def _check(formats: tuple[str, ...], options: Mapping[str, Any]) -> None:
    """Refuse what would do nothing in any of the formats."""
    from generator.export import FORMATS

    kinds = [FORMATS[name] for name in formats if name != "tmx"]
    useful = {name for kind in kinds for name in (*kind.choices, "order")}
    useful |= {"sentences"} if any(kind.sentences for kind in kinds) else set()
    useful |= {"ruby"} if any(kind.reader for kind in kinds) else set()
    useful |= {"bom"} if "csv" in formats else set()
    for name in (
        *chosen(options),
        *(name for name in ("sentences", "ruby", "bom") if options[name]),
    ):
        if name not in useful:
            raise click.UsageError(f"--{name} means nothing in {' or '.join(formats)}.")


def _is_file(output: Path, formats: tuple[str, ...]) -> bool:
    """Whether -o names a file: one that ends like a file of the format, or standard output."""
    from generator.export import FORMATS

    endings = tuple(
        f".{(FORMATS[name].suffix if name in FORMATS else name).rpartition('.')[2]}"
        for name in formats
    )
    return output == Path("-") or (not output.is_dir() and output.name.lower().endswith(endings))


def _file(
    name: str,
    study: "Study",
    workshop: "Resources",
    wanted: "BuildOptions",
    options: Mapping[str, Any],
) -> tuple[str, bytes]:
    """The end of the file's name, and what is in the file."""
    from generator import __version__, texts
    from generator.export import FORMATS

    if name == "tmx":
        return ".tmx", texts.render_tmx(
            study.aligned.rows(), study.aligned.text.script, __version__
        )
    kind = FORMATS[name]
    edition = _edition(study, workshop, wanted)
    mark = codecs.BOM_UTF8 if name == "csv" and options["bom"] else b""
    if kind.reader:
        return kind.suffix, kind.reader(edition, options["ruby"] or "all")
    if kind.sentences and options["sentences"]:
        return f".sentences{kind.suffix}", mark + kind.sentences(edition)
    return kind.suffix, mark + kind.words(edition)


def _edition(study: "Study", workshop: "Resources", wanted: "BuildOptions") -> "Edition":
    from generator import anki
    from generator.anki.card_pinyin import sentence_pinyin, syllables
    from generator.export import Edition, ExportLookups
    from generator.pipeline import make_deck
    from generator.pipeline.stages import UNSURE
    from generator.reports.build_report import token_json

    own = workshop.card_lookups
    helpers = ExportLookups(
        own.zhuyin,
        own.traditional,
        own.simplified,
        own.spoken,
        sentence_pinyin,
        syllables,
        token_json,
        anki.word_key,
    )
    aligned = study.aligned
    paragraphs = tuple(aligned.zh[bead.zh[0]].paragraph for bead in aligned.beads if bead.zh)
    return Edition(make_deck(study, wanted), paragraphs, wanted.looks, helpers, UNSURE)


def _write(path: Path, content: bytes, source: "Source") -> None:
    from generator.base.files import output_errors, save

    if path == Path("-"):
        click.echo(content, nl=False)
        return
    for mine in filter(None, (source.path, source.english)):
        if path.exists() and mine.exists() and path.samefile(mine):
            raise InputError(
                f"{path} is the text itself, which would be lost. Choose another folder or name"
                " with -o."
            )
    with output_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    save(path, content)
    click.echo(f"{path}")
