import { parse, tokenize } from "@huggingface/jinja";

type Program = ReturnType<typeof parse>;
type Node = Record<string, unknown> & { type: string };

/** A template ready to run. `names` are the variables it reads: factor ids, and `input.<name>`. */
export interface Template {
  /** Null for text without a tag, which is said as it stands. */
  program: Program | null;
  names: Set<string>;
  /** Literal values that variables are compared with. */
  compared: { name: string; value: string }[];
}

const cache = new Map<string, Template>();

/**
 * Parses a turn's text as Jinja: `{{ name }}`, `{% if %}` and comments over strings, nothing more,
 * so that a wording stays prose. A line that holds only a tag leaves no line behind. Throws, in
 * words, on anything else.
 */
export function parseTemplate(text: string): Template {
  const known = cache.get(text);
  if (known) return known;
  const template: Template = { program: null, names: new Set(), compared: [] };
  if (/\{[{%#]/.test(text)) {
    const source = text.replace(/^[ \t]*(\{[%#])/gm, "$1").replace(/([%#]\})\r?\n/g, "$1");
    template.program = inWords(() => parse(tokenize(source)));
    for (const node of template.program.body) visit(node as unknown as Node, template);
  }
  cache.set(text, template);
  return template;
}

/** Does what reads a template. Where one breaks off, what reads it does not say so; this does. */
export function inWords<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TypeError) && !/end of input/.test(String(error))) throw error;
    throw new SyntaxError("it breaks off: each {% if … %} takes an {% endif %}, and each {{ a }}", { cause: error });
  }
}

/** A template's own words: its text without any tag. */
export function withoutTags(text: string): string {
  return text.replace(/\{[{%#].*?[}%#]\}/gs, " ");
}

function visit(node: Node, template: Template): void {
  const name = variable(node);
  if (name !== null) {
    template.names.add(name);
    return;
  }
  if (node.type === "BinaryExpression") noteComparison(node, template);
  const parts = children[node.type];
  if (!parts) throw new Error(`${node.type} is not allowed: use {{ name }} and {% if name == "level" %} only`);
  for (const part of parts.flatMap((key) => (node[key] ?? []) as Node | Node[])) visit(part, template);
}

const children: Record<string, string[]> = {
  If: ["test", "body", "alternate"],
  Ternary: ["condition", "trueExpr", "falseExpr"],
  BinaryExpression: ["left", "right"],
  UnaryExpression: ["argument"],
  StringLiteral: [],
  Comment: [],
};

/** `tier` or `input.query`; null for any other expression. */
function variable(node: Node): string | null {
  if (node.type === "Identifier") return String(node["value"]);
  if (node.type !== "MemberExpression" || node["computed"]) return null;
  const [object, property] = [node["object"] as Node, node["property"] as Node];
  return object.type === "Identifier" ? `${String(object["value"])}.${String(property["value"])}` : null;
}

function noteComparison(node: Node, template: Template): void {
  const sides = [node["left"] as Node, node["right"] as Node];
  const name = sides.map(variable).find((side) => side !== null);
  const literal = sides.find((side) => side.type === "StringLiteral");
  if (name && literal) template.compared.push({ name, value: String(literal["value"]) });
}
