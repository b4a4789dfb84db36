/** The normal form of a job of Chronos: every default filled in, what has no order in one, ports as numbers, files only as `fetch`. */
import { isFields, isList } from '../../jobs/differences.ts';
import type { Fields, LiveJob } from '../../jobs/types.ts';
import type { Doc } from '../../model/desired.ts';
import type { Json } from '../../model/ref.ts';
import { isSameSchedule, isSpent } from './schedule.ts';

/** Of fields that Chronos fills in by itself, whatever its flags (utils/JobDeserializer.scala). */
const DEFAULTS: Fields = {
  command: '',
  shell: true,
  executor: '',
  executorFlags: '',
  taskInfoData: '',
  retries: 2,
  owner: '',
  ownerName: '',
  description: '',
  disabled: false,
  softError: false,
  dataProcessingJobType: false,
  highPriority: false,
  concurrent: false,
  maxCompletionTime: 0,
};

/** Of fields whose default is a flag of Chronos that its API does not tell. */
const FLAGGED = ['cpus', 'mem', 'disk', 'runAsUser'];

const FETCH: Fields = { output_file: '', extract: true, executable: false, cache: false };
const CONTAINER: Fields = { type: 'DOCKER', network: 'HOST', forcePullImage: false };

export function liveForm({ definition }: LiveJob): Fields {
  // Every Chronos writes every field that it knows: one that is missing is of a newer one.
  const known = Object.keys(DEFAULTS).filter((name) => name in definition);
  return formOf({ ...pick(definition, [...known, ...FLAGGED]) }, definition);
}

/** `live` keeps what the document leaves to it, and what its Chronos does not know stays out. */
export function wantedForm(doc: Doc<'Job'>, live: Fields | null): Fields {
  const said = saidBy(doc);
  const own = { ...DEFAULTS, ...pick(said, [...Object.keys(DEFAULTS), ...FLAGGED]) };
  const form = formOf(own, said);
  return live === null ? form : settled({ ...pick(live, FLAGGED), ...without(form, notKept(form, live)) }, live);
}

/** Names of fields that the Chronos of this job does not know. */
export function notKept(form: Fields, live: Fields): readonly string[] {
  return Object.keys(form).filter((name) => name in DEFAULTS && !(name in live));
}

/** What the document says, in the words of Chronos. */
export function saidBy({ spec }: Doc<'Job'>): Fields {
  return (spec.chronos ?? {}) as unknown as Fields;
}

/** A schedule that only moved on is as wanted; a job that was disabled because it had run as often as it should stays so. */
export function settled(form: Fields, live: Fields): Fields {
  const [wanted, current, zone] = [form['schedule'], live['schedule'], form['scheduleTimeZone']];
  if (typeof wanted !== 'string' || typeof current !== 'string' || typeof zone !== 'string') return form;
  if (!isSameSchedule(wanted, current, zone)) return form;
  const disabled = isSpent(current) ? (live['disabled'] ?? null) : (form['disabled'] ?? null);
  return { ...form, schedule: current, disabled };
}

function formOf(own: Fields, job: Fields): Fields {
  return {
    ...own,
    arguments: listIn(job, 'arguments'),
    environmentVariables: variablesIn(listIn(job, 'environmentVariables')),
    fetch: filesIn(job),
    constraints: sorted(listIn(job, 'constraints')),
    ...(isFields(job['container']) ? { container: containerIn(job['container']) } : {}),
    ...whenIn(job),
  };
}

function variablesIn(list: readonly Json[]): Fields {
  return Object.fromEntries(
    list.flatMap((one) => (isFields(one) && typeof one['name'] === 'string' ? [[one['name'], one['value'] ?? '']] : [])),
  );
}

/** Both are never said together; in the list of all jobs each shows what the other says. */
function filesIn(job: Fields): readonly Json[] {
  const files = listIn(job, 'fetch');
  const uris = listIn(job, 'uris').map((uri): Fields => ({ uri }));
  return (files.length > 0 ? files : uris).filter(isFields).map((file) => ({ ...FETCH, ...file }));
}

function whenIn(job: Fields): Fields {
  if (isList(job['parents'])) return { parents: sorted(job['parents']) };
  return { schedule: job['schedule'] ?? '', scheduleTimeZone: job['scheduleTimeZone'] ?? '' };
}

function containerIn(container: Fields): Fields {
  return {
    ...CONTAINER,
    ...pick(container, ['type', 'image', 'network', 'networkName', 'forcePullImage']),
    networkInfos: listIn(container, 'networkInfos').filter(isFields).map(networkIn),
    volumes: sorted(listIn(container, 'volumes').filter(isFields).map(volumeIn)),
    parameters: listIn(container, 'parameters'),
  };
}

/** Ports are answered as texts (utils/JobSerializer.scala). */
function networkIn(network: Fields): Fields {
  const portMappings = listIn(network, 'portMappings')
    .filter(isFields)
    .map((port) => ({ ...port, hostPort: Number(port['hostPort']), containerPort: Number(port['containerPort']) }));
  return { ...network, labels: sorted(listIn(network, 'labels')), portMappings };
}

function volumeIn(volume: Fields): Fields {
  const { external } = volume;
  return isFields(external) ? { ...volume, external: { ...external, options: sorted(listIn(external, 'options')) } } : volume;
}

function sorted(list: readonly Json[]): readonly Json[] {
  const key = (entry: Json): string => JSON.stringify(isFields(entry) ? Object.entries(entry).toSorted(byName) : entry);
  return list.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

function listIn(fields: Fields, name: string): readonly Json[] {
  const value = fields[name];
  return isList(value) ? value : [];
}

function pick(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])));
}

function without(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

function byName([one]: readonly [string, Json], [other]: readonly [string, Json]): number {
  return one < other ? -1 : 1;
}
