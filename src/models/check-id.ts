import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { didYouMean } from "../lib/closest.ts";
import { parseAddress } from "./address.ts";
import { catalogue } from "./catalogue.ts";
import { embedded } from "./local/weights.ts";
import { providerNames } from "./open.ts";
import { simulated } from "./simulated.ts";
import { knownSubjects } from "./known.ts";

const local = embedded.filter(({ use }) => use === "chat").map(({ name }) => `local/${name}`);

/**
 * Throws where a model's id cannot be asked, as far as that shows without asking, loading or
 * fetching anything: no provider, an unknown one, an option that its provider does not know, a
 * simulated subject or a file that is not there. Any name of a real provider may be a model.
 */
export function checkModelId(id: string): void {
  const path = id.split("?", 1)[0]!;
  const provider = path.slice(0, Math.max(path.indexOf("/"), 0));
  const expected = `the provider one of ${providerNames.join(", ")}`;
  if (provider === "" || path.endsWith("/"))
    throw new Error(`model "${id}": expected provider/name, ${expected}${meant(path)}`);
  if (!providerNames.includes(provider))
    throw new Error(
      `model "${id}": no provider "${provider}": expected provider/name, ${expected}${didYouMean(provider, providerNames)}`,
    );
  if (provider === "simulated") checkSimulated(id, path);
  const { name } = parseAddress(id);
  if (provider === "local") checkLocal(id, name);
}

/** What a name without a provider is taken for: a known model with one. */
function meant(name: string): string {
  const known = [...catalogue().map(({ id }) => id), ...local, ...knownSubjects];
  const whole = known.find((id) => id.slice(id.indexOf("/") + 1) === name);
  return whole === undefined ? didYouMean(name, known) : `; did you mean ${whole}?`;
}

function checkSimulated(id: string, path: string): void {
  try {
    simulated(id);
  } catch (error) {
    throw new Error(`${(error as Error).message}${didYouMean(path, knownSubjects)}`, { cause: error });
  }
}

function checkLocal(id: string, name: string): void {
  if (local.includes(`local/${name}`) || name.startsWith("hf:") || existsSync(resolve(name))) return;
  throw new Error(
    `model "${id}": no file ${resolve(name)}; expected a GGUF file, an hf: address, or ${local.join(", ")}${didYouMean(`local/${name}`, local)}`,
  );
}
