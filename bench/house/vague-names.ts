import { Visitor, type BindingPattern, type ParamPattern } from "oxc-parser";
import { lineIn, parsed, textOf } from "./source.ts";

/** Names that say whose something is, or that it is there, and not what it holds. */
const vague = new Set(["own", "given", "made", "told"]);

/** Where a file declares a variable, parameter or field by such a name, as `file:line name`. */
export function vagueNames(file: string, text: string = textOf(file)): string[] {
  const lineOf = lineIn(text);
  const found: string[] = [];
  const add = (name: string, at: number) => {
    if (vague.has(name)) found.push(`${file}:${lineOf(at)} ${name}`);
  };
  const walk = (pattern: BindingPattern | ParamPattern): void => {
    if (pattern.type === "Identifier") add(pattern.name, pattern.start);
    else if (pattern.type === "AssignmentPattern") walk(pattern.left);
    else if (pattern.type === "RestElement") walk(pattern.argument);
    else if (pattern.type === "ArrayPattern") pattern.elements.forEach((each) => each && walk(each));
    else if (pattern.type === "ObjectPattern")
      pattern.properties.forEach((each) => walk(each.type === "Property" ? each.value : each.argument));
  };
  const walkParams = ({ params }: { params: ParamPattern[] }) => params.forEach(walk);
  const key = ({ key }: { key: { type: string; start: number; name?: string } }) => add(key.name ?? "", key.start);
  new Visitor({
    VariableDeclarator: ({ id }) => walk(id),
    FunctionDeclaration: (node) => {
      add(node.id?.name ?? "", node.start);
      walkParams(node);
    },
    FunctionExpression: walkParams,
    ArrowFunctionExpression: walkParams,
    TSFunctionType: walkParams,
    TSPropertySignature: (node) => key(node as Parameters<typeof key>[0]),
    TSMethodSignature: (node) => key(node as Parameters<typeof key>[0]),
    PropertyDefinition: (node) => key(node as Parameters<typeof key>[0]),
  }).visit(parsed(file, text).program);
  return found;
}
