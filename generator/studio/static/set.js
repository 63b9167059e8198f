// The page of a class set: what its file says, and changes of it. Each is written at once and can be
// taken back; the file is the truth.
import { addStrings, ask, data, element, Refused, say, t, tell } from "./studio.js";
import { helpOf, onSteps, showSteps, showVersions, stepSaid } from "./text_parts.js";
import { groupCard, knownEditor, lessonRow, lines, teaches } from "./set_parts.js";
import { found, startWork } from "./set_work.js";

const about = data("set");
addStrings(about.strings);
const address = `/api/set/${about.id}`;
const find = (selector) => document.querySelector(selector);

let set = about.first; // as the file has it
let waiting = Promise.resolve(); // changes that are not written yet
let unwritten = 0;
let words = null; // what each lesson teaches, once that was looked at

// -- showing

/** Show the set; what has the focus, and what is typed there, stays. */
function show(focus = "") {
  const active = document.activeElement;
  const key = focus || active?.dataset?.focus;
  const typed = !focus && active?.dataset?.focus && active.value !== active.defaultValue && active.type !== "checkbox" ? active.value : null;
  const canEdit = !set.why;
  notice("#fault", set.fault);
  notice("#why", set.why);
  document.querySelector(".set-page").classList.toggle("fixed", !canEdit);
  find("#heading").textContent = set.title;
  showSteps(set);
  find("#stale").hidden = !(words && words.version !== set.version);
  const tools = { change, move, chooseList, canEdit, count: set.lessons.length, lists: set.lists };
  const rows = set.lessons.map((lesson, at) => {
    const row = lessonRow(lesson, at, tools);
    const taught = words?.of.get(lesson.title || lesson.texts[0]?.name);
    if (taught) row.append(teaches(taught));
    return row;
  });
  find("#lesson-list").replaceChildren(...rows);
  find(".add-lesson").hidden = !canEdit;
  find("#free").replaceChildren(...set.free.map((one) => element("button", { type: "button", onclick: () => addLesson(one.value) }, `+ ${one.name}`)));
  showWhole(canEdit);
  find("#groups").replaceChildren(...set.groups.map((group, at) => groupCard(group, at, tools)));
  find("#new-group").hidden = !canEdit;
  found(about.id, set);
  if (!key) return;
  const again = document.querySelector(`[data-focus="${CSS.escape(key)}"]:not(:disabled)`) ?? document.querySelector(`[data-focus="${CSS.escape(key.replace(/up$/, "down"))}"]:not(:disabled)`) ?? document.querySelector(`[data-focus="${CSS.escape(key.replace(/down$/, "up"))}"]:not(:disabled)`);
  again?.focus({ preventScroll: !focus });
  if (again && typed !== null) again.value = typed;
}

function notice(place, text) {
  find(place).textContent = text;
  find(place).hidden = !text;
}

function showWhole(canEdit) {
  const form = find("#whole");
  for (const [name, value] of [["title", set.title]]) {
    if (document.activeElement !== form.elements[name]) form.elements[name].value = value;
    form.elements[name].defaultValue = value;
  }
  for (const box of form.querySelectorAll("[type=checkbox]")) {
    box.checked = box.name === "cards" ? set.cards.includes(box.value) || set.cards.includes("all") : set[box.name];
  }
  for (const field of form.elements) field.disabled = !canEdit;
  const put = (value) => change({ do: "put", table: "", key: "known", value });
  find("#known").replaceChildren(knownEditor(set.known, put, { canEdit, lists: set.lists, prefix: "known", label: t("set.known"), add: () => chooseList(-1) }));
}

// -- changes

/** Send a change; others wait until it is written, as each is made from the version before. */
function send(what, given, message, focus) {
  busy(1);
  waiting = waiting.then(async () => {
    try {
      const said = await ask(`${address}/${what}`, { ...given, version: set.version });
      take(said, message ?? stepSaid("set", what, said), focus);
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status === 409) await conflict(what, given, error.said);
      else { say(error.message, "error"); show(); }
      return false;
    } finally {
      busy(-1);
    }
  });
  return waiting;
}

function busy(more) {
  unwritten += more;
  find(".set-page").ariaBusy = String(unwritten > 0);
}

function take(said, message, focus) {
  set = said;
  show(focus);
  if (message) say(message);
}

function change(given, message = t("set.saved"), focus = "") {
  return send("edit", given, message, focus);
}

/** Another program changed the file: show both, and let the person choose. */
async function conflict(what, given, said) {
  const now = await tell(() => ask(address));
  if (!now) return;
  const mine = lines(set);
  const theirs = lines(now);
  const only = (some, others) => some.filter((one) => !others.includes(one)).map((one) => element("p", {}, one));
  const choice = await showVersions(said.file, only(mine, theirs), only(theirs, mine), what === "edit");
  if (choice === "mine") {
    const kept = await tell(() => ask(`${address}/edit`, { ...given, version: set.version, over: now.version }));
    if (kept) take(kept, t("text.conflict_taken"));
  } else take(now, t("text.conflict_taken"));
}

/** Move a lesson to another place; the focus goes with it. */
function move(from, to, focus) {
  if (to < 0 || to >= set.lessons.length || from === to || set.why) return;
  change({ do: "move", table: "lesson", at: from, to }, t("set.moved", { n: to + 1 }), `lesson-${to}-${focus}`);
}

function addLesson(value) {
  return change({ do: "add", table: "lesson", value: { texts: [value] } }, t("set.added", { n: set.lessons.length + 1 }));
}

onSteps((what) => send(what, {}), (target) => target.matches("input:not([type=checkbox]), textarea"));
helpOf([["Alt ↑", "set.key_up"], ["Alt ↓", "set.key_down"], ["Ctrl Z", "text.undo"], ["Ctrl Shift Z", "text.redo"], ["?", "common.keys"]]);

find("#whole").addEventListener("change", ({ target }) => {
  if (target.name === "title") change({ do: "put", table: "", key: "title", value: target.value });
  else if (target.name === "cards") {
    const chosen = [...find("#whole").querySelectorAll("[name=cards]:checked")].map((one) => one.value);
    change({ do: "put", table: "", key: "cards", value: chosen });
  } else if (target.name) change({ do: "put", table: "", key: target.name, value: target.checked || null });
});
for (const form of document.forms) {
  if (form.id === "whole") form.addEventListener("submit", (event) => event.preventDefault());
}
find("#new-group").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  change({ do: "add", table: "group", value: { name: form.elements.name.value, known: ["hsk:1"] } }, t("set.group_added"), `group-${set.groups.length}-title`);
  form.reset();
});

// -- lists and texts that come from elsewhere

let listFor = -1; // number of the lesson, -1 for what students know, else a function

function chooseList(place) {
  listFor = place;
  find("#list-file").click();
}

async function addList(place, file) {
  const sent = new FormData();
  sent.append("path", file.name);
  sent.append("file", file, "file");
  const said = await tell(() => ask(`${address}/list`, sent));
  if (!said) return;
  if (typeof place === "function") place(said.name);
  else if (place < 0) await change({ do: "put", table: "", key: "known", value: [...set.known, said.name] });
  else await change({ do: "put", table: "lesson", at: place, key: "words", value: said.name }, t("set.list_added", { name: said.name }));
}

find("#list-file").addEventListener("change", async ({ target }) => {
  const [file] = target.files;
  if (file) await addList(listFor, file);
  target.value = "";
});

async function addTexts(files) {
  const sent = new FormData();
  for (const file of files) sent.append("files", file, file.name);
  const said = await tell(() => ask(`${address}/texts`, sent));
  if (!said) return;
  if (said.refused.length) say(said.refused.join(" "), "error");
  for (const value of said.values) await addLesson(value);
}

find("#choose-texts").addEventListener("click", () => find("#text-files").click());
find("#text-files").addEventListener("change", async ({ target }) => {
  await addTexts([...target.files]);
  target.value = "";
});

// -- the mouse: lessons are dragged by their number, files are dropped

const LESSON = "application/x-cika-lesson";
const dropPlace = (event) => event.target.closest?.(".lesson, .add-lesson");

document.addEventListener("dragstart", (event) => {
  const row = event.target.closest?.(".grip")?.closest(".lesson");
  if (!row) return;
  event.dataTransfer.setData(LESSON, row.dataset.at);
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setDragImage(row, 20, 20);
  row.classList.add("dragged");
});
document.addEventListener("dragover", (event) => {
  const isLesson = event.dataTransfer.types.includes(LESSON);
  if (!isLesson && !event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  unmark();
  const place = dropPlace(event);
  if (place && !set.why && (!isLesson || place.matches(".lesson"))) place.classList.add("over");
});
document.addEventListener("drop", (event) => {
  event.preventDefault();
  unmark();
  const place = dropPlace(event);
  if (!place || set.why) return;
  const from = event.dataTransfer.getData(LESSON);
  if (from !== "" && place.matches(".lesson")) move(Number(from), Number(place.dataset.at), "title");
  else if (place.matches(".lesson") && event.dataTransfer.files.length) addList(Number(place.dataset.at), event.dataTransfer.files[0]);
  else if (event.dataTransfer.files.length) addTexts([...event.dataTransfer.files]);
});
document.addEventListener("dragend", () => {
  unmark();
  document.querySelector(".dragged")?.classList.remove("dragged");
});

function unmark() {
  for (const one of document.querySelectorAll(".over")) one.classList.remove("over");
}

// -- the work

startWork(about.id, {
  set: () => set,
  looked(said, version) {
    words = { version, of: new Map() };
    said.lessons.forEach((one, at) => {
      words.of.set(one.title, one);
      const lesson = set.version === version && set.lessons[at];
      if (lesson) words.of.set(lesson.title || lesson.texts[0]?.name, one);
    });
    show();
  },
  async built() { set = await ask(address); show(); },
});
show();
