import { parse, type Node } from "../session/syntax.ts";

/**
 * A name that a cell declares at its top level; `assignable` ones may be written to by later cells.
 */
export interface Declared {
  name: string;
  assignable: boolean;
  /** Whether the cell exports it already. */
  exported: boolean;
}

/**
 * Names that a cell declares at its top level, values and types alike. Empty for one that does not
 * parse.
 */
export function declaredBy(code: string): Declared[] {
  const { program, problems } = parse(code, "ts");
  if (problems.length > 0) return [];
  const found = (program.body as Node[]).flatMap((statement) => {
    const exported = statement.type === "ExportNamedDeclaration" && statement.declaration !== null;
    const node = exported ? (statement.declaration as Node) : statement;
    return declarations(node).map((declared) => ({ ...declared, exported }));
  });
  return [...new Map(found.map((declared) => [declared.name, declared])).values()];
}

function declarations(node: Node): { name: string; assignable: boolean }[] {
  switch (node.type) {
    case "VariableDeclaration":
      return (node.declarations as Node[])
        .flatMap(({ id }) => patternNames(id))
        .map((name) => ({ name, assignable: node.kind === "let" || node.kind === "var" }));
    case "ImportDeclaration":
      return (node.specifiers as Node[]).map(({ local }) => ({ name: local.name, assignable: false }));
    case "FunctionDeclaration":
    case "TSDeclareFunction":
    case "ClassDeclaration":
    case "TSEnumDeclaration":
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
    case "TSImportEqualsDeclaration":
    case "TSModuleDeclaration":
      return node.id?.type === "Identifier" ? [{ name: node.id.name, assignable: false }] : [];
    case "ExportDefaultDeclaration":
      return node.declaration.id ? declarations(node.declaration) : [];
    default:
      return [];
  }
}

function patternNames(pattern: Node): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return (pattern.properties as Node[]).flatMap((property) => patternNames(property.value ?? property.argument));
    case "ArrayPattern":
      return (pattern.elements as (Node | null)[]).flatMap((element) =>
        element === null ? [] : patternNames(element),
      );
    case "AssignmentPattern":
      return patternNames(pattern.left);
    case "RestElement":
      return patternNames(pattern.argument);
    default:
      return [];
  }
}
