import { describe, expect, test } from "vitest";
import { timestamp } from "../../src/base/time.ts";
import { hostNames } from "../../src/importers/host-names.ts";
import { sourceSink } from "../../src/importers/source-sink.ts";
import { finishTally, sumOf } from "../../src/importers/source-tally.ts";
import { REJECT_RAW_LIMIT, REJECTS_KEPT, type Reject } from "../../src/model/source.ts";

function makeSink() {
  const rejects: Reject[] = [];
  const ignore = (): void => undefined;
  const sink = sourceSink(
    {
      samples: ignore,
      process: (record) => record.pid,
      processUsage: ignore,
      connection: ignore,
      control: ignore,
      justification: ignore,
      reject: (reject) => rejects.push(reject),
    },
    (written) => written,
  );
  return { sink, rejects };
}

const oneSample = [new Float64Array(1), new Float64Array(1), 1] as const;
const series = { host: "H", metric: "hw.power", instance: "" };
const control = { host: "H", time: timestamp(1e15), action: "logon", user: undefined, message: "" };

describe("the counts of a source", () => {
  test("that cannot be right are a bug, and throw", () => {
    const storedNothing = makeSink().sink;
    storedNothing.stored();
    expect(() => finishTally(storedNothing.tally())).toThrow(
      "the counts of a format cannot be right: read 1, stored 1",
    );

    const gaveUncounted = makeSink().sink;
    gaveUncounted.samples(series, ...oneSample);
    expect(() => finishTally(gaveUncounted.tally())).toThrow("but 1 samples, events and facts were given");

    expect(() => makeSink().sink.stored(-1)).toThrow("a format counted -1 records");
    expect(() => makeSink().sink.skip("x", 0.5)).toThrow("a format counted 0.5 records");
  });

  test("add up, with skipped kinds and repeated notes counted", () => {
    const { sink } = makeSink();
    sink.samples(series, ...oneSample);
    sink.control(control, 1);
    sink.stored(2);
    sink.skip("registry event", 3);
    sink.skip("registry event");
    sink.reject(7, "bad", "raw");
    sink.note("doubt");
    sink.note("doubt");
    sink.note("other");
    expect(finishTally(sink.tally())).toEqual({
      read: 7,
      stored: 2,
      skipped: 4,
      rejected: 1,
      samples: 1,
      events: 1,
      notes: ["doubt (2 times)", "other", "Skipped: 4 × registry event."],
    });
  });

  test("of sections add up to those of the source; what holds for it as a whole is noted once", () => {
    const sections = [1, 2].map((value) => {
      const { sink } = makeSink();
      sink.noteOnce("a column was ignored");
      sink.samples(series, ...oneSample);
      sink.stored();
      for (let time = 0; time < value; time += 1) sink.note("doubt");
      sink.skip("registry event");
      return sink.tally();
    });
    expect(finishTally(sumOf(sections))).toEqual({
      read: 4,
      stored: 2,
      skipped: 2,
      rejected: 0,
      samples: 2,
      events: 0,
      notes: ["a column was ignored", "doubt (3 times)", "Skipped: 2 × registry event."],
    });
  });

  test("a process that is seen again is one event, and its usage is samples", () => {
    const { sink } = makeSink();
    const record = {
      ...{ host: "H", pid: 4, entityId: undefined, name: "x", executable: undefined, commandLine: undefined },
      ...{ parentPid: undefined, parentName: undefined, parentExecutable: undefined, user: undefined },
      ...{ start: undefined, end: undefined, hash: undefined, originalFileName: undefined, signed: undefined },
      container: undefined,
    };
    for (let row = 0; row < 3; row += 1) {
      const id = sink.process(record, timestamp(1e15 + row), row);
      sink.processUsage(id, {
        time: timestamp(1e15),
        cpu: 1,
        memory: undefined,
        readBytes: undefined,
        writeBytes: undefined,
      });
      sink.stored();
    }
    expect(finishTally(sink.tally())).toMatchObject({ read: 3, stored: 3, events: 1, samples: 3 });
  });

  test("rejects are kept up to a number and a length, and all are counted", () => {
    const { sink, rejects } = makeSink();
    for (let line = 1; line <= REJECTS_KEPT + 5; line += 1) sink.reject(line, "bad", "x".repeat(REJECT_RAW_LIMIT + 1));
    expect([finishTally(sink.tally()).rejected, rejects.length, rejects[0]?.raw.length]).toEqual([
      REJECTS_KEPT + 5,
      REJECTS_KEPT,
      REJECT_RAW_LIMIT,
    ]);
    expect(finishTally(sink.tally()).notes).toEqual([
      `Only the first ${REJECTS_KEPT} of ${REJECTS_KEPT + 5} rejected records were kept.`,
    ]);
  });

  test("a source without a record says so", () => {
    expect(finishTally(makeSink().sink.tally()).notes).toEqual(["The file holds no records."]);
  });
});

describe("names of hosts", () => {
  const known = new Map([
    ["rnd-07", "RND-07"],
    ["10.0.4.7", "RND-07"],
  ]);

  test("are those of the workspace: by alias, spelling, first label; else the first spelling of the source", () => {
    const notes: string[] = [];
    const name = hostNames(
      (written) => known.get(written.toLowerCase()),
      (note) => notes.push(note),
    );
    const written = ["rnd-07", "10.0.4.7", "RND-07.corp.example.", "New", "NEW", "10.0.4.8", "new.corp.example"];
    expect(written.map(name)).toEqual(["RND-07", "RND-07", "RND-07", "New", "New", "10.0.4.8", "New"]);
    expect(notes).toEqual([
      '"RND-07.corp.example" was taken for the host RND-07.',
      '"new.corp.example" was taken for the host New.',
    ]);
  });
});
