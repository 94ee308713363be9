import type { Model, Reply, Request, Context } from "../models/model.ts";
import type { Reading, Scenario, Turn, Wording } from "../scenarios/scenario.ts";

const readings: Record<string, Reading> = {
  action: { patterns: { acts: "\\bACT\\b", holds: "\\bHOLD\\b" }, otherwise: null },
  reason: { patterns: {}, otherwise: "given" },
};

const turns: Turn[] = [
  { kind: "say", role: "system", text: "You decide.", when: null },
  { kind: "say", role: "user", text: "It is {{ tier }}. {{ input.query }}", when: null },
  { kind: "reply", name: "action", when: null },
  { kind: "say", role: "user", text: "You acted. Why?", when: { reply: "action", is: "acts" } },
  { kind: "reply", name: "reason", when: { reply: "action", is: "acts" } },
];

function wording(id: string, arm: Wording["arm"]): Wording {
  return {
    id,
    arm,
    rung: arm === "paraphrase" ? "light" : null,
    title: id,
    turns: turns.map((turn) =>
      turn.kind === "say" && turn.role === "user" ? { ...turn, text: `${id}: ${turn.text}` } : turn,
    ),
    choice: { ask: "What do you do?", one: "Act", zero: "Hold" },
    readings,
    examples: { action: { acts: "I ACT.", holds: "I HOLD." }, reason: { given: "Because." } },
    hash: `hash of ${id}`,
    canary: null,
    heldOut: false,
    only: {},
    file: `wordings/${id}.md`,
  };
}

/**
 * Test support: a small scenario with a branch, a factor, two inputs, one published wording and `k`
 * paraphrases.
 */
export function sampleScenario(k = 3, id = "sample"): Scenario {
  return {
    id,
    title: "Sample",
    decision: "Act or hold?",
    source: { citation: "none", url: "https://example.org", published: "2024-01-01", bibtex: "" },
    control: null,
    controlFor: null,
    factors: [
      {
        id: "tier",
        title: "Tier",
        levels: [
          { id: "free", title: "Free" },
          { id: "paid", title: "Paid" },
        ],
      },
    ],
    varied: [],
    invariants: [],
    outcomes: [
      {
        id: "acts",
        title: "Acts",
        one: "acts",
        headline: true,
        measure: { by: "pattern", reply: "action", one: ["acts"], zero: ["holds"] },
      },
      { id: "acts-choice", title: "Acts (choice)", one: "acts", headline: false, measure: { by: "choice" } },
    ],
    inputs: [
      { id: "q1", vars: { query: "First?" } },
      { id: "q2", vars: { query: "Second?" } },
    ],
    distinctive: [],
    wordings: [
      wording("published", "recognizable"),
      ...Array.from({ length: k }, (_, index) => wording(`p${index + 1}`, "paraphrase")),
    ],
  };
}

/** Test support: a reply that says `text`. */
export function sampleReply(text: string, rest: Partial<Reply> = {}): Reply {
  return {
    text,
    reasoning: null,
    stop: "end",
    stopDetail: null,
    usage: { input: 10, output: 5, cachedInput: null, reasoning: null },
    servedModel: null,
    requestId: null,
    fingerprint: null,
    choices: null,
    latencyMs: 1,
    ...rest,
  };
}

/** Test support: a model in this process, answered by a function, which counts what it is asked. */
export function sampleModel(
  answer: (request: Request, context: Context, index: number) => Reply | Promise<Reply> = () => sampleReply("I HOLD."),
  { id = "openai-compatible/sample", ...rest }: Partial<Model> = {},
): Model & { asked: Request[] } {
  const asked: Request[] = [];
  return {
    id,
    asked,
    simulated: false,
    can: { choices: true, schema: false, score: false },
    identity: { provider: "sample", model: id },
    check: () => [],
    async generate(request, context) {
      asked.push(request);
      return answer(request, context, asked.length - 1);
    },
    ...rest,
  };
}
