package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.Journey;
import dev.tokenkeeper.port.JourneyStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Journeys in their table: whoever's DELETE counts a row has taken it. */
final class JpaJourneyStore implements JourneyStore {
  private static final String LAST_OF_BROWSER =
      "from JourneyRow j where j.browserHash = :browser order by j.arrival desc";
  private static final String COUNT_OF_ONE =
      "select count(*) from JourneyRow j where j.authorization = :authorization";
  private static final String NEWEST_OF_ONE =
      "select j.stateHash from JourneyRow j where j.authorization = :authorization "
          + "order by j.arrival desc";
  private static final String ANY = "select 1 from JourneyRow j";
  private static final String TAKE = "delete from JourneyRow j where j.stateHash = :state";
  private static final String FORGET = "delete from JourneyRow j where j.stateHash in (:states)";
  private static final String FORGET_ENDED = "delete from JourneyRow j where j.endsAt <= :instant";

  private final Transactions transactions;

  JpaJourneyStore(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public boolean begin(Journey journey, int mostOfOne, int most) {
    if (mostOfOne < 1 || most < 1) {
      throw new IllegalArgumentException(
          "At least one journey must be allowed, not %d of %d".formatted(mostOfOne, most));
    }
    boolean kept =
        transactions.write("begin a journey", session -> begin(session, journey, mostOfOne, most));
    if (kept) {
      // Only a transaction after the commit sees those that others began at the same moment.
      RowKey authorization = RowKey.from(journey.authorization());
      transactions.write(
          "forget old journeys", session -> forgetOldest(session, authorization, mostOfOne));
    }
    return kept;
  }

  private static boolean begin(StatelessSession session, Journey journey, int mostOfOne, int most) {
    forgetEnded(session, journey.lifetime().issuedAt());
    long tooManyOfOne = Math.max(0, countOf(session, journey) + 1 - mostOfOne);
    if (areAtLeast(session, most + tooManyOfOne)) {
      return false;
    }
    session.insert(JourneyRow.from(journey));
    return true;
  }

  private static long countOf(StatelessSession session, Journey journey) {
    return session
        .createSelectionQuery(COUNT_OF_ONE, Long.class)
        .setParameter("authorization", RowKey.from(journey.authorization()))
        .getSingleResult();
  }

  /** Reads no further than that many rows, however large the table is. */
  private static boolean areAtLeast(StatelessSession session, long count) {
    return !session
        .createSelectionQuery(ANY, Integer.class)
        .setFirstResult((int) Math.min(count - 1, Integer.MAX_VALUE))
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  private static int forgetOldest(StatelessSession session, RowKey authorization, int mostOfOne) {
    List<String> tooMany =
        session
            .createSelectionQuery(NEWEST_OF_ONE, String.class)
            .setParameter("authorization", authorization)
            .setFirstResult(mostOfOne)
            .getResultList();
    return tooMany.isEmpty()
        ? 0
        : session.createMutationQuery(FORGET).setParameterList("states", tooMany).executeUpdate();
  }

  @Override
  public Optional<Journey> find(String stateHash) {
    return transactions.read(
        "read a journey",
        session -> {
          @Nullable JourneyRow row = session.get(JourneyRow.class, stateHash);
          return Optional.ofNullable(row).map(JourneyRow::toDomain);
        });
  }

  @Override
  public Optional<Journey> findByBrowser(String browserHash) {
    return transactions.read(
        "read a journey",
        session ->
            session
                .createSelectionQuery(LAST_OF_BROWSER, JourneyRow.class)
                .setParameter("browser", browserHash)
                .setMaxResults(1)
                .uniqueResultOptional()
                .map(JourneyRow::toDomain));
  }

  @Override
  public boolean take(String stateHash) {
    return transactions.write(
            "take a journey",
            session ->
                session.createMutationQuery(TAKE).setParameter("state", stateHash).executeUpdate())
        == 1;
  }

  @Override
  public int forgetEndedBy(Instant instant) {
    return transactions.write("forget journeys", session -> forgetEnded(session, instant));
  }

  private static int forgetEnded(StatelessSession session, Instant instant) {
    return session
        .createMutationQuery(FORGET_ENDED)
        .setParameter("instant", instant.toEpochMilli())
        .executeUpdate();
  }
}
