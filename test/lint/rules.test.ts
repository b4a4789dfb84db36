import { lint } from '../helpers/lint.ts';
import type { Reported } from '../helpers/lint.ts';
import { assert, describe } from '../helpers/suite.ts';

const long = (lines: number): string => 'void 0;\n'.repeat(lines);

/** Rule -> a file that breaks it and nothing else. */
const probes: Readonly<Record<string, readonly [path: string, text: string]>> = {
  'import/no-cycle': ['agent/plan/cycle-a.ts', "import './cycle-b.ts';\n"],
  'import/no-default-export': ['agent/plan/default.ts', 'export default 1;\n'],
  'oxc/no-barrel-file': ['agent/plan/barrel.ts', "export * from './exists.ts';\n"],
  'unicorn/filename-case': ['agent/plan/camelCase.ts', 'export const a = 1;\n'],
  'no-console': ['agent/plan/console.ts', "console.log('x');\n"],
  'no-empty': ['agent/plan/empty.ts', 'try {\n  void 0;\n} catch {}\n'],
  'no-var': ['agent/plan/var.ts', 'export var a = 1;\n'],
  'prefer-const': ['agent/plan/let.ts', 'let a = 1;\nexport const b = a;\n'],
  eqeqeq: ['agent/plan/equal.ts', 'export const same = (a: number, b: number): boolean => a == b;\n'],
  'no-else-return': [
    'agent/plan/else.ts',
    'export function sign(a: number): number {\n  if (a < 0) {\n    return -1;\n  } else {\n    return 1;\n  }\n}\n',
  ],
  'no-restricted-globals': ['simulator/fetch.ts', "await fetch('http://127.0.0.1');\n"],
  'no-restricted-properties': ['agent/plan/now.ts', 'export const at = Date.now();\n'],
  'max-lines': ['agent/plan/long.ts', long(251)],
  'max-lines-per-function': ['agent/plan/long-function.ts', `export function long(): void {\n${long(60)}}\n`],
  complexity: ['agent/plan/complex.ts', `export function f(a: number): number {\n${'  if (a > 1) a -= 1;\n'.repeat(12)}  return a;\n}\n`],
  'max-params': ['agent/plan/params.ts', 'export const f = (a: 1, b: 1, c: 1, d: 1, e: 1): number => a + b + c + d + e;\n'],
  'typescript/no-explicit-any': ['agent/plan/any.ts', 'export function f(a: any): string {\n  return String(a);\n}\n'],
  'typescript/no-floating-promises': ['agent/plan/floating.ts', 'export function f(a: Promise<void>): void {\n  a;\n}\n'],
  'typescript/no-misused-promises': ['agent/plan/misused.ts', '[1].forEach(async () => {});\n'],
  'typescript/only-throw-error': ['agent/plan/throw.ts', "export function f(): never {\n  throw 'text';\n}\n"],
  'typescript/switch-exhaustiveness-check': [
    'agent/plan/switch.ts',
    "export function f(kind: 'a' | 'b'): void {\n  switch (kind) {\n    case 'a':\n      break;\n  }\n}\n",
  ],
  'typescript/no-non-null-assertion': ['agent/plan/bang.ts', 'export const f = (a: string | null): string => a!;\n'],
};

const clean: Readonly<Record<string, string>> = {
  'agent/plan/cycle-b.ts': "import './cycle-a.ts';\n",
  'agent/plan/exists.ts': 'export const a = 1;\n',
  'agent/plan/just-right.ts': long(250),
  'test/plan/many.test.ts': long(300),
};

describe('lint: every house rule fires', (it) => {
  let reported: readonly Reported[];
  it.before(async () => {
    const files = Object.fromEntries(Object.values(probes));
    reported = await lint({ ...clean, ...files });
  }, 30_000);

  for (const [rule, [file]] of Object.entries(probes)) {
    it(`${rule} is reported`, () => {
      const rules = reported.filter((row) => row.file === file).map((row) => row.rule);
      assert.ok(rules.includes(rule), `${file} is reported for ${rules.join(', ') || 'nothing'}`);
    });
  }
  it('files within the limits are not reported', () => {
    const files = new Set(reported.map((row) => row.file));
    assert.equal(
      ['agent/plan/exists.ts', 'agent/plan/just-right.ts', 'test/plan/many.test.ts'].filter((file) => files.has(file)),
      [],
    );
  });
});
