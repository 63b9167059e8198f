"""Annotate lines, for programs."""

from pathlib import Path

import click

from generator.commands.options import A_FILE
from generator.commands.output import print_json_line, progress


@click.command(short_help="Read and gloss lines, for programs.")
@click.argument("file", type=A_FILE)
def annotate(file: Path) -> None:
    """Read, gloss and link the words of FILE: one line of Chinese each, or Chinese, a tab, and its
    English.

    Prints one JSON object a line, for an empty line too: zh, en, and tokens that cover the Chinese
    without gap or overlap, each with start, end, text, kind (word, name, number, punctuation,
    foreign), pinyin (one syllable for each hanzi, "" for one that no list reads; null without
    hanzi), headword, reading, gloss, senses (the dictionary's short glosses, the best of each
    definition first), sense_confidence (that the first is right), english ([start, end] of the
    English that says it), link_confidence. What follows a second tab belongs to the English.

    \b
    Examples:
      {program} annotate lines.tsv
      echo "银行在哪里？" | {program} annotate -
    """
    from generator import texts
    from generator.base.token_json import token_json
    from generator.pipeline import Resources, annotate_lines

    pairs = []
    for line in texts.read_lines(file):
        zh, _, en = line.partition("\t")
        pairs.append((zh, en))
    annotated = annotate_lines(Resources(progress()), pairs)
    for (zh, en), tokens in zip(pairs, annotated, strict=True):
        shown = [token_json(token) for token in tokens]
        print_json_line({"zh": zh, "en": en, "tokens": shown})
