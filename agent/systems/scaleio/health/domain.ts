/** Protection domains: there, and active. */
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { vendorName } from '../resolve.ts';
import type { ProtectionDomain, ScaleioFacets } from '../types.ts';
import { doomed, whichDomain } from '../which-object.ts';
import { judgeAstray, judgeGoing } from './astray.ts';
import { judge, judgeUnmet } from './judge.ts';
import type { Judgement } from './judge.ts';

export function judgeDomain(doc: Doc<'ProtectionDomain'>, inputs: Inputs, live: Live<ScaleioFacets>): Judgement {
  const what = `protection domain ${vendorName(doc)}`;
  const target = whichDomain(doc, inputs, live);
  if (doc.state === 'absent') return judgeGoing(doc.ref, doomed(target), what, () => 'it is still to be removed');
  switch (target.kind) {
    case 'one':
      return judgeFound(doc, target.value);
    case 'lost':
    case 'renamed':
      return judgeAstray(doc.ref, target, { what, code: 'Domain' });
    case 'none':
    case 'many':
    case 'taken':
    case 'unknown':
      return judgeUnmet(doc.ref, target, what, null);
  }
}

function judgeFound(doc: Doc<'ProtectionDomain'>, { protectionDomainState }: ProtectionDomain): Judgement {
  if (protectionDomainState === 'Active') return judge(doc.ref, { kind: 'ready' }, []);
  const why = `protection domain ${vendorName(doc)} is ${protectionDomainState}`;
  const remedy = 'Activate it in ScaleIO once its nodes are up.';
  return judge(doc.ref, { kind: 'degraded', why }, [{ code: 'DomainNotActive', why, remedy }]);
}
