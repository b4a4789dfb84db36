/** What the demo shows. Each step is checked against the ledger, the world and the repository, not narrated. */
import { effects, listed, mark } from './oracle.ts';
import type { Entry, World } from './oracle.ts';
import { check, lookTwice } from './stage.ts';
import type { Stage } from './stage.ts';
import { again, byNight, limited, merged, nearFull, nodeDies } from './growth-steps.ts';
import { breakIt, putBack, quiet } from './trouble-steps.ts';

export interface Step {
  readonly title: string;
  readonly play: (stage: Stage) => Promise<void>;
}

export const STEPS: readonly Step[] = [
  { title: 'Bootstrap: an empty cluster becomes what git declares', play: bootstrap },
  { title: 'A push scales an app', play: scaleApp },
  { title: 'A push grows a volume', play: growVolume },
  { title: 'A broken push changes nothing, and git says where it is wrong', play: breakIt },
  { title: 'A change made by hand is noticed and put back', play: putBack },
  { title: 'A quiet pass writes nothing', play: quiet },
  { title: 'The pool passes 80 %: the agent asks for disks, and buys none', play: nearFull },
  { title: 'The proposal is merged: three disks are bought and in use', play: merged },
  { title: 'And again: the pool grows a second time', play: again },
  { title: 'A limit holds up the third time', play: limited },
  { title: 'A row that was merged in advance is bought at night, without anyone', play: byNight },
  { title: 'A node dies: its apps and volumes move, and no disk is wasted on it', play: nodeDies },
];

const VOLUMES = ['elasticsearch0data', 'elasticsearch1data', 'elasticsearch2data', 'postgres'] as const;
const APPS = ['/elasticsearch', '/postgres', '/web'] as const;
/** `vacuum`, once Postgres runs. */
const JOBS = 1;

async function bootstrap(stage: Stage): Promise<void> {
  const { oracle } = stage;
  await check(stage, `${VOLUMES.length} volumes are created`, async () =>
    missing(
      VOLUMES,
      (await oracle.world()).volumes.map(({ name }) => name),
    ),
  );
  await check(stage, `${APPS.length} apps run and are healthy`, async () => unhealthy(await oracle.world(), APPS));
  await check(stage, 'the volume was there before the app that mounts it', async () => {
    const made = effects(await oracle.ledger(0));
    const volume = made.findIndex(({ call, args }) => call === 'POST /api/types/Volume/instances' && args['name'] === 'postgres');
    const app = made.findIndex(({ call, effect }) => call.startsWith('PUT /v2/apps/postgres') && effect === 'created');
    return volume >= 0 && app > volume ? null : `volume at ${volume}, app at ${app}`;
  });
  await check(stage, 'the job was made after the app that it needs', async () => {
    const made = effects(await oracle.ledger(0));
    const app = made.findIndex(({ call }) => call === 'PUT /v2/apps/postgres');
    const job = made.findIndex(({ system, effect }) => system === 'chronos' && effect === 'created');
    return app >= 0 && job > app ? null : `app at ${app}, job at ${job}`;
  });
  await check(stage, 'the status branch says what was applied', () => statusCommit(stage, 'applied'));
  await lookTwice(stage);
  await check(stage, 'each object was made by exactly one call', async () => {
    const made = effects(await oracle.ledger(0));
    const expected = VOLUMES.length + APPS.length + JOBS;
    return made.length === expected ? null : `${made.length} calls changed something, not ${expected}: ${listed(made)}`;
  });
}

async function scaleApp(stage: Stage): Promise<void> {
  const before = await mark(stage.oracle);
  const commit = await stage.repo.edit('shared/apps/web.yaml', 'instances: 2', 'instances: 3', 'Scale web to 3');
  await check(stage, 'three tasks of /web run and are healthy', async () => {
    const web = (await stage.oracle.world()).apps.find(({ id }) => id === '/web');
    return web?.instances === 3 && web.healthy === 3 ? null : JSON.stringify(web);
  });
  await check(stage, `the status names ${commit.slice(0, 7)}`, () => statusCommit(stage, `applied 1 change from ${commit.slice(0, 7)}`));
  await onlyOneEffect(stage, before, ({ call, effect }) => call === 'PUT /v2/apps/web' && effect === 'changed');
}

async function growVolume(stage: Stage): Promise<void> {
  const before = await mark(stage.oracle);
  const commit = await stage.repo.edit('clusters/prod/storage/volumes.yaml', GROWN.from, GROWN.to, 'Grow postgres to 24 GiB');
  await check(stage, 'the volume postgres has 24 GiB', async () => {
    const volume = (await stage.oracle.world()).volumes.find(({ name }) => name === 'postgres');
    return volume?.sizeGiB === 24 ? null : JSON.stringify(volume);
  });
  await check(stage, `the status names ${commit.slice(0, 7)}`, () => statusCommit(stage, `applied 1 change from ${commit.slice(0, 7)}`));
  await onlyOneEffect(stage, before, ({ call }) => call.endsWith('/action/setVolumeSize'));
}

const GROWN = {
  from: 'name: postgres\nspec:\n  pool: default\n  sizeGiB: 16',
  to: 'name: postgres\nspec:\n  pool: default\n  sizeGiB: 24',
};

/** Nothing but the one expected call changed the cluster since `before`, nor does anything later. */
async function onlyOneEffect(stage: Stage, before: number, isExpected: (entry: Entry) => boolean): Promise<void> {
  await lookTwice(stage);
  await check(stage, 'exactly one call changed the cluster', async () => {
    const made = effects(await stage.oracle.ledger(before));
    return made.length === 1 && made.every(isExpected) ? null : listed(made);
  });
}

/** The status branch's newest commits have one whose subject says `text`. */
async function statusCommit(stage: Stage, text: string): Promise<string | null> {
  const subjects = await stage.repo.look('log', '--format=%s', 'plumbline/status');
  if (subjects === null) return 'there is no branch plumbline/status';
  return subjects.includes(text) ? null : `no status commit says "${text}"; the newest: ${subjects.split('\n')[0]}`;
}

function unhealthy(world: World, apps: readonly string[]): string | null {
  const well = world.apps.filter(({ instances, running, healthy }) => running === instances && healthy === instances).map(({ id }) => id);
  return missing(apps, well);
}

function missing(wanted: readonly string[], there: readonly string[]): string | null {
  const lacking = wanted.filter((name) => !there.includes(name));
  return lacking.length === 0 ? null : `not yet: ${lacking.join(', ')}`;
}
