import assert from "node:assert/strict";
import { test } from "node:test";
import type { Parent } from "./message.ts";
import { packText, unpackText } from "./pack-text.ts";
import type { Tell } from "./port.ts";

const [one, two] = ['{"msg_id":"one"}', '{"msg_id":"two"}'] as const;
const text = (parent: Parent | null, text: string, name: "stdout" | "stderr" = "stdout"): Tell => ({
  type: "output",
  parent,
  output: { type: "stream", name, text },
});
const shown: Tell = {
  type: "output",
  parent: two,
  output: { type: "display", data: {}, metadata: {}, displayId: null },
};

test("texts cross as strings once their parent is known, and come out as they were", () => {
  const messages: Tell[] = [
    text(null, "before any cell"),
    text(one, "a"),
    text(one, ""),
    text(one, "b\n", "stderr"),
    { type: "handled", id: 1 },
    text(one, "c"),
    shown,
    text(two, "d"),
    text(one, "late"),
    text(null, "e"),
  ];
  const packed = messages.map(packText());
  assert.deepEqual(
    packed.filter((each) => typeof each === "string"),
    ["o", "eb\n", "oc", "od"],
  );
  assert.deepEqual(packed.map(unpackText()), messages);
});
