"""Sound files for words and sentences: spoken by a program, or a teacher's own recordings.

``engine`` understands what a person chose, ``record`` makes the files. A word that got no file is
spoken by the voice of the learner's own device (``{{tts}}`` in the templates), and the report names
it.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

from generator.audio.check import AS_MP3, fault
from generator.audio.joined import Part, joined
from generator.audio.recordings import Recordings
from generator.audio.utterance import (
    NO_SOUNDS,
    Engine,
    NoSound,
    Sounds,
    Utterance,
    of_passage,
    of_word,
)
from generator.base.errors import InputError
from generator.base.files import save
from generator.base.records import Issue

__all__ = [
    "NO_SOUNDS",
    "Engine",
    "Part",
    "Sounds",
    "Utterance",
    "engine",
    "joined",
    "of_passage",
    "of_word",
    "record",
    "recordings_of",
]

CACHE = ".sounds"
"""Folder, beside the decks, of what was spoken before: nothing is spoken twice."""
ENGINES = "espeak, edge, or folder:PATH"


def engine(chosen: str) -> Engine:
    """Return the engine that ``--audio`` names: ``espeak``, ``edge`` (``edge:VOICE``),
    ``folder:PATH``.

    Raises InputError if there is none of that name, or if what it needs is not installed.
    """
    name, _, detail = chosen.partition(":")
    if name == "folder" and detail:
        return Recordings(Path(detail).expanduser())
    # Imported where they are asked for: ten milliseconds of CPU that most builds save.
    if name == "edge":
        from generator.audio.edge import Edge

        return Edge(detail)
    if name == "espeak" and not detail:
        from generator.audio.espeak import Espeak

        return Espeak()
    raise InputError(f"There is no sound from {chosen!r}. Choose {ENGINES}.")


def recordings_of(chosen: str) -> list[Path]:
    """Return the files that decide what is heard, for a choice of ``folder:PATH``."""
    name, _, folder = chosen.partition(":")
    path = Path(folder).expanduser()
    if name != "folder" or not path.is_dir():
        return []
    return sorted(file for file in path.iterdir() if file.is_file())


def record(
    wanted: Sequence[Utterance], speaker: Engine, folder: Path, progress: Callable[[int, int], None]
) -> Sounds:
    """Make or find the sound of each utterance; what is asked for twice is made once.

    ``folder`` is where decks are written; ``progress`` is told how many are done, of how many.
    Every sound is checked before it is used (``check.fault``). The same files result in whatever
    order they get ready. Raises InputError where the engine can speak nothing.
    """
    from concurrent.futures import ThreadPoolExecutor, as_completed

    distinct = tuple(dict.fromkeys(wanted))
    files: dict[Utterance, tuple[str, bytes]] = {}
    issues: dict[Utterance, Issue] = {}
    with ThreadPoolExecutor(speaker.parallel) as pool:
        jobs = {
            pool.submit(_sound, utterance, speaker, folder / CACHE): utterance
            for utterance in distinct
        }
        try:
            for done, job in enumerate(as_completed(jobs), 1):
                utterance = jobs[job]
                try:
                    content, suffix = job.result()
                    digest = sha256(content).hexdigest()[:20]
                    files[utterance] = f"cika-{digest}{suffix}", content
                except NoSound as why:
                    issues[utterance] = Issue(
                        kind="no-sound",
                        where=utterance.label,
                        detail=f"{why} The learner's device speaks it instead.",
                    )
                progress(done, len(jobs))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    made = {utterance: files[utterance] for utterance in distinct if utterance in files}
    found = [issues[utterance] for utterance in distinct if utterance in issues]
    return Sounds(files=made, issues=(*found, *speaker.unused(distinct)))


def _sound(utterance: Utterance, speaker: Engine, cache: Path) -> tuple[bytes, str]:
    """Return a checked sound and its suffix; raises NoSound."""
    if speaker.key is None:
        content, suffix = speaker.speak(utterance)
    else:
        suffix = AS_MP3
        asked = "\0".join((speaker.key, utterance.text, utterance.spoken))
        path = cache / f"{sha256(asked.encode()).hexdigest()[:32]}{suffix}"
        if path.is_file():
            content = path.read_bytes()
            if not fault(content, utterance.syllables):
                return content, suffix
        content, suffix = speaker.speak(utterance)
    wrong = fault(content, utterance.syllables)
    if wrong:
        raise NoSound(f"The sound {wrong}.")
    if speaker.key is not None:
        cache.mkdir(parents=True, exist_ok=True)
        save(path, content)
    return content, suffix
