/** Names on the platforms: which one, who somebody is there, and where a message stands. */

export type PlatformName = 'slack' | 'teams' | 'local';

/** Who somebody is on a platform. */
export interface Identity {
  readonly platform: PlatformName;
  /** Slack team, Teams tenant, or "local". */
  readonly tenant: string;
  readonly userId: string;
}

/** Where a message stands on its platform. */
export interface PostedRef {
  readonly tenant: string;
  readonly channel: string;
  readonly id: string;
}
