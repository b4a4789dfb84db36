/** What people see of the differences between a declared and a live pod where values may be secret. */
import type { FieldDiff } from '../../../model/change.ts';
import type { Json } from '../../../model/ref.ts';
import { isJsonObject, isList } from '../normalise/equal.ts';
import { SECRET_NAME } from './fields.ts';

/** Maps whose names are the user's, at any depth: a difference may be a whole list of containers. */
const MAPS: ReadonlySet<string> = new Set(['environment', 'labels']);
const IN_MAP = /(?:^|\.)(?:environment|labels)\.([^.]+)$/;

/** Without the values of variables and labels whose name looks secret. */
export function shownPodFields(fields: readonly FieldDiff[]): readonly FieldDiff[] {
  return fields.map(({ path, from, to }) => {
    const name = IN_MAP.exec(path)?.[1];
    const map = MAPS.has(path.split('.').at(-1) ?? '');
    if (name !== undefined && SECRET_NAME.test(name)) return { path, from: hidden(from), to: hidden(to) };
    return { path, from: shown(from, map), to: shown(to, map) };
  });
}

function shown(value: Json, isMap: boolean): Json {
  if (isList(value)) return value.map((entry) => shown(entry, false));
  if (!isJsonObject(value)) return value;
  const fields = Object.entries(value).map(
    ([name, inner]) => [name, isMap && SECRET_NAME.test(name) ? hidden(inner) : shown(inner, !isMap && MAPS.has(name))] as const,
  );
  return Object.fromEntries(fields);
}

function hidden(value: Json): Json {
  return value === null ? null : '***';
}
