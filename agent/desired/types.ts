/** What a load is made of, from a file's text to a document that can be linked. */
import type { AnyDoc, Limits, Origin, SecretRules } from '../model/desired.ts';
import type { Kind, Kinds } from '../model/kinds.gen.ts';
import type { Json, Ref, SystemName } from '../model/ref.ts';
import type { Fault, Mistake, Path } from '../schema/fault.ts';
import type { Written } from '../schema/written.ts';
import type { Asks } from './asks.ts';
import type { LoadCache } from './load-cache.ts';
import type { Sound } from './sound.ts';

export interface LoadOptions {
  /** The cluster's folder from the repository's root; `''` is the root. */
  readonly path: string;
  /** The Cluster document that must be there; null: none needs to be. */
  readonly cluster: string | null;
  /** The secrets there are; null: nobody knows, so any name passes. */
  readonly secrets: SecretRules | null;
  /** The systems there are; left out: nobody knows, so any passes. */
  readonly systems?: ReadonlySet<SystemName>;
  readonly limits: Limits;
  /** A clock that only moves forward, for `limits.loadMs`. */
  readonly monotonicMs: () => number;
  /** How messages name another file than their own; left out: from the repository's root. */
  readonly nameFile?: NameFile;
  /** Of earlier loads: a blob that it knows is neither read nor parsed. */
  readonly cache?: LoadCache;
}

/** `file` is from the repository's root. */
export type NameFile = (file: string) => string;

/** A document as its text has it: plain data, checked only for how it is written. Depends on the blob alone. */
export interface RawDoc {
  /** Which of the text's documents it is, from 0. */
  readonly index: number;
  /** Of a bare Marathon app: where in the text's document it stands. Null: it is a document of its own. */
  readonly bare: Path | null;
  /** apiVersion, kind, metadata, spec; those of a bare app are made from its definition. */
  readonly value: Json;
  /** What an earlier process has found. */
  readonly known?: KnownDoc;
}

/** Under the `key` of its `ResolvedDoc` the document fits the schema of its kind, and its spec has this digest. */
export interface KnownDoc {
  readonly key: string;
  readonly specDigest: string;
}

/** What one blob holds. */
export interface ParsedFile {
  readonly docs: readonly RawDoc[];
  readonly mistakes: readonly Mistake[];
  /** Characters by which its documents are larger than its text, as aliases are written out. */
  readonly added: number;
  /** False when something in the file could not be read: what is not found elsewhere may be declared there. */
  readonly complete: boolean;
  /** Places that were asked for later, so that they are found only once. */
  readonly places: Map<string, Written>;
}

/** A document patched, with its variables put in, and checked by itself, before it is linked. The very same object while none of that changes. */
export interface Entry<K extends Kind = Kind> {
  readonly ref: Ref;
  readonly kind: K;
  /** metadata.name; entries are found by `key`. */
  readonly name: string;
  /** The name in the Ref: `batch:/shop/web`. */
  readonly key: string;
  readonly on: string | null;
  /** spec.name, else metadata.name: what ScaleIO calls it. */
  readonly vendorName: string;
  readonly origin: Origin;
  /** Null when it does not fit its schema. */
  readonly content: Content<K> | null;
  /** The content; of a document that does not fit what is right of it, to be looked at through `told`. */
  readonly sound: Sound<K>;
  /** False when its name is none that it may have. */
  readonly isNameSound: boolean;
  /** What linking asks of it. */
  readonly asks: Asks;
}

export type Content<K extends Kind> = Pick<AnyDoc, 'state' | 'labels' | 'annotations' | 'secrets' | 'specDigest'> & {
  readonly spec: Kinds[K];
};

/** Where the parts of a document come from that its own text does not have, so that an error can name both places. */
export interface Provenance {
  /** What the document declares; null when nobody can say. */
  readonly ref: Ref | null;
  /** The place of the value at `path`, if a patch put it there: in the Cluster document, `['spec', 'patches', 2, 'merge', 'spec', 'mem']`. */
  patch(path: Path): Path | null;
  /** Names of the variables in the value at `path`. */
  variables(path: Path): readonly string[];
}

export interface Declared {
  /** In order of file and place; of several with one name all. */
  readonly entries: { readonly [K in Kind]: readonly Entry<K>[] };
  /** False when something could not be read: then nobody can say that a name is declared nowhere. */
  readonly complete: boolean;
}

/** A place in a document. */
export interface Spot {
  readonly origin: Origin;
  readonly path: Path;
}

/** A fault at a place in a document. */
export interface CrossFault extends Fault {
  readonly origin: Origin;
  /** What a rule looked at, in a document that does not stand in one place: a patch may have put something else there than its own fault. */
  readonly looked?: readonly Path[];
  /** The other document of a pair: named at the end of the message. */
  readonly other?: Spot;
  /** The others, where there may be more than one: the first of them are named. */
  readonly others?: readonly Spot[];
  /** The name that is declared nowhere, where that is the fault: no fault if it may stand in what could not be read. */
  readonly undeclared?: string;
}
