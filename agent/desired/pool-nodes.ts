/** Pools and their nodes: each row is one disk on every node of the pool; on none, or on those of another domain, it can be none. */
import type { StoragePoolSpec } from '../model/kinds.gen.ts';
import { desiredErrors } from './errors.ts';
import { at, atKey } from './rules/rule.ts';
import { told } from './sound.ts';
import type { CrossFault, Declared, Entry } from './types.ts';

const code = desiredErrors.poolNodes;

export function poolNodeFaults(declared: Declared): readonly CrossFault[] {
  const nodes = nodeIndex(declared);
  return declared.entries.StoragePool.flatMap((pool) => {
    const faults = told(pool, ({ spec }) =>
      spec.nodes === undefined ? anyNode(spec, nodes) : selectedNodes(spec, spec.nodes.matchLabels, nodes),
    );
    return (faults ?? []).map((fault) => ({ ...fault, origin: pool.origin, looked: LOOKED }));
  });
}

const LOOKED = [
  ['spec', 'protectionDomain'],
  ['spec', 'nodes', 'matchLabels'],
  ['spec', 'cloudDisks'],
];

type Node = Entry<'StorageNode'>;

interface NodeIndex {
  readonly nodes: readonly Node[];
  readonly byLabel: ReadonlyMap<string, readonly Node[]>;
  /** Domains with a node. */
  readonly domains: ReadonlySet<string>;
  /** False when some node's labels and domain are unknown, so that nobody can say that there is none. */
  readonly complete: boolean;
}

function nodeIndex({ entries: { StorageNode }, complete }: Declared): NodeIndex {
  const nodes = StorageNode.filter(({ content }) => content !== null);
  const byLabel = new Map<string, Node[]>();
  for (const node of nodes) {
    for (const [name, value] of Object.entries(node.content?.labels ?? {})) {
      const there = byLabel.get(labelOf(name, value));
      if (there === undefined) byLabel.set(labelOf(name, value), [node]);
      else there.push(node);
    }
  }
  const domains = new Set(nodes.map(({ content }) => content?.spec.protectionDomain ?? ''));
  return { nodes, byLabel, domains, complete: complete && nodes.length === StorageNode.length };
}

/** Two labels may read the same so: what is found by it is still compared. */
function labelOf(name: string, value: string): string {
  return `${name}: ${value}`;
}

type Fault = Omit<CrossFault, 'origin'>;

function anyNode({ cloudDisks, protectionDomain }: StoragePoolSpec, { domains, complete }: NodeIndex): readonly Fault[] {
  if (domains.has(protectionDomain) || cloudDisks === undefined || !complete) return [];
  const message = `No StorageNode of ${protectionDomain} is declared, so no row has a node for its disks; declare them.`;
  return [atKey(code, ['cloudDisks'], message)];
}

const SELECTOR = ['nodes', 'matchLabels'];

function selectedNodes(
  { protectionDomain }: StoragePoolSpec,
  labels: { readonly [name: string]: string },
  index: NodeIndex,
): readonly Fault[] {
  const selected = nodesWith(Object.entries(labels), index);
  if (selected.length === 0) {
    const wanted = Object.entries(labels).map(([name, value]) => labelOf(name, value));
    return index.complete
      ? [at(code, SELECTOR, `No StorageNode has the labels ${wanted.join(', ')}; label the nodes of the pool so.`)]
      : [];
  }
  const [stray, ...others] = selected.filter(({ content }) => content?.spec.protectionDomain !== protectionDomain);
  if (stray === undefined) return [];
  const more = others.length === 0 ? '' : ` ${others.length} more are in other domains too.`;
  const message = `${stray.ref} has these labels, but is in ${stray.content?.spec.protectionDomain}, and the pool in ${protectionDomain}; select nodes of one domain.${more}`;
  return [{ ...at(code, SELECTOR, message), other: { origin: stray.origin, path: ['spec', 'protectionDomain'] } }];
}

/** Looked for among those that have the rarest of the labels: there may be as many pools as nodes. */
function nodesWith(labels: readonly (readonly [string, string])[], { nodes, byLabel }: NodeIndex): readonly Node[] {
  const [rarest = nodes] = labels.map(([name, value]) => byLabel.get(labelOf(name, value)) ?? []).toSorted((a, b) => a.length - b.length);
  return rarest.filter(({ content }) => labels.every(([name, value]) => content?.labels[name] === value));
}
