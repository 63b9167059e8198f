"""Names of one text: how its translation spells them, and which words of the text are names."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.annotation.entries import is_proper
from generator.base.records import Correction, Passage, Token
from generator.chinese.script import is_traditional, simplify
from generator.chinese.segment import Segmenter
from generator.chinese.spelled_names import find_names
from generator.chinese.text_words import TextWords
from generator.chinese.unlisted_names import KINDS
from generator.lexicon.dictionary import Dictionary
from generator.lexicon.english import STOP_WORDS, stem
from generator.lexicon.glosses import SURNAME

COMMON_WORD_ZIPF = 4.0
"""Frequency from which a dictionary word is not taken for a name because of its sound (我们,
"Women")."""
SURE_NAME_LINK = 0.7
"""Confidence of a link from which its English is the gloss of a name: 96 % of these overlap the
right words (tools/fit_links.py)."""
IS_A_WORD = -1.0
"""Log odds of a capitalised word that is an English word, too, against a name; also of one that
opens a sentence."""
LOWER_CASE = re.compile(r"\b[a-z]+\b")
DOTS = re.compile("[·‧・•]")
"""What stands between the parts of a foreign name."""
NOISE = re.compile(r"([哈呵嘿嘻哼嗨嘎咯嗯哎唉喂哇喔哦噢汪喵])\1+")
"""Laughter and other noises, which English spells as it hears them: "Haha"."""
NO_LETTER = re.compile(r"[\W\d_]+")
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
    homonyms: frozenset[str] = frozenset()
    """Names that are another word in the dictionary (小雨, 国庆): names only where the translation
    says so."""

    def spelling(self, name: str) -> str:
        """Return how the translation spells a name, part by part where dots join it, without the
        kind of a place; else nothing."""
        found = self.spellings.get(name)
        if found is None and name[-1] in KINDS:
            found = self.spellings.get(name[:-1])
        if found is None:
            parts = [self.spellings.get(part, "") for part in DOTS.split(name)]
            found = " ".join(parts) if all(parts) else ""
        return found

    def is_homonym(self, form: str) -> bool:
        """Tell whether a form is a name here and another word in the dictionary."""
        return form in self.homonyms and form in self.spellings

    def said_in(self, en: str) -> "TextNames":
        """Return what holds for a passage with this translation."""
        letters = joined_letters(en)
        unsaid = [
            name for name in self.homonyms if joined_letters(self.spellings[name]) not in letters
        ]
        if not unsaid:
            return self
        spellings = {name: said for name, said in self.spellings.items() if name not in unsaid}
        words = replace(self.words, names=self.words.names - set(unsaid))
        return replace(self, words=words, spellings=spellings)


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

    def is_word(form: str, spelling: str) -> bool:
        if NOISE.fullmatch(form):
            return True
        if form not in dictionary or dictionary.facts(form).zipf < COMMON_WORD_ZIPF:
            return False
        return " " not in spelling and is_english(spelling, dictionary)

    def doubt(word: str, opens: bool) -> float | None:
        return doubt_of(word, dictionary, opens=opens, is_said=plain.__contains__)

    traditional = 2 * sum(is_traditional(zh) for zh, _ in pairs) > len(pairs)
    simplified = [(simplify(zh, traditional), en) for zh, en in pairs]
    plain = set(LOWER_CASE.findall("\n".join([en for _, en in pairs])))
    spelled = find_names(simplified, dictionary.syllables, is_word)
    spellings = {name.zh: name.english for name in spelled}
    parts = set(" ".join([name.english for name in spelled]).split(" "))
    homonyms = {name for name in spellings if _is_another_word(name, spellings[name], dictionary)}
    for name in segmenter.heard(simplified, doubt):
        proper = any(map(is_proper, dictionary.entries(name.zh)))
        if name.english not in parts and (proper or name.zh not in dictionary):
            spellings.setdefault(name.zh, name.english)
    repeated = segmenter.proposals(zh for zh, _ in simplified)
    found = TextNames(
        words=TextWords(names=frozenset(spellings), words=repeated),
        spellings=spellings,
        traditional=traditional,
        homonyms=frozenset(homonyms),
    )
    return with_corrections(found, corrections, dictionary)


def with_corrections(
    names: TextNames, corrections: Sequence[Correction], dictionary: Dictionary
) -> TextNames:
    """Return what a text adds to the dictionary together with the words and cuts of a person."""
    own = words_of_corrections(corrections, dictionary)
    words = replace(
        names.words,
        words=names.words.words | own,
        cuts=_cuts_of_corrections(corrections, own, names.words.names),
    )
    return replace(names, words=words)


def joined_letters(english: str) -> str:
    """Return the letters of some English, joined: ``xiaoyu`` for Xiao-Yu."""
    return NO_LETTER.sub("", english.lower())


def is_english(word: str, dictionary: Dictionary) -> bool:
    """Tell whether a word in any case is an English word, or a form of one."""
    lower = word.lower()
    forms = (lower, stem(lower), lower.removesuffix("s"), lower.removesuffix("es"))
    return lower in STOP_WORDS or any(map(dictionary.english_pos, forms))


def doubt_of(
    word: str, dictionary: Dictionary, *, opens: bool, is_said: Callable[[str], bool]
) -> float | None:
    """Return log odds (0 or less) against a capitalised English word being a name, None where it is
    none.

    ``is_said`` tells whether the text has the word in lower case, too.
    """
    lower = word.lower()
    if lower in STOP_WORDS:
        return None
    if not is_english(word, dictionary):
        return 0.0
    only_noun = dictionary.english_pos(lower) == "n"  # Tom, London
    if opens and not only_noun:
        return None
    against = 0.0 if only_noun else IS_A_WORD
    return against + IS_A_WORD * (opens + 2 * is_said(lower))


def _is_another_word(name: str, spelling: str, dictionary: Dictionary) -> bool:
    """Tell whether the dictionary has a name as a word that its spelling does not explain: 国庆,
    "Guoqing"."""
    if name not in dictionary or " " in spelling:
        return False
    said = "".join("".join(entry.senses) for entry in dictionary.entries(name))
    return joined_letters(spelling) not in joined_letters(said)


def words_of_corrections(
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
    corrections: Sequence[Correction], own: frozenset[str], names: Collection[str]
) -> frozenset[str]:
    """Return the cuts that a person made, and their words that hold a shorter name: a person's
    王小明 goes before "Xiaoming"."""
    cuts = {"|".join(map(simplify, line.parts)) for line in corrections if line.is_cut}
    for word in own:
        if any(name in word and name != word for name in names):
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
