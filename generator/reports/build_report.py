"""What a build made of a text: as lines for people, as plain values for programs."""

from collections.abc import Iterable, Mapping, Sequence, Sized
from dataclasses import asdict
from pathlib import Path
from typing import Any

from generator.base.choices import MIN_PAIR_CONFIDENCE
from generator.base.program import program_name, shell_word
from generator.base.records import Bead, Word
from generator.base.text import plural
from generator.pipeline.stages import Built, Study
from generator.reports.outcome import (
    changes,
    issue_lines,
    issues_json,
    notes_json,
    removed_lines,
    some_of,
    untaught_text,
)

NAMES_SHOWN = 8
HELD = "taught by other decks of the folder"
MANY_WORDS = 40
"""Words from which the report says how to have fewer."""


def built_text(built: Built) -> str:
    """Say in a few lines what a build made of a text, and what a person should look at."""
    if built.written is None or built.study is None or built.deck is None:
        return f"{built.package}: up to date."
    study = built.study
    lines = [
        f"{built.package}",
        f"  text: {_text_summary(study)}",
        f"  to learn: {_words_summary(study, built.deck.sentences, built.held_sentences)}",
        *_holder_lines(built),
        *_name_lines(study.chosen.names),
        *_known_lines(study),
        *_level_lines(built),
        *_memory_lines(built),
        *_limit_lines(study),
        f"  notes: {changes(built.written)}",
        *_rename_lines(built.written.moved),
        *removed_lines(built.written),
        *_context_lines(built.written.brought),
        *_check_lines(study, built.source.path),
        *issue_lines(built.issues, str(built.source.path)),
    ]
    return "\n".join(lines)


def known_text(study: Study) -> str:
    """Say how many words of a text are known already."""
    return (
        f"known: {_count(study.chosen.known, 'word')} of this text (by your lists, levels and Anki)"
    )


def _text_summary(study: Study) -> str:
    aligned = study.aligned
    sentences = _count(aligned.zh, "Chinese sentence")
    if not aligned.en:
        return f"{sentences}, no translation"
    unsure = [bead for bead in aligned.beads if bead.confidence < MIN_PAIR_CONFIDENCE]
    pairs = f"{_count(aligned.beads, 'pair')}, {len(unsure)} of them unsure"
    return f"{sentences}, {len(aligned.en)} English; {pairs}"


def _words_summary(study: Study, sentences: Sized, held_sentences: Sized) -> str:
    found = [f"{_count(study.words, 'word')}, {_count(sentences, 'sentence')}"]
    chosen = study.chosen
    left_out: dict[str, Sized] = {
        HELD: chosen.held,
        "skipped as you wished": chosen.skipped,
        "too unsure to be taught": chosen.untaught,
    }
    for why, words in left_out.items():
        if words:
            found.append(f"{_count(words, 'word')} {why}")
    if held_sentences:
        found.append(f"{_count(held_sentences, 'sentence')} {HELD}")
    return "; ".join(found)


def _holder_lines(built: Built) -> list[str]:
    """Say which decks teach words of this text, and what to do about it."""
    if not built.holders:
        return []
    decks = [f"{name} ({count})" for name, count in built.holders.items()]
    return [
        f"    words in other decks here: {some_of(decks, ', ')}. Study these, too; or build into a"
        " folder of its own (-o FOLDER), and the deck has all its words. --more-contexts shows this"
        " text on the cards there, too"
    ]


def _level_lines(built: Built) -> list[str]:
    """Say how many words would be left for who knows a level."""
    if not built.study or len(built.study.words) < MANY_WORDS or not built.left_by_level:
        return []
    left = [f"--hsk {level} leaves {count}" for level, count in built.left_by_level.items()]
    return [
        f"  of these {len(built.study.words)} words, {', '.join(left)}; or name what you know with"
        " --known FILE"
    ]


def _memory_lines(built: Built) -> list[str]:
    """Say what the deck remembers, and how that is undone."""
    if not built.built_with:
        return []
    names = [part[2:] for part in built.built_with.split() if part.startswith("--")]
    undo = f"--forget {','.join(dict.fromkeys(names))}"
    return [f"  built with {built.built_with}; the next build keeps this ({undo} undoes it)"]


def _rename_lines(moved: Mapping[tuple[str, str], int]) -> list[str]:
    """Say what to do in Anki where the deck has another title than before."""
    lines = []
    for before, now in moved:
        lines.append(
            f"  new title: before you import, rename the deck {before!r} in Anki to"
            f" {now.rpartition('::')[2]!r}; else its cards stay there, and new ones go to a second"
            " deck"
        )
    return lines


def _count(things: Sized, noun: str) -> str:
    return plural(len(things), noun)


def _name_lines(names: Sequence[Word]) -> list[str]:
    """Say which words get no card because they are names."""
    if not names:
        return []
    shown = "、".join([_with_gloss(word) for word in names[:NAMES_SHOWN]])
    more = "" if len(names) <= NAMES_SHOWN else "、…"
    left_out = f"  {_count(names, 'word')} left out as names: {shown}{more}"
    return [f"{left_out}; --names makes cards of them"]


def _with_gloss(word: Word) -> str:
    gloss = word.token.gloss.split(";")[0].split("(")[0].strip()
    return f"{word.token.headword} {gloss}".rstrip()


def _known_lines(study: Study) -> list[str]:
    """Say what of the text is known already, and how many of the words to learn a reader can guess
    from known characters."""
    lines = [f"  {known_text(study)}"] if study.chosen.known else []
    guessable = headwords(word for word in study.words if word.guessable)
    if guessable:
        lines.append(f"  guessable, made of characters that you know: {some_of(guessable)}")
    return lines


def _limit_lines(study: Study) -> list[str]:
    """Say what was left out to learn only the words that give most, and what these give."""
    chosen = study.chosen
    if not chosen.left_out:
        return []
    after = chosen.coverage.share(chosen.coverage.after)
    before = chosen.coverage.share(chosen.coverage.before)
    left_out = f"  left out: {_count(chosen.left_out, 'word')} that would give less"
    if chosen.beyond:
        left_out += f"; {_count(chosen.beyond, 'sentence')} with too many of them"
    if not study.words:
        return [left_out, f"  you know {before:.1%} of the running words already"]
    return [
        left_out,
        f"  with the words to learn you know {after:.1%} of the running words, without them"
        f" {before:.1%}",
    ]


def _context_lines(brought: int) -> list[str]:
    """Say how many cards of other decks show a sentence of this text now."""
    if not brought:
        return []
    return [f"  cards of other decks with a sentence of this text added: {brought}"]


def _check_lines(study: Study, path: Path) -> list[str]:
    """Say what was corrected, and what is worth a look."""
    lines = []
    if study.corrections:
        lines.append(f"  corrections applied: {len(study.corrections)}")
    missing = _not_in_dictionary(study)
    if missing:
        lines.append(f"  not in the dictionary: {some_of(missing)}")
    unsure = [
        word.token.text
        for word in study.words
        if word.token.doubts and word.token.entry is not None
    ]
    remedy = f"correct them: {program_name()} words {shell_word(path)} --write"
    if unsure:
        lines.append(f"  unsure of reading or sense, worth a look: {some_of(unsure)} ({remedy})")
    if study.chosen.untaught:
        lines.append(f"  {untaught_text(study.chosen.untaught)} ({remedy})")
    return lines


def _not_in_dictionary(study: Study) -> list[str]:
    return [word.token.text for word in study.words if word.token.entry is None]


def headwords(words: Iterable[Word]) -> list[str]:
    """Return the headwords of words, in their order."""
    return [word.token.headword for word in words]


# -- for programs


def next_step(packages: Sequence[Path]) -> str:
    """Say what to do with decks that were built."""
    first = packages[0]
    file, pushed = str(first), shell_word(first)
    if len(packages) > 1:
        file, pushed = f"a deck in {first.parent}", f"{shell_word(first.parent)}/NAME.apkg"
    return (
        f"Next: in Anki, File > Import, and choose {file} (on a phone, open the file). Or, with the"
        f" add-on AnkiConnect: {program_name()} push {pushed}"
    )


def built_json(built: Built) -> dict[str, Any]:
    """Return the report of a build for programs; the keys are an interface."""
    report: dict[str, Any] = {
        "text": str(built.source.path),
        "package": str(built.package),
        "up_to_date": built.written is None,
    }
    if built.written is None or built.study is None or built.deck is None:
        return report
    study, written = built.study, built.written
    report["twin"] = str(written.twin)
    report |= _alignment_json(study)
    report["words"] = len(study.words)
    report["held"] = headwords(study.chosen.held)
    report["held_sentences"] = list(built.held_sentences)
    report |= _choice_json(study)
    report["corrections"] = len(study.corrections)
    report["sentence_cards"] = len(built.deck.sentences)
    report["notes"] = notes_json(written)
    report["gone"] = list(written.dropped)
    report["gone_search"] = written.gone_search
    report["brought"] = written.brought
    report["not_in_dictionary"] = _not_in_dictionary(study)
    report["doubtful"] = [_doubts_json(word) for word in study.words if word.token.doubts]
    report["issues"] = issues_json(built.issues)
    return report


def _alignment_json(study: Study) -> dict[str, Any]:
    aligned = study.aligned
    return {
        "sentences": {"zh": len(aligned.zh), "en": len(aligned.en)},
        "beads": [_bead_json(bead) for bead in aligned.beads],
    }


def _bead_json(bead: Bead) -> dict[str, Any]:
    confidence = round(bead.confidence, 3)
    return {"zh": len(bead.zh), "en": len(bead.en), "confidence": confidence}


def _choice_json(study: Study) -> dict[str, Any]:
    """Return which words and sentences get no card, by the reason."""
    chosen = study.chosen
    guessable = [word for word in study.words if word.guessable]
    beyond = [study.passages[index].zh for index in sorted(chosen.beyond)]
    return {
        "skipped": headwords(chosen.skipped),
        "known": headwords(chosen.known),
        "guessable": headwords(guessable),
        "names": headwords(chosen.names),
        "untaught": headwords(chosen.untaught),
        "left_out": headwords(chosen.left_out),
        "sentences_left_out": beyond,
        "coverage": asdict(chosen.coverage),
    }


def _doubts_json(word: Word) -> dict[str, Any]:
    return {"word": word.token.text, "doubts": word.token.doubts}
