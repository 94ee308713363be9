import assert from "node:assert/strict";
import { test } from "node:test";
import { galleryGaps } from "../plots/gallery-data.ts";
import type { Gap } from "../stats/gap/gap.ts";
import { elsewhereSection } from "./elsewhere-section.ts";

const [gap] = galleryGaps() as [Gap];
const said = (set: Partial<Gap>) => String(elsewhereSection({ gaps: [{ ...gap, ...set }], source: "somebody" }, {}));

test("what an interval is for is said as it is: two texts, all that were asked, or wordings like them", () => {
  assert.match(said({ k: 1, ciLike: null }), /these two texts.*compares two texts/s);
  assert.match(said({ k: 3, ciLike: null }), /exactly these wordings/);
  assert.doesNotMatch(said({ k: 3, ciLike: null }), /two texts/);
  assert.match(said({ k: 3, ciLike: [-0.2, 0.1] }), /wordings like these/);
});
