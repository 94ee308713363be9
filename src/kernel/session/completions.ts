/**
 * What could stand at a cursor. `start` and `end` (UTF-16 offsets) bound the text that a match
 * replaces.
 */
export interface Completions {
  start: number;
  end: number;
  matches: { text: string; kind: string; detail?: string; documentation?: string }[];
}
