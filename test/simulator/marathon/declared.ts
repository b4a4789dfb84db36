/** Bodies typed from Marathon's sources, and how to bring the apps in them about. */
import { readFileSync } from 'node:fs';
import type { AppBody, Body } from '../bodies.ts';
import type { Simulated } from '../simulated.ts';

/** `apps` of the newest version, `1.4/apps` of an older one. */
export function fixture(name: string): Body {
  return JSON.parse(readFileSync(new URL(`../../fixtures/wire/marathon/${name}.json`, import.meta.url), 'utf8')).body;
}

const READ_ONLY: ReadonlySet<string> = new Set([
  'id',
  'tasks',
  'lastTaskFailure',
  'version',
  'versionInfo',
  'tasksStaged',
  'tasksRunning',
  'tasksHealthy',
  'tasksUnhealthy',
  'deployments',
  'residency',
]);

/** Forms that 1.4 shows beside newer ones; it takes only one of them. */
const TWICE: ReadonlySet<string> = new Set(['uris', 'ports']);

/** What somebody would have declared to get this app. */
export function settable(app: object): object {
  return Object.fromEntries(Object.entries(app).filter(([name]) => !READ_ONLY.has(name) && !TWICE.has(name)));
}

/** Without what depends on when it was asked. */
export function definitionOf(app: object): object {
  return { ...settable(app), constraints: undefined, healthChecks: undefined };
}

/** Deploys all of them; those that the fixture shows in a deployment are still in one. */
export async function deployAll(simulated: Simulated, apps: readonly AppBody[]): Promise<void> {
  const isRunning = ({ deployments }: AppBody): boolean => deployments.length === 0;
  for (const app of apps.filter(isRunning)) await declare(simulated, app);
  simulated.sim.advance(600_000);
  for (const app of apps) if (!isRunning(app)) await declare(simulated, app);
}

/** Only POST keeps executorResources. */
async function declare({ put, marathon }: Simulated, app: AppBody): Promise<void> {
  if (app.executorResources === undefined) await put(app.id, settable(app));
  else await marathon('POST', '/v2/apps', { id: app.id, ...settable(app) });
}
