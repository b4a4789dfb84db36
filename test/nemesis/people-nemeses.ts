/** What people do just when an agent is at work. */
import { send } from '../simulator/simulated.ts';
import type { Nemesis } from './nemeses.ts';
import type { Stage } from './stage.ts';
import { filesOf } from './state.ts';

const MINUTE_MS = 60_000;
const BY_HAND = '/by-hand';
/** So many more instances than any file declares. */
const UNDECLARED = 3;

export const PEOPLE_NEMESES: readonly Nemesis[] = [
  {
    name: 'edited by hand',
    strike: (stage) => {
      stage.atOnce(() => editByHand(stage));
      return null;
    },
  },
  {
    name: 'files rearranged',
    strike: ({ play, atOnce, later, chance }) => {
      const text = filesOf(play.state())['pool.yaml'] ?? '';
      const reversed = text.split('---\n').toReversed().join('---\n');
      atOnce(async () => void (await play.rearrange({ 'pool.yaml': null, 'storage/all.yaml': reversed }, 'Rename and reorder')));
      later((1 + chance.below(3)) * MINUTE_MS, async () => {
        await play.rearrange({ 'pool.yaml': text, 'storage/all.yaml': null }, 'Rename back');
      });
      return null;
    },
  },
  {
    name: 'commit reverted',
    strike: ({ play, atOnce, later, chance }) => {
      const [before, now] = [play.previous(), play.state()];
      atOnce(async () => void (await play.push(before, 'Revert')));
      later((1 + chance.below(4)) * MINUTE_MS, async () => void (await play.push(now, 'Revert the revert')));
      return null;
    },
  },
];

/**
 * Scales an app that is there; where there is none, makes one that nobody declared. Minutes later, unless it was put back by
 * then, the same person does: an agent leaves to people what both they and git have changed.
 */
async function editByHand({ play: { world }, later }: Stage): Promise<void> {
  const { sim } = world;
  const before = sim.world().apps[0];
  const id = before?.id ?? BY_HAND;
  const instances = before === undefined ? 1 : before.instances + UNDECLARED;
  const put = async (method: 'PUT' | 'DELETE', body?: object): Promise<void> => {
    await send(sim.marathon, { method, path: `/v2/apps${id}?force=true`, body, headers: {} });
  };
  await put('PUT', before === undefined ? { cmd: 'by hand', cpus: 0.1, mem: 32, instances } : { instances });
  later(3 * MINUTE_MS, async () => {
    if (sim.world().apps.find((app) => app.id === id)?.instances !== instances) return;
    await (before === undefined ? put('DELETE') : put('PUT', { instances: before.instances }));
  });
}
