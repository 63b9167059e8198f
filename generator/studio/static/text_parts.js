// What the views of a text share: the table of keys, and the choice between two versions of a file.
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
