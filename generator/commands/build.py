"""Build decks."""

import itertools
import json
import sys
import textwrap
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.base.errors import CikaError
from generator.commands.options import (
    FOLDER,
    cards_of,
    chosen,
    format_of,
    look_options,
    progress,
    sets_of,
    settled,
    sources_of,
    two_files,
)
from generator.commands.set import build_sets
from generator.commands.time_left import meter
from generator.commands.word_options import WISHED, lists_of, wish_options, wishes_of, without

if TYPE_CHECKING:
    from generator.pipeline import BuildOptions


@click.command()
@click.argument("text", nargs=-1, type=click.Path(path_type=Path))
@two_files
@click.option(
    "--beads",
    type=click.Path(path_type=Path),
    help="Output of another aligner for the lines of --zh and --en: [0]:[0, 1].",
)
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path),
    default=FOLDER,
    show_default=True,
    help="Folder for the decks.",
)
@click.option(
    "--title", default="", help="Title of the deck in Anki (one text only); else the text's own."
)
@click.option(
    "--cards",
    help=(
        "Kinds of cards, parted by commas. For words: recognition, production, listening, cloze,"
        " writing. For sentences: reading, sentence-listening, translation, order. Or: all."
        " Recognition and reading are always made.  [default: those that the deck has]"
    ),
)
@click.option(
    "--more-contexts",
    is_flag=True,
    help="Add this text's sentences to the cards of words that other decks teach.",
)
@look_options
@wish_options
@click.option(
    "--include-unsure", is_flag=True, help="Make cards of sentence pairs that are unsure, too."
)
@click.option(
    "--audio",
    metavar="ENGINE",
    help=(
        "Make sound files: espeak (offline), edge or edge:VOICE (Microsoft's voices, needs the"
        " network), or folder:PATH (your own recordings: 银行.mp3 for a word, 12.mp3 for sentence"
        " 12). none: the learner's device speaks.  [default: what the deck has]"
    ),
)
@click.option("--force", is_flag=True, help="Build again even if nothing changed.")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    metavar="N",
    help=(
        "Processes that read texts; the decks are the same with any number.  [default: one a core,"
        " fewer where there is little to do]"
    ),
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def build(  # noqa: PLR0913  one parameter an option
    text: tuple[Path, ...],
    zh: Path | None,
    en: Path | None,
    format: str,
    beads: Path | None,
    folder: Path,
    title: str,
    cards: str | None,
    more_contexts: bool,
    include_unsure: bool,
    audio: str | None,
    force: bool,
    jobs: int | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Build an Anki deck from each TEXT: a file, a folder or a ZIP archive of them, or - for standard input (with --title).

    A text holds Chinese and its English translation: one after the other in either order, parted by a line such as "---" or
    "<hr />"; or in turn, by sentences, lines or paragraphs; or in two columns (tabs, CSV, XLSX, a table in DOCX). Or two files
    of a folder hold it: a.zh.txt and a.en.txt. A folder with a file set.toml is a class set (see: cli.py set new --help): one package
    with a deck for each lesson, in a folder of its own. Read are text, Markdown, HTML, DOCX, EPUB, PDF with text, TMX, and subtitles (SRT,
    VTT, ASS). Without a translation, cards are made without one. Two files are written for each text: NAME.apkg, to import into Anki
    (File > Import), and NAME.tsv, a table of all notes. Keep the table beside the deck: with it a later build updates your
    cards and leaves their schedule and your own edits alone.

    Words that you know get no card: name lists of them (--known), what Anki exported, levels (--hsk) or the most frequent words
    (--top), or ask the Anki that is running (--known-from-anki). A deck keeps the words that it taught you itself.

    Words and sentences that another deck of the folder teaches already get no second card; with --more-contexts the cards of
    such words show the sentence of this text, too, under "Also seen in". Corrections beside the text are applied: of
    words in NAME.words.tsv (see: cli.py words --help), of sentence pairs in NAME.aligned.tsv (see: cli.py align --help).

    Cards, looks, order and sound (--cards, --tones, --phonetic, --speech, --script, --size, --strokes, --order, --audio) are remembered
    by the deck: the next build keeps them.

    Many texts are read by several processes. What is up to date is left alone, so a run that was interrupted goes on where it was; texts
    that fail are named at the end, each with its reason.

    \b
    Examples:
      cli.py build seeds
      cli.py build letter.txt -o ~/anki --cards production,listening
      cli.py build letter.txt --hsk 2 --known my-words.csv --known chinese.apkg
      cli.py build --zh chapter1.zh.txt --en chapter1.en.txt
      cli.py build film.zh.srt film.en.srt
    """
    from generator import anki
    from generator.classes import set_json
    from generator.pipeline import BuildOptions, Resources, Source
    from generator.pipeline.batch import build_all
    from generator.reports.build_report import built_json, built_text

    looks, usual = (
        chosen({**options, "audio": audio}),
        settled({**options, "audio": audio, "cards": cards}),
    )
    wanted = BuildOptions(
        title,
        cards_of(cards) if cards else None,
        more_contexts,
        include_unsure,
        force,
        looks,
        {},
        wishes_of(options),
    )
    sets, text, failed = sets_of(text)
    sources: list[Source] = []
    if text or zh or en or beads or not (sets or failed):
        sources, unread = sources_of(
            text, zh, en, beads, format_of(format), title, lists_of(options)
        )
        failed += unread
    if title and (sets or len(sources) > 1):
        raise click.UsageError(
            f"--title is for one text; {len(sources)} texts and {len(sets)} sets were given. A set"
            " has it in set.toml."
        )
    # Reads and names the lists of words once more
    for_sets = _for_sets(wanted, options, usual) if sets else wanted
    workshop, now = Resources(progress()), anki.clock()
    show, say = meter(len(sources)), _json_items() if as_json else click.echo
    count, done = len(sources) + len(sets) + len(failed), 0
    try:
        built_sets, unbuilt = build_sets(
            workshop, sets, folder, for_sets, now, jobs, None if as_json else say
        )
        failed += unbuilt
        done += len(built_sets)
        for built_set in built_sets if as_json else ():
            say(set_json(built_set))
        with closing(build_all(workshop, sources, folder, wanted, now, jobs)) as all_built:
            for number, (source, built) in enumerate(all_built, 1):
                show(len(sources))
                if isinstance(built, CikaError):
                    failed.append((source.path, built))
                else:
                    done += 1
                    say(built_json(built) if as_json else built_text(built))
                show(number)
    finally:
        show(len(sources))
        for path, error in failed:
            if as_json:
                say({"text": str(path), "error": str(error)})
            click.echo(f"Error: {error}", err=True)
    if as_json:
        say(None)
    elif count > 1:
        click.echo(f"\n{done} of {count} {'texts and sets' if sets else 'texts'} are in {folder}.")
    if failed:
        sys.exit(1)


def _for_sets(
    wanted: "BuildOptions", options: dict[str, Any], usual: frozenset[str]
) -> "BuildOptions":
    """The options for class sets: what files of settings say (``usual``) counts less than what a
    set says of itself."""
    from generator.anki import DEFAULT_CARDS

    cards = (
        {"cards": ",".join(sorted(wanted.cards - DEFAULT_CARDS))}
        if wanted.cards is not None and "cards" in usual
        else {}
    )
    return replace(
        wanted,
        cards=None if cards else wanted.cards,
        looks={name: value for name, value in wanted.looks.items() if name not in usual},
        usual={name: value for name, value in wanted.looks.items() if name in usual} | cards,
        wishes=wishes_of(without(options, usual)) if usual & WISHED else wanted.wishes,
    )


def _json_items() -> Callable[[Any], None]:
    """Return what prints a list in JSON item by item, so that no run is too long for it; None ends
    the list."""
    begins = itertools.chain("[", itertools.repeat(","))

    def say(item: Any) -> None:
        if item is None:
            click.echo("[]" if next(begins) == "[" else "\n]")
        else:
            click.echo(
                f"{next(begins)}\n{textwrap.indent(json.dumps(item, ensure_ascii=False, indent=1), ' ')}",
                nl=False,
            )

    return say
