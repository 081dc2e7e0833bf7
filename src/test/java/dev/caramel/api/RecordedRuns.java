package dev.caramel.api;

import dev.caramel.sync.RunRequest;
import dev.caramel.sync.RunStarter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Records what runs were asked for, and answers as it was told. */
class RecordedRuns implements RunStarter {
  final List<String> asked = new ArrayList<>();
  @Nullable RunRequest request;
  @Nullable RuntimeException refusal;
  LongPredicate underWay = run -> true;

  void forget() {
    asked.clear();
    request = null;
    refusal = null;
    underWay = run -> true;
  }

  @Override
  public long start(String sync, RunRequest request) {
    if (refusal != null) {
      throw refusal;
    }
    this.request = request;
    asked.add("start " + sync);
    return 4711;
  }

  @Override
  public boolean cancel(long run) {
    asked.add("cancel " + run);
    return underWay.test(run);
  }

  @Override
  public void pause(String sync) {
    asked.add("pause " + sync);
  }

  @Override
  public void resume(String sync) {
    asked.add("resume " + sync);
  }
}
