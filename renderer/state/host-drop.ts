/** A host that is dragged onto a case: it brings its load over all the data as an exhibit. */
import type { DragEvent } from "react";
import { askEngine } from "./engine.ts";
import { attempt } from "./notifications.ts";
import { confirmPinned } from "./pinning.ts";
import { useWorkspace } from "./workspace.ts";

/** What a dragged host carries: its name. */
export const HOST_DRAG = "application/x-plimsoll-host";

/** Handlers for an element that stands for a case. */
export function hostDrop(caseId: string): {
  onDragOver: (event: DragEvent) => void;
  onDrop: (event: DragEvent) => void;
} {
  return {
    onDragOver(event) {
      if (!event.dataTransfer.types.includes(HOST_DRAG)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    },
    onDrop(event) {
      const host = event.dataTransfer.getData(HOST_DRAG);
      if (host === "") return;
      event.preventDefault();
      attempt(() => pinHost(host, caseId));
    },
  };
}

async function pinHost(host: string, caseId: string): Promise<void> {
  const range = useWorkspace.getState().summary?.range;
  if (range === undefined) return;
  const title = `Load of ${host}`;
  const changed = await askEngine("case.pin", { caseId, kind: "series", title, query: { hosts: [host], range } });
  confirmPinned(changed, title);
}
