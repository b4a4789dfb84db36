/** The schedulers that the simulator knows by how their apps start them, and what they run. */
import type { AppDefinition } from '../marathon/definition.ts';
import type { Resources } from '../world.ts';

export interface Scheduler {
  /** The name it registers with. */
  readonly name: string;
  readonly role: string;
  readonly principal: string;
  readonly failoverSeconds: number;
  /** Whether it registers under the id that it had before. */
  readonly keepsId: boolean;
  /** How many tasks it runs, each on a host of its own; null: one on each host. */
  readonly nodes: number | null;
  readonly resources: Resources;
  readonly taskName: string;
  /** The volume that its task of this number mounts; null: none. */
  volumeOf(index: number): string | null;
}

/** Null: the app is none of them. */
export function schedulerOf({ cmd = '', args = [], container }: AppDefinition): Scheduler | null {
  if (/\bscaleio-scheduler\b/.test(cmd)) return SCALEIO;
  const image = container?.docker?.image ?? '';
  return image.startsWith('mesos/elasticsearch-scheduler') ? elasticsearch(args) : null;
}

/** FrameworkInfo has a user, this name and a hostname, and nothing else (scaleio-scheduler/scheduler/mesos.go). */
const SCALEIO: Scheduler = {
  name: 'ScaleIO Framework',
  role: '*',
  principal: '',
  failoverSeconds: 0,
  keepsId: false,
  nodes: null,
  resources: { cpus: 0.5, memMiB: 512 },
  taskName: 'scaleio',
  volumeOf: () => null,
};

/** Options and defaults of mesos/elasticsearch: docs/index.md, Configuration.java; it keeps its id in ZooKeeper. */
function elasticsearch(args: readonly string[]): Scheduler {
  const option = (name: string, otherwise: string): string => args[args.indexOf(`--${name}`) + 1 || args.length] ?? otherwise;
  const name = option('frameworkName', 'elasticsearch');
  const hasVolumes = args.includes('--externalVolumeDriver');
  return {
    name,
    role: option('frameworkRole', '*'),
    principal: option('frameworkPrincipal', ''),
    failoverSeconds: Number(option('frameworkFailoverTimeout', '2592000')),
    keepsId: true,
    nodes: Number(option('elasticsearchNodes', '3')),
    resources: { cpus: Number(option('elasticsearchCpu', '1.0')), memMiB: Number(option('elasticsearchRam', '256')) },
    taskName: name,
    // Configuration.dataVolumeName
    volumeOf: (index) => (hasVolumes ? `${name}${index}data` : null),
  };
}
