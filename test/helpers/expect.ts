/** Assertions of our own, beside uvu's. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fixture, is, unreachable } from 'uvu/assert';
import { PlumblineError } from '../../agent/errors.ts';
import type { ErrorCode } from '../../agent/errors.ts';

/** Asserts that `fn` throws, or rejects with, a PlumblineError of this code (`scaleio/login-rejected`); gives the error. */
export async function rejects(fn: () => unknown, errorCode: ErrorCode | string): Promise<PlumblineError> {
  const code = typeof errorCode === 'string' ? errorCode : errorCode.code;
  const thrown = await thrownBy(fn);
  if (!(thrown instanceof PlumblineError)) throw thrown;
  is(thrown.code.code, code, `Expected ${code}, but got ${thrown.code.code}: ${thrown.message}`);
  return thrown;
}

async function thrownBy(fn: () => unknown): Promise<unknown> {
  try {
    await fn();
  } catch (thrown) {
    return thrown;
  }
  return unreachable('Expected an error, but nothing was thrown.');
}

/** Asserts that `text` equals the file `test/fixtures/<file>`; with UPDATE_GOLDEN=1 writes the file instead. */
export function golden(file: string, text: string): void {
  const path = fileURLToPath(new URL(`../fixtures/${file}`, import.meta.url));
  if (process.env['UPDATE_GOLDEN'] === '1' && process.env['CI'] === undefined) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  fixture(text, readFileSync(path, 'utf8'));
}
