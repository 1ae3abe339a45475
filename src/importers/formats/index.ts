/** Every format that can be imported. Adding one is one file here and one line below; ids are stored and are for ever. */
import type { Importer } from "../importer.ts";
import { perfmonCsv } from "./perfmon-csv.ts";
import { sadfJson } from "./sadf-json.ts";
import { windowsEvents } from "./windows-events.ts";
import { zeekConn } from "./zeek-conn.ts";
import { bundleManifest } from "./bundle-manifest.ts";
import { tidyTable } from "./tidy-table.ts";

export const formats: readonly Importer[] = [perfmonCsv, sadfJson, windowsEvents, zeekConn, bundleManifest, tidyTable];
