/** `plumbline render [DIR]`: prints every document as it results, in one text that could stand in place of the files. */
import { newLoadCache } from '../desired/load-cache.ts';
import { findPlaces } from '../desired/places.ts';
import { allDocs } from '../model/desired.ts';
import type { AnyDoc, Desired } from '../model/desired.ts';
import { printable, printableJson } from '../model/printable.ts';
import { compareText } from '../schema/fault.ts';
import type { Place } from '../schema/fault.ts';
import type { Args } from './args.ts';
import { counted, findingsText, warningsText } from './findings.ts';
import type { Io } from './io.ts';
import { readTree } from './read-tree.ts';
import type { ReadTree } from './read-tree.ts';
import { selection } from './selection.ts';
import { yamlText } from './yaml-text.ts';

/** A refused tree prints what `validate` prints, and gives 1. */
export function renderVerb(args: Args, io: Io): Promise<number> {
  return readTree(args, io, async (tree) => {
    const { loaded } = tree;
    if (loaded.kind === 'refused') {
      io.out(findingsText(tree, args.output));
      return 1;
    }
    io.err(warningsText(tree));
    io.out(await rendered(tree, loaded.desired, args));
    return 0;
  });
}

async function rendered(tree: ReadTree, desired: Desired, { only, output }: Args): Promise<string> {
  const selected = selection(only, desired);
  const placed = await placesOf(
    allDocs(desired).filter(({ ref }) => selected(ref)),
    tree,
  );
  const sorted = placed.toSorted(({ doc: a }, { doc: b }) => compareText(a.kind, b.kind) || compareText(a.name, b.name));
  return output === 'json' ? jsonOf(desired, sorted) : yamlOf(desired, sorted);
}

interface Placed {
  readonly doc: AnyDoc;
  readonly place: Place;
}

async function placesOf(docs: readonly AnyDoc[], { source, limits }: ReadTree): Promise<readonly Placed[]> {
  const wanted = docs.map(({ origin }) => ({ origin, path: [], at: 'value' }) as const);
  const find = await findPlaces(wanted, { source, limits, cache: newLoadCache(), watch: () => {} });
  return docs.map((doc) => {
    const { line, column } = find({ origin: doc.origin, path: [], at: 'value' });
    return { doc, place: { line, column } };
  });
}

function jsonOf({ inputs }: Desired, placed: readonly Placed[]): string {
  const documents = placed.map(({ doc, place }) => ({ origin: { file: doc.origin.file, ...place }, ...written(doc) }));
  return `${printableJson({ inputs, documents })}\n`;
}

function yamlOf(desired: Desired, placed: readonly Placed[]): string {
  const all = allDocs(desired).length;
  const count = placed.length === all ? '' : `${placed.length} of `;
  const texts = placed.map(({ doc, place }) => {
    const from = printable(`# from ${doc.origin.file}:${place.line}:${place.column}`);
    return `${from}\n${yamlText(written(doc))}`;
  });
  return `${texts.join('---\n')}# ${count}${counted(all, 'document')} of commit ${desired.commit}, inputs ${desired.inputs}\n`;
}

/** What the Cluster document has done by now; done once more it would fail. */
const DONE = new Set(['include', 'vars', 'patches', 'sources']);

/** As a file would have it. */
function written({ kind, name, state, labels, annotations, spec }: AnyDoc): object {
  const kept = kind === 'Cluster' ? Object.entries(spec).filter(([key]) => !DONE.has(key)) : Object.entries(spec);
  return {
    apiVersion: 'plumbline/v1',
    kind,
    metadata: { name, ...(isEmpty(labels) ? {} : { labels }), ...(isEmpty(annotations) ? {} : { annotations }) },
    ...(state === 'present' ? {} : { state }),
    spec: Object.fromEntries(kept),
  };
}

function isEmpty(mapping: object): boolean {
  return Object.keys(mapping).length === 0;
}
