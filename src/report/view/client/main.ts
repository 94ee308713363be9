import { whole } from "../../../lib/number-text.ts";
import type { Reading } from "../open-view.ts";
import type { ViewTrial } from "../view-trial.ts";
import { readAddress, writeAddress, type Shown } from "./address.ts";
import { besideMenu, nearest } from "./beside.ts";
import { choose } from "./choose.ts";
import { byId, element } from "./element.ts";
import { openFilters } from "./filters.ts";
import { keys, listen } from "./keys.ts";
import { openList } from "./list.ts";
import { remember } from "./remember.ts";
import { rowOf } from "./row.ts";
import { openSource } from "./source.ts";
import { transcriptOf } from "./transcript.ts";

remember();
const [box, reader, help] = [byId("list"), byId("reader"), byId<HTMLDialogElement>("help")];
const hear = ({ done, planned }: Reading) => {
  if (planned > 0) byId("count").textContent = `reading the run: ${whole(done)} of ${whole(planned)} trials graded …`;
};
const source = await openSource(hear).catch((error: Error) => {
  byId("count").textContent = error.message;
  throw error;
});
const table = source.index;
let shown: Shown = readAddress(location.hash);
let chosen: number[] = [];
/** 1 of each trial whose replies have the words that are searched for. */
let said = new Uint8Array(table.ids.length);
let searching = new AbortController();
let reading = new AbortController();
let isSearching = false;

const list = openList(box, {
  height: 52,
  fill: (row) => rowOf(table, chosen[row]!, shown.filters),
  pick: (row) => (go({ trial: table.ids[chosen[row]!]!, beside: "" }), box.focus()),
});
const bar = openFilters(table, (filters) => go({ filters }));
const rowNow = () => chosen.findIndex((place) => table.ids[place] === shown.trial);

/** Shows something else, and says so in the address. */
function go(change: Partial<Shown>): void {
  const before = shown;
  shown = { ...shown, ...change };
  if (change.filters) narrow(before.filters.q);
  history.replaceState(null, "", writeAddress(shown));
  if (shown.trial !== before.trial || shown.beside !== before.beside) void read();
  if (!change.filters) list.select(rowNow());
}

/**
 * Fits the list to the filters; the first trial that is left is shown where the one shown is not.
 */
function narrow(searched?: string): void {
  if (shown.filters.q !== searched) {
    said = new Uint8Array(table.ids.length);
    isSearching = (shown.filters.q ?? "").length > 1;
    void search(shown.filters.q ?? "");
  }
  chosen = choose(table, shown.filters, said);
  if (rowNow() < 0) shown = { ...shown, trial: chosen.length > 0 ? table.ids[chosen[0]!]! : "", beside: "" };
  bar.show(shown.filters, said);
  list.show(chosen.length, rowNow());
  const all = whole(table.ids.length);
  const more = `${shown.filters.trials ? ", as linked" : ""}${isSearching ? ", still searching" : ""}`;
  byId("count").textContent = `${whole(chosen.length)} of ${all} trials${more}`;
  box.ariaBusy = String(isSearching);
}

/** Looks for words in what was replied, and adds what it finds. */
async function search(words: string): Promise<void> {
  searching.abort();
  searching = new AbortController();
  if (words.length < 2) return;
  const { signal } = searching;
  let seen = 0;
  try {
    await new Promise((resolve) => setTimeout(resolve, 15));
    for await (const { places, all } of source.search(words, signal)) {
      if (signal.aborted) return;
      isSearching = !all;
      if (!all && places.length === seen) continue;
      seen = places.length;
      said = new Uint8Array(table.ids.length);
      for (const place of places) said[place] = 1;
      take(words);
    }
  } catch {
    if (signal.aborted || !isSearching) return;
    isSearching = false;
    take(words);
  }
}

/** Takes up what was found so far. */
function take(words: string): void {
  const { trial } = shown;
  narrow(words);
  if (shown.trial !== trial || trial === "") void read();
}

async function read(): Promise<void> {
  reading.abort();
  reading = new AbortController();
  const { signal } = reading;
  if (shown.trial === "") {
    const none = isSearching ? "Searching what was replied …" : "No trial fits these filters.";
    return reader.replaceChildren(element("p", { class: "muted", role: "status" }, none));
  }
  const get = async (id: string): Promise<ViewTrial | null> => (id === "" ? null : source.trial(id, signal));
  try {
    const [trial, beside] = await Promise.all([get(shown.trial), get(shown.beside)]);
    const menu = besideMenu(table, table.ids.indexOf(shown.trial), shown.beside, (id) => go({ beside: id }));
    reader.replaceChildren(...(menu ? [element("div", { class: "tools" }, menu)] : []), transcriptOf(trial!, beside));
    reader.scrollTop = 0;
  } catch (error) {
    if (!signal.aborted)
      reader.replaceChildren(element("p", { class: "muted", role: "alert" }, (error as Error).message));
  }
}

function to(row: number): void {
  if (chosen.length > 0) go({ trial: table.ids[chosen[Math.min(Math.max(row, 0), chosen.length - 1)]!]!, beside: "" });
}

listen({
  move: (by) => to(rowNow() + by),
  page: (by) => to(rowNow() + by * list.page()),
  ends: (last) => to(last ? chosen.length - 1 : 0),
  search: () => byId<HTMLInputElement>("search").select(),
  open: () => reader.focus(),
  back: () => box.focus(),
  beside() {
    const place = table.ids.indexOf(shown.trial);
    const other = shown.beside === "" && place >= 0 ? nearest(table, place) : null;
    go({ beside: other === null ? "" : table.ids[other]! });
  },
  unfold() {
    const all = [...reader.querySelectorAll<HTMLDetailsElement>("details:not(.across)")];
    const folded = all.some(({ open }) => !open);
    for (const each of all) {
      each.open = folded;
      // the browser's own comes a moment later: nothing is seen open and empty
      each.dispatchEvent(new Event("toggle"));
    }
  },
  clear: () => go({ filters: {} }),
  help: () => help.showModal(),
});
byId("help-button").addEventListener("click", () => help.showModal());
const line = ([pressed, does]: [string, string]) => [element("dt", {}, pressed), element("dd", {}, does)];
byId("keys").replaceChildren(...keys.flatMap(line));
addEventListener("hashchange", () => {
  const wanted = readAddress(location.hash);
  shown = { ...wanted, filters: shown.filters };
  go({ filters: wanted.filters, trial: wanted.trial });
  void read();
});

byId("run").textContent = table.run;
const strayed = shown.trial !== "" && !table.ids.includes(shown.trial) ? [`No trial ${shown.trial} in this run.`] : [];
byId("notes").replaceChildren(...[...table.notes, ...strayed].map((note) => element("p", {}, note)));
narrow();
history.replaceState(null, "", writeAddress(shown));
void read();
if (document.activeElement === document.body) box.focus();
reader.ariaBusy = "false"; // from here on keys are heard
// The second frame begins when the first has been painted.
requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("parallax-painted")));
