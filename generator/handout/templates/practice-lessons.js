// The list of lessons, what there is to read, and the results; then the page begins.

// -- the list of lessons

const nameOf = (lesson) =>
  [lesson.above, lesson.title].filter(Boolean).join(" · ") || "Words and sentences";
// Chinese in a title is read as Chinese by a screen reader.
const spoken = (text) =>
  text
    .split(/(\p{Script=Han}+)/u)
    .map((part, at) => (at % 2 ? node("span", { lang: "zh" }, part) : part));
const counted = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;
const facts = (lesson) => {
  const due = lesson.words.filter(isDue).length;
  const fresh = lesson.words.filter((word) => !boxes.has(word.id)).length;
  const parts = [counted(lesson.words.length, "word")];
  if (due) parts.push(`${due} to repeat today`);
  if (fresh) parts.push(`${fresh} new`);
  if (lesson.due) parts.push(`for ${lesson.due}`);
  return parts.join(", ");
};
const lessonPart = (lesson) => {
  const starts = { cards, gaps, matching, listening };
  const buttons = Object.entries(KINDS).map(([kind, label]) =>
    button(label, () => starts[kind](lesson), { "data-kind": kind }),
  );
  buttons.push(button("Read", () => read(lesson), { "data-kind": "read" }));
  return node(
    "section",
    { class: "lesson" },
    node("h3", {}, ...spoken(nameOf(lesson))),
    node("p", {}, facts(lesson)),
    node("div", { class: "buttons", role: "group", "aria-label": nameOf(lesson) }, ...buttons),
  );
};
const lessonsPart = () => {
  const due = DATA.lessons.flatMap((lesson) =>
    lesson.words.filter(isDue).map((word) => [lesson, word]),
  );
  const parts = [];
  if (!isKept)
    parts.push(
      node(
        "p",
        { class: "note" },
        "This browser keeps nothing for this page: results are lost when you close it.",
      ),
    );
  if (due.length)
    parts.push(
      button(
        `Repeat today: ${counted(due.length, "word")}`,
        () => cardRound(due.slice(0, ROUND), true),
        {
          class: "first",
          "data-kind": "due",
        },
      ),
    );
  parts.push(...DATA.lessons.map(lessonPart), resultPart(), helpPart());
  return parts;
};
const home = () => show("Lessons", ...lessonsPart());

// -- words and sentences to read

const read = (lesson) => {
  const rows = lesson.words.map((word) => node("li", {}, ...named(word), ...listen(word.zh)));
  show(
    nameOf(lesson),
    node("h3", {}, "Words"),
    node("ul", { class: "list" }, ...rows),
    node("h3", {}, "Sentences"),
    ...lesson.sentences.map(sentenceBox),
    back(),
  );
};

// -- results

const finish = (title, right, all, remark = "") => {
  const again = button("Back to the lessons", () => home(), { class: "first" });
  show(`${title}: ${right} of ${all} at the first try`, node("p", {}, remark), again);
};
const resultOf = (lesson) => {
  const parts = [];
  for (const kind of Object.keys(KINDS)) {
    const [right, all] = scoreOf(lesson, kind);
    if (all) parts.push(`${kind} ${right} of ${all}`);
  }
  if (!parts.length) return "";
  const begun = lesson.words.filter((word) => boxes.has(word.id)).length;
  const known = lesson.words.filter((word) => boxOf(word)[0] >= KNOWN_BOX).length;
  const words = `${counted(lesson.words.length, "word")}: ${begun} begun, ${known} known`;
  return `${nameOf(lesson)}: ${parts.join(", ")}. ${words}`;
};
const resultPart = () => {
  const lines = DATA.lessons.map(resultOf).filter(Boolean);
  const heading = node("h3", {}, "Your result");
  if (!lines.length)
    return node("section", {}, heading, node("p", {}, "Nothing yet: do an exercise."));
  const text = [`${DATA.title}, ${date(today())}`, ...lines].join("\n");
  const field = node(
    "textarea",
    { readonly: "", rows: lines.length * 3 + 1, "aria-label": "Your result" },
    text,
  );
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      tell("Copied.");
    } catch {
      field.select();
      tell("This browser does not let the page copy. The result is marked: copy it by hand.");
    }
  };
  const buttons = [button("Copy", copy)];
  // A person who closes the sharing sheet again has done nothing wrong
  if (navigator.share)
    buttons.push(
      button("Share", () => navigator.share({ text }).catch(() => tell("Not shared."))),
    );
  return node(
    "section",
    {},
    heading,
    field,
    node("div", { class: "buttons" }, ...buttons, forget()),
  );
};
const forget = () => {
  let isSure = false;
  const made = button("Delete my results", () => {
    if (isSure) {
      boxes.clear();
      scores.clear();
      save();
      home();
      return tell("Deleted.");
    }
    isSure = true;
    made.textContent = "Press again to delete";
    return tell("All boxes and results of this page will be deleted.");
  });
  return made;
};
const helpPart = () => {
  const days = DAYS.slice(1).join(", ");
  const lines = [
    `Cards lie in ${DAYS.length - 1} boxes. A word that you knew goes one box up and comes back` +
      ` after ${days} days. A word that you did not know goes back to the start, and is asked` +
      " again in the same round.",
    `A round has ${ROUND} cards at most: those that are due today, then new ones. You judge` +
      " yourself; the first answer counts.",
    "Gaps, matching and listening move no word; they count what was right at the first try.",
    `In the result, known means: in box ${KNOWN_BOX} or higher.`,
    "Results stay in this browser on this device. Nothing is sent, unless you send it. They" +
      " cannot be taken over into Anki.",
    "Listening uses a voice that is on the device, never one of a server.",
  ];
  return node(
    "details",
    {},
    node("summary", {}, "How this works"),
    ...lines.map((line) => node("p", {}, line)),
  );
};

load();
window.speechSynthesis?.getVoices(); // some browsers look for voices only when asked
place("Lessons", ...lessonsPart());
