/** The settings that a person chooses: what each means, and which values it has. Their types are in settings.ts. */

interface SettingFacts {
  readonly title: string;
  readonly category: "Appearance" | "Time" | "Import";
  /** What it changes, in a sentence. */
  readonly text: string;
}

export type SettingSchema =
  | (SettingFacts & {
      readonly id: "theme";
      readonly choices: readonly { readonly id: "system" | "dark" | "light" | "contrast"; readonly title: string }[];
    })
  | (SettingFacts & {
      readonly id: "zone";
      readonly choices: readonly { readonly id: "utc" | "host"; readonly title: string }[];
    })
  | (SettingFacts & { readonly id: "analyseAfterImport"; readonly choices?: undefined });

export const settingSchemas: readonly SettingSchema[] = [
  {
    id: "theme",
    title: "Colour theme",
    category: "Appearance",
    text: "Colours of the window, its menus and its dialogs.",
    choices: [
      { id: "system", title: "As the desktop" },
      { id: "dark", title: "Dark" },
      { id: "light", title: "Light" },
      { id: "contrast", title: "High contrast" },
    ],
  },
  {
    id: "zone",
    title: "Times are shown in",
    category: "Time",
    text: "The clock of every list, chart and filter. Evidence and reports are in UTC whatever is chosen here.",
    choices: [
      { id: "utc", title: "UTC" },
      { id: "host", title: "The host's own zone" },
    ],
  },
  {
    id: "analyseAfterImport",
    title: "Analyse the workspace after every import",
    category: "Import",
    text: "Baselines, episodes and claims are worked out as soon as something new is there.",
  },
];

/** Settings that hold every word of a text in their title, meaning or values. */
export function findSettings(text: string): readonly SettingSchema[] {
  return settingSchemas.filter((setting) => {
    const values = setting.choices?.map(({ title }) => title) ?? [];
    return holdsWords([setting.id, setting.title, setting.category, setting.text, ...values].join(" "), text);
  });
}

/** Whether a text holds every word of another, whatever their case. */
export function holdsWords(text: string, words: string): boolean {
  const all = text.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

/** Whether a value that was stored is one that the setting has; `undefined` where there is no such setting. */
export function isSettingValue(id: string, value: unknown): boolean | undefined {
  const setting = settingSchemas.find((one) => one.id === id);
  if (setting === undefined) return undefined;
  if (setting.choices === undefined) return typeof value === "boolean";
  return setting.choices.some((choice) => choice.id === value);
}
