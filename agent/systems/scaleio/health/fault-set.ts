/** Fault sets: there, in their domain. */
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { vendorName } from '../resolve.ts';
import type { FaultSet, ScaleioFacets } from '../types.ts';
import { domainAround, doomed, whichFaultSet } from '../which-object.ts';
import { judgeAstray, judgeGoing } from './astray.ts';
import { judge, judgeUnmet } from './judge.ts';
import type { Judgement } from './judge.ts';

export function judgeFaultSet(doc: Doc<'FaultSet'>, inputs: Inputs, live: Live<ScaleioFacets>): Judgement {
  const what = `fault set ${vendorName(doc)}`;
  const target = whichFaultSet(doc, inputs, live);
  if (doc.state === 'absent') return judgeGoing(doc.ref, doomed(target), what, () => 'it is still to be removed');
  switch (target.kind) {
    case 'one':
      return judgeFound(doc, target.value, inputs, live);
    case 'lost':
    case 'renamed':
      return judgeAstray(doc.ref, target, { what, code: 'FaultSet' });
    case 'none':
    case 'many':
    case 'taken':
    case 'unknown':
      return judgeUnmet(doc.ref, target, what, null);
  }
}

function judgeFound(doc: Doc<'FaultSet'>, { protectionDomainId }: FaultSet, inputs: Inputs, live: Live<ScaleioFacets>): Judgement {
  const domain = domainAround(doc, inputs, live);
  if (domain.kind !== 'one' || domain.value.id === protectionDomainId) return judge(doc.ref, { kind: 'ready' }, []);
  const why = `fault set ${vendorName(doc)} is in another protection domain than ${doc.spec.protectionDomain}, and ScaleIO moves none`;
  const remedy = 'Declare the domain it is in, or another fault set.';
  return judge(doc.ref, { kind: 'degraded', why }, [{ code: 'FaultSetInOtherDomain', why, remedy }]);
}
