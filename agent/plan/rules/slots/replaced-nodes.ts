/** Nodes whose disks are of another machine or another SDS: said once for each node, with what follows for its disks. */
import type { Finding } from '../../../model/observed.ts';
import type { Ref } from '../../../model/ref.ts';
import { monthlyUsd } from '../prices.ts';
import type { RuleFacts } from '../types.ts';
import { priceText } from './drafts.ts';
import { nodeReplaced, OTHER_NODE } from './node-stops.ts';
import type { Judged } from './row.ts';
import type { SlotView } from './slot-view.ts';
import { findingOf } from './stop.ts';

export function replacedNodes(judged: readonly Judged[], { prices }: RuleFacts): readonly Finding[] {
  const byNode = new Map<Ref, SlotView[]>();
  for (const { slot, state } of judged) {
    if (state.kind !== 'stopped' || state.stop.code !== OTHER_NODE) continue;
    byNode.set(slot.node.ref, [...(byNode.get(slot.node.ref) ?? []), slot]);
  }
  return [...byNode.values()].flatMap((slots) => {
    const [first] = slots;
    if (first === undefined) return [];
    const { node } = first;
    const usd = slots.map(({ row }) => monthlyUsd(row, prices));
    const sum = usd.reduce((total, one) => (total === null || one === null ? null : total + one), 0);
    const incarnation = 1 + Math.max(node.incarnation, ...slots.map(({ known }) => known?.applied?.incarnation ?? 0));
    return [findingOf(node.ref, nodeReplaced(node, { disks: slots.length, price: priceText(sum), incarnation }))];
  });
}
