/** The HTTP front of one simulated system: time first, then faults, then the system itself, then the ledger. */
import type { ServerResponse } from 'node:http';
import type { SimulatorClock } from './clock.ts';
import type { Fault, Faults } from './faults.ts';
import { agentOf, argsOf, callOf } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import { listen, send } from './listen.ts';
import type { Listening } from './listen.ts';
import type { Answer, Call, Service, Stream } from './service.ts';
import { sendSignal, stopProcess } from './signals.ts';
import { filtered, truncated } from './spoil.ts';

export interface FrontOptions {
  readonly service: Service;
  readonly clock: SimulatorClock;
  readonly ledger: Ledger;
  readonly faults: Faults;
}

/** How often, in real milliseconds, the world moves on while nobody asks but somebody listens. */
const LISTENED_MS = 100;

/** Serves a system; what fell due in the world happens before each request is looked at. */
export async function openFront(options: FrontOptions): Promise<Listening> {
  const { service } = options;
  const listening = await listen((call, response) => answerCall(call, response, options));
  const url = `${listening.url}${service.basePath ?? ''}`;
  service.opened?.(url);
  return { ...listening, url };
}

function answerCall(call: Call, response: ServerResponse, { service, clock, ledger, faults }: FrontOptions): void {
  clock.runDue();
  const at = new Date(clock.now()).toISOString();
  const name = callOf(call);
  const election = service.electionAnswer(call);
  const agent = agentOf(call.headers['user-agent']);
  const fault = faults.next(service, { call: name, agent }, election !== null);
  const answer = fault?.when === 'before' ? null : handle(service, call);
  ledger.add({
    at,
    system: service.system,
    call: name,
    id: answer?.id ?? null,
    effect: answer?.effect ?? 'none',
    agent,
    args: argsOf(call),
    ...(fault === null ? {} : { fault: fault.do }),
  });
  if (fault !== null) goWrong(fault, response, { answer, empty: () => service.emptyAnswer(call), election });
  else if (answer?.stream !== undefined) keepSending(response, answer, answer.stream, clock);
  else if (answer !== null) sendAnswer(response, answer);
}

/** Sends what comes until one side has enough. */
function keepSending(response: ServerResponse, answer: Answer, stream: Stream, clock: SimulatorClock): void {
  response.writeHead(answer.status, answer.headers);
  response.flushHeaders();
  const gone = stream(
    (text) => void response.write(text),
    () => void response.end(),
  );
  const timer = setInterval(() => clock.runDue(), LISTENED_MS);
  response.once('close', () => {
    clearInterval(timer);
    gone();
  });
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
  /** The true answer; null when the fault came before it. */
  readonly answer: Answer | null;
  readonly empty: () => Answer;
  readonly election: Answer | null;
}

function goWrong(fault: Fault, response: ServerResponse, instead: Instead): void {
  if (fault.do === 'hang') return;
  if (fault.do === 'sigkill') sendSignal(fault.pid, 'SIGKILL');
  if (fault.do === 'sigstop') stopProcess(fault);
  const answer = spoiled[fault.do](instead, fault);
  if (answer === null) response.destroy();
  else sendAnswer(response, answer);
}

const cut = (): null => null;

/** What the caller gets; null: its connection is cut. */
const spoiled: { readonly [deed in Fault['do']]: (instead: Instead, fault: Fault) => Answer | null } = {
  status: (_instead, { status }) => statusAnswer(status ?? 500),
  empty: ({ empty }) => empty(),
  elect: ({ election }) => election,
  filter: ({ answer }, { without }) => answer && filtered(answer, without),
  truncate: ({ answer }) => answer && truncated(answer),
  // A process that stopped before its call never made it; one that stopped after it finds the answer when it goes on.
  sigstop: ({ answer }) => answer,
  reset: cut,
  sigkill: cut,
  hang: cut,
};

function statusAnswer(status: number): Answer {
  return { status, body: { message: `Fault: status ${status}`, httpStatusCode: status, errorCode: 0 }, effect: 'none', id: null };
}

function sendAnswer(response: ServerResponse, answer: Answer): void {
  send(response, answer.status, answer.body, answer.headers);
}
