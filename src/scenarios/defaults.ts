import { composePattern } from "./compose-pattern.ts";
import { fault } from "./fault.ts";
import type { Wording } from "./scenario.ts";
import type { ReadingSpecs } from "./spec.ts";

/**
 * The scenario's readings with a wording's own over them, pattern by pattern and part by part, and
 * the patterns composed of their parts. `place` is what errors call the wording's file.
 */
export function mergeReadings(defaults: ReadingSpecs, own: ReadingSpecs, place: string): Wording["readings"] {
  const merged = merge(defaults, own, (all, reading) => ({
    parts: { ...all.parts, ...reading.parts },
    patterns: { ...all.patterns, ...reading.patterns },
    otherwise: reading.otherwise === undefined ? all.otherwise : reading.otherwise,
    last: reading.last ?? all.last,
  }));
  const filled = Object.entries(merged).map(([reply, { parts, patterns, otherwise, last }]) => {
    const composed = Object.entries(patterns).map(([name, pattern]) => {
      try {
        return [name, composePattern(pattern, parts)];
      } catch (error) {
        throw fault(place, `readings.${reply}.patterns.${name}`, (error as Error).message);
      }
    });
    const reading = { patterns: Object.fromEntries(composed), otherwise: otherwise ?? null };
    return [reply, { ...reading, ...(last && { last }) }] as const;
  });
  return Object.fromEntries(filled);
}

/** The scenario's examples with a wording's own over them, reading by reading. */
export function mergeExamples(defaults: Wording["examples"], own: Wording["examples"]): Wording["examples"] {
  return merge(defaults, own, (all, examples) => ({ ...all, ...examples }));
}

function merge<T>(defaults: Record<string, T>, own: Record<string, T>, both: (all: T, own: T) => T): Record<string, T> {
  const merged = { ...defaults };
  for (const [key, value] of Object.entries(own)) {
    const known = merged[key];
    merged[key] = known === undefined ? value : both(known, value);
  }
  return merged;
}
