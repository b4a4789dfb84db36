/** Lines and counted bytes of a stream, in the order they come; never more is held than was asked for. */
export interface ByteReader {
  /** Without its newline. Throws a RangeError for one of more than `maxBytes`, and at the end. */
  line(maxBytes: number): Promise<string>;
  /** Exactly `count` bytes. Throws a RangeError at the end. */
  bytes(count: number): Promise<Buffer>;
}

const NEWLINE = 0x0a;

export function byteReader(chunks: AsyncIterable<Buffer>): ByteReader {
  const coming = chunks[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  const next = async (): Promise<Buffer> => {
    const { done, value } = await coming.next();
    if (done === true) throw new RangeError('The output ended early.');
    return value;
  };
  return {
    async line(maxBytes) {
      let end = rest.indexOf(NEWLINE);
      while (end < 0) {
        if (rest.length > maxBytes) throw new RangeError(`The output has a line of more than ${maxBytes} bytes.`);
        rest = Buffer.concat([rest, await next()]);
        end = rest.indexOf(NEWLINE);
      }
      const line = rest.toString('latin1', 0, end);
      rest = rest.subarray(end + 1);
      return line;
    },
    async bytes(count) {
      const parts = [rest];
      let have = rest.length;
      while (have < count) {
        const chunk = await next();
        parts.push(chunk);
        have += chunk.length;
      }
      const all = parts.length === 1 ? rest : Buffer.concat(parts);
      rest = all.subarray(count);
      return all.subarray(0, count);
    },
  };
}
