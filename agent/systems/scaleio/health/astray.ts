/** Domains, pools, fault sets, SDSs and disks that are lost, called otherwise, or on their way out. */
import type { Ref } from '../../../model/ref.ts';
import type { Target } from '../resolve.ts';
import type { ObjectTarget } from '../which-object.ts';
import { judge, judgeUnmet } from './judge.ts';
import type { Judgement } from './judge.ts';

interface Named {
  readonly id: string;
  readonly name: string | null;
}

type Astray = Extract<ObjectTarget<Named>, { readonly kind: 'lost' | 'renamed' }>;

export interface Words {
  /** As in `SDS sds_1`. */
  readonly what: string;
  /** Of the codes of findings: `Node` of `NodeMissing`. */
  readonly code: string;
}

/** What was lost is never made anew by itself, and what has another name is left to people. */
export function judgeAstray(ref: Ref, target: Astray, { what, code }: Words): Judgement {
  if (target.kind === 'renamed') {
    const { id, name } = target.value;
    const why = `the object with the id ${id}, declared as ${what}, is called ${name ?? 'nothing at all'} in ScaleIO`;
    // Of these, only an SDS can be renamed by its document.
    const back = code === 'Node' && name !== null ? `, or add spec.renamedFrom: ${name} to have it renamed` : '';
    const remedy = `Declare spec.name as ScaleIO has it, or rename it there${back}.`;
    return judge(ref, { kind: 'missing', why }, [{ code: `${code}Renamed`, why, remedy }]);
  }
  const { id, instead } = target;
  const now = instead === null ? '' : `; another one, with the id ${instead.id}, is in its place`;
  const why = `${what}, with the id ${id}, is not there any more${now}`;
  const remedy = 'Find out who removed it; approve the change to go on without it, or declare it absent.';
  return judge(ref, { kind: 'missing', why }, [{ code: instead === null ? `${code}Missing` : `${code}Replaced`, why, remedy }]);
}

/** Of what is declared absent: ready means gone. `why` says how far it is. */
export function judgeGoing<T>(ref: Ref, target: Target<T>, what: string, why: (going: T) => string): Judgement {
  if (target.kind === 'none') return judge(ref, { kind: 'ready' }, []);
  if (target.kind === 'one') return judge(ref, { kind: 'progressing', why: why(target.value) }, []);
  return judgeUnmet(ref, target, what, null);
}
