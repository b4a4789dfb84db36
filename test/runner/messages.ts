/** What a worker process tells the runner about the one test file it runs. */

export type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly why: string }
  /** Not run: this outside program is not installed. */
  | { readonly kind: 'absent'; readonly program: string };

export type Message =
  /** A suite was declared with so many tests; each must be reported before `done`. */
  | { readonly kind: 'declared'; readonly tests: number }
  | { readonly kind: 'test'; readonly name: string; readonly outcome: Outcome }
  /** Something failed outside of a test: a hook, the loading of the file. */
  | { readonly kind: 'problem'; readonly what: string; readonly why: string }
  /** Everything queued was run; how many tests uvu knew of, run or skipped. */
  | { readonly kind: 'done'; readonly uvuTests: number };

/** Says it to the runner; to nobody when the file was started by hand. */
export function report(message: Message): void {
  process.send?.(message);
}
