package org.opencadc.sessionindex.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.http.ApiRefused;
import org.opencadc.sessionindex.http.ApiRequests;
import org.opencadc.sessionindex.watch.AccessReview;

/** What must be there before a namespace can be served: the CRDs, and leave to watch them. */
public final class Prerequisites {
  private static final List<String> RESOURCES = List.of("sessionindexes", "sessionsummaries");

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final ApiRequests requests;
  private final AccessReview access;
  private final ObjectMapper mapper = new ObjectMapper();

  /** Asks by these requests. */
  public Prerequisites(ApiRequests requests) {
    this.requests = requests;
    this.access = new AccessReview(requests);
  }

  /**
   * The custom resource that is not installed, for a person; null when both are.
   *
   * @throws IOException if the API server does not answer the question
   */
  String missing() throws IOException {
    Set<String> served = served();
    for (String resource : RESOURCES) {
      if (!served.contains(resource)) {
        return "custom resource " + resource + "." + SessionIndex.GROUP + " is not installed";
      }
    }
    return null;
  }

  /**
   * The permission that is missing in a namespace, for a person; null when none is.
   *
   * @param namespace or {@link PermittedNamespaces#ALL}
   * @throws IOException if the API server does not answer the question
   */
  String denied(String namespace) throws IOException {
    boolean all = namespace.equals(PermittedNamespaces.ALL);
    for (String resource : RESOURCES) {
      for (String verb : List.of("list", "watch")) {
        if (!access.allows(verb, SessionIndex.GROUP, resource, all ? null : namespace)) {
          return "missing permission: "
              + verb
              + " "
              + resource
              + (all ? " in all namespaces" : " in namespace " + namespace);
        }
      }
    }
    return null;
  }

  private Set<String> served() throws IOException {
    Set<String> names = new HashSet<>();
    ApiRequests.Answer answer =
        requests.get("/apis/" + SessionIndex.GROUP + "/" + SessionIndex.VERSION);
    if (answer.code() == NOT_FOUND) {
      return names;
    }
    if (answer.code() != OK) {
      throw new ApiRefused("discovery of " + SessionIndex.GROUP, answer.code(), "");
    }
    for (JsonNode resource : mapper.readTree(answer.body()).path("resources")) {
      names.add(resource.path("name").asText());
    }
    return names;
  }
}
