import { describeError } from "../../src/base/errors.ts";
import { Icon } from "./icon.tsx";

/** A question that could not be answered, in place of its answer. */
export function Failure({ error }: { readonly error: Error }) {
  return (
    <div className="failure" role="alert">
      <Icon name="error" /> {describeError(error)}
    </div>
  );
}
