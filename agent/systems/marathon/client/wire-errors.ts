/** What Marathon's error answers mean. JSON from Marathon itself, HTML from the Jetty in front of it or from a proxy. */
import type { ErrorCode } from '../../../errors.ts';
import { PlumblineError } from '../../../errors.ts';
import type { HttpResponse } from '../../../http.ts';
import { marathonErrors } from '../errors.ts';
import type { JsonObject } from '../types.ts';
import { jsonOf } from '../../../http.ts';
import { isObject } from './json.ts';

interface ErrorBody {
  /** Null when the body is not Marathon's JSON. */
  readonly message: string | null;
  /** `field path: sentence` of each thing that is wrong, sorted: Marathon's own order is not stable. */
  readonly complaints: readonly string[];
  readonly deployments: readonly string[];
  /** The fields that are wrong: `container/volumes/0/external`. */
  readonly refused: readonly string[];
}

/** The error for an answer that is not 2xx; `place` is `PUT /v2/apps/shop/web`. */
export function wireError(place: string, answer: HttpResponse): PlumblineError {
  const body = errorBody(answer.body);
  const code = codeOf(answer.status, body);
  const location = answer.headers['location'];
  const said = [sentence(body), code === marathonErrors.redirected && location !== undefined ? `to ${location}` : '']
    .filter(Boolean)
    .join(' ');
  const message = `Marathon answered ${place} with ${answer.status}${said === '' ? '.' : `: ${said}`}`;
  return new PlumblineError(code, message, { status: answer.status, deployments: body.deployments, refused: body.refused });
}

const CODE_BY_STATUS: ReadonlyMap<number, ErrorCode> = new Map([
  [400, marathonErrors.rejected],
  [401, marathonErrors.unauthorized],
  [404, marathonErrors.notFound],
  [422, marathonErrors.rejected],
  [502, marathonErrors.unavailable],
  [503, marathonErrors.unavailable],
  [504, marathonErrors.unavailable],
]);

function codeOf(status: number, body: ErrorBody): ErrorCode {
  if (status === 403) return isTooManyDeployments(body) ? marathonErrors.tooManyDeployments : marathonErrors.forbidden;
  if (status === 409) return body.deployments.length > 0 ? marathonErrors.locked : marathonErrors.conflict;
  if (status >= 300 && status < 400) return marathonErrors.redirected;
  if (status >= 500 && body.message === null) return marathonErrors.unavailable;
  return CODE_BY_STATUS.get(status) ?? (status >= 500 ? marathonErrors.serverError : marathonErrors.unexpectedAnswer);
}

/**
 * 403 is also Marathon's answer when --max_running_deployments is reached; nothing but this text, a constant of its
 * TooManyRunningDeploymentsException, tells it from a refused authorisation.
 */
function isTooManyDeployments(body: ErrorBody): boolean {
  return body.message?.startsWith('Max number (') === true;
}

function sentence(body: ErrorBody): string {
  if (body.deployments.length > 0) return `the app is locked by deployment ${body.deployments.join(', ')}.`;
  if (body.complaints.length > 0) return `${body.complaints.join('; ')}.`;
  return body.message ?? '';
}

function errorBody(body: Buffer): ErrorBody {
  const parsed = jsonOf(body);
  if (!isObject(parsed) || typeof parsed['message'] !== 'string') return { message: null, complaints: [], deployments: [], refused: [] };
  const details = Array.isArray(parsed['details']) ? parsed['details'] : [];
  const deployments = Array.isArray(parsed['deployments']) ? parsed['deployments'] : [];
  return {
    message: parsed['message'],
    complaints: details.filter(isObject).map(complaint).toSorted(),
    deployments: deployments.filter(isObject).map(({ id }) => textOf(id)),
    refused: details.filter(isObject).map(fieldOf).toSorted(),
  };
}

/** Marathon keeps these as sets: an index of one of them says nothing about a file. */
const SETS: ReadonlySet<string> = new Set(['acceptedResourceRoles', 'constraints', 'dependencies', 'healthChecks']);

/** `/container/volumes(0)/mode` is `container/volumes/0/mode`. */
function fieldOf({ path }: JsonObject): string {
  const parts = textOf(path)
    .split(/[/()]/)
    .filter((part) => part !== '');
  const set = parts.findIndex((part) => SETS.has(part));
  return (set === -1 ? parts : parts.slice(0, set + 1)).join('/');
}

/** `/container/volumes(0)/external/provider` reads as `container.volumes[0].external.provider`. */
function complaint(detail: JsonObject): string {
  const path = textOf(detail['path'])
    .replace(/^\//, '')
    .replaceAll('/', '.')
    .replaceAll(/\((\d+)\)/g, '[$1]');
  const errors = Array.isArray(detail['errors']) ? detail['errors'].map(textOf) : [];
  return `${path === '' ? 'the app' : path} ${errors.join(', ')}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/**
 * Marathon's words in all versions (RestResource, DeploymentsResource, PodsResource.find, whose message is JSON once more):
 * gateways, too, answer JSON with a message.
 */
const NO_SUCH = /^(App|Pod|Group|DeploymentPlan|\{"message": "pod with) \S+ does not exist/;

/** Null for a 404 that Marathon itself gave, not a proxy or a wrong base path: only that means "no such object". */
export function requireNotFound(body: Buffer, id: string): null {
  const answer = jsonOf(body);
  if (isObject(answer) && NO_SUCH.test(textOf(answer['message']))) return null;
  throw new PlumblineError(marathonErrors.unexpectedAnswer, `Something in front of Marathon, not Marathon, answered 404 for ${id}.`, {
    id,
  });
}
