import { zod } from "../../lib/lazy.ts";
import { changeSpec } from "../edits/change-spec.ts";
import { liftable } from "./text-factor.ts";

/** The shape of perturbations.yaml. */
export function perturbationsSpec() {
  const z = zod();
  const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "expected lower-case words joined by hyphens");
  const title = z.string().trim().min(1, "expected some text");
  const of = z.array(id).min(1).optional();
  const change = z.strictObject({ of, change: changeSpec() });
  return z.strictObject({
    factors: z.array(
      z.strictObject({
        id,
        title,
        lifts: z.array(z.enum(liftable)).default([]),
        bases: of,
        spare: z.boolean().default(false),
        levels: z.array(z.strictObject({ id, title, changes: z.array(change).default([]), through: title.optional() })),
      }),
    ),
  });
}
