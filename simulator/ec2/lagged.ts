/** A value whose changes others see late: only after so many of their describe calls. */
export class Lagged<T> {
  /** Oldest first. A call numbered above `afterCall` plus the lag sees the version. */
  #versions: readonly { readonly value: T; readonly afterCall: number }[];

  /** The first value is seen at once. */
  constructor(value: T) {
    this.#versions = [{ value, afterCall: Number.NEGATIVE_INFINITY }];
  }

  now(): T {
    return this.#last().value;
  }

  /** `callsSoFar`: how many describe calls were answered before this change. Of changes between two calls only the last shows. */
  set(value: T, callsSoFar: number): void {
    const kept = this.#last().afterCall === callsSoFar ? this.#versions.slice(0, -1) : this.#versions;
    this.#versions = [...kept, { value, afterCall: callsSoFar }];
  }

  /** What the describe call of this number, from 1, sees; a later one never sees an older version, whatever becomes of the lag. */
  seen(call: number, lag: number): T {
    const visible = this.#versions.findLastIndex(({ afterCall }) => call > afterCall + lag);
    this.#versions = this.#versions.slice(Math.max(0, visible));
    return (this.#versions[0] ?? this.#last()).value;
  }

  #last(): { readonly value: T; readonly afterCall: number } {
    const last = this.#versions.at(-1);
    if (last === undefined) throw new Error('A lagged value always has a version.');
    return last;
  }
}
