// A practice page: cards in boxes, gaps, matching, listening. Words of the lessons become text
// nodes and nothing else; nothing is fetched or sent; results stay in localStorage.
"use strict";

const DAYS = [0, 1, 3, 7, 14, 30]; // box -> days until a word of it comes back
const KNOWN_BOX = 3; // from here on a result line calls a word known
const ROUND = 10; // questions of a round
const PAIRS = 5; // pairs of a matching
const CHOICES = 4; // answers to choose from
const KINDS = { cards: "Cards", gaps: "Gaps", matching: "Matching", listening: "Listening" };
const DAY = 86400000; // milliseconds
const DATA = JSON.parse(document.getElementById("data").textContent);
const main = document.getElementById("main");
const said = document.getElementById("said");

// -- elements

// An element; fields are attributes, or listeners where they are functions. Strings are text.
const node = (tag, fields = {}, ...inside) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else made.setAttribute(name, value);
  }
  made.append(...inside);
  return made;
};
const button = (label, click, fields = {}) =>
  node("button", { type: "button", ...fields, click }, label);
const chinese = (one, text = one.zh) => node("span", { lang: one.lang, class: "zh" }, text);
const reading = (text = "") => node("span", { class: "reading", lang: "zh-Latn-pinyin" }, text);
const unsure = (one) => (one.doubt ? [node("small", {}, " (unsure)")] : []);
const named = (word) => [chinese(word), " ", reading(word.reading), " ", english(word)];
const english = (one) => node("span", {}, one.gloss || one.en || "", ...unsure(one));

const tell = (...parts) => said.replaceChildren(...parts);
const place = (title, ...inside) => {
  const heading = node("h2", { tabindex: "-1" }, title);
  main.replaceChildren(heading, ...inside);
  tell();
  return heading;
};
// Keyboard and screen reader go on from the heading.
const show = (title, ...inside) => {
  place(title, ...inside).focus();
  scrollTo(0, 0);
};
const back = () => button("Back to the lessons", () => home(), { class: "back" });
const progress = (done, all) =>
  node("progress", { value: done, max: all, "aria-label": "Done in this round" });

// -- chance and days

const mixed = (items) => {
  const left = [...items];
  for (let at = left.length - 1; at > 0; at -= 1) {
    const other = Math.floor(Math.random() * (at + 1));
    [left[at], left[other]] = [left[other], left[at]];
  }
  return left;
};
const today = () => Math.floor((Date.now() - new Date().getTimezoneOffset() * 60000) / DAY);
const date = (day) => new Date(day * DAY).toISOString().slice(0, 10);

// -- what the device remembers: boxes are [box, day when it is due], scores [right, asked]

const isPair = (pair) =>
  Array.isArray(pair) &&
  pair.length === 2 &&
  pair.every((one) => Number.isSafeInteger(one) && one >= 0);
const isBox = (pair) => isPair(pair) && pair[0] < DAYS.length;
const kept = (found, isGood) =>
  new Map(Object.entries(found ?? {}).filter(([, pair]) => isGood(pair)));
let boxes = new Map();
let scores = new Map();
let isKept = true;

// A browser may refuse a file its storage: the page says so.
const write = (key, text) => {
  try {
    localStorage.setItem(key, text);
    isKept = true;
  } catch {
    isKept = false;
  }
};
const save = () => {
  const all = { boxes: Object.fromEntries(boxes), scores: Object.fromEntries(scores) };
  write(DATA.key, JSON.stringify(all));
};
const load = () => {
  let found = {};
  try {
    found = JSON.parse(localStorage.getItem(DATA.key)) ?? {};
  } catch {
    found = {}; // refused, or damaged: the next answer writes it anew
  }
  boxes = kept(found.boxes, isBox);
  scores = kept(found.scores, isPair);
  write(`${DATA.key}/opened`, date(today())); // whether anything is kept is known at once
};

const boxOf = (word) => boxes.get(word.id) ?? [0, 0];
// A day that lies too far ahead was written when the clock of the device was wrong.
const isDue = (word) => {
  const left = boxOf(word)[1] - today();
  return boxes.has(word.id) && (left <= 0 || left > DAYS.at(-1));
};
const move = (word, isRight) => {
  const box = isRight ? Math.min(boxOf(word)[0] + 1, DAYS.length - 1) : 0;
  boxes.set(word.id, [box, today() + DAYS[box]]);
  save();
};
const scoreKey = (lesson, kind) => `${kind}/${lesson.title}`;
const scoreOf = (lesson, kind) => scores.get(scoreKey(lesson, kind)) ?? [0, 0];
const count = (lesson, kind, isRight) => {
  const [right, asked] = scoreOf(lesson, kind);
  scores.set(scoreKey(lesson, kind), [right + Number(isRight), asked + 1]);
  save();
};

// -- the voice of the device; one that a company's server speaks is not used

const isMandarin = (voice) => /^(zh|cmn)\b/i.test(voice.lang) && !/HK|yue|MO/i.test(voice.lang);
const voice = () => {
  const found = (window.speechSynthesis?.getVoices() ?? []).filter(
    (one) => one.localService && isMandarin(one),
  );
  return found.find((one) => /CN/i.test(one.lang)) ?? found[0];
};
const NO_VOICE =
  "This device has no Chinese voice of its own. Add one in its settings (text-to-speech, Chinese)" +
  " and open this page again. The other exercises need none.";
const speak = (text) => {
  const spoken = new SpeechSynthesisUtterance(text);
  spoken.voice = voice();
  spoken.lang = "zh-CN";
  spoken.rate = 0.85;
  speechSynthesis.cancel();
  speechSynthesis.speak(spoken);
};
const listen = (text, label = "Listen") =>
  voice() ? [button(label, () => speak(text), { class: "listen" })] : [];
