import type { Queue } from "./open-queue.ts";
import { patiently, type Patience } from "./reach.ts";

/**
 * Has the trials of these scenarios and wordings leased before all others, in the order they are
 * named in; none named leaves the order as it is. What is under way stays so.
 */
export async function putFirst(
  { database, schema }: Queue,
  first: readonly string[],
  patience: Patience,
): Promise<void> {
  if (first.length === 0) return;
  const jobs = `${schema}_jobs.job`;
  const rank = `SELECT max(cardinality($1::text[]) + 1 - place) FROM unnest($1::text[]) WITH ORDINALITY AS named (it, place)
    WHERE it IN (data ->> 'scenario', concat_ws('/', data ->> 'scenario', data ->> 'wording'))`;
  await patiently(
    () =>
      database.query(
        `UPDATE ${jobs} AS job SET priority = ranked.rank
          FROM (SELECT name, id, coalesce((${rank}), 0) AS rank FROM ${jobs} WHERE state < 'completed') AS ranked
          WHERE job.name = ranked.name AND job.id = ranked.id AND job.priority <> ranked.rank`,
        [first],
      ),
    patience,
  );
}
