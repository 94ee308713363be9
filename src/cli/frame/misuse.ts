/** What is wrong with a command line, before anything was started. */
export class Misuse extends Error {
  override name = "Misuse";
}

/** What `read` gives; what it throws is what is wrong with the command line. */
export function orMisuse<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof Misuse ? error : new Misuse((error as Error).message, { cause: error });
  }
}

/** {@link orMisuse} of what takes its time. */
export async function orMisused<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof Misuse ? error : new Misuse((error as Error).message, { cause: error });
  }
}
