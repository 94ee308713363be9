/**
 * The rings of a graph: every set of two or more files each of which leads to every other, and
 * every file that imports itself; files of a ring in alphabetical order, as are the rings. Tarjan
 * 1972.
 */
export function rings(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): void => {
    order.set(file, order.size);
    low.set(file, order.get(file)!);
    stack.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) low.set(file, Math.min(low.get(file)!, low.get(next)!));
    }
    if (low.get(file) !== order.get(file)) return;
    const ring = stack.splice(stack.indexOf(file));
    if (ring.length > 1 || graph.get(file)?.includes(file)) found.push(ring.toSorted());
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return found.toSorted((a, b) => (a[0]! < b[0]! ? -1 : 1));
}
