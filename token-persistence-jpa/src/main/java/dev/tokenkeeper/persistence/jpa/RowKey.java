package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.AuthorizationId;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.Comparator;

/** An authorization's id as every table spells it; its order is the order in which rows lock. */
@Embeddable
record RowKey(
    @Column(name = "tenant") String tenant,
    @Column(name = "provider") String provider,
    @Column(name = "subject") String subject,
    @Column(name = "account") String account)
    implements Comparable<RowKey>, Serializable {

  private static final Comparator<RowKey> ORDER =
      Comparator.comparing(RowKey::tenant)
          .thenComparing(RowKey::provider)
          .thenComparing(RowKey::subject)
          .thenComparing(RowKey::account);

  static RowKey from(AuthorizationId id) {
    return new RowKey(id.tenant(), id.provider(), id.subject(), id.account());
  }

  AuthorizationId toDomain() {
    return AuthorizationId.of(tenant, provider, subject, account);
  }

  /** As the authorization's id is shown; whatever is stored, it can be. */
  String shown() {
    return String.join("/", tenant, provider, subject, account);
  }

  @Override
  public int compareTo(RowKey other) {
    return ORDER.compare(this, other);
  }
}
