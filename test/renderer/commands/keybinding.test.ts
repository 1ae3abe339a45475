import { expect, it } from "vitest";
import { commands } from "../../../renderer/commands/commands.ts";
import { isTyping, keysOf, type KeyPress } from "../../../renderer/commands/keybinding.ts";
import { menuCommands } from "../../../src/api/menu-commands.ts";

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

it("names a press the same way whatever the platform's command key", () => {
  expect([
    keysOf(press("P", { ctrlKey: true, shiftKey: true })),
    keysOf(press("p", { metaKey: true })),
    keysOf(press("ArrowLeft", { altKey: true })),
    keysOf(press("?", { shiftKey: true })),
    keysOf(press("F6", { shiftKey: true })),
  ]).toEqual(["Ctrl+Shift+P", "Ctrl+P", "Alt+Left", "?", "Shift+F6"]);
});

it("leaves letters to a text field, but not commands with Ctrl", () => {
  const field = { tagName: "INPUT", isContentEditable: false };
  expect([isTyping("P", field), isTyping("0", field), isTyping("Ctrl+P", field), isTyping("F6", field)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect([isTyping("Ctrl+Z", field), isTyping("Ctrl+C", field)]).toEqual([true, true]);
  expect(isTyping("Ctrl+Z", { tagName: "DIV", isContentEditable: false })).toBe(false);
  expect(isTyping("P", { tagName: "DIV", isContentEditable: false })).toBe(false);
});

it("has a command for every item of the application menu", () => {
  expect(menuCommands.filter((id) => commands.find(id) === undefined)).toEqual([]);
});

it("gives no key to two commands", () => {
  const keys = commands.all.flatMap((command) => command.keys ?? []);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});
