/** Circles in a graph of references. */
import type { Ref } from '../model/ref.ts';

interface Step {
  readonly ref: Ref;
  /** Needs of `ref` that are still to be followed. */
  readonly needs: Ref[];
}

/** Every circle that a walk along the needs closes, from where it was entered. Each reference is walked once. */
export function cycles(links: ReadonlyMap<Ref, readonly Ref[]>): readonly (readonly Ref[])[] {
  const found: (readonly Ref[])[] = [];
  const done = new Set<Ref>();
  for (const start of links.keys()) found.push(...cyclesFrom(start, links, done));
  return found;
}

/** Without recursion: a chain may be as long as there are apps. */
function cyclesFrom(start: Ref, links: ReadonlyMap<Ref, readonly Ref[]>, done: Set<Ref>): readonly (readonly Ref[])[] {
  const found: (readonly Ref[])[] = [];
  const way: Step[] = [];
  const depths = new Map<Ref, number>();
  const enter = (ref: Ref): void => {
    if (done.has(ref)) return;
    depths.set(ref, way.length);
    way.push({ ref, needs: [...(links.get(ref) ?? [])] });
  };
  enter(start);
  for (let step = way.at(-1); step !== undefined; step = way.at(-1)) {
    const need = step.needs.shift();
    const depth = need === undefined ? undefined : depths.get(need);
    if (need === undefined) {
      way.pop();
      depths.delete(step.ref);
      done.add(step.ref);
    } else if (depth === undefined) enter(need);
    else found.push(way.slice(depth).map(({ ref }) => ref));
  }
  return found;
}
