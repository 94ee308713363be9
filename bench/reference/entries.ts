import path from "node:path";
import type { Node, ObjectExpression, VariableDeclarator } from "oxc-parser";
import { moduleOf, publicNames, type PublicName } from "./modules.ts";

/** A public name with what its source says of it. */
export interface Entry {
  /** As a notebook writes it: `gap`, `stats.rate`. */
  name: string;
  /** The file that declares it, from `src/`. */
  file: string;
  kind: "value" | "type";
  /** Its docstring without stars and examples; "" where there is none. */
  doc: string;
  /** The code of each `@example`. */
  examples: string[];
  /** How it is called, or the whole of a type. */
  signature: string;
}

/** Every name that `src/index.ts` gives, and those under its namespaces, in its order. */
export function entries(src: string): Entry[] {
  return publicNames(path.join(src, "index.ts")).map((each) => entryOf(each, src));
}

function entryOf({ name, home, declared: { node, start } }: PublicName, src: string): Entry {
  const { text, comments } = moduleOf(home.file);
  const above = comments.findLast(({ end }) => end <= start);
  const isDoc = above?.type === "Block" && above.value.startsWith("*") && text.slice(above.end, start).trim() === "";
  const [doc = "", ...examples] = (isDoc ? plain(above.value) : "").split(/^@example\b[ ]*\n?/m);
  return {
    name,
    file: path.relative(src, home.file).replaceAll("\\", "/"),
    kind: node.type.startsWith("TS") ? "type" : "value",
    doc: doc.trim(),
    examples: examples.map((example) => example.trim()),
    signature: signatureOf(node, text),
  };
}

/** A docstring's text without its stars. */
const plain = (comment: string): string =>
  comment
    .slice(1)
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, "").trimEnd())
    .join("\n");

/** A function's head, a constant's, or a whole type, as its source writes it. */
function signatureOf(node: Node, text: string): string {
  if (node.type === "FunctionDeclaration") return text.slice(node.start, node.body?.start ?? node.end).trim();
  if (node.type !== "VariableDeclarator") return text.slice(node.start, node.end);
  const { init } = node;
  if (init?.type === "ObjectExpression") return `const ${withoutBodies(node, text)}`;
  const end = init?.type === "ArrowFunctionExpression" ? init.body.start : node.end;
  return `const ${text
    .slice(node.start, end)
    .replace(/\s*=>\s*\(?$/, "")
    .trim()}`;
}

/** An object's text with the heads of its methods only. */
function withoutBodies(node: VariableDeclarator, text: string): string {
  const bodies = (node.init as ObjectExpression).properties.flatMap((each) =>
    each.type === "Property" && each.value.type === "FunctionExpression" && each.value.body ? [each.value.body] : [],
  );
  return bodies.reduceRight(
    (all, { start, end }) => {
      const [from, to] = [start - node.start, end - node.start];
      return `${all.slice(0, from).trimEnd()}${all.slice(to)}`;
    },
    text.slice(node.start, node.end),
  );
}
