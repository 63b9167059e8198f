// The exercises of a practice page.

const NOT_ENOUGH = "This lesson has too few words for this exercise.";

// -- cards

const cards = (lesson) => {
  const due = lesson.words.filter(isDue).sort((one, other) => boxOf(one)[0] - boxOf(other)[0]);
  const fresh = lesson.words.filter((word) => !boxes.has(word.id));
  const wanted = [...due, ...fresh].slice(0, ROUND);
  const pairs = (wanted.length ? wanted : mixed(lesson.words).slice(0, ROUND)).map((word) => [
    lesson,
    word,
  ]);
  if (pairs.length) cardRound(pairs, wanted.length > 0);
  else tell(NOT_ENOUGH);
};

// Ask each card until it was known; the first answer counts. A round ahead of time moves no word.
const cardRound = (pairs, isMoving) => {
  const queue = pairs.map(([lesson, word]) => ({ lesson, word, isAgain: false }));
  let right = 0;
  let done = 0;
  const grade = (card, isRight) => {
    if (!card.isAgain) {
      count(card.lesson, "cards", isRight);
      right += Number(isRight);
    }
    if (isMoving) move(card.word, isRight);
    if (isRight) done += 1;
    else queue.push({ ...card, isAgain: true });
    next();
  };
  const next = () => {
    const card = queue.shift();
    if (!card)
      return finish(
        "Cards",
        right,
        pairs.length,
        isMoving ? "" : "No word was due, so none was moved.",
      );
    const { lesson, word } = card;
    const answer = node("div", { class: "answer", tabindex: "-1" });
    const open = button(
      "Show the answer",
      () => {
        answer.append(...backOf(lesson, word));
        open.replaceWith(
          node(
            "div",
            { class: "buttons" },
            button("Not yet", () => grade(card, false), { "data-grade": "no" }),
            button("I knew it", () => grade(card, true), {
              "data-grade": "yes",
              class: "first",
            }),
          ),
        );
        answer.focus();
      },
      { class: "first" },
    );
    const again = card.isAgain ? ", once more" : "";
    return show(
      `Card ${done + 1} of ${pairs.length}${again}`,
      progress(done, pairs.length),
      node("p", { class: "front" }, chinese(word)),
      ...listen(word.zh),
      answer,
      open,
      back(),
    );
  };
  next();
};
const backOf = (lesson, word) => {
  const lines = [
    node("p", {}, reading(word.reading)),
    node("p", { class: "gloss" }, english(word)),
  ];
  if (word.other)
    lines.push(
      node("p", {}, "Also written: ", node("span", { lang: "zh", class: "zh" }, word.other)),
    );
  return [...lines, sentenceBox(lesson.sentences[word.sentence])];
};
const sentenceBox = (sentence) =>
  node(
    "blockquote",
    {},
    node("p", {}, chinese(sentence)),
    node("p", {}, reading(sentence.reading)),
    node("p", {}, english(sentence)),
    ...listen(sentence.say || sentence.zh, "Listen to the sentence"),
  );

// -- gaps and listening: questions with answers to choose from

// A question has the right word and wrong ones, the label of an answer, what stands above, what
// comes after the answer, and what happens when it begins.
const askAll = (lesson, kind, questions) => {
  let right = 0;
  const ask = (at) => {
    const question = questions[at];
    if (!question) return finish(KINDS[kind], right, questions.length);
    const options = node("div", { class: "options", role: "group", "aria-label": "Answers" });
    const choose = (word, chosen) => {
      const isRight = word === question.word;
      right += Number(isRight);
      count(lesson, kind, isRight);
      for (const [option, one] of shown) {
        option.disabled = true;
        if (one === question.word) option.prepend("✓ ");
      }
      if (!isRight) chosen.prepend("✗ ");
      const label = at + 1 < questions.length ? "Next" : "Result";
      const onward = button(label, () => ask(at + 1), { class: "first" });
      options.after(...question.after(), onward);
      onward.focus();
      tell(isRight ? "Right: " : "Not this one. Right is: ", ...named(question.word));
    };
    const shown = mixed([question.word, ...question.wrong]).map((word) => {
      const option = button(question.label(word), () => choose(word, option), {
        "data-word": word.id,
      });
      return [option, word];
    });
    options.append(...shown.map(([option]) => option));
    show(
      `${KINDS[kind]}: ${at + 1} of ${questions.length}`,
      progress(at, questions.length),
      ...question.above(),
      options,
      back(),
    );
    return question.begin?.();
  };
  if (questions.length) ask(0);
  else tell(NOT_ENOUGH);
};

// The sentence of a gap, and a function that fills it.
const gapLine = (gap, sentence, word) => {
  const holes = gap.parts
    .slice(1)
    .map(() => node("span", { class: "gap", role: "img", "aria-label": "gap" }));
  const line = node("p", { class: "line", lang: sentence.lang }, gap.parts[0]);
  for (const [at, hole] of holes.entries()) line.append(hole, gap.parts[at + 1]);
  const fill = () => {
    for (const hole of holes) hole.replaceWith(node("mark", {}, word.zh));
  };
  return { line, fill };
};
// A sentence stands once in a round: with another gap it would give the first answer away.
const roundOfGaps = (lesson) => {
  const bySentence = new Map(mixed(lesson.gaps).map((gap) => [gap.sentence, gap]));
  return mixed([...bySentence.values()]).slice(0, ROUND);
};
const gaps = (lesson) => {
  const questions = roundOfGaps(lesson).map((gap) => {
    const sentence = lesson.sentences[gap.sentence];
    const word = lesson.words[gap.word];
    const { line, fill } = gapLine(gap, sentence, word);
    return {
      word,
      wrong: gap.wrong.map((at) => lesson.words[at]),
      label: (one) => chinese(one),
      above: () => [line, node("p", { class: "hint" }, english(sentence))],
      after: () => {
        fill();
        return [
          node("p", {}, reading(sentence.reading)),
          ...listen(sentence.say || sentence.zh),
        ];
      },
    };
  });
  askAll(lesson, "gaps", questions);
};

const isApart = (lesson, word, other) =>
  word !== other &&
  !(word.like ?? []).includes(lesson.words.indexOf(other)) &&
  word.reading !== other.reading &&
  word.gloss !== other.gloss;
const asked = (lesson) => lesson.words.filter((word) => word.asked);

const listening = (lesson) => {
  if (!voice()) return tell(NO_VOICE);
  const questions = [];
  for (const word of mixed(asked(lesson))) {
    const wrong = mixed(asked(lesson)).filter((other) => isApart(lesson, word, other));
    if (wrong.length < CHOICES - 1 || questions.length === ROUND) continue;
    questions.push({
      word,
      wrong: wrong.slice(0, CHOICES - 1),
      label: (one) => node("span", {}, one.gloss),
      above: () => [
        node("p", {}, "Which meaning do you hear?"),
        ...listen(word.zh, "Listen again"),
      ],
      after: () => [node("p", { class: "line" }, chinese(word), " ", reading(word.reading))],
      begin: () => speak(word.zh),
    });
  }
  return askAll(lesson, "listening", questions);
};

// -- matching

const matching = (lesson) => {
  const words = [];
  for (const word of mixed(asked(lesson)))
    if (words.length < PAIRS && words.every((one) => isApart(lesson, one, word)))
      words.push(word);
  if (words.length < 3) return tell(NOT_ENOUGH);
  const missed = new Set();
  const open = new Set(words);
  const picked = { word: null, meaning: null };
  const pick = (side, word, pressed) => {
    const old = picked[side];
    if (old) old.pressed.setAttribute("aria-pressed", "false");
    picked[side] = old?.pressed === pressed ? null : { word, pressed };
    if (picked[side]) pressed.setAttribute("aria-pressed", "true");
    if (picked.word && picked.meaning) compare();
  };
  const compare = () => {
    const { word: one, meaning: other } = picked;
    picked.word = null;
    picked.meaning = null;
    one.pressed.setAttribute("aria-pressed", "false");
    other.pressed.setAttribute("aria-pressed", "false");
    if (one.word !== other.word) {
      missed.add(one.word);
      return tell(chinese(one.word), ` is not “${other.word.gloss}”. Try again.`);
    }
    count(lesson, "matching", !missed.has(one.word));
    open.delete(one.word);
    for (const { pressed } of [one, other]) {
      pressed.disabled = true;
      pressed.prepend("✓ ");
    }
    if (!open.size) return finish(KINDS.matching, words.length - missed.size, words.length);
    main.querySelector(".words button:enabled").focus();
    return tell("Right: ", ...named(one.word));
  };
  const column = (side, label, inside, classes) => {
    const buttons = mixed(words).map((word) => {
      const made = button(inside(word), () => pick(side, word, made), {
        "aria-pressed": "false",
        "data-word": word.id,
      });
      return made;
    });
    return node("div", { class: classes, role: "group", "aria-label": label }, ...buttons);
  };
  return show(
    "Matching",
    node("p", {}, "Choose a word, then its meaning."),
    node(
      "div",
      { class: "columns" },
      column("word", "Words", (word) => chinese(word), "words"),
      column("meaning", "Meanings", (word) => node("span", {}, word.gloss), "meanings"),
    ),
    back(),
  );
};
