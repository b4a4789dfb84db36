/** A real git server: `git http-backend` behind node:http, with basic auth that can change, a log of pushes and faults. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { rememberingBackend } from './git-backend.ts';
import type { Backend, GitAnswer, GitRequest } from './git-backend.ts';
import { goWrong, makeGitFaults, sendGit } from './git-faults.ts';
import type { GitAct, GitFault } from './git-faults.ts';
import type { TestContext } from './suite.ts';

/** A push that reached the repository, whatever its sender learned of it. */
export interface Pushed {
  readonly branch: string;
  /** Forty zeros: there was none. */
  readonly from: string;
  readonly to: string;
}

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
  /** How many requests of each kind were received. */
  readonly received: { readonly [act in GitAct]: number };
  /** Requests that are not answered yet. */
  readonly pending: number;
  /** Sets a fault for requests to come. */
  inject(fault: GitFault): void;
  /** Decides about a request for which no fault is set, at the moment it arrives; `branch` is null unless it pushes. */
  meddle: (act: GitAct, branch: string | null) => GitFault | null;
  /** Told of every push once it has moved its branch, before it is answered. */
  onPush: (push: Pushed) => void;
  /** Cuts every connection. */
  isDown: boolean;
  /** Refuses pushes, as a server in maintenance does. */
  isReadOnly: boolean;
  /** Shows the refs to readers as they were when this became true, as a replica that lags behind does: in protocols 0 and 1. */
  isLagging: boolean;
  close(): Promise<void>;
}

/** Serves every repository below `root` for reading and, with `http.receivepack`, pushing. */
export async function serveGit(
  root: string,
  test: Pick<TestContext, 'after'>,
  listen: (handler: RequestListener) => Server = createServer,
): Promise<GitServer> {
  const http = listen((request, response) => {
    server.pending += 1;
    response.once('close', () => void (server.pending -= 1));
    void handle(inside, request, response);
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const scheme = listen === createServer ? 'http' : 'https';
  const faults = makeGitFaults();
  const server: Inside['server'] = {
    url: (repository) => `${scheme}://127.0.0.1:${port}/${repository}`,
    requests: [],
    credentials: [],
    auth: null,
    fault: () => false,
    received: { list: 0, fetch: 0, push: 0 },
    pending: 0,
    inject: (fault) => faults.set(fault),
    meddle: () => null,
    onPush: () => undefined,
    isDown: false,
    isReadOnly: false,
    isLagging: false,
    async close() {
      http.closeAllConnections();
      if (http.listening) await new Promise((resolve) => http.close(resolve));
    },
  };
  const inside: Inside = { root, server, faults, backend: rememberingBackend(root), shown: new Map() };
  test.after(() => server.close());
  return server;
}

interface Inside {
  readonly root: string;
  readonly server: GitServer & { readonly received: { [act in GitAct]: number }; pending: number };
  readonly faults: ReturnType<typeof makeGitFaults>;
  readonly backend: Backend;
  /** What readers were last shown, by address: what they still see while the server lags. */
  readonly shown: Map<string, GitAnswer>;
}

async function handle(inside: Inside, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { server } = inside;
  server.requests.push(`${request.method} ${request.url}`);
  server.credentials.push(request.headers.authorization ?? '');
  if (server.fault(request, response)) return;
  if (server.isDown) return void response.destroy();
  if (!isAllowed(server, request)) return void response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
  const whole = await wholeOf(request);
  if (whole === null) return void response.destroy();
  await answerWhole(inside, whole, response);
}

async function answerWhole(inside: Inside, request: GitRequest, response: ServerResponse): Promise<void> {
  const { server } = inside;
  const push = request.url.endsWith('/git-receive-pack') ? pushIn(request.body) : null;
  const act = actOf(request.url, push);
  server.received[act] += 1;
  const branch = push?.branch ?? null;
  const fault = inside.faults.next(act, branch) ?? server.meddle(act, branch);
  if (fault?.when === 'before') return goWrong(fault, response, null);
  if (server.isReadOnly && request.url.includes('git-receive-pack')) return void response.writeHead(503).end();
  const answer = await answerOf(inside, request);
  if (push !== null && isDone(answer, push)) server.onPush(push);
  if (fault === null) sendGit(response, answer);
  else goWrong(fault, response, answer);
}

async function answerOf({ server, backend, shown }: Inside, request: GitRequest): Promise<GitAnswer> {
  const isReading = request.url.endsWith('?service=git-upload-pack');
  const key = `${request.url} ${String(request.headers['git-protocol'] ?? '')}`;
  const old = isReading && server.isLagging ? shown.get(key) : undefined;
  const answer = old ?? (await backend(request));
  if (isReading) shown.set(key, answer);
  return answer;
}

/** A push without a command is git's own way to ask whether it may push. */
function actOf(url: string, push: Pushed | null): GitAct {
  if (push !== null) return 'push';
  return url.endsWith('/git-upload-pack') ? 'fetch' : 'list';
}

/** The one command of a push: `0042<old> <new> refs/heads/main`, then a NUL and what the client can do. */
function pushIn(body: Buffer): Pushed | null {
  const [, from, to, branch] =
    /^[0-9a-f]{4}([0-9a-f]{40}) ([0-9a-f]{40}) refs\/heads\/([^\0]+)\0/.exec(body.toString('latin1', 0, 500)) ?? [];
  return from === undefined || to === undefined || branch === undefined ? null : { branch, from, to };
}

/** What git receive-pack reports of it (gitprotocol-pack, report-status): by now the branch may have moved on. */
function isDone({ body }: GitAnswer, { branch }: Pushed): boolean {
  return body.includes(`ok refs/heads/${branch}\n`);
}

/** Null: the client gave up. */
async function wholeOf(request: IncomingMessage): Promise<GitRequest | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ECONNRESET') return null;
    throw thrown;
  }
  return { method: request.method ?? 'GET', url: request.url ?? '/', headers: request.headers, body: Buffer.concat(chunks) };
}

function isAllowed({ auth }: GitServer, request: IncomingMessage): boolean {
  if (auth === null) return true;
  return request.headers.authorization === `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}`;
}
