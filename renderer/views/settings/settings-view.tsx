import { CommandButton } from "../../components/command-button.tsx";
import { changeSettings, useSettings, type ThemeChoice, type ZoneChoice } from "../../state/settings.ts";
import type { EditorView } from "../view.ts";
import { DetectionSettings } from "./detection-settings.tsx";

export const settingsView: EditorView = {
  id: "settings",
  icon: "settings-gear",
  useTitle: () => "Settings",
  Body: Settings,
};

const themes: readonly (readonly [ThemeChoice, string])[] = [
  ["system", "As the desktop"],
  ["dark", "Dark"],
  ["light", "Light"],
  ["contrast", "High contrast"],
];
const zones: readonly (readonly [ZoneChoice, string])[] = [
  ["utc", "UTC"],
  ["host", "The host's own zone"],
];

function Settings() {
  const settings = useSettings();
  return (
    <article className="document settings" tabIndex={0} aria-label="Settings">
      <h1>Settings</h1>
      <label>
        <span>Colour theme</span>
        <select
          value={settings.theme}
          onChange={(event) => {
            const theme = themes.find(([id]) => id === event.target.value);
            if (theme !== undefined) changeSettings({ theme: theme[0] });
          }}
        >
          {themes.map(([id, title]) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Times are shown in</span>
        <select
          value={settings.zone}
          onChange={(event) => {
            const zone = zones.find(([id]) => id === event.target.value);
            if (zone !== undefined) changeSettings({ zone: zone[0] });
          }}
        >
          {zones.map(([id, title]) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={settings.analyseAfterImport}
          onChange={(event) => changeSettings({ analyseAfterImport: event.target.checked })}
        />
        <span>Analyse the workspace after every import</span>
      </label>
      <div className="actions">
        <CommandButton id="help.shortcuts" />
        <CommandButton id="view.custody" />
        <CommandButton id="view.content" />
      </div>
      <DetectionSettings />
    </article>
  );
}
