package dev.tokenkeeper.persistence.jpa;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Journey;
import dev.tokenkeeper.domain.LifecycleEvent.Renewed;
import dev.tokenkeeper.persistence.jpa.JpaSettings.Migrate;
import dev.tokenkeeper.port.AuditTrail;
import dev.tokenkeeper.port.AuthorizationDirectory;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.port.JourneyStore;
import dev.tokenkeeper.port.KeyCheck;
import dev.tokenkeeper.port.ProviderQuota;
import dev.tokenkeeper.port.ProviderQuota.Limit;
import dev.tokenkeeper.protocol.Transition;
import dev.tokenkeeper.testkit.SampleAuthorizations;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the databases themselves say of every statement that a port sends to a large table. */
@Tag("whole")
class StatementPlansTest {
  private static final int ROWS = 20_000;
  private static final int FIRST_ROWS = ROWS / 16;
  private static final int DUE = 400;
  private static final int TAKEN = 10;
  private static final int PAGE = 20;

  /** More than any statement has to read for what it returns or changes here. */
  private static final double MOST_READ = 2 * PAGE;

  private static final List<Class<?>> PORTS =
      List.of(
          AuthorizationStore.class,
          AuthorizationDirectory.class,
          JourneyStore.class,
          AuditTrail.class,
          KeyCheck.class,
          ProviderQuota.class);

  /** Which statements of which operation may read more than they return, and why. */
  private static final Map<String, String> ALLOWED =
      Map.of(
          ".* AuthorizationDirectory.counts select .*",
          "counts all rows, for an operator who asks",
          ".* JourneyStore.begin select 1 from .*",
          "reads as many journeys as may be open, no further",
          ".* KeyCheck.nothingSealed select 1 from .*",
          "asked once, before a key check value is stored; ends at the first row",
          "H2 AuthorizationDirectory.list select .*(tenant|provider)>\\?.*",
          "H2 begins at the rows that it leaves: once more when a provider or tenant is done");

  private static final String COLUMNS =
      "account, epoch, generation, revision, status, sealed_epoch, sealed_generation, access_token, "
          + "token_type, access_issued_at, attributes, prepared, not_before, failure_count, "
          + "last_revoked_epoch, spare_count, tenant, provider";
  private static final String AS_MANY_AGAIN =
      ("INSERT INTO tokenkeeper_authorization (%s, subject, due_at) "
              + "SELECT %s, CONCAT('more-', subject), due_at + 86400000 FROM tokenkeeper_authorization")
          .formatted(COLUMNS, COLUMNS);
  private static final String JOURNEYS =
      "INSERT INTO tokenkeeper_journey (state_hash, browser_hash, tenant, provider, subject, account, "
          + "epoch, begun_at, ends_at) SELECT CONCAT('state-', subject), CONCAT('browser-', subject), "
          + "tenant, provider, subject, account, 1, 0, due_at + 86400000 FROM tokenkeeper_authorization";
  private static final String SPARES =
      "INSERT INTO tokenkeeper_spare (tenant, provider, subject, account, attempt_id, "
          + "parent_generation, purpose, sealed_epoch, sealed_generation, access_token, token_type, "
          + "access_issued_at, created_at) SELECT tenant, provider, subject, account, 'attempt', 1, "
          + "'ALTERNATE', 1, 1, access_token, 'Bearer', 0, 0 FROM tokenkeeper_authorization";
  private static final String EVENTS =
      "INSERT INTO tokenkeeper_journal (tenant, provider, subject, account, happened_at, kind, details) "
          + "SELECT tenant, provider, subject, account, 0, 'Renewed', '' FROM tokenkeeper_authorization";

  private static final String COUNTERS =
      "INSERT INTO tokenkeeper_quota (counter_name, provider, revision, closed_until, kept_until, "
          + "ends_at) SELECT CONCAT(CONCAT(tenant, '/'), subject), provider, 1, due_at, 0, "
          + "due_at + 86400000 FROM tokenkeeper_authorization";
  private static final String PLACES =
      "INSERT INTO tokenkeeper_quota_place (counter_name, provider, place, ends_at) "
          + "SELECT 'tokens', provider, subject, due_at + 86400000 FROM tokenkeeper_authorization";

  private static final String ANALYZE_TABLES =
      "ANALYZE TABLE tokenkeeper_authorization, tokenkeeper_spare, tokenkeeper_journey, "
          + "tokenkeeper_journal, tokenkeeper_quota, tokenkeeper_quota_place";

  private static final Sent UNINDEXED =
      new Sent("", "SELECT * FROM tokenkeeper_authorization WHERE reason_since = 1");

  static Stream<RealDatabase> databases() {
    return Stream.<Supplier<RealDatabase>>of(
            RealDatabase::h2, RealDatabase::postgres, RealDatabase::mariadb)
        .map(Supplier::get);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void everyStatement_largeTables_readsNoMoreThanItNeeds(RealDatabase database) throws Exception {
    fill(database);
    Map<Sent, List<Binding>> sent = sentByAllPorts(database);
    beginTakenJourneys(database);
    List<String> refused = new ArrayList<>();
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      for (Sent each : sent.keySet()) {
        refused.addAll(refused(database, each, plans(database, connection, each, sent.get(each))));
      }
      assertThat(plans(database, connection, UNINDEXED, List.of()))
          .as("a scan is seen as one")
          .allMatch(Plan::isScan);
    }
    assertThat(refused).isEmpty();
  }

  private static List<String> refused(RealDatabase database, Sent sent, List<Plan> plans) {
    List<String> refused = new ArrayList<>();
    for (Plan plan : plans) {
      boolean good = sent.isDueQuery() ? plan.takesDue() : plan.isNarrow();
      String reason = sent.allowed(database);
      String verdict = good ? "" : reason == null ? "REFUSED" : "allowed: " + reason;
      String line = "%-10s %s %s %s".formatted(database, sent, plan, verdict);
      System.out.println(line);
      if (verdict.equals("REFUSED")) {
        refused.add(line + ": " + sent.sql());
      }
    }
    return refused;
  }

  @ParameterizedTest
  @MethodSource("databases")
  void applyDue_othersHoldSome_takesAllTheRest(RealDatabase database) throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    var taken = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    try (var persistence = JpaPersistence.open(database.settings())) {
      AuthorizationStore store = persistence.store();
      store.apply(IntStream.range(0, DUE).mapToObj(i -> row(i, store.now())).toList());
      Future<List<Transition>> first =
          other.submit(
              () ->
                  store.applyDue(
                      TAKEN,
                      (row, now) -> {
                        taken.countDown();
                        awaited(goOn);
                        return Transition.to(row, row.rearmed(null));
                      }));
      awaited(taken);
      assertThat(store.applyDue(DUE, (row, now) -> Transition.to(row, row.rearmed(null))))
          .hasSize(DUE - TAKEN);
      goOn.countDown();
      assertThat(first.get()).hasSize(TAKEN);
    } finally {
      goOn.countDown();
      other.shutdownNow();
    }
  }

  private static void awaited(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void fill(RealDatabase database) throws SQLException {
    try (var persistence = JpaPersistence.open(database.settings());
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      AuthorizationStore store = persistence.store();
      Instant now = store.now();
      store.apply(IntStream.range(0, FIRST_ROWS).mapToObj(number -> row(number, now)).toList());
      for (int rows = FIRST_ROWS; rows < ROWS; rows *= 2) {
        statement.execute(AS_MANY_AGAIN.replace("more", "more" + rows));
      }
      for (String sql : List.of(JOURNEYS, SPARES, EVENTS, COUNTERS, PLACES)) {
        statement.execute(sql);
      }
      statement.execute(database.name().equals("MariaDB") ? ANALYZE_TABLES : "ANALYZE");
    }
  }

  private static AuthorizationId id(int number) {
    String provider = List.of("astra", "bsn", "ringcentral").get(number % 3);
    return AuthorizationId.of(provider, "user-%05d".formatted(number));
  }

  /** The first few are due. */
  private static Transition row(int number, Instant now) {
    Instant due = now.plusSeconds(number < DUE ? number - DUE : number);
    Authorization row = SampleAuthorizations.active(id(number), now, due);
    return Transition.to(Authorization.absent(row.id()), row);
  }

  private static Map<Sent, List<Binding>> sentByAllPorts(RealDatabase database) {
    var recorder = new Recorder();
    try (var source = new HikariDataSource()) {
      source.setJdbcUrl(database.url());
      source.setUsername(database.user());
      source.setPassword(database.password());
      source.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
      var settings =
          JpaSettings.builder("test")
              .dataSource(recorder.over(source))
              .migrate(Migrate.OFF)
              .build();
      try (var persistence = JpaPersistence.open(settings)) {
        useAll(recorder, persistence);
      }
    }
    assertThat(recorder.called)
        .as("every operation of every port is used")
        .containsAll(
            PORTS.stream()
                .flatMap(port -> Stream.of(port.getMethods()))
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .map(Recorder::name)
                .toList());
    return recorder.sent;
  }

  private static void useAll(Recorder recorder, JpaPersistence persistence) {
    useStore(recorder.port(AuthorizationStore.class, persistence.store()));
    useJourneys(
        recorder.port(JourneyStore.class, persistence.journeys()), persistence.store().now());
    var directory = recorder.port(AuthorizationDirectory.class, persistence.directory());
    directory.list(null, PAGE);
    directory.list(id(FIRST_ROWS - 3), PAGE);
    directory.counts();
    recorder
        .port(AuditTrail.class, persistence.auditTrail())
        .record(new AuditTrail.Entry("caller", id(1), "renew", true, 1, 1, Instant.EPOCH));
    var keyCheck = recorder.port(KeyCheck.class, persistence.keyCheck());
    keyCheck.nothingSealed();
    keyCheck.storeIfAbsent(new byte[] {1});
    keyCheck.stored();
    useQuota(recorder.port(ProviderQuota.class, persistence.quota()));
  }

  private static void useQuota(ProviderQuota quota) {
    Duration time = Duration.ofHours(1);
    List<Limit> limits =
        List.of(new Limit("tokens", 10, time, time), new Limit("application", 5, time, time));
    quota.close("bsn", "suspension", time);
    quota.closed("suspension");
    quota.take("bsn", "refused", limits, true);
    quota.take("ringcentral-jwt", "taken", limits, false);
    quota.hold("bsn", "user-00001", Map.of("tokens", time));
    quota.hold("bsn", "user-00004", Map.of("tokens", Duration.ZERO));
    quota.forgetEnded();
  }

  private static void useStore(AuthorizationStore store) {
    Instant now = store.now();
    AuthorizationId id = AuthorizationId.of("bsn", "new");
    Authorization bare = SampleAuthorizations.bare(id);
    store.apply(List.of(Transition.to(Authorization.absent(id), bare)));
    Authorization kept =
        bare.keeping(SampleAuthorizations.spare("one", 1, now), now.plusSeconds(9));
    var event = new Renewed(id, now, 1, 1, Attempt.Purpose.REFRESH);
    store.apply(List.of(Transition.to(bare, kept, event)));
    Authorization found = store.find(id).orElseThrow();
    Authorization other = found.keeping(SampleAuthorizations.spare("two", 1, now), now);
    store.apply(List.of(Transition.to(found, other)));
    store.applyDue(TAKEN, (row, at) -> Transition.to(row, row.used(at)));
  }

  private static void useJourneys(JourneyStore journeys, Instant now) {
    for (int i = 0; i < 3; i++) {
      journeys.begin(journey(i, now), 2, ROWS * 2);
    }
    journeys.find(journey(1, now).stateHash());
    journeys.findByBrowser("browser-user-00100");
    journeys.take(journey(1, now).stateHash());
    journeys.forgetEndedBy(now);
  }

  /** A plan for a row that is gone says nothing. */
  private static void beginTakenJourneys(RealDatabase database) {
    try (var persistence = JpaPersistence.open(database.settings())) {
      Instant now = persistence.store().now();
      persistence.journeys().begin(journey(0, now), ROWS, ROWS * 2);
      persistence.journeys().begin(journey(1, now), ROWS, ROWS * 2);
    }
  }

  private static Journey journey(int number, Instant now) {
    return SampleAuthorizations.journey("state" + number, "browser", id(FIRST_ROWS / 2), now);
  }

  /** What is only inserted is not done a second time. */
  private static List<Plan> plans(
      RealDatabase database, Connection connection, Sent sent, List<Binding> bindings)
      throws SQLException, ReflectiveOperationException {
    boolean inserts = sent.sql().toLowerCase(Locale.ROOT).contains("insert into");
    List<Plan> plans = new ArrayList<>();
    switch (database.name()) {
      case "H2" ->
          plans.add(
              Plan.ofH2(
                  rows(
                      connection,
                      "EXPLAIN " + (inserts ? "" : "ANALYZE ") + sent.sql(),
                      bindings)));
      case "MariaDB" ->
          plans.add(
              Plan.ofMariaDb(
                  rows(connection, (inserts ? "EXPLAIN " : "ANALYZE ") + sent.sql(), bindings)));
      default -> {
        String analyze = inserts ? "EXPLAIN (COSTS OFF) " : "EXPLAIN (ANALYZE, COSTS OFF) ";
        plans.add(Plan.ofPostgres(rows(connection, analyze + sent.sql(), bindings)));
        if (!inserts) {
          Plan generic = Plan.ofPostgres(genericPlan(database, sent.sql()));
          plans.add(new Plan("generic: " + generic.path(), generic.read()));
        }
      }
    }
    return plans;
  }

  /** PostgreSQL may turn to it once a statement has run a few times, whatever is bound then. */
  private static List<Map<String, String>> genericPlan(RealDatabase database, String sql)
      throws SQLException {
    var number = new AtomicInteger();
    String numbered =
        Pattern.compile("\\?").matcher(sql).replaceAll(any -> "\\$" + number.incrementAndGet());
    try (Connection connection =
            DriverManager.getConnection(
                database.url() + "?preferQueryMode=simple", database.user(), database.password());
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("EXPLAIN (GENERIC_PLAN, COSTS OFF) " + numbered)) {
      return rows(found);
    }
  }

  private static List<Map<String, String>> rows(
      Connection connection, String sql, List<Binding> bindings)
      throws SQLException, ReflectiveOperationException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Binding each : bindings) {
        each.bind(statement);
      }
      try (ResultSet found = statement.executeQuery()) {
        return rows(found);
      }
    } finally {
      connection.rollback();
    }
  }

  private static List<Map<String, String>> rows(ResultSet found) throws SQLException {
    List<Map<String, String>> rows = new ArrayList<>();
    while (found.next()) {
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
        row.put(found.getMetaData().getColumnLabel(i), String.valueOf(found.getString(i)));
      }
      rows.add(row);
    }
    return rows;
  }

  /** How the tables are read, and how many of their rows when it was really done. */
  private record Plan(String path, double read) {
    private static final Pattern SCAN = Pattern.compile("Seq Scan|tableScan|\\bALL\\b");
    private static final Pattern H2_PATH = Pattern.compile("/\\* (PUBLIC\\S+|\\S+Scan)");
    private static final Pattern H2_READ = Pattern.compile("scanCount: (\\d+)");
    private static final Pattern POSTGRES_READ =
        Pattern.compile("Scan .*rows=([\\d.]+) loops=1|Rows Removed by .*: (\\d+)");

    static Plan ofH2(List<Map<String, String>> rows) {
      String text = text(rows);
      return new Plan(
          H2_PATH.matcher(text).results().map(each -> each.group(1)).collect(joining(", ")),
          sum(H2_READ.matcher(text).results()));
    }

    static Plan ofPostgres(List<Map<String, String>> rows) {
      String text = text(rows);
      String path =
          text.lines()
              .filter(line -> line.contains("Scan "))
              .map(line -> line.replaceAll("^[ >-]*|  *\\(actual.*", ""))
              .collect(joining(", "));
      return new Plan(path, sum(POSTGRES_READ.matcher(text).results()));
    }

    static Plan ofMariaDb(List<Map<String, String>> rows) {
      List<Map<String, String>> tables =
          rows.stream().filter(row -> !"INSERT".equals(row.get("select_type"))).toList();
      return new Plan(
          tables.stream()
              .map(row -> "%s %s %s".formatted(row.get("table"), row.get("type"), row.get("key")))
              .collect(joining(", ")),
          tables.stream()
              .map(row -> row.getOrDefault("r_rows", "NULL"))
              .filter(read -> !read.equalsIgnoreCase("NULL"))
              .mapToDouble(Double::parseDouble)
              .sum());
    }

    private static String text(List<Map<String, String>> rows) {
      return rows.stream().flatMap(row -> row.values().stream()).collect(joining("\n"));
    }

    private static double sum(Stream<MatchResult> found) {
      return found
          .mapToDouble(
              each -> Double.parseDouble(each.group(1) == null ? each.group(2) : each.group(1)))
          .sum();
    }

    boolean isScan() {
      return SCAN.matcher(path).find();
    }

    boolean isNarrow() {
      return !isScan() && read <= MOST_READ;
    }

    boolean takesDue() {
      return path.toLowerCase(Locale.ROOT).contains("tokenkeeper_due") && read <= TAKEN + 1;
    }

    @Override
    public String toString() {
      return "%6.0f rows by %s".formatted(read, path);
    }
  }

  /** A statement with the operation that it belongs to. */
  private record Sent(String operation, String sql) {
    boolean isDueQuery() {
      return sql.contains("due_at <=");
    }

    @Nullable String allowed(RealDatabase database) {
      String all = "%s %s %s".formatted(database, operation, sql);
      return ALLOWED.entrySet().stream()
          .filter(each -> all.matches(each.getKey()))
          .map(Map.Entry::getValue)
          .findAny()
          .orElse(null);
    }

    @Override
    public String toString() {
      return "%-29s %-60.60s".formatted(operation, sql.replaceAll("\\s+", " "));
    }
  }

  /** One parameter, as the driver was given it. */
  @FunctionalInterface
  private interface Binding {
    void bind(PreparedStatement statement) throws ReflectiveOperationException;
  }

  /** Notes what is sent through a DataSource, and for which operation of a port. */
  private static final class Recorder {
    private static final Pattern OURS =
        Pattern.compile("(?i)tokenkeeper_(authorization|spare|journey|journal|quota)");

    private final Set<String> called = new TreeSet<>();
    private final Map<Sent, List<Binding>> sent = new LinkedHashMap<>();
    private String operation = "";

    static String name(Method operation) {
      return operation.getDeclaringClass().getSimpleName() + "." + operation.getName();
    }

    <T> T port(Class<T> type, T port) {
      return proxy(
          type,
          (method, arguments) -> {
            operation = name(method);
            called.add(operation);
            return method.invoke(port, arguments);
          });
    }

    DataSource over(DataSource source) {
      return proxy(
          DataSource.class,
          (method, arguments) -> {
            Object result = method.invoke(source, arguments);
            return result instanceof Connection connection ? over(connection) : result;
          });
    }

    private Connection over(Connection connection) {
      return proxy(
          Connection.class,
          (method, arguments) -> {
            Object result = method.invoke(connection, arguments);
            return result instanceof PreparedStatement statement
                ? over(statement, (String) arguments[0])
                : result;
          });
    }

    private PreparedStatement over(PreparedStatement statement, String sql) {
      Map<Object, Binding> bindings = new TreeMap<>();
      return proxy(
          PreparedStatement.class,
          (method, arguments) -> {
            if (method.getName().startsWith("set") && arguments.length > 1) {
              bindings.put(arguments[0], again -> method.invoke(again, arguments));
            } else if (method.getName().matches("execute.*|addBatch") && OURS.matcher(sql).find()) {
              sent.put(new Sent(operation, sql), List.copyOf(bindings.values()));
            }
            return method.invoke(statement, arguments);
          });
    }

    private interface Call {
      @Nullable Object of(Method method, Object[] arguments) throws ReflectiveOperationException;
    }

    private static <T> T proxy(Class<T> type, Call call) {
      Object proxy =
          Proxy.newProxyInstance(
              type.getClassLoader() == null
                  ? Recorder.class.getClassLoader()
                  : type.getClassLoader(),
              new Class<?>[] {type},
              (self, method, arguments) -> {
                try {
                  return call.of(method, arguments == null ? new Object[0] : arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
      return type.cast(proxy);
    }
  }
}
