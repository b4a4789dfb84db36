/** What Marathon writes of an app although nobody declared it: people keep its answers as files. */
import { MARK_FORM, MARK_LABEL } from '../model/mark.ts';
import type { Json } from '../model/ref.ts';
import { isFields, isList } from './bare-ids.ts';
import type { Fields } from './bare-ids.ts';

/** What it shows, and ignores when it takes an app (types/appInfo.raml). */
export const SHOWN_ONLY: ReadonlySet<string> = new Set([
  'version',
  'versionInfo',
  'tasks',
  'tasksStaged',
  'tasksRunning',
  'tasksHealthy',
  'tasksUnhealthy',
  'deployments',
  'lastTaskFailure',
  'readinessCheckResults',
  'taskStats',
  'tasksStats',
]);

/** The definition without what says nothing: answers of Marathon 1.4 to 1.11 then are what was declared. */
export function declaredIn(app: Fields): Fields {
  return {
    ...without(app, isNothing),
    ...part(app, 'container', (container) => containerIn(container, app)),
    ...part(app, 'healthChecks', (checks) => (isList(checks) ? checks.map(healthCheckIn) : checks)),
    ...part(app, 'labels', labelsIn),
  };
}

const RESIDENCY = { relaunchEscalationTimeoutSeconds: 3600, taskLostBehavior: 'WAIT_FOREVER' };

type IsNothing = (field: string, value: Json, around: Fields) => boolean;

/** Also without nulls: 1.4 writes them for everything that is not set, and no Marathon tells the two apart. */
function without(fields: Fields, isLeftOut: IsNothing): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([field, value]) => value !== null && !isLeftOut(field, value, fields)));
}

/** The field changed; nothing when there is none. */
function part(fields: Fields, field: string, change: (value: Json) => Json): Fields {
  const value = fields[field];
  return value === undefined || value === null ? {} : { [field]: change(value) };
}

const isNothing: IsNothing = (field, value, { portDefinitions, fetch }) => {
  if (SHOWN_ONLY.has(field)) return true;
  // Persistent volumes bring this residency by themselves (state/Residency.scala).
  if (field === 'residency') return isFields(value) && Object.entries(RESIDENCY).every(([name, usual]) => (value[name] ?? usual) === usual);
  // 1.4 writes ports and files to fetch in both of its ways (api/v2/json/Formats.scala).
  if (field === 'ports') return isSame(value, fieldOfEach(portDefinitions, 'port'));
  if (field === 'uris') return isSame(value, fieldOfEach(fetch, 'uri'));
  return field === 'storeUrls' && isEmpty(value);
};

function containerIn(container: Json, { networks }: Fields): Json {
  if (!isFields(container)) return container;
  const isHost = (networks ?? null) === null;
  const isNothingOfDocker: IsNothing = (field, value) =>
    (field === 'network' && value === 'HOST' && isHost) || (field === 'portMappings' && isEmpty(value));
  return {
    ...without(container, () => false),
    ...part(container, 'docker', (docker) => (isFields(docker) ? without(docker, isNothingOfDocker) : docker)),
  };
}

/** Since 1.5 it is lost, and shown as false on every check over HTTP (raml/HealthCheckConversion.scala). */
function healthCheckIn(check: Json): Json {
  return isFields(check) ? without(check, (field, value) => field === 'ignoreHttp1xx' && value === false) : check;
}

/** The mark of an agent that runs the app now: see systems/marathon/mark.ts. */
function labelsIn(labels: Json): Json {
  const mark = isFields(labels) ? labels[MARK_LABEL] : undefined;
  if (!isFields(labels) || typeof mark !== 'string' || !MARK_FORM.test(mark)) return labels;
  return Object.fromEntries(Object.entries(labels).filter(([label]) => label !== MARK_LABEL));
}

function fieldOfEach(list: Json | undefined, field: string): Json {
  return isList(list) ? list.map((entry) => (isFields(entry) ? (entry[field] ?? null) : null)) : null;
}

function isSame(one: Json, other: Json): boolean {
  return isList(one) && JSON.stringify(one) === JSON.stringify(other);
}

function isEmpty(value: Json): boolean {
  return isList(value) && value.length === 0;
}
