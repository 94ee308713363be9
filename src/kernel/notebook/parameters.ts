import { parse, type Node } from "../session/syntax.ts";
import { isTagged, type Cell, type Notebook } from "./notebook.ts";

/** A parameter as the notebook's cell tagged `parameters` declares it. */
interface Parameter {
  name: string;
  keyword: string;
  /** `: string[]`, or "". */
  annotation: string;
  /**
   * `string[]`, from the annotation or else the default; null where neither tells, so that any
   * value is taken.
   */
  type: string | null;
}

/**
 * The notebook with a cell tagged `injected-parameters` that gives these values (`name=value`, JSON
 * or else text) after the cell tagged `parameters`, or at the top where there is none. An earlier
 * injected cell is replaced. Throws where the tagged cell does not declare a name, or declares it
 * with a default of another type.
 */
export function injectParameters(notebook: Notebook, assignments: string[]): Notebook {
  const cells = notebook.cells.filter((cell) => !isTagged(cell, "injected-parameters"));
  if (assignments.length === 0) return { ...notebook, cells };
  const at = cells.findIndex((cell) => cell.cell_type === "code" && isTagged(cell, "parameters"));
  const declared = at === -1 ? null : declaredIn((cells[at] as Cell).source);
  const lines = assignments.map((assignment) => declaration(assignment, declared));
  const cell: Cell = {
    cell_type: "code",
    id: "injected-parameters",
    metadata: { tags: ["injected-parameters"] },
    source: `// Parameters\n${lines.join("\n")}`,
    execution_count: null,
    outputs: [],
  };
  return { ...notebook, cells: cells.toSpliced(at + 1, 0, cell) };
}

function declaration(assignment: string, declared: Parameter[] | null): string {
  const [, name, text] = /^([\p{ID_Start}$_][\p{ID_Continue}$]*)=(.*)$/su.exec(assignment) ?? [];
  if (name === undefined || text === undefined) {
    throw new Error(`"-p ${assignment}" is no parameter: write -p name=value`);
  }
  if (declared === null) return `const ${name} = ${JSON.stringify(valueOf(text))};`;
  const parameter = declared.find((each) => each.name === name);
  if (parameter === undefined) {
    const names = declared.map((each) => each.name).join(", ") || "none";
    throw new Error(`there is no parameter "${name}": the cell tagged "parameters" declares ${names}`);
  }
  const value = parameter.type === "string" ? stringOf(text) : valueOf(text);
  if (parameter.type !== null && !fits(value, parameter.type)) {
    throw new Error(`parameter "${name}" is of type ${parameter.type}: -p ${assignment} gives ${typeOf(value)}`);
  }
  return `${parameter.keyword} ${name}${parameter.annotation} = ${JSON.stringify(value)};`;
}

function declaredIn(source: string): Parameter[] {
  const statements = (parse(source, "ts").program.body as Node[]).map(
    (node) => (node.declaration as Node | undefined) ?? node,
  );
  return statements.flatMap(({ type, kind, declarations }) =>
    type !== "VariableDeclaration"
      ? []
      : (declarations as Node[]).flatMap(({ id, init }) => {
          const { typeAnnotation } = id;
          const annotation = typeAnnotation ? source.slice(typeAnnotation.start, typeAnnotation.end) : "";
          return id.type === "Identifier"
            ? [{ name: id.name, keyword: kind, annotation, type: annotatedType(annotation) ?? literalType(init) }]
            : [];
        }),
  );
}

function annotatedType(annotation: string): string | null {
  return /^:\s*((?:string|number|boolean)(?:\[\])?)$/.exec(annotation)?.[1] ?? null;
}

function literalType(init: Node | null): string | null {
  switch (init?.type) {
    case "Literal":
      return init.value === null ? null : typeof init.value;
    case "TemplateLiteral":
      return "string";
    case "ArrayExpression":
      return arrayOf((init.elements as (Node | null)[]).map(literalType));
    case "ObjectExpression":
      return "object";
    case "UnaryExpression":
      return /^[+-]$/.test(init.operator) ? "number" : null;
    case "TSAsExpression":
    case "TSSatisfiesExpression":
      return literalType(init.expression);
    default:
      return null;
  }
}

/** `string[]` and its like where all elements are of one plain type, else `array`. */
function arrayOf(types: (string | null)[]): string {
  const [type, ...others] = new Set(types);
  return others.length === 0 && /^(string|number|boolean)$/.test(type ?? "") ? `${type}[]` : "array";
}

function typeOf(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? arrayOf(value.map(typeOf)) : typeof value;
}

function fits(value: unknown, type: string): boolean {
  if (Array.isArray(value) && (type === "array" || (type.endsWith("[]") && value.length === 0))) return true;
  return typeOf(value) === type;
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * What was typed, unless it is a JSON string: `-p model=5` means the text "5" where a text is
 * expected.
 */
function stringOf(text: string): unknown {
  const value = valueOf(text);
  return typeof value === "string" ? value : text;
}
