import { expect, it } from "vitest";
import { findSettings, isSettingValue, settingSchemas } from "../../../renderer/state/setting-schema.ts";
import { defaultSettings } from "../../../renderer/state/settings.ts";

it("settings are found by words of their title, meaning and values", () => {
  const found = (text: string) => findSettings(text).map(({ id }) => id);
  expect(found("HIGH contrast")).toEqual(["theme"]);
  expect(found("clock filter")).toEqual(["zone"]);
  expect(found("no such words")).toEqual([]);
  expect(found("")).toHaveLength(settingSchemas.length);
});

it("every default is a value that its setting has, and others are refused", () => {
  for (const { id } of settingSchemas) {
    expect(isSettingValue(id, defaultSettings[id])).toBe(true);
    expect(isSettingValue(id, "blue")).toBe(false);
  }
  expect(isSettingValue("no-such-setting", 1)).toBeUndefined();
});
