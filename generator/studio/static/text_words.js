// The view of words: every word can be touched; what it means, how it is read, where it is cut.
import { Refused, addStrings, ask, data, element, say, t, tell } from "./studio.js";
import { LongList } from "./long_list.js";
import { helpOf, inTurn, isTyping, onSteps, showSteps, showVersions, stepSaid } from "./text_parts.js";
import { wordPanel } from "./word_panel.js";

addStrings(data("words"));
const first = data("first");
const place = document.getElementById("rows");
const panel = document.getElementById("word");
const address = `/api/text/${first.id}/words`;

const CLOSING = /^[，。！？、；：”’」』）》〉】…—,.!?;:)]*/;

let version = first.version;
let sentences = new Map(first.sentences.map((one) => [one.row, one]));
let here = { row: first.numbers[0], start: 0 };
let shown;

// -- what is shown

async function load(numbers) {
  const missing = numbers.filter((number) => !sentences.has(number));
  if (!missing.length) return;
  const said = await tell(() => ask(`${address}?rows=${missing.join(",")}`));
  for (const one of said?.sentences ?? []) sentences.set(one.row, one);
}

function make(number) {
  const sentence = sentences.get(number) ?? { en: "", words: [] };
  const zh = element("p", { class: "words", lang: first.lang });
  let start = 0;
  for (const [text, status, reading, gloss, doubts, mine] of sentence.words) {
    if (status) zh.append(word(number, start, { text, status, reading, gloss, doubts, mine }));
    else append(zh, text);
    start += text.length;
  }
  return element("div", { class: "text-row", role: "listitem", "data-row": number },
    element("span", { class: "number", "aria-hidden": "true" }, String(number + 1)), zh,
    element("p", { class: "english", lang: "en" }, sentence.en));
}

/** Add signs; those that close something stay on the line of the word before them. */
function append(zh, text) {
  const closing = CLOSING.exec(text)[0];
  const before = zh.lastElementChild;
  if (closing && before && before === zh.lastChild) {
    const together = element("span", { class: "together" });
    before.replaceWith(together);
    together.append(before, closing);
    zh.append(text.slice(closing.length));
  } else zh.append(text);
}

function word(row, start, { text, status, reading, gloss, doubts, mine }) {
  const isHere = row === here.row && start === here.start;
  const said = [reading, gloss, t(`words.status_${status}`), doubts ? t("words.doubtful") : "", mine ? t("words.yours") : ""];
  return element("button", {
    class: "w", "data-status": status, "data-doubt": doubts ? "yes" : null, "data-mine": mine ? "yes" : null,
    "data-start": start, tabindex: isHere ? 0 : -1, "aria-current": isHere ? "true" : null,
    "aria-label": `${text}, ${said.filter(Boolean).join(", ")}`, title: `${reading} ${gloss}`,
  }, element("span", { class: "r", lang: "zh-Latn", "aria-hidden": "true" }, reading), element("span", { class: "t" }, text));
}

const list = new LongList(place, { make, load, height: 96 });

/** Show a line anew; who had the focus in it keeps it, so that no key is lost. */
function renew(row) {
  const had_focus = list.now(row)?.contains(document.activeElement);
  const made = list.renew(row);
  const words = [...made?.querySelectorAll(".w") ?? []];
  if (had_focus) (words.findLast((one) => Number(one.dataset.start) <= here.start) ?? words[0])?.focus({ preventScroll: true });
  return made;
}

// -- where the person is

function startsOf(row) {
  let start = 0;
  const found = [];
  for (const [text, status] of sentences.get(row)?.words ?? []) {
    if (status) found.push(start);
    start += text.length;
  }
  return found;
}

async function go(row, start, focus = true) {
  const before = here;
  here = { row, start };
  const line = await list.element(row);
  if (before.row !== row) renew(before.row);
  const made = renew(row) ?? line;
  const button = made?.querySelector(`[data-start="${start}"]`);
  if (focus && button) {
    button.focus({ preventScroll: true });
    button.scrollIntoView({ block: "nearest" });
  }
  return button;
}

async function stepWord(by) {
  const starts = startsOf(here.row);
  const next = starts[starts.indexOf(here.start) + by];
  if (next !== undefined) return go(here.row, next);
  return stepRow(by, by > 0 ? 0 : -1);
}

async function stepRow(by, at = 0) {
  let where = list.order.indexOf(here.row) + by;
  while (where >= 0 && where < list.order.length) {
    const row = list.order[where];
    await load([row]);
    const starts = startsOf(row);
    if (starts.length) return go(row, starts.at(at));
    where += by;
  }
  return undefined;
}

function wordAt({ row, start }) {
  let at = 0;
  for (const word of sentences.get(row)?.words ?? []) {
    if (at === start) return word;
    at += word[0].length;
  }
  return undefined;
}

/** Go to the next doubt, also to one before the word in its own sentence: that is met last. */
async function nextDoubt() {
  const from = list.order.indexOf(here.row);
  for (let away = 0; away <= list.order.length; away += 1) {
    const at = (from + away) % list.order.length;
    if (away % 40 === 0) await load(list.order.slice(at, at + 40));
    let start = 0;
    for (const [text, status, , , doubts] of sentences.get(list.order[at])?.words ?? []) {
      const isNext = away === 0 ? start > here.start : away < list.order.length || start < here.start;
      if (status && doubts && isNext) return open(list.order[at], start);
      start += text.length;
    }
  }
  const [, status, , , doubts] = wordAt(here) ?? [];
  return say(t(status && doubts ? "words.last_doubt" : "words.no_doubt"));
}

// -- the word that is open

async function open(row, start, focus = true) {
  await go(row, start, focus);
  const said = await tell(() => ask(`${address}/word?row=${row}&start=${start}`));
  if (!said) return;
  steps(said);
  shown = said.word;
  const was_here = panel.contains(document.activeElement);
  panel.replaceChildren(...wordPanel(shown, first.lang, (asked) => inTurn(() => correct(asked)), (known) => inTurn(() => know(known))));
  panel.classList.add("open");
  list.now(row)?.querySelector(`[data-start="${start}"]`)?.scrollIntoView({ block: "nearest" }); // the panel may lie over it
  if (was_here) (panel.querySelector("input[name=sense]:checked") ?? panel.querySelector("[data-first]"))?.focus();
}

async function close() {
  panel.classList.remove("open");
  await go(here.row, here.start);
}

function steps(said) {
  version = said.version;
  showSteps(said);
}

// -- corrections

async function send(what, asked, done) {
  try {
    const said = await ask(`${address}/${what}`, { ...asked, version });
    await take(said, done ?? stepSaid("words", what, said));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.status === 409 && error.said.version !== undefined && what === "edit") await conflict(asked, error.said);
    else say(error.message, "error");
  }
}

async function correct(asked) {
  const { row, start } = shown;
  const n = asked.here ? 1 : shown.places;
  const kind = asked.kind === "skip" && !asked.skip ? "unskip" : asked.kind;
  await send("edit", { ...asked, row, start }, kind === "explain" ? t("words.done_places", { n }) : t(`words.done_${kind}`));
}

async function know(known) {
  const { row, start } = shown;
  await send("know", { row, start, known }, t(known ? "words.done_known" : "words.done_unknown"));
}

/** Show what a correction changed: its sentence at once, then all others that are loaded. */
async function take(said, done) {
  steps(said);
  const near = new Map((said.sentences ?? []).map((one) => [one.row, one]));
  for (const [row, one] of near) {
    sentences.set(row, one);
    renew(row);
  }
  say(done);
  const loaded = [...sentences.keys()].filter((row) => !near.has(row));
  const visible = loaded.filter((row) => list.now(row));
  sentences = new Map([...sentences].filter(([row]) => near.has(row) || visible.includes(row)));
  for (let at = 0; at < visible.length; at += 60) {
    const some = visible.slice(at, at + 60);
    const fresh = await tell(() => ask(`${address}?rows=${some.join(",")}`));
    for (const one of fresh?.sentences ?? []) {
      const is_same = JSON.stringify(one) === JSON.stringify(sentences.get(one.row));
      sentences.set(one.row, one);
      if (!is_same) renew(one.row);
    }
  }
  const starts = startsOf(here.row);
  const start = starts.includes(here.start) ? here.start : starts.findLast((one) => one <= here.start) ?? starts[0];
  if (start !== undefined && shown) await open(here.row, start, !panel.contains(document.activeElement));
}

async function conflict(asked, said) {
  const changes = await tell(() => ask(`${address}/difference`, { version }));
  if (!changes) return;
  const lines = (some) => some.map((line) => element("p", {}, line.replaceAll("\t", " · ")));
  const choice = await showVersions(said.file, [...lines(changes.was), myChange(asked)], lines(changes.lines), true);
  if (choice === "mine") {
    const mine = await tell(() => ask(`${address}/edit`, { ...asked, version, over: changes.version }));
    if (mine) await take(mine, t("text.conflict_taken"));
  } else if (choice === "theirs") {
    await take({ ...changes, sentences: [] }, t("text.conflict_taken"));
  }
}

function myChange(asked) {
  const said = [asked.gloss, asked.reading].filter(Boolean).join(" · ");
  return element("p", {}, t("text.my_change"), " ", element("span", { lang: first.lang }, shown.text), said ? ` · ${said}` : "");
}

// -- mouse and keys

place.addEventListener("click", (event) => {
  const button = event.target.closest(".w");
  if (button) inTurn(() => open(Number(button.closest(".text-row").dataset.row), Number(button.dataset.start)));
});

const KEYS = {
  ArrowRight: () => stepWord(1),
  ArrowLeft: () => stepWord(-1),
  ArrowDown: () => stepRow(1),
  ArrowUp: () => stepRow(-1),
  n: () => nextDoubt(),
  x: () => withWord(() => correct({ kind: "skip", skip: shown.status !== "skipped" })),
  k: () => withWord(() => know(!shown.listed)),
  j: () => withWord(() => correct({ kind: "join" })),
  r: () => withWord(() => shown.line && correct({ kind: "reset" })),
};

async function withWord(work) {
  if (!shown || shown.row !== here.row || shown.start !== here.start) await open(here.row, here.start);
  if (shown) await work();
}

const HELP = [
  ["→ ←", "words.key_step"], ["↓ ↑", "words.key_row"], ["Enter", "words.key_open"], ["Esc", "words.key_close"],
  ["n", "words.next_doubt"], ["x", "words.do_skip"], ["k", "words.do_know"], ["j", "words.key_join"], ["r", "words.do_reset"],
  ["Ctrl Z", "text.undo"], ["Ctrl Shift Z", "text.redo"], ["?", "common.keys"],
];

place.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    inTurn(async () => {
      await open(here.row, here.start, false);
      panel.querySelector("[data-first]")?.focus();
    });
    return;
  }
  const work = KEYS[event.key];
  if (!work) return;
  event.preventDefault();
  inTurn(work);
});
panel.addEventListener("keydown", (event) => {
  if (event.key === "Escape") inTurn(close);
  const is_letter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!is_letter || !KEYS[event.key] || isTyping(event.target)) return;
  event.preventDefault();
  inTurn(KEYS[event.key]);
});
panel.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) inTurn(close);
});
onSteps((what) => inTurn(() => send(what, {})));
for (const [id, name] of [["pinyin", "with-pinyin"], ["english", "with-english"]]) {
  const box = document.getElementById(id);
  box.addEventListener("change", () => place.classList.toggle(name, box.checked));
  place.classList.toggle(name, box.checked);
}
helpOf(HELP);
document.getElementById("next").addEventListener("click", () => inTurn(nextDoubt));
steps(first);
here.start = startsOf(here.row)[0] ?? 0;
list.show(first.numbers);
if (document.activeElement === document.body && first.numbers.length) inTurn(async () => {
  const line = await list.element(here.row, true);
  line?.querySelector(`[data-start="${here.start}"]`)?.focus({ preventScroll: true });
});
