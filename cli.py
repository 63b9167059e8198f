#!/usr/bin/env python3
"""Cika's command line: parse, call, print. Heavy modules are imported inside the commands, so that --help is quick."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import __version__
from generator.errors import CikaError

if TYPE_CHECKING:
    from generator.pipeline import Built, Progress, Source, Study

FOLDER = Path("decks")
SHOWN = 8
"""Items of a list that the report prints before it says how many there are."""
INTERRUPTED = "Interrupted. Decks that were there before are unchanged."


class Group(click.Group):
    """Commands in the order of use, and errors as sentences with exit code 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which they were written."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error that a person can act on is printed without a traceback."""
        try:
            return super().invoke(ctx)
        except CikaError as error:
            raise click.ClickException(str(error)) from error
        except KeyboardInterrupt as error:
            raise click.ClickException(INTERRUPTED) from error


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


@main.command()
@click.argument("text", nargs=-1, type=click.Path(path_type=Path))
@click.option("--zh", type=click.Path(path_type=Path), help="The Chinese, when the translation is in a file of its own.")
@click.option("--en", type=click.Path(path_type=Path), help="The English translation of --zh.")
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), default=FOLDER, show_default=True, help="Folder for the decks.")
@click.option("--title", default="", help="Title of the deck in Anki (one text only); else the text's own.")
@click.option("--cards", default="recognition,reading", show_default=True, help="Kinds of cards, parted by commas; all: see the README.")
@click.option("--force", is_flag=True, help="Build again even if nothing changed.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def build(text: tuple[Path, ...], zh: Path | None, en: Path | None, folder: Path, title: str, cards: str, force: bool, as_json: bool) -> None:  # noqa: PLR0913, PLR0917
    """Build an Anki deck from each TEXT (a file, or a folder of them).

    A text holds Chinese and its English translation, in either order, parted by a line such as "---" or "<hr />";
    without a translation, cards are made without one. For each text two files are written: NAME.apkg, to import into Anki,
    and NAME.tsv, a table of all notes. Keep the table beside the deck: it lets a later build update your cards without
    touching their schedule.

    \b
    Examples:
      cli.py build seeds
      cli.py build letter.txt -o ~/anki --cards recognition,production,reading
      cli.py build --zh chapter1.zh.txt --en chapter1.en.txt
    """
    from generator import anki
    from generator.pipeline import Options, Workshop

    sources = _sources(text, zh, en)
    if title and len(sources) > 1:
        raise click.UsageError(f"--title is for one text, but {len(sources)} were given.")
    options = Options(title, frozenset(c.strip() for c in cards.split(",") if c.strip()) | {"recognition", "reading"}, force)
    workshop = Workshop(_progress())
    now = anki.clock()
    built, failed = [], []
    for source in sources:
        try:
            built.append(workshop.build(source, folder, options, now))
            if not as_json:
                click.echo(_built_text(built[-1]))
        except CikaError as error:
            failed.append((source, error))
            click.echo(f"Error: {error}", err=True)
    if as_json:
        click.echo(json.dumps([_built_json(b) for b in built] + [_failed_json(*f) for f in failed], ensure_ascii=False, indent=1))
    elif len(sources) > 1:
        click.echo(f"\n{len(built)} of {len(sources)} texts are in {folder}.")
    if failed:
        sys.exit(1)


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--sentences", is_flag=True, help="ZH and EN hold one sentence a line; print one bead a line.")
@click.option("--without-embeddings", is_flag=True, help="Use the dictionary alone. This version has no embeddings, so it changes nothing yet.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def align(files: tuple[Path, ...], sentences: bool, without_embeddings: bool, as_json: bool) -> None:
    """Show which sentences translate each other: of a TEXT, or of two files ZH EN.

    Without --sentences the output is a table: confidence, Chinese, English (sentences of one side parted by " ⏎ ").
    With --sentences it is one bead a line, "[0, 1]:[0]:0.97": zero-based lines of ZH, of EN, confidence; every line of
    both files is in one bead, in order. A sentence without counterpart reads "[3]:[]:0.80".

    \b
    Examples:
      cli.py align letter.txt
      cli.py align zh.txt en.txt --sentences
    """
    del without_embeddings  # part of the stable interface; there is nothing to leave out yet
    from generator import texts
    from generator.pipeline import Source, Workshop, format_bead

    if len(files) > 2 or (sentences and len(files) != 2):
        raise click.UsageError("Give one TEXT, or two files ZH EN; --sentences needs two.")
    workshop = Workshop(_progress())
    if sentences:
        beads = workshop.align_lines(texts.read_lines(files[0]), texts.read_lines(files[1]))
        for bead in beads:
            click.echo(json.dumps({"zh": bead.zh, "en": bead.en, "confidence": round(bead.confidence, 4)}) if as_json else format_bead(bead))
        return
    aligned = workshop.align_text(workshop.read(Source(*files)))
    if not as_json:
        click.echo("confidence\tzh\ten")
    for bead in aligned.beads:
        sides = [[aligned.zh[i].text for i in bead.zh], [aligned.en[j].text for j in bead.en]]
        if as_json:
            click.echo(json.dumps({"zh": sides[0], "en": sides[1], "confidence": round(bead.confidence, 4)}, ensure_ascii=False))
        else:
            click.echo("\t".join([f"{bead.confidence:.2f}", *(" ⏎ ".join(side) for side in sides)]))


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
def annotate(file: Path) -> None:
    """Read, gloss and link the words of FILE: one line of Chinese each, or Chinese, a tab, and its English.

    Prints one JSON object a line: zh, en, and tokens that cover the Chinese without gap or overlap, each with start, end,
    text, kind (word, name, number, punctuation, foreign), pinyin (one syllable a hanzi, or null), headword, reading, gloss,
    senses (best first), sense_confidence, english (spans of the English that say it), link_confidence.

    \b
    Examples:
      cli.py annotate lines.tsv
      echo "银行在哪里？" | cli.py annotate -
    """
    from generator import texts
    from generator.pipeline import Workshop

    pairs = [(zh, en) for line in texts.read_lines(file) for zh, _, en in [line.partition("\t")]]
    for (zh, en), tokens in zip(pairs, Workshop(_progress()).annotate_lines(pairs), strict=True):
        click.echo(json.dumps({"zh": zh, "en": en, "tokens": [_token_json(t) for t in tokens]}, ensure_ascii=False))


@main.command()
@click.argument("text", type=click.Path(path_type=Path))
@click.option("--en", type=click.Path(path_type=Path), help="The English translation, when it is in a file of its own.")
@click.option("--decks", "folder", type=click.Path(path_type=Path), default=FOLDER, show_default=True, help="Decks whose words count as known.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def words(text: Path, en: Path | None, folder: Path, as_json: bool) -> None:
    """Show what would be learnt from TEXT: word, reading, gloss, level, frequency, and the sentence it stands in.

    To correct a word, save the table as NAME.words.tsv beside the text, keep the lines that you want to change, correct
    reading or gloss, or write "x" under skip; then build again.

    \b
    Examples:
      cli.py words letter.txt
      cli.py words letter.txt > letter.words.tsv
    """
    from generator import anki
    from generator.pipeline import Source, Workshop

    source = Source(text, en)
    held = anki.held_keys(folder, source.name) if folder.is_dir() else frozenset()
    study = Workshop(_progress()).study(source, held)
    rows = _word_rows(study)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    click.echo("\t".join(("word", "reading", "gloss", "skip", "hsk", "zipf", "doubts", "sentence")))
    for row in rows:
        click.echo("\t".join(str(cell if cell is not None else "") for cell in row.values()))


def _sources(paths: tuple[Path, ...], zh: Path | None, en: Path | None) -> "list[Source]":
    """Collect what to build, each text once, in the order of their names."""
    from generator import texts
    from generator.pipeline import Source

    if bool(zh) != bool(en):
        raise click.UsageError("--zh and --en go together.")
    if not paths and not zh:
        raise click.UsageError("Nothing to build: give a TEXT, a folder, or --zh and --en.")
    sources = [Source(path) for path in (texts.find_texts(paths) if paths else ())]
    if zh and en:
        sources.append(Source(zh, en))
    by_name: dict[str, Source] = {}
    for source in sources:
        other = by_name.setdefault(source.name, source)
        if other != source:
            raise click.UsageError(f"{other.path} and {source.path} would both be built as {source.name}. Rename one of them.")
    return [by_name[name] for name in sorted(by_name)]


def _progress() -> "Progress":
    """A progress line on a terminal, nothing elsewhere."""

    def show(stage: str, done: int, total: int) -> None:
        if total >= 200 and (done % 50 == 0 or done == total):
            click.echo(f"\r  {stage}: {done} of {total}\x1b[K", nl=done == total, err=True)

    return show if sys.stderr.isatty() else lambda stage, done, total: None


def _built_text(built: "Built") -> str:
    if built.written is None or built.study is None or built.deck is None:
        return f"{built.package}: up to date."
    study, written = built.study, built.written
    beads = study.aligned.beads
    lines = [
        f"{built.package}",
        f"  {len(study.aligned.zh)} Chinese and {len(study.aligned.en)} English sentences"
        + (f", {len(beads)} pairs, {sum(b.confidence < _unsure() for b in beads)} of them unsure" if study.aligned.en else "; no translation"),
        f"  {len(study.words)} words to learn, {len(built.deck.sentences)} sentence cards"
        + (f"; {len(study.held)} words are in other decks of the folder" if study.held else ""),
        f"  notes: {written.new} new, {written.changed} changed, {written.unchanged} unchanged" + (f", {written.gone} gone" if written.gone else ""),
    ]
    if study.corrections:
        lines.append(f"  {len(study.corrections)} corrections applied")
    missing = [w.token.text for w in study.words if w.token.entry is None]
    if missing:
        lines.append(f"  not in the dictionary: {_some(missing)}")
    doubtful = [w.token.text for w in study.words if w.token.doubts and w.token.entry is not None]
    if doubtful:
        lines.append(f"  worth a look (tags check::…): {_some(doubtful)}")
    lines += [f"  {issue.kind}: {issue.where}: {issue.detail}" for issue in built.issues[:SHOWN]]
    if len(built.issues) > SHOWN:
        lines.append(f"  … and {len(built.issues) - SHOWN} more (--json has all)")
    return "\n".join(lines)


def _unsure() -> float:
    from generator.pipeline import UNSURE

    return UNSURE


def _some(items: list[str]) -> str:
    return "、".join(items[:SHOWN]) + (f" … {len(items)} in all" if len(items) > SHOWN else "")


def _built_json(built: "Built") -> dict[str, Any]:
    report: dict[str, Any] = {"text": str(built.source.path), "package": str(built.package), "up_to_date": built.written is None}
    if built.written is None or built.study is None or built.deck is None:
        return report
    study, written = built.study, built.written
    return report | {
        "twin": str(written.twin),
        "sentences": {"zh": len(study.aligned.zh), "en": len(study.aligned.en)},
        "beads": [{"zh": len(b.zh), "en": len(b.en), "confidence": round(b.confidence, 3)} for b in study.aligned.beads],
        "words": len(study.words),
        "held": [t.headword for t in study.held],
        "sentence_cards": len(built.deck.sentences),
        "notes": {"new": written.new, "changed": written.changed, "unchanged": written.unchanged, "gone": written.gone},
        "not_in_dictionary": [w.token.text for w in study.words if w.token.entry is None],
        "doubtful": [{"word": w.token.text, "doubts": w.token.doubts} for w in study.words if w.token.doubts],
        "issues": [{"kind": i.kind, "where": i.where, "detail": i.detail} for i in built.issues],
    }


def _failed_json(source: "Source", error: CikaError) -> dict[str, Any]:
    return {"text": str(source.path), "error": str(error)}


def _token_json(token: Any) -> dict[str, Any]:
    named = ("start", "end", "text", "kind", "pinyin", "headword", "reading", "gloss", "senses", "sense_confidence", "english", "link_confidence")
    found = {name: getattr(token, name) for name in named}
    return {name: round(value, 3) if isinstance(value, float) else value for name, value in found.items()}


def _word_rows(study: "Study") -> list[dict[str, Any]]:
    return [
        {
            "word": word.token.headword,
            "reading": word.token.reading,
            "gloss": word.token.gloss,
            "skip": "",
            "hsk": word.levels.hsk2025,
            "zipf": word.zipf,
            "doubts": " ".join(word.token.doubts),
            "sentence": study.passages[word.passage].zh,
        }
        for word in study.words
    ]


if __name__ == "__main__":
    main()
