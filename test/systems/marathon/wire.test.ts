import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { normaliseApp } from '../../../agent/systems/marathon/normalise/app.ts';
import type { JsonObject } from '../../../agent/systems/marathon/types.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { INFO } from './inputs.ts';
import { wireApps } from './wire.ts';

const folder = fileURLToPath(new URL('../../fixtures/wire/marathon/', import.meta.url));

/** What only decode.ts reads, or nobody. */
const STATUS = ['deployments', 'id', 'tasksHealthy', 'tasksRunning', 'tasksStaged', 'tasksUnhealthy', 'version', 'versionInfo'];
/** Left out of the normal form: see normalise/. */
const DROPPED = ['executorResources', 'residency', 'healthChecks.ignoreHttp1xx'];

/** Records in `read` the path of every field that is asked for, whether there is one or not. */
function watched(value: unknown, path: string, read: Set<string>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value, {
    get(target, name) {
      const inner: unknown = Reflect.get(target, name);
      if (Array.isArray(target)) return typeof name === 'string' && /^\d+$/.test(name) ? watched(inner, path, read) : inner;
      const innerPath = path === '' ? String(name) : `${path}.${String(name)}`;
      if (typeof name === 'string' && name !== 'toJSON') read.add(innerPath);
      return watched(inner, innerPath, read);
    },
  });
}

function pathsOf(value: unknown, path: string, found: Set<string>): void {
  if (Array.isArray(value)) for (const entry of value) pathsOf(entry, path, found);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      const innerPath = path === '' ? name : `${path}.${name}`;
      found.add(innerPath);
      pathsOf(inner, innerPath, found);
    }
  }
}

/** Words that no Marathon since 1.5 answers. */
const UNSAID = ['ports', 'uris', 'ipAddress', 'container.docker.network', 'container.docker.portMappings', 'container.docker.credential'];

describe('the wire bodies of Marathon', (it) => {
  const read = new Set<string>();
  const present = new Set<string>();
  for (const app of wireApps()) {
    normaliseApp(app.id, watched(app, '', read) as JsonObject, INFO);
    pathsOf(app, '', present);
  }
  const isBelow = (path: string, paths: Iterable<string>): boolean =>
    [...paths].some((other) => path === other || path.startsWith(`${other}.`));

  it('have every field that the agent reads', () => {
    assert.equal(
      [...read].filter((path) => !present.has(path)),
      UNSAID,
    );
  });

  it('have no field that the agent overlooks', () => {
    const leaves = [...present].filter((path) => ![...present].some((other) => other.startsWith(`${path}.`)));
    const parents = [...read].filter((path) => ![...read].some((other) => other.startsWith(`${path}.`)));
    assert.equal(
      leaves.filter((path) => !isBelow(path, parents) && !isBelow(path, STATUS) && !isBelow(path, DROPPED)),
      [],
    );
  });

  it('say where they come from', () => {
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.json')) continue;
      const { source } = JSON.parse(readFileSync(`${folder}${file}`, 'utf8'));
      assert.match(String(source), /Marathon v?1\.\d+/, file);
    }
  });
});
