import { whole } from "../../../lib/number-text.ts";
import { fields, type IndexTable } from "../index-table.ts";
import type { Filter } from "./address.ts";
import { countsOf, scores } from "./choose.ts";
import { byId, element } from "./element.ts";

type Filters = Partial<Record<Filter, string>>;

export interface FilterBar {
  /** Shows what is chosen, and how many trials each other choice would leave. */
  show(filters: Filters, said: Uint8Array): void;
}

const menus: readonly Filter[] = [...fields, "outcome", "value"];

/**
 * The menus, the box for disagreement and the search field; `change` is told what is chosen then.
 */
export function openFilters(table: IndexTable, change: (filters: Filters) => void): FilterBar {
  let current: Filters = {};
  const set = (name: Filter, value: string) => {
    const rest = { ...current };
    delete rest[name];
    change(value === "" ? rest : { ...rest, [name]: value });
  };
  const bar = byId("menus");
  const selects = new Map<Filter, HTMLSelectElement>();
  for (const name of menus) {
    if (name in table.columns && table.columns[name as keyof IndexTable["columns"]].values.length < 2) continue;
    const select = element("select", { id: `filter-${name}` });
    select.addEventListener("change", () => set(name, select.value));
    bar.append(element("label", {}, element("span", {}, name), select));
    selects.set(name, select);
  }
  const disputed = byId<HTMLInputElement>("filter-disputed");
  disputed.addEventListener("change", () => set("disputed", disputed.checked ? "yes" : ""));
  const search = byId<HTMLInputElement>("search");
  search.addEventListener("input", () => set("q", search.value.trim()));
  byId("clear").addEventListener("click", () => change({}));

  return {
    show(filters, said) {
      current = filters;
      for (const [name, select] of selects) {
        const chosen = filters[name] ?? "";
        const counts = countsOf(table, filters, said, name);
        if (chosen !== "" && !counts.some(([value]) => value === chosen)) counts.push([chosen, 0]);
        const option = (value: string, label: string) => element("option", { value }, label);
        const label = (value: string) => (name === "value" ? (scores[value] ?? value) : value || "none");
        select.replaceChildren(
          option("", `any (${counts.length})`),
          ...counts.map(([value, n]) => option(value, `${label(value)} · ${whole(n)}`)),
        );
        select.value = chosen;
        select.dataset["set"] = String(chosen !== "");
      }
      disputed.checked = filters.disputed !== undefined;
      if (search.value.trim() !== (filters.q ?? "")) search.value = filters.q ?? "";
      byId("clear").hidden = Object.keys(filters).length === 0;
    },
  };
}
