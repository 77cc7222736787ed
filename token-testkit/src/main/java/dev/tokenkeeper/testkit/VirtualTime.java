package dev.tokenkeeper.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The threads of a keeper that lives months in seconds: what is to be done now is done at once, on
 * the caller's thread, and what is to be done later when {@link #advance} moves the clock there.
 *
 * <pre>{@code
 * var time = new VirtualTime(clock);
 * TokenKeeper keeper = TokenKeeper.builder()...time(clock, clock::nanos).threads(time, time).build();
 * keeper.start();
 * time.advance(Duration.ofDays(90));
 * }</pre>
 *
 * <p>Whoever waits for a token that needs time to pass must not block: ask {@code accessTokenAsync}
 * and advance. Closing a keeper shuts its threads down, so each keeper needs its own. Belongs to
 * one thread.
 */
public final class VirtualTime extends AbstractExecutorService implements ScheduledExecutorService {
  private final MovableClock clock;
  private final PriorityQueue<Task<?>> tasks = new PriorityQueue<>();
  private long arrivals;
  private boolean shutdown;

  /** Creates the threads that live by this clock; nobody else should advance it. */
  public VirtualTime(MovableClock clock) {
    this.clock = clock;
  }

  /** Lets time pass, and does what is due meanwhile, each at its time. */
  public void advance(Duration step) {
    long end = clock.nanos() + step.toNanos();
    while (!tasks.isEmpty() && tasks.element().at <= end) {
      Task<?> next = tasks.remove();
      clock.advance(Duration.ofNanos(Math.max(0, next.at - clock.nanos())));
      next.run();
    }
    clock.advance(Duration.ofNanos(Math.max(0, end - clock.nanos())));
  }

  /** Returns how long it is to the next thing to be done; a very long time if there is none. */
  public Duration untilNext() {
    return tasks.isEmpty()
        ? Duration.ofDays(36_500)
        : Duration.ofNanos(Math.max(0, tasks.element().at - clock.nanos()));
  }

  @Override
  public void execute(Runnable task) {
    requireOpen();
    task.run();
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    return schedule(() -> done(task), delay, unit);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
    return add(new Task<>(task, clock.nanos() + unit.toNanos(delay), 0));
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable task, long first, long delay, TimeUnit unit) {
    return add(
        new Task<>(() -> done(task), clock.nanos() + unit.toNanos(first), unit.toNanos(delay)));
  }

  /** Time does not pass while a task runs, so a rate is the same as a delay. */
  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable task, long first, long period, TimeUnit unit) {
    return scheduleWithFixedDelay(task, first, period, unit);
  }

  @Override
  public void shutdown() {
    shutdown = true;
    tasks.clear();
  }

  @Override
  public List<Runnable> shutdownNow() {
    List<Runnable> left = new ArrayList<>(tasks);
    shutdown();
    return left;
  }

  @Override
  public boolean isShutdown() {
    return shutdown;
  }

  @Override
  public boolean isTerminated() {
    return shutdown;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return shutdown;
  }

  private <V> Task<V> add(Task<V> task) {
    requireOpen();
    tasks.add(task);
    return task;
  }

  private void requireOpen() {
    if (shutdown) {
      throw new RejectedExecutionException("These threads are shut down");
    }
  }

  private static Object done(Runnable task) {
    task.run();
    return task;
  }

  /** What is to be done at a time; of two at the same time the one that came first. */
  private final class Task<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {
    private final long period;
    private final long arrival = arrivals++;
    private long at;

    Task(Callable<V> work, long at, long period) {
      super(work);
      this.at = at;
      this.period = period;
    }

    @Override
    public void run() {
      if (period == 0) {
        super.run();
      } else if (runAndReset() && !shutdown) {
        at = clock.nanos() + period;
        tasks.add(this);
      }
    }

    @Override
    public boolean isPeriodic() {
      return period > 0;
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
      tasks.remove(this);
      return super.cancel(mayInterrupt);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at - clock.nanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      Task<?> that = (Task<?>) other;
      return at == that.at ? Long.compare(arrival, that.arrival) : Long.compare(at, that.at);
    }
  }
}
