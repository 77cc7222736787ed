package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.port.KeyCheck;
import java.util.List;
import java.util.Optional;
import org.hibernate.StatelessSession;

/** The key check value, in the one row of the meta table. */
final class JpaKeyCheck implements KeyCheck {
  private static final String STORED =
      "SELECT key_check FROM tokenkeeper_meta WHERE key_check IS NOT NULL";
  private static final String STORE =
      "UPDATE tokenkeeper_meta SET key_check = :value WHERE key_check IS NULL";
  private static final List<String> SEALED =
      List.of(
          "from AuthorizationRow r where r.grant.accessToken is not null",
          "from AuthorizationRow r where r.login.sealed is not null",
          "from SpareRow s",
          "from JourneyRow j where j.verifier is not null");

  private final Transactions transactions;

  JpaKeyCheck(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<byte[]> stored() {
    return transactions.read(
        "read the key check value",
        session -> session.createNativeQuery(STORED, byte[].class).uniqueResultOptional());
  }

  @Override
  public boolean storeIfAbsent(byte[] value) {
    if (value.length == 0) {
      throw new IllegalArgumentException("A key check value must not be empty");
    }
    return transactions.write("store the key check value", session -> store(session, value) == 1);
  }

  private static int store(StatelessSession session, byte[] value) {
    return session.createNativeMutationQuery(STORE).setParameter("value", value).executeUpdate();
  }

  @Override
  public boolean nothingSealed() {
    return transactions.read(
        "look for sealed rows",
        session -> SEALED.stream().allMatch(query -> isEmpty(session, query)));
  }

  private static boolean isEmpty(StatelessSession session, String query) {
    return session
        .createSelectionQuery("select 1 " + query, Integer.class)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }
}
