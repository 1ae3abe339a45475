/** Every view there is, by the place that shows it. A new one is its own file and one line here. */
import { registry } from "../../src/base/registry.ts";
import { caseView } from "./case/case-view.tsx";
import { custodyView } from "./custody/custody-view.tsx";
import { episodeView } from "./episode/episode-view.tsx";
import { fleetOverview } from "./fleet/fleet-overview.tsx";
import { FleetTree } from "./fleet/fleet-tree.tsx";
import { hostView } from "./host/host-view.tsx";
import { mappingView } from "./import/mapping-view.tsx";
import { AnnotationList, useAnnotationCount } from "./lists/annotation-list.tsx";
import { ClaimList } from "./lists/claim-list.tsx";
import { ConnectionList } from "./lists/connection-list.tsx";
import { ControlList } from "./lists/control-list.tsx";
import { EpisodeList } from "./lists/episode-list.tsx";
import { episodesView } from "./lists/episodes-view.tsx";
import {
  useClaimCount,
  useConnectionCount,
  useControlCount,
  useEpisodeCount,
  useProblemCount,
  useProcessCount,
  useRejectCount,
} from "./lists/panel-counts.ts";
import { ProblemList } from "./lists/problem-list.tsx";
import { RejectList } from "./lists/reject-list.tsx";
import { ProcessList } from "./lists/process-list.tsx";
import { liveView } from "./live/live-view.tsx";
import { contentView } from "./settings/content-view.tsx";
import { settingsView } from "./settings/settings-view.tsx";
import { shortcutsView } from "./settings/shortcuts-view.tsx";
import { CasesSide } from "./side/cases-side.tsx";
import { EpisodesSide } from "./side/episodes-side.tsx";
import { SourcesSide } from "./side/sources-side.tsx";
import { sourceView } from "./sources/source-view.tsx";
import { sourcesView } from "./sources/sources-view.tsx";
import { laneTableView } from "./timeline/lane-table-view.tsx";
import { timelineView } from "./timeline/timeline-view.tsx";
import type { EditorView, PanelView, SideView } from "./view.ts";
import { welcomeView } from "./welcome/welcome-view.tsx";

export const editorViews = registry<EditorView>([
  welcomeView,
  fleetOverview,
  timelineView,
  laneTableView,
  episodesView,
  episodeView,
  hostView,
  caseView,
  sourcesView,
  sourceView,
  mappingView,
  liveView,
  custodyView,
  settingsView,
  contentView,
  shortcutsView,
]);

export const sideViews = registry<SideView>([
  { id: "fleet", title: "Fleet", actions: ["import.files", "analysis.run"], Body: FleetTree },
  { id: "episodes", title: "Episodes", actions: ["analysis.run"], Body: EpisodesSide },
  { id: "sources", title: "Sources", actions: ["import.files", "import.folder"], Body: SourcesSide },
  { id: "cases", title: "Cases", actions: ["case.new", "report.export"], Body: CasesSide },
]);

export const panelViews = registry<PanelView>([
  { id: "episodes", title: "Episodes", useCount: useEpisodeCount, Body: EpisodeList },
  { id: "processes", title: "Processes", useCount: useProcessCount, Body: ProcessList },
  { id: "connections", title: "Connections", useCount: useConnectionCount, Body: ConnectionList },
  { id: "claims", title: "Claims", useCount: useClaimCount, Body: ClaimList },
  { id: "controls", title: "Control events", useCount: useControlCount, Body: ControlList },
  { id: "annotations", title: "Notes", useCount: useAnnotationCount, Body: AnnotationList },
  { id: "problems", title: "Problems", useCount: useProblemCount, Body: ProblemList },
  { id: "rejects", title: "Rejects", useCount: useRejectCount, Body: RejectList },
]);
