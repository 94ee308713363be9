import assert from "node:assert/strict";
import { test } from "node:test";
import { countsOf } from "../fixture.ts";
import { gap } from "./gap.ts";
import { withControls } from "./with-controls.ts";

const [one] = gap(countsOf([25, 50], [20, 50], [25, 50]));
const of = (scenario: string, model: string, controlFor: string | null = null) => ({
  ...one!,
  scenario,
  model,
  controlFor,
});

test("a control stands beside the gap that was measured alike, and alone where there is none", () => {
  const gaps = [of("s", "a"), of("c", "a", "s"), of("s", "b"), of("c", "d", "s"), of("x", "a", "y")];
  assert.deepEqual(
    withControls(gaps).map(({ gap: { scenario, model }, control }) => [scenario, model, control && control.model]),
    [
      ["s", "a", "a"],
      ["s", "b", null],
      ["c", "d", null],
      ["x", "a", null],
    ],
  );
});

test("further levels tell which control is whose", () => {
  const at = (level: string, gap: typeof one) => ({ ...gap!, levels: { tier: level }, tier: level });
  const gaps = [at("free", of("s", "a")), at("paid", of("c", "a", "s")), at("free", of("c", "a", "s"))];
  const [first, ...rest] = withControls(gaps);
  assert.equal(first!.control, gaps[2]);
  assert.deepEqual(
    rest.map(({ gap }) => gap),
    [gaps[1]],
  );
});
