package org.opencadc.sessionindex.verify;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.opencadc.sessionindex.api.Quota;
import org.opencadc.sessionindex.api.Resources.Amounts;

/** What the interactive sessions among some hold. */
record Quotas(List<Session> sessions, Function<Session, List<Pod>> podsOf) {

  Quota quota() {
    return new Quota(bucket(true), bucket(false));
  }

  private Quota.Bucket bucket(boolean fixed) {
    Set<String> ids = new TreeSet<>();
    List<Pod> pods = new ArrayList<>();
    for (Session session : sessions) {
      if (session.interactive() && session.active() && session.fixed() == fixed) {
        ids.add(session.labels().id());
        pods.addAll(podsOf.apply(session));
      }
    }
    pods.removeIf(pod -> List.of("Succeeded", "Failed").contains(Recount.phase(pod)));
    return new Quota.Bucket(
        (long) ids.size(),
        some(Amount.sum(pods.stream().map(pod -> PodDemands.allocated(pod.getSpec())))),
        some(Amount.sum(pods.stream().map(pod -> PodDemands.limits(pod.getSpec())))));
  }

  private static Amounts some(Amount amount) {
    Amounts all = amount.published();
    String cpu = amount.cpu().signum() == 0 ? null : all.cpu();
    String memory = amount.memory().signum() == 0 ? null : all.memory();
    return cpu == null && memory == null && all.extended().isEmpty()
        ? null
        : new Amounts(cpu, memory, all.extended());
  }
}
