"""The table of words that a person corrects."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.base.program import STANDARD_INPUT
from generator.commands.deck_memory import AsBuilt
from generator.commands.grouped_help import GroupedCommand
from generator.commands.options import A_FILE, FOLDER, FORGET_OPTION, forgotten
from generator.commands.output import print_json, progress
from generator.commands.text_options import FROM_OPTION, named_text
from generator.commands.word_options import choices_of, word_selection_of, word_selection_options

if TYPE_CHECKING:
    from generator.study import WordSelection


@click.command(cls=GroupedCommand, short_help="Show the words of a text, or write a table of them.")
@click.argument("files", metavar="TEXT", nargs=-1, required=True, type=A_FILE)
@click.option("--en", type=A_FILE, help="The English translation, when it is in a file of its own.")
@FROM_OPTION
@click.option(
    "--decks",
    "folder",
    type=A_FILE,
    default=FOLDER,
    show_default=True,
    help="Decks whose words count as known.",
)
@word_selection_options
@FORGET_OPTION
@click.option(
    "--write",
    is_flag=True,
    help="Write the table beside TEXT, as NAME.words.tsv; your corrections stay in it.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def words(
    files: tuple[Path, ...],
    en: Path | None,
    format: str,
    folder: Path,
    write: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Show what would be learnt from TEXT (one file, or the two of a text), in a table with tabs
    that a spreadsheet opens: first what should be checked.

    \b
    word, reading, gloss   as on the card
    skip                   x: no card for this word
    doubts                 what to check: reading, sense, no-entry (not in the dictionary)
    hsk                    level in the HSK syllabus of 2025 (7 stands for 7 to 9)
    frequency              very common, common, fairly common, uncommon or rare
    guessable              x: all its characters are in words that you know (--known, --hsk, --top)
    senses                 other meanings, best first
    sentence, english      where it is shown
    only                   a piece of a sentence: the line holds for the word in it alone
    machine                what Cika proposed; leave it as it is

    To correct words, write the table beside the text (--write), change readings (yin2hang2 or
    yínháng) and glosses, or write x under skip; then build again. Lines that you leave as they are
    change nothing and may be deleted. Lines that you add:

    \b
    劳动模范   (and a gloss)   a word of this text that no dictionary has
    更加|劲                    cut it there, wherever the text has it
    汽机+场                    one word, even against the dictionary

    Of a class set (a folder with set.toml) the table has the words of all lessons, each once; it is
    written as set.words.tsv beside set.toml and holds for all lessons. A lesson's own list and the
    table of a text overrule it.

    A table named glossary.tsv in the same folder holds for all texts of the folder; a text's own
    table overrules it.

    \b
    Examples:
      {program} words letter.txt
      {program} words letter.txt --write
      {program} words lessons --write
    """
    from generator import texts
    from generator.base.files import save
    from generator.base.text import plural
    from generator.pipeline import BuildOptions, Resources, look_into, study_text
    from generator.reports.build_report import known_text
    from generator.reports.words_table import word_rows, words_table
    from generator.texts import find_sets

    if write and STANDARD_INPUT in files:
        raise click.UsageError(
            "Beside standard input there is no place for a table. Save the text as a file."
        )
    sets = find_sets(files)
    if sets:
        _of_set(sets[0], word_selection_of(options), write=write, as_json=as_json)
        return
    source = named_text(files, format, en)
    here = look_into(folder, source)
    named = BuildOptions(
        selection=word_selection_of(options),
        choices=choices_of(options),
        forget=forgotten(options["forget"]),
    )
    wanted = AsBuilt(named, folder).of(source)
    resources = Resources(progress())
    study = study_text(resources, source, wanted, held=here.words, ledger=here.ledger)
    if study.chosen.known:
        click.echo(known_text(study), err=True)
    if write:
        path = texts.corrections_path(source.path)
        save(path, words_table(study).encode("utf-8-sig"))
        doubted = sum(bool(word.token.doubts) for word in study.words)
        first = f", first the {doubted} to check" if doubted else ""
        click.echo(f"{path}: {plural(len(study.words), 'word')}{first}.")
        for other in texts.tables_beside(source.path, texts.WORDS):
            if other != path:
                click.echo(f"It has your corrections of {other}, too: delete that one.")
    elif as_json:
        print_json(word_rows(study))
    else:
        click.echo(words_table(study), nl=False)


def _of_set(path: Path, selection: "WordSelection", *, write: bool, as_json: bool) -> None:
    """Print or write the words of all lessons of a set."""
    from generator import texts
    from generator.base.files import save
    from generator.classes import study_set
    from generator.pipeline import BuildOptions, Resources
    from generator.reports.lessons import lessons_json
    from generator.reports.words_table import set_words_table

    class_set = texts.read_set(path)
    study = study_set(Resources(progress()), class_set, BuildOptions(selection=selection))
    table = set_words_table(study, class_set.corrections)
    if write:
        beside = texts.corrections_path(class_set.path)
        save(beside, table.encode("utf-8-sig"))
        words = sum(len(lesson.words) for lesson in study.lessons)
        click.echo(f"{beside}: {words} words of {len(study.lessons)} lessons.")
    elif as_json:
        print_json(lessons_json(study))
    else:
        click.echo(table, nl=False)
