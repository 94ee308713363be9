import type { z } from "zod";
import { lazy, zod } from "../../lib/lazy.ts";
import { specs } from "../spec.ts";

/** The shape of `verbatim.yaml`, made when one is first read. */
export const verbatimSpec = lazy(() => {
  const z = zod();
  const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "expected lower-case words joined by hyphens");
  const prose = z.string().trim().min(1, "expected some text");
  const levels = z.record(z.string(), z.array(id).min(1));

  const file = z
    .strictObject({
      repo: z.string().regex(/^[\w-][\w.-]*\/[\w-][\w.-]*$/, "expected owner/repository"),
      commit: z.string().regex(/^(?:[0-9a-f]{40}|HEAD)$/, "expected the 40 digits of a commit, or HEAD"),
      path: z.string().regex(/^(?!\/)(?!.*(?:^|\/)\.{0,2}(?:\/|$))[\w ./-]+$/, "expected a path inside the repository"),
      bytes: z.int().positive().nullable().default(null),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/, "expected 64 hexadecimal digits")
        .nullable()
        .default(null),
      licence: prose,
    })
    .refine(({ commit, sha256 }) => commit !== "HEAD" || sha256 === null, "HEAD moves; pin the checksum to a commit");

  const value = z.union([z.string(), z.record(z.string(), z.record(id, z.string()))]);
  const part = z.strictObject({
    file: id,
    at: z.string().optional(),
    python: prose.optional(),
    until: prose.optional(),
    without: z.array(prose).default([]),
    emptied: z.array(prose).default([]),
    rename: z.record(prose, prose).optional(),
    variables: z
      .union([
        z.strictObject({ file: id, block: prose }),
        z.strictObject({
          file: id,
          python: z.array(prose).min(1),
          also: z.record(z.string(), z.string()).default({}),
        }),
      ])
      .optional(),
    fill: z.record(z.string(), z.string()).optional(),
    jinja: z.record(z.string(), value).optional(),
    include: z.record(z.string(), id.nullable()).default({}),
    only: levels.default({}),
    blank: z.int().min(0).default(1),
  });
  const when = z.strictObject({ reply: id, is: id }).nullable().default(null);
  const turn = z.union([
    z.strictObject({ messages: id, drop: z.int().min(0).default(0) }),
    z.strictObject({
      role: z.enum(["system", "user", "assistant"]),
      text: z.array(part).min(1),
      number: z.strictObject({ each: prose, as: z.string().includes("{n}", "expected {n}, the number") }).optional(),
      when,
    }),
    z.strictObject({ reply: id, when }),
  ]);

  const wording = specs().wording.pick({
    private: true,
    facts: true,
    choice: true,
    readings: true,
    examples: true,
  }).shape;
  return z.strictObject({
    title: prose,
    differs: z.array(prose).default([]),
    files: z.record(id, file),
    canary: z.strictObject({ file: id, at: z.string() }).nullable().default(null),
    only: levels.default({}),
    turns: z.array(turn).default([]),
    ...wording,
  });
});

/**
 * `verbatim.yaml`: pinned files of a published prompt, and how its turns are made from them.
 * Without `turns` the files are fetched and no wording is made. `differs` says in words what is
 * known to be unlike the original.
 */
export type VerbatimSpec = z.infer<ReturnType<typeof verbatimSpec>>;

/**
 * A pinned file. A `sha256` of null has been confirmed by nobody: what is fetched first is
 * recorded, and holds ever after.
 */
export type PublishedFile = VerbatimSpec["files"][string];

export type TurnSpec = VerbatimSpec["turns"][number];

/**
 * A piece of a turn: a file, the field `at` of a JSON file, or what the name `python` of a Python
 * file stands for; up to the first place of `until`; `without` the lines that contain one of these;
 * with lines `emptied` that do; `rename`d words; `${name}` filled from the JSON block under a
 * heading of another file, or from a dict of a Python file and what is set beside it; `{name}`
 * filled; Jinja rendered with templates of ours as values, or values by factor and level. `only`
 * says under which levels it is said, `blank` how many blank lines stand before it.
 */
export type PartSpec = Extract<TurnSpec, { role: unknown }>["text"][number];
