package dev.caramel.sync.push;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * Writes that go to Sugar in one request, and what becomes of them. One thread at a time works on
 * it.
 */
public final class PushBatch {
  static final String PROPERTY = "pushBatch";

  final List<PushWrite> writes;
  final PushVerdict verdict = new PushVerdict();
  int notAllowed;
  String lastDenial = "";

  private PushBatch(List<PushWrite> writes) {
    this.writes = writes;
  }

  static List<PushBatch> of(List<PushWrite> writes, int size) {
    List<PushBatch> batches = new ArrayList<>();
    for (int i = 0; i < writes.size(); i += size) {
      batches.add(new PushBatch(List.copyOf(writes.subList(i, Math.min(writes.size(), i + size)))));
    }
    return batches;
  }

  static PushBatch of(Exchange exchange) {
    PushBatch batch = exchange.getProperty(PROPERTY, PushBatch.class);
    if (batch == null) {
      throw new IllegalStateException("this step belongs behind the request of a batch");
    }
    return batch;
  }
}
