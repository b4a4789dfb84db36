/**
 * scaleio-framework gives ScaleIO every disk without a filesystem that it finds on an agent, unless attributes of the agents name
 * those it may take ("imperative"): beside pools that grow by cloud disks it would take those, too, into whatever pool is its own.
 */
import type { AppSpec } from '../model/kinds.gen.ts';
import { nameOn } from '../model/ref.ts';
import { desiredErrors } from './errors.ts';
import { addFault } from './most-faults.ts';
import { told } from './sound.ts';
import type { CrossFault, Declared, Entry, Spot } from './types.ts';

type Framework = Entry<'Framework'>;

/** `present`: the Frameworks that are not declared absent. */
export function diskTakerFaults({ entries }: Declared, present: readonly Framework[]): readonly CrossFault[] {
  const pool = entries.StoragePool.find(
    (one) => told(one, ({ state, spec }) => state === 'present' && spec.cloudDisks !== undefined) === true,
  );
  if (pool === undefined) return [];
  const faults: CrossFault[] = [];
  const other = { origin: pool.origin, path: ['spec', 'cloudDisks'] };
  const judged = new Set(present.filter(isScaleio).map(appOf));
  for (const app of entries.App) {
    if (judged.has(app.key) || told(app, ({ state, spec }) => state === 'present' && takesDisks(spec)) !== true) continue;
    addFault(faults, fault(app, ['spec', 'cmd'], other));
  }
  for (const framework of present) {
    if (!isScaleio(framework) || isImperative(framework)) continue;
    addFault(faults, fault(framework, ['spec', 'registration', 'name'], other));
  }
  return faults;
}

/** As it registers (scaleio-scheduler/scheduler/mesos.go), and as people write it. */
const NAME = /^scaleio[ -]framework$/i;

function takesDisks({ cmd = '' }: AppSpec): boolean {
  return /(^|[\s/])scaleio-scheduler(\s|$)/.test(cmd);
}

function isScaleio(framework: Framework): boolean {
  return isImperative(framework) || told(framework, ({ spec }) => NAME.test(spec.registration.name)) === true;
}

function isImperative(framework: Framework): boolean {
  return told(framework, ({ spec }) => spec.imperative) === true;
}

function appOf(framework: Framework): string {
  return nameOn(framework.on, told(framework, ({ spec }) => spec.app) ?? '');
}

function fault({ origin }: Entry, path: readonly string[], other: Spot): CrossFault {
  const message =
    'scaleio-framework would take the cloud disks, too, as every other disk that it finds, unless its Framework says imperative: true.';
  return { code: desiredErrors.takesCloudDisks, origin, path, at: 'value', message, other };
}
