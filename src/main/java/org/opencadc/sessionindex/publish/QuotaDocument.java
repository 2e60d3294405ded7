package org.opencadc.sessionindex.publish;

import org.opencadc.sessionindex.api.Quota;
import org.opencadc.sessionindex.api.Resources.Amounts;
import org.opencadc.sessionindex.ledger.ResourceVector;
import org.opencadc.sessionindex.ledger.UserSnapshot;

/** A user's quota as it is published; an amount of zero is absent: no limit is not a limit of 0. */
final class QuotaDocument {
  private QuotaDocument() {}

  static Quota of(UserSnapshot user) {
    return new Quota(bucket(user.fixed()), bucket(user.flexible()));
  }

  private static Quota.Bucket bucket(org.opencadc.sessionindex.ledger.Quota quota) {
    return new Quota.Bucket(quota.sessions(), some(quota.requests()), some(quota.limits()));
  }

  private static Amounts some(ResourceVector vector) {
    if (vector.isZero()) {
      return null;
    }
    Amounts all = AmountsDocument.of(vector);
    return new Amounts(
        vector.cpuMillis() == 0 ? null : all.cpu(),
        vector.memoryBytes() == 0 ? null : all.memory(),
        all.extended());
  }
}
