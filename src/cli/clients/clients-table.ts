/** What was found of one client; a finding that is absent does not apply to it. */
export interface ClientFindings {
  client: string;
  version: string | null;
  findings: Partial<
    Record<"values" | "HTML" | "types" | "updates" | "errors" | "input" | "interrupts", boolean | null>
  >;
  /** What else was tried and works. */
  besides: string[];
}

const columns = {
  values: "Text, values",
  HTML: "HTML",
  types: "Type complaints",
  updates: "Updates in place",
  errors: "Errors at their line",
  input: "Asks",
  interrupts: "Interrupt",
} as const;

/** The kernel's page's table of clients, in Markdown, as its formatter lays it out. */
export function clientsTable(found: readonly ClientFindings[]): string {
  const heads = ["Client", "Version", ...Object.values(columns), "Besides"];
  const rows = found.map(({ client, version, findings, besides }) => [
    client,
    version ?? "",
    ...Object.keys(columns).map((key) => mark(findings[key as keyof typeof columns])),
    besides.join(", "),
  ]);
  const widths = heads.map((head, index) => Math.max(3, head.length, ...rows.map((row) => row[index]!.length)));
  const line = (cells: string[]) => `| ${cells.map((cell, index) => cell.padEnd(widths[index]!)).join(" | ")} |`;
  return [heads, widths.map((width) => "-".repeat(width)), ...rows].map(line).join("\n");
}

function mark(finding: boolean | null | undefined): string {
  return finding === true ? "yes" : finding === false ? "no" : "";
}
