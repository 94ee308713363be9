import { readFileSync } from "node:fs";

/** The README and the pages of this project that it links to, in the order of its links. */
export function pagesOf(root: URL): string[] {
  const links = readFileSync(new URL("README.md", root), "utf8").matchAll(/\]\((?!https?:|#)([^)#]+\.md)\)/g);
  return [...new Set(["README.md", ...[...links].map(([, page]) => page!)])];
}
