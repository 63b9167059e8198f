"""Long work: how it stands, and how to stop it."""

from flask import Blueprint, Response, request

from generator.studio.here import answer, shown, studio

works = Blueprint("works", __name__)


@works.get("/api/jobs")
def jobs() -> Response:
    """Return all jobs, or those about one text or set, the newest first."""
    found = studio().jobs.all(request.args.get("about", ""))
    return answer(jobs=list(map(shown, found)))


@works.get("/api/jobs/<int:number>")
def job(number: int) -> Response:
    """Return one job."""
    return answer(job=shown(studio().jobs.job(number)))


@works.post("/api/jobs/<int:number>/stop")
def stop(number: int) -> Response:
    """Stop a job."""
    return answer(job=shown(studio().jobs.stop(number)))
