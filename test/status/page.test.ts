/** What a person reads: the page and the text of a status. */
import { instant } from '../../agent/clock.ts';
import { PlumblineError } from '../../agent/errors.ts';
import { httpErrors } from '../../agent/http.ts';
import type { Hold, Memory, Owned } from '../../agent/model/memory.ts';
import type { Finding } from '../../agent/model/observed.ts';
import { ok, unknown } from '../../agent/model/observed.ts';
import type { Ref } from '../../agent/model/ref.ts';
import type { PassReport } from '../../agent/model/report.ts';
import { changeLines } from '../../agent/status/change-lines.ts';
import { statusDocument } from '../../agent/status/document.ts';
import { headline } from '../../agent/status/headline.ts';
import { readme } from '../../agent/status/readme.ts';
import { statusText } from '../../agent/status/text.ts';
import { change, desired, health, memory, NOON, report } from '../helpers/builders.ts';
import { assert, describe, golden } from '../helpers/suite.ts';
import { growth } from '../memory/objects.ts';

const HOUR_MS = 3_600_000;
const down = new PlumblineError(httpErrors.unreachable, 'GET http://127.0.0.1:1/ cannot be reached (ECONNREFUSED).');
const finding: Finding = {
  ref: 'Volume/pg',
  code: 'VolumeCannotShrink',
  why: 'it has 24 GiB',
  remedy: 'Set sizeGiB to 24.',
  causedBy: null,
  recheckAt: null,
};
const mistake = { code: 'x', file: 'a.yaml', line: 3, column: 5, message: 'sizeGib is not a field' };
const hold: Hold = { ref: '*', until: instant(NOON + 2 * HOUR_MS), reason: 'moving racks', by: 'ada' };
const unreadMarathon = [{ system: 'marathon', facet: 'apps', error: down }] as const;
const drop = change('Volume/old', {
  id: 'remove Volume/old',
  op: 'delete',
  class: 'destructive',
  effects: ['deletes 16 GiB'],
  approvalKey: 'ab'.repeat(32),
});

function owned(ref: Ref, forgottenAt: Owned['forgottenAt']): readonly [Ref, Owned] {
  const known = { applied: null, specDigest: null, how: 'created', commit: 'c'.repeat(40), since: NOON } as const;
  return [ref, { ref, backendId: `id of ${ref}`, ...known, forgottenAt }];
}

const PAID = {
  ref: 'StoragePool/gold',
  rows: 3,
  disks: 9,
  monthlyUsd: 129.6,
  limits: { rows: 8, monthlyUsd: 500 },
  pricesAsOf: '2026-11-20',
} as const;

/** Everything at once that a status can tell. */
const busy = report({
  refused: { commit: 'e'.repeat(40), why: null, errors: [mistake] },
  standing: { kind: 'writer', epoch: 2, writesFrom: instant(NOON + 130_000) },
  lost: { since: NOON, why: 'it was deleted', change: 'recover Cluster/prod', key: 'cd'.repeat(32) },
  warnings: [{ ...mistake, message: 'mounts a volume that is not declared' }],
  plan: { changes: [], digest: 'd', at: NOON, commit: 'c'.repeat(40), unknown: [...unreadMarathon] },
  results: [
    { change: change('Volume/pg'), outcome: { kind: 'applied', backendId: 'v1' } },
    {
      change: change('App//db', { needs: ['Volume/lost'] }),
      outcome: { kind: 'waiting', why: 'waits for Volume/lost | <i>, which is missing' },
    },
    { change: change('App//idle'), outcome: { kind: 'waiting', why: 'the app is locked' } },
    { change: drop, outcome: { kind: 'blocked', by: 'needs-approval', why: 'it is destructive', recheckAt: null } },
    { change: change('Volume/lost'), outcome: { kind: 'blocked', by: 'missing', why: 'it would be empty', recheckAt: null } },
  ],
  health: health(
    { 'Volume/lost': 'missing' },
    {
      findings: [finding],
      gauges: [{ ref: 'StoragePool/default', usedPercent: 42.5, usableGiB: 356.4, highPercent: 80, criticalPercent: 90 }],
    },
  ),
});

const full = memory({
  holds: [hold, { ...hold, ref: 'App//web', reason: '<b>\nmine' }],
  inventory: new Map([owned('Volume/kept', null), owned('Volume/gone', instant(NOON - 49 * HOUR_MS))]),
  proposed: [drop.approvalKey],
  growths: [growth()],
  intents: [
    {
      line: { ...line(drop.id), class: 'destructive' },
      system: 'scaleio',
      ref: drop.ref,
      approvalKey: drop.approvalKey,
      epoch: 1,
    },
  ],
});

function line(id: string): ReturnType<typeof changeLines>[number] {
  const said = { op: 'delete', class: 'additive', cause: 'git', backendId: 'v9', effects: [] } as const;
  return { line: 'l', at: '2026-11-21T13:59:00.000Z', commit: 'c'.repeat(40), id, ...said };
}

function pageOf(made: PassReport, remembered: Memory = memory()): string {
  const { document: status } = statusDocument(made, remembered);
  return readme({ status, gauges: made.health.gauges, lastChanges: changeLines(made) });
}

function textOf(made: PassReport, remembered: Memory = memory()): string {
  return statusText(statusDocument(made, remembered).document, 60_000);
}

describe('the status page', (it) => {
  it('shows on one screen what is not right, and nothing that could break the page', () => golden('status/busy.md', pageOf(busy, full)));

  it('reads well at a terminal', () => golden('status/busy.txt', textOf(busy, full)));

  it('says why when nothing else on it does', () => {
    assert.match(pageOf(report({ health: health({ 'App//web': 'progressing' }) })), 'App//web: is progressing');
    assert.match(pageOf(report({ source: unknown(down), plan: null })), 'Check that the address');
  });

  it('is one line when all is well', () => {
    const { document } = statusDocument(report(), memory());
    assert.is(pageOf(report()), `# prod\n\n${headline(document)}\n`);
    assert.is(headline(document), '**In sync** at `ccccccc`, checked 2026-11-21 14:00 UTC. Older than 25 h means the agent is down.');
  });

  it('shows holds before anything else, and only those in force', () => {
    const over = { ...hold, until: NOON, reason: 'over' };
    const page = pageOf(report(), memory({ holds: [hold, over] }));
    assert.match(page, /^# prod\n\n> Everything is held until 2026-11-21 16:00 UTC by ada: moving racks\n\n\*\*In sync/);
    assert.not.match(page, 'over');
  });

  it('shows a cause before anything but the holds and the headline', () => {
    const sections = [...pageOf(busy, full).matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    assert.is(sections[0], 'What is not right');
  });

  it('leaves the sixth of many holds and effects to status.json', () => {
    const holds = Array.from({ length: 7 }, (_none, index) => ({ ...hold, ref: `App//${index}` as Ref }));
    const results = Array.from({ length: 7 }, (_none, index) => {
      const made = change(`App//${index}`, { needs: ['Volume/lost'] });
      return { change: made, outcome: { kind: 'waiting', why: 'waits' } as const };
    });
    const page = pageOf(report({ results, health: health({ 'Volume/lost': 'missing' }) }), memory({ holds }));
    assert.match(page, '> 2 more holds are in status.json.');
    assert.match(page, 'App//4: waits; and 2 more |');
    assert.not.match(page, '## Not done yet');
  });

  it('tells a change that failed once, as what is not right', () => {
    const results = [{ change: change('App//web'), outcome: { kind: 'failed', error: down } as const }];
    assert.match(pageOf(report({ results })), '| App//web | its change failed: GET');
    assert.not.match(pageOf(report({ results })), '## Not done yet');
  });

  it('names the branch of a proposed growth, and how to answer', () => {
    const page = pageOf(report(), memory({ growths: [growth(), growth({ pool: 'StoragePool/silver', state: 'merged' })] }));
    assert.match(
      page,
      '| StoragePool/gold | r3, 184 GiB on every node | 2026-11-21 14:00 | merge plumbline/grow/prod/gold to buy it, or delete',
    );
    assert.match(page, '[plan](plans/plumbline/grow/prod/gold.md)');
    assert.not.match(page, 'silver');
  });

  it('counts a disk that is kept for a day after its removal among no outcomes that are not seen', () => {
    const [begun] = full.intents;
    const kept: Finding = { ...finding, ref: drop.ref, code: 'DiskRemoved', recheckAt: instant(NOON + HOUR_MS) };
    const page = (findings: readonly Finding[], over: object = {}): string => {
      const intents = begun === undefined ? [] : [{ ...begun, line: { ...begun.line, ...over } }];
      return pageOf(report({ health: health({}, { findings }) }), memory({ intents }));
    };
    assert.not.match(page([kept]), 'outcome not seen yet');
    assert.match(page([]), 'outcome not seen yet');
    assert.match(page([{ ...kept, code: 'DiskOrphan' }]), 'outcome not seen yet');
    assert.match(page([kept], { op: 'create' }), 'outcome not seen yet');
  });

  it('shows what follows under an approval, to its end', () => {
    const results = busy.results.flatMap(({ change: made, outcome }) => {
      return made.id === drop.id ? [{ change: { ...made, then: ['detaches it', 'deletes it a day later'] }, outcome }] : [];
    });
    assert.match(pageOf(report({ results })), '| deletes 16 GiB; then detaches it; then deletes it a day later |');
  });

  it('says for each pool what its disks cost, of what they may', () => {
    const page = (over: object = {}): string => pageOf(report({ health: health({}, { costs: [{ ...PAID, ...over }] }) }));
    assert.match(page(), '| Pool | Rows | Disks | A month |');
    assert.match(page(), '| StoragePool/gold | 3 of 8 | 9 | $129.60 of $500.00, by prices of 2026-11-20 |');
    assert.match(page({ monthlyUsd: null }), '| not known of $500.00: a disk has no price |');
    assert.not.match(pageOf(report()), 'What pools cost');
  });

  it('tells how to approve what no branch proposes', () => {
    const results = busy.results.filter(({ change: { id } }) => id === drop.id);
    assert.match(pageOf(report({ results })), "| plumbline approve 'remove Volume/old' --reason ... |");
    assert.match(textOf(report({ results })), `its key is ${drop.approvalKey}`);
  });
});

describe('the digest of a status', (it) => {
  const digestOf = (made: PassReport, remembered = memory()): string => statusDocument(made, remembered).document.digest;
  const later = instant(NOON + HOUR_MS);

  it('is over its meaning: not the time, not how full a pool is', () => {
    const gauge = { ref: 'StoragePool/p', usedPercent: 40, usableGiB: 100, highPercent: 80, criticalPercent: 90 } as const;
    const one = digestOf(report({ health: health({}, { gauges: [gauge] }) }));
    const fuller = report({ at: instant(NOON + 1), health: health({}, { gauges: [{ ...gauge, usedPercent: 41 }] }) });
    assert.is(digestOf(fuller), one);
    assert.is.not(digestOf(report({ health: health({ 'App//a': 'degraded' }) })), one);
  });

  it('stays while a hold, a forgotten object or a lost memory only grow older', () => {
    assert.is(digestOf({ ...busy, at: instant(NOON + 60_000) }, full), digestOf(busy, full));
  });

  for (const [what, over, remembered] of [
    ['a hold is over', { at: instant(NOON + 2 * HOUR_MS) }, full],
    ['an object is forgotten', {}, { ...full, inventory: new Map([owned('Volume/kept', NOON)]) }],
    ['an approval is proposed', {}, { ...full, proposed: [] }],
    ['a growth is answered', {}, { ...full, growths: [growth({ state: 'declined' })] }],
    ['an intent is settled', {}, { ...full, intents: [] }],
    ['the memory is lost', { lost: null }, full],
    ['a disk is bought', { health: { ...busy.health, costs: [PAID] } }, full],
    ['the agent may write', { at: instant(NOON + 130_000) }, full],
  ] as const) {
    it(`is another when ${what}`, () => assert.is.not(digestOf({ ...busy, ...over }, remembered), digestOf(busy, full)));
  }

  it('is another when other documents are in force, and when they cannot be read', () => {
    const other = report({ source: ok(desired({ inputs: 'inputs-2' }), NOON) });
    const cut = report({ source: unknown(down) });
    const remembered = memory({ accepted: { commit: 'c'.repeat(40), inputs: 'inputs-1' } });
    const digests = [report(), other, cut].map((made) => digestOf(made, remembered));
    assert.is(new Set(digests).size, 3);
  });

  it('does not depend on which of two commits with the same inputs is in force', () => {
    const accepted = { commit: 'a'.repeat(40), inputs: 'i' };
    const cut = report({ source: unknown(down), plan: null, at: later });
    const { document } = statusDocument(cut, memory({ accepted }));
    assert.is(document.commit, accepted.commit);
    assert.is(digestOf(cut, memory({ accepted: { ...accepted, commit: 'b'.repeat(40) } })), document.digest);
  });
});
