/** Storage nodes and each other: no address is another SDS's, and none takes the name of another by `renamedFrom`. */
import type { ByName } from './declared.ts';
import { firstsBy } from './declared.ts';
import { desiredErrors } from './errors.ts';
import { addFault } from './most-faults.ts';
import { hasVendorName, vendorPath } from './names.ts';
import { ipOf } from './rules/nodes.ts';
import { told } from './sound.ts';
import type { CrossFault, Entry } from './types.ts';

type Node = Entry<'StorageNode'>;

export function storageNodeFaults({ StorageNode }: ByName): readonly CrossFault[] {
  const nodes = [...StorageNode.values()];
  return [...addressFaults(nodes), ...renameFaults(nodes)];
}

/** One that is to go may leave its address to another one. */
function addressFaults(nodes: readonly Node[]): readonly CrossFault[] {
  const faults: CrossFault[] = [];
  const holders = new Map<string, Node>();
  for (const node of nodes) {
    const ips = told(node, ({ state, spec }) => (state === 'present' ? (spec.ips ?? []).map(ipOf) : [])) ?? [];
    for (const [index, ip] of ips.entries()) {
      const holder = holders.get(ip);
      if (holder === undefined) holders.set(ip, node);
      else if (holder !== node) addFault(faults, taken(node, ['spec', 'ips', index], ip, holder));
    }
  }
  return faults;
}

function taken(node: Node, path: CrossFault['path'], ip: string, holder: Node): CrossFault {
  const message = `${ip} is an address of ${holder.ref}, too.`;
  const other = { origin: holder.origin, path: ['spec', 'ips'] };
  return { code: desiredErrors.nodeAddresses, origin: node.origin, path, at: 'value', message, other };
}

function renameFaults(nodes: readonly Node[]): readonly CrossFault[] {
  const renamed = nodes.filter((node) => fromOf(node) !== null);
  if (renamed.length === 0) return [];
  const owners = firstsBy(nodes.filter(hasVendorName), ({ vendorName }) => vendorName);
  const takers = firstsBy(renamed, fromOf);
  return renamed.flatMap((node) => {
    const from = fromOf(node) ?? '';
    if (from === node.vendorName) return [misnamed(node, `${node.ref} is called ${from} already.`)];
    const owner = owners.get(from);
    if (owner !== undefined) return [misnamed(node, `${owner.ref} is the SDS called ${from}.`, owner)];
    const first = takers.get(from);
    return first === undefined || first === node ? [] : [misnamed(node, `${first.ref} is renamed from ${from} too.`, first)];
  });
}

function fromOf(node: Node): string | null {
  return told(node, ({ spec }) => spec.renamedFrom) ?? null;
}

function misnamed(node: Node, message: string, other?: Node): CrossFault {
  const found = { code: desiredErrors.badRename, origin: node.origin, path: ['spec', 'renamedFrom'], at: 'value', message } as const;
  return other === undefined ? found : { ...found, other: { origin: other.origin, path: vendorPath(other) } };
}
