import { view as serve } from "../report/view/view.ts";
import type { view } from "./commands/view.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { pick } from "./frame/pick.ts";
import { interrupted, openPage } from "./open-page.ts";
import { portTaken } from "./port-taken.ts";
import { redactFrom } from "./redact.ts";

/** `parallax view`: serves until interrupted. */
export async function main({ options, named }: Given<typeof view>, show: Show): Promise<number> {
  redactFrom(options.redact);
  const { port } = options;
  await using server = await serve(named, { port, background: false, ...pick(options, "invariants") }).catch(
    portTaken(port),
  );
  show({ text: server.url, json: () => ({ url: server.url }) });
  console.error("Ctrl-C ends it");
  if (options.open) openPage(server.url);
  await interrupted();
  return exitCode.done;
}
