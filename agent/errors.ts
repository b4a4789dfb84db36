/**
 * Errors. One class; each code is declared in its room's `errors.ts`, carries what the person should do, and its class
 * decides what the agent does: `stalled` waits for a person, `waiting` and `transient` come back, `bug` is ours.
 */
export type ErrorClass = 'stalled' | 'waiting' | 'transient' | 'bug';

export interface ErrorCode {
  /** `room/what-failed`, stable: people search for it. */
  readonly code: string;
  readonly class: ErrorClass;
  /** What the person should do, one sentence. */
  readonly help: string;
}

export type ErrorDetails = { readonly [key: string]: string | number | boolean | null | readonly string[] };

export class PlumblineError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PlumblineError';
    this.code = code;
    this.details = details;
  }
}

type Declared = { readonly [name: string]: Omit<ErrorCode, 'code'> };

/** Declares a room's codes: `{ loginRejected: {...} }` in room `scaleio` becomes the code `scaleio/login-rejected`. */
export function declareErrors<T extends Declared>(room: string, declared: T): { readonly [K in keyof T]: ErrorCode } {
  const entries = Object.entries(declared).map(([name, code]) => [name, { code: `${room}/${kebab(name)}`, ...code }]);
  return Object.fromEntries(entries) as { [K in keyof T]: ErrorCode };
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

export const internalErrors = declareErrors('internal', {
  unexpected: { class: 'bug', help: 'Report this with the log of the pass: it is a fault of Plumbline itself.' },
});

/** What failed and what to do about it: whatever a person reads of an error. */
export function explain(error: PlumblineError): string {
  return `${error.message} ${error.code.help}`;
}

/** Any thrown value as a PlumblineError; a foreign one becomes `internal/unexpected` with the original as its cause. */
export function asPlumblineError(thrown: unknown): PlumblineError {
  if (thrown instanceof PlumblineError) return thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return new PlumblineError(internalErrors.unexpected, `Unexpected: ${text}`, {}, { cause: thrown });
}
