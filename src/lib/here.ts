import { createRequire } from "node:module";
import { extname } from "node:path";

/**
 * Where this program's sources are, and what they end with: `.ts` in a clone, `.js` in a package.
 * Modules that are bundled ask here, as a bundle lies elsewhere and this module stays apart from
 * it.
 */
export const sources = new URL("../", import.meta.url);
export const ending = extname(import.meta.url);

/** Loads packages that are installed for this program. */
export const require: NodeJS.Require = createRequire(import.meta.url);
