import { aa } from "../stats/aa.ts";
import { calibration } from "../stats/calibration.ts";
import { dose } from "../stats/dose.ts";
import { gap } from "../stats/gap.ts";
import { mediation } from "../stats/mediation.ts";
import { power } from "../stats/power.ts";
import { beside } from "./beside.ts";
import { calibrationFigure } from "./calibration-figure.ts";
import { confusion } from "./confusion.ts";
import type { Figure } from "./figure.ts";
import { againShown, cellsShown, galleryGaps, gradesShown, seenShown } from "./gallery-data.ts";
import { gapForest } from "./gap-forest.ts";
import { heatMap } from "./heat-map.ts";
import { ladder } from "./ladder.ts";
import { noiseFloor } from "./noise-floor.ts";
import { powerCurves } from "./power-curves.ts";
import { recognitionScatter } from "./recognition-scatter.ts";
import { slopes } from "./slopes.ts";
import { wordingSpread } from "./wording-spread.ts";

/** The figures of the gallery, by name. */
export function gallery(): Record<string, Figure> {
  const gaps = galleryGaps();
  const doses = dose(cellsShown);
  const studies = [20, 50, 100].flatMap((n) =>
    [4, 8, 12, 20].map((k) => power({ k, n, rate: 0.6, gap: -0.2, tau: 0.8 }, { studies: 100 })),
  );
  const of = (model: string) => gaps.find((each) => each.model === model)!;
  return {
    "gap-forest": gapForest(gaps, {
      names: { "alignment-faking-animal-welfare": "Alignment faking, animal-welfare framing" },
    }),
    "gap-forest-one": gapForest(gaps.slice(0, 1)),
    "wording-spread": wordingSpread(of("local/smollm2-135m")),
    "wording-spread-simulated": wordingSpread(of("simulated/recognizer")),
    "wording-spread-floor": wordingSpread(of("anthropic/claude-opus-4-6")),
    ladder: ladder(doses[0]!),
    "ladder-simulated": ladder(doses[2]!),
    slopes: slopes(gaps.filter(({ scenario }) => scenario === "alignment-faking-animal-welfare")),
    "slopes-floor": slopes(gaps.filter(({ scenario }) => scenario === "insider-trading")),
    "power-curves": powerCurves(studies),
    calibration: calibrationFigure(
      [8, 20].map((k) => calibration({ k, n: 50, rate: 0.5, gap: 0, tau: 0.8 }, { sets: 200 })),
    ),
    beside: beside(gaps[0]!, gap(seenShown)[0]!),
    "recognition-scatter": recognitionScatter(mediation(gaps[0]!, gap(seenShown)[0]!)!),
    "heat-map": heatMap(gaps),
    "noise-floor": noiseFloor(gaps, aa(cellsShown, againShown)),
    confusion: confusion(gradesShown()),
  };
}
