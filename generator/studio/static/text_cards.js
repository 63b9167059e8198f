// The view of cards: as they will look, each side in a frame of its own in which nothing can run.
import { addStrings, ask, data, element, t, tell } from "./studio.js";
import { LongList } from "./long_list.js";

addStrings(data("words"));
const first = data("first");
const get = (id) => document.getElementById(id);
const place = get("rows");
const builds = document.querySelectorAll('a[href^="/build/"]');
const address = `/api/text/${first.id}/cards`;
let deck = { key: "", count: 0 };
let notes = new Map();

async function load(numbers) {
  const missing = numbers.filter((number) => !notes.has(number));
  if (!missing.length) return;
  const { key } = deck;
  const said = await tell(() => ask(`${address}/${key}?rows=${missing.join(",")}`));
  if (key !== deck.key) return;
  for (const note of said?.notes ?? []) notes.set(note.note, note);
  offerKinds();
}

function make(number) {
  const made = element("div", { class: "note", role: "listitem" });
  const note = notes.get(number);
  if (!note) return made;
  const wanted = get("kind").value;
  note.cards.forEach((name, card) => {
    if (wanted && wanted !== kindOf(note, name)) return;
    const title = element("h3", {}, element("span", { class: "number" }, String(number + 1)), " ",
      element("span", { lang: first.lang }, note.name), element("span", { class: "soft" }, ` ${name}`),
      ...note.doubts.map((doubt) => element("span", { class: "chip doubt" }, t(`cards.check_${doubt.replace("-", "_")}`))));
    const sides = element("div", { class: "sides" });
    for (const side of ["front", "back"]) {
      if (get("sides").value !== "both" && get("sides").value !== side) continue;
      sides.append(frame(number, card, side, note.name));
    }
    made.append(element("article", { class: "shown-card" }, title, sides));
  });
  return made;
}

const kindOf = (note, name) => `${note.word ? "w" : "s"} ${name}`;

function frame(number, card, side, name) {
  const looks = [get("night").checked ? "night=1" : "", get("phone").checked ? "phone=1" : ""].filter(Boolean).join("&");
  const made = element("iframe", {
    sandbox: "allow-same-origin", loading: "lazy", title: t(`cards.${side}_of`, { name }), class: "side-frame",
    src: `/text/${first.id}/cards/${deck.key}/${number}/${card}/${side}?${looks}`,
  });
  made.addEventListener("load", () => {
    const page = made.contentDocument;
    if (!page?.body) return;
    const fit = () => { made.style.height = `${Math.ceil(page.body.getBoundingClientRect().height) + 2}px`; };
    new ResizeObserver(fit).observe(page.body);
    fit();
    page.addEventListener("click", speak);
  });
  return made;
}

/** The browser says what the learner's device would say. */
function speak(event) {
  const button = event.target.closest("a[data-say]");
  if (!button || !window.speechSynthesis) return;
  event.preventDefault();
  const said = new SpeechSynthesisUtterance(button.dataset.say);
  said.lang = "zh-CN";
  speechSynthesis.cancel();
  speechSynthesis.speak(said);
}

function offerKinds() {
  const known = new Set([...get("kind").options].map((option) => option.value));
  for (const note of notes.values()) {
    for (const name of note.cards) {
      const kind = kindOf(note, name);
      if (known.has(kind)) continue;
      known.add(kind);
      get("kind").append(new Option(t(note.word ? "cards.of_word" : "cards.of_sentence", { name }), kind));
    }
  }
}

const list = new LongList(place, { make, load, height: 320 });

function show() {
  list.show([...Array(deck.count).keys()]);
}

function percent(share) {
  return `${Math.round(share * 1000) / 10} %`;
}

function summarise() {
  const { numbers, level } = deck;
  get("summary").textContent = t("cards.count", { words: numbers.words, sentences: numbers.sentences });
  const [help, alone] = level.levels;
  const rows = level.rows.filter((row) => row.running);
  const most = Math.max(...rows.map((row) => row.running));
  get("level").replaceChildren(
    element("p", {}, t("build.coverage_line", { before: percent(numbers.before), after: percent(numbers.after) })),
    element("p", {}, help === null ? t("cards.above_hsk") : t(alone === null ? "cards.with_help" : "cards.readable", { help: upTo(help), alone: upTo(alone) })),
    element("p", { class: "soft" }, t("cards.running", { running: numbers.running, distinct: level.distinct, doubtful: numbers.doubtful })),
    element("table", { class: "levels" }, element("caption", { class: "hidden" }, t("cards.level")),
      element("tbody", {}, ...rows.map((row) => element("tr", {},
        element("th", { scope: "row" }, row.level === null ? t("cards.no_level") : `HSK ${levelName(row.level)}`),
        element("td", {}, bar(row, most)), element("td", { class: "soft" }, t("cards.row", { known: row.known, running: row.running })))))));
}

function levelName(level) {
  return level === 7 ? "7–9" : level;
}

function upTo(level) {
  return level === 1 ? t("build.hsk_first") : t("build.hsk_level", { level: levelName(level) });
}

function bar(row, most) {
  const made = element("div", { class: "levelbar", "aria-hidden": "true" }, element("i"), element("i"));
  made.style.width = `${(100 * row.running) / most}%`;
  made.firstChild.style.width = `${(100 * row.known) / row.running}%`;
  return made;
}

// -- options

let asked = 0;

/** Let the page Build begin with what is chosen here. */
function takeAlong(values) {
  const query = new URLSearchParams();
  for (const [name, chosen] of Object.entries(values)) {
    for (const one of chosen.length ? chosen : [""]) query.append(name, one);
  }
  for (const link of builds) link.search = query;
}

async function change() {
  const form = new FormData(get("options"));
  const values = { cards: form.getAll("cards") };
  for (const name of ["hsk", "tones", "phonetic", "script", "size", "speech", "strokes", "order"]) values[name] = form.get(name) ? [form.get(name)] : [];
  if (deck.key) takeAlong(values);
  const mine = (asked += 1);
  place.setAttribute("aria-busy", "true");
  if (!deck.key) get("summary").textContent = t("cards.laying_out");
  const made = await tell(() => ask(address, { values }));
  if (mine !== asked) return;
  place.setAttribute("aria-busy", "false");
  if (!made) return;
  deck = made;
  notes = new Map();
  summarise();
  show();
}

get("options").addEventListener("change", (event) => {
  if (event.target.name) change();
  else if (event.target.id === "night" || event.target.id === "phone" || event.target.id === "sides" || event.target.id === "kind") look();
});

function look() {
  place.classList.toggle("phone", get("phone").checked);
  place.classList.toggle("one-side", get("sides").value !== "both");
  show();
}

const theme = document.documentElement.dataset.theme;
get("night").checked = theme === "night" || (theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
get("more").open = matchMedia("(min-width: 60rem)").matches;
get("phone").checked = matchMedia("(max-width: 40rem)").matches;
place.classList.toggle("phone", get("phone").checked);
change();
