/** What is written to the status branch is what is read back from it. */
import { journalFiles, samplesFile } from '../../agent/memory/files.ts';
import type { Memory } from '../../agent/model/memory.ts';
import { memory, NOON, writer } from '../helpers/builders.ts';
import { assert, describe } from '../helpers/suite.ts';
import { branchOf, valueOf } from './branch.ts';
import { growth, intent, inventoryOf, noonPlus, owned, removal } from './objects.ts';

const whole: Memory = memory({
  tip: 't',
  writer: writer({ until: noonPlus(1), flappingSince: NOON, takeovers: [{ from: 'a', by: 'b', at: NOON }] }),
  accepted: { commit: 'a', inputs: 'i' },
  contact: 'existing',
  pins: { scaleio: 's', marathon: 'm' },
  lost: { since: NOON, why: 'because' },
  inventory: inventoryOf(owned('Volume/pg', { forgottenAt: NOON }), owned('App//web', { applied: null, specDigest: null })),
  holds: [{ ref: 'App//web', until: noonPlus(1), reason: 'r', by: 'ann' }],
  removals: [removal('Volume/old'), removal('App//old', { what: 'forgotten' })],
  intents: [intent('Volume/x')],
  proposed: ['k1', 'k2'],
  growths: [growth({ state: 'merged', stateAt: noonPlus(1) }), growth({ pool: 'StoragePool/silver', usedPercent: 80.5 })],
  cleared: [{ ref: 'Device/n1/sdb', backendId: 'd1', at: NOON }],
});

const changed = (after: Partial<Memory>, before = whole): readonly string[] => [
  ...journalFiles('prod', before, { ...before, ...after }).keys(),
];

describe('the files of the journal', (it) => {
  it('are read back as they were', async () => {
    const files = journalFiles('prod', null, whole);
    const branch = branchOf(Object.fromEntries([...files].map(([path, text]) => [path, text ?? ''])));
    assert.equal(valueOf(await branch.read('t')), whole);
  });

  it('are these when nothing is remembered yet', () => {
    assert.equal([...journalFiles('prod', null, memory()).keys()], ['prod/accepted.json', 'prod/holds.json']);
  });

  it('each say their schema and are made for people to read', () => {
    const text = journalFiles('prod', null, whole).get('prod/holds.json');
    assert.is(
      text,
      [
        '{',
        '  "schema": 1,',
        '  "holds": [',
        '    {',
        '      "ref": "App//web",',
        '      "until": "2026-11-21T14:00:00.001Z",',
        '      "reason": "r",',
        '      "by": "ann"',
        '    }',
        '  ]',
        '}',
        '',
      ].join('\n'),
    );
    for (const file of ['accepted.json', 'writer.json', 'intents/line-of-Volume-x.json'])
      assert.match(journalFiles('prod', null, whole).get(`prod/${file}`) ?? '', /^\{\n {2}"schema": 1,\n/);
  });

  for (const [what, after, files] of [
    ['nothing', { published: { digest: 'd', at: NOON, conditions: [] } }, []],
    ['the writer', { writer: writer({ epoch: 9 }) }, ['prod/writer.json']],
    ['what is accepted', { accepted: null }, ['prod/accepted.json']],
    ['a pin', { pins: { scaleio: 's' } }, ['prod/accepted.json']],
    ['the order of the pins', { pins: { marathon: 'm', scaleio: 's' } }, []],
    ['a hold', { holds: [] }, ['prod/holds.json']],
    ['what becomes of a growth', { growths: [] }, ['prod/accepted.json']],
    ['an error that was cleared', { cleared: [] }, ['prod/accepted.json']],
    ['how full pools are', { samples: new Map([['StoragePool/gold', [{ at: NOON, usedPercent: 80, inUseGiB: 1 }]]]) }, []],
    ['a removal', { removals: [removal('Volume/old')] }, ['prod/forgets.jsonl']],
    ['the order of the inventory', { inventory: inventoryOf(...[...whole.inventory.values()].toReversed()) }, []],
    [
      'one object of the inventory',
      { inventory: new Map([...whole.inventory, ['Volume/pg', owned('Volume/pg', { backendId: 'v2' })]]) },
      ['prod/inventory/Volume/d.jsonl'],
    ],
    ['an intent more', { intents: [...whole.intents, intent('Volume/y')] }, ['prod/intents/line-of-Volume-y.json']],
  ] as const) {
    it(`that are written when ${what} changed: ${files.join(', ') || 'none'}`, () => {
      assert.equal(changed(after as Partial<Memory>), files);
    });
  }

  it('are deleted when nothing is left in them', () => {
    const files = journalFiles('prod', whole, {
      ...whole,
      intents: [],
      inventory: inventoryOf(owned('App//web', { applied: null, specDigest: null })),
    });
    assert.equal(
      [...files],
      [
        ['prod/inventory/Volume/d.jsonl', null],
        ['prod/intents/line-of-Volume-x.json', null],
      ],
    );
  });

  it('share out the inventory by name, so that one object more changes one small file', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => owned(`App//shop/${index}`));
    const before = memory({ inventory: inventoryOf(...many) });
    assert.is(changed({ inventory: inventoryOf(...many, owned('App//web')) }, before).length, 1);
    assert.equal(changed({ inventory: inventoryOf(...many.toReversed()) }, before), []);
    assert.is([...journalFiles('prod', null, before).keys()].filter((path) => path.startsWith('prod/inventory/App/')).length, 16);
  });
});

describe('what was measured of pools', (it) => {
  const samples: Memory['samples'] = new Map([
    ['StoragePool/silver', []],
    ['StoragePool/gold', [NOON, noonPlus(60_000)].map((at, index) => ({ at, usedPercent: 80.25 + index, inUseGiB: 812.5 }))],
  ]);

  it('is read back as it was', async () => {
    const files = samplesFile('prod', memory({ samples }));
    assert.equal([...files.keys()], ['prod/samples.json']);
    const read = valueOf(await branchOf(Object.fromEntries(files)).read('t')).samples;
    assert.equal([read.get('StoragePool/gold'), read.get('StoragePool/silver')], [samples.get('StoragePool/gold'), []]);
  });

  it('is no file while nothing was', () => assert.is(samplesFile('prod', memory()).size, 0));
});
