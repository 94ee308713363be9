import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { ending, sources } from "../lib/here.ts";
import type { Answer } from "./asked.ts";

const servable =
  /^\/(report\/(?:view|label|watch)\/client\/[a-z-]+|report\/view\/index-table|report\/pieces|lib\/number-text|scenarios\/arms)\.(?:ts|js)$/;

/**
 * A module of a page's own script, by its path below our source folder, as JavaScript: a `.ts` file
 * loses its types and keeps everything else, so there is nothing to build. Null where there is no
 * such module.
 */
export async function clientFile(path: string): Promise<Answer | null> {
  const name = servable.exec(path)?.[1];
  if (name === undefined) return null;
  const file = fileURLToPath(new URL(`${name}${ending}`, sources));
  const source = await readFile(file, "utf8").catch(() => null);
  if (source === null) return null;
  if (ending === ".js") return { type: "text/javascript", body: source };
  const { transformSync } = await import("oxc-transform");
  const { code, errors } = transformSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`);
  return { type: "text/javascript", body: code };
}

/** The address of a page's own script, relative to the server's root. */
export const clientPath = (name: string): string => `report/${name}${ending}`;
