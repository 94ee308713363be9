/** Breaks comments anew that are wider than 100 columns: `npm run format`. */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { reflowComments } from "./reflow-comments.ts";

for (const file of globSync("{src,bench,.ci}/**/*.ts")) {
  const text = readFileSync(file, "utf8");
  const anew = reflowComments(file, text);
  if (anew !== text) writeFileSync(file, anew);
}
