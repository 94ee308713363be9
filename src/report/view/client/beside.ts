import { publishedArms } from "../../../scenarios/arms.ts";
import type { IndexTable } from "../index-table.ts";
import { valueOf } from "./choose.ts";
import { element } from "./element.ts";

/**
 * The same case in the scenario's other wordings: one trial each of the same model, condition and
 * input, of the same epoch where there is one. In the order of the list, in which the published
 * side comes first.
 */
function counterparts(table: IndexTable, place: number): number[] {
  const same = (other: number) =>
    (["scenario", "model", "condition", "input"] as const).every(
      (field) => table.columns[field].codes[other] === table.columns[field].codes[place],
    );
  const byWording = new Map<number, number>();
  const here = table.columns.wording.codes[place]!;
  for (let other = 0; other < table.ids.length; other++) {
    const wording = table.columns.wording.codes[other]!;
    if (wording === here || !same(other)) continue;
    if (!byWording.has(wording) || table.epochs[other] === table.epochs[place]) byWording.set(wording, other);
  }
  return [...byWording.values()].toSorted((a, b) => a - b);
}

/**
 * The counterpart that says most: the published side for a rewording, the first paraphrase for the
 * published side.
 */
export function nearest(table: IndexTable, place: number): number | null {
  const all = counterparts(table, place);
  const isPublished = (each: number) => publishedArms.some((arm) => arm === valueOf(table, "arm", each));
  const wanted = isPublished(place)
    ? all.find((each) => valueOf(table, "arm", each) === "paraphrase")
    : all.find((each) => isPublished(each));
  return wanted ?? all[0] ?? null;
}

/** The menu of what to put beside a trial; `pick` is told the trial's id, or "" for nothing. */
export function besideMenu(
  table: IndexTable,
  place: number,
  chosen: string,
  pick: (id: string) => void,
): HTMLElement | null {
  const all = counterparts(table, place);
  if (all.length === 0) return null;
  const option = (value: string, label: string) => element("option", { value }, label);
  const named = (each: number) => `${valueOf(table, "wording", each)} (${valueOf(table, "arm", each)})`;
  const select = element(
    "select",
    { id: "beside" },
    option("", "nothing"),
    ...all.map((each) => option(table.ids[each]!, named(each))),
  );
  const away = table.ids.indexOf(chosen);
  if (chosen !== "" && away >= 0 && !all.includes(away)) select.append(option(chosen, named(away)));
  select.value = chosen;
  select.addEventListener("change", () => pick(select.value));
  return element("label", {}, element("span", {}, "beside it"), select);
}
