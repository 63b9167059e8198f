"""Words as pages show them: coloured by what the learner knows; one with all that may be chosen."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.annotation.correction_lines import plain_reading, shown_reading
from generator.base import pinyin
from generator.base.records import Token
from generator.base.words import WordKey, gloss_of_form, word_key
from generator.pipeline import Resources, Source, look_into
from generator.pipeline.choosing import word_status
from generator.pipeline.remembered import KNOWN, STOP
from generator.studio.build_choices import Values, in_force
from generator.studio.estimate import build_options
from generator.studio.known_list import listed_words
from generator.studio.live_words import LiveToken, LiveWords
from generator.studio.workspace import Workspace
from generator.study import Status
from generator.texts import KNOWN_WORDS

Json = dict[str, Any]
SHOWN: dict[Status, str] = {
    "wanted": "new",
    "untaught": "new",
    "known": "known",
    "held": "learning",
    "skipped": "skipped",
    "stopped": "left",
    "name": "name",
}
"""What becomes of a word -> how a page shows it."""
NO_WORDS = frozenset({"punctuation", "foreign", "speaker"})
"""Kinds of tokens that cannot be touched."""
MAX_COUNTED = 1_000
"""Sentences with a word in which its places are counted."""


@dataclass(frozen=True)
class LearnerWords:
    """What the learner of a text knows and learns."""

    own: frozenset[WordKey]
    """Words that the text's deck teaches."""
    listed: frozenset[str]
    """Words that the learner said on the page to know."""
    status_of: Callable[[Token], Status]

    def shown(self, live: LiveToken) -> str:
        """Return how a word is shown; empty for what is none to learn."""
        kind = live.token.kind
        if kind in NO_WORDS:
            return ""
        if kind == "number":
            return kind
        if live.line and live.line.skip:
            return "skipped"
        status = self.status_of(live.token)
        if status == "wanted" and word_key(live.token) in self.own:
            return "learning"
        return SHOWN[status]


def learner_words(
    resources: Resources, here: Workspace, source: Source, settings: Values
) -> LearnerWords:
    """Read what the learner of a text knows: settings, lists, decks."""
    folder = look_into(here.decks, source)
    options = build_options(here, source, in_force(here, source, settings))
    own = frozenset(folder.ledger.words)
    status = word_status(resources, options, held=folder.words, own=own, is_skipped=_never)
    return LearnerWords(own, frozenset(listed_words(source.path.parent)), status)


def learner_stamp(here: Workspace, source: Source, settings: Values) -> tuple[int, ...]:
    """Return what changes when ``learner_words`` would."""
    values = in_force(here, source, settings)
    lists = [here.folder / path for path in (*values.get(KNOWN, ()), *values.get(STOP, ()))]
    files = [here.decks, here.package(source), source.path.parent / KNOWN_WORDS, *lists]
    return stamp_of(files)


def stamp_of(files: Iterable[Path]) -> tuple[int, ...]:
    """Return the times of files; 0 for one that is missing."""
    return tuple(file.stat().st_mtime_ns if file.exists() else 0 for file in files)


def sentence_view(tokens: Sequence[LiveToken], row: int, learner: LearnerWords) -> Json:
    """Return a sentence pair with its words."""
    words = []
    for live in tokens:
        token = live.token
        status = learner.shown(live)
        doubts = " ".join(token.doubts) if status in ("new", "learning") else ""
        mine = int(live.line is not None)
        gloss = gloss_of_form(token)
        words.append([token.text, status, token.reading, gloss, doubts, mine])
    english = tokens[0].pair[1] if tokens else ""
    return {"row": row, "en": english, "words": words}


def word_view(words: LiveWords, live: LiveToken, learner: LearnerWords) -> Json:
    """Return all that can be seen and chosen of a word where it stands."""
    token, line = live.token, live.line
    zh, en = live.pair
    facts = words.resources.dictionary.facts(token.headword)
    return {
        "row": live.row,
        "start": token.start,
        "text": token.text,
        "headword": token.headword,
        "reading": written_reading(shown_reading(token)),
        "gloss": token.gloss,
        "shown": gloss_of_form(token),
        "doubts": list(token.doubts),
        "status": learner.shown(live),
        "listed": token.headword in learner.listed,
        "level": facts.levels.hsk2025,
        "part": token.part_of_speech,
        "zh": zh,
        "en": en,
        "english": token.english,
        "choices": _choices(words, live),
        "line": line and _line_view(live),
        "places": _count(words, live),
        "next": _next_text(words, live),
        "before": _text_before(words, live),
    }


def _choices(words: LiveWords, live: LiveToken) -> list[Json]:
    """Return the readings of a word, that which it has here first, each with its meanings."""
    token = live.token
    chosen = shown_reading(token)
    groups: dict[str, dict[str, None]] = {plain_reading(chosen): {}}
    written = {plain_reading(chosen): written_reading(chosen)}
    own = dict.fromkeys((token.gloss, *live.machine.senses, *token.senses))
    groups[plain_reading(chosen)] |= own
    for sense in words.resources.annotator.entries.senses_of(token.headword):
        reading = plain_reading(sense.reading)
        written.setdefault(reading, written_reading(sense.reading))
        groups.setdefault(reading, {})[sense.gloss] = None
    found = []
    for reading, glosses in groups.items():
        found.append({"reading": written[reading], "glosses": [one for one in glosses if one]})
    return found


def written_reading(reading: str) -> str:
    """Return a reading with tone marks: one in numbers as one word, any other as it is spelled."""
    is_numbered = any(map(str.isdigit, reading))
    syllables = pinyin.syllables(reading) if is_numbered else ()
    return pinyin.write(syllables) if syllables else reading


def _line_view(live: LiveToken) -> Json:
    line = live.line
    if line is None:
        return {}
    own = {"reading": line.reading, "gloss": line.gloss, "skip": line.skip, "only": line.only}
    return {**own, "file": Path(line.file).name}


def _count(words: LiveWords, live: LiveToken) -> int:
    """Count the places at which a word is cut and read so, as far as that is quick."""
    return sum(1 for _ in words.places(live.machine, MAX_COUNTED))


def _next_text(words: LiveWords, live: LiveToken) -> str:
    (tokens,) = words.of_rows([live.row])
    following = [one.token for one in tokens if one.token.start == live.token.end]
    return following[0].text if following and following[0].kind != "punctuation" else ""


def _text_before(words: LiveWords, live: LiveToken) -> str:
    (tokens,) = words.of_rows([live.row])
    before = [one.token for one in tokens if one.token.end == live.token.start]
    return before[0].text if before and before[0].kind != "punctuation" else ""


def _never(token: Token) -> bool:
    return False
