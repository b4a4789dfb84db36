/** A shop for disks over HTTP, and the system of an agent that takes whatever it offers: what money there is to lose. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Action, Spend } from '../../agent/model/change.ts';
import { ok } from '../../agent/model/observed.ts';
import type { Live } from '../../agent/model/observed.ts';
import type { Ctx, System } from '../../agent/model/system.ts';
import type { TestContext } from '../helpers/suite.ts';

export interface Shop {
  readonly system: System;
  /** What is to be had now; null: nothing. */
  offer: Spend | null;
  /** `buy 3 disks`: every order that came in. */
  readonly orders: string[];
}

interface Facets {
  readonly offer: Spend | null;
}

interface Buy extends Action {
  readonly system: 'scaleio:shop';
  readonly do: 'buy';
  readonly args: { readonly disks: number };
}

export async function openShop(context: Pick<TestContext, 'after'>): Promise<Shop> {
  const server = createServer((request, response) => {
    if (request.method === 'POST') {
      shop.orders.push(`buy ${shop.offer?.disks ?? 0} disks`);
      shop.offer = null;
    }
    response.end(JSON.stringify({ offer: shop.offer }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => (server.closeAllConnections(), server.close()));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const shop: Shop = { system: shopSystem(url), offer: null, orders: [] };
  return shop;
}

function shopSystem(url: string): System<Facets, Buy> {
  const send = (method: 'GET' | 'POST', { http, signal }: Ctx) => http.send({ method, url }, signal);
  return {
    name: 'scaleio:shop',
    async read(ctx) {
      const { offer } = JSON.parse((await send('GET', ctx)).body.toString()) as Facets;
      return { offer: ok(offer, ctx.clock.now()) };
    },
    diff: (_inputs, live) => (live.offer.kind === 'ok' && live.offer.value !== null ? [purchaseOf(live.offer.value)] : []),
    health: () => ({ ready: new Map(), findings: [], gauges: [], ids: new Map(), marks: [], existing: 0 }),
    identity: (live: Live<Facets>) => (live.offer.kind === 'ok' ? ok('shop', live.offer.at) : live.offer),
    sees: (_kind, _id, live) => (live.offer.kind === 'ok' ? ok(false, live.offer.at) : live.offer),
    check: async () => ({ kind: 'holds' }),
    async write(_change, ctx) {
      ctx.fresh(ctx.clock.monotonicMs());
      await send('POST', ctx);
      return { kind: 'applied', backendId: 'order' };
    },
    async close() {},
  };
}

function purchaseOf(spend: Spend): ReturnType<System<Facets, Buy>['diff']>[number] {
  return {
    id: 'grow StoragePool/shelf',
    ref: 'StoragePool/shelf',
    backendId: null,
    op: 'grow',
    class: 'spend',
    action: { system: 'scaleio:shop', do: 'buy', args: { disks: spend.disks } },
    // oxlint-disable-next-line unicorn/no-thenable -- steps still to come, no promise
    then: [],
    needs: [],
    reads: [{ system: 'scaleio:shop', facet: 'offer' }],
    requires: [],
    markedBy: null,
    spend,
    reason: 'there is an offer',
    fields: [],
    effects: [`buys ${spend.disks} disks`],
  };
}
