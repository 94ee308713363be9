import { declare } from "../frame/command.ts";
import { folderToWrite } from "../frame/file-to-write.ts";
import { isServer } from "./checks.ts";
import * as shared from "./shared-options.ts";

export const work = declare({
  name: "work",
  purpose: "ask what a queue's plan has left, on any machine",
  positionals: {
    as: "ADDRESS",
    what: "queue",
    meaning: "the queue, as of run --queue: postgres://user@host/database",
    least: 1,
    most: 1,
    check: isServer,
  },
  options: {
    model: {
      ...shared.model,
      many: "commas",
      meaning: "only these models of the plan",
      otherwise: "those this machine has keys for",
    },
    concurrency: { ...shared.concurrency, otherwise: "20" },
    "requests-per-minute": {
      type: "number",
      as: "N",
      above: 0,
      meaning: "what all workers with this machine's key may ask of each of these models together",
    },
    "tokens-per-minute": { type: "number", as: "N", above: 0, meaning: "the same, of tokens sent" },
    mode: shared.mode,
    cassette: shared.cassette,
    dir: {
      type: "text",
      as: "DIR",
      meaning: "its own folder, where replies are before the queue has them",
      otherwise: "out/workers/…",
      check: folderToWrite,
    },
  },
  about: [
    "parallax run --queue ADDRESS puts a plan there. Workers come and go: one that is killed loses nothing that it received, once it is started again in its folder.",
  ],
  notes: [
    "Ctrl-C, or SIGTERM, asks nothing new, waits for what is under way and gives the rest back; a second one cuts that off.",
  ],
  examples: ["work postgres://parallax@db.example.org/study --model anthropic/claude-opus-4-6 --concurrency 50"],
  together: ({ mode }) => {
    if (mode === "replay") throw new Error("--mode replay asks no model: a worker has nothing to do in it");
  },
  results: true,
});
