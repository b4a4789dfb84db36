import { sarif } from '../../agent/cli/sarif.ts';
import type { DocError } from '../../agent/model/desired.ts';
import { VERSION } from '../../agent/version.ts';
import { assert, describe } from '../helpers/suite.ts';

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly [
    {
      readonly physicalLocation: {
        readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string };
        readonly region: { readonly startLine: number; readonly startColumn: number };
      };
    },
  ];
}

interface Rule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string };
}

interface Log {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly [
    {
      readonly tool: {
        readonly driver: {
          readonly name: string;
          readonly version: string;
          readonly informationUri: string;
          readonly rules: readonly Rule[];
        };
      };
      readonly automationDetails: { readonly id: string };
      readonly columnKind: string;
      readonly results: readonly Result[];
    },
  ];
}

function error(over: Partial<DocError> = {}): DocError {
  return { code: 'schema/wrong-value', file: 'clusters/prod/v.yaml', line: 4, column: 27, message: 'spec.sizeGiB must be 16.', ...over };
}

function logOf(errors: readonly DocError[], warnings: readonly DocError[] = [], path = 'clusters/prod'): Log {
  return sarif(errors, warnings, path) as Log;
}

/** Sections are those of https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html */
describe('findings as SARIF', (it) => {
  it('is a log of version 2.1.0 with one run of one tool (3.13.2, 3.14.6, 3.18.2, 3.19.8)', () => {
    const { version, runs } = logOf([]);
    assert.is(version, '2.1.0');
    assert.is(runs.length, 1);
    const { driver } = runs[0].tool;
    assert.equal([driver.name, driver.version, driver.rules], ['Plumbline', VERSION, []]);
    assert.match(driver.informationUri, /^https:\/\//);
  });

  it('has an empty list of results when nothing was found: an absent one would say that nobody looked (3.14.23)', () => {
    assert.equal(logOf([]).runs[0].results, []);
  });

  it('places a result in a file of the repository, its line and column counted from 1 (3.28.3, 3.29.3, 3.30.5, 3.30.6)', () => {
    const [result] = logOf([error()]).runs[0].results;
    assert.is(result?.ruleId, 'schema/wrong-value');
    assert.is(result?.message.text, 'spec.sizeGiB must be 16.');
    assert.equal(result?.locations, [
      {
        physicalLocation: {
          artifactLocation: { uri: 'clusters/prod/v.yaml', uriBaseId: '%SRCROOT%' },
          region: { startLine: 4, startColumn: 27 },
        },
      },
    ]);
  });

  it('says in what columns are counted, which the reader would guess otherwise (3.14.27)', () => {
    assert.is(logOf([]).runs[0].columnKind, 'utf16CodeUnits');
  });

  it('tells errors from warnings, errors first (3.27.10)', () => {
    const { results } = logOf([error(), error({ line: 9 })], [error({ code: 'desired/undeclared-volume' })]).runs[0];
    assert.equal(
      results.map(({ level }) => level),
      ['error', 'error', 'warning'],
    );
  });

  it('has each code once as a rule, with its remedy; a result finds it by index and by id (3.27.6, 3.49.3)', () => {
    const found = [error({ code: 'schema/wrong-value' }), error({ code: 'desired/duplicate-name' }), error({ code: 'schema/wrong-value' })];
    const { results, tool } = logOf(found, [error({ code: 'desired/undeclared-volume' })]).runs[0];
    const { rules } = tool.driver;
    assert.equal(
      rules.map(({ id }) => id),
      ['desired/duplicate-name', 'desired/undeclared-volume', 'schema/wrong-value'],
    );
    for (const { ruleId, ruleIndex } of results) assert.is(rules[ruleIndex]?.id, ruleId);
    assert.is(rules[0]?.shortDescription.text, 'Duplicate name');
    assert.is(rules[0]?.help.text, 'Rename or remove one of the two documents.');
    assert.is(rules[0]?.fullDescription.text, rules[0]?.help.text);
  });

  it('keeps all of them, however many', () => {
    const many = Array.from({ length: 30_000 }, (_, index) => error({ line: index + 1 }));
    assert.is(logOf(many).runs[0].results.length, 30_000);
  });

  for (const [name, file, uri] of [
    ['spaces and signs', 'a b/c#d?e%f.yaml', 'a%20b/c%23d%3Fe%25f.yaml'],
    ['what looks like a scheme', 'http:x.yaml', 'http%3Ax.yaml'],
    ['other letters', 'größe/日本.yaml', 'gr%C3%B6%C3%9Fe/%E6%97%A5%E6%9C%AC.yaml'],
    ['a line of its own', 'a\n::error::b.yaml', 'a%0A%3A%3Aerror%3A%3Ab.yaml'],
    ['the repository itself', '', '.'],
  ] as const) {
    it(`names a file with ${name} by a relative reference (3.4.3)`, () => {
      const { uri: given } = logOf([error({ file })]).runs[0].results[0]?.locations[0].physicalLocation.artifactLocation ?? {};
      assert.is(given, uri);
      if (given !== '.') assert.is(decodeURIComponent(given ?? ''), file);
    });
  }

  it('lets no message make a link (3.11.6)', () => {
    const { text } = logOf([error({ message: 'There is no pool [here](https://example.com).' })]).runs[0].results[0]?.message ?? {};
    assert.is(text, 'There is no pool [here] (https://example.com).');
  });

  it('tells several clusters of one repository apart (3.17.3)', () => {
    assert.is(logOf([]).runs[0].automationDetails.id, 'plumbline/clusters/prod/');
    assert.is(logOf([], [], '').runs[0].automationDetails.id, 'plumbline/');
  });
});
