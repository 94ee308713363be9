import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { gallery } from "./gallery.ts";

const snapshots = path.join(import.meta.dirname, "snapshots");

for (const [name, draw] of Object.entries(gallery)) {
  const figure = draw();
  test(`${name} is the spec that was looked at`, (t) => {
    t.assert.fileSnapshot(figure, path.join(snapshots, `${name}.snap`), {
      serializers: [(value) => `${JSON.stringify(value, null, 1)}\n`],
    });
  });

  test(`${name} says its units, its n, and which text stood for the published side`, () => {
    const shown = JSON.stringify(figure.layout).replaceAll("<br>", " ");
    assert.match(shown, /percentage points|% of trials/);
    assert.match(shown, /\bn = \d+/);
    // a judge's grades of either side; perturbations, which are of neither
    if (name !== "confusion" && !name.startsWith("cue-")) assert.match(shown, /Published side: /);
  });

  test(`${name} holds no colour that a dark page would not know`, async () => {
    const { darkByLight } = await import("./theme.ts");
    const colours = JSON.stringify(figure).match(/#[0-9a-f]{6}/g) ?? [];
    assert.deepEqual(
      colours.filter((colour) => !Object.hasOwn(darkByLight, colour)),
      [],
    );
  });
}
