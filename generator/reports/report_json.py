"""A report as plain values, for programs. The keys are an interface: they are added to, not
changed."""

from typing import Any

from generator.reports.labels import as_percent
from generator.reports.outcome import issues_json
from generator.reports.survey import Report, ReportOptions
from generator.study.measure import Compared, Comparison
from generator.study.text_profile import CountedWord, HardSentence, LevelRow, Profile, days

BY_UNKNOWN_KEYS = ("0", "1", "2-3", "4+")


def report_json(report: Report) -> dict[str, Any]:
    """Return a whole report; ``texts`` come easiest first. Shares are between 0 and 1."""
    options, comparison = report.options, report.comparison
    failed = [{"text": str(path), "error": str(error)} for path, error in report.failed]
    return {
        "hsk_standard": options.standard,
        "per_day": options.per_day,
        "knowledge_given": options.knows,
        "easiest_first_by": comparison.by,
        "total": _profile(report.whole, options),
        "texts": [_compared(text, comparison, options) for text in comparison.texts],
        "shared_words": [_shared(word, options) for word in comparison.shared],
        "issues": issues_json(report.issues),
        "failed": failed,
    }


def _compared(text: Compared, comparison: Comparison, options: ReportOptions) -> dict[str, Any]:
    found = _profile(text.profile, options)
    found["new_words"] = text.new
    found["reason"] = reason(text.profile, comparison.by, options)
    return found


def _shared(word: CountedWord, options: ReportOptions) -> dict[str, Any]:
    found = _word(word, options)
    found["texts"] = word.texts
    return found


def reason(profile: Profile, by: str, options: ReportOptions) -> str:
    """Say why a text stands where it does among others."""
    if by == "known":
        return f"{as_percent(profile.coverage)} of its running words are known"
    return f"its words are of HSK level {profile.mean_level(options.standard):.1f} on average"


def _profile(profile: Profile, options: ReportOptions) -> dict[str, Any]:
    targets = (*options.targets, 1.0)
    by_unknown = zip(BY_UNKNOWN_KEYS, profile.by_unknown, strict=True)
    curve = []
    for step in profile.curve:
        curve.append(_word(step.met, options) | {"coverage": round(step.coverage, 4)})
    return {
        "name": profile.name,
        "title": profile.title,
        "sentences": profile.sentences,
        "sentence_length": round(profile.sentence_length, 2),
        **_counts(profile),
        "coverage": round(profile.coverage, 4),
        "coverage_with_guesses": round(profile.guessed.coverage, 4),
        "targets": [_target(profile, target, options) for target in targets],
        "mean_level": round(profile.mean_level(options.standard), 2),
        "levels": [_level(row) for row in profile.levels(options.standard)],
        "sentences_by_unknown_words": dict(by_unknown),
        "curve": curve,
        "hardest_sentences": [_sentence(one) for one in profile.hardest],
    }


def _counts(profile: Profile) -> dict[str, dict[str, int]]:
    """Return how many running words, words and characters there are and how many are known."""
    characters, known = profile.characters, profile.known_characters
    return {
        "running_words": _running_words(profile),
        "words": _words(profile),
        "characters": {"all": len(characters), "known": len(known)},
    }


def _running_words(profile: Profile) -> dict[str, int]:
    aside = profile.aside
    return {
        "all": profile.running,
        "known": profile.known_running,
        "unknown": profile.running - profile.known_running,
        "guessable": profile.guessable_running,
        "names": aside.names,
        "numbers": aside.numbers,
        "left_out": aside.left_out,
        "stopped": profile.stopped_running,
    }


def _words(profile: Profile) -> dict[str, int]:
    known = sum(word.known for word in profile.words)
    stopped = sum(word.stopped for word in profile.words)
    return {
        "all": len(profile.words),
        "known": known,
        "unknown": len(profile.unknown),
        "stopped": stopped,
        "guessable": len(profile.guessable),
    }


def _target(profile: Profile, target: float, options: ReportOptions) -> dict[str, Any]:
    words = profile.words_for(target)
    took = None if words is None else days(words, options.per_day)
    return {
        "coverage": target,
        "words": words,
        "words_with_guesses": profile.guessed.words_for(target),
        "days": took,
        "level": profile.level_for(target, options.standard),
    }


def _level(row: LevelRow) -> dict[str, Any]:
    return {
        "level": row.level,
        "running": row.running,
        "known_running": row.known_running,
        "words": row.distinct,
        "known_words": row.known_distinct,
        "coverage": round(row.coverage, 4),
    }


def _word(word: CountedWord, options: ReportOptions) -> dict[str, Any]:
    token = word.word.token
    return {
        "word": token.headword,
        "reading": token.reading,
        "gloss": token.gloss,
        "level": word.level(options.standard),
        "zipf": word.word.zipf or None,
        "count": word.count,
        "guessable": word.guessable,
    }


def _sentence(hard: HardSentence) -> dict[str, Any]:
    return {
        "text": hard.text,
        "number": hard.number,
        "zh": hard.zh,
        "running": hard.running,
        "unknown": list(hard.unknown),
        "spans": [list(span) for span in hard.spans],
    }
