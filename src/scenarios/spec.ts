import type { z } from "zod";
import { lazy, zod } from "../lib/lazy.ts";
import { arms, publishedArms } from "./arms.ts";
import { changeSpec } from "./edits/change-spec.ts";
import { gateSpec } from "./gate/gate-spec.ts";
import { perturbationsSpec } from "./perturbations/perturbations-spec.ts";

/** The shapes of the files, made when a scenario is first loaded. */
export const specs = lazy(() => {
  const z = zod();
  const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "expected lower-case words joined by hyphens");
  const name = z.string().regex(/^[a-z][a-z0-9_]*$/, "expected a lower-case word, as templates use it");
  const prose = z.string().trim().min(1, "expected some text");

  const choice = z.strictObject({ ask: prose, one: prose, zero: prose });
  const reading = z.strictObject({
    parts: z.record(id, z.string().min(1)).default({}),
    patterns: z.record(id, z.string().min(1)).default({}),
    otherwise: id.nullable().optional(),
    last: z.literal(true).optional(),
    act: z.string().min(1).optional(),
    unless: z.record(id, z.string().min(1)).optional(),
  });
  const readings = z.record(id, reading);
  const examples = z.record(id, z.record(id, prose));

  const tools = z.strictObject({
    instead: z.array(z.strictObject({ from: prose, to: prose })).min(1),
    offered: z
      .array(
        z.strictObject({
          name: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, "expected lower-case words joined by underscores"),
          description: prose,
          parameters: z.record(name, prose),
          written: prose,
        }),
      )
      .min(1),
  });

  const privateMark = z.union([
    z.strictObject({ open: prose, close: prose, first: z.literal(true).optional() }),
    z.strictObject({ lines: prose }),
  ]);

  const measure = z.discriminatedUnion("by", [
    z.strictObject({ by: z.literal("pattern"), reply: id, one: z.array(id).min(1), zero: z.array(id).min(1) }),
    z.strictObject({
      by: z.literal("rubric"),
      replies: z.array(id).min(1),
      rubric: id,
      notes: z.literal("hidden").optional(),
    }),
    z.strictObject({ by: z.literal("choice") }),
  ]);

  const change = changeSpec();
  const arm = z.enum(arms).exclude(["perturbation"]);
  const edited = z.array(arm).min(1).default(publishedArms.slice());
  const edit = z.strictObject({ id, title: prose, of: edited, change });

  const scenario = z.strictObject({
    id: id.optional(),
    title: prose,
    decision: prose,
    source: z
      .strictObject({
        citation: prose,
        url: z.url("expected a URL"),
        published: z.iso.date("expected a date as 2024-12-31"),
        bibtex: prose,
      })
      .nullable()
      .default(null),
    control: id.nullable().default(null),
    controlFor: id.nullable().default(null),
    factors: z
      .array(z.strictObject({ id: name, title: prose, levels: z.array(z.strictObject({ id, title: prose })).min(1) }))
      .default([]),
    varied: z.array(z.strictObject({ id, text: prose, carried: name.nullable() })).default([]),
    invariants: z.array(z.strictObject({ id, text: prose })).default([]),
    outcomes: z
      .array(z.strictObject({ id, title: prose, one: prose, headline: z.boolean().default(false), measure }))
      .min(1, "expected at least one outcome"),
    distinctive: z.array(prose).default([]),
    edits: z.array(edit).default([]),
    gate: gateSpec().optional(),
    choice: choice.optional(),
    readings: readings.default({}),
    examples: examples.default({}),
  });

  const wording = z.strictObject({
    arm,
    rung: z.enum(["light", "medium", "heavy"]).nullable().default(null),
    title: prose,
    canary: prose.optional(),
    provenance: z.strictObject({ model: prose, prompt: prose, date: z.iso.date(), seed: z.int() }).optional(),
    heldOut: z.boolean().default(false),
    only: z.record(name, z.array(id).min(1)).default({}),
    private: z.array(privateMark).min(1).optional(),
    retelling: z.array(prose).min(1).optional(),
    facts: z.record(name, z.union([prose.transform((one) => [one]), z.array(prose).min(1)])).optional(),
    tools: tools.optional(),
    choice: choice.optional(),
    readings: readings.default({}),
    examples: examples.default({}),
  });

  const inputs = z.record(id, z.record(name, prose));

  return { scenario, wording, inputs, readings, perturbations: perturbationsSpec() };
});

type Spec<K extends keyof ReturnType<typeof specs>> = z.infer<ReturnType<typeof specs>[K]>;

/** `scenario.yaml` as it is written, before its defaults are handed down to the wordings. */
export type ScenarioSpec = Spec<"scenario">;

export type ReadingSpecs = Spec<"readings">;
