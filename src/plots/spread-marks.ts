import type { Data } from "plotly.js";
import type { Gap } from "../stats/gap.ts";
import type { WordingRate } from "../stats/group.ts";
import type { key } from "./block.ts";
import { rateInterval, rateOf } from "./gap-words.ts";
import { pointData } from "./link.ts";
import { headOf, type Names } from "./names.ts";
import { hoverText, points } from "./text.ts";
import { light } from "./theme.ts";

/** A wording, the height its mark is drawn at, and whether it shares its row with others of its arm. */
export interface Mark {
  wording: WordingRate;
  y: number;
  strip: boolean;
}

interface Look {
  name: string;
  color: string;
  symbol: string;
  glyph: string;
  size: number;
}

const published: Look = { name: "published side", color: light.published, symbol: "diamond", glyph: "◆", size: 13 };
const rungs: Record<string, Omit<Look, "color">> = {
  light: { name: "light rewording", symbol: "triangle-up", glyph: "▲", size: 12 },
  medium: { name: "medium rewording", symbol: "circle", glyph: "●", size: 10 },
  heavy: { name: "heavy rewording", symbol: "square", glyph: "■", size: 9 },
};
const unranked = { name: "paraphrase", symbol: "circle", glyph: "●", size: 10 };
const looks = [published, ...Object.values(rungs), unranked].map(({ name }) => name);

function look(wording: WordingRate): Look {
  if (wording.published) return published;
  if (wording.arm === "paraphrase") return { ...(rungs[wording.rung] ?? unranked), color: light.paraphrase };
  return { name: wording.arm, symbol: "circle", glyph: "●", size: 9, color: light.other };
}

/** The key's items for the wordings of the gap: published first, then by rung. */
export function spreadKey(compared: readonly WordingRate[]): Parameters<typeof key>[0] {
  const used = new Map(compared.map((wording) => [look(wording).name, look(wording)]));
  const items = [...used.values()].toSorted((a, b) => looks.indexOf(a.name) - looks.indexOf(b.name));
  return items.map(({ glyph, color, name }) => [glyph, color, name]);
}

/** One trace for each kind of wording; a simulated subject's marks are hollow. */
export function spreadTraces(marks: readonly Mark[], gap: Gap, names: Names): Data[] {
  const groups = Map.groupBy(marks, ({ wording }) => look(wording).name);
  return [...groups.values()].map((group) => {
    const { wording: first, strip } = group[0]!;
    const { name, color, symbol, size } = look(first);
    const hollow = gap.simulated && !strip;
    return {
      type: "scatter",
      mode: "markers",
      name,
      x: group.map(({ wording }) => points(wording.rate)),
      y: group.map(({ y }) => y),
      error_x: {
        type: "data",
        symmetric: false,
        visible: !strip,
        array: group.map(({ wording }) => points((wording.ci?.[1] ?? wording.rate) - wording.rate)),
        arrayminus: group.map(({ wording }) => points(wording.rate - (wording.ci?.[0] ?? wording.rate))),
        color,
        thickness: 2,
        width: 0,
      },
      marker: {
        symbol: strip ? "line-ns-open" : symbol,
        size,
        color: hollow ? light.paper : color,
        line: { color: strip || hollow ? color : light.paper, width: hollow ? 2 : 1.5 },
      },
      customdata: group.map(({ wording }) => pointData({ ...gap, wording: wording.wording })),
      text: group.map(({ wording }) => hoverText(hover(wording, gap, names))),
      hovertemplate: "%{text}<extra></extra>",
    };
  });
}

function hover({ wording, rate, ci, n, rung, arm }: WordingRate, gap: Gap, names: Names): string {
  const interval = ci ? ` ${rateInterval(gap, ci)}` : "";
  const kind = [arm, rung].filter(Boolean).join(", ");
  return `${headOf(names, wording, gap.scenario)}\n${rateOf(gap, rate)}${interval}, ${n === null ? "n not given" : `n = ${n}`}\n${kind}`;
}
