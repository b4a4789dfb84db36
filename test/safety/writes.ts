/** The ledger as short words: what agents wanted changed. Calls that were refused count as well. */
import type { LedgerEntry } from '../../simulator/ledger.ts';

const MADE = /^POST \/api\/types\/(\w+)\/instances$/;

/** `DELETE /web`, `createVolume pg`, `removeVolume old`, `removeSds`; `from`: how many entries to leave out at the start. */
export function writesIn(ledger: readonly LedgerEntry[], from: number): readonly string[] {
  const names = namesIn(ledger);
  return ledger
    .slice(from)
    .filter(isWrite)
    .map((entry) => wordsFor(entry, names));
}

/** Of Mesos only questions are asked, and they are POSTs. */
function isWrite({ call, agent, system }: LedgerEntry): boolean {
  return agent !== '' && system !== 'mesos' && !call.startsWith('GET ') && !/\/query\w+$/.test(call);
}

function wordsFor({ call, args }: LedgerEntry, names: ReadonlyMap<string, string>): string {
  const app = /^(\w+) \/v2\/apps\/*(\/.*)?$/.exec(call);
  if (app) return `${app[1]} ${app[2] ?? String(args['id'])}`;
  const type = MADE.exec(call)?.[1];
  if (type !== undefined) return `create${type} ${String(args['name'])}`;
  const action = /::(\w+)\/action\/(\w+)$/.exec(call);
  return action ? [action[2], names.get(action[1] ?? '')].filter((word) => word !== undefined).join(' ') : call;
}

/** Objects of ScaleIO by the name under which agents made them. */
function namesIn(ledger: readonly LedgerEntry[]): ReadonlyMap<string, string> {
  const made = ledger.filter(({ call, effect }) => MADE.test(call) && effect === 'created');
  return new Map(made.map(({ id, args }) => [String(id), String(args['name'])]));
}
