// Work on a class set: what an edition changes, the package, sheets, tests, exports.
import { ask, element, t, tell } from "./studio.js";
import { ended } from "./jobs.js";
import { formOf, showMade, startForms } from "./print_forms.js";
import { reveal, run, takeUp } from "./work.js";

const SHOWN = 40; // words that are named in a line
const WHAT = { build: "build", set: "look" }; // command -> what it does here
const find = (selector) => document.querySelector(selector);
let id = "";

/** Let the buttons work, and show what ran before this page was loaded; `page` does with results what
 * concerns the lessons. */
export function startWork(setId, page) {
  id = setId;
  find("#look").addEventListener("click", () => run({ what: "look", group: groupOf() }));
  find("#which-group select").addEventListener("change", () => run({ what: "look", group: groupOf() }));
  find("#start").addEventListener("click", () => run({ what: "build" }));
  startForms(() => page.set().lessons.length);
  takeUp({
    about: id,
    start: `/api/set/${id}/start`,
    whatOf: (job) => WHAT[job.kind] ?? formOf(job),
    placeOf: (what) => (what === "look" || what === "build" ? what : "made"),
    async show(said, what, isNew) {
      if (what === "build") {
        showReport(said.result ?? []);
        if (isNew) find("#edition-lines").replaceChildren(element("p", { class: "soft small" }, t("set.edition_hint")));
        if (isNew) await page.built();
      } else if (what !== "look") showMade(said, isNew);
      else if (said.result) {
        page.looked(said.result, said.version);
        showEdition(said.result.edition);
        if (isNew) reveal(find("#edition"));
      }
    },
  });
}

/** Show what hangs on the set as it is now: packages, lessons to choose, groups. */
export function found(setId, set) {
  const several = set.packages.length > 1;
  find("#packages").replaceChildren(...set.packages.map((one, number) => packageLine(one, number, setId, several)));
  markPackages();
  const choose = find("#which-group");
  choose.hidden = !set.groups.length;
  const group = choose.querySelector("select");
  const before = group.value;
  group.replaceChildren(...set.groups.map((one) => element("option", { value: one.name }, one.title || one.name)));
  if (set.groups.some((one) => one.name === before)) group.value = before;
  for (const select of document.querySelectorAll(".pair-of select")) {
    const isAll = !select.options.length || select.value === (select.name === "from" ? "1" : String(select.options.length));
    const chosen = isAll ? (select.name === "from" ? 1 : set.lessons.length) : Math.min(select.value, set.lessons.length);
    select.replaceChildren(...set.lessons.map((one, at) => element("option", { value: at + 1, title: one.title }, String(at + 1))));
    select.value = String(chosen);
  }
}

let asked = 0; // of several questions the last one counts

/** Say of each package whether it is what the set is now. */
async function markPackages() {
  asked += 1;
  const mine = asked;
  const said = await ask(`/api/set/${id}/packages`).catch(() => null); // a set with a fault says so elsewhere
  if (!said || mine !== asked) return;
  said.up_to_date.forEach((isCurrent, number) => {
    const place = find(`#packages li:nth-child(${number + 1}) [data-state]`);
    if (!place) return;
    place.className = isCurrent ? "chip good" : "chip doubt";
    place.textContent = t(isCurrent ? "home.state_built" : "home.state_changed");
  });
}

function groupOf() {
  return find("#which-group select").value;
}

function packageLine(one, number, setId, several) {
  const line = element("li", {});
  if (several) line.append(element("b", {}, one.title));
  if (!one.is_built) {
    line.append(element("p", { class: "soft small" }, t("set.not_built")));
    return line;
  }
  const push = element("button", { type: "button", "aria-label": several ? `${t("build.push")}: ${one.title}` : null, onclick: () => pushed(number) }, t("build.push"));
  const get = element("a", { class: "button", href: `/set/${setId}/deck/${number}`, download: true, "aria-label": several ? `${t("build.download")}: ${one.title}` : null }, t("build.download"));
  line.append(element("p", {}, element("span", { "data-state": true })), element("p", { class: "actions" }, get, push), element("p", { class: "soft small" }, t("set.hand_out", { deck: one.file })));
  return line;
}

async function pushed(number) {
  const place = find("#pushed");
  const said = await tell(() => ask(`/api/set/${id}/start`, { what: "push", package: number }));
  if (!said) return;
  place.hidden = false;
  place.textContent = t("build.pushing");
  const job = await ended(said.job, () => {});
  if (!job) return;
  place.textContent = (job.printed || job.said.join(" ")).replace(/^Error: /, "");
  place.className = job.state === "failed" ? "notes bad small" : "small";
}

// -- what became of it

function showEdition(edition) {
  const made = [];
  if (edition.first) made.push(element("p", {}, t("set.first")));
  else {
    made.push(someWords("new", edition.new), someWords("moved", edition.moved.map((one) => `${one.word} (${one.lesson})`)), someWords("gone", edition.gone));
    if (edition.sentences_gone) made.push(element("p", {}, t("set.sentences_gone", { n: edition.sentences_gone })));
    const names = Object.entries(edition.renamed);
    if (names.length) {
      made.push(element("p", {}, t("set.renamed")));
      made.push(element("ul", { class: "plain small" }, ...names.map(([old, now]) => element("li", {}, `${old.split("::").at(-1)} → ${now.split("::").at(-1)}`))));
    }
  }
  const shown = made.filter(Boolean);
  if (!shown.length) shown.push(element("p", {}, t("set.nothing")));
  find("#edition-lines").replaceChildren(element("div", { class: "edition-list" }, ...shown));
}

function someWords(name, words) {
  if (!words.length) return null;
  const more = words.length > SHOWN ? ` … (+${words.length - SHOWN})` : "";
  return element("p", {}, element("b", {}, t(`set.words_${name}`, { n: words.length })), " ",
    element("span", { lang: "zh-Hans" }, words.slice(0, SHOWN).join("、")), more);
}

function showReport(reports) {
  const made = reports.map((report) => {
    const notes = report.notes;
    const counts = notes ? ["new", "changed", "unchanged"].filter((one) => notes[one]).map((one) => t(`build.notes_${one}`, { n: notes[one] })) : [t("set.up_to_date")];
    const parts = [element("p", {}, counts.join(", "))];
    for (const issue of report.issues ?? []) parts.push(element("p", { class: "soft small" }, issue.where ? `${issue.where}: ${issue.detail}` : issue.detail));
    return element("div", {}, ...parts);
  });
  find("#report").replaceChildren(...made);
}
