/** Every foreign error of this room becomes a PlumblineError here: isomorphic-git's by its `code`, the system's by its errno. */
import type { ErrorCode } from '../errors.ts';
import { PlumblineError } from '../errors.ts';
import { httpErrors } from '../http.ts';
import { repoErrors } from './errors.ts';

const NO_ACCESS = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EIO', 'EMFILE', 'ENFILE']);
/** What isomorphic-git throws when an answer is not git's protocol. */
const NOT_GIT = new Set(['SmartHttpError', 'ParseError', 'EmptyServerResponseError']);

/** The `code` of a thrown value, `''` when it has none. */
export function codeOf(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string') return thrown.code;
  return '';
}

/** isomorphic-git has no such object or ref. */
export function isMissing(thrown: unknown): boolean {
  return codeOf(thrown) === 'NotFoundError';
}

export function isCorrupt(thrown: unknown): boolean {
  return thrown instanceof PlumblineError && thrown.code === repoErrors.corrupt;
}

/**
 * `place` begins the sentence: `The cache of https://…`. What is in no list is damage: isomorphic-git answers a truncated
 * pack or index with whatever its parser stumbled over (RangeError, InternalError, zlib's texts).
 */
export function translate(thrown: unknown, place: string): PlumblineError {
  if (thrown instanceof PlumblineError) return thrown;
  const code = codeOf(thrown);
  const options = { cause: thrown };
  const error = (of: ErrorCode, what: string): PlumblineError => new PlumblineError(of, `${place} ${what}.`, { cause: code }, options);
  if (NO_ACCESS.has(code)) return error(repoErrors.noAccess, `cannot be read or written (${code})`);
  if (code === 'UnsafeFilepathError') return error(repoErrors.unsafePath, 'holds a file whose name would escape its folder');
  if (code === 'MaxDepthError') return error(repoErrors.tooLarge, 'has a longer history than the agent follows');
  if (code === 'NotFoundError') return error(repoErrors.corrupt, 'lacks an object that it should have');
  return error(repoErrors.corrupt, `is damaged (${code === '' ? nameOf(thrown) : code})`);
}

/** What failed on the way to or from the server of `url`; everything else of an operation happened in its cache. */
export function translateWire(thrown: unknown, url: string): PlumblineError {
  const error = (code: ErrorCode, what: string): PlumblineError =>
    new PlumblineError(code, `The repository ${url} ${what}.`, {}, { cause: thrown });
  if (NOT_GIT.has(codeOf(thrown))) return error(repoErrors.notGit, 'did not answer as a git server does');
  if (!(thrown instanceof PlumblineError)) return translate(thrown, `The cache of ${url}`);
  if (thrown.code === httpErrors.unreachable) return error(repoErrors.unreachable, 'cannot be reached');
  if (thrown.code === httpErrors.timeout) return error(repoErrors.timeout, 'did not answer in time');
  if (thrown.code === httpErrors.tooLarge) return error(repoErrors.tooLarge, 'sent more than the agent accepts');
  return thrown;
}

function nameOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.name : typeof thrown;
}
