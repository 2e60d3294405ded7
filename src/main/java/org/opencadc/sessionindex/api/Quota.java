package org.opencadc.sessionindex.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.opencadc.sessionindex.api.Resources.Amounts;

/** What a user's active interactive sessions hold, by whether their resources are fixed. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Quota(
    @JsonPropertyDescription("Sessions with fixed resources, as the rows' fixed says.")
        Bucket fixed,
    @JsonPropertyDescription("The other sessions.") Bucket flexible) {

  /** One of both; amounts that are zero are absent. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Bucket(
      @JsonPropertyDescription(
              "Active (running or pending) interactive sessions, each session id once.")
          Long sessions,
      @JsonPropertyDescription(
              "Requests of the app containers of their pods that have not ended, bound to a node"
                  + " or not.")
          Amounts requests,
      @JsonPropertyDescription("Limits of the same containers; one without a limit adds nothing.")
          Amounts limits) {}
}
