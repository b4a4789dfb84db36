/** What people change by hand, and what something else changes all the time. */
import { app, cluster, pool, SYNC, volume } from '../files.ts';
import type { Row } from '../row.ts';
import { chosenThresholds, extraTasks, runningApp, volumeData } from '../row.ts';
import type { World } from '../world.ts';

const thresholds = chosenThresholds(70, 75);
const scaled = extraTasks('/web', 3);
const REPORT = { ...SYNC, selfHeal: { App: 'report' } };
const HEAL = { ...SYNC, selfHeal: { App: 'heal', StoragePool: 'heal' } };
const AUTOSCALED = { ...SYNC, ignore: [{ names: ['/web'], paths: ['instances'] }] };

const scaleUp = ({ hand }: World): Promise<void> => hand.editApp('/web', { instances: 3 });
const choose = ({ hand }: World): Promise<void> => hand.setThresholds(70, 75);

export const drift: readonly Row[] = [
  {
    trigger: 'changed by hand',
    object: 'StoragePool',
    lost: thresholds,
    guard: 'drift-reported',
    test: 'what was changed by hand in storage is reported and stays',
    arrange: choose,
    happens: () => null,
    consent: { give: ({ push }) => push({ 'cluster.yaml': cluster(HEAL) }), makes: ['setCapacityAlertThresholds'] },
  },
  {
    trigger: 'changed by hand',
    object: 'App',
    lost: scaled,
    guard: 'drift-reported',
    test: 'what was changed by hand in an app stays where drift is to be reported',
    world: { files: { 'cluster.yaml': cluster(REPORT) } },
    arrange: scaleUp,
    happens: () => null,
    consent: { give: ({ push }) => push({ 'cluster.yaml': cluster(HEAL) }), makes: ['PUT /web'] },
  },
  {
    trigger: 'changed by hand and in git',
    object: 'App',
    lost: scaled,
    guard: 'conflict',
    test: 'when a field was changed to one value by hand and to another in git, neither is forced',
    arrange: scaleUp,
    happens: ({ push }) => push({ 'apps/web.yaml': app('/web', { instances: 2 }) }),
    consent: { give: ({ hand }) => hand.editApp('/web', { instances: 1 }), makes: ['PUT /web'] },
  },
  {
    trigger: 'changed by hand and in git',
    object: 'StoragePool',
    lost: thresholds,
    guard: 'conflict',
    test: 'thresholds that git and people changed differently stay as people left them',
    arrange: choose,
    happens: ({ push }) => push({ 'pool.yaml': pool(60, 90) }),
    consent: { give: ({ hand }) => hand.setThresholds(80, 90), makes: ['setCapacityAlertThresholds'] },
  },
  {
    trigger: 'changed by something else',
    object: 'App',
    lost: scaled,
    guard: 'mutant: nothing-is-ignored',
    test: 'a field that is to be ignored keeps its live value',
    world: { files: { 'cluster.yaml': cluster(AUTOSCALED) } },
    arrange: scaleUp,
    happens: () => null,
    consent: { give: ({ push }) => push({ 'cluster.yaml': cluster(HEAL) }), makes: ['PUT /web'] },
  },
  {
    trigger: 'set back at once, again and again',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'keeps-differing',
    test: 'an app that somebody else sets back each time is not restarted for ever',
    happens: async (world) => {
      for (let round = 0; round < 6; round += 1) {
        await world.hand.editApp('/web', { cmd: 'serve differently' });
        await world.pass();
        world.sim.advance(60_000);
      }
    },
    may: ['PUT /web', 'PUT /web', 'PUT /web'],
  },
  {
    trigger: 'declared smaller',
    object: 'Volume',
    lost: { what: 'the upper half of volume `pg`', isThere: volumeData('pg').isThere },
    guard: 'mutant: volumes-shrink',
    test: 'a volume that is larger than declared is left as it is',
    happens: ({ push }) => push({ 'volumes/pg.yaml': volume('pg', 8) }),
  },
];
