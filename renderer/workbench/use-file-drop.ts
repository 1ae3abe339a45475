import { useEffect, useState } from "react";
import type { PreloadBridge } from "../../src/api/ports-message.ts";
import { importPaths } from "../state/importing.ts";
import { attempt } from "../state/notifications.ts";

declare global {
  interface Window {
    readonly plimsoll?: PreloadBridge;
  }
}

/** Imports files and folders that are dropped anywhere on the window; true while some are held over it. */
export function useFileDrop(): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") === true;
    const onOver = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      setOver(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      const { plimsoll } = window;
      const paths = [...(event.dataTransfer?.files ?? [])].map((file) => plimsoll?.pathOf(file) ?? "");
      const known = paths.filter((path) => path !== "");
      if (known.length > 0) attempt(() => importPaths(known));
    };
    window.addEventListener("dragover", onOver);
    window.addEventListener("dragleave", onLeave);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragover", onOver);
      window.removeEventListener("dragleave", onLeave);
      window.removeEventListener("drop", onDrop);
    };
  }, []);
  return isOver;
}
