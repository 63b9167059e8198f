// Work that a page asks for, one at a time: it is our own command line. It is begun, followed and
// stopped here; a page that is loaded again finds what runs and what was made.
import { ask, t, tell } from "./studio.js";
import { ended, faultOf, stageOf } from "./jobs.js";

const find = (selector) => document.querySelector(selector);
let of = null; // whose work it is
let working = false;

/** Take up work: `about` is the id of the text or the set, `start` the address that begins it,
 * `whatOf(job)` what a job does, `placeOf(what)` where its result is shown, and
 * `show(said, what, isNew)` shows it. */
export function takeUp(given) {
  of = given;
  find("#work-fault button").addEventListener("click", () => notice(""));
  return again();
}

/** Begin work; nothing is begun while other work runs. */
export async function run(given) {
  if (working) return;
  const said = await tell(() => ask(of.start, given));
  if (said) await follow(said.job, given.what);
}

/** Show how far a job is until it ends, and then what it made. */
async function follow(begun, what) {
  const work = find("#work");
  working = true;
  lock();
  notice("");
  find("#stop").onclick = () => tell(() => ask(`/api/jobs/${begun.number}/stop`, {}));
  const job = await ended(begun, (now) => {
    work.hidden = false;
    find("#terminal").hidden = false;
    find("#command").textContent = now.command;
    work.querySelector("[data-kind]").textContent = t(`print.work_${what}`);
    const bar = work.querySelector("progress");
    if (now.total) { bar.max = now.total; bar.value = now.done; } else bar.removeAttribute("value");
    work.querySelector("[data-stage]").textContent = stageOf(now);
  });
  work.hidden = true;
  working = false;
  lock();
  if (!job) return;
  if (job.state === "done") await showResult(job, what, true);
  else notice(job.state === "stopped" ? t("jobs.stopped") : faultOf(job));
}

function lock() {
  for (const one of document.querySelectorAll("#look, #start, #sheets button.main, #test button.main, #export button.main")) one.disabled = working;
}

function notice(text) {
  find("#work-fault span").textContent = text;
  find("#work-fault").hidden = !text;
}

async function showResult(job, what, isNew) {
  const said = await tell(() => ask(`/api/jobs/${job.number}/result`));
  if (said) await of.show(said, what, isNew);
}

/** Find the work that ran before the page was loaded: what runs is followed, what was made shown. */
async function again() {
  const said = await ask(`/api/jobs?about=${of.about}`).catch(() => null);
  if (!said) return;
  const ours = said.jobs.map((job) => [job, of.whatOf(job)]).filter(([, what]) => what);
  const seen = new Set();
  for (const [job, what] of ours) {
    const place = of.placeOf(what);
    if (job.state === "done" && !seen.has(place)) {
      seen.add(place);
      await showResult(job, what, false);
    }
  }
  const running = ours.find(([job]) => job.state === "working");
  if (running) await follow(...running);
}

/** Bring a place into view, and the focus there. */
export function reveal(place) {
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "nearest" });
}
