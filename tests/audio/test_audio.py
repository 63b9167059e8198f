"""Sound files: spoken by the real eSpeak NG, or recorded; checked before they are used."""

import io
import json
import socket
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from generator.audio import Engine, Utterance, engine, record
from generator.audio.check import fault
from generator.base.errors import InputError
from support.program import run

CHANG, ZHANG = Utterance("长", "chang2"), Utterance("长", "zhang3")
SENTENCE = Utterance("银行在哪里？", "yin2hang2 zai4 na3li5 ?", 12)


def sound(seconds: float, peak: float = 0.5, kind: str = "WAV") -> bytes:
    """A tone of 440 Hz."""
    file = io.BytesIO()
    soundfile.write(
        file,
        peak * np.sin(np.arange(int(seconds * 16000)) * 440 * 2 * np.pi / 16000),
        16000,
        format=kind,
    )
    return file.getvalue()


@pytest.fixture(scope="module")
def espeak() -> Engine:
    return engine("espeak")


def test_espeak_says_the_reading_and_always_alike(espeak: Engine) -> None:
    sounds = {u: espeak.speak(u)[0] for u in (CHANG, ZHANG, SENTENCE)}
    assert len(set(sounds.values())) == 3
    assert all(not fault(content, u.syllables) for u, content in sounds.items())
    assert espeak.speak(CHANG)[0] == sounds[CHANG]


@pytest.mark.parametrize("spoken", ["hua1r5", "lu:3xing2", "nu:3er2", "n2", "men5"])
def test_espeak_takes_every_kind_of_syllable_for_pinyin(espeak: Engine, spoken: str) -> None:
    """What it does not know it would spell letter by letter, which takes far longer."""
    samples, rate = soundfile.read(io.BytesIO(espeak.speak(Utterance("花儿", spoken))[0]))
    assert len(samples) / rate < 1.2


def test_nothing_is_spoken_twice(espeak: Engine, tmp_path: Path) -> None:
    asked: list[Utterance] = []

    class Counted:
        parallel, key = 2, espeak.key

        def speak(self, utterance: Utterance) -> tuple[bytes, str]:
            asked.append(utterance)
            return espeak.speak(utterance)

        def unused(self, asked: Any) -> tuple[()]:
            return ()

    first = record([CHANG, ZHANG, CHANG], Counted(), tmp_path, lambda done, of: None)
    again = record([CHANG, ZHANG], Counted(), tmp_path, lambda done, of: None)
    assert sorted(u.spoken for u in asked) == ["chang2", "zhang3"]
    assert first == again and not first.issues
    cached = next((tmp_path / ".sounds").iterdir())
    cached.write_bytes(b"damaged")
    assert record([CHANG, ZHANG], Counted(), tmp_path, lambda done, of: None) == first
    assert len(asked) == 3


@pytest.mark.parametrize(
    ("content", "syllables", "expected"),
    [
        (sound(1.0), 4, ""),
        (sound(1.0, kind="MP3"), 4, ""),
        (sound(1.0, kind="OGG"), 4, ""),
        (sound(1.0, peak=0.001), 4, "is silent"),
        (sound(0.0), 1, "is silent"),
        (sound(0.5), 20, "lasts 0.5 seconds, too short for 20 syllables"),
        (sound(30.0), 2, "lasts 30.0 seconds, too long for 2 syllables"),
        (b"", 1, "cannot be decoded"),
        (b"<html>not a sound</html>", 1, "cannot be decoded"),
    ],
)
def test_what_is_no_sound_is_found(content: bytes, syllables: int, expected: str) -> None:
    assert fault(content, syllables).startswith(expected) and bool(
        fault(content, syllables)
    ) == bool(expected)


def test_recordings_are_found_by_word_reading_and_number(tmp_path: Path) -> None:
    for name, kind in (
        ("长 zhǎng.mp3", "MP3"),
        ("长.ogg", "OGG"),
        ("No. 012.wav", "WAV"),
        ("银行.flac", "FLAC"),
    ):
        (tmp_path / name).write_bytes(sound(2.0, kind=kind))
    (tmp_path / "很.mp3").write_bytes(b"broken")
    (tmp_path / "河.m4a").write_bytes(b"")
    wanted = [CHANG, ZHANG, SENTENCE, Utterance("很", "hen3"), Utterance("河", "he2")]
    found = record(wanted, engine(f"folder:{tmp_path}"), tmp_path / "decks", lambda done, of: None)
    assert [bool(found.name(u)) for u in wanted] == [True, True, True, False, False]
    assert (
        found.name(CHANG).endswith(".ogg")
        and found.name(ZHANG).endswith(".mp3")
        and found.name(SENTENCE).endswith(".mp3")
    )
    assert [(i.kind, i.where) for i in found.issues] == [
        ("no-sound", "很"),
        ("no-sound", "河"),
        ("unused-recording", "银行.flac"),
        ("unreadable-recording", "河.m4a"),
    ]
    assert not (tmp_path / "decks").exists()


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ("gramophone", "There is no sound from 'gramophone'. Choose espeak, edge"),
        ("folder:none", "none: no such folder of recordings"),
        ("folder:empty", "empty: holds no recordings"),
        ("folder:twice", "1.mp3 and No. 1.wav are recordings of the same. Delete one"),
        ("edge:nobody", "'nobody' is no voice of Edge. Give one such as zh-CN"),
    ],
)
def test_a_choice_that_cannot_be_meant(
    chosen: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("twice").mkdir()
    for name in ("1.mp3", "No. 1.wav"):
        Path("twice", name).write_bytes(sound(1.0))
    with pytest.raises(InputError, match=message):
        engine(chosen)


def test_edge_without_the_network_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unreachable)
    with pytest.raises(
        InputError, match=r"need the network, and it cannot be reached .* use --audio espeak"
    ):
        record([CHANG, ZHANG], engine("edge"), tmp_path, lambda done, of: None)


def test_a_deck_remembers_that_it_has_recordings_but_not_from_where(tmp_path: Path) -> None:
    text, folder = tmp_path / "bank.txt", tmp_path / "mine"
    text.write_text("银行在哪里？\n---\nWhere is the bank?\n", encoding="utf-8")
    folder.mkdir()
    (folder / "银行.mp3").write_bytes(sound(1.0, kind="MP3"))
    assert run("build", text, "-o", tmp_path, "--audio", f"folder:{folder}").exit_code == 0
    assert (
        str(folder).encode()
        not in (tmp_path / "bank.apkg").read_bytes() + (tmp_path / "bank.tsv").read_bytes()
    )
    again = run("build", text, "-o", tmp_path)
    assert (
        again.exit_code == 1
        and "Name their folder again (--audio folder:PATH), or leave them out" in again.stderr
    )
    (folder / "银行.mp3").write_bytes(sound(1.5, kind="MP3"))
    assert (
        "notes: 1 changed"
        in run("build", text, "-o", tmp_path, "--audio", f"folder:{folder}").stdout
    )


@pytest.mark.slow
def test_a_deck_with_sound_holds_what_its_notes_name(tmp_path: Path) -> None:
    text = tmp_path / "bank.txt"
    text.write_text("银行在哪里？\n---\nWhere is the bank?\n", encoding="utf-8")
    assert run("build", text, "-o", tmp_path, "--audio", "espeak").exit_code == 0
    first = (tmp_path / "bank.apkg").read_bytes()
    with zipfile.ZipFile(tmp_path / "bank.apkg") as archive:
        media = json.loads(archive.read("media"))
        assert all(not fault(archive.read(number), 1) for number in media)
    twin = (tmp_path / "bank.tsv").read_text(encoding="utf-8-sig")
    assert len(media) == 4 and all(f"[sound:{name}]" in twin for name in media.values())
    assert run("build", text, "-o", tmp_path, "--audio", "espeak", "--force").exit_code == 0
    assert (tmp_path / "bank.apkg").read_bytes() == first
    # The deck remembers that it has sound
    assert "up to date" in run("build", text, "-o", tmp_path).stdout
    assert "notes: 4 changed" in run("build", text, "-o", tmp_path, "--audio", "none").stdout
    assert "[sound:" not in (tmp_path / "bank.tsv").read_text(encoding="utf-8-sig")
