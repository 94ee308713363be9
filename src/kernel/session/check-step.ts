import assert from "node:assert/strict";
import type { Step } from "./language-cases.ts";
import type { CellResult, Output } from "./output.ts";

/** Throws where a cell did not end, print or show as its step in the table says. */
export function checkStep(step: Step, result: CellResult, outputs: Output[]): void {
  const printed = (name: string) =>
    outputs.map((output) => (output.type === "stream" && output.name === name ? output.text : "")).join("");
  if (step.error === undefined) assert.equal(result.status, "ok", JSON.stringify(result));
  else {
    assert.ok(result.status === "error", `${step.code} did not throw`);
    const message = `${result.ename}: ${result.evalue}`;
    if (typeof step.error === "string") assert.equal(message, step.error);
    else assert.match(message, step.error);
    assert.doesNotMatch(result.traceback.join("\n"), /kernel\/session|cell\$|cell:\d/);
    if (step.at !== undefined) assert.ok(result.traceback.includes(step.at), result.traceback.join("\n"));
  }
  if (result.status === "ok" && step.value !== undefined) {
    assert.equal(result.value?.data["text/plain"] ?? null, step.value, step.code);
  }
  if (step.stdout instanceof RegExp) assert.match(printed("stdout"), step.stdout);
  else if (step.stdout !== undefined) assert.equal(printed("stdout"), step.stdout);
  if (step.stderr !== undefined) assert.match(printed("stderr"), step.stderr);
}
