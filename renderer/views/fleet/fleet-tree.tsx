/** Class → host, the most urgent first. A click looks at a host's timeline; it can be dragged onto another timeline. */
import { useMemo, useRef } from "react";
import { Tree, type NodeRendererProps } from "react-arborist";
import { useSize } from "../../charts/use-size.ts";
import { CommandButton } from "../../components/command-button.tsx";
import { Empty } from "../../components/empty.tsx";
import { Icon } from "../../components/icon.tsx";
import { Sparkline } from "../../components/sparkline.tsx";
import { formatNumber, formatShort } from "../../format/number.ts";
import { openEditor } from "../../state/editors.ts";
import { useEngine, useSteadyEngine } from "../../state/queries.ts";
import { selectHost, useSelection } from "../../state/selection.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { dotsOf, fleetTree, type FleetClass, type FleetHost } from "./fleet-order.ts";
import { HOST_DRAG } from "../../state/host-drop.ts";

type FleetNode = FleetClass | FleetHost;

const ROW = 22;
const childrenOf = (node: FleetNode): readonly FleetHost[] | null => (node.kind === "class" ? node.children : null);

export function FleetTree() {
  const isOpen = useWorkspace((workspace) => workspace.summary !== undefined);
  const hosts = useSteadyEngine("host.list", isOpen ? {} : undefined).value;
  const classes = useEngine("class.list", isOpen ? {} : undefined).value;
  const weeks = useSteadyEngine("fleet.weeks", isOpen ? {} : undefined).value;
  const days = useSteadyEngine("fleet.days", isOpen ? {} : undefined).value;
  const loads = useMemo(() => new Map(days?.hosts.map(({ host, load }) => [`host:${host}`, load])), [days]);
  const selected = useSelection((selection) => selection.host);
  // The tree's own drag and drop would refuse every drag in the window that is not its own, ours among them.
  const nowhere = useMemo(() => document.createElement("div"), []);
  const area = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(area);
  const tree = useMemo(() => fleetTree(hosts ?? [], classes ?? [], weeks), [hosts, classes, weeks]);
  const highest = Math.max(0, ...(weeks?.hosts ?? []).map((one) => one.priority));

  return (
    <div ref={area} className="tree-area">
      {hosts === undefined || hosts.length === 0 ? (
        <Empty text={isOpen ? "No hosts yet. They come with what you import." : "No workspace is open."}>
          <CommandButton id={isOpen ? "import.files" : "workspace.open"} />
          {isOpen ? null : <CommandButton id="workspace.openDemo" />}
        </Empty>
      ) : (
        <Tree<FleetNode>
          data={tree as readonly FleetNode[]}
          childrenAccessor={childrenOf}
          idAccessor="id"
          width={width}
          height={Math.max(ROW, height)}
          rowHeight={ROW}
          indent={12}
          openByDefault={tree.length <= 12}
          dndRootElement={nowhere}
          disableDrag
          disableDrop
          disableEdit
          disableMultiSelection
          aria-label="Fleet"
          selection={selected === undefined ? "" : `host:${selected}`}
          onActivate={(node) => {
            if (node.data.kind === "host") look(node.data, false);
          }}
        >
          {(props: NodeRendererProps<FleetNode>) => (
            <Node {...props} highest={highest} load={loads.get(props.node.data.id)} />
          )}
        </Tree>
      )}
    </div>
  );
}

function look(node: FleetHost, keep: boolean): void {
  selectHost(node.host.name);
  openEditor("timeline", node.host.name, { keep });
}

function Node({
  node,
  style,
  highest,
  load,
}: NodeRendererProps<FleetNode> & { readonly highest: number; readonly load: Float64Array | undefined }) {
  const { data } = node;
  if (data.kind === "class") {
    return (
      <div className="tree-row" style={style} onClick={() => node.toggle()}>
        <Icon name={node.isOpen ? "chevron-down" : "chevron-right"} />
        <span className="tree-name tree-class">{data.title}</span>
        <span className="spacer" />
        <span className="tree-count">{formatNumber(data.children.length)}</span>
      </div>
    );
  }
  const dots = dotsOf(data.priority, highest, data.alarms);
  return (
    <div
      className={`tree-row${node.isSelected ? " selected" : ""}`}
      style={style}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData(HOST_DRAG, data.host.name);
        event.dataTransfer.effectAllowed = "copy";
      }}
      onDoubleClick={() => look(data, true)}
      title={hostTitle(data)}
    >
      <span className={`coverage ${coverageOf(data)}`} />
      <span className="tree-name">{data.host.name}</span>
      <span className="spacer" />
      {load === undefined ? null : <Sparkline values={load} label={`CPU of ${data.host.name} over the last 30 days`} />}
      <span className="tree-standing">
        {dots === 0 ? null : (
          <span className="dots" aria-label={`${String(dots)} of 3`}>
            {"●".repeat(dots)}
          </span>
        )}
        {data.priority > 0 ? <span className="tree-count">{formatShort(data.priority)}</span> : null}
      </span>
    </div>
  );
}

/** Full with samples and processes, in part with samples only. */
function coverageOf({ host }: FleetHost): "" | "part" | "none" {
  if (host.sampleCount === 0) return "none";
  return host.processCount === 0 ? "part" : "";
}

const coverageTitles = {
  "": "metrics and processes",
  part: "metrics, no processes",
  none: "no metrics",
} as const;

function hostTitle(node: FleetHost): string {
  const alarms = node.alarms === 0 ? "" : `, ${formatNumber(node.alarms)} put before you`;
  return `${node.host.name}: ${coverageTitles[coverageOf(node)]}${alarms}`;
}
