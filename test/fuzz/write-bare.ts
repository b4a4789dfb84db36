/** Apps as bare Marathon definitions: by themselves, in a list or in a group. */
import { posix } from 'node:path';
import { fileOf } from './case.ts';
import type { FuzzCase } from './case.ts';
import type { Fields } from './parts.ts';
import type { Declared } from './repository.ts';
import { escaped } from './write-yaml.ts';
import type { Style } from './write-yaml.ts';

export function bareFiles(apps: readonly Declared[], style: Style): FuzzCase['files'] {
  if (apps.length === 0) return {};
  const one = style();
  const contents = one === 0 ? apps.map((app) => definition(app)) : [one === 1 ? apps.map((app) => definition(app)) : grouped(apps)];
  const written = (value: unknown): string =>
    escaped(one === 3 ? JSON.stringify(value, null, '\t').replaceAll('\n', '\r\n') : JSON.stringify(value));
  return Object.fromEntries(contents.map((content, index) => [`shared/bare${index}.json`, fileOf(written(content))]));
}

function definition({ name, document }: Declared): Fields {
  return { id: name, ...(document['spec'] as Fields) };
}

/** Each in a group of its own; ids relative to it. */
function grouped(apps: readonly Declared[]): Fields {
  const groups = apps.map((app) => {
    const folder = posix.dirname(app.name);
    const inner = { ...definition(app), id: posix.basename(app.name) };
    return folder === '/' ? null : { id: folder, apps: [inner], version: '2020-01-01T00:00:00.000Z', pods: [] };
  });
  const atRoot = apps.filter(({ name }) => posix.dirname(name) === '/');
  return {
    id: '/',
    apps: atRoot.map((app) => ({ ...definition(app), id: app.name.slice(1) })),
    groups: groups.filter((group) => group !== null),
  };
}
