package org.opencadc.sessionindex.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * The data of a summary. Unknown is absent, never 0. All times are the API server's time, RFC 3339
 * in UTC.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SessionSummaryStatus(
    @JsonPropertyDescription(
            "Platform only: when the operator last wrote, and until when the figures may be"
                + " trusted.")
        Heartbeat heartbeat,
    @JsonPropertyDescription(
            "Platform only: every user's summary reflects at least this. Absent until every user"
                + " summary was compared or written since the operator began.")
        PublishedThrough publishedThrough,
    @JsonPropertyDescription(
            "Platform only: the public rows reflect at least this. Absent while they are not"
                + " published, and until all of them were compared or written since the operator"
                + " began.")
        PublicThrough publicThrough,
    @JsonPropertyDescription(
            "Platform only: whose summaries were written lately. A reader that keeps a summary may"
                + " go on with it until its user is named here.")
        UserWrites userWrites,
    @JsonPropertyDescription(
            "When the content was computed, and up to which resourceVersions events were applied"
                + " then. A heartbeat alone does not move it.")
        Observed observed,
    @JsonPropertyDescription(
            "Counts of sessions. A session is one Job of Skaha. Of more than 64 keys a by* map has"
                + " those with most sessions, and the others together as _other.")
        Sessions sessions,
    @JsonPropertyDescription("Capacity and demand.") Resources resources,
    @JsonPropertyDescription("User only: what the interactive sessions hold.") Quota quota,
    @JsonPropertyDescription(
            "Platform only: the selected nodes. Absent, as are capacity and allocatable, when"
                + " nodes are off, refused or not proven.")
        NodesSummary nodes,
    @JsonPropertyDescription(
            "Platform only: the users with most active sessions, most first, then by name.")
        @Size(max = 1000)
        List<UserCounts> users,
    @JsonPropertyDescription("Platform only: users with a session who are not in users.")
        Long usersOmitted,
    @JsonPropertyDescription("User only: one row per session, by Job name.")
        @Size(max = 500)
        @JsonDeserialize(using = RowsOfAnyForm.OfSessions.class)
        List<SessionRow> rows,
    @JsonPropertyDescription(
            "Public only: what everybody may see of every session, finished ones too, in the order"
                + " of Job names. The slices follow one another as slice 0 names them.")
        @Size(max = 2000)
        @JsonDeserialize(using = RowsOfAnyForm.OfEverybody.class)
        List<PublicRow> publicRows,
    @JsonPropertyDescription(
            "Truncated: rows are missing, counts are exact; a reader LISTs Jobs for the rows.")
        @Size(max = 4)
        List<Condition> conditions,
    @JsonPropertyDescription(
            "User and Public, when there are further slices: number of the round that wrote this"
                + " object. Slice 0 names the number of each slice that goes with its counts.")
        Long sequence,
    @JsonPropertyDescription(
            "Slice 0 of a user or of the public rows: the further slices with more rows. A slice"
                + " with a lower sequence than named here is older than these counts, one with a"
                + " higher is on its way to be named: read slice 0 and that one once more. A row"
                + " found twice is valid in the object with the higher sequence.")
        @Size(max = 1000)
        List<SliceReference> slices) {

  /** This status with other rows, as of a user whose slices were read together. */
  public SessionSummaryStatus withRows(List<SessionRow> others) {
    return new SessionSummaryStatus(
        heartbeat,
        publishedThrough,
        publicThrough,
        userWrites,
        observed,
        sessions,
        resources,
        quota,
        nodes,
        users,
        usersOmitted,
        others,
        publicRows,
        conditions,
        sequence,
        slices);
  }

  /** The platform's sign of life. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Heartbeat(
      @JsonPropertyDescription("When the operator last wrote this summary.") String time,
      @JsonPropertyDescription(
              "Until when the session figures may be trusted: the older proof of Jobs and Pods"
                  + " plus validForSeconds. Count it down from the Date header of the response,"
                  + " not from your own clock.")
          String validUntil) {}

  /** What all user summaries reflect. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record PublishedThrough(
      @JsonPropertyDescription("Every user summary reflects at least this time.") String time,
      @JsonPropertyDescription(
              "Until when user summaries may be trusted: time plus validForSeconds. Earlier than"
                  + " that of the heartbeat while a change waits to be published.")
          String validUntil,
      @JsonPropertyDescription("resourceVersion of Jobs that every user summary reflects.")
          @Size(max = 32)
          String jobs,
      @JsonPropertyDescription("resourceVersion of Pods that every user summary reflects.")
          @Size(max = 32)
          String pods) {}

  /** What the public rows reflect. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record PublicThrough(
      @JsonPropertyDescription(
              "The public rows reflect at least this time. It lags by about a minute, more when the"
                  + " budget is short.")
          String time,
      @JsonPropertyDescription("resourceVersion of Jobs that the public rows reflect.")
          @Size(max = 32)
          String jobs) {}

  /** Writes of users' summaries. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record UserWrites(
      @JsonPropertyDescription(
              "Another one with each start of the operator and of the index: counts of two epochs"
                  + " do not compare.")
          @Size(max = 36)
          String epoch,
      @JsonPropertyDescription("How many writes there were in this epoch.") Long count,
      @JsonPropertyDescription(
              "Users of the latest writes, newest first: the first n are those since the count was"
                  + " n less. If it is shorter, any user may have been written.")
          @Size(max = 128)
          List<String> latest) {}

  /** What everybody may see of a session; no id and no Job name, ever. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record PublicRow(
      @JsonPropertyDescription("The user, verbatim as in the Job's label.")
          @Required
          @Size(max = 63)
          String username,
      @JsonPropertyDescription("Kind, verbatim.") @Required @Size(max = 63) String kind,
      @JsonPropertyDescription(
              "Running, Pending, Completed, Failed or Terminating, by Skaha's rule.")
          @Required
          @Size(max = 16)
          String status,
      @JsonPropertyDescription(
              "When the Job started; absent while it is suspended or not yet started.")
          String startTime) {}

  /** What the content reflects. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Observed(
      @JsonPropertyDescription("When the content was computed.") String time,
      @JsonPropertyDescription("Applied resourceVersion of Jobs; compares within Jobs only.")
          @Size(max = 32)
          String jobs,
      @JsonPropertyDescription("Applied resourceVersion of Pods; compares within Pods only.")
          @Size(max = 32)
          String pods,
      @JsonPropertyDescription("Platform only: applied resourceVersion of Nodes.") @Size(max = 32)
          String nodes) {}

  /** A further slice of a user's summary. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record SliceReference(
      @JsonPropertyDescription("Name of the slice's SessionSummary.") @Size(max = 253) String name,
      @JsonPropertyDescription("Sequence of the slice that goes with these counts.")
          Long sequence) {}

  /** The platform's nodes. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record NodesSummary(
      @JsonPropertyDescription("Nodes that the index selects.") Long selected,
      @JsonPropertyDescription("Selected nodes that are not cordoned; these make up capacity.")
          Long schedulable,
      @JsonPropertyDescription("Selected nodes with spec.unschedulable.") Long cordoned,
      @JsonPropertyDescription("Selected nodes whose Ready condition is not True.") Long notReady,
      @JsonPropertyDescription(
              "The schedulable node with most CPU capacity; the first by name among equals.")
          LargestNode largestByCpu,
      @JsonPropertyDescription(
              "The schedulable node with most memory capacity; the first by name among equals.")
          LargestNode largestByMemory,
      @JsonPropertyDescription(
              "Until when the node figures may be trusted; counted down like heartbeat.validUntil.")
          String validUntil) {}

  /** A node by size. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record LargestNode(
      @JsonPropertyDescription("Name of the node.") @Size(max = 253) String name,
      @JsonPropertyDescription("CPU capacity in cores, a Quantity.") @Size(max = 64) String cpu,
      @JsonPropertyDescription("Memory capacity in bytes, a Quantity.") @Size(max = 64)
          String memory) {}

  /** One line of the platform's user table. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record UserCounts(
      @JsonPropertyDescription("The user, verbatim as in the Jobs' label.") @Size(max = 63)
          String username,
      @JsonPropertyDescription("Active (running or pending) interactive sessions.")
          Long interactive,
      @JsonPropertyDescription("Active (running or pending) headless sessions.") Long headless,
      @JsonPropertyDescription("Sessions of any kind that are Running.") Long running,
      @JsonPropertyDescription("Sessions of any kind that are Pending.") Long pending) {}
}
