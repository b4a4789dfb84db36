/** The repository of these tests: one pool that grows, its nodes, and nothing else, so that a run costs little. */

export interface PoolText {
  /** Lines below `rows:`, such as `r1: 180`. */
  readonly rows?: readonly string[];
  readonly limits?: Limits;
  /** Lines of `growth:`, whole. */
  readonly growth?: string;
}

export interface Limits {
  readonly rows: number;
  readonly rawGiB: number;
  readonly monthlyUsd: number;
}

/** Of the simulated world, when nothing else is asked for. */
export const HOSTS = ['ip-10-0-0-11', 'ip-10-0-0-12', 'ip-10-0-0-13'] as const;

export const POOL = 'default';
export const POOL_FILE = 'storage/pool.yaml';
export const GROWTH_BRANCH = `plumbline/grow/prod/${POOL}`;

/** The example's own. */
export const PROPOSE = '{ mode: propose, when: { usedPercent: 80, fullWithin: 4d }, target: 65, cooldown: 1h, maxPerDay: 2 }';

const HEADER = 'apiVersion: plumbline/v1\n';

export function filesOf(hosts: readonly string[], pool: PoolText): { readonly [path: string]: string } {
  return {
    'cluster.yaml': `${HEADER}kind: Cluster\nmetadata: { name: prod }\nspec: { sync: { mode: apply } }\n`,
    'storage/domain.yaml': `${HEADER}kind: ProtectionDomain\nmetadata: { name: default }\n`,
    'storage/nodes.yaml': nodesText(hosts),
    [POOL_FILE]: poolText(pool),
  };
}

export function poolText({ rows = [], limits = ONE_ROW, growth = PROPOSE }: PoolText): string {
  const { rows: most, rawGiB, monthlyUsd } = limits;
  return (
    `${HEADER}kind: StoragePool\nmetadata: { name: ${POOL} }\nspec:\n  protectionDomain: default\n` +
    '  thresholds: { high: 80, critical: 90 }\n' +
    '  # Bought for the pool; see the limits.\n' +
    '  cloudDisks:\n    provider: aws-ebs\n    type: gp3\n    encrypted: true\n' +
    `    rows:\n${rows.map((row) => `      ${row}\n`).join('')}` +
    `    limits: { rows: ${most}, rawGiB: ${rawGiB}, monthlyUsd: ${monthlyUsd} }\n` +
    `  growth: ${growth}\n`
  );
}

/** What a row of 180 GiB on three nodes comes to, and not a GiB more. */
export const ONE_ROW: Limits = { rows: 1, rawGiB: 540, monthlyUsd: 43.2 };

/** `incarnations`: of the hosts whose machine was replaced on purpose. */
export function nodesText(hosts: readonly string[], incarnations: { readonly [host: string]: number } = {}): string {
  return hosts
    .map((host) => {
      const ip = host.slice('ip-'.length).replaceAll('-', '.');
      const incarnation = incarnations[host] === undefined ? '' : `, incarnation: ${incarnations[host]}`;
      return (
        `${HEADER}kind: StorageNode\nmetadata: { name: ${nodeName(host)} }\n` +
        `spec: { name: sds_${ip}, protectionDomain: default, ips: [${ip}]${incarnation} }\n`
      );
    })
    .join('---\n');
}

/** `ip-10-0-0-11` -> `node-11` */
export function nodeName(host: string): string {
  return `node-${host.split('-').at(-1)}`;
}

/** `ip-10-0-0-11` -> `sds_10.0.0.11`, what the SDS of the machine that has this address now is called. */
export function sdsOn(host: string): string {
  return `sds_${host.slice('ip-'.length).replaceAll('-', '.')}`;
}
