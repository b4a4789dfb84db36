/** What an HTTP status other than 200 means for a git operation. */
import type { ErrorCode } from '../errors.ts';
import { PlumblineError } from '../errors.ts';
import type { HttpResponse } from '../http.ts';
import { repoErrors } from './errors.ts';

export interface Asked {
  /** Begins the sentence: `The repository https://…`. */
  readonly place: string;
  readonly isPush: boolean;
  readonly hasAuth: boolean;
}

export function refusalOf(answer: HttpResponse, asked: Asked): PlumblineError {
  const { code, what } = meaningOf(answer, asked);
  return new PlumblineError(code, `${asked.place} ${what}.`, { status: answer.status });
}

function meaningOf(answer: HttpResponse, { isPush, hasAuth }: Asked): { readonly code: ErrorCode; readonly what: string } {
  const { status } = answer;
  switch (status) {
    // Azure DevOps answers its sign-in page with 203.
    case 203:
    case 401:
      return { code: repoErrors.authRejected, what: hasAuth ? 'rejected git.auth' : 'asks for credentials, and there is no git.auth' };
    case 403:
      if (isPush) return { code: repoErrors.writeRefused, what: 'does not let the agent push' };
      return { code: repoErrors.authRejected, what: 'does not let the agent read it' };
    case 404:
    case 410:
      return { code: repoErrors.notFound, what: `was not found by its server (status ${status})` };
    case 429:
      return { code: repoErrors.unreachable, what: 'is asked too often for its server (status 429)' };
    default:
      return otherStatus(answer);
  }
}

function otherStatus(answer: HttpResponse): { readonly code: ErrorCode; readonly what: string } {
  const { status } = answer;
  if (status >= 500) return { code: repoErrors.unreachable, what: `cannot be reached: its server answered with status ${status}` };
  if (status >= 300 && status < 400) return { code: repoErrors.redirected, what: `has moved to ${target(answer)}` };
  return { code: repoErrors.notGit, what: `did not answer as a git server does (status ${status})` };
}

/** Where a redirect leads, without its query, which may carry a token. */
function target(answer: HttpResponse): string {
  const location = answer.headers['location'] ?? '';
  if (!URL.canParse(location)) return 'another address';
  const { origin, pathname } = new URL(location);
  return `${origin}${pathname.replace(/\/(info\/refs|git-(upload|receive)-pack)$/, '')}`;
}
