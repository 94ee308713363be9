/** A response in JSON that has been read: its value is not written as bytes, to be read again. */
export class ReadResponse extends Response {
  readonly #value: unknown;
  readonly #headers: Headers;
  constructor(value: unknown, headers: Headers) {
    super(null);
    this.#value = value;
    this.#headers = headers;
  }
  override get headers(): Headers {
    return this.#headers;
  }
  override json(): Promise<unknown> {
    return Promise.resolve(this.#value);
  }
  override text(): Promise<string> {
    return Promise.resolve(JSON.stringify(this.#value));
  }
}
