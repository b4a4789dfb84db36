/** Filters and pages of describe calls. */
import type { Form } from './form.ts';
import { invalidCombination, invalidValue, notPlayed } from './refusal.ts';

/** What an object has under a filter's name: one of the values must match. Null: the simulator does not know the filter. */
export type FilterValues<T> = (item: T, filter: string) => readonly string[] | null;

/** Those that match every filter. */
export function matching<T>(items: readonly T[], form: Form, valuesOf: FilterValues<T>): readonly T[] {
  const filters = form.filters().map(({ name, values }) => ({ name, patterns: values.map(patternOf) }));
  return items.filter((item) =>
    filters.every(({ name, patterns }) => {
      const values = valuesOf(item, name);
      if (values === null) throw notPlayed(`the filter ${name} of ${form.text('Action')}`);
      return values.some((value) => patterns.some((pattern) => pattern.test(value)));
    }),
  );
}

/** Values under `tag:<key>` and `tag-key`; null for any other filter. */
export function tagValues(tags: ReadonlyMap<string, string>, filter: string): readonly string[] | null {
  if (filter === 'tag-key') return [...tags.keys()];
  if (!filter.startsWith('tag:')) return null;
  const value = tags.get(filter.slice('tag:'.length));
  return value === undefined ? [] : [value];
}

function patternOf(value: string): RegExp {
  const literal = value.replaceAll(/[\\^$.|+()[\]{}]/g, String.raw`\$&`);
  return new RegExp(`^${literal.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | null;
}

const MIN_RESULTS = 5;
const MAX_RESULTS = 1000;

/** By id, which is by no order that means anything; a page starts after the last id of the one before, whatever came or went. */
export function pageOf<T extends { readonly id: string }>(items: readonly T[], form: Form, idsName: string): Page<T> {
  const sorted = items.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const size = pageSize(form, idsName);
  const token = form.text('NextToken');
  const after = token === null ? '' : idOf(token);
  const rest = sorted.filter(({ id }) => id > after);
  const shown = size === null ? rest : rest.slice(0, size);
  const last = shown.at(-1);
  return { items: shown, nextToken: shown.length < rest.length && last !== undefined ? tokenOf(last.id) : null };
}

function pageSize(form: Form, idsName: string): number | null {
  const size = form.whole('MaxResults');
  if (size === null) return null;
  if (form.list(idsName).length > 0) throw invalidCombination(`The parameter ${idsName} cannot be used with the parameter maxResults`);
  if (size >= MIN_RESULTS && size <= MAX_RESULTS) return size;
  throw invalidValue(`Value ( ${size} ) for parameter maxResults is invalid. Expecting a value between ${MIN_RESULTS} and ${MAX_RESULTS}.`);
}

const TOKEN_PREFIX = 'after ';

function tokenOf(id: string): string {
  return Buffer.from(`${TOKEN_PREFIX}${id}`).toString('base64');
}

function idOf(token: string): string {
  const text = Buffer.from(token, 'base64').toString('utf8');
  if (!text.startsWith(TOKEN_PREFIX)) throw invalidValue('Unable to parse pagination token');
  return text.slice(TOKEN_PREFIX.length);
}
