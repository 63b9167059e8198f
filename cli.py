#!/usr/bin/env python3
"""Cika's command line: parse, call, print. Heavy modules are imported inside the commands, so that --help is quick."""

import errno
import gc
import json
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from generator import __version__
from generator.errors import CikaError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.anki.preview import Shown
    from generator.pipeline import Progress, Source

FOLDER = Path("decks")
FROM = "Read TEXT as this format, whatever it looks like: article, turns, table, tmx, srt, vtt, ass, epub, docx, xlsx, html, markdown, pdf."
INTERRUPTED = "Interrupted. No deck is damaged: those reported above are new, all others are as they were."


class Group(click.Group):
    """Commands in the order of use, and errors as sentences with exit code 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which they were written."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error that a person can act on is printed without a traceback."""
        _write_utf8()
        _stop_on_signals()
        try:
            return super().invoke(ctx)
        except CikaError as error:
            raise click.ClickException(str(error)) from error
        except KeyboardInterrupt as error:
            raise click.ClickException(INTERRUPTED) from error
        except OSError as error:
            if error.errno == errno.EPIPE:  # the reader has enough (words … | head); click ends quietly
                raise
            found = f"{error.filename or 'The output'} cannot be written: {error.strerror or error}."
            raise click.ClickException(f"{found} Free some space, or write elsewhere.") from error


def _write_utf8() -> None:
    """What is not shown on a terminal is UTF-8, on Windows and in the C locale too; a terminal shows "?" for what it lacks."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def _stop_on_signals() -> None:
    """A request to end, or a terminal that was closed, ends the program as Ctrl-C does: nothing half written stays behind."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _interrupt)


def _interrupt(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cika")
def main() -> None:
    """Cika (词卡): a Chinese text and its English translation become Anki decks.

    \b
    Examples:
      cli.py build seeds                  every text of a folder, into decks/
      cli.py build letter.txt -o ~/anki   one text with its translation
      cli.py build --zh a.txt --en b.txt  two files
      cli.py words letter.txt             what would be learnt, before you build
    """
    gc.set_threshold(200_000, 50, 100)  # dictionaries and words live to the end; looking for garbage among them is 5 % of a build


LOOK_OPTIONS = (
    click.option("--tones", type=click.Choice(("none", "pleco", "mdbg", "hanping")), help="Colours of the tones.  [default: none]"),
    click.option("--phonetic", type=click.Choice(("pinyin", "zhuyin", "both")), help="How readings are written.  [default: pinyin]"),
    click.option("--speech", type=click.Choice(("citation", "spoken")), help="Tones over sentences: yī gè or yí gè.  [default: citation]"),
    click.option(
        "--script",
        type=click.Choice(("text", "simplified", "traditional", "both")),
        help="Script of the cards.  [default: that of the text]",
    ),
    click.option("--size", type=click.Choice(("small", "normal", "large")), help="Size of the type.  [default: normal]"),
    click.option("--strokes", type=click.Choice(("writing", "all")), help="Stroke order: with writing cards only, or for all words."),
    click.option(
        "--order",
        type=click.Choice(("text", "reading")),
        help="Order of study: as the text goes, or sentences with few new words first.  [default: text]",
    ),
)


def _look_options(command: "Callable[..., None]") -> "Callable[..., None]":
    """Add the options that say how cards look."""
    for option in reversed(LOOK_OPTIONS):
        command = option(command)
    return command


@main.command()
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
@_look_options
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
    **looks: str | None,
) -> None:
    """Build an Anki deck from each TEXT: a file, a folder or a ZIP archive of them, or - for standard input (with --title).

    A text holds Chinese and its English translation: one after the other in either order, parted by a line such as "---" or
    "<hr />"; or in turn, by sentences, lines or paragraphs; or in two columns (tabs, CSV, XLSX, a table in DOCX). Or two files
    of a folder hold it: a.zh.txt and a.en.txt. Read are text, Markdown, HTML, DOCX, EPUB, PDF with text, TMX, and subtitles (SRT,
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
    from generator.pipeline import Options, Workshop
    from generator.report import built_json, built_text

    chosen = _chosen({**looks, "audio": audio})
    options = Options(title, _cards(cards) if cards else None, more_contexts, include_unsure, force, chosen)
    sources, failed = _sources(text, zh, en, beads, _format(format), title)
    if title and len(sources) > 1:
        raise click.UsageError(f"--title is for one text, but {len(sources)} were given.")
    now = anki.clock()
    workshop = Workshop(_progress())
    built = []
    for _, error in failed:
        click.echo(f"Error: {error}", err=True)
    for source in sources:
        try:
            built.append(workshop.build(source, folder, options, now))
            if not as_json:
                click.echo(built_text(built[-1]))
        except CikaError as error:
            failed.append((source.path, error))
            click.echo(f"Error: {error}", err=True)
    if as_json:
        reports = [built_json(b) for b in built] + [{"text": str(path), "error": str(error)} for path, error in failed]
        click.echo(json.dumps(reports, ensure_ascii=False, indent=1))
    elif len(built) + len(failed) > 1:
        click.echo(f"\n{len(built)} of {len(built) + len(failed)} texts are in {folder}.")
    if failed:
        sys.exit(1)


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--from", "format", default="", metavar="FORMAT", help=FROM)
@click.option("--sentences", is_flag=True, help="ZH and EN hold one sentence a line; print one bead a line.")
@click.option("--without-embeddings", is_flag=True, help="Use the dictionary alone, without sentence vectors.")
@click.option("--print", "show", is_flag=True, help="Print the table and write nothing.")
@click.option("--tmx", type=click.Path(path_type=Path), help="Write the alignment as TMX to this file instead.")
@click.option("--force", is_flag=True, help="Make the table anew although there is one; what was corrected in it is lost.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON and write nothing.")
def align(
    files: tuple[Path, ...],
    format: str,
    sentences: bool,
    without_embeddings: bool,
    show: bool,
    tmx: Path | None,
    force: bool,
    as_json: bool,
) -> None:
    """Find which sentences translate each other: of a TEXT, or of two files ZH EN.

    Writes a table beside the text, NAME.aligned.tsv, which a spreadsheet opens: check, confidence, zh, en, one pair a line
    (sentences of one cell are parted by "⏎"); "?" under check marks a pair that is unsure and makes no cards. Correct it:
    merge lines, split them, move sentences from cell to cell, delete the "?" of a pair that is right. Every character of the
    text must stay in the table once. The next build uses it and realigns nothing.

    With --sentences it prints one bead a line instead, "[0, 1]:[0]:0.97": zero-based lines of ZH, of EN, confidence; every line
    of both files is in one bead, in order. A sentence without counterpart reads "[3]:[]:0.80".

    \b
    Examples:
      cli.py align letter.txt
      cli.py align letter.txt --tmx letter.tmx
      cli.py align zh.txt en.txt --sentences
    """
    from generator import texts
    from generator.pipeline import Source, Workshop, format_bead

    if len(files) > 2 or (sentences and len(files) != 2):
        raise click.UsageError("Give one TEXT, or two files ZH EN; --sentences needs two.")
    workshop = Workshop(_progress(), embeddings=not without_embeddings)
    if sentences:
        for bead in workshop.align_lines(texts.read_lines(files[0]), texts.read_lines(files[1])):
            click.echo(_bead_json(bead.zh, bead.en, bead.confidence) if as_json else format_bead(bead))
        return
    source = Source(files[0], files[1] if len(files) > 1 else None, format=_format(format))
    if as_json:
        for row in workshop.aligned(source).rows():
            click.echo(_bead_json(row.zh, row.en, row.confidence))
    elif show or (files[0] == Path("-") and not tmx):  # beside standard input there is no place for a table
        click.echo(texts.render_aligned(workshop.aligned(source).rows()), nl=False)
    else:
        path, aligned = workshop.write_alignment(source, force=force, tmx=tmx)
        unsure = sum(row.unsure for row in aligned.rows())
        click.echo(f"{path}: {len(aligned.beads)} lines, {unsure} of them marked ? as unsure.")


def _bead_json(zh: tuple[int, ...] | tuple[str, ...], en: tuple[int, ...] | tuple[str, ...], confidence: float) -> str:
    return json.dumps({"zh": zh, "en": en, "confidence": round(confidence, 4)}, ensure_ascii=False)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
def annotate(file: Path) -> None:
    """Read, gloss and link the words of FILE: one line of Chinese each, or Chinese, a tab, and its English.

    Prints one JSON object a line, for an empty line too: zh, en, and tokens that cover the Chinese without gap or overlap,
    each with start, end, text, kind (word, name, number, punctuation, foreign), pinyin (one syllable for each hanzi, "" for one
    that no list reads; null without hanzi), headword, reading, gloss, senses (the dictionary's short glosses, the best of
    each definition first), sense_confidence (that the first is right), english ([start, end] of the English that says it),
    link_confidence. What follows a second tab belongs to the English.

    \b
    Examples:
      cli.py annotate lines.tsv
      echo "银行在哪里？" | cli.py annotate -
    """
    from generator import texts
    from generator.pipeline import Workshop
    from generator.report import token_json

    pairs = [(zh, en) for line in texts.read_lines(file) for zh, _, en in [line.partition("\t")]]
    for (zh, en), tokens in zip(pairs, Workshop(_progress()).annotate_lines(pairs), strict=True):
        click.echo(json.dumps({"zh": zh, "en": en, "tokens": [token_json(t) for t in tokens]}, ensure_ascii=False))


@main.command()
@click.argument("text", type=click.Path(path_type=Path))
@click.option("--en", type=click.Path(path_type=Path), help="The English translation, when it is in a file of its own.")
@click.option("--from", "format", default="", metavar="FORMAT", help=FROM)
@click.option(
    "--decks", "folder", type=click.Path(path_type=Path), default=FOLDER, show_default=True, help="Decks whose words count as known."
)
@click.option("--write", is_flag=True, help="Write the table beside TEXT, as NAME.words.tsv; your corrections stay in it.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def words(text: Path, en: Path | None, format: str, folder: Path, write: bool, as_json: bool) -> None:
    """Show what would be learnt from TEXT, in a table with tabs that a spreadsheet opens: first what should be checked.

    \b
    word, reading, gloss   as on the card
    skip                   x: no card for this word
    doubts                 what to check: reading, sense, no-entry (not in the dictionary)
    hsk                    level in the HSK syllabus of 2025 (7 stands for 7 to 9)
    zipf                   frequency: 7 for 的, 5 common, 3 uncommon, 1 very rare
    senses                 other meanings, best first
    sentence, english      where it stands first
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
    from generator import anki, texts
    from generator.output import save
    from generator.pipeline import Source, Workshop
    from generator.report import word_rows, words_table

    if write and text == Path("-"):
        raise click.UsageError("Beside standard input there is no place for a table. Save the text as a file.")
    source = Source(text, en, format=_format(format))
    held = anki.read_others(folder, source.name) if folder.is_dir() else anki.NO_OTHERS
    study = Workshop(_progress()).study(source, held.words)
    if write:
        path = texts.corrections_path(text)
        save(path, words_table(study).encode("utf-8-sig"))
        doubted = sum(bool(word.token.doubts) for word in study.words)
        click.echo(f"{path}: {len(study.words)} words, the {doubted} to check first.")
    elif as_json:
        click.echo(json.dumps(word_rows(study), ensure_ascii=False, indent=1))
    else:
        click.echo(words_table(study), nl=False)


@main.command()
@click.argument("source", metavar="TEXT|DECK", type=click.Path(path_type=Path))
@click.option("--en", type=click.Path(path_type=Path), help="The English translation of TEXT, when it is in a file of its own.")
@click.option("--cards", help="Kinds of cards for a TEXT, as for build.")
@_look_options
@click.option("--decks", "folder", type=click.Path(path_type=Path), default=FOLDER, help="Decks whose words count as known.  [decks]")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The page to write; else NAME.html in the folder of the decks.")
@click.option("--no-open", is_flag=True, help="Only write the page, do not open it.")
def preview(
    source: Path, en: Path | None, cards: str | None, folder: Path, output: Path | None, no_open: bool, **looks: str | None
) -> None:
    """Show all cards of a TEXT, or of a DECK (NAME.apkg), on one page in the browser, as they will look.

    Both sides of every card, by day and by night, on a phone and on a desk; and of all cards those alone that need a check. The
    page is one file, needs no network, and can be sent to others.

    \b
    Examples:
      cli.py preview letter.txt
      cli.py preview decks/letter.apkg --no-open -o letter.html
    """
    from generator.anki import preview as pages
    from generator.output import output_errors, replace
    from generator.pipeline import Source

    if source.suffix == ".apkg":
        shown, target = pages.of_package(source), output or source.with_suffix(".html")
    else:
        shown, target = _shown(Source(source, en), folder, cards, looks), output or folder / f"{source.stem}.html"
    with output_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        replace({target: pages.page(shown)})
    click.echo(f"{target}: {len(shown.notes)} notes.")
    if not no_open:
        click.launch(target.resolve().as_uri())


def _shown(source: "Source", folder: Path, cards: str | None, looks: "Mapping[str, str | None]") -> "Shown":
    """What a build of a text would make."""
    from generator.anki import preview as pages
    from generator.pipeline import Options, Workshop

    options = Options(cards=_cards(cards) if cards else None, looks=_chosen(looks))
    deck, notes = Workshop(_progress()).notes(source, folder, options)
    return pages.of_notes(deck.title, notes)


def _chosen(looks: "Mapping[str, str | None]") -> dict[str, str]:
    """The options that were given."""
    return {name: value for name, value in looks.items() if value}


@main.command()
@click.argument("deck", type=click.Path(path_type=Path))
@click.option("--sync", is_flag=True, help="Let Anki synchronise with AnkiWeb afterwards.")
@click.option("--url", default="", help="Address of AnkiConnect; http://127.0.0.1:8765 unless given.")
@click.option("--key", default="", envvar="ANKICONNECT_KEY", help="Its apiKey, where one is set; or set ANKICONNECT_KEY.")
def push(deck: Path, sync: bool, url: str, key: str) -> None:
    """Send DECK (NAME.apkg) to the Anki that is running.

    Anki needs the add-on AnkiConnect (code 2055492159). New notes are added, changed notes updated; schedules stay, and so do
    your edits on notes that did not change.

    \b
    Examples:
      cli.py push decks/letter.apkg
      cli.py push decks/letter.apkg --sync
    """
    from generator.anki.connect import URL, Anki

    pushed = Anki(url or URL, key).push(deck, sync=sync)
    known = pushed.notes - pushed.new
    click.echo(f"{pushed.deck}: {pushed.notes} notes are in Anki, {pushed.new} of them new, {known} there before (updated if changed).")
    if sync:
        click.echo("Anki was told to synchronise.")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
def ledger(folder: Path) -> None:
    """Make lost tables again: NAME.tsv from NAME.apkg, for every deck of FOLDER that has none.

    Without its table a deck would be built as new: an import would then overwrite what you edited on its notes, and cards with a
    corrected reading would come a second time. Tables that are there are left alone.

    \b
    Example:
      cli.py ledger decks
    """
    from generator import anki
    from generator.errors import InputError

    packages = sorted(folder.glob("*.apkg"))
    if not packages:
        raise InputError(f"{folder}: no .apkg here; expected the folder with the decks.")
    failed = False
    for package in packages:
        twin = package.with_suffix(".tsv")
        try:
            said = "is there, left alone" if twin.exists() else f"made again, {anki.rebuild_twin(package)} notes"
            click.echo(f"{twin}: {said}.")
        except CikaError as error:
            failed = True
            click.echo(f"Error: {error}", err=True)
    if failed:
        sys.exit(1)


def _cards(names: str) -> frozenset[str]:
    """Read --cards."""
    from generator.anki import DEFAULT_CARDS, SWITCHES

    wanted = {name.strip().lower() for name in names.split(",") if name.strip()}
    if unknown := sorted(wanted - SWITCHES.keys() - {"all"}):
        raise click.BadParameter(
            f"there is no card named {unknown[0]!r}. The cards are: {', '.join(SWITCHES)}; or all.", param_hint="--cards"
        )
    return frozenset(SWITCHES) if "all" in wanted else DEFAULT_CARDS | wanted


def _format(name: str) -> str:
    """Check --from."""
    from generator.texts import FORMATS

    if name and name.lower() not in FORMATS:
        raise click.BadParameter(f"there is no format named {name!r}. The formats are: {', '.join(FORMATS)}.", param_hint="--from")
    return name.lower()


def _sources(
    paths: tuple[Path, ...], zh: Path | None, en: Path | None, beads: Path | None, format: str, title: str
) -> "tuple[list[Source], list[tuple[Path, CikaError]]]":
    """Collect what to build, each text once, in the order of their names; and what cannot be, with the reason."""
    from generator import texts
    from generator.errors import InputError
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
        raise click.UsageError("A deck is named after its file, which standard input (-) is not. Name it with --title.")
    found: list[Path] = []
    for path in paths:
        try:
            texts.find_texts([path])
            found.append(path)
        except CikaError as error:
            failed.append((path, error))
    for path, english in texts.find_texts(found) if found else ():
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
                (first.path, InputError(f"{files}: their decks would have one name, {name}. Rename all but one; none was built."))
            )
        else:
            sources.append(first)
    return sources, failed


def _progress() -> "Progress":
    """A progress line on a terminal, nothing elsewhere."""

    def show(stage: str, done: int, total: int) -> None:
        if total >= 200 and (done % 50 == 0 or done == total):
            click.echo(f"\r  {stage}: {done} of {total}\x1b[K", nl=done == total, err=True)

    return show if sys.stderr.isatty() else lambda stage, done, total: None


if __name__ == "__main__":
    main()
