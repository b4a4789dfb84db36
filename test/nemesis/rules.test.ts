import path from 'node:path';
import type { LedgerEntry } from '../../simulator/ledger.ts';
import { addCommits, makeBare, temporaryFolder } from '../helpers/git-cli.ts';
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';
import { firstBreach } from './rules.ts';
import type { State } from './state.ts';
import { removalKey } from './timeline.ts';
import type { Moved } from './timeline.ts';

const OPTIONS = { needs: ['git'] } as const;
const SYSTEM = '4d2989c17f7ec52c';
const START_MS = Date.UTC(2026, 0, 5, 12);
const KIB_PER_16_GIB = String(16 * 1024 * 1024);
const APPROVAL = `spec: { changes: [{ change: remove Volume/old, key: ${removalKey(SYSTEM, 'Volume/old', 'v1')} }] }\n`;

/** Something that happens, in its place in the order of things. */
type Event =
  | { readonly main: State; readonly approves?: boolean }
  /** The agent accepts the newest commit of main but so many. */
  | { readonly accepts: number }
  | { readonly logs: readonly { readonly line: string; readonly op: string; readonly backendId: string }[] }
  | Omit<Partial<LedgerEntry>, 'seq'>;

const CREATED = {
  call: 'POST /api/types/Volume/instances',
  effect: 'created',
  id: 'v1',
  args: { name: 'old', volumeSizeInKb: KIB_PER_16_GIB },
} as const;
const REMOVED = { call: 'POST /api/instances/Volume::v1/action/removeVolume', effect: 'destroyed', id: 'v1', args: {} } as const;
const LINE = { line: 'a', op: 'delete', backendId: 'v1' };
const WITH: State = { volumes: { old: { sizeGiB: 16 } }, apps: {} };
const WITHOUT: State = { volumes: { old: { sizeGiB: 16, isAbsent: true } }, apps: {} };
const web = (instances: number): State => ({ volumes: {}, apps: { '/web': { instances, cmd: 'serve' } } });
const ONE = web(1);
const PUT = (instances: number) =>
  ({ system: 'marathon', call: 'PUT /v2/apps/web', effect: 'changed', id: '/web', args: { instances, cmd: 'serve' } }) as const;

const rows: readonly {
  readonly name: string;
  readonly events: readonly Event[];
  readonly breach: RegExp | null;
  /** Pushes may have failed. */
  readonly whenUnsound?: true;
}[] = [
  {
    name: 'a removal that was approved and is logged once breaks no rule',
    events: [{ main: WITH }, { accepts: 0 }, CREATED, { main: WITHOUT, approves: true }, { accepts: 0 }, REMOVED, { logs: [LINE] }],
    breach: null,
  },
  {
    name: 'a removal that nobody approved',
    events: [{ main: WITH }, { accepts: 0 }, CREATED, { main: WITHOUT }, { accepts: 0 }, REMOVED, { logs: [LINE] }],
    breach: /^Destroyed without an earlier approval: request 2 /,
  },
  {
    name: 'a removal that was approved later',
    events: [
      { main: WITH },
      { accepts: 0 },
      CREATED,
      { main: WITHOUT },
      { accepts: 0 },
      REMOVED,
      { logs: [LINE] },
      { main: WITHOUT, approves: true },
    ],
    breach: /^Destroyed without an earlier approval/,
  },
  {
    name: 'an app deleted that every commit so far declares',
    events: [
      { main: web(1) },
      { accepts: 0 },
      { ...PUT(1), effect: 'created' },
      { ...PUT(1), call: 'DELETE /v2/apps/web', effect: 'destroyed' },
    ],
    breach: /^Destroyed without an earlier approval/,
  },
  { name: 'a write before any commit was accepted', events: [{ main: WITH }, CREATED], breach: /^Written before any commit was accepted/ },
  {
    name: 'a write of what only an ancestor of the accepted commit declares',
    events: [{ main: web(1) }, { accepts: 0 }, { main: web(2) }, { accepts: 0 }, PUT(1)],
    breach: /^Not what the accepted commit \w+ declares: request 1 /,
  },
  {
    name: 'the same write, after the status branch says again that the ancestor is accepted',
    events: [{ main: web(1) }, { accepts: 0 }, { main: web(2) }, { accepts: 0 }, { accepts: 1 }, PUT(1)],
    breach: /^Not what the accepted commit/,
  },
  {
    name: 'a write of what a revert declares, of which the status branch says only that its like was accepted',
    events: [{ main: ONE }, { accepts: 0 }, { main: web(2) }, { accepts: 0 }, { main: ONE }, { accepts: 2 }, PUT(1)],
    breach: null,
  },
  {
    name: 'a write of what a newer commit declares that is not accepted yet',
    events: [{ main: web(1) }, { accepts: 0 }, { main: web(2) }, PUT(2)],
    breach: /^Not what/,
  },
  {
    name: 'the same write while git takes no pushes',
    events: [{ main: web(1) }, { accepts: 0 }, { main: web(2) }, PUT(2)],
    breach: null,
    whenUnsound: true,
  },
  {
    name: 'a write of what an ancestor declares, while git takes no pushes',
    events: [{ main: web(1) }, { main: web(2) }, { accepts: 0 }, { main: web(3) }, PUT(1)],
    breach: /^Not what the accepted commit/,
    whenUnsound: true,
  },
  {
    name: 'a write by hand, whatever it is',
    events: [{ main: web(1) }, { accepts: 0 }, { ...PUT(7), agent: '' }],
    breach: null,
  },
  {
    name: 'a removal that no line tells of',
    events: [{ main: WITH }, { accepts: 0 }, CREATED, { main: WITHOUT, approves: true }, { accepts: 0 }, REMOVED],
    breach: /^0 log lines, not one, for request 2 /,
  },
  {
    name: 'a removal that two lines tell of',
    events: [
      { main: WITH },
      { accepts: 0 },
      CREATED,
      { main: WITHOUT, approves: true },
      { accepts: 0 },
      REMOVED,
      { logs: [LINE, { ...LINE, line: 'b' }] },
    ],
    breach: /^2 log lines, not one/,
  },
  { name: 'a line that stands twice in the log', events: [{ main: WITH }, { logs: [LINE, LINE] }], breach: / has line a twice$/ },
];

async function breachOf(context: TestContext, events: readonly Event[], isGitSound: boolean): Promise<string | null> {
  const bare = await makeBare(await temporaryFolder(context));
  const ledger: LedgerEntry[] = [];
  const moves: Moved[] = [];
  const declared = new Map<string, State>();
  const commit = async (branch: string, files: { readonly [path: string]: string }): Promise<string> => {
    const to = await addCommits(bare, branch, [{ files: { ...files, number: String(moves.length) } }]);
    moves.push({ branch, from: '', to, afterSeq: ledger.length, atMs: START_MS });
    return to;
  };
  for (const event of events) {
    if ('main' in event)
      declared.set(await commit('main', event.approves === true ? { [path.join('approvals', 'a.yaml')]: APPROVAL } : {}), event.main);
    else if ('accepts' in event) {
      const accepted = { accepted: { commit: [...declared.keys()].at(-1 - event.accepts) } };
      await commit('plumbline/status', { 'prod/accepted.json': JSON.stringify(accepted) });
    } else if ('logs' in event) {
      await commit('plumbline/status', { 'prod/changes/2026-01.jsonl': event.logs.map((line) => `${JSON.stringify(line)}\n`).join('') });
    } else ledger.push({ ...REQUEST, seq: ledger.length + 1, ...event });
  }
  return firstBreach({ bare, systemId: SYSTEM, ledger, isGitSound, timeline: { moves, declared, pushed: () => undefined } });
}

const REQUEST = {
  at: new Date(START_MS).toISOString(),
  system: 'scaleio',
  call: '',
  id: null,
  effect: 'none',
  agent: 'host-1',
  args: {},
} as const;

describe('the rules of the chaos runs', (it) => {
  for (const { name, events, breach, whenUnsound } of rows) {
    it(`${breach === null ? 'let pass' : 'see'}: ${name}`, OPTIONS, async (context) => {
      const found = await breachOf(context, events, whenUnsound !== true);
      if (breach === null) assert.is(found, null);
      else assert.match(found ?? 'no breach', breach);
    });
  }
});
