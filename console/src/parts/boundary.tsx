import { Component, type ReactNode } from "react";

interface BoundaryProps {
  /** The current location; a new one retries. */
  readonly place: string;
  readonly children: ReactNode;
  readonly instead: (error: unknown) => ReactNode;
}
interface BoundaryState {
  readonly place: string;
  readonly failure?: { readonly error: unknown } | undefined;
}

/** An error boundary. React supports these only as classes. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override readonly state: BoundaryState = { place: this.props.place };

  static getDerivedStateFromError(error: unknown): Pick<BoundaryState, "failure"> {
    return { failure: { error } };
  }

  static getDerivedStateFromProps({ place }: BoundaryProps, state: BoundaryState): BoundaryState | null {
    return place === state.place ? null : { place, failure: undefined };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    return failure === undefined ? this.props.children : this.props.instead(failure.error);
  }
}
