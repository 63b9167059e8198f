"""What several test files share: the letter as a text of its own, and one deck built from it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import cli

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no such signals and limits")
SEED = next((Path(__file__).resolve().parent.parent / "seeds").glob("1953-12-19*.txt"))


def run(*arguments: object, stdin: bytes = b"", **environment: str) -> Result:
    """Run the command line in this process. Whatever it does not catch itself is an error of the
    test."""
    return CliRunner(env=environment).invoke(
        cli.main, [str(a) for a in arguments], input=stdin, catch_exceptions=False
    )


@pytest.fixture(scope="session", autouse=True)
def no_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests do not see the settings of the person who runs them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CONFIG_HOME", "APPDATA", "HOME"):
            patch.setenv(name, str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(scope="session")
def first_build(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """A folder with the text ``letter.txt`` and its deck under ``decks``, and what the build said.
    Not to be changed."""
    folder = tmp_path_factory.mktemp("letter")
    shutil.copy(SEED, folder / "letter.txt")
    return folder, run(
        "build", folder / "letter.txt", "-o", folder / "decks", SOURCE_DATE_EPOCH="1700000000"
    )


@pytest.fixture
def letter(first_build: tuple[Path, Result], tmp_path: Path) -> Path:
    """A copy of ``letter.txt`` and its deck."""
    shutil.copytree(first_build[0], tmp_path / "work")
    return tmp_path / "work" / "letter.txt"
