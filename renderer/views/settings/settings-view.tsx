/** The user's choices, found by their words. */
import { useState } from "react";
import { CommandButton } from "../../components/command-button.tsx";
import { findSettings, holdsWords, type SettingSchema } from "../../state/setting-schema.ts";
import { changeSettings, defaultSettings, useSettings } from "../../state/settings.ts";
import { rememberChange } from "../../state/undo.ts";
import type { EditorView } from "../view.ts";
import { DetectionSettings } from "./detection-settings.tsx";

export const settingsView: EditorView = {
  id: "settings",
  icon: "settings-gear",
  useTitle: () => "Settings",
  Body: Settings,
};

/** What the settings of detection, which have a view of their own, are found by. */
const DETECTION_WORDS = "detection sensitivity alarms preview policy policies thresholds baseline new normal frozen";

function Settings() {
  const [text, setText] = useState("");
  const found = findSettings(text);
  const isOfDetection = holdsWords(DETECTION_WORDS, text);
  return (
    <article className="document settings" tabIndex={0} aria-label="Settings">
      <h1>Settings</h1>
      <input
        type="search"
        className="input setting-search"
        placeholder="Search settings"
        aria-label="Search settings"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {found.length === 0 && !isOfDetection ? <p className="muted">No setting speaks of “{text}”.</p> : null}
      {found.map((setting) => (
        <SettingRow key={setting.id} setting={setting} />
      ))}
      <div className="actions">
        <CommandButton id="help.shortcuts" />
        <CommandButton id="layout.reset" />
        <CommandButton id="view.custody" />
        <CommandButton id="view.content" />
      </div>
      {isOfDetection ? <DetectionSettings /> : null}
    </article>
  );
}

function SettingRow({ setting }: { readonly setting: SettingSchema }) {
  const settings = useSettings();
  const isUsual = settings[setting.id] === defaultSettings[setting.id];
  return (
    <section className={isUsual ? "setting" : "setting changed"}>
      <label>
        <span>
          <span className="muted">{setting.category}:</span> {setting.title}
        </span>
        <span className="muted setting-text">{setting.text}</span>
        <SettingControl setting={setting} />
      </label>
      {isUsual ? null : (
        <button type="button" className="button link" onClick={() => setBack(setting)}>
          Set back
        </button>
      )}
    </section>
  );
}

function SettingControl({ setting }: { readonly setting: SettingSchema }) {
  const settings = useSettings();
  if (setting.choices === undefined) {
    return (
      <input
        type="checkbox"
        checked={settings[setting.id]}
        onChange={(event) => changeSettings({ [setting.id]: event.target.checked })}
      />
    );
  }
  return (
    <select
      value={settings[setting.id]}
      onChange={(event) => {
        const chosen = setting.choices.find(({ id }) => id === event.target.value);
        if (chosen !== undefined) changeSettings({ [setting.id]: chosen.id });
      }}
    >
      {setting.choices.map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </select>
  );
}

function setBack({ id, title }: SettingSchema): void {
  const before = useSettings.getState()[id];
  changeSettings({ [id]: defaultSettings[id] });
  rememberChange({ title, undo: () => Promise.resolve(changeSettings({ [id]: before })) });
}
