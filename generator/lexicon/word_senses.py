"""The senses that a word may have: those of the learner's dictionary, else CC-CEDICT's."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.base.records import Entry
from generator.lexicon import word_classes
from generator.lexicon.english_phrases import Phrase, phrase
from generator.lexicon.glosses import Gloss, join
from generator.lexicon.learner import LearnerSense

OF_LETTER = {"n": "noun", "v": "verb", "a": "adjective", "r": "adverb"}
FALLBACK_SHARES = (0.6, 0.25, 0.1, 0.05)
"""Shares taken for CC-CEDICT's definitions in their order, for words that nobody counted."""
RARE_SHARE = 0.01
"""Share of a definition that says it is rare, old or a surname."""


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """One sense of a word, with all that is known of it."""

    entry: Entry
    """Where its reading and traditional form come from."""
    pos: str
    """See ``LearnerSense.pos``; empty where it is not known."""
    gloss: str
    share: float
    phrases: tuple[Phrase, ...]
    neighbours: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    is_listed: bool = True
    """Whether it is of the learner's dictionary."""
    definition: int = -1
    """Number of the definition in its entry; -1 for a sense of the learner's dictionary."""
    is_surname: bool = False

    @property
    def reading(self) -> str:
        """Return its numbered pinyin."""
        return self.entry.reading


def listed_senses(listed: Sequence[LearnerSense], entries: Sequence[Entry]) -> tuple[Sense, ...]:
    """Join the learner's senses with the entries of the same reading.

    Senses in a reading that no entry has (of a traditional form, say) are left out.
    """
    found = []
    for sense in listed:
        entry = _entry_of(sense.reading, entries)
        if entry is None:
            continue
        found.append(
            Sense(
                entry=entry,
                pos=sense.pos,
                gloss=sense.gloss,
                share=sense.share,
                phrases=sense.phrases,
                neighbours=sense.neighbours,
                labels=sense.labels,
                measures=sense.measures,
            )
        )
    return tuple(found)


def _entry_of(reading: str, entries: Sequence[Entry]) -> Entry | None:
    """Return the entry of a reading, rather one that is no variant (藥, not 葯), nor of another
    case."""
    fitting = [entry for entry in entries if entry.reading == reading]
    fitting = fitting or [one for one in entries if one.reading.lower() == reading.lower()]
    if len(fitting) > 1:
        fitting.sort(key=_is_variant)
    return fitting[0] if fitting else None


def _is_variant(entry: Entry) -> bool:
    """Tell whether an entry is, in one of its senses, another spelling of the same word."""
    word = entry.simplified
    itself = f"variant of {word}[", f"|{word}["
    for sense in entry.senses:
        if "variant of " in sense and any(one in sense for one in itself):
            return True
    return False


def dictionary_senses(
    found: Sequence[Gloss], english_pos: word_classes.EnglishClasses
) -> tuple[Sense, ...]:
    """Make senses of CC-CEDICT's glosses: one for each definition, with all of its glosses."""
    by_definition: dict[tuple[Entry, int], list[Gloss]] = {}
    for gloss in found:
        if gloss.role != "note":
            by_definition.setdefault((gloss.entry, gloss.sense), []).append(gloss)
    if not by_definition:
        for gloss in found:
            by_definition.setdefault((gloss.entry, gloss.sense), []).append(gloss)
    senses = []
    for number, ((entry, definition), glosses) in enumerate(by_definition.items()):
        share = FALLBACK_SHARES[min(number, len(FALLBACK_SHARES) - 1)]
        if glosses[0].role in ("rare", "surname"):
            share = RARE_SHARE
        letters = word_classes.of_gloss(glosses[0].core, english_pos)
        pos = OF_LETTER.get(letters[:1], "")
        if re.match(r"\(?(classifier|measure word)", glosses[0].text):
            pos = "measure"
        if entry.reading[:1].isupper():
            pos = "name"
        senses.append(
            Sense(
                entry=entry,
                pos=pos,
                gloss=join(list(dict.fromkeys(gloss.text for gloss in glosses))),
                share=share,
                phrases=_phrases_of(glosses),
                is_listed=False,
                definition=definition,
                is_surname=glosses[0].role == "surname",
            )
        )
    return tuple(senses)


def _phrases_of(glosses: Iterable[Gloss]) -> tuple[Phrase, ...]:
    found = {}
    for gloss in glosses:
        for core in gloss.core.split(","):
            made = phrase(core)
            if made.stems:
                found[made.stems] = made
    return tuple(found.values())
