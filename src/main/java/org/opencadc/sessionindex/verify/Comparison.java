package org.opencadc.sessionindex.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.opencadc.sessionindex.api.Quota;
import org.opencadc.sessionindex.api.Resources;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.api.SessionSummaryStatus.NodesSummary;
import org.opencadc.sessionindex.api.SessionSummaryStatus.UserCounts;
import org.opencadc.sessionindex.api.Sessions;

/**
 * Compares what should be published with what is. Quantities compare as numbers, absent demand is
 * zero demand; everything else must be exactly there.
 *
 * @param showNames whether session ids, Job names and pod names may appear; they are secrets
 */
public record Comparison(boolean showNames) {

  /** Every difference of every scope, the platform's first, then by username. */
  public List<Difference> compare(
      Recount expected, SessionSummaryStatus platform, Map<String, SessionSummaryStatus> users) {
    List<Difference> all = new ArrayList<>(platform(expected.platform(), platform));
    Set<String> usernames = new TreeSet<>(expected.users().keySet());
    usernames.addAll(users.keySet());
    for (String username : usernames) {
      all.addAll(user(username, expected.users().get(username), users.get(username)));
    }
    return List.copyOf(all);
  }

  /** Differences of the platform summary; published is null when there is no status. */
  public List<Difference> platform(SessionSummaryStatus expected, SessionSummaryStatus published) {
    Findings findings = new Findings(Difference.PLATFORM);
    if (published == null) {
      findings.add("status", Difference.PRESENT, Difference.ABSENT);
      return findings.found();
    }
    sessions(findings, expected.sessions(), published.sessions());
    resources(findings, expected.resources(), published.resources());
    findings.figures("nodes", timeless(expected.nodes()), timeless(published.nodes()));
    table(findings, expected.users(), published.users());
    if (!Objects.equals(expected.usersOmitted(), published.usersOmitted())) {
      findings.add(
          "usersOmitted",
          String.valueOf(expected.usersOmitted()),
          Objects.requireNonNullElse(published.usersOmitted(), Difference.ABSENT).toString());
    }
    return findings.found();
  }

  /**
   * Differences of a user's summary.
   *
   * @param expected null when the user has no session
   * @param published null when there is no object or no status
   */
  public List<Difference> user(
      String username, SessionSummaryStatus expected, SessionSummaryStatus published) {
    Findings findings = new Findings(Difference.user(username));
    if (published == null) {
      if (expected != null) {
        findings.add("status", Difference.PRESENT, Difference.ABSENT);
      }
      return findings.found();
    }
    SessionSummaryStatus should = expected == null ? Recount.NO_SESSIONS : expected;
    sessions(findings, should.sessions(), published.sessions());
    resources(findings, should.resources(), published.resources());
    Quota quota = published.quota() == null ? new Quota(null, null) : published.quota();
    bucket(findings, "quota.fixed", should.quota().fixed(), quota.fixed());
    bucket(findings, "quota.flexible", should.quota().flexible(), quota.flexible());
    new RowComparison(findings).compare(should, published);
    return showNames
        ? findings.found()
        : findings.found().stream().map(found -> Masking.mask(found, should)).toList();
  }

  private static void sessions(Findings findings, Sessions expected, Sessions published) {
    findings.texts("sessions", mapless(expected), mapless(published));
    Map<String, Function<Sessions, Map<String, Long>>> maps =
        Map.of(
            "sessions.byKind", Sessions::byKind,
            "sessions.byCommunity", Sessions::byCommunity,
            "sessions.byProject", Sessions::byProject,
            "sessions.byFlavor", Sessions::byFlavor,
            "sessions.byQueue", Sessions::byQueue);
    for (String path : new TreeSet<>(maps.keySet())) {
      Function<Sessions, Map<String, Long>> map = maps.get(path);
      findings.countsBy(
          path,
          expected == null ? null : map.apply(expected),
          published == null ? null : map.apply(published));
    }
  }

  private static Sessions mapless(Sessions sessions) {
    return sessions == null
        ? null
        : new Sessions(
            sessions.total(),
            sessions.running(),
            sessions.pending(),
            sessions.completed(),
            sessions.failed(),
            sessions.terminating(),
            sessions.suspended(),
            sessions.interactive(),
            sessions.headless(),
            sessions.desktopApps(),
            null,
            null,
            null,
            null,
            null,
            sessions.users(),
            sessions.activeUsers());
  }

  private static void resources(Findings findings, Resources expected, Resources published) {
    Resources is =
        published == null ? new Resources(null, null, null, null, null, null) : published;
    findings.figures("resources.capacity", expected.capacity(), is.capacity());
    findings.figures("resources.allocatable", expected.allocatable(), is.allocatable());
    findings.demand("resources.allocated", expected.allocated(), is.allocated());
    findings.demand("resources.effective", expected.effective(), is.effective());
    findings.demand("resources.pending", expected.pending(), is.pending());
    findings.demand("resources.queued", expected.queued(), is.queued());
  }

  private static void bucket(
      Findings findings, String path, Quota.Bucket expected, Quota.Bucket published) {
    Quota.Bucket is = published == null ? new Quota.Bucket(null, null, null) : published;
    findings.texts(
        path,
        new Quota.Bucket(expected.sessions(), null, null),
        new Quota.Bucket(is.sessions(), null, null));
    findings.figures(path + ".requests", expected.requests(), is.requests());
    findings.figures(path + ".limits", expected.limits(), is.limits());
  }

  private static NodesSummary timeless(NodesSummary nodes) {
    return nodes == null
        ? null
        : new NodesSummary(
            nodes.selected(),
            nodes.schedulable(),
            nodes.cordoned(),
            nodes.notReady(),
            nodes.largestByCpu(),
            nodes.largestByMemory(),
            null);
  }

  private static void table(
      Findings findings, List<UserCounts> expected, List<UserCounts> published) {
    List<UserCounts> is = published == null ? List.of() : published;
    for (UserCounts line : expected) {
      UserCounts found = find(is, line.username());
      findings.texts("users[" + line.username() + "]", line, found);
    }
    for (UserCounts line : is) {
      if (find(expected, line.username()) == null) {
        findings.texts("users[" + line.username() + "]", null, line);
      }
    }
    // the whole order, so that two different moments are not taken for the same difference
    findings.texts("users", order(expected), order(is));
  }

  private static String order(List<UserCounts> table) {
    return table.stream().map(UserCounts::username).collect(Collectors.joining(" "));
  }

  private static UserCounts find(List<UserCounts> table, String username) {
    return table.stream()
        .filter(line -> Objects.equals(username, line.username()))
        .findFirst()
        .orElse(null);
  }
}
