import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/**
 * Declares this package, with every export of type any, what newer JavaScript our notebooks use,
 * and `display`. tslab's own TypeScript 5.0 knows the library of 2022, does not resolve a package
 * by its own name, and would compile our sources to CommonJS if it did.
 */
const index = new URL("../../index.ts", import.meta.url);
const additions = `
declare module "parallax-evals" {
${exportsOf(index)
  .map((name) => `  export const ${name}: any;\n  export type ${name} = any;`)
  .join("\n")}
${namespacesOf(index)
  .map(
    ({ name, names }) =>
      `  export namespace ${name} {\n${names.map((each) => `    type ${each} = any;`).join("\n")}\n  }`,
  )
  .join("\n")}
}
declare function display(value: any): void;
interface ArrayConstructor { fromAsync(from: any): Promise<any[]>; }
interface MapConstructor { groupBy(items: any, key: any): Map<any, any>; }
`;

/** What a module exports, values and types, as its text says. */
function exportsOf(module: URL): string[] {
  const text = readFileSync(module, "utf8");
  const found = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name!);
  return [
    ...found(/^export (?:abstract |async )?(?:class|const|function|interface|type) (\w+)/gm),
    ...found(/^export (?:type )?\{([^}]*)\}/gm).flatMap((list) => list.match(/\w+(?=\s*(,|$))/g) ?? []),
    ...found(/^export \* as (\w+) from/gm),
    ...found(/^export \* from "(.*)"/gm).flatMap((from) => exportsOf(new URL(from, module))),
  ];
}

/** What stands under one name of a module, as its text says, so that it can be named as a type. */
function namespacesOf(module: URL): { name: string; names: string[] }[] {
  const all = [...readFileSync(module, "utf8").matchAll(/^export \* as (\w+) from "(.*)"/gm)];
  return all.map(([, name, from]) => ({ name: name!, names: exportsOf(new URL(from!, module)) }));
}

const tslab = createRequire(createRequire(import.meta.url).resolve("tslab"));
const { sys } = tslab("@tslab/typescript-for-tslab") as {
  sys: { readFile(...args: string[]): string | undefined };
};
const { readFile } = sys;
sys.readFile = (...args) => {
  const text = readFile(...args);
  return text !== undefined && args[0]!.endsWith("/lib.es2022.d.ts") ? text + additions : text;
};
