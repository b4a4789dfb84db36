import { assert, describe, rejects } from '../../helpers/suite.ts';
import { countOf, createArgs, diskOf, disksOf, effects, hostOf, machineOf, make, newDisk, openBench, slotOn } from './bench.ts';

const FIVE_MINUTES_MS = 5 * 60_000;

describe('buying a disk', (it) => {
  it('asks for an encrypted volume of the named type, with token and tags at once', async (test) => {
    const bench = await openBench(test);
    const key = 'arn:aws:kms:us-west-1:123456789012:key/k';
    const id = await newDisk(bench, { iops: 4000, throughputMiBs: 250, kmsKeyId: key });
    const [asked] = bench.ledger().filter(({ call }) => call === 'CreateVolume');
    assert.is(asked?.id, id);
    const { Action: _action, Version: _version, ClientToken: _masked, ...args } = asked?.args ?? {};
    const tags = Object.entries(args).filter(([name]) => name.startsWith('TagSpecification.1.Tag.'));
    assert.is(tags.length, 14);
    assert.equal(Object.fromEntries(Object.entries(args).filter(([name]) => !name.startsWith('TagSpecification'))), {
      AvailabilityZone: hostOf(bench).zone,
      Size: '180',
      VolumeType: 'gp3',
      Encrypted: 'true',
      KmsKeyId: key,
      Iops: '4000',
      Throughput: '250',
    });
    assert.is(countOf(bench, 'CreateTags'), 0);
    assert.equal((await diskOf(bench, id)).slot, slotOn(hostOf(bench)));
  });

  it('finds the disk whose answer was lost', async (test) => {
    const bench = await openBench(test);
    bench.faults.set({ call: 'CreateVolume', when: 'after', do: 'reset' });
    await rejects(() => newDisk(bench), 'http/unreachable');
    const written = await make(bench, 'createDisk', createArgs(hostOf(bench)));
    assert.is(written.kind, 'skipped');
    assert.equal(effects(bench), ['CreateVolume created']);
  });

  it('gets the same disk again while it cannot be seen yet', async (test) => {
    const bench = await openBench(test);
    bench.ec2.arrange({ lag: { volumes: 50, tags: 50 } });
    const first = await newDisk(bench);
    assert.is(await newDisk(bench), first);
    assert.equal(effects(bench), ['CreateVolume created']);
  });

  it('is sent once, however EC2 answers', async (test) => {
    const bench = await openBench(test);
    bench.ec2.arrange({ refuse: { call: 'CreateVolume', times: 5 } });
    await rejects(() => newDisk(bench), 'cloud-disks/busy');
    assert.is(countOf(bench, 'CreateVolume'), 1);
  });

  for (const fault of ['empty', 'truncate'] as const) {
    it(`knows nothing of a disk after an answer that is ${fault}, and finds it later`, async (test) => {
      const bench = await openBench(test);
      bench.faults.set({ call: 'CreateVolume', when: 'after', do: fault });
      await rejects(() => newDisk(bench), 'cloud-disks/unexpected-answer');
      assert.is((await make(bench, 'createDisk', createArgs(hostOf(bench)))).kind, 'skipped');
    });
  }

  it('buys the next attempt for a disk that ended in error', async (test) => {
    const bench = await openBench(test);
    bench.ec2.arrange({ errors: 1 });
    const first = await newDisk(bench);
    assert.is((await diskOf(bench, first)).state, 'error');
    const second = await newDisk(bench, { slot: slotOn(hostOf(bench), { attempt: 1 }) });
    assert.equal((await diskOf(bench, second)).slot?.attempt, 1);
  });

  it('buys the next attempt beside one that is no longer the slot’s, but that one only once', async (test) => {
    const bench = await openBench(test);
    const old = await newDisk(bench);
    const slot = slotOn(hostOf(bench), { attempt: 1 });
    const second = await newDisk(bench, { slot });
    assert.not.equal(second, old);
    assert.is((await make(bench, 'createDisk', createArgs(hostOf(bench), { slot }))).kind, 'skipped');
  });
});

describe('buying a disk over a quota', (it) => {
  it('says so', async (test) => {
    const bench = await openBench(test);
    bench.ec2.arrange({ quotas: { volumes: 0 } });
    await rejects(() => newDisk(bench), 'cloud-disks/quota');
  });

  it('takes the disk that the last one allowed turns out to be', async (test) => {
    const bench = await openBench(test);
    bench.ec2.arrange({ quotas: { volumes: 1 }, lag: { tags: 1 } });
    bench.faults.set({ call: 'CreateVolume', when: 'after', do: 'reset' });
    await rejects(() => newDisk(bench), 'http/unreachable');
    const written = await make(bench, 'createDisk', createArgs(hostOf(bench)));
    assert.is(written.kind, 'skipped');
    assert.is(countOf(bench, 'CreateVolume'), 2);
  });
});

describe('buying a disk whose token is spent', (it) => {
  it('waits while the disk may only not be visible yet', async (test) => {
    const bench = await openBench(test);
    bench.ec2.arrange({ ghosts: 1 });
    await newDisk(bench);
    assert.equal(await disksOf(bench), []);
    await rejects(() => newDisk(bench), 'cloud-disks/token-spent');
    assert.is(countOf(bench, 'CreateVolume'), 2);
  });

  it('goes on with the next token once that has been long enough', async (test) => {
    const bench = await openBench(test);
    bench.ec2.arrange({ ghosts: 1 });
    await newDisk(bench);
    bench.advance(FIVE_MINUTES_MS);
    const id = await newDisk(bench, { mayTryNext: true });
    assert.is((await diskOf(bench, id)).slot?.attempt, 1);
  });

  it('gives up after three disks that came to nothing, and names the key', async (test) => {
    const bench = await openBench(test);
    bench.ec2.arrange({ ghosts: 3 });
    for (let ghost = 0; ghost < 3; ghost += 1) {
      await newDisk(bench, { mayTryNext: true });
      bench.advance(FIVE_MINUTES_MS);
    }
    const { message } = await rejects(() => newDisk(bench, { mayTryNext: true }), 'cloud-disks/vanished');
    assert.match(message, 'KMS');
    assert.is(effects(bench).length, 3);
  });

  it('looks again before it goes on: another size spends a token, too', async (test) => {
    const bench = await openBench(test);
    bench.ec2.arrange({ lag: { tags: 1 } });
    await newDisk(bench);
    bench.advance(FIVE_MINUTES_MS);
    const written = await make(bench, 'createDisk', createArgs(hostOf(bench), { sizeGiB: 200, mayTryNext: true }));
    assert.is(written.kind, 'skipped');
    assert.equal(effects(bench), ['CreateVolume created']);
  });
});

describe('asking EC2 whether it would make a disk', (it) => {
  const order = { sizeGiB: 180, type: 'gp3', iops: null, throughputMiBs: null, encrypted: true, kmsKeyId: null };

  it('makes none', async (test) => {
    const bench = await openBench(test);
    const { id } = await machineOf(bench);
    const asked = { system: 'cloud-disks', check: 'cloud-would-accept', backendId: id, args: order } as const;
    assert.equal(await bench.system.check(asked, bench.ctx), { kind: 'holds' });
    assert.equal(effects(bench), []);
  });

  for (const [name, arranged, over, says] of [
    ['over a quota', { quotas: { volumes: 0 } }, {}, 'VolumeLimitExceeded'],
    ['without a permission', { unauthorized: ['CreateVolume'] }, {}, 'UnauthorizedOperation'],
    ['with iops that the type does not have', {}, { iops: 1 }, 'iops'],
  ] as const) {
    it(`says why not, ${name}`, async (test) => {
      const bench = await openBench(test);
      const { id } = await machineOf(bench);
      bench.ec2.arrange(arranged);
      const args = { ...order, ...over };
      const checked = await bench.system.check({ system: 'cloud-disks', check: 'cloud-would-accept', backendId: id, args }, bench.ctx);
      assert.match(checked.kind === 'fails' ? checked.why.toLowerCase() : 'holds', says.toLowerCase());
    });
  }

  it('does not know while EC2 is busy', async (test) => {
    const bench = await openBench(test);
    const { id } = await machineOf(bench);
    bench.ec2.arrange({ refuse: { call: 'CreateVolume', times: 9 } });
    const asked = { system: 'cloud-disks', check: 'cloud-would-accept', backendId: id, args: order } as const;
    await rejects(() => bench.system.check(asked, bench.ctx), 'cloud-disks/busy');
  });

  it('says so of a machine that is not there, and of half an order', async (test) => {
    const bench = await openBench(test);
    const { id } = await machineOf(bench);
    for (const asked of [{ backendId: 'i-0', args: order }, { backendId: id, args: { sizeGiB: 180 } }, { backendId: id }]) {
      const checked = await bench.system.check({ system: 'cloud-disks', check: 'cloud-would-accept', ...asked }, bench.ctx);
      assert.is(checked.kind, 'fails');
    }
    assert.is(countOf(bench, 'CreateVolume'), 0);
  });
});
