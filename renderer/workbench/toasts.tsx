import { useState } from "react";
import { IconButton } from "../components/icon-button.tsx";
import { Icon } from "../components/icon.tsx";
import { dismiss, useNotifications, type Notification } from "../state/notifications.ts";

const icons = { note: "info", caution: "warning", error: "error" } as const;

/** What happened, at the lower right; nothing waits for it. */
export function Toasts() {
  const shown = useNotifications((state) => state.shown);
  return (
    <div className="toasts" role="log" aria-label="Notifications" aria-live="polite">
      {shown.map((one) => (
        <Toast key={one.id} notification={one} />
      ))}
    </div>
  );
}

function Toast({ notification }: { readonly notification: Notification }) {
  const [isOpen, setOpen] = useState(false);
  const { id, severity, text, details, actions } = notification;
  return (
    <div className={`toast ${severity}`} role={severity === "error" ? "alert" : "status"}>
      <Icon name={icons[severity]} />
      <div className="toast-text">
        <p>{text}</p>
        {isOpen && details !== undefined ? <pre>{details}</pre> : null}
        <div className="toast-actions">
          {details === undefined ? null : (
            <button type="button" className="button link" onClick={() => setOpen(!isOpen)}>
              {isOpen ? "Hide details" : "Show details"}
            </button>
          )}
          {actions.map((action) => (
            <button
              key={action.title}
              type="button"
              className="button link"
              onClick={() => {
                dismiss(id);
                action.run();
              }}
            >
              {action.title}
            </button>
          ))}
        </div>
      </div>
      <IconButton icon="close" title="Dismiss" onClick={() => dismiss(id)} />
    </div>
  );
}
