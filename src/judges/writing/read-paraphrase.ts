import { hash } from "../../lib/hash.ts";
import { lazy, zod } from "../../lib/lazy.ts";
import type { Reply } from "../../models/model.ts";
import type { Wording } from "../../scenarios/scenario.ts";
import { answeredObject } from "../asking/answered-object.ts";
import { stopped } from "../asking/stopped.ts";

const answer = lazy(() => {
  const z = zod();
  const prose = z.string().trim().min(1);
  return z.object({
    title: prose,
    texts: z.array(prose),
    choice: z.object({ ask: prose, one: prose, zero: prose }),
    facts: z.record(z.string(), z.array(prose).min(1)).default({}),
  });
});

/**
 * A model's paraphrase as a wording: the turns of the side it retells with new texts, its readings
 * and examples. In words what is wrong where the reply is none: refused, cut off, of another form,
 * of too few texts, silent on a fact.
 */
export function readParaphrase(
  reply: Pick<Reply, "text" | "stop" | "stopDetail">,
  side: Wording,
  { id, rung, provenance }: Pick<Wording, "id" | "rung" | "provenance">,
): Wording | string {
  const cut = stopped(reply);
  if (cut !== null) return `the paraphraser ${cut}`;
  const parsed = parse(reply.text);
  if (parsed === null) return "the reply is not of the form asked for";
  const unnamed = Object.keys(side.facts ?? {}).find((fact) => parsed.facts[fact] === undefined);
  if (unnamed !== undefined) return `the facts do not say what stands for "${unnamed}"`;
  const places = side.turns.flatMap(({ kind }, i) => (kind === "say" ? [i] : []));
  if (parsed.texts.length !== places.length)
    return `${parsed.texts.length} texts where ${places.length} turns are said: give one for each`;
  const turns = side.turns.map((turn, i) =>
    turn.kind === "say" ? { ...turn, text: parsed.texts[places.indexOf(i)]! } : turn,
  );
  const { readings, examples, canary, heldOut } = side;
  const content = { arm: "paraphrase" as const, turns, choice: parsed.choice, readings, examples };
  const more = {
    id,
    rung,
    title: parsed.title,
    canary,
    heldOut,
    only: {},
    ...(side.private && { private: side.private }),
    ...(side.facts && { facts: parsed.facts }),
    ...(provenance && { provenance }),
    file: `wordings/${id}.md`,
  };
  return { ...content, ...more, hash: hash(content) };
}

function parse(text: string) {
  const found = answeredObject(text);
  if ("problem" in found) return null;
  const { success, data } = answer().safeParse(found.value);
  return success ? data : null;
}
