/** Reads the body of POST /scaleio. */
import { BadInput } from '../errors.ts';
import { fieldsOf, numberIn, textIn } from '../input.ts';
import type { Fields, Range } from '../input.ts';
import type { StorageOrder } from './order.ts';

const SIZE_GIB: Range = { min: 1, max: 65_536, whole: true };
const WRITTEN_GIB: Range = { min: 0, max: 1_048_576 };

const READERS: { readonly [name in keyof StorageOrder]-?: (fields: Fields, name: string) => unknown } = {
  plugDisk(fields, name) {
    const inner = fieldsOf(fields[name], ['host', 'path', 'sizeGiB'], name);
    return { host: textIn(inner, 'host'), path: textIn(inner, 'path'), sizeGiB: numberIn(inner, 'sizeGiB', SIZE_GIB) };
  },
  renameDisks(fields, name) {
    const inner = fieldsOf(fields[name], ['host', 'paths'], name);
    const { paths } = inner;
    if (typeof paths !== 'object' || paths === null || Array.isArray(paths)) throw new BadInput('paths must be an object.');
    const pairs = Object.keys(paths).map((from) => [from, textIn(paths as Fields, from)]);
    return { host: textIn(inner, 'host'), paths: Object.fromEntries(pairs) as unknown };
  },
  failDevice(fields, name) {
    const inner = fieldsOf(fields[name], ['host', 'device', 'forGood'], name);
    return { host: textIn(inner, 'host'), device: textIn(inner, 'device'), forGood: inner['forGood'] === true };
  },
  disconnect: textIn,
  reconnect: textIn,
  writeVolume(fields, name) {
    const inner = fieldsOf(fields[name], ['volume', 'gib'], name);
    return { volume: textIn(inner, 'volume'), gib: numberIn(inner, 'gib', WRITTEN_GIB) };
  },
};

/** An order of which every field is possible. */
export function readStorageOrder(body: unknown): StorageOrder {
  const fields = fieldsOf(body, Object.keys(READERS));
  const there = Object.entries(READERS).filter(([name]) => fields[name] !== undefined);
  return Object.fromEntries(there.map(([name, read]) => [name, read(fields, name)]));
}
