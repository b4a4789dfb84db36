/** The log: one JSON line per event on standard error, every line through the redactor. Message static, facts as fields. */
import { pino } from 'pino';
import type { Redactor } from './redact.ts';

export type LogFields = { readonly [key: string]: unknown };

export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  /** `fields.err` prints with its whole chain of causes. */
  error(fields: LogFields, message: string): void;
  child(fields: LogFields): Log;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface LogOptions {
  readonly level: LogLevel;
  readonly redactor: Redactor;
  readonly write: (line: string) => void;
}

export function makeLog(options: LogOptions): Log {
  return pino(
    { level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    { write: (line: string) => options.write(options.redactor.text(line)) },
  );
}

/** For verbs and tests that have nothing to say. */
export const silentLog: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => silentLog,
};
