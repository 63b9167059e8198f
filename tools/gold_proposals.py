"""What the program and the learner's dictionary propose for sentence pairs, to be corrected."""

from prelude import ROOT

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gold_pairs import LabelledPair, LabelledToken, is_hanzi, numbered
from learner_senses import LearnerDictionary

ID = re.compile(r"[^\s.]+")
COLUMNS = 4


def propose(path: Path, dictionary: LearnerDictionary) -> list[LabelledPair]:
    """Read a table of pairs (id, genre, Chinese, English) and propose the labels of their words.

    Exits with a sentence if the table is not as expected.
    """
    rows = _read_rows(path)
    found = annotate([(zh, en) for _, _, zh, en in rows])
    pairs = []
    for (name, genre, _, _), fields in zip(rows, found, strict=True):
        pair = LabelledPair(name, genre, fields["zh"], fields["en"], [], [""] * len(fields["zh"]))
        for token in fields["tokens"]:
            _add_token(pair, token)
        for token in pair.tokens:
            propose_sense(token, pair, dictionary)
        pairs.append(pair)
    return pairs


def _read_rows(path: Path) -> list[list[str]]:
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        row = line.split("\t")
        if len(row) != COLUMNS or not ID.fullmatch(row[0]):
            raise SystemExit(
                f"{path}, line {number}: expected id, genre, Chinese and English, separated by"
                " tabs, the id without spaces and dots"
            )
        rows.append(row)
    if len({row[0] for row in rows}) < len(rows):
        raise SystemExit(f"{path}: an id stands twice")
    return rows


def annotate(pairs: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return what ``cli.py annotate`` prints of each pair."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "pairs.tsv"
        table.write_text("".join(f"{zh}\t{en}\n" for zh, en in pairs), encoding="utf-8")
        command = [sys.executable, str(ROOT / "cli.py"), "annotate", str(table)]
        printed = subprocess.check_output(command, encoding="utf-8")
    return [json.loads(line) for line in printed.splitlines()]


def _add_token(pair: LabelledPair, fields: dict[str, Any]) -> None:
    """Add a token of the program; of punctuation only the syllables, if it has any."""
    start, end = fields["start"], fields["end"]
    syllables = [numbered(syllable) for syllable in fields["pinyin"] or []]
    hanzi = [place for place in range(start, end) if is_hanzi(pair.zh[place])]
    if len(hanzi) == len(syllables):
        for place, syllable in zip(hanzi, syllables, strict=True):
            pair.syllables[place] = syllable
    if fields["kind"] == "punctuation":
        return
    token = LabelledToken(
        start=start,
        end=end,
        headword=fields["headword"],
        reading=" ".join(syllable for syllable in syllables if syllable),
        kind=fields["kind"],
        gloss=fields["gloss"],
        english=[(first, last) for first, last in fields["english"]],
        original=len(pair.tokens) + 1,
    )
    pair.tokens.append(token)


def propose_sense(token: LabelledToken, pair: LabelledPair, dictionary: LearnerDictionary) -> None:
    """Give a word the sense whose gloss the program shows, else the likeliest; names get none.

    Where the ranker by hand, which knows nothing of the program's model, would take another sense,
    the word is marked as disputed.
    """
    listed = dictionary.senses(token.headword)
    if token.kind != "word" or not listed:
        return
    likeliest = dictionary.best(token.headword, pair.zh, pair.en)
    shown = [sense for sense in listed if sense.gloss == token.gloss]
    token.sense = (likeliest if likeliest in shown or not shown else shown[0]).label
    token.disputed = token.sense != likeliest.label
