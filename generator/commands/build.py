"""Build decks."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from generator.commands.options import FOLDER, FROM, cards_of, chosen, format_of, look_options, progress, sets_of, sources_of
from generator.commands.set import build_sets
from generator.commands.wishes import wish_options, wishes_of
from generator.errors import CikaError


@click.command()
@click.argument("text", nargs=-1, type=click.Path(path_type=Path))
@click.option("--zh", type=click.Path(path_type=Path), help="The Chinese, when the translation is in a file of its own.")
@click.option("--en", type=click.Path(path_type=Path), help="The English translation of --zh.")
@click.option("--from", "format", default="", metavar="FORMAT", help=FROM)
@click.option("--beads", type=click.Path(path_type=Path), help="Output of another aligner for the lines of --zh and --en: [0]:[0, 1].")
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), default=FOLDER, show_default=True, help="Folder for the decks.")
@click.option("--title", default="", help="Title of the deck in Anki (one text only); else the text's own.")
@click.option(
    "--cards",
    help="Kinds of cards, parted by commas. For words: recognition, production, listening, cloze, writing. For sentences: reading, "
    "sentence-listening, translation, order. Or: all. Recognition and reading are always made.  [default: those that the deck has]",
)
@click.option("--more-contexts", is_flag=True, help="Add this text's sentences to the cards of words that other decks teach.")
@look_options
@wish_options
@click.option("--include-unsure", is_flag=True, help="Make cards of sentence pairs that are unsure, too.")
@click.option(
    "--audio",
    metavar="ENGINE",
    help="Make sound files: espeak (offline), edge or edge:VOICE (Microsoft's voices, needs the network), or folder:PATH (your own "
    "recordings: 银行.mp3 for a word, 12.mp3 for sentence 12). none: the learner's device speaks.  [default: what the deck has]",
)
@click.option("--force", is_flag=True, help="Build again even if nothing changed.")
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

    Words and sentences that another deck of the folder teaches already get no second card; with --more-contexts the cards of
    such words show the sentence of this text, too, under "Also seen in". Corrections beside the text are applied: of
    words in NAME.words.tsv (see: cli.py words --help), of sentence pairs in NAME.aligned.tsv (see: cli.py align --help).

    Cards, looks, order and sound (--cards, --tones, --phonetic, --speech, --script, --size, --strokes, --order, --audio) are remembered
    by the deck: the next build keeps them.

    \b
    Examples:
      cli.py build seeds
      cli.py build letter.txt -o ~/anki --cards production,listening
      cli.py build --zh chapter1.zh.txt --en chapter1.en.txt
      cli.py build film.zh.srt film.en.srt
    """
    from generator import anki
    from generator.lessons import set_json
    from generator.pipeline import Options, Source, Workshop
    from generator.report import built_json, built_text

    looks = chosen({**options, "audio": audio})
    wanted = Options(title, cards_of(cards) if cards else None, more_contexts, include_unsure, force, looks, wishes_of(options))
    sets, text, failed = sets_of(text)
    sources: list[Source] = []
    if text or zh or en or beads or not (sets or failed):
        sources, unread = sources_of(text, zh, en, beads, format_of(format), title)
        failed += unread
    if title and (sets or len(sources) > 1):
        raise click.UsageError(f"--title is for one text; {len(sources)} texts and {len(sets)} sets were given. A set has it in set.toml.")
    now = anki.clock()
    workshop = Workshop(progress())
    built = []
    built_sets, unbuilt = build_sets(workshop, sets, folder, wanted, now, None if as_json else click.echo)
    failed += unbuilt
    for _, error in failed:
        click.echo(f"Error: {error}", err=True)
    for source in sources:
        try:
            built.append(workshop.build(source, folder, wanted, now))
            if not as_json:
                click.echo(built_text(built[-1]))
        except CikaError as error:
            failed.append((source.path, error))
            click.echo(f"Error: {error}", err=True)
    if as_json:
        reports = [set_json(b) for b in built_sets] + [built_json(b) for b in built]
        reports += [{"text": str(path), "error": str(error)} for path, error in failed]
        click.echo(json.dumps(reports, ensure_ascii=False, indent=1))
    elif (count := len(built) + len(built_sets) + len(failed)) > 1:
        click.echo(f"\n{count - len(failed)} of {count} {'texts and sets' if sets else 'texts'} are in {folder}.")
    if failed:
        sys.exit(1)
