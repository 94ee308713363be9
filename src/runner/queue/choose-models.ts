import { didYouMean } from "../../lib/closest.ts";
import type { Model } from "../../models/model.ts";
import type { Lookup } from "../lookup.ts";
import { closeSubjects, openSubjects, type Opened } from "../subjects.ts";
import type { Head, Queue } from "./open-queue.ts";

/** The models that a worker asks, and those of the plan that it cannot. */
export interface Chosen {
  subjects: Map<string, Opened>;
  left: { model: string; why: string }[];
}

/**
 * Opens the models of a queue's plan that this machine can ask: those named, all of which it must,
 * else those it has keys for. Throws where there is none, where one named cannot be asked or is not
 * in the plan, and where one is not the same here as where the plan was made.
 */
export async function chooseModels(
  { head, shown }: Queue,
  named: readonly string[] | undefined,
  lookup: Lookup,
  open: Model[],
): Promise<Chosen> {
  const strange = named?.find((model) => !head.models.includes(model));
  if (strange !== undefined)
    throw new Error(
      `the plan in ${shown} does not ask ${strange}: it asks ${head.models.join(", ")}${didYouMean(strange, head.models)}`,
    );
  const models = [...new Set(named ?? head.models)];
  const subjects = await openSubjects({ ...head, models, trials: head.kinds }, open, lookup);
  const left: Chosen["left"] = [];
  try {
    for (const [model, subject] of subjects) {
      checkSame(head, subject);
      const why = refusal(subject);
      if (why === null) continue;
      if (named !== undefined) throw new Error(why);
      left.push({ model, why });
      subjects.delete(model);
      await subject.close();
    }
    if (subjects.size === 0)
      throw new Error(`this worker can ask no model of the plan in ${shown}: ${left.map(({ why }) => why).join("; ")}`);
  } catch (error) {
    await closeSubjects(subjects);
    throw error;
  }
  return { subjects, left };
}

/** Why a model cannot be asked here, such as for want of a key. */
function refusal(subject: Opened): string | null {
  try {
    subject.ask();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

function checkSame({ identities }: Head, { id, identity }: Opened): void {
  const planned = identities.find((each) => each.id === id)?.identity ?? {};
  const changed = Object.keys({ ...planned, ...identity }).filter((key) => planned[key] !== identity[key]);
  if (changed.length > 0)
    throw new Error(
      `${id} is another one here than where the plan was made (${changed.map((key) => `${key}: ${planned[key]}, here ${identity[key]}`).join("; ")}): make it the same on every machine`,
    );
}
