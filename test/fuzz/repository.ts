/** A repository that is right, as values: what is declared where, and what must come of it. */
import fc from 'fast-check';
import { anyText } from './any-text.ts';
import type { ExpectedDocument } from './case.ts';
import { apart, FREE_FIELDS, labelsOf, namesOf, specOf } from './parts.ts';
import type { Fields } from './parts.ts';
import { workloads } from './workloads.ts';
import type { Workload } from './workloads.ts';

export interface Declared {
  readonly kind: string;
  readonly name: string;
  /** Of the file it stands in: an index into FILES. */
  readonly file: number;
  /** The document as it is written. */
  readonly document: Fields;
  readonly expected: ExpectedDocument;
  /** Then what it says itself may not be what counts. */
  readonly isPatched: boolean;
}

export interface Repository {
  readonly cluster: Declared;
  readonly declared: readonly Declared[];
  /** Bare Marathon definitions: id and the rest. */
  readonly bare: readonly Declared[];
}

export const FILES = ['prod/a.yaml', 'prod/deep/er/b.YML', 'shared/c.yaml', 'shared/\u00fcn\u00ef c\u00f6de \u6f22.yaml'] as const;

/** Of a pool, those that no rule beyond the schema looks at. */
const POOL_SETTINGS = ['sparePercent', 'media', 'zeroPadding', 'rmcache', 'rfcache', 'rebuild', 'rebalance', 'parallelJobsPerDevice'];

/** What the parts are made of, before they refer to each other. */
interface Given {
  readonly domains: readonly string[];
  readonly faultSets: readonly string[];
  readonly pools: readonly string[];
  readonly volumes: readonly string[];
  readonly apps: readonly string[];
  readonly workloads: readonly Workload[];
  readonly labels: readonly Fields[];
  readonly specs: readonly Fields[];
  readonly settings: readonly Fields[];
  readonly sizes: readonly Fields[];
  readonly vars: Fields;
  /** Which is put where, and which refers to which. */
  readonly picks: readonly number[];
}

export function repositories(): fc.Arbitrary<Repository> {
  const several = (kind: string, least: number, most: number) =>
    fc.uniqueArray(namesOf(kind), { minLength: least, maxLength: most, selector: (name) => name.toLowerCase() });
  return fc
    .record({
      domains: several('ProtectionDomain', 1, 2),
      faultSets: several('FaultSet', 0, 2),
      pools: several('StoragePool', 1, 2),
      volumes: several('Volume', 0, 3),
      apps: several('App', 0, 4).map(apart),
      workloads: workloads(),
      labels: fc.array(labelsOf(), { minLength: 1, maxLength: 3 }),
      specs: fc.array(specOf('App', FREE_FIELDS), { minLength: 1, maxLength: 3 }),
      settings: fc.array(specOf('StoragePool', POOL_SETTINGS), { minLength: 1, maxLength: 2 }),
      sizes: fc.array(specOf('Volume', ['sizeGiB', 'type', 'finalSnapshot']), { minLength: 1, maxLength: 2 }),
      vars: fc.record({ word: anyText(8).filter((text) => !/[$]/.test(text)), count: fc.integer({ min: 0, max: 9 }), isOn: fc.boolean() }),
      picks: fc.array(fc.nat(11), { minLength: 12, maxLength: 12 }),
    })
    .map(repositoryOf);
}

function repositoryOf(given: Given): Repository {
  const { domains, faultSets, pools, volumes, apps, picks, labels } = given;
  const pick = (turn: number): number => picks[turn % picks.length] ?? 0;
  const from = <T>(list: readonly T[], turn: number): T | undefined => list[pick(turn) % list.length];
  const place = (turn: number): number => pick(turn) % FILES.length;
  const labelled = (turn: number): Fields => from(labels, turn) ?? {};
  const plain = (kind: string, name: string, spec: Fields, turn: number): Declared =>
    declaredOf({ kind, name, spec, labels: labelled(turn), file: place(turn) });
  const all = apps.map((name, index) => appOf(name, index, given));
  return {
    cluster: clusterOf(
      given,
      all.find(({ app }) => app.isPatched) ?? null,
      all.some((one) => one.isBare),
    ),
    declared: [
      ...domains.map((name, turn) => plain('ProtectionDomain', name, {}, turn)),
      ...faultSets.map((name, turn) => plain('FaultSet', name, { protectionDomain: from(domains, turn) }, turn + 1)),
      ...pools.map((name, turn) =>
        plain('StoragePool', name, { ...from(given.settings, turn), protectionDomain: from(domains, turn) }, turn + 2),
      ),
      ...volumes.map((name, turn) => plain('Volume', name, { ...from(given.sizes, turn), pool: from(pools, turn) }, turn + 4)),
      ...all.filter(({ isBare }) => !isBare).map(({ app }) => app),
      ...others(given).map((one, turn) => ({
        ...plain(one.kind, one.name, one.spec, turn + 7),
        expected: { kind: one.kind, name: keyOf(one), spec: one.own, labels: labelled(turn + 7) },
      })),
    ],
    bare: all.filter(({ isBare }) => isBare).map(({ app }) => app),
  };
}

/** Those whose names are taken by nothing before them. */
function others({ apps, workloads }: Given): readonly Workload[] {
  const names = workloads.map(({ name }) => name);
  const free = new Set(apart([...apps, ...names]));
  return workloads.filter(({ name }, index) => free.has(name) && !apps.includes(name) && names.indexOf(name) === index);
}

/** Jobs are told apart by their scheduler, too. */
function keyOf({ kind, name }: Workload): string {
  return kind === 'Job' ? `chronos:${name}` : name;
}

interface About {
  readonly kind: string;
  readonly name: string;
  readonly spec: Fields;
  readonly labels: Fields;
  readonly file: number;
}

function declaredOf({ kind, name, spec, labels, file }: About): Declared {
  const document = { apiVersion: 'plumbline/v1', kind, metadata: { name, labels }, spec };
  return { kind, name, file, document, expected: { kind, name, spec, labels }, isPatched: false };
}

interface App {
  readonly app: Declared;
  readonly isBare: boolean;
}

/** One mounts a volume of its own, one is patched, some stand in bare files, some use variables. */
function appOf(name: string, index: number, { apps, volumes, specs, picks, labels, vars }: Given): App {
  const pick = (turn: number): number => picks[(turn + index) % picks.length] ?? 0;
  const volume = volumes[index];
  const isMounting = volume !== undefined && pick(0) % 2 === 0;
  const isBare = pick(1) % 3 === 0;
  const isPatched = index === 0 && !isMounting && pick(2) % 2 === 0;
  const earlier = apps.slice(0, index).filter((_app, turn) => pick(turn) % 4 === 0);
  const free = specs[pick(3) % specs.length] ?? {};
  const base = {
    ...free,
    cmd: 'sleep 1',
    ...(earlier.length > 0 ? { dependencies: earlier } : {}),
    ...(isMounting ? { container: containerOf(volume) } : {}),
  };
  const isVarying = pick(4) % 2 === 0;
  const env = { A: 'x${vars.word}y', B: '${secrets.db}', C: '${vars.word}', D: '$${vars.count} ${isOn} ${var.x}' };
  const put = { A: `x${String(vars['word'])}y`, B: '${secrets.db}', C: vars['word'], D: `$${String(vars['count'])} \${isOn} \${var.x}` };
  const written = isVarying ? { ...base, env, tty: '${vars.isOn}' } : base;
  const meant = isVarying ? { ...base, env: put, tty: vars['isOn'] } : base;
  const own = isBare ? {} : (labels[pick(5) % labels.length] ?? {});
  const app = declaredOf({ kind: 'App', name, spec: written, labels: own, file: pick(6) % FILES.length });
  const { user: _user, ...others } = meant as { user?: unknown };
  const expected = isPatched
    ? { ...app.expected, spec: { ...others, instances: 2 }, labels: { ...own, patched: 'yes' } }
    : { ...app.expected, spec: meant };
  return { app: { ...app, expected, isPatched }, isBare };
}

function containerOf(volume: string): Fields {
  const external = { name: volume, provider: 'dvdi', options: { 'dvdi/driver': 'rexray' } };
  return { type: 'MESOS', docker: { image: 'x' }, volumes: [{ containerPath: '/d', mode: 'RW', external }] };
}

function clusterOf({ vars }: Given, patched: App | null, hasBare: boolean): Declared {
  const merge = { metadata: { labels: { patched: 'yes' } }, spec: { instances: 2, user: null } };
  const spec = {
    include: ['../shared', './../shared', '.'],
    vars,
    ...(patched === null ? {} : { patches: [{ target: { kind: 'App', name: patched.app.name }, merge }] }),
    ...(hasBare ? { sources: [{ files: '../**/bare*.json', as: 'App' }] } : {}),
  };
  return declaredOf({ kind: 'Cluster', name: 'prod', spec, labels: {}, file: 0 });
}
