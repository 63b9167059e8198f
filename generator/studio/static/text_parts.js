// What views that edit share: the table of keys, steps back and again, and the choice between two
// versions of a file.
import { element, t } from "./studio.js";

/** Tell whether keys that are pressed there are text. */
export function isTyping(target) {
  return target.matches("input:not([type=radio], [type=checkbox]), textarea, select");
}

/** Fill the table of keys, `[keys, key of the string]`, and show it on "?" or a click. */
export function helpOf(keys) {
  const help = document.getElementById("help");
  const shown = keys.map(([names, string]) => [
    element("dt", {}, ...names.split(" ").map((name) => element("kbd", {}, name))), element("dd", {}, t(string))]);
  document.getElementById("help-keys").replaceChildren(...shown.flat());
  document.getElementById("keys").addEventListener("click", () => help.showModal());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "?" || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    help.showModal();
  });
}

let waiting = Promise.resolve();

/** Do one thing after the other: each is meant for what the last one left. */
export function inTurn(work) {
  waiting = waiting.then(work).catch((error) => { setTimeout(() => { throw error; }); });
  return waiting;
}

/** Have `step` called with "undo" or "redo" by the buttons and the keys for it. */
export function onSteps(step, isText = isTyping) {
  for (const what of ["undo", "redo"]) document.getElementById(what).addEventListener("click", () => step(what));
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || isText(event.target)) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    step(key === "y" || event.shiftKey ? "redo" : "undo");
  });
}

/** Show which steps there are; `said` is what the server answered. */
export function showSteps(said) {
  document.getElementById("undo").disabled = !said.undo;
  document.getElementById("redo").disabled = !said.redo;
}

/** Say what was taken back, or made again; `said` is what the server answered. */
export function stepSaid(section, what, said) {
  const about = said.about ?? {};
  if (!about.kind) return t(`text.${what}ne`);
  const kind = about.kind === "know" && !about.known ? "unknow" : about.kind;
  const values = { ...about, pair: about.pair + 1, next: about.pair + 2 };
  return t(`text.${what}ne_what`, { what: t(`${section}.act_${kind}`, values) });
}

/** Show what this page had and what the file has now; return "mine", "theirs", or nothing. */
export function showVersions(file, mine, theirs, canKeepMine) {
  const dialog = document.getElementById("conflict");
  const none = () => [element("p", { class: "soft" }, t("text.conflict_nothing"))];
  document.getElementById("conflict-message").textContent = t("text.conflict_message", { file });
  document.getElementById("conflict-mine").replaceChildren(...(mine.length ? mine : none()));
  document.getElementById("conflict-theirs").replaceChildren(...(theirs.length ? theirs : none()));
  document.getElementById("take-mine").hidden = !canKeepMine;
  dialog.returnValue = "";
  return new Promise((resolve) => {
    document.getElementById("take-theirs").onclick = () => dialog.close("theirs");
    document.getElementById("take-mine").onclick = () => dialog.close("mine");
    dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true });
    dialog.showModal();
  });
}
