/** The MDM cluster, as the System object has it, and as queryMdmCluster answers it. */
import type { Body } from './body-parts.ts';
import { has, softwareVersion } from './profile.ts';
import type { Mdm, ScaleioState } from './state.ts';

/** The first host is the master MDM, the second the slave, the third the tie-breaker; they do not change places. */
export function mdmCluster(state: ScaleioState): Body {
  const { mdms } = state.system;
  const good = mdms.filter((one) => isUp(state, one));
  return {
    id: BigInt(`0x${state.system.id}`).toString(),
    clusterState: good.length === mdms.length ? 'ClusteredNormal' : 'ClusteredDegraded',
    clusterMode: 'ThreeNodes',
    goodNodesNum: good.length,
    goodReplicasNum: mdms.slice(0, 2).filter((one) => isUp(state, one)).length,
    master: mdms.slice(0, 1).map((one) => ({ ...manager(state, one, 'Manager1'), ...masterStatus(state, one) }))[0],
    slaves: mdms.slice(1, 2).map((one) => ({ ...manager(state, one, 'Manager2'), status: statusOf(state, one) })),
    tieBreakers: mdms.slice(2, 3).map((one) => ({ ...mdm(state, one, 'Tie-Breaker1'), role: 'TieBreaker', status: statusOf(state, one) })),
  };
}

/** With what the System object leaves out (ansible-powerflex mdm_cluster.py). */
export function mdmClusterAsked(state: ScaleioState): Body {
  return { ...mdmCluster(state), ...(has(state.version, 'netCapacity') ? { perfProfile: 'Default', standbyMDMs: [] } : {}) };
}

function masterStatus(state: ScaleioState, master: Mdm): Body {
  return has(state.version, 'netCapacity') ? { status: statusOf(state, master) } : {};
}

function manager(state: ScaleioState, one: Mdm, name: string): Body {
  return { ...mdm(state, one, name), role: 'Manager', virtualInterfaces: [] };
}

function mdm({ version }: ScaleioState, { id, ip }: Mdm, name: string): Body {
  const addresses = { ips: [ip], managementIPs: [ip], port: 9011 };
  return { id, name, ...addresses, opensslVersion: 'OpenSSL 1.0.2g  1 Mar 2016', versionInfo: softwareVersion(version) };
}

function statusOf(state: ScaleioState, one: Mdm): 'Normal' | 'Disconnected' {
  return isUp(state, one) ? 'Normal' : 'Disconnected';
}

/** It runs on its host beside the SDS; another machine at the address takes its place. */
function isUp(state: ScaleioState, { ip }: Mdm): boolean {
  return state.sds.some((sds) => sds.ip === ip && sds.connected);
}
