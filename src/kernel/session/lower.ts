import type { TransformFailure } from "esbuild";
import MagicString from "magic-string";
import { createRequire } from "node:module";
import type * as OxcTransform from "oxc-transform";
import { isObject } from "./is-object.ts";
import { onFirstUse } from "./on-first-use.ts";
import { parse, walk, type Node, type Problem } from "./syntax.ts";

const oxc = onFirstUse<typeof OxcTransform>("oxc-transform");

/**
 * JavaScript made of TypeScript. `maps` computes source maps (JSON) back to the TypeScript, to
 * trace through in turn.
 */
export interface Lowered {
  code: string;
  problems: Problem[];
  maps: () => string[];
  /** The JavaScript's syntax, where it is known already. */
  program?: Node;
}

/**
 * Takes types away and turns enums, namespaces, parameter properties and decorators into
 * JavaScript; everything else is left to the engine. A cell keeps imports that nothing uses yet,
 * since a later cell may; a file loses those that it uses as types only.
 */
export function lower(source: string, kind: "cell" | "file", lang: "ts" | "tsx" = "ts"): Lowered {
  if (kind === "file" || !isObject(source)) return lowerProgram(source, kind, lang);
  const magic = new MagicString(source).prepend("(").append(")");
  const lowered = lowerProgram(magic.toString(), kind, lang);
  return { ...lowered, maps: () => [...lowered.maps(), magic.generateMap({ hires: true }).toString()] };
}

function lowerProgram(source: string, kind: "cell" | "file", lang: "ts" | "tsx"): Lowered {
  if (kind === "cell") {
    const asIs = asJavaScript(source);
    if (asIs !== null) return asIs;
  }
  const options = { lang, sourceType: "module", typescript: { onlyRemoveTypeImports: kind === "cell" } } as const;
  if (lang === "ts" && /@|\baccessor\b/.test(source) && hasDecorators(source)) return lowerFully(source, kind);
  const { code, errors } = oxc().transformSync(`cell.${lang}`, source, options);
  if (errors.some(({ message }) => message.includes("not supported by Oxc"))) return lowerFully(source, kind);
  const bytes = errors.length > 0 ? Buffer.from(source) : Buffer.alloc(0);
  const at = (byte: number) => bytes.subarray(0, byte).toString().length;
  return {
    code,
    problems: errors.map(({ message, labels }) => {
      const label = labels.at(-1);
      return { message, start: at(label?.start ?? 0), end: at(label?.end ?? 0) };
    }),
    maps: () => [JSON.stringify(oxc().transformSync(`cell.${lang}`, source, { ...options, sourcemap: true }).map)],
  };
}

/**
 * A cell that is JavaScript is left as it is, which spares loading and running what takes types
 * away; null for others. `a<b>(c)` means one thing here and another there, so it is none, nor is
 * one with line ends that source maps do not count.
 */
function asJavaScript(source: string): Lowered | null {
  if (/@|\baccessor\b|[\u2028\u2029]/.test(source) || /<[^]*>/.test(source.replace(/=>|[<>]=/g, ""))) return null;
  const { program, problems } = parse(source, "js", { semantics: true });
  return problems.length > 0 ? null : { code: source, problems, maps: () => [], program };
}

function hasDecorators(source: string): boolean {
  let found = false;
  walk(parse(source, "ts").program, ({ type }) => {
    found ||= type === "Decorator" || type === "AccessorProperty";
  });
  return found;
}

/**
 * Decorators, `accessor` and namespaces that export variables, which neither oxc nor the engine
 * knows, are esbuild's.
 */
function lowerFully(source: string, kind: "cell" | "file"): Lowered {
  const { program, problems } = parse(source, "ts");
  if (problems.length > 0) return { code: "", problems, maps: () => [] };
  const esbuild = createRequire(import.meta.url)("esbuild") as typeof import("esbuild");
  let code, map: string;
  try {
    ({ code, map } = esbuild.transformSync(source, {
      loader: "ts",
      target: "esnext",
      supported: { decorators: false },
      tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: kind === "cell" } },
      sourcemap: "external",
      logLevel: "silent",
    }));
  } catch (error) {
    return { code: "", problems: refusals(error, source), maps: () => [] };
  }
  code = mendHelpers(code);
  const last = (program.body as Node[]).findLast(({ type }) => type !== "EmptyStatement");
  const shows = last === undefined || /^(ExpressionStatement|ExportDefaultDeclaration)$/.test(last.type);
  return { code: shows ? code : `${code};void 0`, problems: [], maps: () => [map] };
}

/**
 * esbuild's helpers write metadata also on a class that a decorator has sealed, which throws, and
 * return from `addInitializer` a number, which a decorator may hand on as what it decorates.
 */
function mendHelpers(code: string): string {
  return code
    .replace(/^var __decoratorMetadata = \(array, target\) => /m, "$&Object.isExtensible(target) && ")
    .replace(/^(var __decoratorContext = .*): (fns\.push\(.*\)) \}\);$/m, "$1: void $2 });");
}

/** What esbuild does not take; throws on what it throws otherwise. Its columns count bytes. */
function refusals(error: unknown, source: string): Problem[] {
  const { errors = [] } = error as Partial<TransformFailure>;
  if (errors.length === 0) throw error;
  return errors.map(({ text, location }) => {
    const before = source.split("\n").slice(0, (location?.line ?? 1) - 1);
    const line = Buffer.from(source.split("\n")[before.length] ?? "");
    const start =
      before.join("\n").length + Math.min(before.length, 1) + line.subarray(0, location?.column ?? 0).toString().length;
    return { message: text, start, end: start + (location?.length ?? 0) };
  });
}
