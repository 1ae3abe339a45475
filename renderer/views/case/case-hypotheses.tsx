/** Competing hypotheses against the exhibits: how much each piece of evidence speaks for or against each. */
import type { Case, Hypothesis, HypothesisWeight } from "../../../src/model/case.ts";
import { IconButton } from "../../components/icon-button.tsx";
import { askEngine } from "../../state/engine.ts";
import { attempt } from "../../state/notifications.ts";
import { offerUndo, rememberChange } from "../../state/undo.ts";
import { askText } from "../../state/quick-input.ts";
import { refreshWorkspace } from "../../state/workspace.ts";

const weights: readonly { readonly id: HypothesisWeight; readonly shown: string; readonly means: string }[] = [
  { id: "++", shown: "++", means: "strongly for" },
  { id: "+", shown: "+", means: "for" },
  { id: "0", shown: "0", means: "neither" },
  { id: "-", shown: "−", means: "against" },
  { id: "--", shown: "−−", means: "strongly against" },
];
const worth: Readonly<Record<HypothesisWeight, number>> = { "++": 2, "+": 1, "0": 0, "-": -1, "--": -2 };

export function CaseHypotheses({ value }: { readonly value: Case }) {
  const put = async (hypotheses: readonly Hypothesis[]): Promise<void> => {
    await askEngine("case.setHypotheses", {
      caseId: value.id,
      hypotheses: hypotheses.map((one) => ({ ...one, weights: { ...one.weights } })),
    });
    await refreshWorkspace();
  };
  const save = (hypotheses: readonly Hypothesis[]): void =>
    attempt(async () => {
      const before = value.hypotheses;
      await put(hypotheses);
      const change = { title: `hypotheses of ${value.title}`, undo: () => put(before) };
      if (hypotheses.length < before.length) offerUndo("The hypothesis was removed.", change);
      else rememberChange(change);
    });
  const add = (title: string): void => save([...value.hypotheses, newHypothesis(title, value.hypotheses)]);

  return (
    <section>
      <h2>
        Hypotheses
        <span className="spacer" />
        <button
          type="button"
          className="button link"
          onClick={() =>
            attempt(async () => {
              const title = await askText({ title: "New hypothesis", hint: "For instance: a test that was forgotten" });
              if (title !== undefined) add(title.trim());
            })
          }
        >
          Add a hypothesis
        </button>
      </h2>
      {value.hypotheses.length === 0 ? (
        <p className="muted">No hypothesis is left. Evidence says little until it is held against more than one.</p>
      ) : (
        <HypothesisGrid value={value} onSave={save} />
      )}
    </section>
  );
}

function HypothesisGrid({
  value,
  onSave,
}: {
  readonly value: Case;
  readonly onSave: (hypotheses: readonly Hypothesis[]) => void;
}) {
  const { hypotheses, exhibits } = value;
  const weigh = (hypothesis: Hypothesis, exhibitId: string, weight: string): void => {
    const known = weights.find((one) => one.id === weight);
    if (known === undefined) return;
    const weighed = { ...hypothesis, weights: { ...hypothesis.weights, [exhibitId]: known.id } };
    onSave(hypotheses.map((one) => (one.id === hypothesis.id ? weighed : one)));
  };
  return (
    <div className="record-table" role="region" aria-label="Hypotheses by exhibits" tabIndex={0}>
      <table className="hypotheses">
        <thead>
          <tr>
            <th scope="col">Exhibit</th>
            {hypotheses.map((one) => (
              <th key={one.id} scope="col">
                {one.title}
                <IconButton
                  icon="trash"
                  title={`Remove: ${one.title}`}
                  onClick={() => onSave(hypotheses.filter((other) => other.id !== one.id))}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {exhibits.map((exhibit) => (
            <tr key={exhibit.id}>
              <th scope="row">{exhibit.title}</th>
              {hypotheses.map((one) => (
                <td key={one.id}>
                  <select
                    aria-label={`${exhibit.title} for ${one.title}`}
                    value={one.weights[exhibit.id] ?? "0"}
                    onChange={(event) => weigh(one, exhibit.id, event.target.value)}
                  >
                    {weights.map(({ id, shown, means }) => (
                      <option key={id} value={id}>
                        {shown} {means}
                      </option>
                    ))}
                  </select>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Evidence against, in all</th>
            {hypotheses.map((one) => (
              <td key={one.id} className="data">
                {String(
                  Math.abs(
                    against(
                      one,
                      exhibits.map((exhibit) => exhibit.id),
                    ),
                  ),
                )}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
      {exhibits.length === 0 ? <p className="muted">Pin exhibits to weigh them here.</p> : null}
    </div>
  );
}

/** Hypotheses are told apart by what speaks against them: evidence that fits several supports none. */
function against(hypothesis: Hypothesis, exhibitIds: readonly string[]): number {
  return exhibitIds.reduce((sum, id) => sum + Math.min(0, worth[hypothesis.weights[id] ?? "0"]), 0);
}

function newHypothesis(title: string, taken: readonly Hypothesis[]): Hypothesis {
  const stem = title.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const id = taken.some((one) => one.id === stem) ? `${stem}-${String(taken.length + 1)}` : stem;
  return { id, title, weights: {} };
}
