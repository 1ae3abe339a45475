import { describe, expect, it } from "vitest";
import type { Command } from "../../../renderer/commands/command.ts";
import { keymapOf } from "../../../renderer/commands/keymap.ts";

const command = (id: string, keys?: string): Command => ({
  id,
  title: id,
  category: "View",
  run: () => undefined,
  ...(keys === undefined ? {} : { keys }),
});
const all = [command("a", "Ctrl+1"), command("b", "Ctrl+2"), command("c")];

describe("a keymap", () => {
  it("knows nothing of commands that are not there", () => {
    const keymap = keymapOf(all, { gone: "Ctrl+9" });
    expect([keymap.keysOf("gone"), keymap.commandFor("Ctrl+9"), keymap.rivalsOf("gone")]).toEqual([
      undefined,
      undefined,
      [],
    ]);
  });

  it("gives and takes keys as the user says", () => {
    const keymap = keymapOf(all, { a: "", c: "Alt+C" });
    expect([keymap.keysOf("a"), keymap.keysOf("b"), keymap.keysOf("c")]).toEqual([undefined, "Ctrl+2", "Alt+C"]);
    expect([keymap.commandFor("Ctrl+1"), keymap.commandFor("Alt+C")?.id]).toEqual([undefined, "c"]);
  });

  it("names the commands that share keys, and runs the one that the user gave them to", () => {
    const keymap = keymapOf(all, { c: "Ctrl+1" });
    expect(keymap.rivalsOf("a").map(({ id }) => id)).toEqual(["c"]);
    expect(keymap.rivalsOf("c").map(({ id }) => id)).toEqual(["a"]);
    expect(keymap.commandFor("Ctrl+1")?.id).toBe("c");
    expect(keymap.rivalsOf("b")).toEqual([]);
  });
});
