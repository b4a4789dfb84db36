/** What a repository of these tests declares, as values and as files: small, and enough for every kind of change. */
import type { Files } from './world.ts';

export interface State {
  readonly volumes: { readonly [name: string]: VolumeState };
  readonly apps: { readonly [id: string]: AppState };
}

export interface VolumeState {
  readonly sizeGiB: number;
  readonly renamedFrom?: string;
  /** It carries a tombstone. */
  readonly isAbsent?: boolean;
}

export interface AppState {
  readonly instances: number;
  readonly cmd: string;
  readonly volume?: string;
}

const HEADER = 'apiVersion: plumbline/v1\n';

const FIXED = {
  'cluster.yaml': `${HEADER}kind: Cluster\nmetadata: { name: prod }\nspec: { sync: { mode: apply, prune: [App] } }\n`,
  'pool.yaml':
    `${HEADER}kind: ProtectionDomain\nmetadata: { name: default }\n---\n` +
    `${HEADER}kind: StoragePool\nmetadata: { name: default }\nspec: { protectionDomain: default }\n`,
};

/** The whole repository. */
export function filesOf(state: State): { readonly [path: string]: string } {
  const volumes = Object.entries(state.volumes).map(([name, volume]) => [`volumes/${name}.yaml`, volumeFile(name, volume)] as const);
  const apps = Object.entries(state.apps).map(([id, app]) => [`apps${id}.yaml`, appFile(id, app)] as const);
  return { ...FIXED, ...Object.fromEntries([...volumes, ...apps]) };
}

/** What a commit changes that leads from one state to another. */
export function filesBetween(before: State, after: State): Files {
  const [from, to] = [filesOf(before), filesOf(after)];
  const gone = Object.keys(from).filter((file) => to[file] === undefined);
  const changed = Object.entries(to).filter(([file, text]) => from[file] !== text);
  return Object.fromEntries([...gone.map((file) => [file, null] as const), ...changed]);
}

function volumeFile(name: string, { sizeGiB, renamedFrom, isAbsent }: VolumeState): string {
  const tombstone = isAbsent === true ? 'state: absent\n' : '';
  const from = renamedFrom === undefined ? '' : `, renamedFrom: ${renamedFrom}`;
  return `${HEADER}kind: Volume\nmetadata: { name: ${name} }\n${tombstone}spec: { pool: default, sizeGiB: ${sizeGiB}${from} }\n`;
}

function appFile(id: string, { instances, cmd, volume }: AppState): string {
  const head = `${HEADER}kind: App\nmetadata: { name: ${id} }\nspec:\n  cmd: ${cmd}\n  cpus: 0.1\n  mem: 32\n  instances: ${instances}\n`;
  return volume === undefined ? head : head + mounting(volume);
}

/** One volume cannot be in two places: the old task ends before the new one starts. */
function mounting(volume: string): string {
  const external = `{ name: ${volume}, provider: dvdi, options: { dvdi/driver: rexray } }`;
  return (
    '  upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 0 }\n' +
    `  container: { type: MESOS, volumes: [{ containerPath: data, mode: RW, external: ${external} }] }\n`
  );
}
