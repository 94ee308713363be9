import { readFileSync } from "node:fs";
import { join } from "node:path";
import { didYouMean } from "../lib/closest.ts";
import { zod } from "../lib/lazy.ts";
import { parseYaml } from "../scenarios/parse.ts";
import { scenarioRoot } from "../scenarios/folder.ts";
import type { PublishedFile } from "../scenarios/verbatim/spec.ts";
import type { Mapping } from "./mapping/mapping.ts";

/** A public set of real replies: where its files are pinned, and what they map to. */
interface ReplySource {
  title: string;
  licence: string;
  repo: string;
  /** Empty where it cannot be fetched; `lead` says why. */
  files: PublishedFile[];
  lead: string | null;
  /** What of ours the replies answer; null where the import makes a scenario of its own. */
  scenario: string | null;
  as: string | null;
  mapping: Mapping;
}

/** Every set of `data/sources.yaml`, by name. Throws on the first fault, naming the field. */
export function replySources(file = join(scenarioRoot(), "..", "sources.yaml")): Map<string, ReplySource> {
  const z = zod();
  const prose = z.string().trim().min(1, "expected some text");
  const pinned = z.strictObject({
    path: prose,
    bytes: z.int().positive().nullable().default(null),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, "expected 64 hexadecimal digits")
      .nullable()
      .default(null),
  });
  const entry = z
    .strictObject({
      title: prose,
      licence: prose,
      repo: z.string().regex(/^[\w.-]+\/[\w.-]+$/, "expected owner/repository"),
      commit: z
        .string()
        .regex(/^[0-9a-f]{40}$/, "expected the 40 digits of a commit")
        .optional(),
      files: z.array(pinned).default([]),
      lead: prose.nullable().default(null),
      scenario: prose.nullable().default(null),
      as: prose.nullable().default(null),
      mapping: z.record(z.string(), z.unknown()).default({}),
    })
    .refine(
      ({ commit, files, lead }) => (lead === null ? commit !== undefined && files.length > 0 : files.length === 0),
      "expected commit and files, or a lead that says why there are none",
    );
  const sources = parseYaml(readFileSync(file, "utf8"), z.record(z.string(), entry), "data/sources.yaml");
  return new Map(
    Object.entries(sources).map(([name, { commit, files, mapping, ...source }]) => {
      const { repo, licence } = source;
      const placed = files.map((each) => ({ repo, commit: commit!, licence, ...each }));
      return [name, { ...source, files: placed, mapping: mapping as Mapping }];
    }),
  );
}

/** One set by name. Throws, naming those there are, where there is none, or it is only a lead. */
export function replySource(name: string): ReplySource {
  const all = replySources();
  const source = all.get(name);
  const fetchable = [...all].filter(([, { lead }]) => lead === null).map(([id]) => id);
  if (source === undefined)
    throw new Error(
      `no replies "${name}": expected one of ${fetchable.join(", ")}${didYouMean(name, [...all.keys()])}`,
    );
  if (source.lead !== null)
    throw new Error(
      `replies "${name}" cannot be fetched (${source.lead}): get them from github.com/${source.repo} yourself, and use parallax import`,
    );
  return source;
}
