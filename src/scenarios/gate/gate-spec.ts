import { zod } from "../../lib/lazy.ts";

/** The shape of `gate` in scenario.yaml. */
export function gateSpec() {
  const z = zod();
  const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "expected lower-case words joined by hyphens");
  const forms = z.array(z.string().min(1));
  const levels = z.record(z.string(), z.array(id).min(1));
  const band = z.number().positive();
  const stated = z.strictObject({
    id,
    title: z.string().min(1),
    degrees: z.record(id, forms.min(1)),
    hedges: forms.default([]),
    degree: id.nullable().default(null),
    only: levels.default({}),
  });
  return z
    .strictObject({
      length: z.tuple([band, band]),
      readingLevel: band,
      tone: z.strictObject({ insistent: band, polite: band, informal: band, excited: band }).partial(),
      rungs: z.array(z.enum(["overlap", "edit", "embedding"])),
      task: forms,
      stated: z.array(stated),
      clashes: z.array(z.strictObject({ when: levels, never: forms.min(1) })),
      inputs: z.array(z.strictObject({ mark: z.string(), value: z.string(), least: z.number().min(0).max(1) })),
      labels: forms,
    })
    .partial();
}
