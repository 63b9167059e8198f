// Work on a class set: what an edition changes, the package, sheets, tests, exports. All of it is our
// own command line; a page that is loaded again finds what runs and what was made.
import { ask, element, say, t, tell } from "./studio.js";
import { ended, faultOf, stageOf } from "./jobs.js";

const SHOWN = 40; // words that are named in a line
const find = (selector) => document.querySelector(selector);
let id = "";
let page = null; // what the page does with results
let working = false;

/** Let the buttons work, and show what ran before this page was loaded. */
export function startWork(setId, tools) {
  id = setId;
  page = tools;
  find("#look").addEventListener("click", () => run({ what: "look", group: groupOf() }));
  find("#which-group select").addEventListener("change", () => run({ what: "look", group: groupOf() }));
  find("#start").addEventListener("click", () => run({ what: "build" }));
  for (const form of ["sheets", "test", "export"]) {
    find(`#${form}`).addEventListener("submit", (event) => { event.preventDefault(); run(wish(event.target)); });
  }
  find("#work-fault button").addEventListener("click", () => notice(""));
  find("#choose-class").addEventListener("click", () => find("#class-file").click());
  find("#class-file").addEventListener("change", addClass);
  again();
}

/** Show what hangs on the set as it is now: packages, lessons to choose, groups. */
export function found(setId, set) {
  const several = set.packages.length > 1;
  find("#packages").replaceChildren(...set.packages.map((one, number) => packageLine(one, number, setId, several)));
  const choose = find("#which-group");
  choose.hidden = !set.groups.length;
  const group = choose.querySelector("select");
  const before = group.value;
  group.replaceChildren(...set.groups.map((one) => element("option", { value: one.name }, one.title || one.name)));
  if (set.groups.some((one) => one.name === before)) group.value = before;
  for (const select of document.querySelectorAll(".pair-of select")) {
    const isAll = !select.options.length || select.value === (select.name === "from" ? "1" : String(select.options.length));
    const chosen = isAll ? (select.name === "from" ? 1 : set.lessons.length) : Math.min(select.value, set.lessons.length);
    select.replaceChildren(...set.lessons.map((one, at) => element("option", { value: at + 1, title: one.title }, String(at + 1))));
    select.value = String(chosen);
  }
}

function groupOf() {
  return find("#which-group select").value;
}

function packageLine(one, number, setId, several) {
  const line = element("li", {});
  if (several) line.append(element("b", {}, one.title));
  if (!one.is_built) {
    line.append(element("p", { class: "soft small" }, t("set.not_built")));
    return line;
  }
  const push = element("button", { type: "button", "aria-label": several ? `${t("build.push")}: ${one.title}` : null, onclick: () => pushed(number) }, t("build.push"));
  const get = element("a", { class: "button", href: `/set/${setId}/deck/${number}`, download: true, "aria-label": several ? `${t("build.download")}: ${one.title}` : null }, t("build.download"));
  line.append(element("p", { class: "actions" }, get, push), element("p", { class: "soft small" }, t("set.hand_out", { deck: one.file })));
  return line;
}

async function pushed(number) {
  const place = find("#pushed");
  const said = await tell(() => ask(`/api/set/${id}/start`, { what: "push", package: number }));
  if (!said) return;
  place.hidden = false;
  place.textContent = t("build.pushing");
  const job = await ended(said.job, () => {});
  if (job) place.textContent = (job.printed || job.said.join(" ")).replace(/^Error: /, "");
}

/** Return what a form asks for. */
function wish(form) {
  const given = new FormData(form);
  const made = { what: form.id, kinds: given.getAll("kinds") };
  for (const [name, value] of given) if (name !== "kinds" && value !== "") made[name] = value;
  for (const name of ["versions", "items"]) if (made[name]) made[name] = Number(made[name]);
  made.pdf = made.pdf === "on";
  if (made.from) {
    const [from, to] = [Number(made.from), Number(made.to)].sort((one, other) => one - other);
    const all = page.set().lessons.length;
    if (to - from + 1 < all) made.lessons = from === to ? String(from) : `${from}-${to}`;
  }
  return made;
}

async function addClass({ target }) {
  const [file] = target.files;
  if (!file) return;
  const sent = new FormData();
  sent.append("path", file.name);
  sent.append("file", file, "file");
  target.value = "";
  const said = await tell(() => ask(`/api/set/${id}/names`, sent));
  if (!said) return;
  const select = find("#class");
  if (![...select.options].some((one) => one.value === said.id)) select.append(element("option", { value: said.id }, said.name));
  select.value = said.id;
  say(t("set.class_added", { n: said.count }));
}

// -- running

async function run(given) {
  if (working) return;
  const said = await tell(() => ask(`/api/set/${id}/start`, given));
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
    work.querySelector("[data-kind]").textContent = t(`set.work_${what}`);
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
  if (!said) return;
  if (what === "look") {
    if (!said.result) return;
    page.looked(said.result, said.version);
    showEdition(said.result.edition);
    if (isNew) reveal(find("#edition"));
  } else if (what === "build") {
    showReport(said.result ?? []);
    if (isNew) await page.built();
  } else {
    showMade(said);
    if (isNew) reveal(find("#made"));
  }
}

function reveal(place) {
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "nearest" });
}

const KIND = { build: "build", set: "look", export: "export" };

/** Find the work that ran before the page was loaded: what runs is followed, what was made shown. */
async function again() {
  const said = await ask(`/api/jobs?about=${id}`).catch(() => null);
  if (!said) return;
  const kindOf = (job) => KIND[job.kind] ?? (job.command.includes(" --test") ? "test" : "sheets");
  const ours = said.jobs.filter((job) => job.kind !== "push");
  const seen = new Set();
  for (const job of ours) {
    const what = kindOf(job);
    const place = what === "look" || what === "build" ? what : "made";
    if (job.state === "done" && !seen.has(place)) {
      seen.add(place);
      await showResult(job, what, false);
    }
  }
  const running = ours.find((job) => job.state === "working");
  if (running) await follow(running, kindOf(running));
}

// -- what became of it

function showEdition(edition) {
  const made = [];
  if (edition.first) made.push(element("p", {}, t("set.first")));
  else {
    made.push(someWords("new", edition.new), someWords("moved", edition.moved.map((one) => `${one.word} (${one.lesson})`)), someWords("gone", edition.gone));
    if (edition.sentences_gone) made.push(element("p", {}, t("set.sentences_gone", { n: edition.sentences_gone })));
    const names = Object.entries(edition.renamed);
    if (names.length) {
      made.push(element("p", {}, t("set.renamed")));
      made.push(element("ul", { class: "plain small" }, ...names.map(([old, now]) => element("li", {}, `${old.split("::").at(-1)} → ${now.split("::").at(-1)}`))));
    }
  }
  const shown = made.filter(Boolean);
  if (!shown.length) shown.push(element("p", {}, t("set.nothing")));
  find("#edition-lines").replaceChildren(element("div", { class: "edition-list" }, ...shown));
}

function someWords(name, words) {
  if (!words.length) return null;
  const more = words.length > SHOWN ? ` … (+${words.length - SHOWN})` : "";
  return element("p", {}, element("b", {}, t(`set.words_${name}`, { n: words.length })), " ",
    element("span", { lang: "zh-Hans" }, words.slice(0, SHOWN).join("、")), more);
}

function showReport(reports) {
  const made = reports.map((report) => {
    const notes = report.notes;
    const counts = notes ? ["new", "changed", "unchanged"].filter((one) => notes[one]).map((one) => t(`build.notes_${one}`, { n: notes[one] })) : [t("set.up_to_date")];
    const parts = [element("p", {}, counts.join(", "))];
    for (const issue of report.issues ?? []) parts.push(element("p", { class: "soft small" }, issue.where ? `${issue.where}: ${issue.detail}` : issue.detail));
    return element("div", {}, ...parts);
  });
  find("#report").replaceChildren(...made);
}

function showMade(said) {
  const isExport = said.job.kind === "export";
  const link = (name, place) => element("li", {}, element("a", { href: `/made/${said.job.number}/${place}`, ...(isExport ? { download: name } : { target: "_blank", rel: "noopener" }) }, name));
  const parts = [
    element("h3", {}, t(isExport ? "set.made_files" : "set.made_sheets")),
    element("ul", { class: "plain" }, ...said.files.map(link)),
    ...said.remarks.map((one) => element("p", { class: "soft small" }, one)),
    element("p", { class: "soft small" }, t(isExport ? "set.export_hint" : "set.print_hint")),
  ];
  find("#made").replaceChildren(...(said.files.length ? parts : []));
}
