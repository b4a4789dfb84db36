/** Apps and the volumes they mount: what must line up between a Marathon definition and a declared volume. */
import type { Ref } from '../model/ref.ts';
import { firstsBy } from './declared.ts';
import type { ByName } from './declared.ts';
import { desiredErrors } from './errors.ts';
import { addFault } from './most-faults.ts';
import type { Mount } from './mounts.ts';
import { hasVendorName } from './names.ts';
import type { FindPools } from './pools-called.ts';
import { told } from './sound.ts';
import { suggester } from './suggest.ts';
import type { CrossFault, Declared, Entry } from './types.ts';

export interface LinkedApps {
  readonly links: ReadonlyMap<Ref, readonly Ref[]>;
  readonly faults: readonly CrossFault[];
  readonly warnings: readonly CrossFault[];
}

type App = Entry<'App'>;

interface Mounting {
  readonly app: App;
  readonly mount: Mount;
}

/** Links every app to the declared volumes it mounts. */
export function linkVolumes(declared: Declared, named: ByName, poolsCalled: FindPools): LinkedApps {
  const volumes = firstsBy(declared.entries.Volume, ({ vendorName }) => vendorName);
  const suggestion = suggester(() => [...volumes.keys()]);
  // It may be one of which nobody knows how ScaleIO calls it.
  let isAnyUnnamed: boolean | null = null;
  const links = new Map<Ref, Ref[]>();
  const faults: CrossFault[] = [];
  const warnings: CrossFault[] = [];
  const apps = declared.entries.App.filter(({ asks }) => asks.mounts.length > 0);
  for (const { app, mount } of mountings(apps)) {
    const volume = volumes.get(mount.volume);
    if (volume === undefined) {
      isAnyUnnamed ??= !declared.entries.Volume.every(hasVendorName);
      if (!isAnyUnnamed) addFault(warnings, undeclared(app, mount, suggestion(mount.volume)));
      continue;
    }
    addTo(links, app.ref, volume.ref);
    if (told(volume, ({ state }) => state) === 'absent') addFault(faults, absent(app, mount, volume));
    else for (const fault of mismatches(app, mount, volume, poolsCalled)) addFault(faults, fault);
  }
  return { links, faults: [...faults, ...mountedTwice(apps.filter((app) => named.App.get(app.key) === app))], warnings };
}

function* mountings(apps: readonly App[]): Generator<Mounting> {
  for (const app of apps) for (const mount of app.asks.mounts) yield { app, mount };
}

function addTo(links: Map<Ref, Ref[]>, from: Ref, to: Ref): void {
  const there = links.get(from);
  if (there === undefined) links.set(from, [to]);
  else there.push(to);
}

function undeclared(app: Entry, mount: Mount, suggestion: string): CrossFault {
  const message = `No Volume ${mount.volume} is declared, so REX-Ray would create it or fail${suggestion}`;
  return { code: desiredErrors.undeclaredVolume, origin: app.origin, path: mount.path, at: 'value', message, undeclared: mount.volume };
}

/** REX-Ray would create the destroyed volume anew, empty, under the app that lost its data. */
function absent(app: Entry, mount: Mount, volume: Entry): CrossFault {
  const message = `${app.name} mounts ${mount.volume}, but ${volume.ref} is to be destroyed (state: absent).`;
  const other = { origin: volume.origin, path: ['state'] };
  return { code: desiredErrors.absentVolume, origin: app.origin, path: mount.path, at: 'value', message, other };
}

/** The driver would only create a volume so, never change one; the two would contradict each other for ever. */
function mismatches(app: Entry, mount: Mount, volume: Entry<'Volume'>, poolsCalled: FindPools): readonly CrossFault[] {
  const sizeGiB = told(volume, ({ spec }) => spec.sizeGiB);
  const pool = told(volume, ({ spec }) => spec.pool);
  const faults: CrossFault[] = [];
  const add = (path: Mount['path'], field: 'sizeGiB' | 'pool', message: string): void => {
    const other = { origin: volume.origin, path: ['spec', field] };
    faults.push({ code: desiredErrors.volumeMismatch, origin: app.origin, path, at: 'value', message, other });
  };
  if (mount.sizeGiB !== null && sizeGiB !== null && Number(mount.sizeGiB.value) !== sizeGiB) {
    add(
      mount.sizeGiB.path,
      'sizeGiB',
      `The app asks for ${mount.sizeGiB.value} GiB, but ${volume.ref} has ${sizeGiB} GiB; remove the size here.`,
    );
  }
  if (mount.pool === null || pool === null) return faults;
  const [only, another] = poolsCalled(pool) ?? [];
  if (only !== undefined && another === undefined && hasVendorName(only) && mount.pool.value !== only.vendorName) {
    const message = `The app asks for pool ${mount.pool.value}, but ${volume.ref} is in ${only.vendorName}; remove the volume type here.`;
    add(mount.pool.path, 'pool', message);
  }
  return faults;
}

/** A ScaleIO volume is on one host at a time: a second task would take it away from the first. */
function mountedTwice(apps: readonly App[]): readonly CrossFault[] {
  const firsts = new Map<string, Mounting>();
  const faults: CrossFault[] = [];
  for (const { app, mount } of mountings(apps)) {
    const first = firsts.get(mount.volume);
    if (first === undefined) firsts.set(mount.volume, { app, mount });
    else if (!first.mount.shared || !mount.shared) addFault(faults, twice(first, app, mount));
  }
  return faults;
}

function twice(first: Mounting, app: Entry, mount: Mount): CrossFault {
  const isSame = first.app.ref === app.ref;
  const message = isSame
    ? `${app.name} mounts ${mount.volume} twice.`
    : `${first.app.name} mounts ${mount.volume} too; a volume serves one app.`;
  const other = { origin: first.app.origin, path: first.mount.path };
  return { code: desiredErrors.volumeMountedTwice, origin: app.origin, path: mount.path, at: 'value', message, other };
}
