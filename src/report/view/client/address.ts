import { fields, type Field } from "../index-table.ts";

/**
 * What the list can be narrowed by. `value` is 1, 0, between or unscored; `disputed` is yes; `q`
 * are words searched for; `trials` are ids with commas between, as a figure's link names them.
 */
export type Filter = Field | "outcome" | "value" | "disputed" | "q" | "trials";

/**
 * What is shown, as it stands behind `#` in the address: the list's filters, the trial, and the one
 * beside it.
 */
export interface Shown {
  filters: Partial<Record<Filter, string>>;
  trial: string;
  beside: string;
}

const filters: readonly Filter[] = [...fields, "outcome", "value", "disputed", "q", "trials"];

/** Reads an address's part from `#` on; what is not known is left out. */
export function readAddress(hash: string): Shown {
  const query = new URLSearchParams(hash.replace(/^#/, ""));
  const chosen = filters.flatMap((name) => (query.get(name) ? [[name, query.get(name)!]] : []));
  return { filters: Object.fromEntries(chosen), trial: query.get("trial") ?? "", beside: query.get("beside") ?? "" };
}

/** The reverse of {@link readAddress}. */
export function writeAddress({ filters, trial, beside }: Shown): string {
  const all = Object.entries({ ...filters, trial, beside }).filter(([, value]) => value);
  return `#${new URLSearchParams(all).toString()}`;
}
