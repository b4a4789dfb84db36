/** The Query API: a form in, XML out. Signatures are accepted, not checked. */
import type { Answer, Call } from '../service.ts';
import { ACTIONS } from './actions.ts';
import { releaseClosed } from './attach.ts';
import type { Done } from './deed.ts';
import { Form } from './form.ts';
import { notPlayed, Refusal, unauthorized, wouldSucceed } from './refusal.ts';
import type { Account } from './state.ts';
import { errorXml, responseXml } from './xml.ts';

export function answerQuery(account: Account, call: Call, requestId: string): Answer {
  const form = new Form(call.form ?? {});
  const action = form.text('Action') ?? '';
  try {
    const { body, effect, id } = perform(account, action, form);
    return answer(responseXml(action, requestId, body), requestId, { effect, id });
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    return answer(errorXml(requestId, thrown.code, thrown.message), requestId, { status: thrown.status });
  }
}

/** 200 and nothing, as a broken proxy sends it. */
export function emptyAnswer(requestId: string): Answer {
  return answer('', requestId);
}

/** In the order in which EC2 minds: how often, who, what, whether it could; then what is really done. */
function perform(account: Account, name: string, form: Form): Done {
  refuseAsArranged(account, name);
  if (account.settings.unauthorized.includes(name)) throw unauthorized();
  const action = ACTIONS[name];
  if (action === undefined) throw notPlayed(`the action "${name}"`);
  form.refuseOthers(action.takes);
  releaseClosed(account);
  const deed = action.check(account, form);
  if (form.flag('DryRun')) throw wouldSucceed();
  return deed();
}

function refuseAsArranged({ settings }: Account, name: string): void {
  const refusing = settings.refusing.find(({ call }) => call === null || call === name);
  if (refusing === undefined) return;
  refusing.times -= 1;
  settings.refusing = settings.refusing.filter(({ times }) => times > 0);
  throw new Refusal(refusing.code, refusing.code === 'RequestLimitExceeded' ? 'Request limit exceeded.' : 'Refused.', refusing.status);
}

function answer(body: string, requestId: string, differing: Partial<Answer> = {}): Answer {
  const headers = { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId };
  return { status: 200, headers, body, effect: 'none', id: null, ...differing };
}
