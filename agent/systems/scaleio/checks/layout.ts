/**
 * What has to hold before a domain or a fault set is removed: ScaleIO lists nothing that is in it. No gateway counts what is in one, so
 * a list that is not whole cannot be told: the fence behind this look is that ScaleIO itself refuses to remove what is not empty, and
 * that neither holds data by itself.
 */
import type { Ctx } from '../../../model/system.ts';
import type { ScaleioClient } from '../client/client.ts';

/** How many a clause names. */
const NAMED = 3;

/** A clause for a person; null: neither pool, SDS nor fault set is in it, or it is gone. Throws what ScaleioClient throws. */
export async function whyDomainNotEmpty(client: ScaleioClient, id: string, ctx: Ctx): Promise<string | null> {
  const [domain, pools, nodes, faultSets] = await Promise.all([
    client.domain(id, ctx),
    client.pools(ctx),
    client.nodes(ctx),
    client.faultSets(ctx),
  ]);
  if (domain === null) return null;
  const isIn = ({ protectionDomainId }: { readonly protectionDomainId: string }): boolean => protectionDomainId === id;
  const left = [
    ...pools.filter(isIn).map(named('pool')),
    ...nodes.filter(isIn).map(named('SDS')),
    ...faultSets.filter(isIn).map(named('fault set')),
  ];
  return left.length === 0 ? null : `protection domain ${domain.name ?? id} still has ${listed(left)}`;
}

/** A clause for a person; null: no SDS is in it, or it is gone. Throws what ScaleioClient throws. */
export async function whyFaultSetNotEmpty(client: ScaleioClient, id: string, ctx: Ctx): Promise<string | null> {
  const [faultSet, nodes] = await Promise.all([client.faultSet(id, ctx), client.nodes(ctx)]);
  if (faultSet === null) return null;
  const left = nodes.filter(({ faultSetId }) => faultSetId === id).map(named('SDS'));
  return left.length === 0 ? null : `fault set ${faultSet.name ?? id} still has ${listed(left)}`;
}

function named(what: string): (object: { readonly id: string; readonly name: string | null }) => string {
  return ({ id, name }) => `${what} ${name ?? id}`;
}

function listed(names: readonly string[]): string {
  const more = names.length > NAMED ? [`${names.length - NAMED} more`] : [];
  return [...names.toSorted().slice(0, NAMED), ...more].join(', ');
}
