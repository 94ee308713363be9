/** Several faults at once: how many they are, then a line each. */
export class Faults extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    const more = faults.length > most ? [`and ${faults.length - most} more`] : [];
    super([...(faults.length > 1 ? [`${faults.length} faults:`] : []), ...faults.slice(0, most), ...more].join("\n"));
    this.faults = faults;
  }
}

/** As many as are shown. */
const most = 30;

/**
 * Does each step, and gives what they gave; where some throw, throws all of their faults together.
 * What is no fault of a file, but one of this program, is thrown as it is.
 */
export function allOf<T>(steps: readonly (() => T)[]): T[] {
  const faults: string[] = [];
  const values = steps.flatMap((step): T[] => {
    try {
      return [step()];
    } catch (error) {
      faults.push(...faultsOf(error));
      return [];
    }
  });
  if (faults.length > 0) throw new Faults([...new Set(faults)]);
  return values;
}

function faultsOf(error: unknown): readonly string[] {
  if (error instanceof Faults) return error.faults;
  if (error instanceof TypeError || error instanceof ReferenceError || !(error instanceof Error)) throw error;
  return [error.message];
}
