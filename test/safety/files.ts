/** The repository of a safety world: three volumes, an app that mounts one of them, two apps that mount none. */
import type { Kind } from '../../agent/model/kinds.gen.ts';

export type Files = { readonly [path: string]: string | null };

/** One document; JSON is YAML. */
export function doc(kind: Kind, name: string, spec?: object, over: object = {}): string {
  return `${JSON.stringify({ apiVersion: 'plumbline/v1', kind, metadata: { name }, ...(spec ? { spec } : {}), ...over })}\n`;
}

export function cluster(sync: object = SYNC): string {
  return doc('Cluster', 'prod', { sync });
}

/** What every world's Cluster document says unless a row says otherwise. */
export const SYNC = { mode: 'apply', prune: ['App'] };

export function volume(name: string, sizeGiB: number, over: object = {}, fields: object = {}): string {
  return doc('Volume', name, { pool: 'default', sizeGiB, ...fields }, over);
}

/** The tombstone of a volume. */
export function tombstone(name: string, sizeGiB: number): string {
  return volume(name, sizeGiB, { state: 'absent' });
}

export function pool(high = 80, critical = 90): string {
  const domain = doc('ProtectionDomain', 'default');
  return `${domain}---\n${doc('StoragePool', 'default', { protectionDomain: 'default', thresholds: { high, critical } })}`;
}

export function app(name: string, fields: object = {}, over: object = {}): string {
  return doc('App', name, { cmd: 'serve', cpus: 0.1, mem: 32, instances: 1, ...fields }, over);
}

/** An app that keeps its data on a volume. */
export function appOn(volumeName: string, name: string, fields: object = {}): string {
  const external = { name: volumeName, provider: 'dvdi', options: { 'dvdi/driver': 'rexray' } };
  const volumes = [{ mode: 'RW', containerPath: '/data', external }];
  return app(name, { container: { type: 'DOCKER', docker: { image: 'postgres:9.6' }, volumes }, ...fields });
}

/** An app whose data lies on the disk of its host: deleting it deletes the data. Its role is its group's: Marathon gives `*` to none of them. */
export function appWithLocalData(name: string, over: object = {}): string {
  const volumes = [{ mode: 'RW', containerPath: 'data', persistent: { size: 100 } }];
  const role = name.split('/')[1];
  return app(
    name,
    { role, container: { type: 'MESOS', volumes }, upgradeStrategy: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 } },
    over,
  );
}

export const FILES: Files = {
  'cluster.yaml': cluster(),
  'pool.yaml': pool(),
  'volumes/pg.yaml': volume('pg', 16),
  'volumes/logs.yaml': volume('logs', 8),
  'volumes/old.yaml': volume('old', 8),
  'apps/db.yaml': appOn('pg', '/db'),
  'apps/web.yaml': app('/web'),
  'apps/api.yaml': app('/api'),
};
