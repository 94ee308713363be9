import { zod } from "../../lib/lazy.ts";

/** The shape of a change of a text, as a scenario's files declare it. */
export function changeSpec() {
  const z = zod();
  const prose = z.string().trim().min(1, "expected some text");
  const some = (record: object) => Object.keys(record).length > 0;
  return z.discriminatedUnion("by", [
    z.strictObject({ by: z.literal("rename"), names: z.record(prose, prose).refine(some, "expected one or more") }),
    z.strictObject({ by: z.enum(["prose", "lists"]) }),
    z.strictObject({
      by: z.literal("reorder"),
      role: z.enum(["system", "user"]),
      first: z.int().min(0).default(0),
      last: z.int().min(0).default(0),
      begins: prose.optional(),
      labels: prose.optional(),
    }),
    z.strictObject({ by: z.literal("cut"), lines: z.array(prose).min(1) }),
    z.strictObject({
      by: z.literal("replace"),
      texts: z.record(prose, z.string()).refine(some, "expected one or more"),
    }),
    z.strictObject({
      by: z.literal("add"),
      role: z.enum(["system", "user"]),
      at: z.enum(["start", "end", "before-last"]),
      text: prose,
    }),
  ]);
}
