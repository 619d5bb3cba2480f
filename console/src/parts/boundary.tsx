import { Component, type ReactNode } from "react";

interface BoundaryProps {
  /** What is shown; another place is another try. */
  readonly place: string;
  readonly children: ReactNode;
  readonly instead: (error: unknown) => ReactNode;
}
interface BoundaryState {
  readonly place: string;
  readonly failure?: { readonly error: unknown } | undefined;
}

/** Shows something else where its children throw while they are drawn. React has no other form for it than a class. */
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
