import { described } from "../lib/described.ts";

/** Throws where a figure is not given the list that it draws; `of` is what makes each of it. */
export function checkList(figure: string, drawn: unknown, of: string): void {
  if (!Array.isArray(drawn))
    throw new Error(
      `${figure}() draws a list of what ${of} gives, not ${described(drawn)}${isObject(drawn) ? ": put it in [ ], if it is one" : ""}`,
    );
  const wrong: unknown = drawn.find((each) => !isObject(each));
  if (wrong !== undefined)
    throw new Error(`${figure}() draws a list of what ${of} gives, and there is ${described(wrong)} in it`);
}

/** The same for a figure of one thing, which has a field of that name. */
export function checkOne(figure: string, drawn: unknown, of: string, field: string): void {
  if (Array.isArray(drawn))
    throw new Error(`${figure}() draws one of what ${of} gives, not ${described(drawn)}: take one of them, as in [0]`);
  if (!isObject(drawn) || !(field in drawn))
    throw new Error(`${figure}() draws what ${of} gives, not ${described(drawn)}`);
}

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Promise);
