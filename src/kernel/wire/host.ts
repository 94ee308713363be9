import { setImmediate } from "node:timers";
import { leaving } from "../session/door.ts";
import { asBefore } from "../session/realm.ts";
import type { Asker, Session } from "../session/session.ts";
import { cellRunner, type CellRunner } from "./cell-runner.ts";
import { offerComms, openComms } from "../session/comms.ts";
import { prompter } from "./input.ts";
import { answer } from "./interpreter.ts";
import { keepCompiled } from "./keep-compiled.ts";
import { log } from "./log.ts";
import type { Parent } from "./message.ts";
import {
  cellListens,
  interruptsAsked,
  interruptsForced,
  interruptsSeen,
  kernelEnds,
  type Ask,
  type Tell,
  type Wire,
} from "./port.ts";

/** Opens the session and lets it answer what the socket thread asks. Resolves once it does. */
export async function hostSession(wire: Wire, open: (asker: Asker) => Promise<Session>): Promise<void> {
  let parent: Parent | null = null;
  const tell = (message: Tell) => asBefore(() => wire.tell(throughDoor(message)));
  const comms = openComms((message) => tell({ type: "comm", parent, message }));
  const input = prompter(tell);
  let runner: CellRunner | null = null;
  const interrupt = () => runner?.interrupt();

  const urgent = (ask: Ask): boolean => {
    if (ask.type === "interrupt") seeToInterrupts(wire.shared, interrupt);
    else if (ask.type === "shutdown") wire.exit(0);
    else if (ask.type === "unwatched") process.on("SIGINT", interrupt);
    else return false;
    return true;
  };
  wire.hear(urgent);

  const opened = await open(input).catch((error: Error) => {
    log(`the session cannot be opened: ${error.stack}`);
    return wire.exit(1);
  });
  offerComms(comms);
  const listening = (on: boolean) => void Atomics.store(wire.shared, cellListens, on ? 1 : 0);
  const cells = (runner = cellRunner({
    session: opened,
    input,
    tell,
    listening,
    begins: (cell) => (parent = cell.parent),
    mayBegin: () => Atomics.load(wire.shared, kernelEnds) === 0,
    lookForInterrupts: () => seeToInterrupts(wire.shared, interrupt),
  }));
  const take = (ask: Ask) => {
    if (ask.type === "execute") cells.run(ask);
    else if (ask.type === "query")
      void answer(opened, ask.about, ask.content)
        .catch(({ name, message }: Error) => ({ status: "error", ename: name, evalue: message, traceback: [] }))
        .then((content) => tell({ type: "answer", id: ask.id, content }));
    else if (ask.type === "comm") {
      parent = ask.parent;
      setImmediate(() => tell({ type: "handled", id: ask.id }));
      comms.receive(ask.message);
    } else if (ask.type === "input") input.answered(ask.id, ask.value);
  };
  wire.hear((ask) => urgent(ask) || (take(ask), true));
  await opened.prepare();
  keepCompiled();
}

/** Outputs have passed their cell's outlet; everything else passes the door here. */
function throughDoor(tell: Tell): Tell {
  switch (tell.type) {
    case "executed":
      return executed(tell);
    case "checked":
      return { ...tell, complaints: leaving(tell.complaints) };
    case "answer":
      return { ...tell, content: leaving(tell.content) };
    case "comm":
      return { ...tell, message: leaving(tell.message) };
    case "input":
      return { ...tell, prompt: leaving(tell.prompt) };
    case "output":
    case "handled":
      return tell;
  }
}

/** The other thread has the cell's text already, unless it is not to be kept so. */
function executed({ source, ...cell }: Extract<Tell, { type: "executed" }>): Tell {
  const { result, source: kept } = leaving({ result: cell.result, source }, { ended: true });
  return { ...cell, result, ...(kept !== source && { source: kept }) };
}

/** What was broken off cannot end by itself, also where the cell listens to its signal. */
function seeToInterrupts(shared: Int32Array, interrupt: () => void): void {
  const asked = Atomics.load(shared, interruptsAsked);
  const seen = Atomics.load(shared, interruptsSeen);
  if (seen >= asked) return;
  interrupt();
  if (Atomics.load(shared, interruptsForced) > seen) interrupt();
  Atomics.store(shared, interruptsSeen, asked);
  Atomics.notify(shared, interruptsSeen);
}
