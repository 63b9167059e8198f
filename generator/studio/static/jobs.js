// Long work: its progress, and the button that stops it. The server knows how it stands, so a page
// that is loaded again finds it.
import { ask, element, has, t, tell } from "./studio.js";

const EVERY = 700; // milliseconds between two questions

/** Return an element that shows a job. */
export function jobLine(job) {
  const working = job.state === "working";
  const known = working && job.total > 0;
  const bar = element("progress", {
    "aria-label": t(`jobs.kind_${job.kind}`), max: known ? job.total : null, value: known ? job.done : null,
  });
  const parts = [element("strong", {}, job.name || t(`jobs.kind_${job.kind}`))];
  if (working) {
    parts.push(bar, element("span", { class: "soft" }, stageOf(job)));
    const stop = () => tell(() => ask(`/api/jobs/${job.number}/stop`, {}));
    parts.push(element("button", { type: "button", onclick: stop }, t("jobs.stop")));
  } else {
    const kind = { done: "good", failed: "bad", stopped: "" }[job.state];
    parts.push(element("span", { class: `chip ${kind}` }, t(`jobs.${job.state}`)));
  }
  return element("div", { class: "job" }, ...parts);
}

/** Return how far a job is. */
export function stageOf(job) {
  if (!job.total) return t("jobs.begins");
  const stage = has(`jobs.stage_${job.stage}`) ? t(`jobs.stage_${job.stage}`) : job.stage;
  return t("jobs.stage", { stage, done: job.done, total: job.total });
}

/** Return why a job failed. */
export function faultOf(job) {
  const faults = job.said.filter((line) => !line.startsWith("note:"));
  return faults.join("\n").replace(/^Error: /gm, "");
}

/** Wait until a job has ended, `show` it meanwhile, and return it; undefined where the server does
 * not answer. */
export async function ended(job, show) {
  while (job && job.state === "working") {
    show(job);
    await new Promise((done) => { setTimeout(done, EVERY); });
    const number = job.number;
    job = (await tell(() => ask(`/api/jobs/${number}`)))?.job;
  }
  return job;
}

/** Show the jobs that run (those about one text, if it is named) in the list of a section; call
 * `changed` after each look with the jobs that have just ended (none: false). */
export async function watchJobs(section, about, changed) {
  const list = section.querySelector(".works");
  let before = new Set();
  for (;;) {
    const said = await ask(`/api/jobs?about=${encodeURIComponent(about)}`).catch(() => null);
    if (!said) return;
    const working = said.jobs.filter((job) => job.state === "working");
    list.replaceChildren(...working.map((job) => element("li", {}, jobLine(job))));
    section.hidden = !working.length;
    const ended = said.jobs.filter((job) => before.has(job.number) && job.state !== "working");
    changed(ended.length ? ended : false, said.jobs);
    before = new Set(working.map((job) => job.number));
    if (!working.length) return;
    await new Promise((done) => { setTimeout(done, EVERY); });
  }
}
