import { byId, element } from "../../view/client/element.ts";
import { passageOf } from "../../view/client/passage.ts";
import type { BlindPage, Labelling, Question } from "../labelling.ts";

const answers: [key: string, label: string, says: string][] = [
  ["1", "1", "yes"],
  ["0", "0", "no"],
  ["h", "0.5", "half"],
  ["u", "", "cannot tell"],
];
const keys: [string, string][] = [
  ...answers.map(([key, label, says]): [string, string] => [key, label === "" ? says : `${says}: ${label}`]),
  ["←  k", "question before"],
  ["→  j", "next question"],
  ["n", "next question without your label"],
  ["Backspace", "take your label back"],
  ["e", "write a reason; Enter or Escape leaves it"],
  ["?", "this help"],
];
const [labeller, reason] = [byId<HTMLInputElement>("labeller"), byId<HTMLInputElement>("reason")];
const [reader, help, saved] = [byId("reader"), byId<HTMLDialogElement>("help"), byId("saved")];
let sheet: Labelling = { file: "", labeller: "", questions: [] };
let at = 0;
let reading = new AbortController();
/** The sheet as it is being read; what is done meanwhile is done to it once it has been. */
let begun: Promise<void> = Promise.resolve();

/** Reads the sheet as one person sees it, and goes on where they left off. */
function begin(name: string): Promise<void> {
  begun = begun.then(() => readSheet(name));
  return begun;
}

async function readSheet(name: string): Promise<void> {
  sheet = (await (await fetch(`sheet.json?labeller=${encodeURIComponent(name)}`)).json()) as Labelling;
  await to(
    Math.max(
      0,
      sheet.questions.findIndex(({ label }) => label === null),
    ),
  );
}

async function to(place: number): Promise<void> {
  at = Math.min(Math.max(place, 0), sheet.questions.length - 1);
  const question = sheet.questions[at];
  show();
  reading.abort();
  reading = new AbortController();
  const { signal } = reading;
  if (!question) return reader.replaceChildren(element("p", { class: "muted" }, "Nothing is asked in this sheet."));
  try {
    const query = new URLSearchParams({ id: question.id, outcome: question.outcome });
    const answer = await fetch(`trial.json?${query.toString()}`, { signal });
    if (!answer.ok) throw new Error(await answer.text());
    const { criteria, passages } = (await answer.json()) as BlindPage;
    byId("criteria").textContent = criteria;
    reader.replaceChildren(element("h2", {}, `Conversation ${at + 1}`), ...passages.map(passageOf));
    reader.scrollTop = 0;
  } catch (error) {
    if (!signal.aborted) reader.replaceChildren(element("p", { role: "alert" }, (error as Error).message));
  }
}

function show(): void {
  const question = sheet.questions[at];
  const done = sheet.questions.filter(({ label }) => label !== null).length;
  const bar = byId<HTMLProgressElement>("progress");
  [bar.max, bar.value] = [Math.max(1, sheet.questions.length), done];
  byId("count").textContent = `${at + 1} of ${sheet.questions.length}; ${done} labelled`;
  byId("outcome").textContent = question?.outcome ?? "";
  for (const [key, label] of answers)
    byId(`answer-${key}`).setAttribute("aria-pressed", String(question?.label === label));
  reason.value = question?.reason ?? "";
}

/** Writes a label to the sheet; what is shown is what was written. */
async function put(question: Question, label: string | null, why: string): Promise<boolean> {
  const name = labeller.value.trim();
  if (name === "") {
    labeller.focus();
    return say("say who labels first", true);
  }
  const { id, outcome } = question;
  const body = JSON.stringify({ id, outcome, labeller: name, label, reason: why });
  const answer = await fetch("label", { method: "POST", body }).catch(() => null);
  if (!answer?.ok) return say(`not saved: ${(await answer?.text()) ?? "the server has ended"}`, true);
  Object.assign(question, { label, reason: label === null ? "" : why });
  return say(label === null ? "taken back" : "saved");
}

function say(text: string, wrong = false): boolean {
  saved.textContent = text;
  saved.toggleAttribute("data-wrong", wrong);
  return !wrong;
}

async function label(value: string): Promise<void> {
  const question = sheet.questions[at];
  const here = at;
  if (question && (await put(question, value, reason.value.trim())) && at === here) await to(at + 1);
}

async function takeBack(): Promise<void> {
  const question = sheet.questions[at];
  if (question && question.label !== null && (await put(question, null, ""))) show();
}

function nextOpen(): Promise<void> {
  const open = (place: number) => sheet.questions[place]!.label === null;
  const places = sheet.questions.keys().toArray();
  const next = [...places.slice(at + 1), ...places.slice(0, at + 1)].find(open);
  return next === undefined ? Promise.resolve(void say("all is labelled")) : to(next);
}

const does: Record<string, () => unknown> = {
  ...Object.fromEntries(answers.map(([key, value]) => [key, () => label(value)])),
  ArrowLeft: () => to(at - 1),
  ArrowRight: () => to(at + 1),
  k: () => to(at - 1),
  j: () => to(at + 1),
  n: nextOpen,
  Backspace: takeBack,
  e: () => reason.focus(),
  "?": () => help.showModal(),
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || help.open) return;
  if ((event.target as Element).matches("input")) {
    if (event.key === "Enter" || event.key === "Escape") reader.focus();
    return;
  }
  const act = Object.hasOwn(does, event.key) ? does[event.key] : undefined;
  if (!act) return;
  event.preventDefault();
  void begun.then(act);
});
labeller.addEventListener("change", () => {
  localStorage.setItem("parallax-labeller", labeller.value.trim());
  void begin(labeller.value.trim());
});
reason.addEventListener("change", () => {
  const question = sheet.questions[at];
  if (question && question.label !== null) void put(question, question.label, reason.value.trim());
});
for (const [key, value, says] of answers) {
  const button = element("button", { id: `answer-${key}`, "aria-pressed": "false" }, element("kbd", {}, key), says);
  button.addEventListener("click", () => void begun.then(() => label(value)));
  byId("answers").append(button);
}
byId("before").addEventListener("click", () => void to(at - 1));
byId("next").addEventListener("click", () => void to(at + 1));
byId("help-button").addEventListener("click", () => help.showModal());
byId("keys").append(...keys.flatMap(([key, says]) => [element("dt", {}, key), element("dd", {}, says)]));

labeller.value = localStorage.getItem("parallax-labeller") ?? "";
await begin(labeller.value);
(labeller.value === "" ? labeller : reader).focus();
reader.ariaBusy = "false"; // from here on keys are heard
