"""Find which sentences translate each other."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.base.program import STANDARD_INPUT
from generator.commands.options import A_FILE
from generator.commands.output import print_json_line, progress
from generator.commands.text_options import FROM_OPTION, named_text

if TYPE_CHECKING:
    from generator.pipeline import Resources


@click.command(short_help="Write a table of sentence pairs to correct them.")
@click.argument("files", nargs=-1, required=True, type=A_FILE)
@FROM_OPTION
@click.option(
    "--sentences", is_flag=True, help="ZH and EN hold one sentence a line; print one bead a line."
)
@click.option(
    "--without-embeddings", is_flag=True, help="Use the dictionary alone, without sentence vectors."
)
@click.option("--print", "show", is_flag=True, help="Print the table and write nothing.")
@click.option("--tmx", type=A_FILE, help="Write the alignment as TMX to this file instead.")
@click.option(
    "--force",
    is_flag=True,
    help="Make the table anew although there is one; what was corrected in it is lost.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON and write nothing.")
def align(
    files: tuple[Path, ...],
    format: str,
    sentences: bool,
    without_embeddings: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Find which sentences translate each other: of a TEXT, or of two files ZH EN.

    Writes a table beside the text, NAME.aligned.tsv, which a spreadsheet opens: check, confidence,
    zh, en, one pair a line (sentences of one cell are separated by "⏎"); "?" under check marks a
    pair that is unsure and makes no cards. Correct it: merge lines, split them, move sentences from
    cell to cell, delete the "?" of a pair that is right. Every character of the text must stay in
    the table once. The next build uses it and realigns nothing.

    With --sentences it prints one bead a line instead, "[0, 1]:[0]:0.97": zero-based lines of ZH,
    of EN, confidence; every line of both files is in one bead, in order. A sentence without
    counterpart reads "[3]:[]:0.80".

    \b
    Examples:
      {program} align letter.txt
      {program} align letter.txt --tmx letter.tmx
      {program} align zh.txt en.txt --sentences
    """
    from generator import pipeline, texts
    from generator.pipeline import Resources

    if len(files) > 2 or (sentences and len(files) != 2):
        raise click.UsageError("Give one TEXT, or two files ZH EN; --sentences needs two.")
    resources = Resources(progress(), vectors=not without_embeddings)
    if sentences:
        _print_beads(resources, *files, as_json=as_json)
        return
    source = named_text(files, format)
    tmx = options["tmx"]
    # Beside standard input there is no place for a table
    is_shown = options["show"] or (source.path == STANDARD_INPUT and not tmx)
    if as_json:
        for row in pipeline.align_source(resources, source).rows():
            _print_pair(row.zh, row.en, row.confidence)
    elif is_shown:
        rows = pipeline.align_source(resources, source).rows()
        click.echo(texts.render_aligned(rows), nl=False)
    else:
        path, aligned = pipeline.write_alignment(resources, source, force=options["force"], tmx=tmx)
        unsure = sum(row.unsure for row in aligned.rows())
        click.echo(f"{path}: {len(aligned.beads)} lines, {unsure} of them marked ? as unsure.")


def _print_beads(resources: "Resources", zh: Path, en: Path, *, as_json: bool) -> None:
    """Align the lines of two files, and print one bead a line."""
    from generator import texts
    from generator.alignment.bead_notation import format_bead
    from generator.pipeline import align_lines

    for bead in align_lines(resources, texts.read_lines(zh), texts.read_lines(en)):
        if as_json:
            _print_pair(bead.zh, bead.en, bead.confidence)
        else:
            click.echo(format_bead(bead))


def _print_pair(zh: Sequence[object], en: Sequence[object], confidence: float) -> None:
    print_json_line({"zh": zh, "en": en, "confidence": round(confidence, 4)})
