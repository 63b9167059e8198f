"""Measure Cika against gold data that does not come with it: ``python tools/eval_alignment.py
alignment [--data DIR]``.

Each sub-command is a function that takes the parsed arguments and prints a table; ``main`` finds it
by its name.
"""

import argparse
import itertools
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator.alignment import AlignmentSide, align
from generator.alignment.bead_models import BeadModels
from generator.alignment.doubts import belonging, gaps, stretches
from generator.alignment.split import split_chinese, split_english
from generator.base.choices import MIN_PAIR_CONFIDENCE
from generator.base.errors import InputError
from generator.base.records import Bead, Sentence
from generator.chinese import numbers
from generator.chinese.segment import Segmenter
from generator.lexicon import english
from generator.lexicon.dictionary import Dictionary
from generator.lexicon.translations import translator
from generator.vectors import span_vectors
from generator.vectors.spans import SpanVectors

Move = tuple[tuple[int, ...], tuple[int, ...]]
DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text with its gold alignment; every sentence of both sides is in one bead."""

    name: str
    zh: tuple[Sentence, ...]
    en: tuple[Sentence, ...]
    gold: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """A gold text with what alignment is handed beside the sentences."""

    text: GoldText
    zh_terms: tuple[tuple[str, ...], ...]
    en_terms: tuple[tuple[str, ...], ...]
    vectors: tuple[SpanVectors, SpanVectors] | None = None

    def sides(self) -> tuple[AlignmentSide, AlignmentSide]:
        """Return what ``align`` takes of both languages."""
        zh_vectors, en_vectors = self.vectors or (None, None)
        zh = AlignmentSide(self.text.zh, self.zh_terms, zh_vectors)
        return zh, AlignmentSide(self.text.en, self.en_terms, en_vectors)


class Tools:
    """Dictionary and segmenter, opened once."""

    def __init__(self, *, embeddings: bool = True) -> None:
        self.embeddings = embeddings
        dictionary = Dictionary()
        self._segmenter = Segmenter(dictionary)
        self.translations = translator(dictionary.entries, dictionary.syllables, numbers.value)

    def prepare(self, text: GoldText) -> Material:
        """Cut the sentences of a text into terms, and encode them."""
        zh = tuple(self.terms(sentence.text, chinese=True) for sentence in text.zh)
        return self.with_vectors(
            Material(
                text, zh, tuple(self.terms(sentence.text, chinese=False) for sentence in text.en)
            )
        )

    def terms(self, text: str, *, chinese: bool) -> tuple[str, ...]:
        """The terms of a sentence."""
        if not chinese:
            return english.terms(text)
        return tuple(
            piece.text
            for piece in self._segmenter.cut(text)
            if piece.kind != "punctuation" and not piece.text.isspace()
        )

    def with_vectors(self, material: Material) -> Material:
        """The material with vectors, if these are wanted."""
        if not self.embeddings:
            return material
        zh, en = (
            span_vectors([sentence.text for sentence in side])
            for side in (material.text.zh, material.text.en)
        )
        return replace(material, vectors=(zh, en))

    def align(self, material: Material, models: BeadModels | None = None) -> tuple[Bead, ...]:
        """Align a text."""
        return align(*material.sides(), self.translations, models)

    def belonging(self, material: Material, beads: Sequence[Bead]) -> float:
        """How far the sides of an aligned text belong together; from 1 on they do."""
        return belonging(beads, *material.sides(), self.translations)


# Gold data


def sentences(texts: Iterable[str]) -> tuple[Sentence, ...]:
    """Sentences of a list without paragraphs."""
    found: list[Sentence] = []
    start = 0
    for text in texts:
        found.append(Sentence(start, start + len(text), text, 0))
        start += len(text) + 1
    return tuple(found)


def read_mac(folder: Path) -> list[GoldText]:
    """Read the six texts of MAC-dev (InterText XML)."""
    links = sorted(folder.glob("*_zh.*_en.xml"))
    if not links:
        raise InputError(
            f"{folder}: found no *_zh.*_en.xml there. Give the folder that holds alignment/mac-dev"
            " with --data"
        )
    return [_read_intertext(path) for path in links]


def _read_intertext(path: Path) -> GoldText:
    links = ET.parse(path).getroot()
    sides, places = [], []
    for name in (links.attrib["fromDoc"], links.attrib["toDoc"]):
        marks = list(ET.parse(path.parent / name).iter("s"))
        sides.append(sentences("".join(mark.itertext()).strip() for mark in marks))
        places.append({mark.attrib["id"]: number for number, mark in enumerate(marks)})
    gold = []
    for link in links.iter("link"):
        en, _, zh = link.attrib["xtargets"].partition(";")  # the English side comes first
        gold.append(
            (
                tuple(sorted(places[0][mark] for mark in zh.split())),
                tuple(sorted(places[1][mark] for mark in en.split())),
            )
        )
    return GoldText(
        links.attrib["fromDoc"].removesuffix("_zh.xml"), sides[0], sides[1], tuple(gold)
    )


def read_letter(path: Path) -> GoldText:
    """Read a gold table: a header, then Chinese TAB English, `` ⏎ `` between the sentences of a
    cell."""
    if not path.is_file():
        raise InputError(
            f"{path}: not there. Give the folder that holds seed/alignment.gold.tsv with --data"
        )
    zh: list[str] = []
    en: list[str] = []
    gold: list[Move] = []
    for line in path.read_text("utf-8").splitlines()[1:]:
        left, right = ([part for part in cell.split(" ⏎ ") if part] for cell in line.split("\t"))
        gold.append(
            (
                tuple(range(len(zh), len(zh) + len(left))),
                tuple(range(len(en), len(en) + len(right))),
            )
        )
        zh += left
        en += right
    return GoldText("letter", sentences(zh), sentences(en), tuple(gold))


# Scores


def count(gold: Iterable[Move], found: Iterable[Move]) -> Counter[str]:
    """Counts for strict and lax precision and recall (after Sennrich and Volk 2010, as Vecalign and
    Bertalign count).

    Strict: a bead that is in the gold. Lax: a bead that shares a pair of sentences with the gold.
    Precision counts all beads found, those with one side too; recall counts the gold beads with two
    sides.
    """
    gold_, found_ = set(gold), set(found)
    gold_pairs = {(i, j) for zh, en in gold_ for i in zh for j in en}
    found_pairs = {(i, j) for zh, en in found_ for i in zh for j in en}
    two_sided = {bead for bead in gold_ if all(bead)}
    return Counter(
        found=len(found_),
        found_strict=len(found_ & gold_),
        found_lax=sum(bead in gold_ or _touches(bead, gold_pairs) for bead in found_),
        gold=len(two_sided),
        gold_strict=len(two_sided & found_),
        gold_lax=sum(bead in found_ or _touches(bead, found_pairs) for bead in two_sided),
    )


def _touches(bead: Move, pairs: set[tuple[int, int]]) -> bool:
    return any((i, j) in pairs for i in bead[0] for j in bead[1])


def f1(counts: Counter[str], kind: str) -> tuple[float, float, float]:
    """Precision, recall and F1, ``strict`` or ``lax``."""
    precision = counts[f"found_{kind}"] / max(counts["found"], 1)
    recall = counts[f"gold_{kind}"] / max(counts["gold"], 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


# Sub-commands


def alignment(arguments: argparse.Namespace) -> None:
    """Strict and lax scores on MAC-dev and the letter, by text and by type of bead; how sure and
    how right; speed."""
    tools = Tools(embeddings=not arguments.without_embeddings)
    texts = [tools.prepare(text) for text in read_mac(arguments.data / "alignment" / "mac-dev")]
    if arguments.growth:
        return _growth(tools, texts)
    if arguments.robustness:
        return _robustness(tools, texts)
    if arguments.belonging:
        from eval_belonging import print_table, read_pairs

        return print_table(
            [
                *texts,
                tools.prepare(
                    read_pairs(arguments.data / "parallel" / "tatoeba.cmn-eng.tsv.gz", 400)
                ),
            ],
            tools,
        )
    if arguments.held_out:
        from fit_alignment import fit

        print("MAC-dev, each text aligned with weights fitted on the other five:")
        models = [fit(tools, [other for other in texts if other is not text]) for text in texts]
        if tools.embeddings:
            print("By words alone:")
            lacking = [replace(text, vectors=None) for text in texts]
            _print_scores(
                [text.text for text in texts],
                [tools.align(text, model) for text, model in zip(lacking, models, strict=True)],
            )
            print("With meaning:")
        results = [tools.align(text, model) for text, model in zip(texts, models, strict=True)]
    else:
        print(
            "MAC-dev. The weights were fitted on these texts: see --held-out for an honest figure."
        )
        results = [tools.align(text) for text in texts]
    _print_scores([text.text for text in texts], results)
    _print_boundaries([text.text for text in texts])
    letter = tools.prepare(read_letter(arguments.data / "seed" / "alignment.gold.tsv"))
    _print_scores([letter.text], [tools.align(letter)])
    return None


def _growth(tools: Tools, texts: list[Material]) -> None:
    """Scores of the texts as one, and time and memory as it is repeated; speed against jieba on the
    same text in the same process."""
    import resource

    from disturbed_texts import join

    tools.align(texts[0])
    first_thousand: list[Material] = []
    for text in texts:
        first_thousand += [text] if sum(len(t.text.zh) for t in first_thousand) < 1000 else []
    parts = (texts[:1], first_thousand, texts, texts * 7)
    rows, memory = [], []
    for joined in (replace(join(some, Tools(embeddings=False)), vectors=None) for some in parts):
        begun = time.process_time()
        encoded = tools.with_vectors(joined)
        encoding = time.process_time() - begun
        beads = tools.align(encoded)
        seconds = time.process_time() - begun
        memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        rows.append(
            (
                joined.text,
                seconds,
                encoding,
                count(joined.text.gold, [(bead.zh, bead.en) for bead in beads]),
            )
        )
    # jieba comes last: its dictionary would count as memory of ours.
    print(
        "   zh     en  seconds  zh/s  both/s  encoding  jieba.lcut  ratio  strict    lax  peak MB"
    )
    for (sides, seconds, encoding, counts), peak in zip(rows, memory, strict=True):
        zh, en = len(sides.zh), len(sides.en)
        cutting = _jieba_seconds(sides)
        print(
            f"{zh:5} {en:6} {seconds:8.2f} {zh / seconds:5.0f} {(zh + en) / seconds:7.0f}"
            f" {encoding:9.2f} {cutting:11.2f} {seconds / cutting:6.1f}"
            f" {f1(counts, 'strict')[2]:7.4f} {f1(counts, 'lax')[2]:6.4f} {peak:8.0f}"
        )
    print("Seconds of CPU, terms given.")


def _jieba_seconds(text: GoldText) -> float:
    """CPU that ``jieba.lcut`` takes for the Chinese of a text."""
    import jieba

    jieba.setLogLevel("ERROR")
    jieba.lcut("热身")
    begun = time.process_time()
    for sentence in text.zh:
        jieba.lcut(sentence.text)
    return time.process_time() - begun


def _robustness(tools: Tools, texts: Sequence[Material]) -> None:
    """Scores of texts that were disturbed, and how much of what is strange in them is reported.

    Strange is a sentence without counterpart in the gold. Reported is one in a gap, an unsure bead
    or a stretch that matches badly; a false report is one of the other sentences.
    """
    from disturbed_texts import disturbed

    print(
        f"{'':28} strict    lax   nulls found   strange reported   false   stretches    belonging"
        " (least)"
    )
    for kind, materials in disturbed(texts, tools).items():
        results = [tools.align(material) for material in materials]
        counts = sum(
            (
                count(m.text.gold, [(b.zh, b.en) for b in beads])
                for m, beads in zip(materials, results, strict=True)
            ),
            Counter(),
        )
        strange = [_alone(m.text.gold) for m in materials]
        found = sum(
            len(_alone([(b.zh, b.en) for b in beads]) & alone)
            for alone, beads in zip(strange, results, strict=True)
        )
        reported = [_reported(beads) for beads in results]
        caught = sum(len(some & alone) for some, alone in zip(reported, strange, strict=True))
        false = sum(len(some - alone) for some, alone in zip(reported, strange, strict=True))
        nulls = sum(map(len, strange))
        others = sum(len(m.text.zh) + len(m.text.en) for m in materials) - nulls
        least = min(
            tools.belonging(material, beads)
            for material, beads in zip(materials, results, strict=True)
        )
        print(
            f"{kind:28} {f1(counts, 'strict')[2]:6.3f} {f1(counts, 'lax')[2]:6.3f}  "
            f" {found:5}/{nulls:5}   {caught / nulls:16.2f}   {false / others:5.3f}  "
            f" {sum(len(stretches(beads)) for beads in results):9}    {least:.2f}",
            flush=True,
        )


def _alone(moves: Iterable[Move]) -> set[tuple[int, int]]:
    """Side and number of the sentences without counterpart."""
    return {(side, at) for move in moves if not all(move) for side in (0, 1) for at in move[side]}


def _reported(beads: Sequence[Bead]) -> set[tuple[int, int]]:
    """Side and number of the sentences that a report of the build names."""
    doubtful = [
        (bead.zh, bead.en)
        for bead in beads
        if bead.zh and bead.en and bead.confidence < MIN_PAIR_CONFIDENCE
    ]
    parts = [(range(*part.zh), range(*part.en)) for part in (*gaps(beads), *stretches(beads))]
    return {(side, at) for part in (*doubtful, *parts) for side in (0, 1) for at in part[side]}


def _print_scores(texts: Sequence[GoldText], results: Sequence[Sequence[Bead]]) -> None:
    moves = [[(bead.zh, bead.en) for bead in beads] for beads in results]
    counts = [count(text.gold, found) for text, found in zip(texts, moves, strict=True)]
    print(f"{'text':14} {'zh':>5} {'en':>5}   strict P     R    F1      lax P     R    F1")
    for name, zh, en, counted in [
        *(
            (text.name, len(text.zh), len(text.en), counted)
            for text, counted in zip(texts, counts, strict=True)
        ),
        (
            "all",
            sum(len(text.zh) for text in texts),
            sum(len(text.en) for text in texts),
            sum(counts, Counter()),
        ),
    ]:
        figures = "     ".join(
            " ".join(f"{value:.3f}" for value in f1(counted, kind)) for kind in ("strict", "lax")
        )
        print(f"{name:14} {zh:5} {en:5}      {figures}")
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for text, found in zip(texts, moves, strict=True):
        for bead in text.gold:
            total[f"{len(bead[0])}-{len(bead[1])}"] += 1
            right[f"{len(bead[0])}-{len(bead[1])}"] += bead in set(found)
    print(
        "found of gold, by type: "
        + ", ".join(f"{kind} {right[kind]}/{number}" for kind, number in total.most_common())
    )
    _print_calibration(texts, results)


def _print_boundaries(texts: Sequence[GoldText]) -> None:
    """How well the splitters find the sentences of the gold texts again, once these are run
    together."""
    for name, split, joint in (("Chinese", split_chinese, ""), ("English", split_english, " ")):
        gold = found = both = 0
        for text in texts:
            wanted = [
                sentence.text
                for sentence in (text.zh if split is split_chinese else text.en)
                if sentence.text
            ]
            ends = [_ends(wanted), _ends([sentence.text for sentence in split(joint.join(wanted))])]
            gold, found, both = (
                gold + len(ends[0]),
                found + len(ends[1]),
                both + len(ends[0] & ends[1]),
            )
        figures = f"P {both / found:.4f} R {both / gold:.4f} F1 {2 * both / (found + gold):.4f}"
        print(f"{name} sentence ends: {figures} (the rules were made on these texts)")


def _ends(texts: Iterable[str]) -> set[int]:
    return set(itertools.accumulate(len("".join(text.split())) for text in texts))


def _print_calibration(texts: Sequence[GoldText], results: Sequence[Sequence[Bead]]) -> None:
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for text, beads in zip(texts, results, strict=True):
        gold = set(text.gold)
        for bead in beads:
            bins[min(int(bead.confidence * 10), 9)].append(
                (bead.confidence, (bead.zh, bead.en) in gold)
            )
    cells = (
        f"{sum(sure for sure, _ in pairs) / len(pairs):.2f}/{sum(right for _, right in pairs) / len(pairs):.2f}"
        f" ({len(pairs)})"
        for _, pairs in sorted(bins.items())
    )
    print("sure/right (beads): " + "  ".join(cells))
    every = sorted(pair for pairs in bins.values() for pair in pairs)
    wrong = sum(not right for _, right in every)
    least = sum(not right for _, right in every[: len(every) // 10])
    print(
        f"of {wrong} wrong beads {least} are among the {len(every) // 10} least sure"
        f" ({least / max(wrong, 1):.0%})"
    )


OTHERS = {
    "cut": "segment",
    "readings": "readings",
    "senses": "senses",
    "links": "links",
    "letter": "letter",
}
"""Sub-commands that are tools of their own; what follows the name goes to them."""


def main() -> int:
    """Run a sub-command; exit 1 with a sentence where the data is not there."""
    if sys.argv[1:] and (tool := OTHERS.get(sys.argv[1])):
        return subprocess.run(
            [sys.executable, str(Path(__file__).with_name(f"{tool}.py")), *sys.argv[2:]],
            check=False,
        ).returncode
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("alignment", help=alignment.__doc__)
    command.add_argument(
        "--held-out",
        action="store_true",
        help="fit the weights anew for each text, on the other texts",
    )
    command.add_argument("--without-embeddings", action="store_true", help="align by words alone")
    command.add_argument(
        "--growth", action="store_true", help="the texts as one, repeated: time, memory, scores"
    )
    command.add_argument(
        "--robustness", action="store_true", help="texts with parts lost, added or moved"
    )
    command.add_argument(
        "--belonging",
        action="store_true",
        help="how well translations are told from texts that belong to others",
    )
    command.set_defaults(run=alignment)
    for name, tool in OTHERS.items():
        commands.add_parser(name, help=f"see tools/{tool}.py --help")
    for each in commands.choices.values():
        each.add_argument(
            "--data", type=Path, default=DATA, help="folder of the gold data (default: %(default)s)"
        )
    arguments = parser.parse_args()
    run: Callable[[argparse.Namespace], None] = arguments.run
    try:
        run(arguments)
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
