package org.opencadc.sessionindex.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.List;

/**
 * What to index and how often to publish. Every part may be absent; {@link #orDefaults()} fills in
 * the documented defaults, as the API server fills them only inside parts that are present.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SessionIndexSpec(
    @JsonPropertyDescription("Which of Skaha's label generations are read.") Labels labels,
    @JsonPropertyDescription("Which Jobs of this namespace are indexed.") Jobs jobs,
    @JsonPropertyDescription("Which Nodes count as capacity.") Nodes nodes,
    @JsonPropertyDescription("How often and how large summaries are written.") Publish publish) {

  /** Label keys: canonical canfar.net/*, legacy canfar-net-*; the first hit wins per key. */
  public enum Generation {
    Canonical,
    Legacy
  }

  /** Label generations, in order of precedence. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Labels(
      @JsonPropertyDescription(
              "Label generations in order of precedence; for each label key the first"
                  + " generation that has it wins. Canonical labels begin with canfar.net/, legacy"
                  + " ones with canfar-net-. Default: Canonical, then Legacy.")
          @Size(min = 1, max = 2)
          @Default("[\"Canonical\",\"Legacy\"]")
          List<Generation> generations) {}

  /** Job selection. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Jobs(
      @JsonPropertyDescription(
              "Selects Jobs by label, for instance app.kubernetes.io/managed-by=skaha. Absent:"
                  + " all Jobs. A change costs one LIST.")
          LabelSelector selector) {}

  /** Node selection. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Nodes(
      @JsonPropertyDescription("Whether Nodes are watched; false leaves out capacity and nodes.")
          @Default("true")
          Boolean enabled,
      @JsonPropertyDescription(
              "Selects Nodes by label. Absent: all Nodes. Unschedulable nodes never count as"
                  + " capacity; they are reported apart.")
          LabelSelector selector) {}

  /** Pace and size of the summaries. */
  @ValidationRule(
      value = "self.validForSeconds >= 2 * self.heartbeatSeconds + 20",
      message = "validForSeconds must be at least 2 x heartbeatSeconds + 20")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Publish(
      @JsonPropertyDescription(
              "Least time in seconds between two writes of one small object; of the platform's at"
                  + " most heartbeatSeconds. The first change goes out at once.")
          @Min(1)
          @Max(60)
          @Default("1")
          Integer minIntervalSeconds,
      @JsonPropertyDescription("The platform summary is rewritten at least this often, in seconds.")
          @Min(5)
          @Max(300)
          @Default("15")
          Integer heartbeatSeconds,
      @JsonPropertyDescription(
              "How long after its proof a figure may be trusted, in seconds; at least 2 x"
                  + " heartbeatSeconds + 20.")
          @Min(30)
          @Max(900)
          @Default("60")
          Integer validForSeconds,
      @JsonPropertyDescription(
              "Rows of the platform's user table: the users with most active sessions. The rest"
                  + " is counted in usersOmitted.")
          @Min(0)
          @Max(1000)
          @Default("100")
          Integer maxUsers,
      @JsonPropertyDescription(
              "Session rows per summary object; besides, no object passes 384 KiB. A change of a"
                  + " session rewrites one or two objects of its user.")
          @Min(10)
          @Max(500)
          @Default("50")
          Integer rowsPerSlice,
      @JsonPropertyDescription(
              "Whether the public rows are published, too: username, kind, status and start time"
                  + " of every session, without ids. Whoever may read public summaries sees that"
                  + " of everybody. Written at most every 30 seconds.")
          @Default("false")
          Boolean publicRows) {

    Publish orDefaults() {
      return new Publish(
          minIntervalSeconds == null ? 1 : minIntervalSeconds,
          heartbeatSeconds == null ? 15 : heartbeatSeconds,
          validForSeconds == null ? 60 : validForSeconds,
          maxUsers == null ? 100 : maxUsers,
          rowsPerSlice == null ? 50 : rowsPerSlice,
          publicRows != null && publicRows);
    }
  }

  /**
   * The effective spec of an index.
   *
   * @param spec as read; null when the index has none
   * @return a spec with no null part; only the selectors may be null (all)
   */
  public static SessionIndexSpec orDefaults(SessionIndexSpec spec) {
    return (spec == null ? new SessionIndexSpec(null, null, null, null) : spec).orDefaults();
  }

  private SessionIndexSpec orDefaults() {
    boolean generationsGiven = labels != null && labels.generations() != null;
    boolean nodesEnabled = nodes == null || nodes.enabled() == null || nodes.enabled();
    return new SessionIndexSpec(
        new Labels(
            generationsGiven
                ? List.copyOf(labels.generations())
                : List.of(Generation.Canonical, Generation.Legacy)),
        new Jobs(jobs == null ? null : jobs.selector()),
        new Nodes(nodesEnabled, nodes == null ? null : nodes.selector()),
        (publish == null ? new Publish(null, null, null, null, null, null) : publish).orDefaults());
  }
}
