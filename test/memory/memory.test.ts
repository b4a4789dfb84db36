/** What is read back from the status branch. */
import { journalFiles } from '../../agent/memory/files.ts';
import { memory, writer } from '../helpers/builders.ts';
import { assert, describe } from '../helpers/suite.ts';
import { branchOf, valueOf } from './branch.ts';
import type { Files } from './branch.ts';
import { intent, noonPlus } from './objects.ts';

const ACCEPTED = '{"schema":1,"accepted":{"commit":"a","inputs":"i"},"contact":"empty","pins":{},"lost":null,"proposed":[]}';
const OWNED =
  '{"ref":"Volume/pg","backendId":"v1","how":"created","since":"2026-11-21T14:00:00.000Z","forgottenAt":null,"commit":"a","specDigest":"d","applied":{}}';
/** sha256 of `pg` begins with d. */
const BUCKET = 'prod/inventory/Volume/d.jsonl';

const codeOf = async (files: Files): Promise<string> => {
  const reading = await branchOf(files).read('t');
  return reading.kind === 'unknown' ? `${reading.error.code.code}: ${reading.error.message}` : 'ok';
};

describe('memory', (it) => {
  it('is empty when there is no status branch yet', async () => {
    assert.equal(valueOf(await branchOf({}).read(null)), memory());
  });

  it('is empty for a cluster that has no folder on the branch yet', async () => {
    assert.equal(valueOf(await branchOf({ 'other/accepted.json': ACCEPTED }).read('t')), memory({ tip: 't' }));
  });

  it('takes the journal of the first version, which noted less', async () => {
    const read = valueOf(await branchOf({ 'prod/accepted.json': '{"accepted":{"commit":"a","inputs":"i"},"settled":null}' }).read('t'));
    assert.equal(read, memory({ tip: 't', accepted: { commit: 'a', inputs: 'i' } }));
  });

  it('is not read again while the branch has not moved', async () => {
    const previous = memory({ tip: 't', accepted: { commit: 'b', inputs: 'j' } });
    assert.is(valueOf(await branchOf({ 'prod/accepted.json': ACCEPTED }).read('t', previous)), previous);
  });

  for (const [afterMs, kept] of [
    [59_999, 1],
    [60_000, 0],
    [60_001, 0],
  ] as const) {
    it(`holds ${kept === 1 ? 'what was held for a minute' : 'nothing any more'} after ${afterMs} ms, read anew or not`, async () => {
      const branch = branchOf({ 'prod/holds.json': '{"holds":[{"ref":"*","until":"2026-11-21T14:01:00Z","reason":"r","by":"ann"}]}' });
      const first = valueOf(await branch.read('t'));
      assert.is(first.holds.length, 1);
      assert.is(valueOf(await branch.read('t', first, noonPlus(afterMs))).holds.length, kept);
      assert.is(valueOf(await branch.read('u', first, noonPlus(afterMs))).holds.length, kept);
    });
  }

  it('forgets errors that were cleared a day ago, also while the branch does not move', async () => {
    const cleared = { ref: 'Device/n1/sdb', backendId: 'd1', at: '2026-11-21T14:00:00.000Z' };
    const branch = branchOf({ 'prod/accepted.json': JSON.stringify({ accepted: null, cleared: [cleared] }) });
    const first = valueOf(await branch.read('t'));
    assert.is(first.cleared.length, 1);
    assert.is(valueOf(await branch.read('t', first, noonPlus(86_399_999))), first);
    assert.equal(valueOf(await branch.read('t', first, noonPlus(86_400_000))).cleared, []);
  });

  it('forgets removals of a day ago, also while the branch does not move', async () => {
    const line =
      '{"kind":"App","ref":"App//web","backendId":"/web","what":"deleted","at":"2026-11-21T14:00:00.000Z","approvalKey":"","applied":{}}';
    const branch = branchOf({ 'prod/forgets.jsonl': `${line}\n` });
    const first = valueOf(await branch.read('t'));
    assert.is(valueOf(await branch.read('t', first, noonPlus(86_399_999))), first);
    assert.equal(valueOf(await branch.read('t', first, noonPlus(86_400_000))).removals, []);
  });

  it('reads only those files of the inventory again that changed', async () => {
    const other = OWNED.replace('Volume/pg', 'Volume/kafka');
    const branch = branchOf({ 'prod/accepted.json': ACCEPTED, [BUCKET]: `${OWNED}\n`, 'prod/inventory/Volume/0.jsonl': '' });
    const first = valueOf(await branch.read('t'));
    branch.reads.length = 0;
    branch.files.set(BUCKET, `${OWNED.replace('v1', 'v2')}\n`).set('prod/inventory/Volume/c.jsonl', `${other}\n`);
    const reading = await branch.read('u', first);
    assert.equal(branch.reads.filter((path) => path.includes('inventory')).toSorted(), ['prod/inventory/Volume/c.jsonl', BUCKET]);
    assert.equal(
      [...valueOf(reading).inventory.values()].map(({ backendId }) => backendId),
      ['v2', 'v1'],
    );
  });

  it('does not remember what was taken out of the inventory', async () => {
    const branch = branchOf({ [BUCKET]: `${OWNED}\n` });
    const first = valueOf(await branch.read('t'));
    branch.files.delete(BUCKET);
    assert.equal([first.inventory.size, valueOf(await branch.read('u', first)).inventory.size], [1, 0]);
  });
});

describe('a file that was damaged by hand', (it) => {
  const claimed = (over: object): string => {
    return JSON.stringify({ schema: 1, ...writer(), claimedAt: '2026-11-21T14:00:00Z', writesFrom: '2026-11-21T14:00:00Z', ...over });
  };
  for (const [file, text, why] of [
    ['accepted.json', '{"accepted":', 'is no JSON.'],
    ['accepted.json', '', 'is no JSON.'],
    ['accepted.json', '[]', 'is no JSON object.'],
    ['accepted.json', '{"schema":1,"accepted":{"commit":"a"}}', 'accepted on the status branch has no inputs that is a text.'],
    ['accepted.json', '{"schema":0}', 'has a schema that is not 1.'],
    ['accepted.json', '{"contact":"full"}', 'has no contact that is one of empty, existing.'],
    ['accepted.json', '{"pins":{"scaleio":7}}', 'pins on the status branch has no scaleio that is a text.'],
    ['accepted.json', '{"proposed":[7]}', 'has no proposed that is a list of texts.'],
    ['accepted.json', '{"cleared":[{"ref":"Device/n1/sdb"}]}', 'cleared 1 on the status branch has no backendId that is a text.'],
    ['accepted.json', '{"growths":[{"pool":"StoragePool/gold"}]}', 'growths 1 on the status branch has no row that is a text.'],
    ['writer.json', '{"schema":1}', 'has no epoch that is a whole number.'],
    ['writer.json', claimed({ claimedAt: 'noon' }), 'has no claimedAt that is an instant such as 2026-11-21T14:02:00.000Z.'],
    ['writer.json', claimed({ released: 'no' }), 'has no released that is true or false.'],
    ['writer.json', claimed({ epoch: -1 }), 'has no epoch that is a whole number.'],
    ['writer.json', claimed({ takeovers: {} }), 'has no takeovers that is a list.'],
    ['writer.json', claimed({ flappingSince: undefined }), 'has no flappingSince that is an instant'],
    ['inventory/Volume/d.jsonl', `${OWNED}\n<<<<<<< HEAD\n`, 'd.jsonl:2 on the status branch is no JSON.'],
    ['inventory/Volume/d.jsonl', OWNED.replace('"v1"', 'null'), 'd.jsonl:1 on the status branch has no backendId that is a text.'],
    ['inventory/Volume/d.jsonl', `${OWNED}\n${OWNED}\n`, 'names an object twice.'],
    ['inventory/Volume/9.jsonl', OWNED, 'names Volume/pg, which does not belong there.'],
    ['inventory/App/d.jsonl', OWNED, 'names Volume/pg, which does not belong there.'],
    ['forgets.jsonl', '{}', 'forgets.jsonl:1 on the status branch has no ref that is a text.'],
    ['intents/abc.json', '{"schema":1}', 'intents/abc.json line on the status branch is no JSON object.'],
  ] as const) {
    it(`makes memory unknown, not empty: ${file} of ${text.length} characters ${why}`, async () => {
      const said = await codeOf({ 'prod/accepted.json': ACCEPTED, [`prod/${file}`]: text });
      assert.ok(said.startsWith(`memory/malformed: prod/${file}`) && said.includes(why), said);
    });
  }

  it('stops nothing when it is status.json: the next pass writes it anew', async () => {
    for (const text of ['{', '{"digest":"d"}', '{"digest":"d","at":"2026-11-21T14:00:00Z","conditions":[{}]}']) {
      const read = valueOf(await branchOf({ 'prod/accepted.json': ACCEPTED, 'prod/status.json': text }).read('t'));
      assert.equal([read.accepted?.commit, read.published], ['a', null]);
    }
  });
});

describe('samples.json', (it) => {
  for (const text of [
    '',
    '{',
    '[]',
    '{"schema":2,"pools":{}}',
    '{"pools":7}',
    '{"pools":{"StoragePool/a":{}}}',
    '{"pools":{"StoragePool/a":[{}]}}',
  ]) {
    it(`stops nothing when it was damaged by hand: ${text}`, async () => {
      const read = valueOf(await branchOf({ 'prod/accepted.json': ACCEPTED, 'prod/samples.json': text }).read('t'));
      assert.equal([read.accepted?.commit, read.samples.size], ['a', 0]);
    });
  }
});

describe('an intent', (it) => {
  it('stands in the file that will be deleted with it', async () => {
    const files = journalFiles('prod', null, memory({ intents: [intent('Volume/pg')] }));
    const text = files.get('prod/intents/line-of-Volume-pg.json') ?? '';
    assert.is(valueOf(await branchOf({ 'prod/intents/line-of-Volume-pg.json': text }).read('t')).intents.length, 1);
    assert.match(await codeOf({ 'prod/intents/other.json': text }), 'other.json on the status branch is not named after its line.');
  });
});

describe('holds.json, which people edit,', (it) => {
  const holdsOf = async (text: string) => valueOf(await branchOf({ 'prod/holds.json': text }).read('t')).holds;

  for (const ref of ['Disk/gold/n1/r2', 'Growth/gold', 'StoragePool/gold', '*']) {
    it(`may name ${ref}`, async () => {
      const holds = await holdsOf(`{"holds":[{"ref":"${ref}","until":"2026-11-21T15:00:00Z"}]}`);
      assert.is(holds[0]?.until, noonPlus(3_600_000));
    });
  }

  it('may leave out who and why', async () => {
    const [hold] = await holdsOf('{"holds":[{"ref":"Volume/pg","until":"2026-11-21T15:00:00Z"}]}');
    assert.equal(hold, { ref: 'Volume/pg', until: noonPlus(3_600_000), reason: 'no reason given', by: 'somebody' });
  });

  for (const [what, text] of [
    ['is no JSON', '{"holds": [}'],
    ['is empty', ''],
    ['has no list', '{"schema":1}'],
    ['has a hold without an end', '{"holds":[{"ref":"*"}]}'],
    ['has an end that is no instant', '{"holds":[{"ref":"*","until":"tomorrow"}]}'],
    ['names no object', '{"holds":[{"ref":"pg","until":"2026-11-21T15:00:00Z"}]}'],
    ['names an unknown kind', '{"holds":[{"ref":"Volumes/pg","until":"2026-11-21T15:00:00Z"}]}'],
    ['names a kind only', '{"holds":[{"ref":"Volume/","until":"2026-11-21T15:00:00Z"}]}'],
    ['has one bad hold beside a good one', '{"holds":[{"ref":"Volume/pg","until":"2026-11-21T15:00:00Z"},7]}'],
  ] as const) {
    it(`holds everything, until it is mended, when it ${what}`, async () => {
      const holds = await holdsOf(text);
      assert.equal([holds.length, holds[0]?.ref, new Date(holds[0]?.until ?? 0).getUTCFullYear()], [1, '*', 9999]);
      assert.match(holds[0]?.reason ?? '', /^prod\/holds\.json.* on the status branch .* Correct that file, or run plumbline resume\.$/);
    });
  }
});

describe('a journal of a newer version', (it) => {
  for (const file of ['accepted.json', 'writer.json', 'holds.json', 'intents/abc.json']) {
    it(`is not interpreted at all when ${file} says so`, async () => {
      const files = {
        'prod/accepted.json': ACCEPTED,
        'prod/forgets.jsonl': 'in another form',
        [`prod/${file}`]: '{"schema":2,"accepted":7}',
      };
      assert.equal(valueOf(await branchOf(files).read('t')), memory({ tip: 't', isNewer: true }));
    });
  }
});
