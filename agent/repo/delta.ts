/** Deltas: how git stores an object as what is different from another (https://git-scm.com/docs/gitformat-pack). */

export interface Read {
  readonly value: number;
  /** Where what follows begins. */
  readonly end: number;
}

/** A number as packs have it: seven bits a byte, the lowest first, the highest bit set while more follow. */
export function readSize(bytes: Buffer, start: number): Read {
  const first = bytes.readUInt8(start);
  return first < 0x80 ? { value: first, end: start + 1 } : readMore(bytes, start + 1, { value: first & 0x7f, scale: 128 });
}

/** The further bytes of a number whose first byte gave `value`. */
export function readMore(bytes: Buffer, start: number, first: { readonly value: number; readonly scale: number }): Read {
  let { value, scale } = first;
  for (let end = start; ; end += 1) {
    const byte = bytes.readUInt8(end);
    value += (byte & 0x7f) * scale;
    scale *= 128;
    if (byte < 0x80) return { value, end: end + 1 };
  }
}

/** How large what results is: the second of the two sizes that a delta begins with. The beginning of the delta is enough. */
export function resultSize(delta: Buffer): number {
  return readSize(delta, readSize(delta, 0).end).value;
}

/** The object that the delta makes of its base. Throws a RangeError for a delta that does not fit the base. */
export function applyDelta(base: Buffer, delta: Buffer): Buffer {
  const from = readSize(delta, 0);
  const to = readSize(delta, from.end);
  if (from.value !== base.length) throw new RangeError(`A delta of ${from.value} bytes is put upon ${base.length}.`);
  const made = Buffer.allocUnsafe(to.value);
  let filled = 0;
  for (let at = to.end; at < delta.length;) {
    const { source, start, length, end } = readStep(base, delta, at);
    if (length === 0 || start + length > source.length || filled + length > made.length) throw new RangeError('A delta is damaged.');
    filled += source.copy(made, filled, start, start + length);
    at = end;
  }
  if (filled !== made.length) throw new RangeError(`A delta makes ${filled} of ${made.length} bytes.`);
  return made;
}

interface Step {
  /** The base, or for new bytes the delta itself. */
  readonly source: Buffer;
  readonly start: number;
  readonly length: number;
  readonly end: number;
}

const IS_COPY = 0x80;

function readStep(base: Buffer, delta: Buffer, at: number): Step {
  const command = delta.readUInt8(at);
  if ((command & IS_COPY) === 0) return { source: delta, start: at + 1, length: command, end: at + 1 + command };
  const start = readSparse(delta, at + 1, command & 0xf);
  const length = readSparse(delta, start.end, (command >> 4) & 0x7);
  return { source: base, start: start.value, length: length.value === 0 ? 0x1_00_00 : length.value, end: length.end };
}

/** A number of which only the bytes are written that are not zero: those whose bit is set, the lowest first. */
function readSparse(bytes: Buffer, start: number, bits: number): Read {
  let value = 0;
  let end = start;
  for (let index = 0; bits >> index !== 0; index += 1) {
    if (((bits >> index) & 1) === 0) continue;
    value += bytes.readUInt8(end) * 256 ** index;
    end += 1;
  }
  return { value, end };
}
