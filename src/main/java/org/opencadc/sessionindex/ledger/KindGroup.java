package org.opencadc.sessionindex.ledger;

/**
 * How Skaha groups session kinds. Its session limit and its selectors compare case-sensitively, so
 * "Headless" is interactive (GetAction.listInteractiveSessions, PostAction.checkExistingSessions).
 */
enum KindGroup {
  INTERACTIVE,
  HEADLESS,
  DESKTOP_APP;

  static KindGroup of(String kind) {
    return switch (kind) {
      case "headless" -> HEADLESS;
      case "desktop-app" -> DESKTOP_APP;
      default -> INTERACTIVE;
    };
  }
}
