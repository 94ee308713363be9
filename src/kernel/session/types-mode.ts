import { readFileSync } from "node:fs";

/**
 * `off`: types are for completion and hover only. `warn`: complaints show below a cell. `strict`:
 * they stop it.
 */
export type TypesMode = "off" | "warn" | "strict";

/**
 * What `PARALLAX_TYPES` says, else the notebook's own metadata (`{"parallax": {"types":
 * "strict"}}`), else `otherwise`. Throws on a word that is none of the three.
 */
export function typesMode(notebook: string | undefined, otherwise: TypesMode, env = process.env): TypesMode {
  const asked = env["PARALLAX_TYPES"] || metadataOf(notebook) || otherwise;
  if (asked === "off" || asked === "warn" || asked === "strict") return asked;
  throw new Error(`types "${asked}" in PARALLAX_TYPES or the notebook's metadata: expected off, warn or strict`);
}

function metadataOf(notebook: string | undefined): string | undefined {
  try {
    if (notebook === undefined) return undefined;
    const { metadata } = JSON.parse(readFileSync(notebook, "utf8")) as { metadata?: { parallax?: { types?: string } } };
    return metadata?.parallax?.types;
  } catch {
    return undefined;
  }
}
