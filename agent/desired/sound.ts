/** A look at a document with mistakes that ends where it gets to one: what is right besides is still looked at. */
import type { Kind } from '../model/kinds.gen.ts';
import type { Fault, Path } from '../schema/fault.ts';
import { nearest } from '../schema/nearest.ts';
import type { Content, Entry } from './types.ts';

/** What rules and links look at: of a document with mistakes only through `told` and `toldBy`. */
export type Sound<K extends Kind> = Pick<Content<K>, 'state' | 'labels' | 'spec'>;

/** Thrown by a look at what is wrong; never seen outside of this file. */
const STOP = new Error('This part of the document is wrong.');

/** What `look` says of a document; null when that depends on what is wrong in it. */
export function told<K extends Kind, T>({ content, sound }: Entry<K>, look: (content: Sound<K>) => T): T | null {
  return content === null ? toldBy(look, sound) : look(sound);
}

/** The same of a part of it. */
export function toldBy<P, T>(look: (part: P) => T, part: P): T | null {
  try {
    return look(part);
  } catch (thrown) {
    if (thrown === STOP) return null;
    throw thrown;
  }
}

/** Where something is wrong: a fault, or a text of which nobody can say what it stands for. */
export type Wrong = Pick<Fault, 'path' | 'at' | 'missing' | 'meant' | 'whole'>;

interface Valid<K extends Kind> {
  readonly state?: 'present' | 'absent';
  readonly metadata: { readonly labels?: Content<K>['labels'] };
  readonly spec?: Content<K>['spec'];
}

const NOTHING = {};

/** `document` has a name and these mistakes; nothing else is wrong with it. `reads` takes down every path that is looked at. */
export function soundOf<K extends Kind>(document: unknown, wrong: readonly Wrong[], reads: Path[] | null = null): Sound<K> {
  const parts = partsOf(wrong);
  const valid = viewOf(document as object, parts, { path: [], reads }) as Valid<K>;
  return {
    get state() {
      // Not stopped by a key that nobody knows: this one has no other name.
      stopUnless(!isWrongAt(parts, 'state'));
      reads?.push(['state']);
      return (document as Valid<K>).state ?? 'present';
    },
    get labels() {
      return valid.metadata.labels ?? NOTHING;
    },
    get spec() {
      return valid.spec ?? (NOTHING as Content<K>['spec']);
    },
  };
}

/** What is wrong in one part of a document, as a tree. */
interface Part {
  isWrong: boolean;
  /** Keys that nobody knows: any field that is not there may be meant. */
  isOdd: boolean;
  readonly below: Map<string, Part>;
}

function newPart(): Part {
  return { isWrong: false, isOdd: false, below: new Map() };
}

function partsOf(wrong: readonly Wrong[]): Part {
  const root = newPart();
  for (const { path, at, missing, meant, whole } of wrong) {
    const around = partAt(root, path.slice(0, -1));
    if (meant !== undefined) partAt(around, [meant]).isWrong = true;
    else if (at === 'key') around.isOdd = true;
    partAt(root, missing === undefined ? path : [...path, missing]).isWrong = true;
    if (whole !== undefined) partAt(root, whole).isWrong = true;
  }
  return root;
}

function partAt(root: Part, path: Path): Part {
  let part = root;
  for (const name of path.map(String)) {
    const next = part.below.get(name) ?? newPart();
    part.below.set(name, next);
    part = next;
  }
  return part;
}

interface Way {
  readonly path: Path;
  readonly reads: Path[] | null;
}

function viewOf(value: object, part: Part, { path, reads }: Way): object {
  const wayTo = (key: string): Path => [...path, Array.isArray(value) && /^\d+$/.test(key) ? Number(key) : key];
  const look = (key: string | symbol): void => {
    if (typeof key === 'symbol') return;
    reads?.push(wayTo(key));
    if (part.isOdd || part.below.get(key)?.isWrong === true) stopUnless(Object.hasOwn(value, key) && !isWrongAt(part, key));
  };
  return new Proxy(value, {
    get(target, key) {
      look(key);
      const inner: unknown = Reflect.get(target, key);
      if (typeof key === 'symbol' || typeof inner !== 'object' || inner === null) return inner;
      const below = part.below.get(key);
      return below === undefined && reads === null ? inner : viewOf(inner, below ?? newPart(), { path: wayTo(key), reads });
    },
    has(target, key) {
      if (!Object.hasOwn(target, key)) look(key);
      return Reflect.has(target, key);
    },
    // Asked for by Object.hasOwn, and of every key that there is by Object.keys.
    getOwnPropertyDescriptor(target, key) {
      if (!Object.hasOwn(target, key)) look(key);
      return Reflect.getOwnPropertyDescriptor(target, key);
    },
    ownKeys(target) {
      stopUnless(!part.isOdd);
      return Reflect.ownKeys(target);
    },
  });
}

function isWrongAt(part: Part, key: string): boolean {
  return part.below.get(key)?.isWrong === true;
}

function stopUnless(isSound: boolean): void {
  if (!isSound) throw STOP;
}

/** Whether a name that is declared nowhere may be meant by one that was refused. */
export function mayBeRefused(entries: readonly Entry[]): (wanted: string) => boolean {
  let refused: readonly string[] | null = null;
  return (wanted) => {
    refused ??= entries.filter(({ isNameSound }) => !isNameSound).map(({ key }) => key);
    return refused.length > 0 && nearest(wanted, refused) !== null;
  };
}
