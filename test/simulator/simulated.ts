/** A simulator for one test, and plain HTTP to it. */
import { request } from 'undici';
import { startSimulator } from '../../simulator/simulator.ts';
import type { Simulator, SimulatorOptions } from '../../simulator/simulator.ts';
import type { AppBody, Body, ListedBody } from './bodies.ts';
import type { TestContext } from '../helpers/suite.ts';

export interface Reply {
  readonly status: number;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly text: string;
  /** The body as JSON; undefined when it is none. */
  readonly json: Body;
  /** The same when it is a list. */
  readonly list: readonly ListedBody[];
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Simulated {
  readonly sim: Simulator;
  /** A request to Marathon. */
  marathon(method: Method, path: string, body?: unknown, headers?: { readonly [name: string]: string }): Promise<Reply>;
  /** A request to the control API. */
  control(method: Method, path: string, body?: unknown): Promise<Reply>;
  /** Declares an app completely, as the agent does; throws unless it is accepted. */
  put(id: string, app: object, query?: string): Promise<Reply>;
  app(id: string): Promise<AppBody>;
}

/** Starts a simulator that ends with the test. */
export async function simulate(context: TestContext, options: SimulatorOptions = {}): Promise<Simulated> {
  const sim = await startSimulator(options);
  context.after(() => sim.close());
  const marathon: Simulated['marathon'] = (method, path, body, headers) =>
    send(sim.marathon, { method, path, body, headers: headers ?? {} });
  return {
    sim,
    marathon,
    control: (method, path, body) => send(sim.control, { method, path, body, headers: {} }),
    async put(id, app, query = 'force=false&partialUpdate=false') {
      const reply = await marathon('PUT', `/v2/apps/${id}?${query}`, app);
      if (reply.status >= 300) throw new Error(`PUT ${id}: ${reply.status} ${reply.text}`);
      return reply;
    },
    async app(id) {
      return (await marathon('GET', `/v2/apps/${id}`)).json.app;
    },
  };
}

interface Sent {
  readonly method: Method;
  readonly path: string;
  readonly body: unknown;
  readonly headers: { readonly [name: string]: string };
}

/** A text is sent as it is, anything else as JSON. */
export async function send(url: string, { method, path, body, headers }: Sent): Promise<Reply> {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await request(`${url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: text ?? null,
  });
  const answered = await answer.body.text();
  const isJson = String(answer.headers['content-type']).startsWith('application/json') && answered !== '';
  const json = isJson ? JSON.parse(answered) : undefined;
  return { status: answer.statusCode, headers: answer.headers, text: answered, json, list: json };
}

/** A small app that needs nothing. */
export const SLEEPER = { cmd: 'sleep 1000', cpus: 0.1, mem: 32, instances: 1 };

/** An app whose one task mounts this REX-Ray volume. */
export function mounting(volume: string): object {
  const external = { name: volume, provider: 'dvdi', options: { 'dvdi/driver': 'rexray' } };
  return { ...SLEEPER, container: { type: 'MESOS', volumes: [{ containerPath: 'data', mode: 'RW', external: { ...external, size: 8 } }] } };
}
