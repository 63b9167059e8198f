"""What a build of a text would make, with numbers: before anything is written."""

from dataclasses import dataclass
from typing import Any

from generator.base.choices import DEFAULT_CARDS
from generator.base.errors import InputError
from generator.pipeline import BuildOptions, Resources, Source, Understood, choose, make_deck
from generator.pipeline.alignment_issues import is_sure
from generator.pipeline.choosing import left_by_level
from generator.pipeline.deck_folder import look_into
from generator.pipeline.known_words import LAST_LIST, highest_level
from generator.pipeline.remembered import (
    ANKI,
    HSK,
    REMEMBERED,
    TITLE,
    UNSURE,
    selection_of,
    stored_choices,
)
from generator.pipeline.stages import Study
from generator.reports.build_report import headwords
from generator.studio.build_choices import CARDS, Values
from generator.studio.workspace import Workspace

SHOWN = 12
"""Words of a kind that are named as examples."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A text of which a build is to be counted before anything is written."""

    here: Workspace
    source: Source
    understood: Understood
    resources: Resources

    def numbers(self, values: Values) -> dict[str, Any]:
        """Count what a build with some options would make. Anki is not asked: of it the words count
        that the deck remembers."""
        return _numbers(self, *self._study(values))

    def levels(self, values: Values, standard: str) -> dict[int, int]:
        """Count what each level of a standard of the HSK would leave, with all other options as
        they are."""
        without = {name: found for name, found in values.items() if name != HSK}
        study, _ = self._study(without)
        levels = tuple(range(1, min(highest_level(standard), LAST_LIST) + 1))
        return left_by_level(study, self.resources, standard, levels)

    def _study(self, values: Values) -> tuple[Study, BuildOptions]:
        here, source = self.here, self.source
        options = build_options(here, source, values)
        folder = look_into(here.decks, source)
        order = "".join(values.get("order", ("text",)))
        study = choose(
            self.resources,
            self.understood,
            options,
            order=order,
            held=folder.words,
            ledger=folder.ledger,
        )
        return study, options


def build_options(here: Workspace, source: Source, values: Values) -> BuildOptions:
    """Return what a build with some values of its options chooses. Anki is not asked: of it the
    words count that the deck remembers. Raises InputError for what is no such value, and where a
    list is gone."""
    choices = {name: found for name, found in values.items() if name in REMEMBERED}
    choices.pop(ANKI, None)
    kept = stored_choices(here.decks, source) if here.decks.is_dir() else {}
    if ANKI in values and ANKI in kept:
        choices[ANKI] = kept[ANKI]
    try:
        selection = selection_of(tuple(choices.items()), here.folder)
    except ValueError as error:
        raise InputError(f"This cannot be counted: {error}.") from error
    return BuildOptions(
        title="".join(values.get(TITLE, ())),
        cards=DEFAULT_CARDS | set(values.get(CARDS, ())),
        include_unsure=UNSURE in values,
        selection=selection,
    )


def _numbers(text: Estimate, study: Study, options: BuildOptions) -> dict[str, Any]:
    held = look_into(text.here.decks, text.source).sentences
    deck = make_deck(study, options, held)
    chosen, coverage = study.chosen, study.chosen.coverage
    passages = study.passages
    groups = {
        "known": chosen.known,
        "names": chosen.names,
        "held": chosen.held,
        "skipped": chosen.skipped,
        "untaught": chosen.untaught,
        "left_out": chosen.left_out,
    }
    return {
        "words": len(study.words),
        "sentences": len(deck.sentences),
        "examples": headwords(study.words[:SHOWN]),
        "groups": {name: _group(headwords(words)) for name, words in groups.items()},
        "guessable": sum(word.guessable for word in study.words),
        "doubtful": sum(bool(word.token.doubts) for word in study.words),
        "unsure": sum(not is_sure(one, BuildOptions()) for one in passages),
        "running": coverage.running,
        "before": round(coverage.share(coverage.before), 4),
        "after": round(coverage.share(coverage.after), 4),
    }


def _group(words: list[str]) -> dict[str, Any]:
    return {"count": len(words), "words": words[:SHOWN]}
