/** A column's values as places in a list of the different ones, in order of appearance. */
export function coded<T>(length: number, of: (row: number) => T): { codes: Int32Array; values: T[] } {
  const codes = new Int32Array(length);
  const values: T[] = [];
  const known = new Map<T, number>();
  for (let row = 0; row < length; row++) {
    const value = of(row);
    let code = known.get(value);
    if (code === undefined) {
      code = values.push(value) - 1;
      known.set(value, code);
    }
    codes[row] = code;
  }
  return { codes, values };
}
