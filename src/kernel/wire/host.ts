import type { Output } from "../session/output.ts";
import { maskedStream } from "../session/masked-stream.ts";
import { masked } from "../session/secrets.ts";
import type { Session } from "../session/session.ts";
import { openComms } from "./comms.ts";
import { prompter, type Prompter } from "./input.ts";
import { answer, execute } from "./interpreter.ts";
import { keepCompiled } from "./keep-compiled.ts";
import type { Wire } from "./kernel.ts";
import { log } from "./log.ts";
import type { Header } from "./message.ts";
import { interruptsAsked, interruptsForced, interruptsSeen, type Ask } from "./port.ts";

/** Opens the session and lets it answer what the socket thread asks. Resolves once it does. */
export async function hostSession(wire: Wire, open: (ask: Prompter["ask"]) => Promise<Session>): Promise<void> {
  const { shared, tell } = wire;
  let parent: Header | null = null;
  let session: Session | null = null;
  const early: Ask[] = [];
  const show = (output: Output) => tell({ type: "output", parent, output });
  const comms = openComms(({ buffers, ...message }) =>
    tell({ type: "comm", parent, message: { ...masked(message), buffers } }),
  );
  const input = prompter((question) => tell(masked(question)));

  // What was broken off cannot end by itself, also where the cell listens to its signal.
  const interrupt = () => {
    const asked = Atomics.load(shared, interruptsAsked);
    const seen = Atomics.load(shared, interruptsSeen);
    if (seen >= asked) return;
    session?.interrupt();
    if (Atomics.load(shared, interruptsForced) > seen) session?.interrupt();
    Atomics.store(shared, interruptsSeen, asked);
    Atomics.notify(shared, interruptsSeen);
  };

  let children: Promise<void> | null = null;
  const capture = async () => {
    const { captureChildren } = await import("./children.ts");
    captureChildren((name) => maskedStream((text) => show({ type: "stream", name, text })));
  };

  const runCell = async (session: Session, ask: Extract<Ask, { type: "execute" }>) => {
    const of = (parent = ask.parent);
    input.begin(ask.allowStdin);
    const emit = (output: Output) => {
      if (!ask.silent) tell({ type: "output", parent: of, output });
    };
    const ended = { type: "executed", id: ask.id, source: masked(ask.code) } as const;
    try {
      await (children ??= capture());
      tell({ ...ended, result: await execute(session, ask, emit) });
    } catch (error) {
      const { name: ename, message: evalue } = error as Error;
      tell({ ...ended, result: { status: "error", ename, evalue, traceback: [`${error}`], expressions: {} } });
    } finally {
      input.end();
    }
  };

  const take = (session: Session, ask: Ask) => {
    if (ask.type === "execute") void runCell(session, ask);
    else if (ask.type === "query")
      void answer(session, ask.about, ask.content)
        .catch(({ name, message }: Error) => ({ status: "error", ename: name, evalue: message, traceback: [] }))
        .then((content) => tell({ type: "answer", id: ask.id, content: masked(content) }));
    else if (ask.type === "comm") {
      parent = ask.parent;
      setImmediate(() => tell({ type: "handled", id: ask.id }));
      comms.receive(ask.message);
    } else if (ask.type === "input") input.answered(ask.id, ask.value);
  };

  wire.hear((ask) => {
    if (ask.type === "interrupt") interrupt();
    else if (ask.type === "shutdown") wire.exit(0);
    else if (ask.type === "unwatched") process.on("SIGINT", () => session?.interrupt());
    else if (session === null) early.push(ask);
    else take(session, ask);
  });

  const opened = await open(input.ask).catch((error: Error) => {
    log(`the session cannot be opened: ${error.stack}`);
    return wire.exit(1);
  });
  Object.defineProperty(globalThis, "comms", { value: comms, configurable: true, writable: true });
  session = opened;
  for (const ask of early) take(opened, ask);
  keepCompiled();
}
