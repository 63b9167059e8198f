"""Annotate lines, for programs."""

import json
from pathlib import Path

import click

from generator.commands.options import progress


@click.command()
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
    from generator import pipeline, texts
    from generator.pipeline import Resources
    from generator.reports.build_report import token_json

    pairs = [(zh, en) for line in texts.read_lines(file) for zh, _, en in [line.partition("\t")]]
    for (zh, en), tokens in zip(
        pairs, pipeline.annotate_lines(Resources(progress()), pairs), strict=True
    ):
        click.echo(
            json.dumps(
                {"zh": zh, "en": en, "tokens": [token_json(t) for t in tokens]}, ensure_ascii=False
            )
        )
