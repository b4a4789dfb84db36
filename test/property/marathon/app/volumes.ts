/** What is mounted into an app's container. */
import type { AppSpec, AppVolume, ExternalVolume, PersistentVolume } from '../../../../agent/model/kinds.gen.ts';
import { isSince } from '../../../../agent/systems/marathon/profile.ts';
import type { Profile } from '../../../../agent/systems/marathon/profile.ts';
import { reserved } from '../placing.ts';
import { distinctBy, without } from '../repair.ts';
import type { Repair } from '../repair.ts';

/** What the type of the container takes, and each place and each name once. */
export const volumes: Repair<AppSpec> = (spec, profile) => {
  const given = spec.container?.volumes;
  if (spec.container === undefined || given === undefined) return spec;
  const isDocker = spec.container.type !== 'MESOS';
  // Before 1.5 a secret cannot be mounted.
  const mountable = given.filter((volume) => !('secret' in volume) || isSince(profile, '1.5'));
  const repaired = mountable.map((volume) => volumeFor(volume, isDocker, profile));
  const placed = distinctBy(repaired, ({ containerPath }) => containerPath);
  const named = distinctBy(placed, (volume) => ('external' in volume ? volume.external.name : undefined));
  return { ...spec, container: { ...spec.container, volumes: sameDriver(named) } };
};

function volumeFor(volume: AppVolume, isDocker: boolean, profile: Profile): AppVolume {
  const placed = ['.', '..'].includes(volume.containerPath) ? { ...volume, containerPath: 'data' } : volume;
  if ('persistent' in placed) return persistent(placed, profile);
  if ('external' in placed) return external(placed, isDocker, profile);
  return placed;
}

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const OPTION = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?\/[A-Za-z0-9]([-\w.:]*[A-Za-z0-9])?$/;

/** Until 1.8 volumes are called as labels are. */
function external(volume: ExternalVolume, isDocker: boolean, profile: Profile): ExternalVolume {
  const { options, name } = volume.external;
  const driver = labelled(options['dvdi/driver'], 'driver');
  const called = { ...volume.external, name: isSince(profile, '1.8') ? name : labelled(name, 'volume') };
  if (isDocker) return { ...volume, external: { ...without(called, 'size'), options: { 'dvdi/driver': driver } } };
  const known = Object.entries(options).map(([option, value]) => [OPTION.test(option) ? option : `other/o${option.length}`, value]);
  return { ...volume, mode: 'RW', external: { ...called, options: { ...Object.fromEntries(known), 'dvdi/driver': driver } } };
}

function labelled(text: string, otherwise: string): string {
  return LABEL.test(text) ? text : `${otherwise}-${text.length}`;
}

/** Docker takes one driver for all of its volumes. */
function sameDriver(all: readonly AppVolume[]): AppVolume[] {
  const first = all.find((volume) => 'external' in volume);
  if (first === undefined) return [...all];
  return all.map((volume) => {
    if (!('external' in volume)) return volume;
    const options = { ...volume.external.options, 'dvdi/driver': first.external.options['dvdi/driver'] };
    return { ...volume, external: { ...volume.external, options } };
  });
}

function persistent(volume: PersistentVolume, profile: Profile): PersistentVolume {
  const containerPath = volume.containerPath.replaceAll('/', '-');
  return { ...volume, containerPath, mode: 'RW', persistent: reserved(volume.persistent, profile) };
}
