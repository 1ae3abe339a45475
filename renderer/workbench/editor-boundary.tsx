import { Component, type ReactNode } from "react";
import { Failure } from "../components/failure.tsx";

interface State {
  readonly error: Error | undefined;
}

/** Keeps a bug in one editor from taking the window with it. React has this as a class only. */
export class EditorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <div className="empty">
        <Failure error={error} />
        <button type="button" className="button secondary" onClick={() => this.setState({ error: undefined })}>
          Try again
        </button>
      </div>
    );
  }
}
