import type { Data } from "plotly.js";
import type { Gap } from "../stats/gap/gap.ts";
import type { WordingRate } from "../stats/groups/group.ts";
import type { key } from "./block.ts";
import { dots, drawn, publishedLook, type Dot, type Look } from "./dots.ts";
import { rateInterval, rateOf } from "./gap-words.ts";
import { headOf, type Names } from "./names.ts";
import { points } from "./text.ts";
import { light } from "./theme.ts";

/**
 * A wording, the height its mark is drawn at, and whether it shares its row with others of its arm.
 */
export interface Mark {
  wording: WordingRate;
  y: number;
  strip: boolean;
}

interface Kind extends Look {
  name: string;
  glyph: string;
}

const published: Kind = { ...publishedLook, name: "published side", glyph: "◆" };
const rungs: Record<string, Omit<Kind, "color">> = {
  light: { name: "light rewording", symbol: "triangle-up", glyph: "▲", size: 12 },
  medium: { name: "medium rewording", symbol: "circle", glyph: "●", size: 10 },
  heavy: { name: "heavy rewording", symbol: "square", glyph: "■", size: 9 },
};
const unranked = { name: "paraphrase", symbol: "circle", glyph: "●", size: 10 };
const looks = [published, ...Object.values(rungs), unranked].map(({ name }) => name);

function look(wording: WordingRate): Kind {
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
  return [...groups.values()].flatMap((group) => {
    const { wording: first, strip } = group[0]!;
    const { name, ...style } = look(first);
    const shown = strip ? { ...style, symbol: "line-ns-open" } : { ...style, hollow: gap.simulated };
    return dots(
      name,
      group.map((mark) => dotOf(mark, gap, names)),
      shown,
    );
  });
}

function dotOf({ wording, y, strip }: Mark, gap: Gap, names: Names): Dot {
  const text = hover(wording, gap, names);
  const of = { ...gap, wording: wording.wording };
  return { x: points(wording.rate), y, xs: strip ? null : drawn(wording.ci), text, of };
}

function hover({ wording, rate, ci, n, rung, arm }: WordingRate, gap: Gap, names: Names): string {
  const interval = ci ? ` ${rateInterval(gap, ci)}` : "";
  const kind = [arm, rung].filter(Boolean).join(", ");
  return `${headOf(names, wording, gap.scenario)}\n${rateOf(gap, rate)}${interval}, ${n === null ? "n not given" : `n = ${n}`}\n${kind}`;
}
