/**
 * tslab keeps the cells' variables in an object and writes `exports.x` where a later cell says `x`,
 * except in `{ x }`. There the name is looked up globally, so that is where it has to be found,
 * too.
 */
let cells: { exports: object } | undefined;
const builtin = new Set(Object.getOwnPropertyNames(globalThis));

Object.defineProperty(globalThis, "__tslab__", {
  get: () => cells,
  set: (module: { exports: object }) => {
    const exports = new Proxy(module.exports, {
      set: (target, name, value) => share(name, { value }) && Reflect.set(target, name, value),
      defineProperty: (target, name, how) => share(name, how) && Reflect.defineProperty(target, name, how),
    });
    cells = { ...module, exports };
  },
});

function share(name: string | symbol, { get, value }: PropertyDescriptor): true {
  if (typeof name === "string" && name !== "__esModule" && !builtin.has(name)) {
    const now: unknown = get === undefined ? value : get();
    Object.defineProperty(globalThis, name, { value: now, configurable: true, writable: true });
  }
  return true;
}
