import { rounded } from "../../../lib/number-text.ts";
import { NOT_ASKED, type IndexTable } from "../index-table.ts";
import type { Filter } from "./address.ts";
import { outcomesOf, valueOf } from "./choose.ts";
import { element } from "./element.ts";

/** The content of a row of the list: what the trial is, and what came of it. */
export function rowOf(table: IndexTable, place: number, filters: Partial<Record<Filter, string>>): Node[] {
  const of = (field: Parameters<typeof valueOf>[1]) => valueOf(table, field, place);
  const arm = of("arm");
  const facts = [of("model"), of("condition"), of("input"), `#${table.epochs[place]}`].filter(Boolean);
  const looked = outcomesOf(table, filters).filter(
    ({ headline, values }) => values[place] !== NOT_ASKED && (headline || filters.outcome !== undefined),
  );
  const status = of("status") === "done" ? [] : [element("span", { class: "chip off" }, of("status"))];
  return [
    element(
      "div",
      { class: "what" },
      element("strong", { class: `arm ${arm}` }, of("wording")),
      element("span", {}, ` ${[arm === of("wording") ? "" : arm, of("scenario")].filter(Boolean).join(" · ")}`),
      element("div", { class: "facts" }, facts.join(" · ")),
    ),
    element(
      "div",
      { class: "chips" },
      ...status,
      ...looked.map((outcome) => chip(outcome.id, outcome.values[place]!, outcome.disputed.includes(place))),
    ),
  ];
}

function chip(outcome: string, value: number | null, differ: boolean): HTMLElement {
  const shown = value === null ? "?" : String(rounded(value, 2));
  const said = `${outcome}: ${value === null ? "unscored" : shown}${differ ? ", judges disagree" : ""}`;
  const kind = value === null ? "unscored" : value >= 0.5 ? "one" : "zero";
  return element("span", { class: `chip ${kind}`, title: said, "aria-label": said }, `${shown}${differ ? " ≠" : ""}`);
}
