// The first page: adding texts, and how each text stands.
import { addStrings, ask, data, element, say, t, tell } from "./studio.js";
import { ended, faultOf, watchJobs } from "./jobs.js";

addStrings(data("home"));
const MAX_IDS = 20;

// -- adding

/** Send files, each with its path in the folder that was dropped. */
async function add(files) {
  if (!files.length) return;
  const form = new FormData();
  for (const { file, path } of files) {
    form.append("paths", path);
    form.append("files", file, "file");
  }
  say(t("home.adding", { n: files.length }));
  show(await tell(() => ask("/api/add", form)));
}

/** Show the page again with what was added; what was refused stays to be read. */
function show(said) {
  if (!said) return;
  if (said.refused.length) {
    const place = document.getElementById("refused");
    place.replaceChildren(...said.refused.map((sentence) => element("p", {}, sentence)));
    place.hidden = false;
    say("");
  }
  if (said.added && !said.refused.length) location.reload();
  else if (said.added) {
    const again = element("button", { type: "button", onclick: () => location.reload() }, t("home.show_added", { n: said.added }));
    document.getElementById("refused").append(again);
  }
}

/** Return the files below a dropped folder, or the file that was dropped. */
async function filesOf(entry, before = "") {
  const path = before + entry.name;
  if (entry.isFile) {
    const file = await new Promise((done, failed) => { entry.file(done, failed); });
    return [{ file, path }];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const entries = await new Promise((done, failed) => { reader.readEntries(done, failed); });
    if (!entries.length) return found;
    for (const one of entries) found.push(...await filesOf(one, `${path}/`));
  }
}

const drop = document.getElementById("drop");
for (const name of ["dragover", "dragenter"]) {
  document.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
}
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) drop.classList.remove("over");
});
document.addEventListener("drop", async (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const found = [];
  for (const entry of entries) found.push(...await filesOf(entry));
  await add(found);
});

for (const button of document.querySelectorAll("[data-pick]")) {
  const input = document.getElementById(button.dataset.pick);
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", async () => {
    await add([...input.files].map((file) => ({ file, path: file.webkitRelativePath || file.name })));
    input.value = "";
  });
}
document.getElementById("sample").addEventListener("click", async () => {
  show(await tell(() => ask("/api/sample", {})));
});

const dialog = document.getElementById("paste");
document.getElementById("open-paste").addEventListener("click", () => dialog.showModal());
dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
dialog.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const given = Object.fromEntries(new FormData(event.target));
  const warning = document.getElementById("no-english");
  const hasEnglish = given.en.trim() || (given.zh.match(/[A-Za-z]{2,}/g) ?? []).length > 3;
  if (!hasEnglish && warning.hidden) { // asked once: pressing again goes on
    event.preventDefault();
    warning.hidden = false;
    return;
  }
  const said = await tell(() => ask("/api/paste", given));
  if (said) { dialog.close(); show(said); }
});

for (const button of document.querySelectorAll("[data-remove]")) {
  button.addEventListener("click", async () => {
    const card = button.closest("[data-text]");
    const said = await tell(() => ask(`/api/text/${card.dataset.text}/remove`, {}));
    if (!said) return;
    const name = card.querySelector("[data-title]").textContent;
    const back = element("button", { type: "button", onclick: () => restore(said.trash) }, t("text.undo"));
    card.replaceChildren(element("p", { role: "status" }, t("home.removed", { name, place: `.cika/trash/${said.trash}` })), element("p", { class: "actions" }, back));
    card.removeAttribute("data-text");
    back.focus();
  });
}

for (const button of document.querySelectorAll("[data-restore]")) {
  button.addEventListener("click", () => restore(button.dataset.restore));
}

function restore(trash) {
  return tell(async () => { await ask("/api/restore", { trash }); location.reload(); });
}

for (const button of document.querySelectorAll("[data-folder]")) {
  button.addEventListener("click", async () => {
    const said = await tell(() => ask("/api/sets", { folder: button.dataset.folder }));
    const job = said && await ended(said.job, () => { button.disabled = true; });
    button.disabled = false;
    if (job?.state === "done") location.reload();
    else if (job) say(faultOf(job), "error");
  });
}

// -- how texts stand

const KINDS = { new: "", built: "good", changed: "doubt", unreadable: "bad" };

function showChip(card, state) {
  const chip = card.querySelector("[data-state]");
  chip.textContent = t(`home.state_${state}`);
  chip.className = `chip ${KINDS[state]}`;
}

/** Put what is known of a text into its card. */
function showState(card, found) {
  showChip(card, found.state);
  card.querySelector(".actions").hidden = found.state === "unreadable"; // its pages would only say why
  if (found.title) {
    const title = card.querySelector("[data-title]");
    title.textContent = found.title;
    if (/\p{Script=Han}/u.test(found.title)) title.lang = found.lang;
  }
  const counts = card.querySelector("[data-counts]");
  const said = found.fault ? [found.fault] : [];
  if (found.words !== null) said.push(t("home.words_count", { n: found.words }));
  if (found.unsure) said.push(t("home.unsure", { n: found.unsure }));
  if (found.doubtful) said.push(t("home.doubtful", { n: found.doubtful }));
  counts.textContent = said.join(" · ");
  if (found.lacks_english) counts.append(said.length ? " · " : "", element("a", { href: `/text/${card.dataset.text}/pairs` }, t("home.lacks_english")));
}

/** Ask how the texts stand, some at a time. */
async function showStates() {
  const cards = [...document.querySelectorAll("[data-text]")];
  for (let start = 0; start < cards.length; start += MAX_IDS) {
    const some = cards.slice(start, start + MAX_IDS);
    const ids = some.map((card) => card.dataset.text).join(",");
    const said = await tell(() => ask(`/api/states?ids=${ids}`));
    if (!said) return;
    for (const card of some) showState(card, said.states[card.dataset.text]);
  }
}

/** Ask how the packages of the sets stand. */
async function showSets() {
  for (const card of document.querySelectorAll("[data-set]")) {
    const said = await ask(`/api/set/${card.dataset.set}/packages`).catch(() => null); // its page says what is wrong
    const found = said?.up_to_date;
    if (!found) showChip(card, "unreadable");
    else if (found.every((one) => one === null)) showChip(card, "new");
    else showChip(card, found.every(Boolean) ? "built" : "changed");
  }
}

showStates();
showSets();
watchJobs(document.getElementById("works"), "", (ended) => { if (ended) { showStates(); showSets(); } });
