package org.opencadc.sessionindex.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SelectableField;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Identity of a summary; immutable. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.username) == (self.scope == 'User')",
    message = "username is given if and only if scope is User")
@ValidationRule(
    value = "self.scope != 'Platform' || self.slice == 0",
    message = "the platform has slice 0 only")
public record SessionSummarySpec(
    @JsonPropertyDescription("Name of the SessionIndex that this summary belongs to.")
        @Required
        @SelectableField
        @Size(min = 1, max = 63)
        String indexName,
    @JsonPropertyDescription(
            "What is summed up: the whole platform, one user, or what everybody may see of every"
                + " session.")
        @Required
        @SelectableField
        Scope scope,
    @JsonPropertyDescription(
            "The user, verbatim as in the Jobs' label; if and only if scope is User.")
        @SelectableField
        @Size(min = 1, max = 63)
        String username,
    @JsonPropertyDescription("Number of the slice; 0 holds the counts and names the others.")
        @Required
        @Min(0)
        @Max(1000)
        @Default("0")
        Integer slice) {

  /** What a summary sums up. */
  public enum Scope {
    Platform,
    User,
    Public
  }

  /** The platform's identity under an index. */
  public static SessionSummarySpec platform(String indexName) {
    return new SessionSummarySpec(indexName, Scope.Platform, null, 0);
  }

  /** A user's identity under an index. */
  public static SessionSummarySpec user(String indexName, String username) {
    return new SessionSummarySpec(indexName, Scope.User, username, 0);
  }

  /** A slice of the public rows under an index. */
  public static SessionSummarySpec publicRows(String indexName, int slice) {
    return new SessionSummarySpec(indexName, Scope.Public, null, slice);
  }

  /** A further slice of a user under an index; 0 is the user's summary itself. */
  public static SessionSummarySpec slice(String indexName, String username, int slice) {
    return new SessionSummarySpec(indexName, Scope.User, username, slice);
  }
}
