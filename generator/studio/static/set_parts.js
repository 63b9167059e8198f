// The parts of a class set as they stand on its page: a lesson, its words, a group, what students know.
import { element, t } from "./studio.js";

const LEVEL = /^hsk:([1-9])$/i;
const SHOWN = 300; // words of a lesson that are listed

/** Return the row of a lesson; `at` is its place, from 0. */
export function lessonRow(lesson, at, tools) {
  const n = at + 1;
  const off = !tools.canEdit;
  const put = (key, value) => tools.change({ do: "put", table: "lesson", at, key, value });
  const field = (key, type, extra) => element("input", {
    type, value: lesson[key], disabled: off, "data-focus": `lesson-${at}-${key}`, onchange: ({ target }) => put(key, target.value), ...extra });
  const button = (name, sign, label, work, disabled) => element("button", {
    type: "button", class: "quiet", "aria-label": label, title: label, disabled: off || disabled, "data-focus": `lesson-${at}-${name}`, onclick: work }, sign);
  const lists = [...new Set(["", lesson.words, ...tools.lists])];
  const row = element("li", { class: "card lesson", "data-at": at, "aria-label": t("set.lesson", { n, title: lesson.title }) },
    element("span", { class: "grip", draggable: off ? false : "true", title: off ? null : t("set.drag") }, String(n)),
    field("title", "text", { class: "lesson-title", maxlength: 200, "aria-label": t("set.lesson_title", { n }), placeholder: t("set.title_of_text") }),
    element("span", { class: "moves" },
      button("up", "↑", t("set.up", { n }), () => tools.move(at, at - 1, "up"), at === 0),
      button("down", "↓", t("set.down", { n }), () => tools.move(at, at + 1, "down"), n === tools.count),
      button("remove", "×", t("set.remove", { n }), () => tools.change({ do: "remove", table: "lesson", at }, t("set.removed", { n }), `lesson-${Math.max(0, at - 1)}-title`), tools.count === 1)),
    element("div", { class: "fields" },
      element("label", {}, element("span", { class: "soft small" }, t("set.due")), field("due", "date", { "aria-label": t("set.due_of", { n }) })),
      element("label", {}, element("span", { class: "soft small" }, t("set.words")),
        element("select", { disabled: off, "aria-label": t("set.words_of", { n }), "data-focus": `lesson-${at}-words`, onchange: ({ target }) => put("words", target.value) },
          ...lists.map((one) => element("option", { value: one, selected: one === lesson.words }, one || t("set.no_words"))))),
      element("button", { type: "button", class: "quiet", disabled: off, "aria-label": t("set.add_list_to", { n }), onclick: () => tools.chooseList(at) }, t("build.add_list"))),
    element("div", { class: "text-links" }, ...lesson.texts.map((one) => element("a", { href: `/text/${one.id}/words` }, one.name))));
  row.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!event.altKey || !step) return;
    event.preventDefault();
    tools.move(at, at + step, (event.target.dataset.focus ?? "").split("-").slice(2).join("-") || "title");
  });
  return row;
}

/** Return what a lesson teaches and reviews, with the lesson in which each word is new. */
export function teaches(found) {
  const rows = [...found.new.map((one) => [one, ""]), ...found.review.map((one) => [one, t("set.seen_in", { n: one.seen_in })])];
  const summary = element("summary", {}, element("b", {}, t("set.new_words", { n: found.new.length })));
  if (found.review.length) summary.append(element("span", { class: "soft" }, ` · ${t("set.review", { n: found.review.length })}`));
  const body = rows.slice(0, SHOWN).map(([one, where]) => element("tr", { class: where ? "soft" : null },
    element("td", { lang: "zh-Hans" }, one.word), element("td", { class: "soft", lang: "zh-Latn" }, one.reading),
    element("td", {}, element("span", { lang: "en" }, one.gloss), where ? ` (${where})` : "")));
  return element("details", { class: "teaches" }, summary, element("table", { class: "word-table small" }, element("tbody", {}, ...body)));
}

/** Return the card of a group of students. */
export function groupCard(group, at, tools) {
  const put = (key, value) => tools.change({ do: "put", table: "group", at, key, value });
  const off = !tools.canEdit;
  const label = t("set.group", { name: group.title || group.name });
  return element("div", { class: "card group", role: "group", "aria-label": label },
    element("h4", {}, group.title || group.name),
    element("button", { type: "button", class: "quiet", disabled: off, "aria-label": t("set.remove_group", { name: group.name }), onclick: () => tools.change({ do: "remove", table: "group", at }, t("set.group_removed")) }, t("set.remove_it")),
    element("label", { class: "row" }, element("span", {}, t("set.group_title")),
      element("input", { value: group.title, placeholder: group.name, maxlength: 100, disabled: off, "data-focus": `group-${at}-title`, onchange: ({ target }) => put("title", target.value) })),
    element("div", { class: "row" }, element("span", {}, t("set.group_known")),
      knownEditor(group.known, (value) => put("known", value), {
        canEdit: tools.canEdit, lists: tools.lists, prefix: `group-${at}`, label,
        add: () => tools.chooseList((name) => put("known", [...group.known, name])) })));
}

/** Return what students know: a level of the HSK, and lists; `put` writes it. */
export function knownEditor(known, put, { canEdit, lists, prefix, label, add }) {
  const level = known.find((one) => LEVEL.test(one)) ?? "";
  const others = known.filter((one) => one !== level);
  const withLevel = (value) => put([...(value ? [value] : []), ...others]);
  const levels = ["", ...Array.from({ length: 9 }, (none, at) => `hsk:${at + 1}`)];
  const nameOf = (one) => ({ "": t("set.level_none"), "hsk:1": t("build.hsk_first") }[one] ?? t("build.hsk_level", { level: one.slice(4) }));
  const free = lists.filter((one) => !known.includes(one));
  const chips = others.map((one) => {
    const off = element("button", { type: "button", disabled: !canEdit, "aria-label": t("set.remove_list", { name: one }), onclick: () => put(known.filter((other) => other !== one)) }, "×");
    return element("span", { class: "chip" }, one, canEdit ? off : "");
  });
  const select = element("select", { "aria-label": t("set.level_of", { name: label }), disabled: !canEdit, "data-focus": `${prefix}-level`, onchange: ({ target }) => withLevel(target.value) },
    ...levels.map((one) => element("option", { value: one, selected: one === level.toLowerCase() }, nameOf(one))));
  const more = element("select", { "aria-label": t("set.more_lists"), disabled: !canEdit, "data-focus": `${prefix}-list`, onchange: ({ target }) => put([...known, target.value]) },
    element("option", { value: "" }, t("set.more_lists")), ...free.map((one) => element("option", { value: one }, one)));
  const button = element("button", { type: "button", class: "quiet small", disabled: !canEdit, onclick: add }, t("build.add_list"));
  return element("div", { class: "chips" }, select, ...chips, ...(free.length ? [more] : []), button);
}

/** Return a set as lines, to show how two versions of it differ. */
export function lines(set) {
  const list = (values) => values.join(", ");
  const made = [`${t("set.title")}: ${set.title}`, `${t("set.known")}: ${list(set.known)}`, `${t("set.more_cards")}: ${list(set.cards)}`];
  for (const name of ["names", "skip_guessable", "only_listed"]) made.push(`${t(`set.${name}`)}: ${set[name] ? "✓" : "–"}`);
  set.lessons.forEach((one, at) => made.push([t("set.lesson", { n: at + 1, title: one.title }), list(one.texts.map((text) => text.name)), one.due, one.words].filter(Boolean).join(" · ")));
  for (const one of set.groups) made.push([t("set.group", { name: one.name }), one.title, list(one.known)].filter(Boolean).join(" · "));
  return made;
}
