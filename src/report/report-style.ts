/** The report's look: paper first. */
export const reportStyle = `
:root{--ink:#1b1b1b;--muted:#5f5f5f;--rule:#d9d9d9;--accent:#005fb8;--alarm:#c63d14;--claim:#2e7d32}
body{font:14px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;color:var(--ink);background:#fff;max-width:1040px;margin:32px auto;padding:0 24px}
header{border-bottom:2px solid var(--ink);margin-bottom:24px}.mark{color:var(--accent);font-weight:600;margin:0}
h1{margin:4px 0 8px;font-size:26px}h2{font-size:19px;margin:32px 0 8px;border-bottom:1px solid var(--rule);padding-bottom:4px}
h3{font-size:14px;margin:18px 0 4px}p{margin:6px 0}.muted{color:var(--muted)}.verdict{font-size:16px;border-left:3px solid var(--accent);padding-left:12px}
dl{display:grid;grid-template-columns:130px 1fr;gap:2px 12px;margin:8px 0}dt{color:var(--muted)}dd{margin:0}
ul,ol{margin:4px 0;padding-left:20px}.columns{display:grid;grid-template-columns:1fr 1fr;gap:24px}
table{border-collapse:collapse;width:100%;font-size:12px;font-variant-numeric:tabular-nums;margin:4px 0;table-layout:auto}
th{text-align:left;color:var(--muted);font-weight:600;border-bottom:1px solid var(--rule)}
td,th{padding:3px 8px 3px 0;vertical-align:top}td:last-child{overflow-wrap:anywhere}td{border-bottom:1px solid #efefef}
code{font:12px ui-monospace,Consolas,monospace;overflow-wrap:anywhere}
svg.timeline{width:100%;height:auto;margin:12px 0;font:11px system-ui,sans-serif}
svg .label{fill:var(--ink)}svg .scale,svg .tick{fill:var(--muted)}svg .rule{stroke:var(--rule)}
svg .episode{fill:var(--alarm);opacity:.09}svg .band{fill:#808080;opacity:.25}
svg .spread{stroke:var(--accent);stroke-width:1;opacity:.35;fill:none}svg .line{stroke:var(--accent);stroke-width:1;fill:none}
svg .claim{stroke:var(--claim)}svg .claim-hatch{fill:var(--claim);opacity:.5}svg .process{fill:#5b6b7b}svg .connection{fill:#0e8a9c}svg .control{fill:var(--alarm)}svg .remark{fill:var(--ink);font-weight:600}
.card{border:1px solid var(--rule);border-radius:4px;padding:8px 12px;margin:8px 0}.card h4{margin:0 0 4px;font-size:13px}.card dl{margin:2px 0}
@media print{body{margin:0;max-width:none;padding:0}h2,h3{break-after:avoid}tr,svg,li,.card{break-inside:avoid}}
`;
