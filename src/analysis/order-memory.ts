/**
 * The hours of each series of a class by ascending value, kept in the workspace: what a load line takes longest for, and
 * what a day more hardly changes. Whether they still are in order is seen where they are used, so nothing has to say what
 * they were made of.
 */
import type { HourOrders } from "../detection/learn-baselines.ts";
import type { PastBlock, Workspace } from "../store/workspace.ts";

export interface OrderMemory extends HourOrders {
  /** What has to be kept anew, by metric. */
  changed(): { readonly metric: string; readonly block: PastBlock }[];
}

/** Host and number of hours. */
type Head = readonly (readonly [host: string, hours: number])[];

export function orderMemory(workspace: Workspace, className: string): OrderMemory {
  const metrics = new Map<string, Orders>();
  const changed = new Set<string>();
  const ordersOf = (metric: string): Orders => {
    const orders = metrics.get(metric) ?? {
      before: openOrders(workspace.past(className, metric, "order", "")?.block),
      now: new Map<string, Uint16Array>(),
    };
    metrics.set(metric, orders);
    return orders;
  };
  return {
    known(metric, host) {
      const { before, now } = ordersOf(metric);
      const known = before.get(host);
      if (known !== undefined) now.set(host, known);
      return known;
    },
    keep(metric, host, order) {
      ordersOf(metric).now.set(host, order);
      changed.add(metric);
    },
    changed: () =>
      [...changed].map((metric) => ({
        metric,
        block: { host: "", madeOf: "", block: sealOrders(ordersOf(metric).now) },
      })),
  };
}

interface Orders {
  readonly before: ReadonlyMap<string, Uint16Array>;
  /** Of hosts that are still there. */
  readonly now: Map<string, Uint16Array>;
}

const LENGTH = 4;

/** The length of the JSON, the JSON, then the hours of one host after the other, 16 bits each. */
function sealOrders(orders: ReadonlyMap<string, Uint16Array>): Uint8Array {
  const head: Head = [...orders].map(([host, order]) => [host, order.length]);
  const text = new TextEncoder().encode(JSON.stringify(head));
  const length = head.reduce((sum, [, hours]) => sum + 2 * hours, LENGTH + text.length);
  const block = new Uint8Array(length);
  new DataView(block.buffer).setUint32(0, text.length, true);
  block.set(text, LENGTH);
  let at = LENGTH + text.length;
  for (const { buffer, byteOffset, byteLength } of orders.values()) {
    block.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return block;
}

function openOrders(block: Uint8Array | undefined): Map<string, Uint16Array> {
  if (block === undefined) return new Map<string, Uint16Array>();
  const textEnd = LENGTH + new DataView(block.buffer, block.byteOffset).getUint32(0, true);
  const head: Head = JSON.parse(new TextDecoder().decode(block.subarray(LENGTH, textEnd)));
  const hours = new Uint16Array(new Uint8Array(block.subarray(textEnd)).buffer);
  let at = 0;
  return new Map(
    head.map(([host, length]) => {
      at += length;
      return [host, hours.subarray(at - length, at)];
    }),
  );
}
