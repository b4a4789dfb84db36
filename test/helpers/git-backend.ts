/** `git http-backend` as a function: one request in, one answer out. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gitEnvironment } from './git-cli.ts';

export interface GitRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly body: Buffer;
}

export interface GitAnswer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: Buffer;
}

let program: string | null = null;

/** Where git keeps it: started as `git http-backend` it would be a process more. */
function backendProgram(): string {
  program ??= path.join(execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim(), 'git-http-backend');
  return program;
}

/** CGI (RFC 3875), as far as git http-backend needs it. */
export async function runBackend(root: string, { method, url, headers, body }: GitRequest): Promise<GitAnswer> {
  const { pathname, search } = new URL(url, 'http://localhost');
  const env = {
    ...gitEnvironment,
    GIT_PROJECT_ROOT: root,
    GIT_HTTP_EXPORT_ALL: '1',
    REMOTE_USER: 'agent',
    PATH_INFO: decodeURIComponent(pathname),
    QUERY_STRING: search.slice(1),
    REQUEST_METHOD: method,
    CONTENT_TYPE: headers['content-type'] ?? '',
    CONTENT_LENGTH: headers['content-length'] ?? '',
    GIT_PROTOCOL: String(headers['git-protocol'] ?? ''),
  };
  const backend = spawn(backendProgram(), [], { env: env as NodeJS.ProcessEnv, stdio: ['pipe', 'pipe', 'ignore'] });
  backend.stdin.on('error', () => backend.kill()).end(body);
  const chunks: Buffer[] = [];
  for await (const chunk of backend.stdout as AsyncIterable<Buffer>) chunks.push(chunk);
  return parseCgi(Buffer.concat(chunks));
}

function parseCgi(output: Buffer): GitAnswer {
  const end = output.indexOf('\r\n\r\n');
  const lines = output.subarray(0, end).toString().split('\r\n');
  const headers = new Map(lines.map((line) => line.split(': ', 2) as [string, string]));
  const status = headers.get('Status');
  headers.delete('Status');
  return {
    status: status === undefined ? 200 : Number.parseInt(status, 10),
    headers: Object.fromEntries(headers),
    body: output.subarray(end + 4),
  };
}

export type Backend = (request: GitRequest) => Promise<GitAnswer>;

/** Gives the answer of before to who asks for the refs while neither they nor the settings have changed: most askers do. */
export function rememberingBackend(root: string): Backend {
  const last = new Map<string, { readonly state: string; readonly answer: GitAnswer }>();
  return async (request) => {
    if (request.method !== 'GET') return runBackend(root, request);
    const key = `${request.url} ${String(request.headers['git-protocol'] ?? '')}`;
    const state = stateOf(path.join(root, decodeURIComponent(new URL(request.url, 'http://localhost').pathname.split('/info/')[0] ?? '')));
    const known = last.get(key);
    if (known?.state === state) return known.answer;
    const answer = await runBackend(root, request);
    if (answer.status === 200) last.set(key, { state, answer });
    return answer;
  };
}

/** Every file that says what the refs are and how they are served. */
function stateOf(repository: string): string {
  const refs = path.join(repository, 'refs');
  if (!existsSync(refs)) return '';
  const loose = readdirSync(refs, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = [...loose.map((entry) => path.join(entry.parentPath, entry.name)), ...PLAIN.map((name) => path.join(repository, name))];
  return files.map((file) => `${file}\n${existsSync(file) ? readFileSync(file, 'utf8') : ''}`).join('\n');
}

const PLAIN = ['packed-refs', 'config', 'HEAD'];
