import { lazy } from "../lib/lazy.ts";
import { aa } from "../stats/gap/aa.ts";
import { cutoff } from "../stats/gap/cutoff.ts";
import { contrast } from "../stats/gap/contrast.ts";
import { flips } from "../stats/wordings/flips.ts";
import { trialsOf } from "../stats/fixture.ts";
import { calibration } from "../stats/design/calibration.ts";
import { checkClaims } from "../stats/claims/check-claims.ts";
import { dose } from "../stats/wordings/dose.ts";
import { gap } from "../stats/gap/gap.ts";
import { posterior } from "../stats/posterior/posterior.ts";
import { mediation } from "../stats/wordings/mediation.ts";
import { specifications } from "../stats/gap/specifications.ts";
import { power } from "../stats/design/power.ts";
import { beside } from "./figures/beside.ts";
import { calibrationFigure } from "./figures/calibration-figure.ts";
import { claimsFigure } from "./figures/claims-figure.ts";
import { confusion } from "./figures/confusion.ts";
import { cueForest } from "./figures/cue-forest.ts";
import { cueMap } from "./figures/cue-map.ts";
import { cueShares } from "./figures/cue-shares.ts";
import { cutoffScatter } from "./figures/cutoff-scatter.ts";
import { flipBars } from "./figures/flip-bars.ts";
import { wordsAndDeeds } from "./figures/words-and-deeds.ts";
import { datedCutoff, datedGaps, datedScenarios } from "./dated-gaps.ts";
import type { Figure } from "./figure.ts";
import {
  againShown,
  cellsShown,
  claimsShown,
  cuesShown,
  galleryGaps,
  gradesShown,
  seenShown,
  specifiedShown,
} from "./gallery-data.ts";
import { gapForest } from "./figures/gap-forest.ts";
import { heatMap } from "./figures/heat-map.ts";
import { ladder } from "./figures/ladder.ts";
import { noiseFloor } from "./figures/noise-floor.ts";
import { posteriorFigure } from "./figures/posterior-figure.ts";
import { powerCurves } from "./figures/power-curves.ts";
import { recognitionScatter } from "./figures/recognition-scatter.ts";
import { specificationCurve } from "./figures/specification-curve.ts";
import { slopes } from "./figures/slopes.ts";
import { wordingSpread } from "./figures/wording-spread.ts";

/** The first group that is compared: one fit is enough to be looked at. */
const isMeasured = ({ model, condition }: (typeof cellsShown)[number]) =>
  model === "local/smollm2-135m" && condition === "tier=free";

const doses = lazy(() => dose(cellsShown));
const of = (model: string) => galleryGaps().find((each) => each.model === model)!;

/** The figures of the gallery, by name, each made when it is called for. */
export const gallery = {
  "gap-forest": () =>
    gapForest(galleryGaps(), {
      names: { "alignment-faking-animal-welfare": "Alignment faking, animal-welfare framing" },
    }),
  "gap-forest-one": () => gapForest(galleryGaps().slice(0, 1)),
  "wording-spread": () => wordingSpread(of("local/smollm2-135m")),
  "wording-spread-simulated": () => wordingSpread(of("simulated/recognizer")),
  "wording-spread-floor": () => wordingSpread(of("anthropic/claude-opus-4-6")),
  ladder: () => ladder(doses()[0]!),
  "ladder-simulated": () => ladder(doses()[2]!),
  slopes: () => slopes(galleryGaps().filter(({ scenario }) => scenario === "alignment-faking-animal-welfare")),
  "slopes-floor": () => slopes(galleryGaps().filter(({ scenario }) => scenario === "insider-trading")),
  claims: () => claimsFigure(checkClaims(claimsShown, galleryGaps(), { margin: 0.15 })),
  posterior: () => posteriorFigure(posterior(cellsShown.filter(isMeasured), { together: false })[0]!),
  "power-curves": () =>
    powerCurves(
      [20, 50, 100].flatMap((n) =>
        [4, 8, 12, 20].map((k) => power({ k, n, rate: 0.6, gap: -0.2, tau: 0.8 }, { studies: 100 })),
      ),
    ),
  calibration: () =>
    calibrationFigure([8, 20].map((k) => calibration({ k, n: 50, rate: 0.5, gap: 0, tau: 0.8 }, { sets: 200 }))),
  beside: () => beside(galleryGaps()[0]!, gap(seenShown)[0]!),
  "recognition-scatter": () => recognitionScatter(mediation(galleryGaps()[0]!, gap(seenShown)[0]!)!),
  "heat-map": () => heatMap(galleryGaps()),
  "noise-floor": () => noiseFloor(galleryGaps(), aa(cellsShown, againShown)),
  confusion: () => confusion(gradesShown()),
  "cutoff-scatter": () => cutoffScatter(cutoff(datedGaps(), datedScenarios, { cutoff: datedCutoff })),
  "cue-forest": () => cueForest(cuesShown()),
  "cue-shares": () => cueShares(cuesShown()),
  "cue-map": () => cueMap(cuesShown()[0]!),
  "cue-map-simulated": () => cueMap(cuesShown()[1]!, { factor: "form" }),
  "flip-bars": () => flipBars(flips(trialsOf({ k: 4, inputs: 30, epochs: 1, published: 1.5, paraphrase: -0.5 }))),
  "specification-curve": () => specificationCurve(specifications(specifiedShown())[0]!),
  "words-and-deeds": () =>
    wordsAndDeeds(gap(seenShown), contrast(cellsShown, { column: "condition", plus: "tier=free", minus: "tier=paid" })),
} satisfies Record<string, () => Figure>;
