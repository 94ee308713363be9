type Method = (this: never, ...args: never[]) => unknown;

/**
 * Replaces a method where it is defined, given the one before: danfo often returns the class
 * beneath the exported one.
 */
export function replaceMethod(prototype: object, name: string, make: (before: Method) => Method): void {
  let owner = prototype as Record<string, Method>;
  while (!Object.hasOwn(owner, name)) owner = Object.getPrototypeOf(owner) as Record<string, Method>;
  const method = make(owner[name]!);
  Object.defineProperty(owner, name, { value: method, writable: true, configurable: true });
}
