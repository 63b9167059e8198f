"""Find which sentences translate each other."""

import json
from pathlib import Path

import click

from generator.commands.options import FROM, format_of, progress


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--from", "format", default="", metavar="FORMAT", help=FROM)
@click.option(
    "--sentences", is_flag=True, help="ZH and EN hold one sentence a line; print one bead a line."
)
@click.option(
    "--without-embeddings", is_flag=True, help="Use the dictionary alone, without sentence vectors."
)
@click.option("--print", "show", is_flag=True, help="Print the table and write nothing.")
@click.option(
    "--tmx",
    type=click.Path(path_type=Path),
    help="Write the alignment as TMX to this file instead.",
)
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
    from generator import pipeline, texts
    from generator.alignment.bead_notation import format_bead
    from generator.pipeline import Resources, Source

    if len(files) > 2 or (sentences and len(files) != 2):
        raise click.UsageError("Give one TEXT, or two files ZH EN; --sentences needs two.")
    workshop = Resources(progress(), vectors=not without_embeddings)
    if sentences:
        for bead in pipeline.align_lines(
            workshop, texts.read_lines(files[0]), texts.read_lines(files[1])
        ):
            click.echo(
                _bead_json(bead.zh, bead.en, bead.confidence) if as_json else format_bead(bead)
            )
        return
    source = Source(files[0], files[1] if len(files) > 1 else None, format=format_of(format))
    if as_json:
        for row in pipeline.align_source(workshop, source).rows():
            click.echo(_bead_json(row.zh, row.en, row.confidence))
    # Beside standard input there is no place for a table
    elif show or (files[0] == Path("-") and not tmx):
        click.echo(texts.render_aligned(pipeline.align_source(workshop, source).rows()), nl=False)
    else:
        path, aligned = pipeline.write_alignment(workshop, source, force=force, tmx=tmx)
        unsure = sum(row.unsure for row in aligned.rows())
        click.echo(f"{path}: {len(aligned.beads)} lines, {unsure} of them marked ? as unsure.")


def _bead_json(
    zh: tuple[int, ...] | tuple[str, ...], en: tuple[int, ...] | tuple[str, ...], confidence: float
) -> str:
    return json.dumps({"zh": zh, "en": en, "confidence": round(confidence, 4)}, ensure_ascii=False)
