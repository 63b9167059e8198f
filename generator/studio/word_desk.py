"""All that the view of words asks of a text, done in the thread of the dictionary."""

from collections.abc import Mapping, Sequence
from difflib import unified_diff
from functools import partial
from typing import Any

from generator import texts
from generator.base.errors import InputError
from generator.pipeline import Resources
from generator.studio.build_choices import Values
from generator.studio.jobs import Jobs
from generator.studio.known_list import know, settings_file
from generator.studio.live_words import LiveToken, LiveWords
from generator.studio.open_texts import OpenText
from generator.studio.settings_in_force import settings_for
from generator.studio.word_edits import Spot, correct_word
from generator.studio.word_views import (
    Json,
    LearnerWords,
    learner_stamp,
    learner_words,
    sentence_view,
    stamp_of,
    word_view,
)
from generator.studio.workspace import Workspace

KNOW = "know"
"""Kind of the act by which a learner says what is known."""
SHOWN_LINES = 40
"""Lines of a difference that a page shows."""


class WordDesk:
    """Shows and corrects the words of one text. Its methods, but for the first argument, take what
    a page sent."""

    def __init__(self, text: OpenText, workspace: Workspace, settings: Values) -> None:
        """``settings`` are what files of settings say of a build of the text."""
        self._text = text
        self._workspace = workspace
        self._settings = settings

    def sentences(self, numbers: Sequence[int], resources: Resources) -> Json:
        """Return sentence pairs with their words."""
        words, knows = self._words(resources), self._learner(resources)
        shown = []
        for number, tokens in zip(numbers, words.of_rows(numbers), strict=True):
            shown.append(sentence_view(tokens, number, knows))
        return {**self.steps(), "sentences": shown}

    def word(self, row: int, start: int, resources: Resources) -> Json:
        """Return a word where it stands. Raises InputError where none stands."""
        words = self._words(resources)
        live = _found(words, row, start)
        return {**self.steps(), "word": word_view(words, live, self._learner(resources))}

    def edit(
        self, version: str, asked: Mapping[str, Any], over: str | None, resources: Resources
    ) -> Json:
        """Correct a word; return its sentence as it is then."""
        self._refuse_other_tables()
        row, start = _whole(asked, "row"), _whole(asked, "start")
        live = _found(self._words(resources), row, start)
        spot = Spot(live, partial(self._with_table, resources))

        def corrected(content: bytes) -> bytes:
            return correct_word(content, spot, asked)

        self._text.words.change(version, corrected, over, about_edit(live, asked))
        return self.sentences([row], resources)

    def undo(self, version: str, resources: Resources) -> Json:
        """Take the last act back: a correction, or that a word is known."""
        words = self._text.words
        found = words.undo(version)
        about = words.history.redo_step(found.version).about
        if about.get("kind") == KNOW:
            self._note_known(about["word"], known=not about["known"])
        return {**self.steps(), "about": about}

    def redo(self, version: str, resources: Resources) -> Json:
        """Do again what was taken back."""
        words = self._text.words
        found = words.redo(version)
        about = words.history.undo_step(found.version).about
        if about.get("kind") == KNOW:
            self._note_known(about["word"], known=about["known"])
        return {**self.steps(), "about": about}

    def difference(self, version: str, resources: Resources) -> Json:
        """Return the lines that a page saw and the table no longer has, and those that it has
        now."""
        now = self._text.words.read()
        before = self._text.words.seen(version)
        old, new = (_lines(one) for one in (now.content if before is None else before, now.content))
        was: list[str] = []
        lines: list[str] = []
        for line in list(unified_diff(old, new, n=0, lineterm=""))[2:]:
            if line.startswith("-"):
                was.append(line[1:])
            elif line.startswith("+"):
                lines.append(line[1:])
        return {**self.steps(), "was": was[:SHOWN_LINES], "lines": lines[:SHOWN_LINES]}

    def know(self, asked: Mapping[str, Any], resources: Resources) -> Json:
        """Note that the learner knows a word, or does not after all; return its sentence."""
        row, start = _whole(asked, "row"), _whole(asked, "start")
        live = _found(self._words(resources), row, start)
        word, is_known = live.token.headword, bool(asked.get("known"))
        about = {"kind": KNOW, "word": word, "known": is_known}
        self._note_known(word, known=is_known)
        self._text.words.remember(about)
        return self.sentences([row], resources)

    def _note_known(self, word: str, *, known: bool) -> None:
        know(self._workspace, self._text.source.path.parent, word, known=known)

    def steps(self) -> Json:
        """Return the version of the table, and whether there is something to take back or to do
        again."""
        version, history = self._text.words.read().version, self._text.words.history
        return {
            "version": version,
            "undo": history.can_undo(version),
            "redo": history.can_redo(version),
        }

    def _refuse_other_tables(self) -> None:
        """Raise InputError where a spreadsheet saved the corrections under another name."""
        path = self._text.source.path
        for table in texts.tables_beside(path, texts.WORDS):
            if table != self._text.words.path:
                raise InputError(
                    f"The corrections of this text are in {table.name}. Change them there; or let"
                    f" Cika make one table of all (cika words {path.name} --write), and delete"
                    f" {table.name}."
                )

    def _words(self, resources: Resources) -> LiveWords:
        found = self._text.words.read()
        table, version = self._text.pairs.now()
        path = self._text.source.path
        others = (*texts.tables_beside(path, texts.WORDS), *texts.glossaries_beside(path))
        key = (found.version, version, self._text.kept.key, others, stamp_of(others))
        if self._text.live is None or self._text.live[0] != key:
            self._text.live = (key, LiveWords(resources, self._text, table.rows))
        live: LiveWords = self._text.live[1]
        return live

    def _with_table(self, resources: Resources, content: bytes) -> LiveWords:
        table, _ = self._text.pairs.now()
        return LiveWords(resources, self._text, table.rows, content)

    def _learner(self, resources: Resources) -> LearnerWords:
        source, here, settings = self._text.source, self._workspace, self._settings
        stamp = (settings, learner_stamp(here, source, settings))
        if self._text.learner is None or self._text.learner[0] != stamp:
            self._text.learner = (stamp, learner_words(resources, here, source, settings))
        known: LearnerWords = self._text.learner[1]
        return known


def about_edit(live: LiveToken, asked: Mapping[str, Any]) -> Json:
    """Return what an edit does, as the page says it when it is taken back."""
    meaning = str(asked.get("gloss") or asked.get("reading") or "")
    kind = str(asked.get("kind"))
    if kind == "skip" and not asked.get("skip"):
        kind = "unskip"
    return {"kind": kind, "word": live.token.text, "meaning": meaning}


def _found(words: LiveWords, row: int, start: int) -> LiveToken:
    live = words.at(row, start)
    if live is None:
        raise InputError("No word begins there any more. Load the page again.")
    return live


def _whole(asked: Mapping[str, Any], name: str) -> int:
    value = asked.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise InputError(f"The request names no {name!r}. Load the page again.")
    return value


def _lines(content: bytes) -> list[str]:
    return content.decode("utf-8-sig", "replace").splitlines()


def settings_of_text(text: OpenText, workspace: Workspace, jobs: Jobs) -> Values:
    """Return what files of settings say of a build of a text; our own command line is asked again
    only where one of them changed."""
    stamp = stamp_of([settings_file(text.source.path.parent)])
    if text.settings is None or text.settings[0] != stamp:
        text.settings = (stamp, settings_for(workspace, jobs, text.source))
    values: Values = text.settings[1]
    return values
