/**
 * Whether every host has the driver and the server of ScaleIO that it should have: an SDC where apps with volumes may run or its
 * attributes say so, an SDS where they say so. Only told, for nobody here can install them. Pure.
 */
import type { AnyDoc } from '../../../model/desired.ts';
import type { RuleResult } from '../../../model/growth.ts';
import type { Finding } from '../../../model/observed.ts';
import { kindOf } from '../../../model/ref.ts';
import { facets } from '../../../model/world.ts';
import type { CloudFacets } from '../../../systems/cloud-disks/types.ts';
import type { LiveAgent, MesosFacets } from '../../../systems/mesos/types.ts';
import type { ScaleioFacets, Sdc } from '../../../systems/scaleio/types.ts';
import type { RuleFacts } from '../types.ts';
import { mayRunOn } from './placement.ts';

export function coverageRule(facts: RuleFacts): RuleResult {
  const findings = [...withoutSdc(facts), ...withoutSds(facts)];
  return { drafts: [], findings, ready: new Map(), disks: new Map(), rescued: new Set() };
}

/** By which scaleio-framework knows what an agent is to be. */
const SDC_ATTRIBUTE = 'scaleio-sdc-domains';
const SDS_ATTRIBUTE = 'scaleio-sds-domains';

function withoutSdc(facts: RuleFacts): readonly Finding[] {
  const sdcs = facets<ScaleioFacets>(facts.sight.world, 'scaleio')?.sdcs;
  if (sdcs?.kind !== 'ok') return [];
  const users = usersOf(facts);
  const userOn = (agent: LiveAgent): AnyDoc | undefined => users.find((doc) => mayRunOn(doc, agent));
  const meant = agentsOf(facts).filter((agent) => agent.attributes.has(SDC_ATTRIBUTE) || userOn(agent) !== undefined);
  const bare = uncovered(
    meant,
    sdcs.value.filter(isConnected).flatMap(({ ips }) => ips),
    facts,
  );
  const [first] = bare;
  if (first === undefined) return [];
  const user = userOn(first);
  const lack = user === undefined ? `though attribute ${SDC_ATTRIBUTE} asks for one` : `so ${user.ref} could not mount its volumes there`;
  return told(facts, {
    code: 'AgentsWithoutSdc',
    why: `${named(bare)}: no SDC is connected there, ${lack}`,
    remedy: 'Install the SDC there or bring it back, or keep what mounts volumes off these hosts by a constraint.',
  });
}

function withoutSds(facts: RuleFacts): readonly Finding[] {
  const nodes = facets<ScaleioFacets>(facts.sight.world, 'scaleio')?.nodes;
  if (nodes?.kind !== 'ok') return [];
  const meant = agentsOf(facts).filter(({ attributes }) => attributes.has(SDS_ATTRIBUTE));
  const bare = uncovered(
    meant,
    nodes.value.flatMap(({ ips }) => ips),
    facts,
  );
  if (bare.length === 0) return [];
  return told(facts, {
    code: 'AgentsWithoutSds',
    why: `${named(bare)}: no SDS is there, though attribute ${SDS_ATTRIBUTE} asks for one`,
    remedy: 'Declare a StorageNode for each, or take the attribute from these Mesos agents.',
  });
}

function isConnected({ mdmConnectionState }: Sdc): boolean {
  return mdmConnectionState === 'Connected';
}

/** What mounts declared volumes. */
function usersOf({ inputs }: RuleFacts): readonly AnyDoc[] {
  const docs = [...inputs.desired.docs.App.values(), ...inputs.desired.docs.Pod.values()];
  return docs.filter(({ state, links }) => state === 'present' && links.some((link) => kindOf(link) === 'Volume'));
}

/** None while Mesos waits for some after a fail-over. */
function agentsOf({ sight }: RuleFacts): readonly LiveAgent[] {
  const agents = facets<MesosFacets>(sight.world, 'mesos')?.agents;
  return agents?.kind === 'ok' && agents.value.awaited === 0 ? [...agents.value.registered.values()] : [];
}

/**
 * Those on whose host none of the addresses is. Where that is all of them, Mesos and ScaleIO know the hosts by addresses of different
 * networks, and nothing can be told.
 */
function uncovered(agents: readonly LiveAgent[], addresses: readonly string[], { sight }: RuleFacts): readonly LiveAgent[] {
  const known = new Set(addresses);
  const hosts = facets<CloudFacets>(sight.world, 'cloud-disks')?.hosts;
  const machines = hosts?.kind === 'ok' ? hosts.value : [];
  const bare = agents.filter(({ ip }) => {
    const all = ip === null ? [] : (machines.find(({ ips }) => ips.includes(ip))?.ips ?? [ip]);
    return all.length > 0 && !all.some((one) => known.has(one));
  });
  return bare.length === agents.length ? [] : bare.toSorted((one, other) => (one.hostname < other.hostname ? -1 : 1));
}

/** About the cluster: a host is no object of its own. */
function told({ inputs }: RuleFacts, said: Pick<Finding, 'code' | 'why' | 'remedy'>): readonly Finding[] {
  const [cluster] = inputs.desired.docs.Cluster.values();
  return cluster === undefined ? [] : [{ ref: cluster.ref, ...said, causedBy: null, recheckAt: null }];
}

/** So many are named. */
const MOST = 3;

function named(agents: readonly LiveAgent[]): string {
  const names = agents.slice(0, MOST).map(({ hostname }) => hostname);
  const more = agents.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}
