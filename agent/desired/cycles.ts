/** Circles in a graph of references. */
import type { Ref } from '../model/ref.ts';

export interface Circle {
  /** From where it was entered on; of a long one only the first. */
  readonly refs: readonly Ref[];
  readonly length: number;
}

/** Nobody reads further; a hostile repository has circles through ten thousand apps, and as many of them. */
const TOLD_REFS = 10;
/** Entered at one place; all of them are told there. */
const TOLD_CIRCLES = 10;

interface Step {
  readonly ref: Ref;
  readonly needs: readonly Ref[];
  /** How many of the needs were followed. */
  followed: number;
}

/** The circles that a walk along the needs closes. Each reference is walked once, without recursion: a chain may be as long as there are apps. */
export function cycles(links: ReadonlyMap<Ref, readonly Ref[]>): readonly Circle[] {
  const found: Circle[] = [];
  const told = new Map<Ref, number>();
  const way: Step[] = [];
  /** How far along the way a reference is; -1 when everything from it on was walked. */
  const depths = new Map<Ref, number>();
  const enter = (ref: Ref): void => {
    if (depths.has(ref)) return;
    depths.set(ref, way.length);
    way.push({ ref, needs: links.get(ref) ?? [], followed: 0 });
  };
  const close = (ref: Ref, depth: number): void => {
    const before = told.get(ref) ?? 0;
    if (before === TOLD_CIRCLES) return;
    told.set(ref, before + 1);
    found.push({ refs: way.slice(depth, depth + TOLD_REFS).map((step) => step.ref), length: way.length - depth });
  };
  for (const start of links.keys()) {
    enter(start);
    for (let step = way.at(-1); step !== undefined; step = way.at(-1)) {
      const need = step.needs[step.followed];
      step.followed += 1;
      const depth = need === undefined ? undefined : depths.get(need);
      if (need === undefined) {
        way.pop();
        depths.set(step.ref, DONE);
      } else if (depth === undefined) enter(need);
      else if (depth !== DONE) close(need, depth);
    }
  }
  return found;
}

const DONE = -1;
