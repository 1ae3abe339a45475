/** Every format that can be imported. Adding one is one file here and one line below; ids are stored and are for ever. */
import type { Importer } from "../importer.ts";
import { bundleManifest } from "./bundle-manifest.ts";
import { detectionContent } from "./detection-content.ts";
import { genericTable } from "./generic-table.ts";
import { nfdumpCsv } from "./nfdump-csv.ts";
import { perfmonCsv } from "./perfmon-csv.ts";
import { pidstat } from "./pidstat.ts";
import { sadfJson } from "./sadf-json.ts";
import { servicenowChange } from "./servicenow-change.ts";
import { suricataEve } from "./suricata-eve.ts";
import { tidyTable } from "./tidy-table.ts";
import { windowsEvents } from "./windows-events.ts";
import { zeekConn } from "./zeek-conn.ts";

export const formats: readonly Importer[] = [
  perfmonCsv,
  sadfJson,
  windowsEvents,
  zeekConn,
  suricataEve,
  nfdumpCsv,
  bundleManifest,
  detectionContent,
  tidyTable,
  pidstat,
  genericTable,
  servicenowChange,
];
