/** What a list is made of that makes its items when they are asked for. */
export interface ListParts<T> {
  length: number;
  at(place: number): T;
  /** All of them in order, where that is quicker than one by one. */
  walk(): Iterable<T>;
}

/**
 * An array that makes its items when they are asked for, and holds none: everything that reads an
 * array reads it. It cannot be written to.
 */
export function lazyList<T>({ length, at, walk }: ListParts<T>): T[] {
  const values = () => Iterator.from(walk());
  const entries = () => values().map((value, place): [number, T] => [place, value]);
  const quick: Partial<Record<PropertyKey, unknown>> = { length, values, entries, [Symbol.iterator]: values };
  const isPlace = (key: PropertyKey) => typeof key === "string" && /^\d+$/.test(key) && Number(key) < length;
  const refuse = () => {
    throw new TypeError("this list makes its items when they are asked for: copy it to change it, [...list]");
  };
  return new Proxy<T[]>([], {
    get: (list, key) =>
      isPlace(key) ? at(Number(key)) : key in quick ? quick[key] : (Reflect.get(list, key) as unknown),
    has: (list, key) => isPlace(key) || key in list,
    ownKeys: () => ["length"],
    getOwnPropertyDescriptor: (list, key) =>
      isPlace(key)
        ? { value: at(Number(key)), writable: true, enumerable: true, configurable: true }
        : Reflect.getOwnPropertyDescriptor(list, key),
    set: refuse,
    defineProperty: refuse,
    deleteProperty: refuse,
  });
}
