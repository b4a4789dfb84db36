/** Reads the body of POST /fault. */
import { BadInput } from './errors.ts';
import type { Fault } from './faults.ts';
import { fieldsOf, numberIn, oneOf, textIn } from './input.ts';
import type { Fields } from './input.ts';
import type { SystemName } from './service.ts';

const FIELDS = ['system', 'call', 'nth', 'times', 'when', 'do', 'status', 'pid', 'resumeMs', 'without'];
const COUNT = { min: 1, max: 1_000_000, whole: true };
const DEEDS = ['reset', 'status', 'empty', 'hang', 'elect', 'sigkill', 'sigstop', 'filter', 'truncate'] as const;
const LONGEST_STOP_MS = 600_000;

/** A fault, complete and possible: systems that exist, a status where one is answered, a process that lives. */
export function readFault(body: unknown, systems: readonly SystemName[]): Fault {
  const fields = fieldsOf(body, FIELDS);
  const deed = oneOf(fields, 'do', DEEDS);
  const fault: Fault = {
    when: oneOf(fields, 'when', ['before', 'after']),
    do: deed,
    ...(has(fields, 'system') ? { system: oneOf(fields, 'system', systems) } : {}),
    ...(has(fields, 'call') ? { call: textIn(fields, 'call') } : {}),
    ...(has(fields, 'nth') ? { nth: numberIn(fields, 'nth', COUNT) } : {}),
    ...(has(fields, 'times') ? { times: numberIn(fields, 'times', COUNT) } : {}),
    ...(deed === 'status' ? { status: numberIn(fields, 'status', { min: 200, max: 599, whole: true }) } : {}),
    ...(deed === 'sigkill' || deed === 'sigstop' ? { pid: livingProcess(fields) } : {}),
    ...(has(fields, 'resumeMs') ? { resumeMs: numberIn(fields, 'resumeMs', { min: 0, max: LONGEST_STOP_MS }) } : {}),
    ...(has(fields, 'without') ? { without: textIn(fields, 'without') } : {}),
  };
  refuseImpossible(fault);
  return fault;
}

function refuseImpossible(fault: Fault): void {
  const deed = fault.do;
  refuseForSystem(fault);
  if ((deed === 'filter' || deed === 'truncate') && fault.when === 'before') {
    throw new BadInput(`${deed} spoils an answer: when must be after.`);
  }
  if (fault.resumeMs !== undefined && deed !== 'sigstop') throw new BadInput('resumeMs is for sigstop.');
  if (fault.without !== undefined && deed !== 'filter') throw new BadInput('without is for filter.');
}

function refuseForSystem({ do: deed, system }: Fault): void {
  if (deed === 'elect' && system !== undefined && !system.startsWith('marathon')) {
    throw new BadInput(`${system} elects no leader; elect is for marathon.`);
  }
  if (deed === 'filter' && system === 'ec2') throw new BadInput('filter leaves objects out of JSON; ec2 answers in XML.');
}

function has(fields: Fields, name: string): boolean {
  return fields[name] !== undefined;
}

function livingProcess(fields: Fields): number {
  const pid = numberIn(fields, 'pid', { min: 2, max: 2 ** 31 - 1, whole: true });
  if (pid === process.pid) throw new BadInput(`pid ${pid} is the simulator itself.`);
  try {
    process.kill(pid, 0);
    return pid;
  } catch (cause) {
    throw new BadInput(`pid ${pid} is no process that the simulator may end.`, { cause });
  }
}
