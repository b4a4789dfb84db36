import { assert, describe } from '../../../helpers/suite.ts';
import { ago, cloudDisks, deviceOf, MINUTE_MS, rowOf } from '../pool-builders.ts';
import { draftsOf, full } from './decided.ts';

function message(...args: Parameters<typeof full>): string {
  return draftsOf(full(...args))[0]?.action.args['message'] as string;
}

/** 12 GiB an hour. */
const FILLING = Array.from({ length: 49 }, (_, index) => ({
  at: ago((48 - index) * 5 * MINUTE_MS),
  usedPercent: 82,
  inUseGiB: 772 + index,
}));

describe('the message of a growth', (it) => {
  it('says the measure, the forecast, the size, the price and how to decline', () => {
    const devices = ['n1', 'n2', 'n3'].map((node) => deviceOf(node, 'r1'));
    const pool = { cloudDisks: cloudDisks({ rows: { r1: 180 } }) };
    const text = message({}, { ...rowOf('r1', ['n1', 'n2', 'n3']), devices, pool, samples: FILLING });
    assert.is(
      text,
      [
        'Grow gold: row r2, 3 x 180 GiB gp3',
        '',
        'Why: the capacity after spare is used past 80 %; 82 % of it is used now.',
        'Forecast: full in 15 h, as it filled in the last 4 h.',
        'Size: for 65 % used, each of 3 nodes needs 131.8 GiB more; 180 GiB is the size its disks have already.',
        'Then: 60.4 % used, as far as can be told now.',
        'Price: $43.20 a month for this row, $86.40 for all disks of the pool (prices of 2026-11-20).',
        '',
        'To accept, merge branch plumbline/grow/prod/gold. To decline, delete it; on the tracked branch,',
        'take the line of r2 out again before its disks are bought.',
        '',
        'Plumbline-Grow: gold r2 180',
        '',
      ].join('\n'),
    );
  });

  it('says where there is no forecast, and that a size was rounded up', () => {
    assert.match(message(), /Forecast: none;/);
    assert.match(message(), '131.8 GiB more; 136 GiB is that, rounded up');
    assert.match(message({ target: 81 }), '7.2 GiB more; 100 GiB is that, rounded up to what ScaleIO takes.');
  });

  it('warns of a spare that does not cover the largest fault unit', () => {
    assert.match(
      message({}, { livePool: { sparePercent: 30 } }),
      'Beware: the spare of 30 % does not cover the largest fault unit, 33.3 % of the pool.',
    );
    assert.not.match(message({}, { livePool: { sparePercent: 34 } }), 'Beware');
  });

  it('says the same of a larger measure only in its numbers', () => {
    assert.match(message({}, {}, 91), 'Why: the capacity after spare is used past the critical threshold of 90 %; 91 % of it is used now.');
  });
});
