import type { Scenario } from "../scenarios/scenario.ts";
import type { Column } from "./columns.ts";

/**
 * What a perturbation was made of; "" in rows of other texts, and of factors that a scenario lacks.
 */
export interface Perturbed {
  /** Id of the wording that it was made from. */
  base: string;
  /** The level of each factor of the text. */
  [factor: `change.${string}`]: string;
}

/** The columns of {@link Perturbed}, where any of the scenarios has perturbations. */
export function perturbedColumns(scenarios: readonly Scenario[]): Record<string, Column<string>> {
  const composed = new Map(
    scenarios.flatMap(({ id, wordings }) =>
      wordings.flatMap(({ id: wording, perturbation }) =>
        perturbation ? [[`${id} ${wording}`, perturbation] as const] : [],
      ),
    ),
  );
  if (composed.size === 0) return {};
  const of = (read: (levels: { base: string; levels: Record<string, string> }) => string | undefined) => ({
    type: "string" as const,
    of: ({ summary: { trial } }: Parameters<Column["of"]>[0]) => {
      const found = composed.get(`${trial.scenario} ${trial.wording}`);
      return (found && read(found)) ?? "";
    },
  });
  const factors = new Set([...composed.values()].flatMap(({ levels }) => Object.keys(levels)));
  const changes = [...factors].map((id) => [`change.${id}`, of(({ levels }) => levels[id])] as const);
  return { base: of(({ base }) => base), ...Object.fromEntries(changes) };
}
