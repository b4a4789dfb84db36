import { applyDelta, resultSize } from '../../agent/repo/delta.ts';
import { assert, describe } from '../helpers/suite.ts';

const BASE = Buffer.from('0123456789');
const LONG = Buffer.alloc(0x2_00_00, 'ab');

interface Row {
  readonly name: string;
  readonly base: Buffer;
  readonly delta: readonly number[];
  readonly makes: Buffer | null;
}

/** Sizes are written seven bits a byte, the lowest first. */
const OF_LONG = [0x80, 0x80, 0x08];

const rows: readonly Row[] = [
  { name: 'copies from the base', base: BASE, delta: [10, 3, 0x91, 2, 3], makes: Buffer.from('234') },
  { name: 'copies from its start', base: BASE, delta: [10, 2, 0x90, 2], makes: Buffer.from('01') },
  { name: 'adds bytes of its own', base: BASE, delta: [10, 4, 2, 0x61, 0x62, 0x91, 8, 2], makes: Buffer.from('ab89') },
  { name: 'makes nothing', base: BASE, delta: [10, 0], makes: Buffer.alloc(0) },
  {
    name: 'copies 64 KiB when it names no length',
    base: LONG,
    delta: [...OF_LONG, 0x80, 0x80, 0x04, 0x80],
    makes: LONG.subarray(0, 0x1_00_00),
  },
  {
    name: 'copies a length of three bytes',
    base: LONG,
    delta: [...OF_LONG, 0x81, 0x80, 0x04, 0xf0, 1, 0, 1],
    makes: LONG.subarray(0, 0x1_00_01),
  },
  { name: 'copies from past 64 KiB', base: LONG, delta: [...OF_LONG, 1, 0x94, 1, 1], makes: Buffer.from('a') },
  { name: 'is for another base', base: BASE, delta: [11, 1, 0x90, 1], makes: null },
  { name: 'copies past the end of the base', base: BASE, delta: [10, 3, 0x91, 8, 3], makes: null },
  { name: 'makes more than it says', base: BASE, delta: [10, 2, 0x90, 3], makes: null },
  { name: 'makes less than it says', base: BASE, delta: [10, 4, 0x90, 3], makes: null },
  { name: 'has the command that git reserves', base: BASE, delta: [10, 0, 0], makes: null },
  { name: 'ends within the bytes it adds', base: BASE, delta: [10, 3, 3, 0x61], makes: null },
  { name: 'ends within a command', base: BASE, delta: [10, 3, 0x91], makes: null },
  { name: 'ends within its sizes', base: BASE, delta: [10, 0x80], makes: null },
];

describe('a delta that', (it) => {
  for (const { name, base, delta, makes } of rows) {
    it(name, () => {
      const bytes = Buffer.from(delta);
      if (makes === null) {
        assert.throws(
          () => applyDelta(base, bytes),
          (thrown: unknown) => thrown instanceof RangeError,
        );
        return;
      }
      assert.ok(applyDelta(base, bytes).equals(makes));
      assert.is(resultSize(bytes), makes.length);
    });
  }
});
