/** Whether exactly what is declared was read: counted without the product's own code. */
import { posix } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';
import type { AnyDoc, Desired } from '../../agent/model/desired.ts';
import { allDocs } from '../../agent/model/desired.ts';
import type { ExpectedDocument, FuzzCase } from './case.ts';
import { membersIn } from './groups.ts';
import { isPlain } from './objects.ts';

export function documentProblems(desired: Desired, one: FuzzCase): readonly string[] {
  const docs = allDocs(desired);
  const count = [...readPaths(one, docs)].reduce((sum, path) => sum + declaredIn(path, one), 0);
  const { expected } = one;
  return [
    ...(count === docs.length ? [] : [`${count} documents are declared, and ${docs.length} were read.`]),
    ...docs
      .filter(({ spec, labels, annotations }) => !isPlain([spec, labels, annotations]))
      .map(({ ref }) => `${ref} holds an object that is no plain one.`),
    ...(expected.kind === 'accepted' ? expected.documents.flatMap((document) => differences(document, desired)) : []),
  ];
}

function differences({ kind, name, spec, labels }: ExpectedDocument, { docs }: Desired): readonly string[] {
  const doc = (docs as unknown as { readonly [kind: string]: ReadonlyMap<string, AnyDoc> })[kind]?.get(name);
  if (doc === undefined) return [`${kind}/${name} was not read.`];
  const isSame = isDeepStrictEqual(doc.spec, spec) && isDeepStrictEqual(doc.labels, labels);
  return isSame
    ? []
    : [`${kind}/${name} says ${JSON.stringify([spec, labels])}, and was read as ${JSON.stringify([doc.spec, doc.labels])}`];
}

/** The cluster's own folder, those that its document includes, and the files of its sources. */
function readPaths({ files, options }: FuzzCase, docs: readonly AnyDoc[]): ReadonlySet<string> {
  const cluster = docs.find((doc) => doc.kind === 'Cluster');
  const base = posix.dirname(cluster?.origin.file ?? '');
  const { include = [], sources = [] } = cluster?.kind === 'Cluster' ? cluster.spec : {};
  const folders = [options.path, ...include.map((folder) => posix.join(base, folder).replace(/\/$/, ''))];
  const patterns = sources.map((source) => globOf(posix.join(base, source.files)));
  const regular = Object.keys(files).filter((path) => files[path]?.mode.startsWith('100') === true);
  const isHidden = (path: string, folder: string): boolean => `/${path.slice(folder.length)}`.includes('/.');
  const yaml = regular.filter(
    (path) => /\.ya?ml$/i.test(path) && folders.some((folder) => path.startsWith(`${folder}/`) && !isHidden(path, folder)),
  );
  return new Set([...yaml, ...regular.filter((path) => patterns.some((pattern) => pattern.test(path)))]);
}

function globOf(pattern: string): RegExp {
  const parts = pattern
    .split(/(\*\*\/|\*)/)
    .map((part) => (part === '**/' ? '(?:[^/.][^/]*/)*' : part === '*' ? '[^/]*' : part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')));
  return new RegExp(`^${parts.join('')}$`);
}

function declaredIn(path: string, { files }: FuzzCase): number {
  const text = new TextDecoder().decode(files[path]?.bytes);
  if (path.endsWith('.json')) return appsIn(JSON.parse(text));
  const documents = parseAllDocuments(text).map((document): unknown => document.toJS({ maxAliasCount: -1 }));
  return documents.filter((document) => document !== null).reduce<number>((sum, document) => sum + 1 + membersIn(document), 0);
}

function appsIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + appsIn(one), 0);
  const { apps, groups } = value as { readonly apps?: readonly unknown[]; readonly groups?: readonly unknown[] };
  return apps === undefined && groups === undefined ? 1 : appsIn(apps ?? []) + appsIn(groups ?? []);
}
