/** Why tokens that somebody signed cannot be verified. One process is one service: its log and its doctor tell it. */
class TokenFault {
  /** Of the latest such token, as "it …"; null: the latest was verified. */
  now: string | null = null;
  /** Told when it begins, changes and ends. */
  onChange: (fault: string | null) => void = () => undefined;

  set(fault: string | null): void {
    if (fault === this.now) return;
    this.now = fault;
    this.onChange(fault);
  }
}

export const tokenFault = new TokenFault();
