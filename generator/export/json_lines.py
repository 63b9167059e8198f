"""JSON Lines: all that is known of a text, an object a line, for programs."""

import json
from collections.abc import Iterator
from typing import Any

from generator.base.credits import OF_EXPORTS
from generator.base.records import MultiwordTerm, Passage, Word
from generator.display import sentence_pinyin
from generator.export.edition import Edition


def render(edition: Edition) -> bytes:
    """Write first the text (``"type": "text"``), then its words to learn (``"word"``), then its
    passages with their tokens (``"passage"``).

    Offsets count characters (code points) of ``zh`` and ``en`` of the same object. What is not
    known is null or empty.
    """
    objects = [_text(edition), *_words(edition), *_passages(edition)]
    return b"".join(map(_line, objects))


def _line(record: dict[str, Any]) -> bytes:
    written = json.dumps(record, ensure_ascii=False)
    return written.encode("utf-8", "replace") + b"\n"


def _text(edition: Edition) -> dict[str, Any]:
    deck = edition.deck
    names = ("title_zh", "title_en", "author_zh", "author_en", "date", "page", "column")
    meta = {name: getattr(deck.meta, name) for name in names}
    counts = {
        "words": len(deck.words),
        "passages": len(deck.passages),
        "credits": OF_EXPORTS,
    }
    return {
        "type": "text",
        "name": deck.name,
        "title": deck.title,
        "script": deck.script,
        **meta,
        **counts,
    }


def _words(edition: Edition) -> Iterator[dict[str, Any]]:
    for word in edition.deck.words:
        yield {"type": "word", **_word(edition, word)}


def _word(edition: Edition, word: Word) -> dict[str, Any]:
    token, passage, levels = word.token, edition.sentence(word), word.levels
    return {
        "word": token.headword,
        "traditional": word.traditional,
        "text": token.text,
        "kind": token.kind,
        "reading": token.reading,
        "syllables": token.pinyin,
        "zhuyin": [edition.lookups.zhuyin(syllable) for syllable in token.pinyin or () if syllable],
        "gloss": token.gloss,
        "senses": token.senses,
        "definition": word.definition,
        "classifiers": word.classifiers,
        "part_of_speech": word.part_of_speech,
        "hsk": {"2025": levels.hsk2025, "2021": levels.hsk2021, "2.0": levels.hsk20},
        "zipf": word.zipf or None,
        "doubts": token.doubts,
        "confidence": round(token.sense_confidence, 3),
        "in_dictionary": token.entry is not None,
        "passage": passage.number,
        "start": token.start,
        "end": token.end,
        "sentence": passage.zh,
        "sentence_pinyin": sentence_pinyin(edition.heard(passage)),
        "translation": passage.en,
        "said_by": [passage.en[start:end] for start, end in token.english],
    }


def _passages(edition: Edition) -> Iterator[dict[str, Any]]:
    sentences = set(edition.deck.sentences)
    pairs = zip(edition.deck.passages, edition.paragraphs, strict=True)
    for index, (passage, paragraph) in enumerate(pairs):
        yield {
            "type": "passage",
            **_passage(edition, passage),
            "paragraph": paragraph + 1,
            "to_learn": index in sentences,
        }


def _passage(edition: Edition, passage: Passage) -> dict[str, Any]:
    return {
        "number": passage.number,
        "zh": passage.zh,
        "pinyin": sentence_pinyin(edition.heard(passage)),
        "en": passage.en,
        "confidence": round(passage.confidence, 3),
        "tokens": [edition.token(token) for token in passage.tokens],
        "terms": [_term(term) for term in passage.terms],
    }


def _term(term: MultiwordTerm) -> dict[str, Any]:
    return {
        "start": term.start,
        "end": term.end,
        "text": term.text,
        "reading": term.reading,
        "gloss": term.gloss,
    }
