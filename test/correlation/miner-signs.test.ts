import { expect, test } from "vitest";
import { builtInKnowledge } from "../../src/content/built-in-knowledge.ts";
import { minerSigns } from "../../src/correlation/miner-signs.ts";
import { plantedProcess } from "./planted.ts";

const knowledge = builtInKnowledge();
const kinds = (commandLine: string, name = "program.exe") => [
  ...new Set(minerSigns(plantedProcess({ name, commandLine }), knowledge).map(({ kind }) => kind)),
];

test("honest command lines show no sign", () => {
  const honest = [
    "C:\\Windows\\System32\\svchost.exe -k netsvcs -p -s Schedule",
    "gcc -O2 -o pool.o -c pool.c --threads 4",
    "/usr/bin/ssh -o StrictHostKeyChecking=no build@10.0.0.1",
    "blender -b scene.blend -o //render -a",
    "curl -o out.json https://example.com/a",
    "ffmpeg -i in.mp4 -threads 8 out.mkv",
  ];
  expect(honest.filter((line) => kinds(line).includes("miner"))).toEqual([]);
});

test("one strong sign is enough", () => {
  const wallet = `4${"A".repeat(94)}`;
  const strong = [
    "x -o stratum+tcp://10.1.2.3:3333",
    "x --donate-level 1",
    "x --donate-level=0 -B",
    "x -a rx/0 -t 4",
    "x --algo=cn-heavy/xhv",
    "x --randomx-no-numa",
    "x --coin=monero",
    `x ${wallet}.worker7`,
    "sh -c /sbin/modprobe msr allow_writes=on",
  ];
  expect(strong.filter((line) => !kinds(line).includes("miner"))).toEqual([]);
});

test("one medium sign is a hint, two are enough", () => {
  expect(kinds("x --cpu-priority 1")).toEqual(["miner-hint"]);
  expect(kinds("x -o 203.0.113.9:14433 -p x")).toEqual(["miner"]);
});

test("a phrase hidden in Base64 is found in plain and in PowerShell's encoding", () => {
  const line = "-o stratum+tcp://pool:3333";
  for (const encoding of ["latin1", "utf16le"] as const) {
    expect(kinds(`powershell -enc ${Buffer.from(line, encoding).toString("base64")}`)).toContain("miner");
  }
});

test("a miner's name is known by the file, the path, and what the file was built as", () => {
  const signs = (fields: Parameters<typeof plantedProcess>[0]) =>
    minerSigns(plantedProcess(fields), knowledge).map(({ text }) => text);
  expect(signs({ name: "xmrig.exe" })).toEqual(["has the name of a miner, xmrig"]);
  expect(signs({ name: "a.exe", executable: "/opt/xmr-stak" })).toEqual(["has the name of a miner, xmr-stak"]);
  expect(signs({ name: "svchost.exe", originalFileName: "xmrig.exe" })).toEqual(["has the name of a miner, xmrig"]);
});
