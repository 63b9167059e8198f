// The view of sentence pairs: look, join, split, move, mark; by mouse or by keys alone.
import { Refused, addStrings, ask, data, element, say, t, tell } from "./studio.js";
import "./missing_english.js";
import { LongList } from "./long_list.js";
import { helpOf, inTurn, onSteps, showSteps, showVersions, stepSaid } from "./text_parts.js";

addStrings(data("words"));
const first = data("first");
const place = document.getElementById("rows");
const summary = document.getElementById("summary");
const address = `/api/text/${first.id}/pairs`;
const STATE_OF = { s: "sure", u: "unsure", o: "out" };
const LETTER_OF = { sure: "s", unsure: "u", out: "o" };
const FAIR = 0.9; // under this a pair is right less often
const other = { zh: "en", en: "zh" };

let version = first.version;
let states = [...first.states];
let rows = new Map(first.rows.map((row, index) => [index, row]));
let here = 0;
let side = "zh";
let marks = { zh: null, en: null };

// -- what is shown

async function load(indices) {
  const missing = indices.filter((index) => !rows.has(index));
  if (!missing.length) return;
  const said = await tell(() => ask(`${address}?rows=${missing.join(",")}`));
  said?.rows.forEach((row, at) => rows.set(missing[at], row));
}

function make(index) {
  const row = rows.get(index) ?? { zh: [], en: [], state: STATE_OF[states[index]], confidence: 1 };
  const isHere = index === here;
  const state = row.state === "sure" && row.confidence < FAIR ? "fair" : row.state;
  const label = t("pairs.label", { n: index + 1, state: t(`pairs.state_${state}`) });
  const made = element("div", {
    class: "pair", role: "listitem", "data-state": state, "data-index": index,
    tabindex: isHere ? 0 : -1, "aria-label": label, "aria-current": isHere ? "true" : null,
  });
  made.append(
    element("div", { class: "pair-state" }, element("span", { class: "number" }, String(index + 1)),
      row.state === "sure" ? "" : element("span", { class: `chip ${row.state === "out" ? "" : "doubt"}` }, t(`pairs.state_${row.state}`))),
    sentences(row, "zh", isHere), sentences(row, "en", isHere), tools(index, row));
  return made;
}

function sentences(row, language, isHere) {
  const lang = language === "zh" ? first.lang : "en";
  const made = element("div", { class: `side ${language}`, lang, "data-side": language });
  const mark = isHere ? marks[language] : null;
  let at = 0;
  for (const sentence of row[language]) {
    const span = element("span", { class: "sentence" });
    if (mark !== null && mark >= at && mark < at + sentence.length) {
      span.append(sentence.slice(0, mark - at), element("i", { class: "caret", "aria-hidden": "true" }), sentence.slice(mark - at));
    } else span.append(sentence);
    made.append(span);
    at += sentence.length;
  }
  if (!row[language].length) made.append(element("span", { class: "soft" }, t(`pairs.no_${language}`)));
  if (isHere && language === side) made.classList.add("active");
  return made;
}

const TOOLS = [
  ["sure", "✓", (row) => row.state !== "sure"],
  ["merge", "⤵", (row, index) => index + 1 < states.length],
  ["split", "✂", () => true],
  ["up", "↑", (row, index) => index > 0],
  ["down", "↓", (row, index) => index + 1 < states.length],
  ["out", "✕", () => true],
];

function tools(index, row) {
  const made = element("div", { class: "tools" });
  for (const [name, sign, isPossible] of TOOLS) {
    if (!isPossible(row, index)) continue;
    const isUndone = name === "out" && row.state === "out";
    const label = t(isUndone ? "pairs.take_back" : `pairs.do_${name}`);
    made.append(element("button", { class: "quiet", title: label, "aria-label": label, tabindex: -1, onclick: () => inTurn(async () => { await go(index, false); await act(isUndone ? "sure" : name); }) }, sign));
  }
  return made;
}

function summarise() {
  const unsure = states.filter((state) => state === "u").length;
  const counted = t("pairs.count", { n: states.length });
  summary.textContent = unsure ? `${counted} ${t("pairs.unsure", { n: unsure })}` : `${counted} ${t("pairs.none_unsure")}`;
  document.getElementById("next").disabled = !unsure;
}

const list = new LongList(place, { make, load, height: 92 });

function order() {
  const all = states.map((state, index) => index);
  if (!document.getElementById("unsure-first").checked) return all;
  return [...all.filter((index) => states[index] === "u"), ...all.filter((index) => states[index] !== "u")];
}

// -- where the person is

async function go(index, focus = true) {
  if (index < 0 || index >= states.length) return;
  const before = here;
  if (index !== here) marks = { zh: null, en: null };
  here = index;
  if (before !== index) list.renew(before);
  list.renew(index);
  if (!focus) return;
  const found = await list.element(index);
  found?.focus({ preventScroll: true });
  found?.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const now = list.order.indexOf(here);
  const next = list.order[now + by];
  return next === undefined ? undefined : go(next);
}

function nextUnsure(by) {
  const count = states.length;
  for (let away = 1; away <= count; away += 1) {
    const index = (((here + by * away) % count) + count) % count;
    if (states[index] === "u") return go(index);
  }
  return say(t("pairs.none_unsure"));
}

function wholeLength(language) {
  return rows.get(here)[language].join("").length;
}

/** Return the places in sentences, counted over all, at which words or sentences end. */
function ends(sentences) {
  const found = [];
  let start = 0;
  for (const sentence of sentences) {
    for (const space of sentence.matchAll(/\s+/g)) found.push(start + space.index + space[0].length);
    start += sentence.length;
    found.push(start);
  }
  return found;
}

function nearest(places, at) {
  return places.reduce((best, one) => (Math.abs(one - at) < Math.abs(best - at) ? one : best));
}

function moveMark(by) {
  const text = rows.get(here)[side].join("");
  let at = marks[side] ?? (by > 0 ? 0 : text.length);
  if (side === "en") {
    const borders = ends(rows.get(here).en);
    at = by > 0 ? borders.find((end) => end > at) ?? at : borders.findLast((end) => end < at) ?? at;
  } else at += by;
  setMark(at);
}

/** Set the mark; on the English side at the nearest border of words. */
function setMark(at) {
  const whole = wholeLength(side);
  marks[side] = Math.min(Math.max(at, 0), whole);
  if (side === "en") marks.en = nearest([0, ...ends(rows.get(here).en), whole], marks.en);
  const made = list.renew(here);
  made?.focus({ preventScroll: true });
  const text = rows.get(here)[side].join("");
  live(t("pairs.mark_before", { text: text.slice(marks[side], marks[side] + 12) }));
}

function live(message) {
  say(message, "quiet");
}

// -- edits

const EDITS = {
  merge: () => ({ kind: "merge", at: here }),
  merge_before: () => ({ kind: "merge", at: here - 1 }),
  split: () => ({ kind: "split", at: here, ...marks }),
  up: () => ({ kind: "move", at: here, side, down: false }),
  down: () => ({ kind: "move", at: here, side, down: true }),
  sure: () => ({ kind: "mark", at: here, state: states[here] === "s" ? "unsure" : "sure" }),
  out: () => ({ kind: "mark", at: here, state: states[here] === "o" ? "sure" : "out" }),
};

function act(name) {
  const asked = EDITS[name]();
  return send("edit", asked, t(`pairs.done_${name}`));
}

async function send(what, asked, done) {
  try {
    const said = await ask(`${address}/${what}`, { ...asked, version });
    await take(said, done ?? stepSaid("pairs", what, said));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.status === 409 && error.said.version) await conflict(what, asked, error.said);
    else say(error.message, "error");
  }
}

async function take(said, done) {
  version = said.version;
  const grown = said.rows.length - said.was.length;
  const shifted = new Map();
  for (const [index, row] of rows) {
    if (index < said.at) shifted.set(index, row);
    else if (index >= said.at + said.was.length) shifted.set(index + grown, row);
  }
  said.rows.forEach((row, at) => shifted.set(said.at + at, row));
  rows = shifted;
  states.splice(said.at, said.was.length, ...said.rows.map((row) => LETTER_OF[row.state]));
  marks = { zh: null, en: null };
  const isInChange = here >= said.at && here < said.at + said.rows.length;
  if (!isInChange && (said.was.length || said.rows.length)) here = Math.min(said.at, states.length - 1);
  showSteps(said);
  summarise();
  if (done) say(done);
  await list.update(order());
  await go(here);
}

async function conflict(what, asked, said) {
  const changes = await tell(() => ask(`${address}/difference`, { version }));
  if (!changes) return;
  const shown = (some) => some.slice(0, 20).map((row) => element("p", {},
    element("span", { lang: first.lang }, row.zh.join(" ")), element("br"), element("span", { lang: "en" }, row.en.join(" "))));
  const choice = await showVersions(said.file, [...shown(changes.was), ...(what === "edit" ? [myChange(asked), ...shown([rows.get(asked.at)])] : [])], shown(changes.rows), what === "edit");
  if (choice === "theirs") await take(changes, t("text.conflict_taken"));
  else if (choice === "mine") {
    const mine = await tell(() => ask(`${address}/edit`, { ...asked, version, over: changes.version }));
    if (mine) await take(mine, t("text.conflict_taken"));
  }
}

function myChange(asked) {
  return element("p", {}, element("b", {}, t("text.my_change")), " ", t(`pairs.act_${asked.kind}`, { pair: asked.at + 1, next: asked.at + 2 }));
}

// -- mouse and keys

function placeOf(event) {
  const position = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  const range = position ? undefined : document.caretRangeFromPoint?.(event.clientX, event.clientY);
  return position ? [position.offsetNode, position.offset] : range ? [range.startContainer, range.startOffset] : undefined;
}

place.addEventListener("click", (event) => {
  const row = event.target.closest(".pair");
  if (!row || event.target.closest("button")) return;
  const part = event.target.closest(".side");
  const found = part && placeOf(event);
  let at = null;
  if (found && part.contains(found[0]) && found[0].nodeType === Node.TEXT_NODE) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    at = found[1];
    while (walker.nextNode() && walker.currentNode !== found[0]) at += walker.currentNode.length;
  }
  inTurn(async () => {
    await go(Number(row.dataset.index));
    if (part) side = part.dataset.side;
    if (at !== null) setMark(at);
  });
});

const KEYS = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  ArrowRight: () => moveMark(1),
  ArrowLeft: () => moveMark(-1),
  Home: () => go(list.order[0]),
  End: () => go(list.order.at(-1)),
  n: () => nextUnsure(1),
  p: () => nextUnsure(-1),
  l: () => { side = other[side]; list.renew(here)?.focus({ preventScroll: true }); live(t(`pairs.side_${side}`)); },
  Enter: () => act("sure"),
  m: () => act("merge"),
  b: () => act("merge_before"),
  s: () => act("split"),
  u: () => act("up"),
  d: () => act("down"),
  x: () => act("out"),
};
const HELP = [
  ["↓ ↑", "pairs.key_step"], ["n p", "pairs.key_unsure"], ["Enter", "pairs.key_sure"],
  ["← →", "pairs.key_mark"], ["l", "pairs.key_side"], ["s", "pairs.do_split"],
  ["m", "pairs.do_merge"], ["b", "pairs.do_merge_before"], ["u", "pairs.do_up"], ["d", "pairs.do_down"],
  ["x", "pairs.do_out"], ["Ctrl Z", "text.undo"], ["Ctrl Shift Z", "text.redo"], ["?", "common.keys"],
];

place.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("button")) return;
  const work = KEYS[event.key];
  if (!work) return;
  event.preventDefault();
  inTurn(work);
});
onSteps((what) => inTurn(() => send(what, {})));
helpOf(HELP);
document.getElementById("next").addEventListener("click", () => inTurn(() => nextUnsure(1)));
document.getElementById("unsure-first").addEventListener("change", () => list.show(order()));
showSteps(first);
summarise();
list.show(order());
if (document.activeElement === document.body && states.length) inTurn(async () => { (await list.element(here, true))?.focus({ preventScroll: true }); });
