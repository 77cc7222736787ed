package dev.tokenkeeper.persistence.jpa;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.port.AuthorizationDirectory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * Pages through the primary key, whatever the size of the table. A row that cannot be read fails
 * its page and is named: it must be seen, and the rows behind it can be asked for after its id.
 */
final class JpaAuthorizationDirectory implements AuthorizationDirectory {
  private static final int MOST = 1_000;
  private static final List<String> PARTS = List.of("tenant", "provider", "subject", "account");

  private static final String ALL = "from AuthorizationRow r ";
  private static final String ORDER =
      "order by r.key.tenant, r.key.provider, r.key.subject, r.key.account";
  private static final String COUNTS =
      "select r.key.provider, r.status, count(*) from AuthorizationRow r "
          + "group by r.key.provider, r.status";

  private final Transactions transactions;
  private final Rows rows;

  JpaAuthorizationDirectory(Transactions transactions, Database database) {
    this.transactions = transactions;
    this.rows = new Rows(database);
  }

  @Override
  public List<Authorization> list(@Nullable AuthorizationId after, int max) {
    if (max < 1 || max > MOST) {
      throw new IllegalArgumentException("A page has 1 to %d rows, not %d".formatted(MOST, max));
    }
    return transactions.read(
        "list authorizations",
        session ->
            page(session, after, max).stream().map(row -> rows.complete(session, row)).toList());
  }

  /**
   * The rest of the same subject, then of the same provider, tenant, and all: each a range of the
   * primary key. No database here turns a comparison of all four at once into such a range.
   */
  private static List<AuthorizationRow> page(
      StatelessSession session, @Nullable AuthorizationId after, int max) {
    if (after == null) {
      return session
          .createSelectionQuery(ALL + ORDER, AuthorizationRow.class)
          .setMaxResults(max)
          .getResultList();
    }
    List<AuthorizationRow> page = new ArrayList<>();
    for (int equal = PARTS.size() - 1; equal >= 0 && page.size() < max; equal--) {
      page.addAll(range(session, after, equal, max - page.size()));
    }
    return page;
  }

  private static List<AuthorizationRow> range(
      StatelessSession session, AuthorizationId after, int equal, int max) {
    List<String> values =
        List.of(after.tenant(), after.provider(), after.subject(), after.account());
    String where =
        IntStream.rangeClosed(0, equal)
            .mapToObj(i -> "r.key." + PARTS.get(i) + (i < equal ? " = :" : " > :") + PARTS.get(i))
            .collect(joining(" and ", "where ", " "));
    var query = session.createSelectionQuery(ALL + where + ORDER, AuthorizationRow.class);
    IntStream.rangeClosed(0, equal).forEach(i -> query.setParameter(PARTS.get(i), values.get(i)));
    return query.setMaxResults(max).getResultList();
  }

  @Override
  public Map<String, Map<Status, Long>> counts() {
    return transactions.read(
        "count authorizations",
        session ->
            session.createSelectionQuery(COUNTS, Object[].class).getResultList().stream()
                .collect(
                    groupingBy(
                        each -> (String) each[0],
                        toMap(
                            each -> status((String) each[1]), each -> (Long) each[2], Long::sum))));
  }

  /** One that this code does not know is counted as what the store will make of it. */
  private static Status status(String name) {
    return Arrays.stream(Status.values())
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElse(Status.QUARANTINED);
  }
}
