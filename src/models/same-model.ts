/** Whether two ids are of one model, whatever options they have. */
export function isSameModel(a: string, b: string): boolean {
  const plain = (id: string) => id.split("?", 1)[0];
  return plain(a) === plain(b);
}
