/**
 * The names of server-sent events. What an event tells is not believed, so nothing of it is kept: below 1.6 it may be every app
 * there is, twice.
 */

export interface Names {
  readonly names: readonly string[];
  /** How many lines ended. */
  readonly lines: number;
}

/** Jetty (EventSourceServlet) ends each line with CR and LF, after the name as after the data. */
const NAME = /^event: ?(\w+)\r?$/;
const LF = 10;
/** Characters of a line: longer than any that names an event. */
const MOST_KEPT = 100;

/** Reads a stream chunk by chunk; a line may be in several of them. */
export function makeEventNames(): (chunk: Buffer) => Names {
  let line = '';
  return (chunk) => {
    const names: string[] = [];
    let [lines, from] = [0, 0];
    for (let to = chunk.indexOf(LF); to !== -1; to = chunk.indexOf(LF, from)) {
      const name = NAME.exec(longer(line, chunk, from, to))?.[1];
      if (name !== undefined) names.push(name);
      [line, lines, from] = ['', lines + 1, to + 1];
    }
    line = longer(line, chunk, from, chunk.length);
    return { names, lines };
  };
}

function longer(line: string, chunk: Buffer, from: number, to: number): string {
  return line + chunk.toString('latin1', from, Math.min(to, from + MOST_KEPT - line.length));
}
