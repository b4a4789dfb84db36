/** The HTTP front of one simulated system: time first, then faults, then the system itself, then the ledger. */
import type { ServerResponse } from 'node:http';
import type { SimulatorClock } from './clock.ts';
import type { Fault, Faults } from './faults.ts';
import { agentOf, argsOf } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import { listen, send } from './listen.ts';
import type { Listening } from './listen.ts';
import type { Answer, Call, Service } from './service.ts';

export interface FrontOptions {
  readonly service: Service;
  readonly clock: SimulatorClock;
  readonly ledger: Ledger;
  readonly faults: Faults;
}

/** Serves a system; what fell due in the world happens before each request is looked at. */
export function openFront(options: FrontOptions): Promise<Listening> {
  return listen((call, response) => answerCall(call, response, options));
}

function answerCall(call: Call, response: ServerResponse, { service, clock, ledger, faults }: FrontOptions): void {
  clock.runDue();
  const at = new Date(clock.now()).toISOString();
  const name = `${call.method} ${call.path}`;
  const election = service.electionAnswer(call);
  const fault = faults.next(service, name, election !== null);
  const answer = fault?.when === 'before' ? null : handle(service, call);
  ledger.add({
    at,
    system: service.system,
    call: name,
    id: answer?.id ?? null,
    effect: answer?.effect ?? 'none',
    agent: agentOf(call.headers['user-agent']),
    args: argsOf(call.query, call.json),
    ...(fault === null ? {} : { fault: fault.do }),
  });
  if (fault !== null) goWrong(fault, response, { empty: () => service.emptyAnswer(call), election });
  else if (answer !== null) sendAnswer(response, answer);
}

/** A mistake of the simulator must show in the test that met it, not end the process. */
function handle(service: Service, call: Call): Answer {
  try {
    return service.handle(call);
  } catch (thrown) {
    const why = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    return { status: 500, body: { message: `The simulator itself failed: ${why}` }, effect: 'none', id: null };
  }
}

interface Instead {
  readonly empty: () => Answer;
  readonly election: Answer | null;
}

function goWrong(fault: Fault, response: ServerResponse, instead: Instead): void {
  switch (fault.do) {
    case 'hang':
      return;
    case 'status': {
      const status = fault.status ?? 500;
      return send(response, status, { message: `Fault: status ${status}`, httpStatusCode: status, errorCode: 0 });
    }
    case 'empty':
      return sendAnswer(response, instead.empty());
    case 'elect':
      if (instead.election !== null) sendAnswer(response, instead.election);
      return;
    case 'sigkill':
      killProcess(fault.pid);
      response.destroy();
      return;
    case 'reset':
      response.destroy();
  }
}

function killProcess(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch (thrown) {
    const isGone = thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH';
    if (!isGone) throw thrown;
  }
}

function sendAnswer(response: ServerResponse, answer: Answer): void {
  send(response, answer.status, answer.body, answer.headers);
}
