// A long text is being understood: how far, and then its page.
import { addStrings, ask, data, t } from "./studio.js";

addStrings(data("words"));
const STAGES = ["reading", "aligning", "understanding"];
const { id, view, job } = data("first");
const bar = document.getElementById("bar");
const stage = document.getElementById("stage");

function show(job) {
  if (job.total) bar.value = job.done / job.total;
  stage.textContent = STAGES.includes(job.stage) ? t(`text.stage_${job.stage}`) : "";
}

async function wait() {
  const now = await ask(`/api/text/${id}/state`).catch((error) => ({ state: "failed", said: [error.message] }));
  if (now.state === "done") location.assign(`/text/${id}/${view}`);
  else if (now.state === "working") {
    show(now);
    setTimeout(wait, 700);
  } else {
    bar.hidden = true;
    stage.textContent = [t("text.failed"), ...now.said].join(" ");
  }
}

show(job);
wait();
