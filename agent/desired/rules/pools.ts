/** Rules about one storage pool that its schema cannot say: when it grows, and on which nodes. */
import type { StoragePoolSpec } from '../../model/kinds.gen.ts';
import type { Fault } from '../../schema/fault.ts';
import type { CrossFault } from '../cross-fault.ts';
import type { Declared, Entry } from '../declared.ts';
import { desiredErrors } from '../errors.ts';
import { diskFaults } from './disks.ts';
import { at, atKey } from './rule.ts';

export function poolFaults(declared: Declared): readonly CrossFault[] {
  return declared.entries.StoragePool.flatMap((pool) => {
    const spec = pool.content?.spec;
    if (spec === undefined) return [];
    const own = [...growthFaults(spec), ...(spec.cloudDisks === undefined ? [] : diskFaults(spec.cloudDisks))];
    return [...own.map((fault) => ({ ...fault, origin: pool.origin })), ...nodeFaults(pool, spec, declared)];
  });
}

function growthFaults({ growth, cloudDisks, thresholds }: StoragePoolSpec): readonly Fault[] {
  if (growth === undefined) return [];
  const { mode, when, target, ifUnanswered } = growth;
  const faults: Fault[] = [];
  if (cloudDisks === undefined && mode !== 'off') {
    const message = 'growth adds rows to spec.cloudDisks.rows, and there is no spec.cloudDisks; add it, or say mode: off.';
    faults.push(atKey(desiredErrors.growthWithoutDisks, ['growth'], message));
  }
  if (target >= when.usedPercent) {
    const message = `target (${target}) must be lower than when.usedPercent (${when.usedPercent}), or every growth asks for the next one.`;
    faults.push(at(desiredErrors.growthOrder, ['growth', 'target'], message));
  }
  if (thresholds !== undefined && when.usedPercent > thresholds.critical) {
    const message = `usedPercent (${when.usedPercent}) must not be above thresholds.critical (${thresholds.critical}), from which ScaleIO refuses new thin volumes.`;
    faults.push(at(desiredErrors.growthOrder, ['growth', 'when', 'usedPercent'], message));
  }
  if (ifUnanswered !== undefined && mode !== 'propose') {
    const message = `ifUnanswered is about proposals, and mode ${mode} makes none; remove it, or say mode: propose.`;
    faults.push(atKey(desiredErrors.growthUnanswered, ['growth', 'ifUnanswered'], message));
  }
  return faults;
}

/** Each row is one disk on every node of the pool: on none, or on those of another domain, it can be none. */
function nodeFaults(
  pool: Entry<'StoragePool'>,
  { nodes, cloudDisks, protectionDomain }: StoragePoolSpec,
  declared: Declared,
): readonly CrossFault[] {
  const { StorageNode } = declared.entries;
  const code = desiredErrors.poolNodes;
  const { origin } = pool;
  if (nodes === undefined) {
    const isThere = StorageNode.some(({ content }) => content === null || content.spec.protectionDomain === protectionDomain);
    if (isThere || cloudDisks === undefined || !declared.complete) return [];
    const message = `No StorageNode of ${protectionDomain} is declared, so no row has a node for its disks; declare them.`;
    return [{ ...atKey(code, ['cloudDisks'], message), origin }];
  }
  const labels = Object.entries(nodes.matchLabels);
  const selected = StorageNode.filter(({ content }) => content !== null && labels.every(([name, value]) => content.labels[name] === value));
  const selector = ['nodes', 'matchLabels'];
  if (selected.length === 0) {
    const wanted = labels.map(([name, value]) => `${name}: ${value}`).join(', ');
    const isKnown = declared.complete && StorageNode.every(({ content }) => content !== null);
    return isKnown ? [{ ...at(code, selector, `No StorageNode has the labels ${wanted}; label the nodes of the pool so.`), origin }] : [];
  }
  return selected
    .filter(({ content }) => content?.spec.protectionDomain !== protectionDomain)
    .map((node) => {
      const message = `${node.ref} has these labels, but is in ${node.content?.spec.protectionDomain}, and the pool in ${protectionDomain}; select nodes of one domain.`;
      return { ...at(code, selector, message), origin, other: { origin: node.origin, path: ['spec', 'protectionDomain'] } };
    });
}
