/** What is said under one condition: level id by factor id. */
export interface Said {
  condition: Record<string, string>;
  text: string;
}

/**
 * One template for texts that differ between conditions: the text itself where they do not, else
 * branches on the factors that matter. The texts are templates already.
 */
export function byCondition(all: Said[]): string {
  const factors = Object.keys(all[0]?.condition ?? {}).filter((factor) => matters(factor, all));
  const branches = new Map<string, string>();
  for (const { condition, text } of all) {
    const test = factors.map((factor) => `${factor} == "${condition[factor]}"`).join(" and ");
    branches.set(test, text);
  }
  const [first, ...rest] = [...branches];
  if (first === undefined) return "";
  if (rest.length === 0) return first[1];
  const last = rest.pop()!;
  return [
    `{% if ${first[0]} %}\n${first[1]}`,
    ...rest.map(([test, text]) => `{% elif ${test} %}\n${text}`),
    `{% else %}\n${last[1]}`,
    "{% endif %}",
  ].join("\n");
}

/** Whether two conditions that differ in this factor alone have different texts. */
function matters(factor: string, all: Said[]): boolean {
  const others = ({ condition }: Said) => JSON.stringify({ ...condition, [factor]: null });
  return [...Map.groupBy(all, others).values()].some((group) => group.some(({ text }) => text !== group[0]!.text));
}
