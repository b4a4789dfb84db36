/** Bytes that may be anything, in place of files of a cluster that is right. */
import fc from 'fast-check';
import { VALID } from '../desired/cluster-files.ts';
import { oddText } from './any-text.ts';
import { fileOf, PROD_OPTIONS } from './case.ts';
import type { FuzzCase } from './case.ts';

const BARE =
  '{"id": "/g", "groups": [{"id": "h", "apps": [{"id": "a", "cmd": "sleep 1", "labels": {"__proto__": "x"}}]}], "dependencies": []}\n';
const CLUSTER = `apiVersion: plumbline/v1
kind: Cluster
metadata: { name: prod, labels: { "\${x}": y } }
spec:
  include: [../shared]
  vars: { two: 2, domain: example.com }
  sources: [{ files: ../bare/*.json, as: App }]
  patches: [{ target: { kind: App, name: /web }, merge: { spec: { instances: 2, user: null } } }]
`;

/** What is there before something happens to it. */
const FILES: { readonly [path: string]: string } = {
  ...VALID,
  'prod/cluster.yaml': CLUSTER,
  'bare/apps.json': BARE,
  'shared/more.yaml': `# \u00e9 \u6f22\napiVersion: plumbline/v1\nkind: App\nmetadata: { name: /more, labels: &l { a: "\\u0041", b: 'x' } }\nspec:\n  cmd: |\n    sleep \${vars.two}\n  instances: \${vars.two}\n  labels: *l\n`,
};
const PATHS = Object.keys(FILES);

/** Parts of files that say something about the file, or that only look like it. */
const ODD_PARTS: readonly Uint8Array[] = [
  Buffer.from('\ufeff'),
  Buffer.from([0xff, 0xfe]),
  Buffer.from([0xfe, 0xff]),
  Buffer.from([0]),
  Buffer.from([0xc0, 0xaf]),
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from([0xf4, 0x90, 0x80, 0x80]),
  Buffer.from([0xe9]),
  Buffer.from('\r'),
  Buffer.from('\u0085\u2028\u202e\u200b'),
  Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n'),
  Buffer.from('\n---\n'),
  Buffer.from('\n...\n'),
  Buffer.from('%YAML 1.1\n---\n'),
  Buffer.from('  <<: *l\n'),
  Buffer.from('"__proto__": '),
  Buffer.from('${vars.two}'),
  Buffer.from('\t'),
  Buffer.from('{'),
  Buffer.from(']'),
  Buffer.from('# a note\n'),
  Buffer.from('\n'),
];

type Change = (bytes: Uint8Array) => Uint8Array;

function changes(): fc.Arbitrary<Change> {
  const at = fc.double({ min: 0, max: 1, noNaN: true });
  const part = fc.oneof(fc.constantFrom(...ODD_PARTS), fc.uint8Array({ maxLength: 4 }));
  const splice = (bytes: Uint8Array, from: number, removed: number, put: Uint8Array): Uint8Array => {
    const start = Math.floor(from * bytes.length);
    return Buffer.concat([bytes.subarray(0, start), put, bytes.subarray(start + removed)]);
  };
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(at, fc.nat(6), part).map(
        ([from, removed, put]): Change =>
          (bytes) =>
            splice(bytes, from, removed, put),
      ),
    },
    {
      weight: 2,
      arbitrary: at.map(
        (end): Change =>
          (bytes) =>
            bytes.subarray(0, Math.floor(end * bytes.length)),
      ),
    },
    {
      weight: 3,
      arbitrary: fc.constantFrom('lines', 'crlf', 'mark', 'spaces').map(
        (how): Change =>
          (bytes) =>
            harmless(bytes, how),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom(...PATHS), at, at).map(
        ([path, from, to]): Change =>
          (bytes) =>
            spliced(bytes, path, from, to),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom('latin1', 'utf16le').map(
        (encoding): Change =>
          (bytes) =>
            Buffer.from(textOf(bytes), encoding as BufferEncoding),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.uint8Array({ maxLength: 300 }).map(
        (bytes): Change =>
          () =>
            bytes,
      ),
    },
    {
      weight: 1,
      arbitrary: oddText(200).map(
        (text): Change =>
          () =>
            Buffer.from(text),
      ),
    },
  );
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

/** What an editor may do to a file without a word. */
function harmless(bytes: Uint8Array, how: 'lines' | 'crlf' | 'mark' | 'spaces'): Uint8Array {
  const text = textOf(bytes);
  if (how === 'lines') return Buffer.from(`\n${text}\n\n`);
  if (how === 'crlf') return Buffer.from(text.replaceAll(/\r?\n/g, '\r\n'));
  return Buffer.from(how === 'mark' ? `\ufeff${text}` : text.replaceAll(/(?<=\S)\n/g, '  \n'));
}

/** One file goes on as another. */
function spliced(bytes: Uint8Array, path: string, from: number, to: number): Uint8Array {
  const other = Buffer.from(FILES[path] ?? '');
  return Buffer.concat([bytes.subarray(0, Math.floor(from * bytes.length)), other.subarray(Math.floor(to * other.length))]);
}

export function bytesCases(): fc.Arbitrary<FuzzCase> {
  const change = fc.tuple(fc.constantFrom(...PATHS), changes());
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((all) => {
    const files = new Map(PATHS.map((path) => [path, fileOf(FILES[path] ?? '')]));
    for (const [path, apply] of all) files.set(path, fileOf(apply(files.get(path)?.bytes ?? Buffer.alloc(0))));
    return { files: Object.fromEntries(files), options: PROD_OPTIONS, expected: { kind: 'anything' }, texts: [] };
  });
}
