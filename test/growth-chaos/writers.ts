/** One writer: judged by the claims on the status branch, and by whose requests changed something. */
import type { LedgerEntry } from '../../simulator/ledger.ts';
import type { GrowthWorld } from '../growth/mortal-world.ts';
import { textsOf } from '../nemesis/timeline.ts';

const STATUS = 'plumbline/status';
const WRITER = 'prod/writer.json';

interface Claim {
  readonly afterSeq: number;
  readonly instance: string;
  readonly claim: string;
  readonly writesFrom: string;
}

/** Whoever changes something has the newest claim; the one before it may end what it began, until the new one writes. */
export async function writtenByTwo({ world }: { readonly world: GrowthWorld }): Promise<string | null> {
  const claims = await claimsIn(world);
  for (const entry of world.sim.ledger()) {
    if (entry.agent === '' || entry.effect === 'none') continue;
    const known = claims.filter(({ afterSeq }) => afterSeq < entry.seq);
    const newest = known.at(-1);
    const before = known.findLast(({ claim }) => claim !== newest?.claim);
    if (newest !== undefined && mayWrite(entry, newest, before)) continue;
    return `request ${entry.seq}, ${entry.call}, by ${entry.agent}, while the writer is ${JSON.stringify(newest ?? 'nobody')}`;
  }
  return null;
}

function mayWrite({ agent, at }: LedgerEntry, newest: Claim, before: Claim | undefined): boolean {
  return at >= newest.writesFrom ? newest.instance === agent : before?.instance === agent;
}

async function claimsIn({ bare, moves }: GrowthWorld): Promise<readonly Claim[]> {
  const pushed = moves.filter(({ branch, to }) => branch === STATUS && to !== null);
  const names = pushed.map(({ to }) => `${to}:${WRITER}`);
  const texts = await textsOf(bare, names);
  return pushed.flatMap(({ afterSeq }, index): readonly Claim[] => {
    const text = texts.get(names[index] ?? '');
    return typeof text === 'string' ? [{ afterSeq, ...(JSON.parse(text) as Omit<Claim, 'afterSeq'>) }] : [];
  });
}
