// What all pages share: strings, requests to our own server, what is said to the person.

/** Return the values that the page hands over under a name (data_block in here.py). */
export function data(name) {
  return JSON.parse(document.getElementById(`data-${name}`).textContent);
}

const strings = data("strings");
// Milliseconds that a request without an answer waits before it is said: a browser breaks off what is
// under way when a person leaves the page, and Firefox still runs the page for a moment
const LEAVING = 2000;

/** Make more strings known, of the page's own data block. */
export function addStrings(more) {
  Object.assign(strings, more);
}

/** Tell whether the interface has a string. */
export function has(key) {
  return key in strings;
}

/** Return a string of the interface with values put in; `n` chooses between one and other. */
export function t(key, values = {}) {
  let found = strings[key];
  if ("n" in values && strings[`${key}.other`] !== undefined) {
    found = strings[values.n === 1 ? `${key}.one` : `${key}.other`];
  }
  return found.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

/** What the server answered that is no success: `status`, `message`, and all else it said. */
export class Refused extends Error {
  constructor(status, said) {
    super(said.error);
    this.status = status;
    this.said = said;
  }
}

/** Ask our server; with `body` an object is sent as JSON by POST, a form as a form. Throws
 * Refused. */
export async function ask(address, body) {
  let options = {};
  if (body instanceof FormData) options = { method: "POST", body };
  else if (body !== undefined) {
    const headers = { "Content-Type": "application/json" };
    options = { method: "POST", headers, body: JSON.stringify(body) };
  }
  let response;
  let text;
  try {
    response = await fetch(address, options);
    text = await response.text();
  } catch (error) {
    await new Promise((done) => { setTimeout(done, LEAVING); });
    throw new Refused(0, { error: t("error.gone") });
  }
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  const said = isJson ? JSON.parse(text) : { error: t("error.other") };
  if (!response.ok || !isJson) throw new Refused(response.status, said);
  return said;
}

/** Make an element with attributes and children; text is always text, never HTML. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** Say something to the person, on the page and to screen readers; what is "quiet" to these alone. What was said
 * before is gone, and an "error" has a button that takes it away. */
export function say(message, kind = "") {
  const place = document.getElementById("said");
  place.textContent = message;
  place.parentElement.dataset.kind = message ? kind : "quiet";
  clearTimeout(say.timer);
  if (message) say.timer = setTimeout(() => say(""), kind === "error" ? 8000 : 6000);
}
document.getElementById("unsaid").addEventListener("click", () => say(""));

/** Run what a click started; what was refused is said. */
export async function tell(work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    say(error.message, "error");
    return undefined;
  }
}

document.querySelector(".tabs [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
for (const select of document.querySelectorAll("select[data-submit]")) {
  select.addEventListener("change", () => select.form.submit());
}
