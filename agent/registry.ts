/** Which systems there are. The only place that imports them, lazily: a verb that needs none loads none. */
import type { Settings } from './config.ts';
import type { SystemName } from './model/ref.ts';
import type { System } from './model/system.ts';
import type { GitPort } from './systems/git/system.ts';

export async function openSystems(settings: Settings, git: GitPort): Promise<ReadonlyMap<SystemName, System>> {
  const { gitSystem } = await import('./systems/git/system.ts');
  const { marathonSystem } = await import('./systems/marathon/system.ts');
  const { scaleioSystem } = await import('./systems/scaleio/system.ts');
  const { marathon, scaleio } = settings.systems;
  const systems: readonly System[] = [
    scaleioSystem(scaleio),
    ...marathon.map(marathonSystem),
    ...(await mesosSystems(settings)),
    ...(await jobSystems(settings)),
    ...(await cloudSystems(settings)),
    gitSystem(git),
  ];
  return new Map(systems.map((system) => [system.name, system]));
}

async function mesosSystems({ systems: { mesos }, probeHosts }: Settings): Promise<readonly System[]> {
  if (mesos === undefined) return [];
  const { mesosSystem } = await import('./systems/mesos/system.ts');
  return [mesosSystem(mesos, probeHosts)];
}

async function jobSystems({ systems: { chronos = [], metronome = [] } }: Settings): Promise<readonly System[]> {
  const { chronosSystem } = await import('./systems/chronos/system.ts');
  const { metronomeSystem } = await import('./systems/metronome/system.ts');
  return [...chronos.map(chronosSystem), ...metronome.map(metronomeSystem)];
}

/** A clock file means that the simulator is the cloud: configuration allows it only with addresses on this machine. */
async function cloudSystems({ cluster, clockFile, systems: { cloud } }: Settings): Promise<readonly System[]> {
  if (cloud === undefined) return [];
  const { cloudDisksSystem } = await import('./systems/cloud-disks/system.ts');
  return [cloudDisksSystem(cloud, { cluster, isSimulated: clockFile !== null })];
}
