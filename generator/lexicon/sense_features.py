"""What speaks for each sense of a word in its passage, as named values.

Values of the sense are weighed alike for all words; what stands around the word is weighed for each
class and for each sense, as far as the fit gave it a weight there. ``sense_model`` weighs them.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.lexicon import use_frames
from generator.lexicon.english import is_form_of
from generator.lexicon.links import Link
from generator.lexicon.passage_english import Match, PassageEnglish
from generator.lexicon.search_terms import kin
from generator.lexicon.sense_frames import CLAUSE_ENDS, Around, score
from generator.lexicon.word_senses import Sense

FAR_WORDS = 10
"""Distance in English words from which a match counts as far."""
MIN_SHARE, MIN_ODDS = 0.005, 0.001
SURE_LINK = 0.5
GRAMMAR_WORDS = frozenset(
    "是 没 没有 不 把 被 了 的 得 地 着 过 就 才 一 也 都 还 又 再 要 会 能 很 太 如果 当 到 在 从"
    " 对 为 以 给 让 比 跟 和 连 来 去 起来 什么 谁 多 几 这么 那么 这 那 所 而 只 想 说".split()
)
"""Words that say how others in their clause are meant (是 … 的, 一 … 就, 连 … 也)."""
Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class WordInPassage:
    """A word where it stands, as far as its senses ask."""

    word: str
    index: int
    """Of its segment."""
    sentence: Sequence[Around]
    """All segments of the passage."""
    english: PassageEnglish
    tags: tuple[str, str] = ("", "")
    """Its tag by LAC (empty where LAC cuts otherwise) and by jieba."""
    odds: Mapping[str, float] = field(default_factory=dict)
    """Reading -> probability that the sentence gives it."""
    english_class: str = ""
    """What its counterpart is in the English sentence: letters of ``nvar``."""
    related: Callable[[str], Mapping[str, float]] = lambda stem: {}
    is_name: bool = False

    @property
    def link(self) -> Link | None:
        """Return the link of the word."""
        return self.english.links.get(self.index)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for the senses of a word in its passage."""

    around: Features
    """What stands around the word: weighed for each class and for each sense."""
    of_class: Features
    """Its tags: weighed for each class."""
    of_sense: Sequence[Features]
    """Which frames of each sense fit: weighed for that sense."""
    dense: Sequence[Features]
    """Of each sense: weighed alike for all words."""


def features(place: WordInPassage, senses: Sequence[Sense]) -> Evidence:
    """Return what speaks for each sense."""
    framed = use_frames.fits(place.word, place.sentence, place.index)
    free = _free_stems(place)
    dense, of_sense = [], []
    for number, sense in enumerate(senses):
        own: Features = dict(_of_english(place, sense, free))
        own |= _of_chinese(place, sense)
        own["log share"] = math.log(max(MIN_SHARE, sense.share))
        own["first"] = float(number == 0)
        own["log odds"] = math.log(max(MIN_ODDS, _odds(sense.reading, place.odds)))
        own["surname"] = float(sense.is_surname)
        own["unlisted"] = float(not sense.is_listed)
        proper = sense.reading[:1].isupper()
        own["proper, no name"] = float(proper and not place.is_name)
        own["proper, name"] = float(proper and place.is_name)
        fit = framed.get((sense.pos, sense.gloss))
        frames: Features = {"": 1.0}
        if fit:
            own["use"] = float(bool(fit.frames))
            own["use first"] = float(fit.is_first)
            frames["use=first"] = float(fit.is_first)
            frames |= {f"use={one}": 1.0 for one in fit.frames}
        dense.append(own)
        of_sense.append(frames)
    _relative(dense)
    return Evidence(
        around=_context(place), of_class=_of_tags(place), of_sense=of_sense, dense=dense
    )


def label(word: str, sense: Sense) -> str:
    """Return the name under which a sense has weights of its own."""
    return f"{word} {sense.reading} {sense.pos} {sense.gloss}"


def _of_tags(place: WordInPassage) -> Features:
    lac, jieba = place.tags
    found: Features = {f"lac={lac}": 1.0, f"jieba={jieba[:1]}": 1.0}
    for tag, chance in place.sentence[place.index].chances.items():
        found[f"tag={tag}"] = chance
    found[f"english={place.english_class}"] = 1.0
    return found


COMPARED = ("linked", "linked phrase", "free", "free phrase", "frames", "near", "use")


def _relative(found: Sequence[Features]) -> None:
    """Add what sets a sense apart: evidence that no rival has, and what only rivals have."""
    for name in COMPARED:
        best = max(own.get(name, 0.0) for own in found)
        have = sum(own.get(name, 0.0) > 0 for own in found)
        for own in found:
            value = own.get(name, 0.0)
            if have == 1 and value:
                own[f"only {name}"] = value
            if not value and best:
                own[f"rival {name}"] = best


def _odds(reading: str, odds: Mapping[str, float]) -> float:
    return odds.get(reading.lower(), 0.0) if odds else 1.0


def _of_english(
    place: WordInPassage, sense: Sense, free: Sequence[str]
) -> Iterator[tuple[str, float]]:
    english = place.english
    if not english.words:
        yield "no english", 1.0
        return
    link = place.link
    expected = english.expected_place(place.index, len(place.sentence))
    best: Features = {}
    for order, phrase, matches in english.said(sense.phrases):
        for match in matches:
            kind, value = _worth(match, place, expected)
            if match.words == 1 and not is_form_of(english.words[match.first].text, phrase.text):
                kind += " derived"
            best[kind] = max(best.get(kind, 0.0), value)
            early = f"{kind.split()[0]} early"
            best[early] = max(best.get(early, 0.0), value / (1 + order))
    yield from best.items()
    if link is None:
        yield "no link", 1.0
    elif not any(name.startswith("linked") for name in best):
        yield "link says another", link.confidence
        yield from _near_synonyms(place, sense, link)
    if not best:
        yield "unsaid", 1.0
        yield from _free_relatives(place, sense, free)


def _worth(match: Match, place: WordInPassage, expected: float) -> tuple[str, float]:
    """Return what kind of match it is, and how much it is worth."""
    link = place.link
    at = (match.first + match.last) / 2
    distance = min(1.0, abs(at - expected) / FAR_WORDS)
    kind = "phrase" if match.words > 1 else ""
    if not match.content:
        kind = "function"
    if link and match.first <= link.last and link.first <= match.last:
        name, value = "linked", link.confidence
    else:
        owners = {place.english.owner.get(one) for one in range(match.first, match.last + 1)}
        is_taken = any(owner is not None and owner != place.index for owner in owners)
        name, value = ("taken" if is_taken else "free"), 1.0 - 0.6 * distance
    return f"{name} {kind}".strip(), value


def _near_synonyms(place: WordInPassage, sense: Sense, link: Link) -> Iterator[tuple[str, float]]:
    """Yield how nearly the linked words say the sense: of the same family, or a synonym."""
    words = place.english.words[link.first : link.last + 1]
    stems = [word.stem for word in words]
    family = synonym = 0.0
    for phrase in sense.phrases:
        for stem, is_content in zip(phrase.stems, phrase.content, strict=True):
            if not is_content:
                continue
            if kin(stem, stems):
                family = 1.0
            near = place.related(stem)
            synonym = max([synonym, *(near.get(one, 0.0) for one in stems)])
    yield "linked family", family * link.confidence
    yield "linked synonym", synonym * link.confidence


def _free_stems(place: WordInPassage) -> list[str]:
    """Return the stems of content words that no other Chinese word is linked to."""
    english = place.english
    free = []
    for at, word in enumerate(english.words):
        is_free = english.owner.get(at, place.index) == place.index
        if is_free and word.stem in english.content_stems:
            free.append(word.stem)
    return free


def _free_relatives(
    place: WordInPassage, sense: Sense, free: Sequence[str]
) -> Iterator[tuple[str, float]]:
    """Yield how nearly words that no other Chinese word is linked to say the sense."""
    family = synonym = 0.0
    for phrase in sense.phrases:
        if len(phrase.stems) != 1 or not phrase.content[0]:
            continue
        if kin(phrase.stems[0], free):
            family = 1.0
        near = place.related(phrase.stems[0])
        if near:
            synonym = max([synonym, *(near.get(one, 0.0) for one in free)])
    yield "free family", family
    yield "free synonym", synonym


def _of_chinese(place: WordInPassage, sense: Sense) -> Features:
    if not sense.neighbours:
        return {}
    found = score(sense.neighbours, place.sentence, place.index)
    return {
        "frames": found.frames,
        "class frames": found.classes,
        "near": found.near,
        "far": found.far,
    }


def _context(place: WordInPassage) -> Features:
    """Return what stands around a word: texts and classes of its neighbours, signs, grammar words
    of its clause."""
    sentence, at = place.sentence, place.index
    left, right = _at(sentence, at - 1), _at(sentence, at + 1)
    found: Features = {}
    for side, one in (("left", left), ("right", right)):
        found[f"{side}={_class(one)}"] = 1.0
        found[f"{side} text={one.text}"] = 1.0
        for tag, chance in one.chances.items():
            found[f"{side} tag={tag}"] = chance
        if len(one.text) > 1:
            found[f"{side} end={one.text[-1] if side == 'left' else one.text[0]}"] = 1.0
    found[f"left2={_class(_at(sentence, at - 2))}"] = 1.0
    found[f"right2={_class(_at(sentence, at + 2))}"] = 1.0
    found[f"right2 text={_at(sentence, at + 2).text}"] = 1.0
    found[f"left2 text={_at(sentence, at - 2).text}"] = 1.0
    found[f"both={_class(left)},{_class(right)}"] = 1.0
    found[f"both text={left.text},{right.text}"] = 1.0
    for side, step in (("before", -1), ("after", 1)):
        words, sign, distance = _clause(sentence, at, step)
        found |= {f"{side} has={one}": 1.0 for one in words}
        found[f"{side} sign={sign}"] = 1.0
        found[f"{side} words={min(distance, 4)}"] = 1.0
        if side == "after":
            found[f"right={_class(right)},{sign}"] = 1.0
    found |= dict.fromkeys(_english_context(place), 1.0)
    return found


def _clause(sentence: Sequence[Around], at: int, step: int) -> tuple[list[str], str, int]:
    """Return the grammar words of the clause on one side of a word, the sign where it ends, and how
    many words away that is."""
    found = []
    index = at + step
    while 0 <= index < len(sentence) and sentence[index].text not in CLAUSE_ENDS:
        if sentence[index].text in GRAMMAR_WORDS:
            found.append(sentence[index].text)
        index += step
    return found, _at(sentence, index).text, abs(index - at)


def _english_context(place: WordInPassage) -> Iterator[str]:
    """Yield the English words that the word is linked to."""
    english, link = place.english, place.link
    if link:
        for word in english.words[link.first : link.last + 1]:
            yield f"linked={word.stem}"


BORDER = Around("", "|", "punctuation")


def _at(sentence: Sequence[Around], index: int) -> Around:
    return sentence[index] if 0 <= index < len(sentence) else BORDER


def _class(one: Around) -> str:
    if one.kind == "punctuation":
        return "|"
    if one.kind == "number":
        return "m"
    return one.tag[:2] if one.tag[:1].islower() else one.tag
