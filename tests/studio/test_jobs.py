"""Long work: child processes of our own command line."""

import time
from pathlib import Path

import pytest

from generator.studio.jobs import DONE, FAILED, STOPPED, WORKING, Job, Jobs
from support.river import RIVER

pytestmark = pytest.mark.slow


@pytest.fixture
def jobs(texts_folder: Path) -> Jobs:
    return Jobs(texts_folder)


def ended(job: Job) -> Job:
    for _ in range(600):
        if job.state != WORKING:
            return job
        time.sleep(0.1)
    raise AssertionError(job)


def test_a_job_is_our_own_command_and_says_how_far_it_is(jobs: Jobs, texts_folder: Path) -> None:
    (texts_folder / "generator.py").write_text("raise SystemExit('a file of the workspace')")
    seen: list[object] = []

    def remember(job: Job) -> None:
        seen.append(job.result())

    job = jobs.start("id", "build", "river.txt", "--json", on_end=remember)
    assert jobs.start("id", "build", "river.txt", "--json") is job  # a second click
    ended(job)
    assert job.state == DONE, job.said
    assert job.command == "cika build river.txt"
    assert job.stage and job.done == job.total > 0
    assert seen and (texts_folder / "decks" / "river.apkg").is_file()
    assert jobs.all("id") == [job] and jobs.all("other") == []


def test_what_fails_says_why(jobs: Jobs) -> None:
    job = ended(jobs.start("id", "build", "nowhere.txt"))
    assert job.state == FAILED and "nowhere.txt" in job.said[0]


def test_a_job_that_is_stopped_leaves_nothing_half_written(jobs: Jobs, texts_folder: Path) -> None:
    (texts_folder / "long.txt").write_text(RIVER * 400, encoding="utf-8")
    job = jobs.start("id", "build", "long.txt")
    jobs.stop(job.number)
    assert job.state == STOPPED and job.process
    job.process.wait(30)
    decks = texts_folder / "decks"
    assert not decks.exists() or not list(decks.iterdir())
