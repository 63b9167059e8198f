"""The table of words that a person corrects."""

import json
from pathlib import Path
from typing import Any

import click

from generator.commands.options import FOLDER, FROM, format_of, progress
from generator.commands.word_options import wish_options, wishes_of


@click.command()
@click.argument("text", type=click.Path(path_type=Path))
@click.option(
    "--en",
    type=click.Path(path_type=Path),
    help="The English translation, when it is in a file of its own.",
)
@click.option("--from", "format", default="", metavar="FORMAT", help=FROM)
@click.option(
    "--decks",
    "folder",
    type=click.Path(path_type=Path),
    default=FOLDER,
    show_default=True,
    help="Decks whose words count as known.",
)
@wish_options
@click.option(
    "--write",
    is_flag=True,
    help="Write the table beside TEXT, as NAME.words.tsv; your corrections stay in it.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def words(
    text: Path,
    en: Path | None,
    format: str,
    folder: Path,
    write: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Show what would be learnt from TEXT, in a table with tabs that a spreadsheet opens: first what should be checked.

    \b
    word, reading, gloss   as on the card
    skip                   x: no card for this word
    doubts                 what to check: reading, sense, no-entry (not in the dictionary)
    hsk                    level in the HSK syllabus of 2025 (7 stands for 7 to 9)
    zipf                   frequency: 7 for 的, 5 common, 3 uncommon, 1 very rare
    guessable              x: all its characters are in words that you know (--known, --hsk, --top)
    senses                 other meanings, best first
    sentence, english      where it is shown
    machine                what Cika proposed; leave it as it is

    To correct words, write the table beside the text (--write), change readings (yin2hang2 or yínháng) and glosses, or
    write x under skip; then build again. Lines that you leave as they are change nothing and may be deleted. Lines that you add:

    \b
    劳动模范   (and a gloss)   a word of this text that no dictionary has
    更加|劲                    cut it there, wherever the text has it
    汽机+场                    one word, even against the dictionary

    A table named glossary.tsv in the same folder holds for all texts of the folder; a text's own table overrules it.

    \b
    Examples:
      cli.py words letter.txt
      cli.py words letter.txt --write
    """
    from generator import anki, pipeline, texts
    from generator.base.files import save
    from generator.pipeline import BuildOptions, Resources, Source, own_ledger
    from generator.reports.build_report import known_text, word_rows, words_table

    if write and text == Path("-"):
        raise click.UsageError(
            "Beside standard input there is no place for a table. Save the text as a file."
        )
    source = Source(text, en, format=format_of(format))
    held = anki.read_others(folder, source.name) if folder.is_dir() else anki.NO_OTHERS
    wanted = BuildOptions(wishes=wishes_of(options))
    ledger = own_ledger(folder, source)
    study = pipeline.study_text(
        Resources(progress()), source, wanted, held=held.words, ledger=ledger
    )
    if study.chosen.known:
        click.echo(known_text(study), err=True)
    if write:
        path = texts.corrections_path(text)
        save(path, words_table(study).encode("utf-8-sig"))
        doubted = sum(bool(word.token.doubts) for word in study.words)
        click.echo(f"{path}: {len(study.words)} words, the {doubted} to check first.")
    elif as_json:
        click.echo(json.dumps(word_rows(study), ensure_ascii=False, indent=1))
    else:
        click.echo(words_table(study), nl=False)
