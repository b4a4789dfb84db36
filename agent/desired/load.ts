/** Reads a whole tree: every document, linked and checked, or every error at once. Never a part of it. */
import type { DocError, Loaded, Source } from '../model/desired.ts';
import type { SystemName } from '../model/ref.ts';
import { compareMistakes, compareText } from '../schema/fault.ts';
import { linkVolumes } from './app-volumes.ts';
import { byName } from './declared.ts';
import { linkDependencies } from './dependencies.ts';
import { digestOf } from './digest.ts';
import { linkFrameworks } from './frameworks.ts';
import { gather } from './gather.ts';
import { groupNameFaults, groupRoleFaults } from './group-names.ts';
import { systemFaults } from './known-systems.ts';
import { linkJobs } from './jobs.ts';
import { linked } from './linked.ts';
import type { AllLinks } from './linked.ts';
import { newLoadCache } from './load-cache.ts';
import { locate } from './locate.ts';
import { theFirst } from './most-faults.ts';
import { nameFaults } from './names.ts';
import { poolNodeFaults } from './pool-nodes.ts';
import { poolFinder } from './pools-called.ts';
import { mappedVolumeFaults } from './mapped-volumes.ts';
import { renameFaults } from './renames.ts';
import { linkStorage } from './storage.ts';
import { storageNodeFaults } from './storage-nodes.ts';
import { toldOnce } from './told-once.ts';
import type { CrossFault, Declared, LoadOptions } from './types.ts';
import { hiddenNames } from './unread.ts';
import { startWatch } from './watch.ts';

/** Throws what the source throws and `desired/too-slow`; everything wrong with the files is in the result, sorted by file, line and column. */
export async function loadDesired(source: Source, options: LoadOptions): Promise<Loaded> {
  const cache = options.cache ?? newLoadCache();
  const watch = startWatch(options);
  const gathered = await gather(source, options, cache, watch);
  const found = link(gathered.declared, options.systems ?? null);
  const { cluster, provenanceOf, variables } = gathered;
  const { limits, nameFile = asItIs } = options;
  const where = { source, cache, cluster, provenanceOf, limits, nameFile, watch };
  const suspected = [...gathered.faults, ...found.faults];
  const suspectedDoubts = [...gathered.warnings, ...found.warnings];
  const undeclared = [...suspected, ...suspectedDoubts].flatMap(({ undeclared: name }) => name ?? []);
  const hidden = await hiddenNames(undeclared, gathered.unread, { source, limits, variables, watch });
  const isFault = ({ undeclared: name }: CrossFault): boolean => name === undefined || !hidden.has(name);
  const faults = suspected.filter(isFault);
  const all = inOrder([...gathered.errors, ...(await locate(faults, where))]);
  const errors = theFirst(toldOnce(all, all), options.path);
  const doubts = suspectedDoubts.filter(isFault);
  const warnings = theFirst(toldOnce(inOrder(await locate(doubts, where)), errors), options.path);
  if (errors.length > 0) return { kind: 'refused', errors, warnings };
  const docs = linked(gathered.declared, found.links, cache.docs);
  cache.docs = docs;
  return { kind: 'ok', desired: { commit: source.commit, inputs: digestOf(gathered.trees), docs }, warnings };
}

function asItIs(file: string): string {
  return file;
}

interface Linking {
  readonly links: AllLinks;
  readonly faults: readonly CrossFault[];
  readonly warnings: readonly CrossFault[];
}

/** All that documents have to do with each other, looked at in full: what changed in one may be wrong in another. */
function link(declared: Declared, systems: ReadonlySet<SystemName> | null): Linking {
  const named = byName(declared);
  const pools = poolFinder(named);
  const storage = linkStorage(declared, named, pools);
  const volumes = linkVolumes(declared, named, pools);
  const dependencies = linkDependencies(declared, named);
  const frameworks = linkFrameworks(declared, named);
  const jobs = linkJobs(declared, named);
  const between = [
    ...nameFaults(declared, named),
    ...groupNameFaults(named),
    ...groupRoleFaults(named),
    ...renameFaults(named),
    ...mappedVolumeFaults(declared),
    ...poolNodeFaults(declared),
    ...storageNodeFaults(named),
  ];
  return {
    links: {
      storage: storage.links,
      volumes: volumes.links,
      dependencies: dependencies.links,
      frameworks: frameworks.links,
      jobs: jobs.links,
    },
    faults: [
      ...between,
      ...systemFaults(declared, systems),
      ...storage.faults,
      ...volumes.faults,
      ...dependencies.faults,
      ...frameworks.faults,
      ...jobs.faults,
    ],
    warnings: [...volumes.warnings, ...dependencies.warnings, ...jobs.warnings],
  };
}

/** Each once: a dependency of a bare group is one of every app below, but wrong at one place. */
function inOrder(errors: readonly DocError[]): readonly DocError[] {
  return errors.toSorted(compareErrors).filter((error, index, all) => {
    const before = all[index - 1];
    return before === undefined || compareErrors(before, error) !== 0;
  });
}

function compareErrors(a: DocError, b: DocError): number {
  return compareText(a.file, b.file) || compareMistakes(a, b);
}
