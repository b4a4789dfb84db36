/** What Marathon writes of a pod although nobody declared it, and how it reads what people write: its answers are kept as files. */
import { MARK_FORM, MARK_LABEL } from '../model/mark.ts';
import type { Json } from '../model/ref.ts';
import { isFields, isList } from './bare-ids.ts';
import type { Fields } from './bare-ids.ts';

/** The definition without nulls, without what says nothing, and with words in the one case that documents take. */
export function declaredPod(pod: Fields): Fields {
  const { version: _shown, ...spec } = pod;
  const said = withoutNulls(spec);
  if (!isFields(said)) return {};
  return {
    ...said,
    ...part(said, 'labels', labelsIn),
    ...part(said, 'containers', (containers) => each(containers, containerIn)),
    ...part(said, 'scheduling', schedulingIn),
  };
}

/** Maps with names of the user's choosing: what is null in there is for the schema to refuse. */
const FREE: ReadonlySet<string> = new Set(['environment', 'labels', 'secrets']);

/** No Marathon tells a null from a field that is left out. */
function withoutNulls(value: Json): Json {
  if (isList(value)) return value.map(withoutNulls);
  if (!isFields(value)) return value;
  const fields = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(fields.map(([name, inner]) => [name, FREE.has(name) ? inner : withoutNulls(inner)]));
}

/** Where there are a few words to choose from, Marathon takes them in any case (type-generator, EnumVisitor.scala). */
function containerIn(container: Fields): Fields {
  const checkIn = (check: Json): Json => within(check, 'http', (http) => within(http, 'scheme', capital));
  return {
    ...container,
    ...part(container, 'image', (image) => within(image, 'kind', capital)),
    ...part(container, 'healthCheck', checkIn),
    ...part(container, 'check', checkIn),
  };
}

function schedulingIn(scheduling: Json): Json {
  const constraintsIn = (constraints: Json): Json =>
    each(constraints, (constraint) => ({ ...constraint, ...part(constraint, 'operator', capital) }));
  return within(within(scheduling, 'killSelection', capital), 'placement', (placement) => within(placement, 'constraints', constraintsIn));
}

function capital(value: Json): Json {
  return typeof value === 'string' ? value.toUpperCase() : value;
}

/** The mark of an agent that runs the pod now: see systems/marathon/mark.ts. */
function labelsIn(labels: Json): Json {
  const mark = isFields(labels) ? labels[MARK_LABEL] : undefined;
  if (!isFields(labels) || typeof mark !== 'string' || !MARK_FORM.test(mark)) return labels;
  return Object.fromEntries(Object.entries(labels).filter(([label]) => label !== MARK_LABEL));
}

function each(list: Json, change: (entry: Fields) => Json): Json {
  return isList(list) ? list.map((entry) => (isFields(entry) ? change(entry) : entry)) : list;
}

function within(value: Json, field: string, change: (inner: Json) => Json): Json {
  return isFields(value) ? { ...value, ...part(value, field, change) } : value;
}

/** The field changed; nothing when there is none. */
function part(fields: Fields, field: string, change: (value: Json) => Json): Fields {
  const value = fields[field];
  return value === undefined ? {} : { [field]: change(value) };
}
