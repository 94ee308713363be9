import { fault } from "./fault.ts";
import { partNotes } from "./notes/part-notes.ts";
import { compilePattern, read } from "./read.ts";
import { readingNames, replyNames } from "./readings.ts";
import type { Wording } from "./scenario.ts";

/** Throws unless readings are of replies in the script and every pattern compiles. */
export function checkReadings(wording: Wording, place: string): void {
  const replies = replyNames(wording);
  for (const [reply, reading] of Object.entries(wording.readings)) {
    if (!replies.includes(reply))
      throw fault(place, `readings.${reply}`, `no such reply in the script; use one of ${replies.join(", ")}`);
    for (const [name, pattern] of Object.entries(reading.patterns))
      checkPattern(pattern, `${reply}.patterns.${name}`, place);
    if (reading.act !== undefined) checkPattern(reading.act, `${reply}.act`, place);
    for (const [name, pattern] of Object.entries(reading.unless ?? {}))
      checkPattern(pattern, `${reply}.unless.${name}`, place);
  }
}

function checkPattern(pattern: string, field: string, place: string): void {
  try {
    compilePattern(pattern);
  } catch (error) {
    const remedy = 'write it in RE2 syntax (no look-around, no back-reference), such as "^yes\\b"';
    throw fault(place, `readings.${field}`, `${(error as Error).message}; ${remedy}`);
  }
}

/** Throws unless every reading has an example, and every example reads so. */
export function checkExamples(wording: Wording, place: string): void {
  for (const reply of Object.keys(wording.readings))
    for (const name of readingNames(wording, reply))
      if (!wording.examples[reply]?.[name])
        throw fault(place, `examples.${reply}.${name}`, `no example; add a short reply that reads "${name}"`);
  for (const [reply, byReading] of Object.entries(wording.examples)) {
    const reading = wording.readings[reply];
    if (!reading) throw fault(place, `examples.${reply}`, `no readings.${reply}; add it or take the examples out`);
    for (const [name, text] of Object.entries(byReading)) {
      const actual = read(reading, partNotes(wording.private, text).said) ?? "nothing, or more than one thing";
      if (actual !== name)
        throw fault(place, `examples.${reply}.${name}`, `reads as ${actual}; change the example or the pattern`);
    }
  }
}
