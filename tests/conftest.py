"""The fixtures that several folders use; their helpers are in ``support``."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from generator.pipeline import Resources
from support.batch import EPOCH, write_texts
from support.course import Course
from support.decks import contents
from support.exported import export_all
from support.program import SEED, run
from support.river import RIVER
from support.studio import make_app, visit

settings.register_profile("patient", deadline=None)  # a busy machine is no fault
settings.load_profile("patient")


@pytest.fixture(scope="session", autouse=True)
def no_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Hide the settings of the person who runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CONFIG_HOME", "APPDATA", "HOME"):
            patch.setenv(name, str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(scope="session")
def resources() -> Resources:
    """Open the program's dictionaries once for all tests."""
    return Resources()


@pytest.fixture(scope="session")
def first_build(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """Return a folder with ``letter.txt`` and its deck under ``decks``, and what the build printed.

    Tests must not change the folder: ``letter`` is a copy.
    """
    folder = tmp_path_factory.mktemp("letter")
    text = Path(shutil.copy(SEED, folder / "letter.txt"))
    return folder, run("build", text, "-o", folder / "decks", SOURCE_DATE_EPOCH=EPOCH)


@pytest.fixture
def letter(first_build: tuple[Path, Result], tmp_path: Path) -> Path:
    """Copy ``letter.txt`` and its deck."""
    shutil.copytree(first_build[0], tmp_path / "work")
    return tmp_path / "work" / "letter.txt"


@pytest.fixture
def river(tmp_path: Path) -> Path:
    """Write the text of ``support.river``."""
    path = tmp_path / "river.txt"
    path.write_text(RIVER, encoding="utf-8")
    return path


@pytest.fixture
def course(tmp_path: Path, resources: Resources) -> Course:
    """Make an empty class set."""
    return Course(tmp_path, resources)


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Export the texts of ``support.exported``; tests must not change the files."""
    return export_all(tmp_path_factory.mktemp("export"))


@pytest.fixture(scope="session")
def many_texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the texts of ``support.batch``; tests must not change them."""
    folder = tmp_path_factory.mktemp("many") / "texts"
    write_texts(folder)
    return folder


@pytest.fixture(scope="session")
def many_decks(many_texts: Path) -> tuple[dict[str, bytes], Result]:
    """Build ``many_texts`` with one process; return the decks and what the build printed."""
    folder = many_texts.parent / "alone"
    done = run("build", many_texts, "-o", folder, "--jobs", 1, SOURCE_DATE_EPOCH=EPOCH)
    return contents(folder), done


@pytest.fixture
def texts_folder(tmp_path: Path) -> Path:
    """Make a workspace of the studio with one text, that of ``support.river``."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "river.txt").write_text(RIVER, encoding="utf-8")
    return folder


@pytest.fixture
def studio_app(texts_folder: Path) -> Flask:
    """Make the app of that workspace."""
    return make_app(texts_folder)


@pytest.fixture
def visitor(studio_app: Flask) -> FlaskClient:
    """Return a browser that came through the start address."""
    return visit(studio_app)
