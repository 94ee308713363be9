import { significant } from "../../../lib/number-text.ts";
import type { Judged, ViewTrial } from "../view-trial.ts";
import { align } from "./align.ts";
import { element } from "./element.ts";
import { passageOf, toInvariant } from "./passage.ts";

const kinds: Record<Judged["kind"], string> = {
  judge: "",
  member: "of the panel",
  other: "graded before",
  person: "a person",
};

/** One conversation, or two turn by turn beside each other, each with what was made of it. */
export function transcriptOf(trial: ViewTrial, beside: ViewTrial | null): HTMLElement {
  const sides = beside === null ? [trial] : [trial, beside];
  const across = (cells: (HTMLElement | null)[]) => cells.map((cell) => cell ?? element("div"));
  const rows =
    beside === null
      ? trial.passages.map((passage) => [passageOf(passage)])
      : align(trial.passages, beside.passages).map((pair) => across(pair.map((each) => each && passageOf(each))));
  return element(
    "article",
    {
      class: beside === null ? "sides one" : "sides two",
      "aria-label": sides.map(({ title }) => title).join(", beside "),
    },
    ...sides.map(headOf),
    ...sides.map(judgedOf),
    sides.some(hasQuotes) ? invariantsOf(sides) : null,
    ...rows.flat(),
    ...(sides.some(({ incomplete }) => incomplete)
      ? sides.map((side) => element("p", { class: "muted" }, side.incomplete))
      : []),
    trial.invariants.length === 0 || sides.some(hasQuotes) ? null : invariantsOf(sides),
  );
}

function headOf({ id, title, facts }: ViewTrial): HTMLElement {
  const link = element("a", { href: `#trial=${id}`, title: "a link to this trial alone" }, id.slice(0, 12));
  return element("header", {}, element("h2", {}, title), element("p", { class: "muted" }, `${facts} · `, link));
}

function judgedOf({ judged }: ViewTrial): HTMLElement {
  const line = ({ outcome, kind, by, value, why }: Judged) => {
    const score = value === null ? "unscored" : significant(value, 4);
    const chip = element(
      "span",
      { class: `chip ${value === null ? "unscored" : value >= 0.5 ? "one" : "zero"}` },
      score,
    );
    const who = [by, kinds[kind]].filter(Boolean).join(", ");
    return element(
      "li",
      { class: kind },
      element("strong", {}, outcome),
      " ",
      chip,
      ` ${who}`,
      why ? element("div", { class: "why" }, why) : null,
    );
  };
  return element("ul", { class: "judged", "aria-label": "grades" }, ...judged.map(line));
}

const hasQuotes = ({ invariants }: ViewTrial): boolean => invariants.some(({ quoted }) => quoted);

/** The scenario's invariants; those that a judge quoted lead to where they are said. */
function invariantsOf(sides: readonly ViewTrial[]): HTMLElement {
  const quotes = sides.some(hasQuotes);
  const line = ({ text }: ViewTrial["invariants"][number], i: number) => {
    const lacking = sides.filter(({ invariants }) => !invariants[i]?.quoted).length;
    if (!quotes || lacking === sides.length) return element("li", {}, text);
    const link = element("button", { "data-colour": String((i + 1) % 6) }, text);
    link.addEventListener("click", () => toInvariant(i + 1));
    return element("li", {}, link, lacking > 0 ? " (quoted on one side)" : "");
  };
  const list = element("ol", { class: "invariants" }, ...sides[0]!.invariants.map(line));
  const box = element(
    "details",
    { class: "across" },
    element("summary", {}, "what every wording of the scenario must say"),
    list,
  );
  box.open = quotes;
  return box;
}
