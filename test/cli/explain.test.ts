import { NAMED_SCHEMAS } from '../../agent/cli/named-schema.ts';
import { SCHEMAS } from '../../agent/desired/schemas.ts';
import { descriptionOf } from '../../agent/schema/field-words.ts';
import { fieldsOf, formsOf, withinLists } from '../../agent/schema/fields.ts';
import type { Field } from '../../agent/schema/fields.ts';
import type { Schema } from '../../agent/schema/fits.ts';
import { plumbline } from '../helpers/command.ts';
import { assert, describe } from '../helpers/suite.ts';

async function explained(target: string): Promise<string> {
  const { code, out, err } = await plumbline(['explain', target]);
  assert.is(code, 0, err);
  return out;
}

/** Every path of a kind, as it is said in full and without the marks of lists. */
function pathsBelow(schema: Schema, root: Schema, path: string): readonly string[] {
  const fields = formsOf(withinLists(schema, root), root).flatMap((form) => fieldsOf(form, root));
  return [path, ...fields.flatMap((field) => pathsBelow(field.schema, root, `${path}.${field.name}`))];
}

const TEXT = `App.spec.healthChecks[].intervalSeconds
whole number, seconds

  Seconds from one check to the next.

  default  60
  allowed  at least 0
  example  10
`;

describe('plumbline explain', (it) => {
  it('says what a field is', async () => {
    assert.is(await explained('App.spec.healthChecks[].intervalSeconds'), TEXT);
  });

  it('lists the fields below, with what is required marked', async () => {
    const out = await explained('Volume.spec');
    assert.match(out, /^Volume\.spec\nmapping, required\n\n {2}Where it lives/);
    assert.match(out, /\nFields \(\* required\)\n {2}pool\* +text +metadata\.name of its StoragePool/);
    assert.match(out, /\n {2}type +text +thin: /);
  });

  it('knows which keys a schema takes', async () => {
    const { code, err } = await plumbline(['explain', 'StoragePool.cloudDisks.rows.x1']);
    assert.is(code, 1);
    assert.match(err, 'There is no field x1 in StoragePool.spec.cloudDisks.rows: there are NAME.');
    assert.match(
      await explained('StoragePool.cloudDisks.rows'),
      /allowed +(not empty\n +)?each key matches[^]*\nKeys \(NAME stands for each\)\n {2}NAME {2}/,
    );
    assert.match(await explained('Cluster.vars.web'), 'What the variable stands for.');
  });

  it('has a description of every field, of keys that people choose too', () => {
    const fieldsIn = (schema: Schema, root: Schema): readonly Field[] => {
      const fields = formsOf(withinLists(schema, root), root).flatMap((form) => fieldsOf(form, root));
      return [...fields, ...fields.flatMap((field) => fieldsIn(field.schema, root))];
    };
    for (const { name: kind, schema } of NAMED_SCHEMAS) {
      // What may be anything is described by the field that holds it.
      const constrained = fieldsIn(schema, schema).filter((field) => Object.keys(field.schema).length > 0);
      const bare = constrained.filter((field) => descriptionOf(field.schema).meaning === '');
      assert.equal(
        bare.map(({ name }) => name),
        [],
        kind,
      );
    }
  });

  it('says what leaving a field out means', async () => {
    assert.match(await explained('Volume.spec.name'), /\n {2}left out {2}metadata\.name\n/);
  });

  const sameAs = [
    ['app.fetch', 'App.spec.fetch\n'],
    ['App.mem', 'App.spec.mem\n'],
    ['App.spec.mem', 'App.spec.mem\n'],
    ['App.fetch.uri', 'App.spec.fetch[].uri\n'],
    ['App.fetch[].uri', 'App.spec.fetch[].uri\n'],
    ['App.fetch[0].uri', 'App.spec.fetch[].uri\n'],
    ['App.spec.labels["a.b"]', 'App.spec.labels.a.b\n'],
    ['App.env.NAME', 'App.spec.env.NAME\ntext or mapping\n'],
    ['App.env.JAVA_OPTS.secret', 'App.spec.env.JAVA_OPTS.secret\ntext, required'],
    ['App.constraints', 'App.spec.constraints\nlist of lists of texts\n'],
    ['App.metadata.name', 'App.metadata.name\ntext, required\n'],
    ['Volume.state', 'Volume.state\ntext\n'],
    [
      'StoragePool.cloudDisks.rows.r1.when.usedPercent',
      'StoragePool.spec.cloudDisks.rows.r1.when.usedPercent\nwhole number, percent, required\n',
    ],
    ['agent-config.limits.files', 'agent-config.limits.files\nwhole number, count\n'],
    ['Agent-Config.systems.marathon.url', 'agent-config.systems.marathon[].url\n'],
  ] as const;
  for (const [target, start] of sameAs) {
    it(`takes ${target}`, async () => {
      const { out, err } = await plumbline(['explain', target]);
      assert.ok((out || err).startsWith(start), out || err);
    });
  }

  it('shows every form of a value', async () => {
    const volumes = await explained('App.container.volumes');
    for (const form of ['ExternalVolume', 'PersistentVolume', 'HostVolume', 'SecretVolume']) assert.match(volumes, `\nForm ${form}: `);
    assert.match(await explained('App.unreachableStrategy'), '\nForm disabled\n\nForm UnreachableTimes: ');
    assert.match(await explained('App.resourceLimits.cpus'), /number or text, CPUs\n[^]*allowed {3}more than 0; or unlimited\n/);
  });

  it('says in which form a field means what', async () => {
    const out = await explained('App.container.volumes.containerPath');
    assert.match(out, 'text, required, in ExternalVolume, HostVolume, SecretVolume\n');
    assert.match(out, '\ntext, required, in PersistentVolume\n\n  Where the container sees it: one name, without slashes.');
  });

  const unknown = [
    ['Ap.mem', 'There is no kind "Ap"; did you mean App?'],
    ['App.memm', 'There is no field memm in App; did you mean mem?'],
    ['App.metdata', 'There is no field metdata in App; did you mean metadata?'],
    ['App.container.dockr.image', 'There is no field dockr in App.spec.container; did you mean docker?'],
    ['App.fetch.url', 'There is no field url in App.spec.fetch; did you mean uri?'],
    ['Volume.spec.pool.x', 'There is no field x in Volume.spec.pool: it has no fields.'],
    ['Cluster.spec.patches.merge.zzz', ': there are metadata, state, spec.'],
    ['App.spec.version', 'version is not taken in App.spec: Marathon writes it, so remove it.\n'],
    ['app.version', 'version is not taken in App.spec: Marathon writes it'],
    ['App.container.docker.credential', 'credential is not taken in App.spec.container.docker: write `pullConfig: { secret: ... }`'],
    ['App.zzz', 'There is no field zzz in App.\n'],
    ['App.spec.upgradeStrategy.zzz', ': there are minimumHealthCapacity, maximumOverCapacity.'],
  ] as const;
  for (const [target, message] of unknown) {
    it(`says of ${target} what is nearest`, async () => {
      const { code, out, err } = await plumbline(['explain', target]);
      assert.equal([code, out], [1, '']);
      assert.match(err, message);
    });
  }

  it('alone lists the kinds', async () => {
    const { code, out } = await plumbline(['explain']);
    assert.is(code, 0);
    for (const kind of [...Object.keys(SCHEMAS), 'agent-config']) assert.match(out, new RegExp(`^${kind} +[A-Zp]`, 'm'));
    const listed = JSON.parse((await plumbline(['explain', '-o', 'json'])).out) as readonly { readonly kind: string }[];
    assert.equal(
      listed.map(({ kind }) => kind),
      [...Object.keys(SCHEMAS), 'agent-config'],
    );
  });

  it('-o json says the same as data', async () => {
    const { out } = await plumbline(['explain', 'App.fetch.extract', '-o', 'json']);
    assert.equal(JSON.parse(out), {
      path: 'App.spec.fetch[].extract',
      meanings: [
        {
          name: 'extract',
          type: 'true or false',
          unit: null,
          required: false,
          description: 'Whether an archive is unpacked.',
          leftOut: null,
          default: true,
          of: [],
          allowed: [],
          examples: [false],
          forms: [],
        },
      ],
    });
  });

  for (const [kind, schema] of Object.entries(SCHEMAS) as readonly (readonly [string, Schema])[]) {
    it(`has a word on every field of ${kind}, in 100 columns`, { timeoutMs: 20_000 }, async () => {
      for (const path of new Set(pathsBelow(schema, schema, kind))) {
        const out = await explained(path);
        assert.ok(out.startsWith(path.split('.')[0] ?? ''), out);
        for (const line of out.split('\n')) assert.ok(line.length <= 100, `${path}: ${line}`);
      }
    });
  }
});
