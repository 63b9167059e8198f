#!/usr/bin/env python3
"""Measure orders of study, the sentences that words are shown in, and how many words cover a text.

    python tools/eval_order.py [TEXT …] [--data DIR] [--pairs N]

Without TEXT: the letter in seeds/, and, where DIR (../shared/data) is there, the first chapter of
MAC-dev in its gold alignment, and N (1,000) of the Tatoeba pairs, evenly over the file.

Orders: words that are unknown in a sentence of the text, on average over its sentences, when a
quarter, half, three quarters of the words were learnt, and on average over study; the share of
sentences without any, at the same times. "by use": the words that most sentences have come first,
so that no order leaves fewer words unknown. "reading, power": other prices of a word
(study/order.py). "at most" is what no order of words can exceed (tools/study_bound.py).

Sentences: other words, not met before, in the sentence that a word card shows; its running words;
whether the translation's counterpart is marked; for all words, and for those that stand in several
sentences.
"""

import prelude

import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from pathlib import Path

from generator import pipeline
from generator.anki.passage_fields import counterpart
from generator.base.records import Passage, Word
from generator.base.words import HeadwordKey, headword_key
from generator.pipeline import BuildOptions, Resources, Source, Study, Understood
from generator.study import WordSelection
from generator.study.order import reading_order, sentence_by_sentence
from generator.study.vocabulary import RUNNING
from gold_texts import read_mac
from inputs import LETTER, TATOEBA, add_data, command_line, read_pairs
from study_bound import readable_at_most

ORDERS = ("text", "frequency", "level", "reading")
POWERS = (0.0, 1.0)
"""Other prices of a word than that of the order of reading, which has 0.5."""
QUARTERS = (0.25, 0.5, 0.75)
SHARES = (0.5, 0.8, 0.9, 0.95, 0.98)
"""Shares of the running words that a reader is to know."""
COVERED = ("word", "name")
"""Kinds of tokens that coverage counts."""
ORDER_HEADS = (
    "order",
    *("unknown words a sentence at 25 %", "50 %", "75 %", "mean"),
    *("sentences readable at 25 %", "50 %", "75 %", "mean"),
)
SHOWN_HEADS = (
    "order",
    "shown in",
    "other new words",
    "running words",
    "counterpart marked",
    "moved",
    "words",
)
COVERAGE_HEADS = (
    "coverage",
    "words needed",
    "in the order of the text",
    "by frequency",
    "sentence cards of",
)

SentenceWords = dict[int, tuple[HeadwordKey, ...]]
"""Number of a passage -> its words to learn, each once."""


def default_texts(data: Path, pairs: int, folder: Path) -> Iterator[Path]:
    """Yield the three texts that docs/study.md speaks of, as far as they are there.

    MAC-dev and Tatoeba are written as tables into a temporary folder.
    """
    yield LETTER
    if not data.is_dir():
        print(f"{data} is not there: the letter alone is measured.", file=sys.stderr)
        return
    chapter = read_mac(data)[0]
    rows = []
    for zh_numbers, en_numbers in chapter.gold:
        if zh_numbers and en_numbers:
            zh = "".join(chapter.zh[i].text for i in zh_numbers)
            en = " ".join(chapter.en[j].text for j in en_numbers)
            rows.append((zh, en))
    yield write_table(folder / "chapter.tsv", rows)
    found = list(read_pairs(data / TATOEBA))
    yield write_table(folder / "tatoeba.tsv", found[:: len(found) // pairs][:pairs])


def write_table(path: Path, rows: Iterable[tuple[str, str]]) -> Path:
    """Write a table of two columns."""
    lines = [f"{' '.join(zh.split())}\t{' '.join(en.split())}\n" for zh, en in rows]
    path.write_text("".join(lines), encoding="utf-8")
    return path


# -- orders


def sentences_of(study: Study) -> SentenceWords:
    """Return the words to learn of each passage that has any, in the order of the text."""
    words = {headword_key(word.token) for word in study.words}
    found = {}
    for index in sorted(study.chosen.order):
        keys = dict.fromkeys(map(headword_key, study.passages[index].tokens))
        wanted = tuple(key for key in keys if key in words)
        if wanted:
            found[index] = wanted
    return found


def progress(
    words: Iterable[HeadwordKey], sentences: Collection[tuple[HeadwordKey, ...]]
) -> tuple[list[float], list[float]]:
    """Return what is known after 0, 1, 2, … words.

    First the mean number of unknown words in a sentence, then the share of sentences without any.
    """
    rank = {key: number for number, key in enumerate(words, 1)}
    met: Counter[int] = Counter()
    read: Counter[int] = Counter()
    for keys in sentences:
        ranks = [rank[key] for key in keys]
        met.update(ranks)
        read[max(ranks)] += 1
    times = range(len(rank) + 1)
    total, size = met.total(), len(sentences)
    known = accumulate(met[time] for time in times)
    done = accumulate(read[time] for time in times)
    return [(total - count) / size for count in known], [count / size for count in done]


def curve(values: Sequence[float], pattern: str) -> list[str]:
    """Write a curve as a row: at each quarter, and its mean."""
    last = len(values) - 1
    quarters = [values[round(last * share)] for share in QUARTERS]
    return [format(value, pattern) for value in (*quarters, sum(values) / len(values))]


def print_order(order: str, words: Iterable[HeadwordKey], sentences: SentenceWords) -> None:
    """Print the row of an order."""
    unknown, readable = progress(words, sentences.values())
    print(order, *curve(unknown, ".2f"), *curve(readable, ".1%"), sep="\t")


def print_orders(studies: dict[str, Study], sentences: SentenceWords) -> None:
    """Print the table of orders."""
    print(*ORDER_HEADS, sep="\t")
    for order, study in studies.items():
        print_order(order, [headword_key(word.token) for word in study.words], sentences)
    uses = Counter(chain.from_iterable(sentences.values()))
    print_order("by use", [key for key, _ in uses.most_common()], sentences)
    for power in POWERS:
        passages = reading_order(sentences, dict.fromkeys(sentences, 0), power)
        steps = sentence_by_sentence(passages, sentences)
        print_order(f"reading, power {power:.0f}", steps.words, sentences)
    words = [headword_key(word.token) for word in studies["text"].words]
    bound = readable_at_most(list(sentences.values()), words)
    print("at most", "", "", "", "", *curve(bound, ".1%"), sep="\t")


# -- the sentences that words are shown in


@dataclass(frozen=True)
class ShownWord:
    """A word in the sentence of its card."""

    new: int
    """Other words of the sentence that were not met before."""
    running: int
    """Running words of the sentence."""
    is_marked: bool
    """The counterpart is marked in the translation."""
    is_moved: bool
    """It is another sentence than that which the word is learnt for."""


def shown_words(study: Study, *, best: bool, several: bool) -> list[ShownWord]:
    """Return the words in the sentences of their cards.

    Without ``best`` each is in the sentence that it is learnt for; in orders of words that may lack
    it, then in the first of the text. ``several``: only words that stand in several sentences.
    """
    rank = {headword_key(word.token): number for number, word in enumerate(study.words)}
    needs = sentences_of(study)
    uses = Counter(chain.from_iterable(needs.values()))
    first_places: dict[HeadwordKey, int] = {}
    for index, keys in needs.items():
        for key in keys:
            first_places.setdefault(key, index)
    found = []
    for word in study.words:
        key = headword_key(word.token)
        if several and uses[key] == 1:
            continue
        first = word.place if key in needs[word.place] else first_places[key]
        index = word.passage if best else first
        new = sum(rank[other] > rank[key] for other in needs[index])
        found.append(_shown(study.passages[index], word, new, is_moved=index != first))
    return found


def _shown(passage: Passage, word: Word, new: int, *, is_moved: bool) -> ShownWord:
    key = headword_key(word.token)
    token = next(token for token in passage.tokens if headword_key(token) == key)
    running = sum(token.kind in RUNNING for token in passage.tokens)
    return ShownWord(new, running, bool(counterpart(passage, token)), is_moved)


def print_shown(studies: dict[str, Study]) -> None:
    """Print the table of the sentences that words are shown in."""
    print(*SHOWN_HEADS, sep="\t")
    for order, study in studies.items():
        for several, suffix in ((False, ""), (True, ", of several")):
            for best, kind in ((False, "first"), (True, "best")):
                words = shown_words(study, best=best, several=several)
                new = sum(word.new for word in words) / len(words)
                running = sum(word.running for word in words) / len(words)
                marked = sum(word.is_marked for word in words) / len(words)
                moved = sum(word.is_moved for word in words) / len(words)
                figures = (f"{new:.2f}", f"{running:.1f}", f"{marked:.1%}", f"{moved:.1%}")
                print(order, f"{kind}{suffix}", *figures, len(words), sep="\t")


# -- coverage


def words_needed(study: Study, share: float) -> int:
    """Return how many words, in the order of a study, cover a share of the running words."""
    assert study.chosen.coverage
    counts: Counter[HeadwordKey] = Counter()
    for passage in study.passages:
        counts.update(headword_key(token) for token in passage.tokens if token.kind in COVERED)
    learnt = [counts[headword_key(word.token)] for word in study.words]
    goal = share * study.chosen.coverage.running
    for number, covered in enumerate(accumulate(learnt, initial=study.chosen.coverage.before)):
        if covered >= goal:
            return number
    raise ValueError(f"all words of the text do not cover {share:.0%}")


def print_coverage(resources: Resources, text: Understood, studies: dict[str, Study]) -> None:
    """Print how many words cover a text."""
    print("\t".join(COVERAGE_HEADS), len(studies["text"].chosen.order))
    for share in SHARES:
        options = BuildOptions(selection=WordSelection(coverage=share))
        limited = pipeline.choose(resources, text, options)
        others = [words_needed(studies[order], share) for order in ("text", "frequency")]
        cards = len(limited.chosen.order) - len(limited.chosen.beyond)
        print(f"{share:.0%}", len(limited.words), *others, cards, sep="\t")


def measure(resources: Resources, name: str, text: Understood) -> None:
    """Print all tables of a text."""
    studies = {}
    for order in ORDERS:
        studies[order] = pipeline.choose(resources, text, order=order)
    study = studies["text"]
    sentences = sentences_of(study)
    sizes = (
        f"{len(study.words)} words in {len(sentences)} sentences, {len(study.chosen.names)} names"
    )
    print(f"\n{name}: {sizes}")
    print_orders(studies, sentences)
    print_shown(studies)
    print_coverage(resources, text, studies)


def main() -> None:
    """Read the command line and measure each text."""
    parser = command_line(__doc__)
    parser.add_argument("text", nargs="*", type=Path)
    add_data(parser)
    parser.add_argument("--pairs", type=int, default=1000)
    options = parser.parse_args()
    resources = Resources()
    with tempfile.TemporaryDirectory() as folder:
        texts = options.text or default_texts(options.data, options.pairs, Path(folder))
        for path in texts:
            measure(resources, path.stem[:30], pipeline.understand(resources, Source(path)))


if __name__ == "__main__":
    main()
