"""The evidence that an English word belongs to the counterpart of a token whose sense is known."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.lexicon import word_classes
from generator.lexicon.english import STOP_WORDS
from generator.lexicon.link_features import rivals
from generator.lexicon.passage_english import PassageEnglish
from generator.lexicon.phrase_layers import LAYERS, phrase_layers
from generator.lexicon.sensed_passage import Rates, SensedPassage, SensedToken

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Singles = NDArray[np.float32]
    Where = tuple[NDArray[np.intp], ...]
    """Rows and columns of pairs."""

PAIR_LAYERS = (
    "chance",
    "link",
    "phrase",
    "content of phrase",
    "other sense",
    "kin",
    "agrees in class",
    "distance",
    "rank of phrase",
    "places of phrase",
)
TOKEN_LAYERS = (
    "link of token",
    "probability of sense",
    "length",
    "how often marked",
    "noun",
    "verb",
    "adjective",
    "adverb",
    "grammar",
    "time or place",
    "number",
    "name",
    "no sense",
    "share of tokens said",
    "class before",
    "class after",
)
WORD_LAYERS = (
    "how often a counterpart",
    "stop word",
    "letters",
    "capital",
    "occurs again",
    "kind",
    "kind before",
    "kind after",
)
DERIVED = (
    "rivals of the token",
    "rivals of the word",
    "word before",
    "word after",
    "both before",
    "both after",
    "word of another token before",
    "word of another token after",
)
LAST = ("rivals with a phrase", "how often it says the token")
FEATURES = (*PAIR_LAYERS, *TOKEN_LAYERS, *WORD_LAYERS, *DERIVED, *LAST)
PHRASE = PAIR_LAYERS.index("phrase")
SHARE_SAID = TOKEN_LAYERS.index("share of tokens said")
"""Low where the English translates something else."""
SAID = 0.5
MIN_EVIDENCE = 0.02
NEIGHBOUR = 0.25
"""Evidence from which the words beside a word may belong to the same counterpart (take … off)."""
MAX_DISTANCE = 15.0
CLASS_LETTERS = {
    "noun": "n",
    "time": "n",
    "place": "n",
    "name": "n",
    "verb": "v",
    "auxiliary": "v",
    "adjective": "a",
    "adverb": "r",
}
GROUPS = {
    "noun": "noun",
    "verb": "verb",
    "auxiliary": "verb",
    "idiom": "verb",
    "phrase": "verb",
    "adjective": "adjective",
    "adverb": "adverb",
    "time": "time or place",
    "place": "time or place",
    "numeral": "number",
}
"""Classes of senses -> their layer; all others are grammar."""
CLASSES = tuple(
    "noun verb adjective adverb time place name numeral idiom phrase pronoun measure direction"
    " particle preposition auxiliary conjunction".split()
)
SEEN_TOO_LITTLE = -1.0


@dataclass(frozen=True, slots=True)
class PairEvidence:
    """The pairs of one passage that are looked at, and their evidence."""

    shape: tuple[int, int]
    """Tokens, English words."""
    where: "Where"
    features: "Singles"
    """(FEATURES, pairs)."""


def evidence(
    passage: SensedPassage, rates: Rates, classes: word_classes.EnglishClasses
) -> PairEvidence:
    """Return FEATURES of the pairs of a passage that something speaks for."""
    import numpy as np

    shape = len(passage.tokens), len(passage.english.words)
    pairs = _pair_layers(passage, classes)
    strength = np.maximum(np.maximum(pairs[0], pairs[1]), 0.9 * pairs[3])
    strength = np.maximum(strength, 0.5 * np.maximum(pairs[2] > 0, pairs[5]))
    is_beside = _shifted(strength, 0, 1) + _shifted(strength, 0, -1) > NEIGHBOUR
    where = np.nonzero((strength > MIN_EVIDENCE) | is_beside | (pairs[4] > 0))
    rows, columns = where
    of_tokens = _token_layers(passage, rates)
    of_tokens[SHARE_SAID] = np.count_nonzero(strength.max(1) > SAID) / max(1, shape[0])
    of_words = _word_layers(passage.english, rates)
    phrases = rivals((pairs[PHRASE] > 0).astype(np.float32), 0)
    features = np.concatenate(
        [
            pairs[:, rows, columns],
            of_tokens[:, rows],
            of_words[:, columns],
            derived(strength, where),
            phrases[None, rows, columns],
            _pair_rates(passage, rates, where)[None],
        ]
    )
    return PairEvidence(shape=shape, where=where, features=features)


def derived(strength: "Singles", where: "Where") -> "Singles":
    """Return DERIVED (layers, pairs) of some evidence for all pairs of a passage."""
    import numpy as np

    layers = (
        rivals(strength, 1),
        rivals(strength, 0),
        _shifted(strength, 0, 1),
        _shifted(strength, 0, -1),
        _shifted(strength, 1, 1),
        _shifted(strength, -1, -1),
        rivals(_shifted(strength, 0, 1), 0),
        rivals(_shifted(strength, 0, -1), 0),
    )
    return np.stack([layer[where] for layer in layers]).astype(np.float32)


def later(chances: "Singles", where: "Where") -> "Singles":
    """Return what a later round sees besides (layers, pairs): the probability that the round before
    gave each pair, and DERIVED of it."""
    import numpy as np

    return np.concatenate([chances[where][None], derived(chances, where)])


def _shifted(values: "Singles", rows: int, columns: int) -> "Singles":
    """Return the values of the pairs so many rows up and columns to the left; 0 beyond the edge."""
    import numpy as np

    moved = np.zeros_like(values)
    tokens, words = values.shape
    moved[max(rows, 0) : tokens + min(rows, 0), max(columns, 0) : words + min(columns, 0)] = values[
        max(-rows, 0) : tokens - max(rows, 0), max(-columns, 0) : words - max(columns, 0)
    ]
    return moved


def _pair_layers(passage: SensedPassage, classes: word_classes.EnglishClasses) -> "Singles":
    import numpy as np

    english = passage.english
    tokens, words = len(passage.tokens), len(english.words)
    layers = np.zeros((len(PAIR_LAYERS), tokens, words), np.float32)
    chance, link, _, _, _, _, agrees, distance, _, _ = layers
    for place, value in passage.chances.items():
        chance[place] = value
    for index, made in english.links.items():
        link[index, made.first : made.last + 1] = made.confidence
    class_of_word = [word_classes.in_english(english.words, j, j, classes) for j in range(words)]
    for index, one in enumerate(passage.tokens):
        distance[index] = np.arange(words) - np.float32(english.expected_place(index, tokens))
        letter = CLASS_LETTERS.get(one.sense.pos, "") if one.sense else ""
        if letter:
            agrees[index] = [_agreement(letter, able) for able in class_of_word]
    np.clip(distance, -MAX_DISTANCE, MAX_DISTANCE, out=distance)
    found = np.array(phrase_layers(passage), np.float32).reshape(LAYERS, tokens, words)
    layers[2:6], layers[8:10] = found[:4], found[4:]
    return layers


def _agreement(letter: str, able: str) -> float:
    if not able:
        return 0.0
    return 1.0 if letter in able else -1.0


def _token_layers(passage: SensedPassage, rates: Rates) -> "Singles":
    import numpy as np

    layers = np.zeros((len(TOKEN_LAYERS), len(passage.tokens)), np.float32)
    for index, one in enumerate(passage.tokens):
        token = one.token
        link = passage.english.links.get(index)
        layers[0, index] = link.confidence if link else 0.0
        layers[1, index] = one.probability
        layers[2, index] = len(token.text)
        layers[3, index] = rates.zh.get(token.headword, rates.usual_zh)
        layers[TOKEN_LAYERS.index(_group(one)), index] = 1
    codes = np.array([0, *[_class_code(one) for one in passage.tokens], 0], np.float32)
    layers[-2], layers[-1] = codes[:-2], codes[2:]
    return layers


def _class_code(one: SensedToken) -> int:
    """Return a number for the class of a sense; 0 where there is none."""
    pos = one.sense.pos if one.sense else ""
    return CLASSES.index(pos) + 1 if pos in CLASSES else 0


def _group(one: SensedToken) -> str:
    if one.token.kind in ("name", "number"):
        return one.token.kind
    if one.sense is None or not one.sense.pos:
        return "no sense"
    return GROUPS.get(one.sense.pos, "grammar")


def _word_layers(english: PassageEnglish, rates: Rates) -> "Singles":
    import numpy as np

    count = Counter(word.stem for word in english.words)
    layers = np.zeros((len(WORD_LAYERS), len(english.words)), np.float32)
    for at, word in enumerate(english.words):
        layers[0, at] = rates.en.get(word.text.lower(), rates.usual_en)
        layers[1, at] = word.text.lower() in STOP_WORDS
        layers[2, at] = len(word.text)
        layers[3, at] = at > 0 and word.text[:1].isupper()
        layers[4, at] = count[word.stem] > 1
    kinds = np.array([0, *[word_classes.kind(word.text) for word in english.words], 0], np.float32)
    layers[5], layers[6], layers[7] = kinds[1:-1], kinds[:-2], kinds[2:]
    return layers


def _pair_rates(passage: SensedPassage, rates: Rates, where: "Where") -> "Singles":
    """Return for each pair how often the English stem says the word."""
    import numpy as np

    stems = [word.stem for word in passage.english.words]
    known = [rates.of_pairs(one.token.headword) for one in passage.tokens]
    rows, columns = where[0].tolist(), where[1].tolist()
    found = [
        known[row].get(stems[column], SEEN_TOO_LITTLE)
        for row, column in zip(rows, columns, strict=True)
    ]
    return np.array(found, np.float32)
