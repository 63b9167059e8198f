"""Names of one text: how its translation spells them, and which words of the text are names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generator.annotation.entries import is_proper
from generator.base.records import Correction, Passage, Token
from generator.chinese.script import is_traditional, simplify
from generator.chinese.segment import Segmenter
from generator.chinese.spelled_names import SpelledName, find_names
from generator.chinese.text_words import TextWords
from generator.lexicon.dictionary import Dictionary
from generator.lexicon.glosses import SURNAME

COMMON_WORD_ZIPF = 4.0
"""Frequency from which a dictionary word is not taken for a name because of its sound (我们,
"Women")."""
SURE_NAME_LINK = 0.7
"""Confidence of a link from which its English is the gloss of a name: 96 % of these overlap the
right words (tools/fit_links.py)."""
NAMELESS = "(name)"
"""The gloss of a name that neither the dictionary nor the spelling of the translation explains."""


@dataclass(frozen=True, slots=True)
class TextNames:
    """What a text adds to the dictionary: names and words that segmentation needs, spellings."""

    words: TextWords
    spellings: Mapping[str, str]
    """Name -> how the translation spells it."""
    traditional: bool = False
    """Whether the text is written in traditional characters, so that 他著急 is, too."""


NO_NAMES = TextNames(words=TextWords(), spellings={})


def find_text_names(
    pairs: Sequence[tuple[str, str]],
    corrections: Sequence[Correction],
    dictionary: Dictionary,
    segmenter: Segmenter,
) -> TextNames:
    """Find the names that the translation spells and the words that the text repeats.

    ``pairs`` are (Chinese, English) of all passages. Words of ``corrections`` that the dictionary
    lacks are words of the text as well, and so is what a person joined.
    """

    def is_common(form: str) -> bool:
        return form in dictionary and dictionary.facts(form).zipf >= COMMON_WORD_ZIPF

    traditional = 2 * sum(is_traditional(zh) for zh, _ in pairs) > len(pairs)
    simplified = [(simplify(zh, traditional), en) for zh, en in pairs]
    found = find_names(simplified, dictionary.syllables, is_common)
    repeated = segmenter.proposals(zh for zh, _ in simplified)
    own = _words_of_corrections(corrections, dictionary)
    words = TextWords(
        names=frozenset(name.zh for name in found),
        words=repeated | own,
        cuts=_cuts_of_corrections(corrections, own, found),
    )
    spellings = {name.zh: name.english for name in found}
    return TextNames(words=words, spellings=spellings, traditional=traditional)


def _words_of_corrections(
    corrections: Sequence[Correction], dictionary: Dictionary
) -> frozenset[str]:
    """Return what a person joined, or names as a word that the dictionary lacks."""
    words: set[str] = set()
    for line in corrections:
        word = simplify(line.word)
        if line.is_cut or len(word) < 2:
            continue
        if line.joined or word not in dictionary:
            words.add(word)
    return frozenset(words)


def _cuts_of_corrections(
    corrections: Sequence[Correction], own: frozenset[str], names: Sequence[SpelledName]
) -> frozenset[str]:
    """Return the cuts that a person made, and their words that hold a shorter spelled name: a
    person's 王小明 goes before "Xiaoming"."""
    cuts = {"|".join(map(simplify, line.parts)) for line in corrections if line.is_cut}
    for word in own:
        if any(name.zh in word and name.zh != word for name in names):
            cuts.add(word)
    return frozenset(cuts)


def is_name(token: Token, dictionary: Dictionary) -> bool:
    """Tell whether a token is a name that a reader need not learn: none that an HSK syllabus has
    (中国), nor one whose gloss is a common word (英式橄榄球, "rugby")."""
    entry = token.entry
    has_name_entry = entry is not None and is_proper(entry)
    is_surname = entry is not None and bool(SURNAME.match(entry.senses[0]))
    if token.kind != "name" and not (has_name_entry and is_surname):
        return False
    if has_name_entry and not any(map(str.isupper, token.gloss)):
        return False
    levels = dictionary.facts(token.headword).levels
    return not (levels.hsk20 or levels.hsk2021 or levels.hsk2025)


def with_named_glosses(passage: Passage) -> Passage:
    """Return a passage in which names that nothing else explains have the gloss that the
    translation gives them."""
    return replace(passage, tokens=tuple(_named(token, passage.en) for token in passage.tokens))


def _named(token: Token, en: str) -> Token:
    if token.gloss != NAMELESS:
        return token
    gloss = " ".join(en[start:end] for start, end in token.english)
    if not gloss or token.link_confidence < SURE_NAME_LINK:
        return token
    return replace(token, gloss=gloss, senses=(gloss,))
