/** A response in JSON that has been read: its value is not written as bytes, to be read again. */
export class ReadResponse extends Response {
  readonly #value: unknown;
  constructor(value: unknown, headers: Headers) {
    super(null, { status: 200, headers });
    this.#value = value;
  }
  override json(): Promise<unknown> {
    return Promise.resolve(this.#value);
  }
  override text(): Promise<string> {
    return Promise.resolve(JSON.stringify(this.#value));
  }
}
