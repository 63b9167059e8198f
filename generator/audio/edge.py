"""Microsoft Edge's voices through PyPI ``edge-tts``: they sound like people, and need the
network."""

from collections.abc import Iterable

from generator.audio.check import AS_MP3, INSTALL
from generator.audio.utterance import NoSound, Utterance
from generator.base.errors import InputError
from generator.base.records import Issue

VOICE = "zh-CN-XiaoxiaoNeural"


class Edge:
    """One of Edge's voices."""

    parallel = 4
    """Connections at once; a service that is free is not to be flooded."""

    def __init__(self, voice: str = "") -> None:
        """``voice`` as Microsoft names it. Raises InputError where the package is missing or the
        name cannot be one."""
        try:
            import edge_tts
        except ImportError as error:
            raise InputError(f"The package edge-tts is not installed. {INSTALL}") from error
        self._tts = edge_tts
        self._voice = voice or VOICE
        self.key: str | None = f"edge {self._voice}"
        try:
            edge_tts.Communicate("一", self._voice)
        except ValueError as error:
            raise InputError(
                f"{voice!r} is no voice of Edge. Give one such as {VOICE}, or leave it out."
            ) from error

    def speak(self, utterance: Utterance) -> tuple[bytes, str]:
        """Ask for one utterance. Raises InputError if the service cannot be reached, so that a
        build does not wait for each word."""
        import asyncio  # 29 modules, for this voice alone

        from aiohttp import ClientError
        from edge_tts.exceptions import EdgeTTSException

        try:
            return asyncio.run(self._ask(utterance.text)), AS_MP3
        except (ClientError, OSError) as error:
            why = str(error).partition(" ssl:")[0]
            found = f"Edge's voices need the network, and it cannot be reached ({why})."
            raise InputError(
                f"{found} Check the connection, or use --audio espeak, which works offline."
            ) from error
        except EdgeTTSException as error:
            raise NoSound(f"Edge's voice did not speak it ({error}).") from error

    async def _ask(self, text: str) -> bytes:
        """Ask for a text. The package's own ``stream_sync`` waits for ever where there is no
        network (7.3.1)."""
        answer = self._tts.Communicate(text, self._voice).stream()
        return b"".join([chunk["data"] async for chunk in answer if chunk["type"] == "audio"])

    def unused(self, asked: Iterable[Utterance]) -> tuple[Issue, ...]:
        """Return nothing: a program has no recordings that could be left over."""
        return ()
