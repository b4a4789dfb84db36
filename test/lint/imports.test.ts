import { readdirSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lint } from '../helpers/lint.ts';
import { assert, describe } from '../helpers/suite.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LEAVES = ['errors', 'units', 'clock', 'http', 'log', 'redact', 'cron'].map((name) => `agent/${name}.ts`);
const PACKAGES = ['isomorphic-git', 'isomorphic-git/http/node', 'undici', 'node:http', 'node:https', 'node:timers/promises'];

/** One file of each kind of place, and all that it may import of these targets. */
const targets = [
  ...LEAVES,
  'agent/config.ts',
  'agent/pass.ts',
  'agent/registry.ts',
  'agent/model/change.ts',
  ...[
    'access/sender.ts',
    'apply/apply.ts',
    'cli/args.ts',
    'desired/load.ts',
    'jobs/diff.ts',
    'memory/memory.ts',
    'plan/plan.ts',
    'plan/render/text.ts',
    'repo/open.ts',
  ].map((path) => `agent/${path}`),
  ...['schema/validate.ts', 'serve/serve.ts', 'status/publish.ts'].map((path) => `agent/${path}`),
  ...['marathon/system.ts', 'marathon/diff/app.ts', 'scaleio/system.ts', 'scaleio/types.ts'].map((path) => `agent/systems/${path}`),
  'simulator/world.ts',
];

const everyRoom = [...LEAVES, 'agent/model/change.ts'];
const outsideSystems = targets.filter((path) => path.startsWith('agent/') && !path.startsWith('agent/systems/'));
const room = (folder: string): readonly string[] => [...everyRoom, ...targets.filter((path) => path.startsWith(`agent/${folder}/`))];

const allowed: Readonly<Record<string, readonly string[]>> = {
  'agent/http.ts': ['agent/errors.ts', 'agent/units.ts', 'agent/clock.ts', 'agent/redact.ts', ...PACKAGES.slice(2)],
  'agent/model/probe.ts': [...LEAVES, 'agent/model/change.ts', ...PACKAGES],
  'agent/pass.ts': [...outsideSystems],
  'agent/cli/probe.ts': [...outsideSystems],
  'agent/registry.ts': [...outsideSystems, 'agent/systems/marathon/system.ts', 'agent/systems/scaleio/system.ts'],
  'agent/desired/probe.ts': [...room('desired'), 'agent/schema/validate.ts'],
  'agent/desired/deeper/probe.ts': [...room('desired'), 'agent/schema/validate.ts'],
  'agent/schema/probe.ts': room('schema'),
  'agent/access/probe.ts': room('access'),
  'agent/jobs/probe.ts': room('jobs'),
  'agent/memory/probe.ts': room('memory'),
  'agent/plan/probe.ts': room('plan'),
  'agent/plan/guard/probe.ts': room('plan'),
  'agent/apply/probe.ts': room('apply'),
  'agent/status/probe.ts': room('status'),
  'agent/serve/probe.ts': [...room('serve'), 'undici', 'node:http', 'node:https'],
  'agent/repo/probe.ts': [...room('repo'), 'isomorphic-git', 'isomorphic-git/http/node'],
  'agent/systems/marathon/probe.ts': [...room('systems/marathon'), ...room('access'), ...room('jobs')],
  'agent/systems/marathon/diff/probe.ts': [...room('systems/marathon'), ...room('access'), ...room('jobs')],
  'simulator/probe.ts': ['simulator/world.ts', ...PACKAGES],
  'simulator/scaleio/probe.ts': ['simulator/world.ts', ...PACKAGES],
  'demo/probe.ts': ['simulator/world.ts', ...PACKAGES],
  'test/plan/probe.test.ts': [...targets, ...PACKAGES],
};

function specifier(from: string, to: string): string {
  if (PACKAGES.includes(to)) return to;
  const path = relative(dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}

/** Which of its imports the linter forbids each of these files: `from -> specifier`. */
async function forbidden(imports: Readonly<Record<string, readonly string[]>>): Promise<ReadonlySet<string>> {
  const files = Object.entries(imports).map(([from, wanted]) => [from, wanted.map((name) => `import '${name}';\n`).join('')]);
  const reported = await lint(Object.fromEntries(files) as Record<string, string>);
  const rows = reported.filter((row) => row.rule === 'no-restricted-imports');
  return new Set(rows.map((row) => `${row.file} -> ${/^'(.*?)' import/.exec(row.message)?.[1] ?? row.message}`));
}

describe('lint: the import map', (it) => {
  let found: ReadonlySet<string>;
  const all = [...targets, ...PACKAGES];
  it.before(async () => {
    found = await forbidden(
      Object.fromEntries(Object.keys(allowed).map((from) => [from, all.filter((to) => to !== from).map((to) => specifier(from, to))])),
    );
  }, 30_000);

  for (const [from, may] of Object.entries(allowed)) {
    it(`${from} may import just what the map says`, () => {
      const passed = all.filter((to) => to !== from && !found.has(`${from} -> ${specifier(from, to)}`));
      assert.equal(passed.toSorted(), [...new Set(may)].filter((to) => to !== from).toSorted());
    });
  }
});

describe('lint: uvu', (it) => {
  it('is imported only by the helper and the runner', async () => {
    const files = [
      'test/plan/plan.test.ts',
      'test/helpers/other.ts',
      'test/helpers/suite.ts',
      'test/helpers/expect.ts',
      'test/runner/settle.ts',
    ];
    const found = await forbidden(Object.fromEntries(files.map((file) => [file, ['uvu', 'uvu/assert']])));
    assert.equal(
      [...found].toSorted(),
      ['helpers/other.ts', 'plan/plan.test.ts'].flatMap((file) => [`test/${file} -> uvu`, `test/${file} -> uvu/assert`]),
    );
  });
});

describe('lint: every folder that exists', (it) => {
  it('is bound by the map: no room reaches main.ts, no system another one', { timeoutMs: 30_000 }, async () => {
    const rooms = foldersBelow('agent').filter((folder) => !folder.startsWith('agent/cli'));
    const probes = rooms.map((folder) => [`${folder}/probe.ts`, specifier(`${folder}/probe.ts`, 'agent/main.ts')] as const);
    const found = await forbidden(Object.fromEntries(probes.map(([from, to]) => [from, [to]])));
    assert.equal([...found].toSorted(), probes.map(([from, to]) => `${from} -> ${to}`).toSorted());
  });
});

function foldersBelow(folder: string): readonly string[] {
  const entries = readdirSync(`${ROOT}${folder}`, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && entry.parentPath !== `${ROOT}${folder}`);
  return [...new Set(files.map((entry) => relative(ROOT, entry.parentPath)))];
}
