// The forms of what is printed or taken along, of a text or a set, and what was made.
import { ask, element, has, say, t, tell } from "./studio.js";
import { reveal, run } from "./work.js";

const find = (selector) => document.querySelector(selector);
const FORMS = ["sheets", "test", "export"];

/** Let the forms work; `lessonCount()` tells how many lessons there are. */
export function startForms(lessonCount) {
  for (const form of FORMS) {
    find(`#${form}`).addEventListener("submit", (event) => { event.preventDefault(); run(wish(event.target, lessonCount())); });
  }
  find("#choose-class").addEventListener("click", () => find("#class-file").click());
  find("#class-file").addEventListener("change", addClass);
}

/** Return what a job of the command line made: "sheets", "test" or "export"; nothing for other jobs. */
export function formOf(job) {
  if (job.kind === "export") return "export";
  if (job.kind !== "handout") return "";
  return job.command.includes(" --test") ? "test" : "sheets";
}

/** Return what a form asks for. */
function wish(form, count) {
  const given = new FormData(form);
  const made = { what: form.id, kinds: given.getAll("kinds") };
  for (const [name, value] of given) if (name !== "kinds" && value !== "") made[name] = value;
  for (const name of ["versions", "items"]) if (made[name]) made[name] = Number(made[name]);
  if (made.from) {
    const [from, to] = [Number(made.from), Number(made.to)].sort((one, other) => one - other);
    if (to - from + 1 < count) made.lessons = from === to ? String(from) : `${from}-${to}`;
  }
  return made;
}

async function addClass({ target }) {
  const [file] = target.files;
  if (!file) return;
  const sent = new FormData();
  sent.append("path", file.name);
  sent.append("file", file, "file");
  target.value = "";
  const said = await tell(() => ask("/api/names", sent));
  if (!said) return;
  const select = find("#class");
  if (![...select.options].some((one) => one.value === said.id)) select.append(element("option", { value: said.id }, said.name));
  select.value = said.id;
  say(t("print.class_added", { n: said.count }));
}

/** Show the files that were made. */
export function showMade(said, isNew) {
  const isExport = said.job.kind === "export";
  const attributes = (name) => (isExport ? { download: name } : { target: "_blank", rel: "noopener" });
  const link = (name, place) => element("a", { href: `/made/${said.job.number}/${place}`, ...attributes(name) }, nameOf(name, isExport));
  const line = (name, place) => element("li", {}, link(name, place), isExport ? "" : element("span", { class: "soft small block" }, name));
  const parts = [
    element("h3", {}, t(isExport ? "print.made_files" : "print.made_sheets")),
    element("ul", { class: "plain" }, ...said.files.map(line)),
    ...said.remarks.map((one) => element("p", { class: "soft small" }, one)),
    element("p", { class: "soft small" }, t(isExport ? "print.export_hint" : "print.print_hint")),
  ];
  find("#made").replaceChildren(...(said.files.length ? parts : []));
  if (isNew) reveal(find("#made"));
}

/** Return how a file is named on the page: a sheet by what it is. */
function nameOf(file, isExport) {
  const kind = file.split(".").at(-2)?.replaceAll("-", "_");
  return isExport || !has(`print.made_${kind}`) ? file : t(`print.made_${kind}`);
}
