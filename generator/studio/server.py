"""The server: one studio in a folder, on this machine alone."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from generator.base.errors import CikaError, InputError, OutputError
from generator.base.files import output_errors, real, save
from generator.base.locks import alone_in
from generator.studio.app import MAX_UPLOAD, create_app
from generator.studio.guard import HOST
from generator.studio.here import KEY, Studio
from generator.studio.open_texts import warm
from generator.studio.workspace import OWN

ADDRESS = "address"
"""File with the address of the studio that is open in a folder; only its owner may read it."""
THREADS = 8
OWNER_ONLY = 0o600


class AlreadyOpen(CikaError):
    """A studio is open in this folder; its address opens it in another window."""

    def __init__(self, folder: Path, address: str) -> None:
        super().__init__(f"{folder}: a studio is open in this folder already: {address}")
        self.address = address


def serve(folder: Path, port: int, show: Callable[[str], None]) -> None:
    """Serve a workspace until the program is interrupted; ``show`` is called with the address once
    it answers. ``port`` 0 takes any that is free.

    Raises AlreadyOpen, InputError for a folder that is too large to be a workspace, OutputError.
    """
    if real(folder) in {real(Path.home()), Path(real(folder).anchor)}:
        raise InputError(
            f"{folder}: this folder holds all that you have. Make a folder for your texts, and"
            " name it: cika studio FOLDER"
        )
    own = folder / OWN
    with output_errors(own):
        own.mkdir(parents=True, exist_ok=True)
    address = own / ADDRESS

    def refuse() -> None:
        raise AlreadyOpen(folder, address.read_text(encoding="utf-8") if address.exists() else "")

    with alone_in(own, refuse):
        _run(folder, port, address, show)


def _run(folder: Path, port: int, address: Path, show: Callable[[str], None]) -> None:
    from waitress import create_server

    try:
        # The app must know its port, which the system chooses: it is asked for by a first server
        server = create_server(
            _nothing,
            host=HOST,
            port=port,
            threads=THREADS,
            ident=None,
            max_request_body_size=MAX_UPLOAD,
        )
    except OSError as error:
        raise OutputError(
            f"Port {port} cannot be used ({error.strerror}). Name another (--port), or none."
        ) from error
    app, guard = create_app(folder, server.effective_port)
    server.application = app
    save(address, b"")
    address.chmod(OWNER_ONLY)
    address.write_text(guard.address, encoding="utf-8")
    studio = cast(Studio, app.extensions[KEY])
    studio.workbench.start(warm)  # the first text opens as quickly as the next
    try:
        show(guard.address)
        server.run()
    finally:
        server.close()
        address.unlink(missing_ok=True)
        studio.jobs.end()
        studio.workbench.end()


def _nothing(environment: object, start_response: object) -> list[bytes]:
    """Answer nothing: stands for the app until the port is known."""
    return []
