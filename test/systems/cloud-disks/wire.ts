/** The wire bodies of test/fixtures/wire/ec2, and an EC2 that answers with them. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from '../../helpers/suite.ts';

export interface Asked {
  readonly action: string;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly form: { readonly [name: string]: string };
}

export interface Reply {
  readonly status: number;
  readonly body: string;
}

/** `error-400-volume-in-use` answers with 400, anything else with 200. */
export function wire(name: string): Reply {
  const body = readFileSync(new URL(`../../fixtures/wire/ec2/${name}.xml`, import.meta.url), 'utf8');
  return { status: Number(/^error-(\d+)-/.exec(name)?.[1] ?? 200), body };
}

/** The same with another error code. */
export function errorReply(code: string, status = 400): Reply {
  const { body } = wire('error-400-volume-in-use');
  return { status, body: body.replace(/<Code>[^<]*/, `<Code>${code}`) };
}

/** Of the volumes of describe-volumes.xml this one alone. */
export function onlyVolume(id: string, edit: (item: string) => string = (item) => item): Reply {
  const { status, body } = wire('describe-volumes');
  const items = body.match(/^ {4}<item>$[\s\S]*?^ {4}<\/item>$/gm) ?? [];
  const item = items.find((one) => one.includes(`<volumeId>${id}<`)) ?? '';
  return { status, body: body.replace(/<volumeSet>[\s\S]*<\/volumeSet>/, `<volumeSet>${edit(item).trim()}</volumeSet>`) };
}

/** What is asked without a fixture of its own. */
const USUAL: { readonly [action: string]: string } = {
  DescribeInstances: 'describe-instances',
  DescribeInstanceTypes: 'describe-instance-types',
  DescribeVolumes: 'describe-volumes',
  DescribeVolumesModifications: 'describe-volumes-modifications',
};

export interface WireServer {
  readonly url: string;
  readonly asked: readonly Asked[];
}

/** On loopback until the test ends. Of several replies to an action the last one goes on. */
export async function startWire(test: TestContext, replies: { readonly [action: string]: readonly Reply[] } = {}): Promise<WireServer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void formOf(request).then((form) => {
      const action = form['Action'] ?? '';
      asked.push({ action, form, headers: request.headers });
      const times = asked.filter((one) => one.action === action).length;
      const own = replies[action] ?? [wire(USUAL[action] ?? 'error-403-unauthorized')];
      const { status, body } = own[Math.min(times, own.length) - 1] ?? { status: 500, body: '' };
      response.writeHead(status, { 'content-type': 'text/xml;charset=UTF-8' }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  test.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

async function formOf(request: IncomingMessage): Promise<{ readonly [name: string]: string }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
}
