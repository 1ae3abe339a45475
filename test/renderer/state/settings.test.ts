import { expect, it } from "vitest";
import { defaultSettings, readSettings } from "../../../renderer/state/settings.ts";

it("takes nothing from a text that is no settings", () => {
  expect(
    ["", "null", "[1]", "{", '{"theme":"pink","zone":7,"sideBar":{"isOpen":"yes"},"other":1}'].map(readSettings),
  ).toEqual([{}, {}, {}, {}, {}]);
});

it("reads back what was written", () => {
  const changed = {
    ...defaultSettings,
    theme: "light" as const,
    panel: { isOpen: false, size: 300 },
    keys: { a: "Ctrl+1" },
  };
  expect(readSettings(JSON.stringify(changed))).toEqual(changed);
});
