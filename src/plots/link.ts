/** What trials something shown stands for. A key that is absent, or "", chooses nothing. */
export interface Selection {
  scenario?: string;
  model?: string;
  condition?: string;
  outcome?: string;
  wording?: string;
  arm?: string;
  input?: string;
  /** Id of one trial; of several, with commas between. */
  trial?: string;
  trials?: string;
}

/** Where `parallax view RUN` answers unless told otherwise; links of figures lead there. */
export const viewAddress = "http://127.0.0.1:4747/";

const keys = ["scenario", "model", "condition", "outcome", "wording", "arm", "input", "trial", "trials"] as const;

/**
 * A selection as the query that stands behind `#` in an address of the view:
 * `scenario=insider-trading&arm=paraphrase`.
 */
export function selectionQuery(selection: Selection): string {
  const chosen = keys.flatMap((key) => (selection[key] ? [[key, selection[key]] as [string, string]] : []));
  return new URLSearchParams(chosen).toString();
}

/**
 * What a figure puts into `customdata` for each of its points, so that a click on it leads to its
 * trials: `customdata: gaps.map((gap) => pointData(gap))`, or `pointData({ ...gap, wording })` for
 * a wording's own point. A gap is a selection as it is. The first value is the query that {@link
 * draw} follows, the second says "simulated" where the subject is. Points that stand for no trials
 * (a line of the axis, a published figure) have no `customdata`.
 */
export function pointData(of: Selection & { simulated?: boolean }): [query: string, simulated: string] {
  return [selectionQuery(of), of.simulated ? "simulated" : ""];
}
