import appSchema from '../../schemas/App.json' with { type: 'json' };
import { parseBare } from '../../agent/desired/bare-apps.ts';
import { SHOWN_ONLY } from '../../agent/desired/shown-only.ts';
import type { ParsedFile } from '../../agent/desired/types.ts';
import { DEFAULT_LIMITS } from '../../agent/model/desired.ts';
import type { Json } from '../../agent/model/ref.ts';
import { assert, describe } from '../helpers/suite.ts';

function parse(text: string): ParsedFile {
  return parseBare(Buffer.from(text), DEFAULT_LIMITS);
}

/** `name: spec` of each document. */
function appsIn(value: Json): { readonly [name: string]: unknown } {
  const { docs, mistakes, complete } = parse(JSON.stringify(value));
  assert.equal(mistakes, []);
  assert.is(complete, true);
  return Object.fromEntries(
    docs.map((doc) => {
      const { apiVersion, kind, metadata, spec, ...rest } = doc.value as { readonly [field: string]: Json };
      assert.equal([apiVersion, kind, Object.keys(metadata as object), rest], ['plumbline/v1', 'App', ['name'], {}]);
      return [(metadata as { readonly name: string }).name, spec];
    }),
  );
}

function mistakesIn(text: string): readonly string[] {
  return parse(text).mistakes.map(({ code, line, column, message }) => `${line}:${column} ${code} ${message}`);
}

describe('a bare Marathon file', (it) => {
  const shapes: readonly (readonly [string, Json, { readonly [name: string]: unknown }])[] = [
    ['an app', { id: '/web', cmd: 'x', mem: 64 }, { '/web': { cmd: 'x', mem: 64 } }],
    ['an app with a relative id', { id: 'shop/web/' }, { '/shop/web': {} }],
    ['a list of apps', [{ id: '/a' }, { id: 'b', cmd: 'x' }], { '/a': {}, '/b': { cmd: 'x' } }],
    ['a list of apps and groups', [{ id: '/a' }, { id: 'g', apps: [{ id: 'b' }] }], { '/a': {}, '/g/b': {} }],
    ['an empty list', [], {}],
    ['a group', { id: '/shop', apps: [{ id: 'web' }, { id: '/shop/api' }] }, { '/shop/web': {}, '/shop/api': {} }],
    ['a group with a relative id', { id: 'shop', apps: [{ id: './web' }] }, { '/shop/web': {} }],
    ['a group of nothing', { id: '/shop', apps: [], groups: [] }, {}],
    [
      'groups in groups',
      { id: '/', apps: [{ id: 'a' }], groups: [{ id: 'x', groups: [{ id: '/x/y', apps: [{ id: 'b' }] }] }] },
      { '/a': {}, '/x/y/b': {} },
    ],
    ['apps as GET /v2/apps answers', { apps: [{ id: '/shop/web' }] }, { '/shop/web': {} }],
    ['an app as GET /v2/apps/{id} answers', { app: { id: '/shop/web', cmd: 'x' } }, { '/shop/web': { cmd: 'x' } }],
    ['groups without a root id', { groups: [{ id: '/shop', apps: [{ id: 'web' }] }] }, { '/shop/web': {} }],
    ['a name that is no name', { id: '/A b' }, { '/A b': {} }],
    ['__proto__', JSON.parse('{"id": "/a", "__proto__": {"mem": 1}}') as Json, { '/a': JSON.parse('{"__proto__": {"mem": 1}}') }],
  ];
  for (const [name, value, apps] of shapes) it(`may be ${name}`, () => assert.equal(appsIn(value), apps));

  it('may be what Marathon answers: what it only shows is taken away', () => {
    const shown = Object.fromEntries([...SHOWN_ONLY].map((field) => [field, 1]));
    const app = { id: '/shop/web', cmd: 'x', ...shown };
    const group = {
      id: '/shop',
      apps: [app],
      groups: [],
      pods: [],
      dependencies: [],
      version: '2026-01-01T00:00:00.000Z',
      enforceRole: false,
    };
    assert.equal(appsIn({ ...group, id: '/', apps: [], groups: [group] }), { '/shop/web': { cmd: 'x' } });
    assert.equal(appsIn({ apps: [app] }), { '/shop/web': { cmd: 'x' } });
  });

  it('takes away nothing that the schema of an app has or explains otherwise', () => {
    const { properties, 'x-instead': instead } = appSchema.properties.spec;
    for (const field of SHOWN_ONLY) {
      assert.is(Object.hasOwn(properties, field), false, field);
      assert.is((instead as { readonly [field: string]: string })[field], 'Marathon writes it, so remove it', field);
    }
  });
});

describe('the dependencies of a group', (it) => {
  it('are those of every app below, after its own and none twice', () => {
    const inner = {
      id: 'inner',
      dependencies: ['../web', '/db', 'first'],
      apps: [{ id: 'last' }, { id: 'first', dependencies: ['.././web'] }],
    };
    const shop = { id: '/shop', dependencies: ['/db', '../queue'], apps: [{ id: 'web', dependencies: ['own', '/db'] }], groups: [inner] };
    assert.equal(appsIn(shop), {
      '/shop/web': { dependencies: ['own', '/db', '/queue'] },
      '/shop/inner/last': { dependencies: ['/db', '/queue', '/shop/web', '/shop/inner/first'] },
      '/shop/inner/first': { dependencies: ['.././web', '/db', '/queue', '/shop/inner/first'] },
    });
  });

  it('leave alone what is no list: the schema says so', () => {
    assert.equal(appsIn({ id: 'g', dependencies: ['/a'], apps: [{ id: 'b', dependencies: '/c' }] }), { '/g/b': { dependencies: '/c' } });
  });

  it('are not more than a hundred, or a small file would stand for a large one', () => {
    const groupOf = (count: number): string =>
      JSON.stringify({ id: '/g', apps: [{ id: 'a' }], dependencies: Array.from({ length: count }, (_, n) => `/d${n}`) });
    assert.equal(mistakesIn(groupOf(100)), []);
    const [mistake = ''] = mistakesIn(groupOf(101));
    assert.is(
      mistake.replace(/^\S+ /, ''),
      'schema/wrong-value Groups hand down at most 100 dependencies; name a group instead of its apps.',
    );
  });
});

describe('a mistake in a bare Marathon file', (it) => {
  const rows: readonly (readonly [name: string, text: string, mistake: string])[] = [
    ['no JSON', '{"id": "/a",}', '1:12 schema/syntax JSON takes no comma before a closing bracket; remove it.'],
    ['no text', '{"id": "/a"', '1:1 schema/syntax This bracket is never closed.'],
    ['no app', '[{"id": "/a"},\n 5]', '2:2 schema/wrong-type This must be an app, not 5.'],
    ['a text', '"/a"', '1:1 schema/wrong-type This must be an app, not "/a".'],
    ['no id', '[\n {"cmd": "x"}]', '2:2 schema/missing-field id is missing: its path in Marathon, such as /shop/web.'],
    ['an id that is no text', '{"id": 5}', '1:8 schema/wrong-type id must be a text, not 5.'],
    [
      'a group among apps',
      '{"apps": [\n {"id": "g", "apps": []}]}',
      '2:2 schema/wrong-value This is a group; put it into the list `groups`.',
    ],
    ['no group', '{"groups": [null]}', '1:13 schema/wrong-type This must be a group, not nothing.'],
    [
      'a group without id',
      '{"groups": [\n {"apps": []}]}',
      '2:2 schema/missing-field id is missing: its path in Marathon, such as /shop/web.',
    ],
    ['no list of apps', '{"id": "g", "apps": {}}', '1:21 schema/wrong-type apps must be a list, not a mapping.'],
    ['nothing as groups', '{"id": "g", "groups": null}', '1:23 schema/wrong-type groups must be a list, not nothing.'],
    [
      'an app of another group',
      '{"id": "/g", "apps": [{"id": "/h/a"}]}',
      '1:30 schema/wrong-value "/h/a" is not directly in /g, the group around it; write the id without slashes.',
    ],
    [
      'an app that leaves its group',
      '{"id": "/g", "apps": [{"id": "../a"}]}',
      '1:30 schema/wrong-value "/a" is not directly in /g, the group around it; write the id without slashes.',
    ],
    [
      'an app that has the name of its group',
      '{"id": "/g", "apps": [{"id": ""}]}',
      '1:30 schema/wrong-value "/g" is not directly in /g, the group around it; write the id without slashes.',
    ],
    [
      'an app of a group that begins alike',
      '{"id": "/g", "apps": [{"id": "/gg/a"}]}',
      '1:30 schema/wrong-value "/gg/a" is not directly in /g, the group around it; write the id without slashes.',
    ],
    [
      'a group of another group',
      '{"id": "/g", "groups": [{"id": "/h"}]}',
      '1:32 schema/wrong-value "/h" is not directly in /g, the group around it; write the id without slashes.',
    ],
    [
      'a group no app can be in',
      '{"id": "Shop", "apps": [{"id": "a"}, {"id": "b"}]}',
      '1:8 schema/wrong-value "/Shop" can hold no app: an id is lower-case, with digits, dashes and dots.',
    ],
    [
      'a variable in the id of a group',
      '{"id": "/${vars.a}", "apps": []}',
      '1:8 schema/wrong-value "/${vars.a}" can hold no app: an id is lower-case, with digits, dashes and dots.',
    ],
    [
      'a pod without an id',
      '{"id": "g",\n "pods": [{}]}',
      '2:11 schema/missing-field id is missing: its path in Marathon, such as /shop/web.',
    ],
    [
      'a scale for all',
      '{"id": "g", "scaleBy": 2}',
      '1:13 schema/unknown-field scaleBy is not taken: write `instances` in each of its apps.',
    ],
    [
      'a misspelt field of a group',
      '{"apps": [], "dependancies": []}',
      '1:14 schema/unknown-field A group has no field "dependancies"; did you mean dependencies?',
    ],
    [
      'a field of an app in a group',
      '{"apps": [], "constructor": 1}',
      '1:14 schema/unknown-field A group has no field "constructor"; there are id, apps, groups, pods, dependencies, enforceRole.',
    ],
    [
      'dependencies of a group that are no list',
      '{"apps": [], "dependencies": "/a"}',
      '1:30 schema/wrong-type dependencies must be a list, not "/a".',
    ],
    [
      'a dependency that is no path',
      '{"apps": [], "dependencies": ["/a", "B"]}',
      '1:37 schema/wrong-value A dependency is the path of an app or a group, not "B".',
    ],
    [
      'a variable in a dependency of a group',
      '{"apps": [], "dependencies": ["/${vars.db}"]}',
      '1:31 desired/variable-place Variables are not read in the dependencies of a group; write the path out, or into the dependencies of its apps.',
    ],
    [
      'apps of a group under another name',
      '{"id": "/g", "app": [{"id": "a"}]}',
      '1:14 schema/unknown-field There is no field app; did you mean apps?',
    ],
    [
      'groups of a group under another name',
      '{"id": "/g", "group": []}',
      '1:14 schema/unknown-field There is no field group; did you mean groups?',
    ],
    ['what GET /v2/apps/g/* answers', '{"*": [{"id": "/g/a"}]}', '1:2 schema/unknown-field There is no field *; did you mean apps?'],
    ['an id in capitals', '{"cmd": "x", "ID": "/a"}', '1:14 schema/unknown-field There is no field ID; did you mean id?'],
    [
      'an id that leads out of the root',
      '{"id": "../x"}',
      '1:8 schema/wrong-value "../x" leads out of /, in which all apps are; write the id without `..`.',
    ],
    [
      'an app of the root that leads out of it',
      '{"apps": [{"id": "/a/../../x"}]}',
      '1:18 schema/wrong-value "/a/../../x" leads out of /, in which all apps are; write the id without `..`.',
    ],
    [
      'a dependency that is no text',
      '{"apps": [], "dependencies": [1]}',
      '1:31 schema/wrong-value A dependency is the path of an app or a group, not 1.',
    ],
  ];
  for (const [name, text, mistake] of rows) {
    it(`is told at its place: ${name}`, () => {
      assert.equal(mistakesIn(text), [mistake]);
      assert.is(parse(text).complete, false);
    });
  }

  it('does not hide the others, nor the apps that are right', () => {
    const { docs, mistakes } = parse(
      '{"apps": [{"id": 1}, {"id": "/a", "cmd": "x", "cmd": "y"}],\n "pods": [1], "groups": [{"id": "/B"}]}',
    );
    assert.equal(
      mistakes.map(({ line, column }) => `${line}:${column}`),
      ['1:18', '1:47', '2:11', '2:33'],
    );
    assert.equal(
      docs.map(({ index, bare }) => [index, bare]),
      [[0, ['apps', 1]]],
    );
  });

  it('is told of bytes that are no text', () => {
    const { mistakes, complete } = parseBare(Buffer.from([0x7b, 0xff, 0x7d]), DEFAULT_LIMITS);
    assert.equal(
      mistakes.map(({ code }) => code),
      ['desired/not-text'],
    );
    assert.is(complete, false);
  });

  it('is a group whose apps would have too long a name', () => {
    const [mistake = ''] = mistakesIn(`{"id":"${'g'.repeat(1000)}","apps":[{"id":"a"}]}`);
    assert.ok(mistake.startsWith('1:7 schema/wrong-value'), mistake);
  });

  it('is no byte order mark, tab or carriage return', () => {
    assert.equal(mistakesIn('\ufeff{\r\n\t"id": "/a"\r\n}\r\n'), []);
    assert.equal(mistakesIn('\ufeff[\r\n\t{}]'), ['2:2 schema/missing-field id is missing: its path in Marathon, such as /shop/web.']);
  });
});
