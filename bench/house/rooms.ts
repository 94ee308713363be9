/** The rooms along which a study flows; each imports those before it, and none after it. */
export const flow = [
  "lib",
  "scenarios",
  "models",
  "runner",
  "judges",
  "frames",
  "interop",
  "stats",
  "study",
  "plots",
  "report",
];

/** What else stands in `src/`, and what each of it may import besides itself. */
export const ends: Record<string, string[]> = {
  "index.ts": [...flow, "interop.ts", "pictures.ts", "recognition.ts", "stats.ts", "texts.ts"],
  "interop.ts": ["judges", "frames", "interop", "stats"],
  "pictures.ts": ["plots"],
  "recognition.ts": ["judges", "frames"],
  "stats.ts": ["stats"],
  "texts.ts": ["lib", "scenarios", "judges"],
  bundle: ["lib"],
  "cached.js": ["bundle", "index.ts"],
  kernel: ["lib"],
  cli: [...flow, "bundle", "kernel", "index.ts"],
};

/**
 * The rooms within a room, each importing those before it; "." is what stands in the room itself.
 */
export const within: Record<string, string[]> = {
  judges: [".", "recognition", "asking", "grading", "transcripts", "labels", "gate", "writing"],
  interop: ["exchange", "own", "mapping", "readers", "making", "writers", "."],
  stats: [
    "numbers",
    "csv",
    "groups",
    "agreement",
    "notes",
    "gap",
    "wordings",
    "posterior",
    "cues",
    "design",
    "claims",
    "paper",
  ],
  plots: [".", "figures"],
  kernel: ["processes", "session", "language", "wire", "install", "notebook"],
};

export const roomOf = (file: string): string => file.split("/")[0] ?? "";

const roomsBehind = (room: string): string[] => ends[room] ?? flow.slice(0, Math.max(flow.indexOf(room), 0));

/** The room within a room in which a file stands: its folder, or "." for the room itself. */
const innerOf = (file: string): string => (file.split("/").length > 2 ? file.split("/")[1]! : ".");

/** Whether an import leads from its room to one further on. */
export const isForward = (from: string, to: string): boolean =>
  roomOf(from) !== roomOf(to) && !roomsBehind(roomOf(from)).includes(roomOf(to));

/** Whether an import within a room leads to an inner room further on. */
export function isForwardWithin(from: string, to: string): boolean {
  const order = within[roomOf(from)];
  if (order === undefined || roomOf(from) !== roomOf(to)) return false;
  return order.indexOf(innerOf(from)) < order.indexOf(innerOf(to));
}
