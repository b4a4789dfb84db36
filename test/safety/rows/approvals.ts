/** Consent that is none. In every row the tombstone of the volume is merged. */
import { approvalOf, approve, removal } from '../consent.ts';
import { cluster, doc, tombstone, volume } from '../files.ts';
import type { Row } from '../row.ts';
import { volumeData } from '../row.ts';
import type { World } from '../world.ts';

const HOUR_MS = 3_600_000;
const OLD_GOES = { 'volumes/old.yaml': tombstone('old', 8) };

async function bury(world: World): Promise<void> {
  await world.push(OLD_GOES);
  await world.passes(1);
}

/** Taken out before: an entry that is there already is made younger neither by another time in it nor in another file. */
async function approveAnew(world: World): Promise<void> {
  await world.push({ 'approvals/consent.yaml': null });
  await world.push({ 'approvals/anew.yaml': (await approvalOf(world, [removal(world, 'old')])).replace('"consent"', '"anew"') });
}

const approveNow = { give: approveAnew, makes: ['removeVolume old'] };

/** A row about one volume, `old`, and its removal. */
function unconsented(row: Pick<Row, 'trigger' | 'guard' | 'test' | 'happens'> & Partial<Row>): Row {
  return { object: 'Volume', lost: volumeData('old'), arrange: bury, consent: approveNow, ...row };
}

export const approvals: readonly Row[] = [
  unconsented({
    trigger: 'approval of another object',
    guard: 'mutant: approval-by-name',
    test: 'an approval with the key of another volume is none',
    happens: (world) => approve(world, [{ ...removal(world, 'old'), backendId: world.hand.volumeId('logs') }]),
  }),
  unconsented({
    trigger: 'approval of another change',
    guard: 'mutant: approval-of-any-change',
    test: 'an approval that names another change of the object is none, whatever its key',
    happens: async (world) => {
      const text = await approvalOf(world, [removal(world, 'old')]);
      await world.push({ 'approvals/consent.yaml': text.replace('remove Volume/old', 'keep Volume/old') });
    },
  }),
  unconsented({
    trigger: 'approval expired',
    guard: 'mutant: approvals-never-expire',
    test: 'an approval whose time is over when the change becomes possible is none',
    happens: async (world) => {
      const text = await approvalOf(world, [removal(world, 'old')], HOUR_MS);
      world.sim.advance(2 * HOUR_MS);
      await world.push({ 'approvals/consent.yaml': text });
    },
  }),
  unconsented({
    trigger: 'approval for too long',
    guard: 'mutant: approvals-last-as-written',
    test: 'an approval counts for three days at most, whatever it says',
    arrange: () => null,
    happens: async (world) => {
      await approve(world, [removal(world, 'old')], 1000 * HOUR_MS);
      await world.passes(1);
      world.sim.advance(73 * HOUR_MS);
      await world.push(OLD_GOES);
    },
  }),
  unconsented({
    trigger: 'approval dated ahead',
    guard: 'mutant: approvals-from-the-future',
    test: 'an approval whose commit claims to be made next week is none',
    happens: async (world) => {
      const text = await approvalOf(world, [removal(world, 'old')], 200 * HOUR_MS);
      await world.push({ 'approvals/consent.yaml': text }, { aheadMs: 168 * HOUR_MS });
    },
  }),
  unconsented({
    trigger: 'approval not merged',
    guard: 'needs-approval',
    test: 'an approval on a branch of its own is none',
    arrange: () => null,
    happens: async (world) => {
      await world.push(OLD_GOES);
      await world.push({ 'approvals/consent.yaml': await approvalOf(world, [removal(world, 'old')]) }, { branch: 'please' });
    },
  }),
  unconsented({
    trigger: 'approval withdrawn',
    guard: 'needs-approval',
    test: 'an approval that was taken out before the change was made is none',
    arrange: () => null,
    happens: async (world) => {
      await world.push(OLD_GOES);
      await approve(world, [removal(world, 'old')]);
      await world.push({ 'approvals/consent.yaml': null });
    },
  }),
  unconsented({
    trigger: 'object made anew after approval',
    guard: 'mutant: approval-by-name',
    test: 'an approval is none for another volume of the same name',
    happens: async (world) => {
      const text = await approvalOf(world, [removal(world, 'old')]);
      await world.hand.removeVolume('old');
      await world.hand.makeVolume('old', 16);
      await world.push({ 'approvals/consent.yaml': text });
    },
  }),
  unconsented({
    trigger: 'approval used already',
    guard: 'mutant: approval-by-name',
    test: 'an approval by which a volume was removed does not remove the next of its name',
    arrange: async (world) => {
      await bury(world);
      await approve(world, [removal(world, 'old')], 10 * HOUR_MS);
      await world.passes();
      world.sim.advance(HOUR_MS);
      await world.hand.makeVolume('old', 16);
    },
    happens: () => null,
  }),
  unconsented({
    trigger: 'approval without tombstone',
    guard: 'mutant: approvals-are-tombstones',
    test: 'an approval removes nothing that is still declared',
    arrange: () => null,
    happens: (world) => approve(world, [removal(world, 'old')]),
    consent: { give: ({ push }) => push(OLD_GOES), makes: ['removeVolume old'] },
  }),
  unconsented({
    trigger: 'approval in a refused commit',
    guard: 'mutant: valid-part-accepted',
    test: 'an approval in a commit with a mistake is none',
    happens: async (world) => {
      const text = await approvalOf(world, [removal(world, 'old')]);
      await world.push({ 'approvals/consent.yaml': text, 'cluster.yaml': doc('Cluster', 'staging') });
    },
    consent: { give: ({ push }) => push({ 'cluster.yaml': cluster() }), makes: ['removeVolume old'] },
  }),
  unconsented({
    trigger: 'tombstone taken back',
    guard: 'mutant: approvals-are-tombstones',
    test: 'a volume that is declared again is kept, approved or not',
    happens: async (world) => {
      await world.push({ ...(await approvalFile(world)), 'volumes/old.yaml': volume('old', 8) });
    },
    consent: { give: ({ push }) => push(OLD_GOES), makes: ['removeVolume old'] },
  }),
];

async function approvalFile(world: World): Promise<{ readonly [file: string]: string }> {
  return { 'approvals/consent.yaml': await approvalOf(world, [removal(world, 'old')]) };
}
