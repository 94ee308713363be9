import { keepListening } from "./keep-listening.ts";
import { whenCalled } from "./realm.ts";
import { currentRecorder, ownProcess, type Recorder } from "./recorder.ts";
import { prepareStack, type Prepare } from "./stack.ts";
import { describeError } from "./traceback.ts";

let sessions = 0;
let restore = () => {};

/**
 * Keeps the process alive through what cells do to it: `process.exit` in a cell throws instead, and
 * stacks name cells. A session that owns the process also gets unhandled rejections and throws in
 * timers, as text on stderr of the cell they come from, or else of the latest. Returns the undoing.
 */
export function guardProcess(latest: () => Recorder | null, owns: boolean): () => void {
  if ((sessions += 1) === 1) restore = guardAll();
  const report = (thrown: unknown) =>
    whenCalled(() => {
      const { traceback } = describeError(thrown, { name: "cell", source: "" });
      currentRecorder()?.emit({ type: "stream", name: "stderr", text: `Uncaught ${traceback.join("\n")}\n` });
    });
  const ours = owns ? ["uncaughtException", "unhandledRejection"].map((event) => keepListening(event, report)) : [];
  if (owns) ownProcess(latest);
  return () => {
    ours.forEach((stop) => stop());
    if (owns) ownProcess(null);
    if ((sessions -= 1) === 0) restore();
  };
}

function guardAll(): () => void {
  const { exit, abort } = process;
  const { stackTraceLimit } = Error;
  const leaveStacks = prepareStacks();
  const refuse = (call: string, otherwise: () => never): never => {
    if (currentRecorder() === null) otherwise();
    throw new Error(`${call} was called; the session goes on (restart it to end it)`);
  };
  process.exit = (code) => refuse(`process.exit(${code ?? ""})`, () => exit(code));
  process.abort = () => refuse("process.abort()", abort);
  Error.stackTraceLimit = 30;
  return () => {
    Object.assign(process, { exit, abort });
    leaveStacks();
    Error.stackTraceLimit = stackTraceLimit;
  };
}

/**
 * Has errors say where in cells they come from. Where a cell, or a package, writes stacks in a way
 * of its own, they are as it writes them, and where they come from is still known. Returns the
 * undoing.
 */
function prepareStacks(): () => void {
  const key = "prepareStackTrace";
  const before = Object.getOwnPropertyDescriptor(Error, key);
  const noting = new WeakSet<Prepare>([prepareStack]);
  const note = (prepare: Prepare): Prepare => {
    const both: Prepare = (error, frames) => (prepareStack(error, frames), prepare(error, frames));
    noting.add(both);
    return both;
  };
  let current = prepareStack;
  const set = (prepare: unknown) => {
    const theirs = typeof prepare === "function" ? (prepare as Prepare) : prepareStack;
    current = noting.has(theirs) ? theirs : note(theirs);
  };
  Object.defineProperty(Error, key, { get: () => current, set, configurable: true });
  return () => {
    if (before === undefined) Reflect.deleteProperty(Error, key);
    else Object.defineProperty(Error, key, before);
  };
}
