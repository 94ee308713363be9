const facts: Record<string, unknown> = {};

/**
 * Offers code that knows nothing of this kernel, under `Symbol.for("Jupyter.record")`, a place for
 * facts that belong with a notebook's results: called with a name and a value (JSON), it keeps the
 * value under the name; a value given as an array is added to those kept before.
 */
export function offerRecord(): void {
  Object.assign(globalThis, {
    [Symbol.for("Jupyter.record")]: (name: string, value: unknown) => {
      const before = facts[name];
      facts[name] = Array.isArray(value) && Array.isArray(before) ? [...new Set([...before, ...value])] : value;
    },
  });
}

/** The facts recorded so far in this process. */
export function recorded(): Record<string, unknown> {
  return { ...facts };
}
