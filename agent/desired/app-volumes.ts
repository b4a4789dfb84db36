/** Apps and the volumes they mount: what must line up between a Marathon definition and a declared volume. */
import type { Ref } from '../model/ref.ts';
import { didYouMean } from '../schema/nearest.ts';
import type { CrossFault } from './cross-fault.ts';
import { presentApps } from './declared.ts';
import type { Declared, Entry } from './declared.ts';
import { desiredErrors } from './errors.ts';
import { mountsOf } from './mounts.ts';
import type { Mount } from './mounts.ts';
import { poolsCalled } from './storage.ts';

export interface LinkedApps {
  readonly links: ReadonlyMap<Ref, readonly Ref[]>;
  readonly faults: readonly CrossFault[];
  readonly warnings: readonly CrossFault[];
}

interface Mounting {
  readonly app: Entry<'App'>;
  readonly mount: Mount;
}

/** Links every app to the declared volumes it mounts. */
export function linkVolumes(declared: Declared): LinkedApps {
  const volumes = new Map(declared.entries.Volume.toReversed().map((volume) => [volume.vendorName, volume]));
  const mountings = presentApps(declared).flatMap((app) => mountsOf(app.content.spec).map((mount) => ({ app, mount })));
  const links = new Map<Ref, Ref[]>();
  const faults: CrossFault[] = [...mountedTwice(mountings)];
  const warnings: CrossFault[] = [];
  for (const { app, mount } of mountings) {
    const volume = volumes.get(mount.volume);
    if (volume === undefined) {
      if (declared.complete) warnings.push(undeclared(app, mount, [...volumes.keys()]));
      continue;
    }
    links.set(app.ref, [...(links.get(app.ref) ?? []), volume.ref]);
    faults.push(...(volume.content?.state === 'absent' ? [absent(app, mount, volume)] : mismatches(app, mount, volume, declared)));
  }
  return { links, faults, warnings };
}

function undeclared(app: Entry, mount: Mount, names: readonly string[]): CrossFault {
  const message = `No Volume ${mount.volume} is declared, so REX-Ray would create it or fail${didYouMean(mount.volume, names) || '.'}`;
  return { code: desiredErrors.undeclaredVolume, origin: app.origin, path: mount.path, at: 'value', message };
}

/** REX-Ray would create the destroyed volume anew, empty, under the app that lost its data. */
function absent(app: Entry, mount: Mount, volume: Entry): CrossFault {
  const message = `${app.name} mounts ${mount.volume}, but ${volume.ref} is to be destroyed (state: absent).`;
  const other = { origin: volume.origin, path: ['state'] };
  return { code: desiredErrors.absentVolume, origin: app.origin, path: mount.path, at: 'value', message, other };
}

/** The driver would only create a volume so, never change one; the two would contradict each other for ever. */
function mismatches(app: Entry, mount: Mount, volume: Entry<'Volume'>, declared: Declared): readonly CrossFault[] {
  if (volume.content === null) return [];
  const { sizeGiB, pool } = volume.content.spec;
  const faults: CrossFault[] = [];
  const add = (path: Mount['path'], message: string): void => {
    faults.push({
      code: desiredErrors.volumeMismatch,
      origin: app.origin,
      path,
      at: 'value',
      message,
      other: { origin: volume.origin, path: ['spec'] },
    });
  };
  if (mount.sizeGiB !== null && Number(mount.sizeGiB.value) !== sizeGiB) {
    add(mount.sizeGiB.path, `The app asks for ${mount.sizeGiB.value} GiB, but ${volume.ref} has ${sizeGiB} GiB; remove the size here.`);
  }
  const pools = poolsCalled(pool, declared);
  const [only] = pools;
  if (mount.pool !== null && only !== undefined && pools.length === 1 && mount.pool.value !== only.vendorName) {
    add(
      mount.pool.path,
      `The app asks for pool ${mount.pool.value}, but ${volume.ref} is in ${only.vendorName}; remove the volume type here.`,
    );
  }
  return faults;
}

/** A ScaleIO volume is on one host at a time: a second task would take it away from the first. */
function mountedTwice(mountings: readonly Mounting[]): readonly CrossFault[] {
  const firsts = new Map<string, Mounting>();
  return mountings.flatMap(({ app, mount }) => {
    const first = firsts.get(mount.volume);
    if (first === undefined) firsts.set(mount.volume, { app, mount });
    if (first === undefined || (first.mount.shared && mount.shared)) return [];
    const message =
      first.app.ref === app.ref
        ? `${app.name} mounts ${mount.volume} twice.`
        : `${first.app.name} mounts ${mount.volume} too; a volume serves one app.`;
    const other = { origin: first.app.origin, path: first.mount.path };
    return [{ code: desiredErrors.volumeMountedTwice, origin: app.origin, path: mount.path, at: 'value', message, other }];
  });
}
