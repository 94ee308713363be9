import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogue } from "./catalogue.ts";
import { checkModelId } from "./check-id.ts";
import { knownModels, knownSubjects } from "./known.ts";

test("what an editor offers is the catalogue: mend known.ts where this fails", () => {
  assert.deepEqual(
    knownModels,
    catalogue().map(({ id }) => id),
  );
});

for (const id of knownSubjects) test(`${id} can be asked`, () => checkModelId(id));
