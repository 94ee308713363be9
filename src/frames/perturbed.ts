import type { Perturbation, Scenario } from "../scenarios/scenario.ts";
import type { Column } from "./columns.ts";

/**
 * What a perturbation was made of; "" in rows of other texts, and of factors that a scenario lacks.
 */
export interface Perturbed {
  /** Id of the wording that it was made from. */
  base: string;
  /** Ids of the factors that are not at their first level, joined by a space. */
  changed: string;
  /** As a perturbation's {@link Perturbation.distance}; NaN in rows of other texts. */
  distance: number;
  /** The level of each factor of the text. */
  [factor: `change.${string}`]: string;
}

/** The columns of {@link Perturbed}, where any of the scenarios has perturbations. */
export function perturbedColumns(scenarios: readonly Scenario[]): Record<string, Column<string | number>> {
  const perturbations = new Map(scenarios.flatMap(perturbationsOf));
  if (perturbations.size === 0) return {};
  const of = <T extends string | number>(
    type: "string" | "number",
    otherwise: T,
    read: (perturbation: Perturbation) => T | null | undefined,
  ) => ({
    type,
    of: ({ summary: { trial } }: Parameters<Column["of"]>[0]): T => {
      const found = perturbations.get(keyOf(trial.scenario, trial.wording));
      return (found && read(found)) ?? otherwise;
    },
  });
  const factors = new Set([...perturbations.values()].flatMap(({ levels }) => Object.keys(levels)));
  const changes = [...factors].map((id) => [`change.${id}`, of("string", "", ({ levels }) => levels[id])] as const);
  return {
    base: of("string", "", ({ base }) => base),
    changed: of("string", "", ({ changed }) => changed?.join(" ")),
    distance: of("number", NaN, ({ distance }) => distance),
    ...Object.fromEntries(changes),
  };
}

const keyOf = (scenario: string, wording: string): string => `${scenario} ${wording}`;

/** A scenario's perturbations, by the key of each. */
const perturbationsOf = ({ id, wordings }: Scenario): [string, Perturbation][] =>
  wordings.flatMap(({ id: wording, perturbation }) => (perturbation ? [[keyOf(id, wording), perturbation]] : []));
