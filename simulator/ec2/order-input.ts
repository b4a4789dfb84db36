/** Reads the body of POST /ec2. */
import { BadInput } from '../errors.ts';
import { fieldsOf, numberIn, oneOf, textIn } from '../input.ts';
import type { Fields, Range } from '../input.ts';
import type { CloudOrder } from './order.ts';

const COUNT: Range = { min: 0, max: 1_000_000, whole: true };
const TIMES: Range = { min: 1, max: 1_000_000, whole: true };
const STATUS: Range = { min: 400, max: 599, whole: true };
const DAY: Range = { min: 0, max: 86_400_000 };
const SIZE_GIB: Range = { min: 1, max: 65_536, whole: true };

type Reader = (fields: Fields, name: string) => unknown;

const READERS: { readonly [name in keyof CloudOrder]-?: Reader } = {
  lag: objectOf(['tags', 'volumes', 'mappings'], number(COUNT)),
  delaysMs: objectOf(['create', 'attach', 'detach', 'delete', 'modify', 'optimize'], number(DAY)),
  quotas: objectOf(['volumes', 'gib', 'iops'], orNull(number(COUNT))),
  ghosts: number(COUNT),
  errors: number(COUNT),
  hangs: number(COUNT),
  attachLimit: orNull(number(COUNT)),
  overLimit: (fields, name) => oneOf(fields, name, ['refuse', 'hang']),
  hiddenNames: (fields, name) => mapIn(fields, name, textsIn),
  unauthorized: textsIn,
  refuse: (fields, name) => {
    const inner = fieldsOf(fields[name], ['call', 'times', 'code', 'status'], name);
    return { ...given(inner, { call: textIn, code: textIn, status: number(STATUS) }), times: numberIn(inner, 'times', TIMES) };
  },
  stripTags: textIn,
  attachElsewhere: (fields, name) => {
    const inner = fieldsOf(fields[name], ['disk', 'host'], name);
    return { disk: textIn(inner, 'disk'), host: textIn(inner, 'host') };
  },
  addDisk: (fields, name) => {
    const inner = fieldsOf(fields[name], ['zone', 'sizeGiB', 'tags', 'host'], name);
    const required = { zone: textIn(inner, 'zone'), sizeGiB: numberIn(inner, 'sizeGiB', SIZE_GIB), tags: mapIn(inner, 'tags', textIn) };
    return { ...required, ...given(inner, { host: textIn }) };
  },
};

/** An order of which every field is possible. */
export function readOrder(body: unknown): CloudOrder {
  const fields = fieldsOf(body, Object.keys(READERS));
  return given(fields, READERS) as CloudOrder;
}

/** What these readers make of the fields that are there. */
function given(fields: Fields, readers: { readonly [name: string]: Reader }): object {
  const there = Object.entries(readers).filter(([name]) => fields[name] !== undefined);
  return Object.fromEntries(there.map(([name, read]) => [name, read(fields, name)]));
}

function number(range: Range): Reader {
  return (fields, name) => numberIn(fields, name, range);
}

/** An object with some of these fields. */
function objectOf(names: readonly string[], read: Reader): Reader {
  return (fields, name) => given(fieldsOf(fields[name], names, name), Object.fromEntries(names.map((one) => [one, read])));
}

function orNull(read: Reader): Reader {
  return (fields, name) => (fields[name] === null ? null : read(fields, name));
}

function textsIn(fields: Fields, name: string): readonly string[] {
  const value = fields[name];
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
  throw new BadInput(`${name} must be a list of texts.`);
}

function mapIn(fields: Fields, name: string, read: Reader): object {
  const value = fields[name];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new BadInput(`${name} must be an object.`);
  const inner = value as Fields;
  return Object.fromEntries(Object.keys(inner).map((key) => [key, read(inner, key)]));
}
