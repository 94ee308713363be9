import { composePattern } from "./compose-pattern.ts";
import { fault } from "./fault.ts";
import type { Wording } from "./scenario.ts";
import type { ReadingSpecs } from "./spec.ts";

/**
 * The scenario's readings with a wording's own over them, pattern by pattern and part by part, and
 * the patterns composed of their parts. `place` is what errors call the wording's file.
 */
export function mergeReadings(defaults: ReadingSpecs, ofWording: ReadingSpecs, place: string): Wording["readings"] {
  const merged = merge(defaults, ofWording, (all, reading) => ({
    parts: { ...all.parts, ...reading.parts },
    patterns: { ...all.patterns, ...reading.patterns },
    otherwise: reading.otherwise === undefined ? all.otherwise : reading.otherwise,
    last: reading.last ?? all.last,
    act: reading.act ?? all.act,
    unless: reading.unless || all.unless ? { ...all.unless, ...reading.unless } : undefined,
  }));
  const filled = Object.entries(merged).map(([reply, { parts, patterns, otherwise, last, act, unless }]) => {
    const composed = (field: string, pattern: string) => {
      try {
        return composePattern(pattern, parts);
      } catch (error) {
        throw fault(place, `readings.${reply}.${field}`, (error as Error).message);
      }
    };
    const all = (field: string, named: Record<string, string>) =>
      Object.fromEntries(Object.entries(named).map(([name, pattern]) => [name, composed(`${field}.${name}`, pattern)]));
    const reading = { patterns: all("patterns", patterns), otherwise: otherwise ?? null };
    const more = { ...(act && { act: composed("act", act) }), ...(unless && { unless: all("unless", unless) }) };
    return [reply, { ...reading, ...(last && { last }), ...more }] as const;
  });
  return Object.fromEntries(filled);
}

/** The scenario's examples with a wording's own over them, reading by reading. */
export function mergeExamples(defaults: Wording["examples"], ofWording: Wording["examples"]): Wording["examples"] {
  return merge(defaults, ofWording, (all, examples) => ({ ...all, ...examples }));
}

function merge<T>(
  defaults: Record<string, T>,
  ofWording: Record<string, T>,
  both: (all: T, ofWording: T) => T,
): Record<string, T> {
  const merged = { ...defaults };
  for (const [key, value] of Object.entries(ofWording)) {
    const known = merged[key];
    merged[key] = known === undefined ? value : both(known, value);
  }
  return merged;
}
