import { Component } from 'react';
import type { ErrorInfo, ReactNode } from 'react';

interface Props {
  readonly children: ReactNode;
  /** Shown in place of what broke. */
  readonly fallback: ReactNode;
  readonly onError: (error: Error) => void;
}

/** Keeps an error of ours inside our own tree: without it, a sidebar that throws takes the whole of Studio with it. */
export class ErrorBoundary extends Component<Props, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override componentDidCatch(error: Error, _info: ErrorInfo): void {
    try {
      this.props.onError(error);
    } catch {
      // Telling of an error may fail as well, and would then break what stands around this net.
    }
  }

  override render(): ReactNode {
    return this.state.broken ? this.props.fallback : this.props.children;
  }
}
