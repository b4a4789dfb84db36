/** A real git server: `git http-backend` behind node:http, with basic auth that can change, a log and faults. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gitEnvironment } from './git-cli.ts';
import type { TestContext } from './suite.ts';

export interface GitServer {
  /** Address of a repository below the served folder. */
  url(repository: string): string;
  /** `GET /cluster.git/info/refs?service=git-upload-pack`, in order. */
  readonly requests: string[];
  /** The authorization header of each request, `''` for none. */
  readonly credentials: string[];
  /** What is asked for from now on; null: nothing. */
  auth: { readonly username: string; readonly password: string } | null;
  /** Answers a request instead of git when it returns true. */
  fault: (request: IncomingMessage, response: ServerResponse) => boolean;
  close(): Promise<void>;
}

/** Serves every repository below `root` for reading and, with `http.receivepack`, pushing. */
export async function serveGit(
  root: string,
  test: Pick<TestContext, 'after'>,
  listen: (handler: RequestListener) => Server = createServer,
): Promise<GitServer> {
  const http = listen((request, response) => void handle(root, server, request, response));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const scheme = listen === createServer ? 'http' : 'https';
  const server: GitServer = {
    url: (repository) => `${scheme}://127.0.0.1:${port}/${repository}`,
    requests: [],
    credentials: [],
    auth: null,
    fault: () => false,
    async close() {
      http.closeAllConnections();
      if (http.listening) await new Promise((resolve) => http.close(resolve));
    },
  };
  test.after(() => server.close());
  return server;
}

async function handle(root: string, server: GitServer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  server.requests.push(`${request.method} ${request.url}`);
  server.credentials.push(request.headers.authorization ?? '');
  if (server.fault(request, response)) return;
  if (!isAllowed(server, request)) {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
    return;
  }
  await runBackend(root, request, response);
}

function isAllowed({ auth }: GitServer, request: IncomingMessage): boolean {
  if (auth === null) return true;
  return request.headers.authorization === `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}`;
}

/** CGI (RFC 3875), as far as git http-backend needs it. */
async function runBackend(root: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const env = {
    ...gitEnvironment,
    GIT_PROJECT_ROOT: root,
    GIT_HTTP_EXPORT_ALL: '1',
    REMOTE_USER: 'agent',
    PATH_INFO: decodeURIComponent(url.pathname),
    QUERY_STRING: url.search.slice(1),
    REQUEST_METHOD: request.method,
    CONTENT_TYPE: request.headers['content-type'] ?? '',
    CONTENT_LENGTH: request.headers['content-length'] ?? '',
    GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
  };
  const backend = spawn('git', ['http-backend'], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  request.pipe(backend.stdin).on('error', () => backend.kill());
  const chunks: Buffer[] = [];
  for await (const chunk of backend.stdout as AsyncIterable<Buffer>) chunks.push(chunk);
  const output = Buffer.concat(chunks);
  const end = output.indexOf('\r\n\r\n');
  const headers = output
    .subarray(0, end)
    .toString()
    .split('\r\n')
    .map((line) => line.split(': ', 2));
  const status = headers.find(([name]) => name === 'Status')?.[1];
  for (const [name, value] of headers) if (name !== undefined && value !== undefined && name !== 'Status') response.setHeader(name, value);
  response.writeHead(status === undefined ? 200 : Number.parseInt(status, 10)).end(output.subarray(end + 4));
}
