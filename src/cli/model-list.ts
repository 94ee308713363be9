import { embedded, hasModel, localModelPath } from "../models/local/weights.ts";
import type { modelList } from "./commands/model.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";

/** `parallax model list`. */
export async function main(_: Given<typeof modelList>, show: Show): Promise<number> {
  const models = embedded.map(({ name, use, gguf, licence }) => ({
    name: use === "chat" ? `local/${name}` : name,
    use,
    bytes: gguf.bytes,
    licence,
    path: hasModel(name) ? localModelPath(name) : null,
  }));
  const line = ({ name, use, bytes, licence, path }: (typeof models)[number]) =>
    `${use === "chat" ? name : `${name} (${use})`}  ${Math.round(bytes / 1e6)} MB  ${licence}  ${path ?? "not here"}`;
  show({ text: models.map(line).join("\n"), json: () => models });
  return exitCode.done;
}
