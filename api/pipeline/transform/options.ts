export interface TransformOptions {
  /** The LMS's root URL, without a slash at the end. */
  readonly lmsUrl: string;
  /**
   * Who the learner is in statements (in an Aspects store the `external_user_id`), by what the event names: the user's
   * id as a decimal text, or the username. Null: nobody knows; the event is rejected.
   */
  readonly actorOf: (user: string) => string | null;
  /** The course's display name. Null: nobody knows the course; the event is rejected. */
  readonly courseNameOf: (courseKey: string) => string | null;
  /** What statements say they were made by: `event-routing-backends@10.0.0`. */
  readonly transformerVersion: string;
  /** Only what event-routing-backends makes: no statements of our own for events that it leaves aside. */
  readonly strict: boolean;
  /**
   * How a problem of several questions reads where the event is in the form that logs have (`event`, `time`).
   * `true`: as live traffic and event-routing-backends' own replay of logs write it, which a store needs, since it has
   * or will have the same statements from live traffic. `false`: as its transformer makes it of the event as it stands.
   */
  readonly asLive: boolean;
}
