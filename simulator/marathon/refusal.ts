/** Marathon's error answers (api/MarathonExceptionMapper.scala, Exception.scala). */
import type { Answer } from '../service.ts';
import type { ProfileName } from './profiles/profile.ts';
import type { Detail } from './shape.ts';

/** Thrown where a request is refused; the routes answer with it. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(status: number, body: { readonly message: string; readonly [name: string]: unknown }) {
    super(body.message);
    this.answer = { status, body, effect: 'none', id: null };
  }
}

/** A body that is no JSON: here `details` is a text. */
export function notJson(details: string): Refusal {
  return new Refusal(400, { message: 'Invalid JSON', details });
}

/** Values of a wrong type; up to 1.4 they are a bad request. */
export function wrongTypes(details: readonly Detail[], profile: ProfileName): Refusal {
  return new Refusal(profile === '1.4' ? 400 : 422, { message: 'Invalid JSON', details: byPath(details) });
}

export function invalid(details: readonly Detail[]): Refusal {
  return new Refusal(422, { message: 'Object is not valid', details: byPath(details) });
}

/** One entry for each path, with all that is wrong there. */
function byPath(details: readonly Detail[]): readonly Detail[] {
  const found = new Map<string, Set<string>>();
  for (const { path, errors } of details) found.set(path, new Set([...(found.get(path) ?? []), ...errors]));
  return [...found].map(([path, errors]) => ({ path, errors: [...errors] }));
}

export function noApp(id: string, version?: string): Refusal {
  return new Refusal(404, { message: `App '${id}' does not exist${version === undefined ? '' : ` in version ${version}`}` });
}

export function noDeployment(id: string): Refusal {
  return new Refusal(404, { message: `DeploymentPlan ${id} does not exist` });
}

export function alreadyExists(id: string): Refusal {
  return new Refusal(409, { message: `An app with id [${id}] already exists.` });
}

/** `<DEPLOYMENT_ID>` is literal: the real ids are only under `deployments`. */
export function locked(deploymentIds: readonly string[]): Refusal {
  const message =
    "App is locked by one or more deployments. Override with the option '?force=true'. View details at '/v2/deployments/<DEPLOYMENT_ID>'.";
  return new Refusal(409, { message, deployments: deploymentIds.map((id) => ({ id })) });
}

/** "oneusing" is Marathon's. */
export function tooManyDeployments(max: number): Refusal {
  const message =
    `Max number (${max}) of running deployments is achieved. Wait for existing deployments to complete or cancel oneusing force=true parameter. ` +
    'You can increase max deployment number by using --max_running_deployments parameter but be advised that this can have negative effects on the performance.';
  return new Refusal(403, { message });
}

export function portsExhausted(): Refusal {
  return new Refusal(500, { message: 'All ports in the range [10000-20000) are already in use' });
}

/** What this simulator does not do, said so instead of guessed. */
export function notSimulated(what: string): Refusal {
  return new Refusal(501, { message: `The simulated Marathon does not know ${what}.` });
}

/** An error page of Jetty, which is what stands in front of Marathon's own answers. */
export function errorPage(status: number, reason: string, path: string): string {
  return [
    '<html>',
    '<head>',
    '<meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>',
    `<title>Error ${status} ${reason}</title>`,
    '</head>',
    `<body><h2>HTTP ERROR ${status}</h2>`,
    `<p>Problem accessing ${path.replaceAll('<', '&lt;')}. Reason:`,
    `<pre>    ${reason}</pre></p>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}
