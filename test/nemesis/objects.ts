/** What is really there, and how it came to be: from the simulator's world and its ledger. */
import type { Simulator } from '../../simulator/simulator.ts';
import type { State } from './state.ts';

type Seen = Pick<Simulator, 'world' | 'ledger'>;

/** What the cluster lacks of a state, in words; null when it is just that. */
export function differs(sim: Seen, state: State): string | null {
  const wanted = wantedBy(state);
  const there = liveObjects(sim);
  const differing = [...new Set([...wanted.keys(), ...there.keys()])].filter((name) => wanted.get(name) !== there.get(name));
  if (differing.length === 0) return null;
  return differing.map((name) => `${name} is ${there.get(name) ?? 'not there'}, not ${wanted.get(name) ?? 'gone'}`).join('; ');
}

function wantedBy({ volumes, apps }: State): ReadonlyMap<string, string> {
  const present = Object.entries(volumes).filter(([, { isAbsent }]) => isAbsent !== true);
  return new Map([
    ...present.map(([name, { sizeGiB }]) => [`volume ${name}`, `${sizeGiB} GiB`] as const),
    ...Object.entries(apps).map(([id, { cmd, instances }]) => [`app ${id}`, `${instances} of ${instances} healthy, ${cmd}`] as const),
  ]);
}

/** Every live object in words: `volume data` -> `16 GiB`. */
export function liveObjects(sim: Seen): ReadonlyMap<string, string> {
  const { volumes, apps } = sim.world();
  return new Map([
    ...volumes.map(({ name, sizeGiB }) => [`volume ${name ?? '?'}`, `${sizeGiB} GiB`] as const),
    ...apps.map(({ id, healthy, instances }) => [`app ${id}`, `${healthy} of ${instances} healthy, ${commandOf(sim, id)}`] as const),
  ]);
}

/** The command of an app's last definition. */
function commandOf({ ledger }: Seen, id: string): string {
  return String(ledger().findLast((entry) => entry.id === id && entry.effect !== 'none' && 'cmd' in entry.args)?.args['cmd']);
}

/** How often each object was created, changed and destroyed by agents: `created volume data` -> 1. */
export function effectCounts(sim: Seen): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const names = new Map<string, string>();
  for (const { agent, effect, id, system, args } of sim.ledger()) {
    if (effect === 'none' || id === null) continue;
    if (system === 'scaleio' && typeof args['name'] === 'string') names.set(id, `volume ${args['name']}`);
    if (agent === '') continue;
    const what = `${effect} ${system === 'marathon' ? `app ${id}` : (names.get(id) ?? 'pool')}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return counts;
}

/** Objects and counts as one text, to compare two runs. */
export function accountOf(sim: Seen): string {
  const lines = (map: ReadonlyMap<string, string | number>): readonly string[] =>
    [...map].map(([name, value]) => `${name}: ${value}`).toSorted();
  return [...lines(liveObjects(sim)), ...lines(effectCounts(sim))].join('\n');
}
