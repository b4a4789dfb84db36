import { parseCommandLine } from '../../agent/cli/args.ts';
import { assert, describe, rejects } from '../helpers/suite.ts';

describe('the command line', (it) => {
  it('knows its verbs, options and their defaults', () => {
    assert.equal(parseCommandLine(['plan']), {
      verb: 'plan',
      dir: null,
      config: 'plumbline.yaml',
      configGiven: false,
      ref: null,
      only: [],
      isRexray: false,
      check: null,
      isCluster: false,
      output: 'text',
      color: true,
      waitMs: 600_000,
      target: null,
      reason: null,
      forMs: null,
    });
  });

  it('takes what approve, hold and resume are about', () => {
    const quoted = parseCommandLine(['approve', 'remove Volume/pg', '--for', '2h', '--reason', 'moved']);
    assert.equal([quoted.target, quoted.forMs, quoted.reason, quoted.dir], ['remove Volume/pg', 7_200_000, 'moved', null]);
    assert.is(parseCommandLine(['approve', 'remove', 'Volume/pg']).target, 'remove Volume/pg');
    assert.is(parseCommandLine(['hold', 'Volume/pg']).target, 'Volume/pg');
    assert.is(parseCommandLine(['resume']).target, null);
    for (const verb of ['validate', 'render']) {
      const { dir, target } = parseCommandLine([verb, 'here']);
      assert.equal([dir, target], ['here', null]);
    }
    assert.is(parseCommandLine(['explain', 'App.spec.mem']).target, 'App.spec.mem');
    assert.is(parseCommandLine(['schema']).target, null);
  });

  it('knows whether a configuration was asked for, even if it is the one taken anyway', () => {
    assert.equal(
      [parseCommandLine(['validate']).configGiven, parseCommandLine(['validate', '--config', 'plumbline.yaml']).configGiven],
      [false, true],
    );
  });

  for (const [verb, outputs] of [
    ['validate', 'text, json or sarif'],
    ['render', 'text or json'],
    ['explain', 'text or json'],
    ['plan', 'text, md or json'],
    ['resume', 'text or json'],
  ] as const) {
    it(`tells what ${verb} prints`, async () => {
      const error = await rejects(() => parseCommandLine([verb, '-o', 'xml']), 'usage/bad-option');
      assert.is(error.message, `-o xml: ${verb} prints ${outputs}.`);
      const last = outputs.split(' ').at(-1) ?? '';
      assert.is(parseCommandLine([verb, '-o', last]).output, last);
    });
  }

  it('takes options before and after the verb', () => {
    const args = parseCommandLine([
      '--config',
      'a.yaml',
      'apply',
      '-o',
      'json',
      '--wait',
      '90s',
      '--only',
      'Volume/a',
      '--only',
      'App/shop/web',
    ]);
    assert.equal([args.config, args.output, args.waitMs, args.only], ['a.yaml', 'json', 90_000, ['Volume/a', 'App//shop/web']]);
  });

  for (const [text, ms] of [
    ['0', 0],
    ['5', 5000],
    ['5s', 5000],
    ['10m', 600_000],
    ['1h', 3_600_000],
  ] as const) {
    it(`reads --wait ${text} as ${ms} ms`, () => assert.is(parseCommandLine(['apply', '--wait', text]).waitMs, ms));
  }

  for (const [name, argv, code] of [
    ['no verb', [], 'usage/unknown-verb'],
    ['an unknown verb', ['destroy'], 'usage/unknown-verb'],
    ['an unknown option', ['plan', '--force'], 'usage/bad-option'],
    ['a missing value', ['plan', '--config'], 'usage/bad-option'],
    ['an output of another verb', ['plan', '-o', 'sarif'], 'usage/bad-option'],
    ['an option where a value belongs', ['plan', '--ref', '--only'], 'usage/bad-option'],
    ['a word too many', ['plan', 'prod'], 'usage/bad-option'],
    ['an object without a kind', ['plan', '--only', 'postgres'], 'usage/bad-option'],
    ['a time without sense', ['apply', '--wait', 'soon'], 'usage/bad-option'],
    ['--wait where nothing waits', ['plan', '--wait', '5s'], 'usage/bad-option'],
    ['--for where nothing ends', ['apply', '--for', '5s'], 'usage/bad-option'],
    ['--reason where nobody asks', ['resume', '--reason', 'x'], 'usage/bad-option'],
    ['--only where everything is looked at', ['validate', '--only', 'App/none'], 'usage/bad-option'],
    ['--ref where no commit is read', ['schema', '--ref', 'x'], 'usage/bad-option'],
    ['--config where none is read', ['explain', 'App', '--config', 'nope'], 'usage/bad-option'],
    ['--cluster where none has to be', ['render', '--cluster'], 'usage/bad-option'],
    ['a folder without a name', ['validate', ''], 'usage/bad-option'],
    ['two folders', ['validate', 'a', 'b'], 'usage/bad-option'],
    ['two objects', ['resume', 'Volume/a', 'Volume/b'], 'usage/bad-option'],
    ['three words of a change', ['approve', 'remove', 'Volume/a', 'x'], 'usage/bad-option'],
    ['a negative time', ['hold', '--for=-1h'], 'usage/bad-option'],
  ] as const) {
    it(`refuses ${name} in one sentence`, async () => {
      const error = await rejects(() => parseCommandLine(argv), code);
      assert.not.match(error.message, '\n');
    });
  }

  it('names the verbs that an option is for', async () => {
    const error = await rejects(() => parseCommandLine(['schema', '--ref', 'x']), 'usage/bad-option');
    assert.is(error.message, '--ref is an option of validate, render, plan, apply, run and approve only.');
  });

  it('takes a verb behind help', () => assert.is(parseCommandLine(['help', 'validate']).verb, 'help'));

  it('answers --help and --version whatever else is said', () => {
    assert.equal(
      [parseCommandLine(['--help']).verb, parseCommandLine(['plan', '-h']).verb, parseCommandLine(['-V']).verb],
      ['help', 'help', 'version'],
    );
  });
});
