import path from "node:path";
import { Visitor } from "oxc-parser";
import { importsOf } from "./house/imports-of.ts";
import { longFunctions } from "./house/long-functions.ts";
import { repeatedLines } from "./house/repeated-lines.ts";
import { rings } from "./house/rings.ts";
import { isForward, isForwardWithin, within } from "./house/rooms.ts";
import { filesOf, isForTests, parsed, textOf } from "./house/source.ts";
import { vagueNames } from "./house/vague-names.ts";
import { wideComments } from "./house/wide-comments.ts";
import type { Row } from "./row.ts";

/**
 * How the source is built: sizes, rings, arrows that run back, names of the public face, what
 * repeats.
 */
export async function benchHouse(): Promise<Row[]> {
  const all = filesOf();
  const files = all.filter((file) => !isForTests(file));
  const tests = all.filter((file) => isForTests(file));
  const lines = new Map(all.map((file) => [file, textOf(file).trimEnd().split("\n").length]));
  const sorted = files.map((file) => ({ file, lines: lines.get(file)! })).toSorted((a, b) => a.lines - b.lines);
  const imports = new Map(files.map((file) => [file, importsOf(file)]));
  const arrows = files.flatMap((from) =>
    imports
      .get(from)!
      .filter((to) => !to.startsWith("../"))
      .map((to) => ({ from, to })),
  );
  const found = rings(imports);
  const long = files.flatMap((file) => longFunctions(file)).toSorted((a, b) => b.lines - a.lines);
  const sum = (each: string[]) => each.reduce((total, file) => total + lines.get(file)!, 0);
  const repeats = repeatedLines(new Map(files.map((file) => [file, textOf(file)])));
  const folder = biggestFolder();
  const names = namesOf("index.ts");
  const back = (room: string) =>
    arrows.filter(({ from, to }) => from.startsWith(`${room}/`) && isForwardWithin(from, to)).length;
  return [
    row("files", files.length),
    row("median file", `${sorted[Math.floor(sorted.length / 2)]?.lines} lines`, "under 60"),
    row("largest file", `${sorted.at(-1)?.file}, ${sorted.at(-1)?.lines} lines`, "none over 400"),
    row("files over 150 lines", sorted.filter((each) => each.lines > 150).length, "few"),
    row("biggest flat folder", `${folder.name}, ${folder.files} files`),
    row("functions over 60 lines", `${long.length}${long.map((each) => `; ${each.name} ${each.lines}`).join("")}`),
    row(
      "rings of imports, of types too",
      `${found.length}${found.map((ring) => `; ${ring.length} files`).join("")}`,
      "0",
    ),
    row("arrows forward between rooms", arrows.filter(({ from, to }) => isForward(from, to)).length, "0"),
    ...Object.keys(within).map((room) => row(`arrows back within ${room}`, back(room), "0")),
    row("names at the top of index.ts", `${names.values} of values, ${names.types} of types`),
    row("lines of code", sum(files)),
    row("lines of tests", sum(tests)),
    row("lines of comments over 100 columns", all.flatMap((file) => wideComments(file)).length, "0"),
    row(
      "names that say not what they hold (own, given, made, told)",
      all.flatMap((file) => vagueNames(file)).length,
      "0",
    ),
    row("pairs that repeat six lines or more", repeats.length),
  ];
}

const row = (figure: string, measured: string | number, target = ""): Row => ({
  figure,
  measured: String(measured),
  target,
  met: null,
});

/** The numbers of names, of values and of types, that a file exports. */
function namesOf(file: string): { values: number; types: number } {
  const kinds: (string | undefined)[] = [];
  new Visitor({
    ExportNamedDeclaration: ({ specifiers, declaration, exportKind }) => {
      if (declaration !== null) kinds.push(exportKind);
      else kinds.push(...specifiers.map((each) => (exportKind === "type" ? "type" : each.exportKind)));
    },
    ExportAllDeclaration: ({ exportKind }) => {
      kinds.push(exportKind);
    },
  }).visit(parsed(file, textOf(file)).program);
  const types = kinds.filter((kind) => kind === "type").length;
  return { values: kinds.length - types, types };
}

function biggestFolder(): { name: string; files: number } {
  const counts = Object.entries(
    Object.groupBy(
      filesOf().filter((file) => !isForTests(file)),
      (file) => path.dirname(file),
    ),
  );
  const [name, files] = counts.toSorted(([, a], [, b]) => b!.length - a!.length)[0]!;
  return { name, files: files!.length };
}
