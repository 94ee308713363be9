import { EventEmitter } from "node:events";
import { MessagePort, Worker } from "node:worker_threads";
import { now } from "./clock.ts";

/**
 * Something that code which runs in one realm with the cells calls, and that a cell may take away.
 */
interface Part {
  holder: object;
  key: PropertyKey;
  value: unknown;
  /** How it is kept; undefined where `holder` inherits it. */
  shape: PropertyDescriptor | undefined;
  /** Node itself lives by it: what cannot be called in its place does not stay. */
  vital: boolean;
}

const world = globalThis as Record<PropertyKey, unknown> & typeof globalThis;
const { defineProperty, deleteProperty, getOwnPropertyDescriptor, ownKeys, setPrototypeOf } = Reflect;

let parts: Part[] | null = null;
let inside = false;
/** How many pieces of the kernel's work are under way, one in the other. */
let depth = 0;
let sure = false;
let lastLook = Number.NEGATIVE_INFINITY;

/**
 * ms for which what was looked at is taken to be so while no code of people's is run: what they
 * left running may change it.
 */
const fresh = 50;

/**
 * Notes what globals and built-in objects are like, before a cell has run: the first call counts.
 */
export function rememberRealm(): void {
  parts ??= [...globals(), ...builtIns(), ...ofNode()];
}

/**
 * Runs work of the kernel's own with globals and built-in objects as they were before the first
 * cell, whatever cells have made of them since; behind it they are again as the cells have them. A
 * cell that sets `globalThis.Promise = null` harms itself. What Node lives by, put out of use, is
 * put back for good.
 */
export function asBefore<T>(work: () => T): T {
  if (inside || sure || parts === null) return counted(work);
  const changed = changes(parts);
  if (changed === null) {
    sure = true;
    lastLook = now();
    return counted(work);
  }
  inside = true;
  exchange(changed, true);
  try {
    return counted(work);
  } finally {
    exchange(changed, false);
    inside = false;
  }
}

function counted<T>(work: () => T): T {
  depth += 1;
  try {
    return work();
  } finally {
    depth -= 1;
  }
}

/** The same for what people's code calls, and may have made unsafe a moment ago. */
export function whenCalled<T>(work: () => T): T {
  if (depth === 0) sure = false;
  return asBefore(work);
}

/** Code of people's has run, or may have, so that {@link asBefore} has to look. */
export function mayHaveChanged(): void {
  sure = false;
}

/**
 * The same at the start of a turn of the event loop, where some time has passed. What was under way
 * before it was broken off, which runs no `finally`.
 */
export function mayHaveChangedMeanwhile(): void {
  depth = 0;
  inside = false;
  if (now() - lastLook > fresh) sure = false;
}

type Changed = { part: Part; value: unknown; shape: PropertyDescriptor | undefined }[];

/** What is not as it was, or null. Uses nothing that may be gone. */
function changes(all: Part[]): Changed | null {
  let changed: Changed | null = null;
  for (let at = 0; at < all.length; at++) {
    const part = all[at]!;
    const value = read(part);
    if (value === part.value) continue;
    changed ??= [];
    changed[changed.length] = { part, value, shape: shapeOf(part.holder, part.key) };
  }
  return changed;
}

/** It inherits nothing that would describe the property otherwise. */
function shapeOf(holder: object, key: PropertyKey): PropertyDescriptor | undefined {
  const shape = getOwnPropertyDescriptor(holder, key);
  if (shape !== undefined) setPrototypeOf(shape, null);
  return shape;
}

/** A cell may have put a getter there, which may throw. */
function read({ holder, key }: Part): unknown {
  try {
    return (holder as Record<PropertyKey, unknown>)[key];
  } catch {
    return undefined;
  }
}

function exchange(changed: Changed, back: boolean): void {
  for (let at = 0; at < changed.length; at++) {
    const { part, value, shape } = changed[at]!;
    if (back) put(part, part.value, part.shape);
    else if (!part.vital || (part.value !== undefined && typeof value === "function")) put(part, value, shape);
  }
}

function put({ holder, key }: Part, value: unknown, shape: PropertyDescriptor | undefined): void {
  if (shape === undefined) deleteProperty(holder, key);
  else defineProperty(holder, key, shape);
  const target = holder as Record<PropertyKey, unknown>;
  // `process` and `Buffer` are kept behind accessors.
  if (shape?.set !== undefined && target[key] !== value) target[key] = value;
}

/** The rest of what is global nothing of the kernel's in the cells' thread needs. */
const needed =
  "globalThis Object Array String Number Boolean BigInt Symbol Date Promise RegExp JSON Math Atomics " +
  "Reflect Proxy Map Set WeakMap WeakSet ArrayBuffer SharedArrayBuffer DataView Uint8Array Int32Array " +
  "Error AggregateError SuppressedError TypeError RangeError SyntaxError ReferenceError DOMException " +
  "AbortController URL process Buffer queueMicrotask";

function* globals(): Iterable<Part> {
  for (const key of needed.split(" ")) {
    // Some are made when they are first looked at.
    const value = world[key];
    yield { holder: world, key, value, shape: shapeOf(world, key), vital: false };
  }
}

/** Methods of what the kernel, and the packages that it compiles cells with, work with. */
function* builtIns(): Iterable<Part> {
  const classes = [Object, Array, String, Promise, RegExp, Map, Set, WeakMap];
  const iterators = [[].values(), new Map().keys(), new Set().keys(), ""[Symbol.iterator](), "".matchAll(/-/g)];
  const ofIterators = iterators.map((each) => Object.getPrototypeOf(each) as object);
  for (const holder of [JSON, Reflect, ...classes, ...classes.map((each) => each.prototype as object), ...ofIterators])
    yield* methods(holder);
  yield* methods(Object.getPrototypeOf(ofIterators[0]) as object);
  for (const [holder, keys] of ofBuffers) yield* methods(holder, keys);
  // What describes a property inherits from it, and a value that has the last is waited for.
  for (const key of ["get", "set", "then"])
    yield { holder: Object.prototype, key, value: undefined, shape: undefined, vital: key === "then" };
}

const ofBuffers: [holder: object, keys: string[]][] = [
  [Buffer, ["from", "alloc", "concat", "byteLength"]],
  [Buffer.prototype, ["toString", "subarray"]],
];

function* ofNode(): Iterable<Part> {
  for (const { prototype } of [Function, EventEmitter, MessagePort, Worker]) yield* methods(prototype);
  for (const key of ["emit", "on", "hrtime", "nextTick"] as const)
    yield { holder: process, key, value: process[key], shape: shapeOf(process, key), vital: true };
}

function* methods(holder: object, keys: PropertyKey[] = ownKeys(holder)): Iterable<Part> {
  for (const key of keys) {
    const shape = shapeOf(holder, key)!;
    if (typeof shape.value === "function") yield { holder, key, value: shape.value, shape, vital: true };
  }
}
