// The page of a class set: lessons in order, what an edition changes, sheets, the package.
import { addStrings, ask, data, element, Refused, say, t, tell } from "./studio.js";
import { ended, faultOf, stageOf } from "./jobs.js";

const about = data("set");
addStrings(about.strings);
const find = (selector) => document.querySelector(selector);
const list = find(".lesson-list");
const SHOWN = 40; // new words of a lesson that are named

let set = named(about.first); // as the file has it
let words = {}; // lesson number -> what it would teach, once that was looked at
const before = []; // states to go back to

/** Give each lesson a name of its own, which it keeps wherever it moves. */
function named(found, names = []) {
  found.lessons?.forEach((one, at) => { one.name = names[at] ?? at; });
  return found;
}

// -- lessons

/** Show the set as it is in the file. */
function show() {
  find("#fault").textContent = set.fault;
  find("#fault").hidden = !set.fault;
  find("#read-only").hidden = set.editable;
  find("#whole").hidden = !set.editable;
  find("#undo").disabled = !before.length;
  if (!set.editable) return;
  find("#whole [name=title]").value = set.title;
  find("h1").textContent = set.title;
  const levels = set.known.filter((one) => /^hsk:\d$/i.test(one));
  const select = find("#whole [name=hsk]");
  select.value = levels[0]?.toLowerCase() ?? "";
  const others = set.known.filter((one) => one !== levels[0]);
  find("#known-more").textContent = t("set.known_more", { names: others.join(", ") });
  find("#known-more").hidden = !others.length;
  list.replaceChildren(...set.lessons.map(lessonRow));
  const lesson = find("#sheets [name=lesson]");
  const chosen = lesson.value;
  lesson.replaceChildren(lesson.options[0], ...set.lessons.map((one, at) => element("option", { value: at + 1 }, `${at + 1}  ${one.title}`)));
  lesson.value = chosen <= set.lessons.length ? chosen : "0";
}

function lessonRow(lesson, at) {
  const last = set.lessons.length - 1;
  const name = t("set.lesson", { n: at + 1, title: lesson.title });
  const changed = (key) => (event) => change(at, key, event.target.value);
  const options = ["", ...set.lists].map((one) => element("option", { value: one, selected: one === lesson.words }, one || t("set.no_words")));
  const row = element("li", { class: "card lesson", draggable: "true", "data-at": at, "aria-label": name },
    element("span", { class: "number", "aria-hidden": "true" }, String(at + 1)),
    element("span", { class: "moves" },
      element("button", { type: "button", class: "quiet", disabled: at === 0, "aria-label": t("set.up", { n: at + 1 }), onclick: () => move(at, at - 1) }, "↑"),
      element("button", { type: "button", class: "quiet", disabled: at === last, "aria-label": t("set.down", { n: at + 1 }), onclick: () => move(at, at + 1) }, "↓")),
    element("label", { class: "wide" }, element("span", { class: "hidden" }, t("set.lesson_title", { n: at + 1 })),
      element("input", { value: lesson.title, maxlength: 200, placeholder: t("set.title_of_text"), "data-key": "title", onchange: changed("title") })),
    element("div", { class: "fields" },
      element("label", {}, element("span", { class: "soft small" }, t("set.due")),
        element("input", { type: "date", value: lesson.due, "data-key": "due", onchange: changed("due") })),
      element("label", {}, element("span", { class: "soft small" }, t("set.words")),
        element("select", { "data-key": "words", onchange: changed("words") }, ...options)),
      element("button", { type: "button", class: "quiet small", "aria-label": t("set.add_list_to", { n: at + 1 }), onclick: () => chooseList(at) }, t("build.add_list")),
      element("span", { class: "texts small" }, ...lesson.texts.map((one) => element("a", { href: `/text/${one.id}/pairs` }, one.name)))),
  );
  const found = words[at + 1];
  if (found) row.append(wordsOf(found));
  row.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!event.altKey || !step) return;
    event.preventDefault();
    move(at, at + step, event.target.dataset.key);
  });
  drag(row, at);
  return row;
}

function wordsOf(found) {
  const named = found.new.slice(0, SHOWN).map((one) => one.word).join("、");
  const more = found.new.length > SHOWN ? "…" : "";
  const place = element("p", { class: "teaches small" }, element("b", {}, t("set.new_words", { n: found.new.length })), " ");
  place.append(element("span", { lang: "zh-Hans" }, named + more));
  if (found.review.length) place.append(element("span", { class: "soft" }, ` ${t("set.review", { n: found.review.length })}`));
  return place;
}

// -- changes: each is written at once, and can be taken back

let last = Promise.resolve(); // the write that is on its way
let writing = 0;

/** Write what `make` makes of the set as it is by then, and redraw it if `redraw`; what was before
 * can be had again. */
function write(make, message, redraw = true) {
  writing += 1;
  last = last.then(() => send(make(), message, redraw)).finally(() => { writing -= 1; });
  return last;
}

async function send(wanted, message, redraw) {
  const old = set;
  try {
    const said = await ask(`/api/set/${about.id}/edit`, {
      version: set.version, title: wanted.title, known: wanted.known, lessons: wanted.lessons,
    });
    before.push(old);
    set = named(said, wanted.lessons.map((one) => one.name));
    words = {};
    find("#edition").hidden = true;
    find("#undo").disabled = false;
    if (redraw || set.fault) show();
    else for (const place of document.querySelectorAll(".teaches")) place.remove();
    say(message);
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    say(error.message, "error");
    if (error.status === 409) { // another program wrote it: show what is there now
      set = named(await ask(`/api/set/${about.id}`));
      before.length = 0;
    }
    show();
    return false;
  }
}

/** Change a value of a lesson. Nothing is redrawn: the person may be typing in the next field. */
function change(at, key, value, redraw = false) {
  const { name } = set.lessons[at];
  const make = () => ({ ...set, lessons: set.lessons.map((one) => (one.name === name ? { ...one, [key]: value } : one)) });
  return write(make, t("set.saved"), redraw);
}

/** Move a lesson to another place, and keep the focus in it. */
async function move(from, to, key = "") {
  if (writing || to < 0 || to >= set.lessons.length || from === to) return;
  const make = () => {
    const lessons = [...set.lessons];
    lessons.splice(to, 0, ...lessons.splice(from, 1));
    return { ...set, lessons };
  };
  if (!await write(make, t("set.moved", { n: to + 1 }))) return;
  const row = list.children[to];
  const buttons = row.querySelectorAll(".moves button");
  const again = to > from ? [buttons[1], buttons[0]] : [buttons[0], buttons[1]];
  (key ? row.querySelector(`[data-key=${key}]`) : again.find((one) => !one.disabled)).focus();
}

find("#undo").addEventListener("click", async () => {
  if (writing || !before.length) return;
  const old = before.pop();
  const make = () => { // places are those in the file as it is now
    const places = new Map(set.lessons.map((one, at) => [one.name, at]));
    return { ...old, lessons: old.lessons.map((one) => ({ ...one, at: places.get(one.name) })) };
  };
  if (await write(make, t("set.undone"))) before.pop();
  find("#undo").disabled = !before.length;
});

find("#whole").addEventListener("change", (event) => {
  const others = set.known.filter((one) => !/^hsk:\d$/i.test(one));
  const level = find("#whole [name=hsk]").value;
  const known = event.target.name === "hsk" ? [...(level ? [level] : []), ...others] : set.known;
  const title = find("#whole [name=title]").value;
  write(() => ({ ...set, title, known }), t("set.saved"), false);
  find("h1").textContent = title;
});
find("#whole").addEventListener("submit", (event) => event.preventDefault());

/** Let a row be dragged to another place. */
function drag(row, at) {
  row.addEventListener("dragstart", (event) => {
    if (event.target !== row) return;
    event.dataTransfer.setData("text/plain", String(at));
    event.dataTransfer.effectAllowed = "move";
    row.classList.add("dragged");
  });
  row.addEventListener("dragend", () => row.classList.remove("dragged"));
  row.addEventListener("dragover", (event) => { event.preventDefault(); row.classList.add("over"); });
  row.addEventListener("dragleave", () => row.classList.remove("over"));
  row.addEventListener("drop", (event) => {
    event.preventDefault();
    row.classList.remove("over");
    move(Number(event.dataTransfer.getData("text/plain")), at);
  });
}

// -- lists of words

let listFor = 0;

function chooseList(at) {
  listFor = at;
  find("#list-file").click();
}

find("#list-file").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  const sent = new FormData();
  sent.append("path", file.name);
  sent.append("file", file, "file");
  event.target.value = "";
  const said = await tell(() => ask(`/api/set/${about.id}/list`, sent));
  if (said) {
    set.lists = [...new Set([...set.lists, said.name])];
    await change(listFor, "words", said.name, true);
  }
});

// -- the work

/** Show how far a job is until it ends; return it if all went well. */
async function follow(said) {
  const work = find("#work");
  const stop = find("#stop");
  find("#work-fault").hidden = true;
  stop.onclick = () => tell(() => ask(`/api/jobs/${said.job.number}/stop`, {}));
  const job = await ended(said?.job, (now) => {
    work.hidden = stop.hidden = false;
    const bar = work.querySelector("progress");
    if (now.total) { bar.max = now.total; bar.value = now.done; } else bar.removeAttribute("value");
    work.querySelector("span").textContent = stageOf(now);
  });
  work.hidden = stop.hidden = true;
  if (!job || job.state === "done") return job;
  find("#work-fault").textContent = job.state === "stopped" ? t("jobs.stopped") : faultOf(job);
  find("#work-fault").hidden = false;
  return undefined;
}

async function run(address, body = {}) {
  const said = await tell(() => ask(address, body));
  const job = said && await follow(said);
  return job && tell(() => ask(`/api/jobs/${job.number}/result`));
}

find("#look").addEventListener("click", async () => {
  const said = await run(`/api/set/${about.id}/look`);
  if (!said?.result) return;
  words = Object.fromEntries(said.result.lessons.map((one) => [one.lesson, one]));
  show();
  showEdition(said.result.edition);
});

function showEdition(edition) {
  const lines = [];
  if (edition.first) lines.push(element("p", {}, t("set.first")));
  else {
    for (const name of ["new", "gone"]) lines.push(someWords(name, edition[name]));
    lines.push(someWords("moved", edition.moved.map((one) => `${one.word} (${one.lesson})`)));
    const names = Object.entries(edition.renamed);
    if (names.length) {
      lines.push(element("p", {}, t("set.renamed")));
      lines.push(element("ul", { class: "plain small" }, ...names.map(([old, now]) => element("li", {}, `${old} → ${now.split("::").at(-1)}`))));
    }
  }
  const shown = lines.filter(Boolean);
  find("#edition-lines").replaceChildren(...(shown.length ? shown : [element("p", {}, t("set.nothing"))]));
  find("#edition").hidden = false;
  find("#edition").focus();
}

function someWords(name, found) {
  if (!found.length) return null;
  const more = found.length > SHOWN ? "…" : "";
  return element("p", {}, element("b", {}, t(`set.words_${name}`, { n: found.length })), " ",
    element("span", { lang: "zh-Hans" }, found.slice(0, SHOWN).join("、") + more));
}

find("#start").addEventListener("click", async () => {
  const said = await run(`/api/set/${about.id}/start`);
  if (!said) return;
  const [report] = said.result ?? [];
  find("#outcome").hidden = false;
  const notes = report?.notes;
  const counts = notes ? ["new", "changed", "unchanged"].filter((one) => notes[one]).map((one) => t(`build.notes_${one}`, { n: notes[one] })) : [t("set.up_to_date")];
  find("#report").replaceChildren(element("p", {}, counts.join(", ")));
  find("#edition").hidden = true;
});

find("#push").addEventListener("click", async () => {
  const said = await tell(() => ask(`/api/set/${about.id}/push`, {}));
  const place = find("#pushed");
  place.hidden = false;
  place.textContent = t("build.pushing");
  const job = await ended(said?.job, () => {});
  if (job) place.textContent = (job.printed || job.said.join(" ")).replace(/^Error: /, "");
});

find("#sheets").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  const said = await run(`/api/set/${about.id}/sheets`, { kinds: form.getAll("kinds"), lesson: Number(form.get("lesson")) });
  if (!said) return;
  find("#made").replaceChildren(...said.sheets.map((name, place) => element("li", {},
    element("a", { href: `/sheet/${said.job.number}/${place}`, target: "_blank" }, name))));
});

show();
