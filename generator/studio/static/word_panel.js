// One word with all that may be chosen: senses, meaning, reading, borders, whether it gets a card.
import { element, t } from "./studio.js";

const AROUND = 110; // characters of the translation on each side of what says the word

/** Return the elements of the panel; `correct(asked)` and `know(yes)` do what is chosen. */
export function wordPanel(word, lang, correct, know) {
  const where = { here: false };
  const explain = (asked) => correct({ kind: "explain", ...asked, here: where.here });
  const confirm = () => correct({ kind: "confirm", here: where.here });
  return [head(word, lang), actions(word, correct, know), sentence(word, lang), ...(word.places > 1 ? [places(word, where)] : []),
    senses(word, explain, confirm), own(word, explain), borders(word, lang, correct)];
}

function head(word, lang) {
  const facts = [t(`words.status_${word.status}`), partOf(word), word.level ? `HSK ${word.level === 7 ? "7–9" : word.level}` : ""];
  const made = element("header", { class: "word-head" },
    element("h2", { lang }, word.text),
    element("p", {}, element("span", { class: "pinyin", lang: "zh-Latn" }, word.reading), " ", element("span", { lang: "en" }, word.shown)),
    element("p", { class: "soft" }, facts.filter(Boolean).join(" · ")),
    element("button", { class: "quiet close", "data-close": true, "aria-label": t("common.close") }, "✕"));
  for (const doubt of word.doubts) made.append(element("span", { class: "chip doubt" }, t(`words.doubt_${doubt.replace("-", "_")}`)));
  if (word.line) made.append(element("span", { class: "chip good", title: word.line.file }, t("words.yours")));
  if (word.headword !== word.text) made.append(element("p", { class: "soft" }, t("words.looked_up"), " ", element("span", { lang: "zh-Hans" }, word.headword)));
  return made;
}

function partOf(word) {
  return word.part ? t(`words.part_${word.part}`) : "";
}

function sentence(word, lang) {
  const before = word.zh.slice(0, word.start);
  const after = word.zh.slice(word.start + word.text.length);
  const made = element("div", { class: "word-sentence" },
    element("p", { lang }, before.slice(-24), element("mark", {}, word.text), after.slice(0, 24)));
  const en = element("p", { lang: "en", class: "soft" });
  const said = [...word.english].sort((one, two) => one[0] - two[0]);
  const first = Math.max(0, (said[0]?.[0] ?? 0) - AROUND);
  const last = Math.min(word.en.length, (said.at(-1)?.[1] ?? 0) + AROUND);
  let at = first ? word.en.indexOf(" ", first) + 1 || first : 0;
  if (at) en.append("… ");
  for (const [start, end] of said) {
    if (start < at) continue;
    en.append(word.en.slice(at, start), element("mark", {}, word.en.slice(start, end)));
    at = end;
  }
  const stop = last < word.en.length ? Math.max(word.en.lastIndexOf(" ", last), at) : last;
  en.append(word.en.slice(at, stop), stop < word.en.length ? " …" : "");
  made.append(en);
  return made;
}

function senses(word, explain, confirm) {
  const canConfirm = word.gloss && word.doubts.length > 0;
  const made = element("fieldset", { class: "senses" }, element("legend", {}, t("words.meaning")));
  let number = 0;
  word.choices.forEach((choice, group) => {
    if (word.choices.length > 1) made.append(element("p", { class: "pinyin", lang: "zh-Latn" }, choice.reading));
    for (const gloss of choice.glosses) {
      const is_chosen = group === 0 && gloss === word.gloss;
      const asked = group === 0 ? { gloss } : { gloss, reading: choice.reading };
      const choose = () => {
        if (!is_chosen) explain(asked);
        else if (canConfirm) confirm();
      };
      const radio = element("input", {
        type: "radio", name: "sense", checked: is_chosen, "data-first": number === 0,
        onkeydown: (event) => { if (event.key === "Enter") choose(); },
        onclick: (event) => { if (event.detail) choose(); },
      });
      made.append(element("label", { class: "sense", onclick: (event) => {
        if (event.target !== radio) { event.preventDefault(); choose(); }
      } }, radio, element("span", { lang: "en" }, gloss)));
      number += 1;
    }
  });
  if (canConfirm) made.append(element("button", { type: "button", onclick: confirm }, `✓ ${t("words.do_confirm")}`));
  made.append(element("p", { class: "soft small" }, t("words.meaning_hint")));
  return made;
}

function own(word, explain) {
  const gloss = element("input", { name: "gloss", value: word.gloss, lang: "en", autocomplete: "off", "data-first": !word.choices.some((one) => one.glosses.length) });
  const reading = element("input", { name: "reading", value: word.reading, lang: "zh-Latn", autocomplete: "off", spellcheck: "false" });
  return element("form", { class: "own", onsubmit: (event) => {
    event.preventDefault();
    const asked = {};
    if (gloss.value.trim() !== word.gloss) asked.gloss = gloss.value;
    if (reading.value.trim() !== word.reading) asked.reading = reading.value;
    if (asked.gloss || asked.reading) explain(asked);
  } },
  element("label", {}, element("span", {}, t("words.own_gloss")), gloss),
  element("label", {}, element("span", {}, t("words.own_reading")), reading),
  element("button", { type: "submit" }, t("words.save")));
}

function places(word, where) {
  const choose = (here) => () => { where.here = here; };
  return element("fieldset", { class: "places" }, element("legend", {}, t("words.where")),
    element("label", {}, element("input", { type: "radio", name: "where", checked: true, onchange: choose(false) }), t("words.everywhere", { n: word.places })),
    element("label", {}, element("input", { type: "radio", name: "where", onchange: choose(true) }), t("words.here")));
}

function borders(word, lang, correct) {
  const line = element("div", { class: "borders", lang, role: "group", "aria-label": t("words.borders") });
  const gap = (sign, label, asked) => element("button", { class: "gap", "aria-label": label, title: label, onclick: () => correct(asked) }, sign);
  const parts = [...word.text];
  let place = 0;
  parts.forEach((character, number) => {
    line.append(element("span", { class: "hz" }, character));
    place += character.length;
    if (number + 1 < parts.length) line.append(gap("|", t("words.cut", { before: parts.slice(0, number + 1).join(""), after: parts.slice(number + 1).join("") }), { kind: "cut", place }));
  });
  if (word.next) line.append(gap("+", t("words.join", { word: word.text, next: word.next }), { kind: "join" }), element("span", { class: "hz soft" }, word.next));
  return element("section", {}, element("h3", {}, t("words.borders")), line, element("p", { class: "soft small" }, t("words.borders_hint")));
}

function actions(word, correct, know) {
  const is_skipped = word.status === "skipped";
  const made = element("p", { class: "actions" },
    element("button", { "aria-pressed": String(word.listed), disabled: word.status === "known" && !word.listed, onclick: () => know(!word.listed) }, t(word.listed ? "words.do_forget" : "words.do_know")),
    element("button", { "aria-pressed": String(is_skipped), onclick: () => correct({ kind: "skip", skip: !is_skipped }) }, t(is_skipped ? "words.do_unskip" : "words.do_skip")));
  if (word.line) made.append(element("button", { class: "quiet", onclick: () => correct({ kind: "reset" }) }, t("words.do_reset")));
  if (word.status === "known" && !word.listed) made.append(element("span", { class: "soft small" }, t("words.known_by_list")));
  return made;
}
