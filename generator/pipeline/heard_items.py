"""What is read aloud in a test, as one sound file for each version."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from generator import audio
from generator.base.errors import InputError
from generator.base.quiz import Item, Quiz
from generator.handout import Book
from generator.pipeline.resources import Resources

AFTER_A_WORD, BETWEEN_READINGS, TO_WRITE = 1.0, 3.0, 8.0
"""Seconds of silence: after a word or its sentence, before an item is read again, and for the
answer."""


def heard(
    book: Book, quiz: Quiz, resources: Resources, engine: str, folder: Path
) -> Iterator[tuple[int, bytes]]:
    """Yield each version that hears something, and its sound: every item twice, with time to write.

    ``folder`` keeps what was spoken before. Raises InputError where something cannot be spoken.
    """
    speech = _Speech(book, resources)
    for sheet in quiz.lessons:
        items = [item for item in sheet.items if item.said]
        if items:
            yield sheet.version, _sound(items, speech, resources, engine, folder)


def _sound(
    items: Sequence[Item], speech: "_Speech", resources: Resources, engine: str, folder: Path
) -> bytes:
    spoken = {item.key: speech.of(item) for item in items}
    wanted = list(chain.from_iterable(spoken.values()))
    sounds = audio.record(wanted, resources.voice(engine), folder, _no_progress)
    parts: list[audio.Part] = []
    for item in items:
        said = [sounds.files.get(one) for one in spoken[item.key]]
        if not all(said):
            raise InputError(f"--audio {engine}: {item.said!r} cannot be spoken. Read it aloud.")
        for pause in (BETWEEN_READINGS, TO_WRITE):
            for found in said:
                parts += [found[1], AFTER_A_WORD] if found else []
            parts.append(pause)
    return audio.joined(parts)


class _Speech:
    """What the voice is to say, in the reading that the text has."""

    def __init__(self, book: Book, resources: Resources) -> None:
        spoken = resources.annotator.spoken
        self._words: dict[str, audio.Utterance] = {}
        self._sentences: dict[str, audio.Utterance] = {}
        for lesson in book.lessons:
            reviewed = [word for word, _ in lesson.review]
            for word in (*reviewed, *[word for _, word in lesson.words]):
                said = audio.of_word(word.token, spoken)
                self._words[word.token.headword] = said
            for text in lesson.texts:
                for passage in text.passages:
                    said = audio.of_passage(passage, spoken)
                    self._sentences[said.text.strip()] = said

    def of(self, item: Item) -> list[audio.Utterance]:
        """Return what is said of an item: a sentence; or a word, its sentence, and the word. What
        was edited is said as it is written, by voices that read Chinese."""
        if item.exercise != "dictation" or not item.words:
            return [self._sentence(item.said)]
        word = self._words.get(item.words[0]) or self._sentence(item.answers[0])
        sentence = item.said.removeprefix(f"{item.answers[0]}。")
        sentence = sentence.removesuffix(f" {item.answers[0]}。")
        return [word, self._sentence(sentence), word]

    def _sentence(self, text: str) -> audio.Utterance:
        known = self._sentences.get(text.strip())
        return known or audio.Utterance(text=text.strip(), spoken="")


def _no_progress(done: int, total: int) -> None:
    """Report nothing."""
