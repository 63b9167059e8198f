// The page on which a text is built: numbers that change as one chooses, the work, what became of it.
import { addStrings, ask, data, element, Refused, say, t, tell } from "./studio.js";
import { ended, faultOf, stageOf } from "./jobs.js";

const about = data("build");
addStrings(about.strings);
const form = document.getElementById("options");
const find = (selector) => document.querySelector(selector);
const anki = form.elements["known-from-anki"];
const search = find("[data-search]"); // which cards of Anki are asked for
const SEARCH = "search";
const COUNTED = ["unsure", "no-entry"]; // what the report notes of each pair or word is counted on the page
const PAUSE = 180; // milliseconds without a change after which the numbers are counted
const EVERY = 500; // milliseconds between two questions how far the work is

/** Return what is chosen, option by option. */
function values() {
  const found = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value !== "") (found[name] ??= []).push(value);
  }
  if (anki.value === SEARCH) found[anki.name] = [search.value.trim() || "all"];
  return found;
}

/** Show what is to be said of Anki where it is asked, or a list may be one of its files. */
function showAnki() {
  search.hidden = anki.value !== SEARCH;
  const isAsked = anki.value || form.elements["known-days"].value || form.querySelector("[name=known]:checked");
  find("[data-days]").hidden = !isAsked;
}

/** Show choices, option by option, in the fields of some names. */
function choose(given, names) {
  for (const field of form.elements) {
    if (!names.includes(field.name)) continue;
    const wanted = given[field.name] ?? [];
    const value = wanted[0] ?? "";
    if (field.type === "checkbox") field.checked = wanted.includes(field.value);
    else if (field.tagName !== "SELECT" || [...field.options].some((one) => one.value === value)) field.value = value;
    else if (field === anki) [anki.value, search.value] = [SEARCH, value];
  }
  showAnki();
}

// -- numbers

let running = false; // whether numbers are on their way
let changed = false; // whether a choice was made meanwhile
let levelsFor = ""; // the other choices that the numbers of the levels were counted for
const faults = {}; // what is wrong, by what says so

/** Count what a build would make, and show it; of several choices that come quickly, the last. */
async function count() {
  changed = true;
  if (running) return;
  running = true;
  setBusy(true);
  while (changed) {
    changed = false;
    await countOnce().catch((error) => {
      if (!(error instanceof Refused)) throw error;
      showFault("count", error.message);
    });
  }
  running = false;
  setBusy(false);
}

async function countOnce() {
  const chosen = values();
  const said = await ask(`/api/build/${about.id}/estimate`, { values: chosen });
  if (changed) return;
  showFault("count", "");
  find("#command").textContent = said.command;
  if (said.job) {
    find("[data-line=sentences]").textContent = stageOf(said.job);
    if (said.job.state === "working") setTimeout(count, EVERY);
    else showFault("count", faultOf(said.job));
    return;
  }
  showNumbers(said.numbers);
  showFault("count", said.warnings.map((one) => `${one} ${t("pairs.two_texts")}`).join("\n"));
  setBusy(false);
  const others = JSON.stringify({ ...chosen, hsk: "" });
  if (others === levelsFor) return;
  const { levels } = await ask(`/api/build/${about.id}/levels`, { values: chosen });
  if (changed) return;
  levelsFor = others;
  showLevels(levels);
}

function setBusy(busy) {
  for (const place of document.querySelectorAll(".numbers")) place.classList.toggle("busy", busy);
}

function showNumbers(numbers) {
  find("[data-number=words]").textContent = numbers.words;
  find("[data-unit=words]").textContent = t("build.words", { n: numbers.words });
  find("[data-line=sentences]").textContent = t("build.sentences", { n: numbers.sentences });
  const share = (part) => `${Math.round(100 * part)} %`;
  find("[data-line=coverage]").textContent = t("build.coverage_line", { before: share(numbers.before), after: share(numbers.after) });
  const meter = find("[data-meter]");
  meter.hidden = false;
  meter.children[0].style.setProperty("width", share(numbers.before).replace(" ", ""));
  meter.children[1].style.setProperty("width", share(numbers.after - numbers.before).replace(" ", ""));
  const lines = [];
  for (const [name, group] of Object.entries(numbers.groups)) {
    if (group.count) lines.push(groupLine(`build.group_${name}`, group.count, group.words));
  }
  if (numbers.guessable) lines.push(groupLine("build.group_guessable", numbers.guessable, []));
  if (numbers.unsure) lines.push(element("li", {}, element("a", { href: `/text/${about.id}/pairs` }, t("build.group_unsure", { n: numbers.unsure }))));
  if (numbers.doubtful) lines.push(element("li", {}, element("a", { href: `/text/${about.id}/words` }, t("build.group_doubtful", { n: numbers.doubtful }))));
  find("[data-groups]").replaceChildren(...lines);
}

/** Say behind each level of the HSK how many words it would leave. */
function showLevels(levels) {
  for (const option of document.querySelectorAll("[data-level]")) {
    const left = levels[Math.min(option.dataset.level, 7)];
    option.hidden = option.disabled = left === undefined;
    const level = Number(option.dataset.level) > 1 ? t("build.hsk_level", { level: option.dataset.level }) : t("build.hsk_first");
    option.textContent = t("build.hsk_leaves", { level, n: left });
  }
}

function groupLine(key, count, words) {
  const line = element("li", {}, t(key, { n: count }));
  if (words.length) {
    line.append(t("common.colon"), element("bdi", { lang: "zh-Hans" }, words.join("、")), count > words.length ? "…" : "");
  }
  return line;
}

let waiting;
form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(count, PAUSE);
});
form.addEventListener("submit", (event) => event.preventDefault());

function showFault(from, sentence) {
  const place = find("#fault");
  faults[from] = sentence; // what the build says stays while numbers are counted anew
  place.textContent = Object.values(faults).filter(Boolean).join("\n");
  place.hidden = !place.textContent;
  setBusy(false);
}

// -- lists of words

for (const place of document.querySelectorAll("[data-lists]")) {
  const input = place.querySelector("input[type=file]");
  const button = place.querySelector("[data-add-list]");
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", async () => {
    const [file] = input.files;
    const sent = new FormData();
    sent.append("path", file.name);
    sent.append("file", file, "file");
    input.value = "";
    const said = await tell(() => ask("/api/lists", sent));
    if (said) addList(said, place.dataset.lists);
  });
}

/** Offer a list in both places, chosen where it was added. */
function addList(list, chosen) {
  for (const place of document.querySelectorAll("[data-lists]")) {
    const name = place.dataset.lists;
    let box = place.querySelector(`input[value="${list.id}"]`);
    if (!box) {
      box = element("input", { type: "checkbox", name, value: list.id });
      const label = element("label", { class: "tick" }, box, element("span", {}, list.name));
      place.querySelector("[data-add-list]").before(label);
    }
    if (name === chosen) box.checked = true;
  }
  keepInAddress();
  count();
}

// -- the work

find("#start").addEventListener("click", async () => {
  const said = await tell(() => ask(`/api/build/${about.id}/start`, { values: values() }));
  if (said) follow(said.job);
});

/** Show how far a build is until it ends, and then what became of it. */
async function follow(job, isFromBefore = false) {
  const work = find("#work");
  const stop = find("#stop");
  showFault("build", "");
  stop.onclick = () => tell(() => ask(`/api/jobs/${job.number}/stop`, {}));
  job = await ended(job, (now) => {
    work.hidden = stop.hidden = false;
    find("#start").disabled = true;
    const bar = work.querySelector("progress");
    if (now.total) { bar.max = now.total; bar.value = now.done; } else bar.removeAttribute("value");
    work.querySelector("span").textContent = stageOf(now);
  });
  work.hidden = stop.hidden = true;
  find("#start").disabled = false;
  if (!job) return;
  if (job.state === "done" && isFromBefore) location.replace(location.pathname); // the form was made before its end
  else if (job.state === "done") {
    await showOutcome(true);
    Object.assign(usual, Object.fromEntries(fieldNames().map((name) => [name, job.choices[name] ?? []])));
    keepInAddress(); // the deck remembers them now
    await count();
  } else if (job.state === "stopped") showFault("build", t("build.was_stopped"));
  else showFault("build", faultOf(job));
}

// -- what became of it

/** Show the report of the last build. */
async function showOutcome(isNew) {
  const said = await tell(() => ask(`/api/build/${about.id}/report`));
  const place = find("#outcome");
  place.hidden = false;
  const report = said?.report;
  const lines = [];
  if (report) {
    const notes = report.notes;
    const counts = ["new", "changed", "unchanged"].filter((name) => notes[name]);
    lines.push(element("p", {}, counts.map((name) => t(`build.notes_${name}`, { n: notes[name] })).join(t("common.comma"))));
    const look = [];
    const unsure = report.beads.filter((bead) => bead.confidence < 0.5).length;
    if (unsure) look.push(lookAt("pairs", t("build.look_pairs", { n: unsure })));
    const words = report.doubtful.map((one) => one.word);
    if (words.length) look.push(lookAt("words", t("build.look_words", { n: words.length }), words));
    if (report.not_in_dictionary.length) look.push(lookAt("words", t("build.look_missing", { n: report.not_in_dictionary.length }), report.not_in_dictionary));
    if (look.length) lines.push(element("h3", {}, t("build.look")), element("ul", { class: "plain" }, ...look));
    if (notes.gone) {
      const copy = () => navigator.clipboard.writeText(report.gone_search).then(() => say(t("build.copied")));
      lines.push(
        element("p", {}, t("build.gone", { n: notes.gone })),
        element("textarea", { class: "search", readonly: true, rows: 2, "aria-label": t("build.search"), lang: "zh-Hans" }, report.gone_search),
        element("button", { type: "button", class: "quiet", onclick: copy }, t("build.copy")),
      );
    }
    for (const issue of report.issues.filter((one) => !COUNTED.includes(one.kind))) lines.push(element("p", { class: "soft small" }, `${issue.where}: ${issue.detail}`));
  }
  find("#report").replaceChildren(...lines);
  if (isNew) place.focus();
}

function lookAt(page, sentence, words = []) {
  const line = element("li", {}, element("a", { href: `/text/${about.id}/${page}` }, sentence));
  if (words.length) line.append(t("common.colon"), element("bdi", { lang: "zh-Hans" }, words.slice(0, 12).join("、")));
  return line;
}

find("#push").addEventListener("click", async () => {
  const said = await tell(() => ask(`/api/build/${about.id}/push`, {}));
  const place = find("#pushed");
  place.hidden = false;
  place.textContent = t("build.pushing");
  const job = await ended(said?.job, () => {});
  if (!job) return;
  place.textContent = (job.printed || job.said.join(" ")).replace(/^Error: /, "");
  place.className = job.state === "failed" ? "notes bad small" : "small";
});

// -- when the page opens

const usual = values(); // what is chosen where nobody chose anything
const fieldNames = () => [...new Set([...form.elements].map((field) => field.name).filter(Boolean))];

/** Keep what is chosen in the address, so that a page that is loaded again has it. */
function keepInAddress() {
  const chosen = values();
  const kept = new URLSearchParams();
  for (const name of fieldNames()) {
    const [now, before] = [chosen[name] ?? [], usual[name] ?? []];
    if (now.join("\n") === before.join("\n")) continue;
    for (const value of now.length ? now : [""]) kept.append(name, value);
  }
  history.replaceState(null, "", kept.size ? `${location.pathname}?${kept}` : location.pathname);
}

const brought = new URLSearchParams(location.search); // what was chosen here or on the page of cards
const names = [...new Set(brought.keys())];
choose(Object.fromEntries(names.map((name) => [name, brought.getAll(name)])), names);
form.addEventListener("input", () => { showAnki(); keepInAddress(); });
if (about.has_deck) showOutcome(false);
tell(() => ask(`/api/jobs?about=${about.id}`)).then((said) => {
  const working = said?.jobs.find((job) => job.kind === "build" && job.state === "working");
  if (working) {
    choose(working.choices, fieldNames());
    follow(working, true);
  }
  return count();
});
