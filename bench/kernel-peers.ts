import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Installs kernels to compare with into `place`: the floor, that with nothing but the engine behind
 * it (`bare`), ipykernel where `python` has it, tslab
 * and deno from npm. Returns the names of those that came.
 */
export function installPeers(place: string, python: string): string[] {
  writeFileSync(join(place, "package.json"), "{}");
  const kernels: [name: string, argv: string[], fetched: boolean][] = [
    ["floor", [process.execPath, join(import.meta.dirname, "floor.ts"), "{connection_file}"], false],
    ["bare", [process.execPath, join(import.meta.dirname, "floor.ts"), "{connection_file}", "runs"], false],
    ["deno", [join(place, "node_modules/.bin/deno"), "jupyter", "--kernel", "--conn", "{connection_file}"], true],
    ["ipykernel", [python, "-m", "ipykernel_launcher", "-f", "{connection_file}"], false],
    [
      "tslab",
      [process.execPath, join(place, "node_modules/tslab/bin/tslab"), "kernel", "--config-path", "{connection_file}"],
      true,
    ],
  ];
  return kernels.flatMap(([name, argv, fetched]) => {
    try {
      if (fetched)
        execFileSync("npm", ["install", "--no-audit", "--no-fund", name], {
          cwd: place,
          stdio: "ignore",
          timeout: 180_000,
        });
      if (name === "ipykernel") execFileSync(python, ["-c", "import ipykernel"], { stdio: "ignore" });
    } catch {
      return [];
    }
    const folder = join(place, "share/jupyter/kernels", name);
    mkdirSync(folder, { recursive: true });
    const env = { NODE_COMPILE_CACHE: join(place, "compile-cache-of-peers") };
    writeFileSync(
      join(folder, "kernel.json"),
      JSON.stringify({ argv, env, display_name: name, language: "typescript" }),
    );
    return [name];
  });
}
