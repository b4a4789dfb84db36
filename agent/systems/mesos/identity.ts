/** Which Mesos this is. Pure. */
import { createHash } from 'node:crypto';
import { PlumblineError } from '../../errors.ts';
import { ok, unknown } from '../../model/observed.ts';
import type { Live, Reading } from '../../model/observed.ts';
import { mesosErrors } from './errors.ts';
import type { MesosFacets } from './types.ts';

/** The cluster's name, else an id of where its masters meet: each master that leads has another id of its own. */
export function clusterIdOf({ info }: Live<MesosFacets>): Reading<string> {
  if (info.kind === 'unknown') return info;
  const { cluster, zookeeper } = info.value;
  if (cluster !== null) return ok(cluster, info.at);
  if (zookeeper === null) return unknown(new PlumblineError(mesosErrors.unnamed, 'This Mesos has no name, and no ZooKeeper either.'));
  return ok(`zk-${createHash('sha256').update(zookeeper).digest('hex').slice(0, 16)}`, info.at);
}
