/** What people do to disks and machines that only a person can undo: the runs with them may end stopped. */
import { nodesText, sdsOn } from '../growth/files.ts';
import { scaleioOf } from '../simulator/marathon/storage.ts';
import { oursIn } from './ours.ts';
import type { Disk } from './ours.ts';
import { MINUTE_MS } from './stage.ts';
import type { Nemesis, Stage } from './stage.ts';

const NODES_FILE = 'storage/nodes.yaml';

export const HARM_NEMESES: readonly Nemesis[] = [
  { name: 'tags stripped', mayStop: true, strike: (stage) => onDisk(stage, stripTags) },
  { name: 'attached elsewhere', mayStop: true, strike: (stage) => onDisk(stage, attachElsewhere) },
  { name: 'replaced, the IP reused', mayStop: true, strike: (stage) => replace(stage, false) },
  { name: 'replaced, and incarnation raised', mayStop: true, strike: (stage) => replace(stage, true) },
];

/** To one of those that were bought, now or a little later, when there is one. */
function onDisk(stage: Stage, act: (stage: Stage, disk: Disk) => boolean): null {
  const { world, chance, later, atOnce } = stage;
  const tryNow = (): void => {
    const ours = oursIn(world.sim.world()).filter(({ state }) => state === 'available' || state === 'in-use');
    const disk = ours[chance.below(ours.length)];
    if (disk === undefined || !act(stage, disk)) later(MINUTE_MS, tryNow);
  };
  atOnce(tryNow);
  return null;
}

function stripTags({ world, harm, tell }: Stage, { id }: Disk): boolean {
  world.sim.arrangeCloud({ stripTags: id });
  harm({ kind: 'disk', id });
  tell(`${id} loses its tags`);
  return true;
}

function attachElsewhere({ world, harm, tell }: Stage, { id, zone, attachedTo }: Disk): boolean {
  const other = world.sim.world().hosts.find((host) => host.zone === zone && host.name !== attachedTo && host.alive);
  if (other === undefined) return false;
  world.sim.arrangeCloud({ attachElsewhere: { disk: id, host: other.name } });
  harm({ kind: 'disk', id });
  tell(`${id} is attached to ${other.name}, was to ${attachedTo ?? 'nothing'}`);
  return true;
}

function replace(stage: Stage, isRaised: boolean): null {
  const { world, chance, atOnce, later, harm, tell } = stage;
  const host = world.sim.hosts[chance.below(world.sim.hosts.length)] ?? '';
  atOnce(() => {
    world.sim.replaceHost(host);
    harm({ kind: 'host', name: host });
    tell(`${host} is another machine now`);
    if (!isRaised) return;
    later((5 + chance.below(20)) * MINUTE_MS, async () => {
      await world.commit({ [NODES_FILE]: nodesText(world.sim.hosts, { [host]: 2 }) }, `Replace ${host}`);
      tell(`the incarnation of ${host} is raised`);
      await removeOldSds(stage, host);
    });
  });
  return null;
}

/** What the old machine's data server had is lost with it; ScaleIO lets go of it once two copies of everything are elsewhere. */
async function removeOldSds(stage: Stage, host: string): Promise<void> {
  const { world, later, tell } = stage;
  const storage = await scaleioOf(world.sim);
  const old = (await storage.get('/api/types/Sds/instances')).list.find(({ name }) => String(name).startsWith(`${sdsOn(host)}_old`));
  if (old === undefined) return;
  const { status } = await storage.post(`/api/instances/Sds::${old.id}/action/removeSds`, {});
  if (status === 200) return tell(`${old.name} is taken out of ScaleIO`);
  later(MINUTE_MS, () => removeOldSds(stage, host));
}
