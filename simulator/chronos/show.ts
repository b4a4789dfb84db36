/** A job as Chronos answers it (utils/JobSerializer.scala). */
import { FETCH_DEFAULTS } from './defaults.ts';
import { isFields } from './job.ts';
import type { Fields, Job } from './job.ts';

/** As it is kept: `GET job/{name}`, and `jobs/search`. */
export function shown({ name, fields, schedule, scheduleTimeZone, parents }: Job): Fields {
  const when = parents === null ? { schedule, scheduleTimeZone } : { parents };
  return { name, ...fields, fetch: entries(fields['fetch']).map(fileShown), ...containerShown(fields), ...when };
}

/** In the list of all: what is said as `uris` stands in `fetch`, too, and the other way about (api/JobManagementResource.scala, list). */
export function listed(job: Job): Fields {
  const { fetch, uris } = job.fields as { readonly fetch: readonly Fields[]; readonly uris: readonly string[] };
  const both = fetch.length === 0 ? { fetch: uris.map(fileAt) } : { uris: fetch.map(({ uri }) => uri) };
  return shown({ ...job, fields: { ...job.fields, ...both } });
}

function fileAt(uri: string): Fields {
  return { uri, ...FETCH_DEFAULTS, output_file: '' };
}

function fileShown({ output_file: name, ...file }: Fields): Fields {
  return name === '' ? file : { ...file, output_file: name };
}

/** Ports are written as texts. */
function containerShown({ container }: Fields): Fields {
  if (!isFields(container)) return {};
  const networkInfos = entries(container['networkInfos']).map((network) => ({
    ...network,
    portMappings: entries(network['portMappings']).map((port) => ({
      ...port,
      hostPort: String(port['hostPort']),
      containerPort: String(port['containerPort']),
    })),
  }));
  return { container: { ...container, networkInfos } };
}

function entries(value: unknown): readonly Fields[] {
  return value as readonly Fields[];
}
