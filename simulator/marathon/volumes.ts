/** Which volumes a definition mounts. */
import type { AppInput } from './definition.ts';

/** Local persistent volumes tie an app to its host. */
export function isResident(app: AppInput): boolean {
  return (app.container?.volumes ?? []).some((volume) => volume.persistent !== undefined);
}

export function mountsExternal(app: AppInput): boolean {
  return (app.container?.volumes ?? []).some((volume) => volume.external !== undefined);
}

/**
 * Names of the volumes that REX-Ray mounts when a task starts, in the three forms that are in use: Marathon's external
 * volumes, docker's own parameters, and the environment that the DVDI isolator reads (DVDI_VOLUME_NAME, DVDI_VOLUME_NAME1, ...).
 */
export function rexrayVolumes(app: AppInput): readonly string[] {
  const external = (app.container?.volumes ?? [])
    .filter((volume) => volume.external?.provider === 'dvdi' && driverOf(volume.external.options?.['dvdi/driver']))
    .flatMap((volume) => volume.external?.name ?? []);
  return [...new Set([...external, ...dockerVolumes(app), ...isolatorVolumes(app)])];
}

/** The driver is the name of REX-Ray's socket; all three that scaleio-framework sets up serve the same ScaleIO. */
function driverOf(driver: unknown): boolean {
  return driver === 'rexray' || driver === 'mesos' || driver === 'docker';
}

function dockerVolumes(app: AppInput): readonly string[] {
  const parameters = app.container?.docker?.parameters ?? [];
  const usesRexray = parameters.some(({ key, value }) => key === 'volume-driver' && driverOf(value));
  if (!usesRexray) return [];
  const names = parameters.filter(({ key }) => key === 'volume' || key === 'v').map(({ value }) => value.split(':')[0] ?? '');
  return names.filter((name) => name !== '' && !name.startsWith('/'));
}

function isolatorVolumes(app: AppInput): readonly string[] {
  return Object.entries(app.env ?? {}).flatMap(([name, value]) => {
    const suffix = /^DVDI_VOLUME_NAME(\d?)$/.exec(name)?.[1];
    if (suffix === undefined || typeof value !== 'string') return [];
    return driverOf(app.env?.[`DVDI_VOLUME_DRIVER${suffix}`] ?? 'rexray') ? [value] : [];
  });
}
