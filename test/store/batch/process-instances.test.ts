import { describe, expect, it } from "vitest";
import { HOUR, MINUTE, SECOND, timestamp, type Timestamp } from "../../../src/base/time.ts";
import { ProcessInstances } from "../../../src/store/batch/process-instances.ts";
import { TextNumbers } from "../../../src/store/batch/text-numbers.ts";
import { getFacts, PROCESS_TEXTS, PROCESS_TEXTS_AT, PROCESS_WIDTH } from "../../../src/store/events/process-record.ts";
import { processRecord, START } from "../workspace-fixture.ts";
import { textsIn } from "./texts-in.ts";

const after = (microseconds: number): Timestamp => timestamp(START + microseconds);

const USER = PROCESS_TEXTS_AT + PROCESS_TEXTS.indexOf("user");

function recogniser(texts: TextNumbers, capacity?: number): ProcessInstances {
  return new ProcessInstances(texts, () => undefined, capacity);
}

function told(
  instances: ProcessInstances,
  block = new Uint8Array(0),
): { instance: number; isNew: boolean; mayBeKnown: boolean; user: string | undefined }[] {
  const texts = block.length === 0 ? [] : textsIn(block).map(([, text]) => text);
  const { count, numbers } = instances.rows.take();
  return Array.from({ length: count }, (_, row) => {
    const { instance, isNew, mayBeKnown } = getFacts(numbers, row * PROCESS_WIDTH);
    return { instance, isNew, mayBeKnown, user: texts[numbers[row * PROCESS_WIDTH + USER] ?? -1] };
  });
}

describe("the instances of a source", () => {
  it("are told once, and again where more is said of them later", () => {
    const texts = new TextNumbers();
    const instances = recogniser(texts);
    const first = instances.add(0, processRecord({ start: START, user: "u" }), START, 1);
    expect(instances.introduce()).toBeGreaterThan(0);
    expect(told(instances, texts.take().block)).toEqual([
      { instance: first, isNew: true, mayBeKnown: false, user: "u" },
    ]);
    instances.addSample(first, after(MINUTE));
    const second = instances.add(1, processRecord({ start: START }), START, 2);
    instances.flush();
    expect(told(instances)).toEqual([
      { instance: first, isNew: false, mayBeKnown: false, user: undefined },
      { instance: second, isNew: true, mayBeKnown: false, user: undefined },
    ]);
    instances.flush();
    expect(told(instances)).toEqual([]);
  });

  it("that are too many to recognise are left to whoever has the file", () => {
    const instances = recogniser(new TextNumbers(), 4);
    const start = (pid: number, index: number): number =>
      instances.add(0, processRecord({ pid, start: after(index * HOUR) }), after(index * HOUR), index);
    expect([start(1, 0), start(2, 1), start(3, 2), start(4, 3), start(5, 4)]).toEqual([0, 1, 2, 3, 4]);
    // 3 is still recognised, 1 was forgotten and may be in the file.
    expect([start(3, 2), start(1, 0), start(6, 5)]).toEqual([2, 5, 6]);
    instances.addSample(0, after(SECOND));
    instances.flush();
    const later = told(instances).filter(({ instance }) => instance > 4);
    expect(later.map(({ mayBeKnown }) => mayBeKnown)).toEqual([true, false]);
  });

  it("with an entity id stay apart and together whatever their pid and start", () => {
    const instances = recogniser(new TextNumbers());
    const add = (entityId: string, host: number): number =>
      instances.add(host, processRecord({ entityId, start: START }), START, 1);
    expect([add("{1}", 0), add("{2}", 0), add("{1}", 0), add("{1}", 1)]).toEqual([0, 1, 0, 2]);
  });
});
