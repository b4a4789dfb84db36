import { assert, describe, rejects } from '../../helpers/suite.ts';
import type { TestContext } from '../../helpers/suite.ts';
import { countOf, diskOf, hostOf, make, mark, newDisk, openBench, restarted, slotOn } from './bench.ts';
import type { Bench } from './bench.ts';

const TEN_MINUTES_MS = 10 * 60_000;

interface Marked extends Bench {
  readonly diskId: string;
}

/** A disk whose first tags a list has shown. */
async function newShown(bench: Bench): Promise<string> {
  const diskId = await newDisk(bench);
  return (await diskOf(bench, diskId)).id;
}

/** A disk that was just marked as offered, which no list shows for `lag` looks. */
async function marked(test: TestContext, lag: number): Promise<Marked> {
  const bench = await openBench(test);
  const diskId = await newShown(bench);
  bench.ec2.arrange({ lag: { tags: lag } });
  await mark(bench, diskId, 'offered');
  return { ...bench, diskId };
}

describe('a tag that EC2 does not show yet', (it) => {
  it('is seen by the process that wrote it, which does not write it again', async (test) => {
    const bench = await marked(test, 99);
    assert.ok((await diskOf(bench, bench.diskId)).isOffered);
    assert.is((await make(bench, 'tagDisk', { diskId: bench.diskId, as: 'offered', slot: null })).kind, 'skipped');
    assert.is(countOf(bench, 'CreateTags'), 1);
  });

  it('is written once more by the next process', async (test) => {
    const bench = await marked(test, 99);
    const next = restarted(bench);
    assert.not.ok((await diskOf(next, bench.diskId)).isOffered);
    assert.is((await make(next, 'tagDisk', { diskId: bench.diskId, as: 'offered', slot: null })).kind, 'applied');
  });

  it('is waited for no longer than ten minutes', async (test) => {
    const bench = await marked(test, 99);
    bench.advance(TEN_MINUTES_MS - 1);
    assert.ok((await diskOf(bench, bench.diskId)).isOffered);
    bench.advance(1);
    assert.not.ok((await diskOf(bench, bench.diskId)).isOffered);
  });

  it('is not held against what is written later', async (test) => {
    const bench = await marked(test, 99);
    const since = bench.ctx.clock.now();
    await mark(bench, bench.diskId, 'removed');
    const { isOffered, removedAt } = await diskOf(bench, bench.diskId);
    assert.equal([isOffered, removedAt], [true, since]);
  });

  it('shows on no other disk', async (test) => {
    const bench = await openBench(test);
    const ids = [await newDisk(bench), await newDisk(bench, { slot: slotOn(hostOf(bench), { row: 'r2' }) })] as const;
    for (const id of ids) await diskOf(bench, id);
    bench.ec2.arrange({ lag: { tags: 99 } });
    await mark(bench, ids[0], 'offered');
    await mark(bench, ids[1], 'removed');
    const shown = await Promise.all(ids.map((id) => diskOf(bench, id)));
    assert.equal(
      shown.map(({ isOffered, removedAt }) => [isOffered, removedAt !== null]),
      [
        [true, false],
        [false, true],
      ],
    );
  });

  it('is still waited for when another disk shows it', async (test) => {
    const bench = await openBench(test);
    const ids = [await newDisk(bench), await newDisk(bench, { slot: slotOn(hostOf(bench), { row: 'r2' }) })] as const;
    await mark(bench, ids[0], 'offered');
    await diskOf(bench, ids[1]);
    bench.ec2.arrange({ lag: { tags: 99 } });
    await mark(bench, ids[1], 'offered');
    assert.ok((await diskOf(bench, ids[1])).isOffered);
  });

  it('is forgotten once it shows, so that it may be taken off', async (test) => {
    const bench = await marked(test, 2);
    for (let look = 0; look < 4; look += 1) await diskOf(bench, bench.diskId);
    await takeOff(bench, 'plumbline/offered');
    bench.ec2.arrange({ lag: { tags: 0 } });
    assert.not.ok((await diskOf(bench, bench.diskId)).isOffered);
  });

  it('gives an adopted disk to its new slot at once', async (test) => {
    const bench = await openBench(test);
    const diskId = await newShown(bench);
    bench.ec2.arrange({ lag: { tags: 99 } });
    const slot = slotOn(hostOf(bench), { row: 'r2' });
    await make(bench, 'tagDisk', { diskId, as: 'adopted', slot });
    assert.equal((await diskOf(bench, diskId)).slot, slot);
  });

  it('makes no disk the cluster’s own again whose tags were all taken off', async (test) => {
    const bench = await openBench(test);
    const diskId = await newDisk(bench);
    await make(bench, 'tagDisk', { diskId, as: 'adopted', slot: slotOn(hostOf(bench), { row: 'r2' }) });
    bench.ec2.arrange({ stripTags: diskId });
    await rejects(() => make(bench, 'tagDisk', { diskId, as: 'offered', slot: null }), 'cloud-disks/not-ours');
  });
});

/** As a person does it in EC2's console. */
async function takeOff({ url, ctx, diskId }: Marked, key: string): Promise<void> {
  const body = new URLSearchParams({ Action: 'DeleteTags', Version: '2016-11-15', 'ResourceId.1': diskId, 'Tag.1.Key': key }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const { status } = await ctx.http.send({ method: 'POST', url, headers, body, startWithinMs: 4000, timeoutMs: 4000 }, ctx.signal);
  assert.is(status, 200);
}
