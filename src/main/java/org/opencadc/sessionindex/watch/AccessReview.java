package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.opencadc.sessionindex.http.ApiRefused;
import org.opencadc.sessionindex.http.ApiRequests;

/**
 * Asks the API server what we may do, before an informer finds out: list without watch makes it
 * relist for ever.
 */
public final class AccessReview {
  private static final String PATH = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

  private final ApiRequests requests;
  private final ObjectMapper mapper = new ObjectMapper();

  /** Reviews by the credentials of these requests. */
  public AccessReview(ApiRequests requests) {
    this.requests = requests;
  }

  /**
   * Whether a verb is allowed.
   *
   * @param namespace null for cluster-wide
   * @throws IOException if the API server does not answer the question
   */
  public boolean allows(String verb, String group, String resource, String namespace)
      throws IOException {
    ObjectNode review = mapper.createObjectNode();
    review.put("apiVersion", "authorization.k8s.io/v1").put("kind", "SelfSubjectAccessReview");
    ObjectNode attributes = review.putObject("spec").putObject("resourceAttributes");
    attributes.put("verb", verb).put("group", group).put("resource", resource);
    if (namespace != null) {
      attributes.put("namespace", namespace);
    }
    ApiRequests.Answer answer = requests.send("POST", PATH, "application/json", review.toString());
    if (answer.code() >= 300) {
      throw new ApiRefused("create selfsubjectaccessreviews", answer.code(), "");
    }
    return mapper.readTree(answer.body()).at("/status/allowed").asBoolean();
  }

  /** The first of list and watch that is denied on a collection; null when both are allowed. */
  String denied(WatchedCollection collection) throws IOException {
    for (String verb : new String[] {"list", "watch"}) {
      if (!allows(verb, collection.group(), collection.resource(), collection.namespace())) {
        return verb;
      }
    }
    return null;
  }
}
