/** Frameworks: the app that runs each one's scheduler, and the volumes that its tasks will ask for. */
import { nameOn } from '../model/ref.ts';
import type { Ref } from '../model/ref.ts';
import type { LinkedApps } from './app-volumes.ts';
import { keysOf, repeatedBy } from './declared.ts';
import type { ByName } from './declared.ts';
import { diskTakerFaults } from './disk-takers.ts';
import { desiredErrors } from './errors.ts';
import { volumeFinder } from './framework-volumes.ts';
import { addFault } from './most-faults.ts';
import { mayBeRefused, told } from './sound.ts';
import { suggester } from './suggest.ts';
import type { CrossFault, Declared, Entry } from './types.ts';

type Framework = Entry<'Framework'>;

/** Links every Framework to its app, and both to the volumes that the framework's tasks will ask for. */
export function linkFrameworks(declared: Declared, named: ByName): Omit<LinkedApps, 'warnings'> {
  const present = declared.entries.Framework.filter((framework) => told(framework, ({ state }) => state) === 'present');
  const faults: CrossFault[] = [...diskTakerFaults(declared, present)];
  const links = new Map<Ref, readonly Ref[]>();
  if (present.length === 0) return { links, faults };
  const findApp = appFinder(declared, named, faults);
  const findVolumes = volumeFinder(declared, faults);
  for (const framework of present) {
    const app = findApp(framework);
    const volumes = findVolumes(framework);
    if (app === null) continue;
    const instances = instancesOf(framework, app);
    if (instances > 1) addFault(faults, tooMany(app, instances, framework));
    links.set(framework.ref, [app.ref, ...volumes]);
    if (volumes.length > 0) links.set(app.ref, volumes);
  }
  return { links, faults: [...faults, ...repeated(present, 'app', appOf), ...repeated(present, 'registration', registrationOf)] };
}

/** Null: it says none, or one that is not declared, which is told. */
function appFinder({ entries }: Declared, named: ByName, faults: CrossFault[]): (framework: Framework) => Entry<'App'> | null {
  const suggestion = suggester(() => keysOf(entries.App));
  const isRefused = mayBeRefused(entries.App);
  return (framework) => {
    const key = appOf(framework);
    if (key === null) return null;
    const app = named.App.get(key);
    const at = { origin: framework.origin, path: ['spec', 'app'], at: 'value' } as const;
    if (app === undefined) {
      const wanted = told(framework, ({ spec }) => spec.app) ?? '';
      const message = `No App ${key} is declared, so nothing runs the scheduler${suggestion(key)}`;
      if (!isRefused(key)) addFault(faults, { ...at, code: desiredErrors.missingReference, message, undeclared: wanted });
      return null;
    }
    if (told(app, ({ state }) => state) === 'absent') {
      const other = { origin: app.origin, path: ['state'] };
      const message = `${app.ref} is to be deleted (state: absent).`;
      addFault(faults, { ...at, code: desiredErrors.absentDependency, message, other });
    }
    return app;
  };
}

/** How many schedulers of an own id each there would be; 1 where that is not known. */
function instancesOf(framework: Framework, app: Entry<'App'>): number {
  const keepsId = told(framework, ({ spec }) => spec.registration.keepsId) === true;
  return keepsId ? 1 : (told(app, ({ spec }) => spec.instances) ?? 1);
}

function tooMany({ origin }: Entry, instances: number, framework: Framework): CrossFault {
  const message = `${instances} instances would be ${instances} schedulers, of which none keeps its id.`;
  const other = { origin: framework.origin, path: ['spec', 'registration'] };
  return { code: desiredErrors.schedulerInstances, origin, path: ['spec', 'instances'], at: 'value', message, other };
}

/** As its Ref names it. */
function appOf(framework: Framework): string | null {
  const app = told(framework, ({ spec }) => spec.app);
  return app === null ? null : nameOn(framework.on, app);
}

function registrationOf(framework: Framework): string | null {
  return told(framework, ({ spec }) => spec.registration.name);
}

/** An app runs one scheduler, and Mesos would take two of one name for the same one. */
function repeated(present: readonly Framework[], field: string, keyOf: (framework: Framework) => string | null): readonly CrossFault[] {
  return repeatedBy(present, keyOf).map(([{ origin }, first]) => {
    const path = field === 'app' ? ['spec', 'app'] : ['spec', 'registration', 'name'];
    const message = `${first.ref} has the same ${field}; each scheduler needs its own.`;
    return { code: desiredErrors.schedulerTwice, origin, path, at: 'value', message, other: { origin: first.origin, path } };
  });
}
