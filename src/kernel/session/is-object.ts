import { parse } from "./syntax.ts";

/** Whether a cell is nothing but an object literal, which read as statements would be a block. */
export function isObject(source: string): boolean {
  if (!/^\s*\{[^]*\}\s*$/.test(source)) return false;
  const { program, problems } = parse(`(${source})`, "ts");
  return problems.length === 0 && program.body.length === 1 && program.body[0].expression?.type === "ObjectExpression";
}
