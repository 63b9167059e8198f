"""Speak one line with the library of eSpeak NG: ``say.py LIBRARY DATA < text``, samples to standard
output.

A program of its own, standard library only: the library keeps its state in globals, so that what it
says depends on all that it said before. In a fresh process the same text always gives the same
samples, and a crash costs one word. The first line of the output is ``RATE VERSION``; 16-bit
samples, one channel, follow.
"""

import ctypes
import sys

SYNCHRONOUS, CHARACTERS, UTF8, RATE = 2, 1, 1, 1
"""AUDIO_OUTPUT_SYNCHRONOUS, POS_CHARACTER, espeakCHARS_UTF8, espeakRATE (speak_lib.h)."""
WORDS_A_MINUTE = 130
"""Slower than its usual 175: these are for learners."""
VOICE = b"cmn"
CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


def main(path: str, data: str) -> None:
    """Speak what stands on standard input. Exits with a sentence where the library or its voice
    does not work."""
    library = ctypes.CDLL(path)
    rate = library.espeak_Initialize(SYNCHRONOUS, 0, data.encode() or None, 1)
    if rate <= 0 or library.espeak_SetVoiceByName(VOICE):
        sys.exit("it does not start, or has no Mandarin voice")
    library.espeak_SetParameter(RATE, WORDS_A_MINUTE, 0)
    library.espeak_Info.restype = ctypes.c_char_p
    heard = bytearray()

    def hear(wave: "ctypes._Pointer[ctypes.c_short]", count: int, events: object) -> int:
        if wave and count > 0:
            heard.extend(ctypes.string_at(wave, 2 * count))
        return 0

    callback = CALLBACK(hear)
    library.espeak_SetSynthCallback(callback)
    said = sys.stdin.buffer.read()
    if said and library.espeak_Synth(said, len(said) + 1, 0, CHARACTERS, 0, UTF8, None, None):
        sys.exit("it could not say this")
    sys.stdout.buffer.write(f"{rate} {library.espeak_Info(None).decode()}\n".encode() + heard)


if __name__ == "__main__":
    main(*sys.argv[1:])
