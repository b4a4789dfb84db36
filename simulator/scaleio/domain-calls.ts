/** What can be asked of protection domains and fault sets. Each call changes the state or throws a Refusal, never half of it. */
import { checkFree } from './names.ts';
import { found } from './objects.ts';
import { optional, required, wholeNumber } from './params.ts';
import type { Params } from './params.ts';
import { refused } from './rc.ts';
import { newDomain, nextSlot } from './start.ts';
import type { Domain, FaultSet, ScaleioState } from './state.ts';

/** Of each SDS, in KiB a second: less is refused; goscaleio's list says 5 MB. */
const LEAST_LIMIT_KIBPS = 5 * 1024;

export function createDomain(state: ScaleioState, params: Params): Domain {
  const name = required(params, 'name');
  checkFree(name, state.domains, { rc: 'FD_NAME_IN_USE' });
  const domain = newDomain(state.ids.next('ProtectionDomain', nextSlot(state.domains)), name);
  state.domains = [...state.domains, domain];
  return domain;
}

export function setProtectionDomainName(state: ScaleioState, domain: Domain, params: Params): void {
  const name = required(params, 'name');
  checkFree(name, state.domains, { rc: 'FD_NAME_IN_USE', own: domain });
  domain.name = name;
}

/** What its SDSs may copy for rebuild, for rebalance and in all; 0: no limit. One may be left out. */
export function setSdsNetworkLimits(_: ScaleioState, domain: Domain, params: Params): void {
  const limit = (key: string, now: number | null): number | null => {
    const text = optional(params, key);
    if (text === null) return now;
    const kibps = wholeNumber(text, key);
    if (kibps > 0 && kibps < LEAST_LIMIT_KIBPS) throw refused('INVALID_TGT_NETWORK_LIMITS');
    return kibps === 0 ? null : kibps;
  };
  const { limits } = domain;
  const rebuild = limit('rebuildLimitInKbps', limits.rebuild);
  const rebalance = limit('rebalanceLimitInKbps', limits.rebalance);
  const overall = limit('overallLimitInKbps', limits.overall);
  if (overall !== null && overall <= Math.max(rebuild ?? 0, rebalance ?? 0)) throw refused('INVALID_TGT_NETWORK_LIMITS');
  domain.limits = { rebuild, rebalance, overall };
}

export function activateProtectionDomain(_: ScaleioState, domain: Domain): void {
  domain.state = 'Active';
}

export function inactivateProtectionDomain(_: ScaleioState, domain: Domain): void {
  domain.state = 'Inactive';
}

export function removeProtectionDomain(state: ScaleioState, domain: Domain): void {
  const isIn = ({ domainId }: { readonly domainId: string }): boolean => domainId === domain.id;
  if (state.sds.some(isIn)) throw refused('FD_HAS_TGTS');
  if (state.pools.some(isIn)) throw refused('FD_HAS_STORAGE_POOLS');
  if (state.faultSets.some(isIn)) throw refused('FD_HAS_FAULT_SETS');
  state.domains = state.domains.filter((other) => other !== domain);
}

export function createFaultSet(state: ScaleioState, params: Params): FaultSet {
  const domainId = found(state.domains, required(params, 'protectionDomainId'), 'FD_NOT_FOUND').id;
  const name = required(params, 'name');
  checkFree(name, state.faultSets, { rc: 'FAULT_SET_NAME_ALREADY_EXISTS' });
  const faultSet: FaultSet = { id: state.ids.next('FaultSet', nextSlot(state.faultSets)), name, domainId };
  state.faultSets = [...state.faultSets, faultSet];
  return faultSet;
}

export function setFaultSetName(state: ScaleioState, faultSet: FaultSet, params: Params): void {
  const name = required(params, 'newName');
  checkFree(name, state.faultSets, { rc: 'FAULT_SET_NAME_ALREADY_EXISTS', own: faultSet });
  faultSet.name = name;
}

export function removeFaultSet(state: ScaleioState, faultSet: FaultSet): void {
  if (state.sds.some(({ faultSetId }) => faultSetId === faultSet.id)) throw refused('FAULT_SET_HAS_TGTS');
  state.faultSets = state.faultSets.filter((other) => other !== faultSet);
}
